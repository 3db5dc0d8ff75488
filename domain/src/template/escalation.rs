//! Escalations: who is called in when a step stays over its term, in which meeting (S3: "dreigt de uitvoering te
//! stagneren: Meerpartijenoverleg"; S1: "opschalen naar een onderwijszorgconsulent"). Several on one step are a chain.

use serde::{Deserialize, Serialize};

use super::Key;
use crate::term::Period;

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    pub key: Key,
    /// "Opschalen naar het MPO"
    pub label: String,
    /// The step that stays over its term.
    pub step: Key,
    /// How long after the end of the term it happens by itself; without it only by hand, with a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Period>,
    /// The roles that are called in: they are told, and they may move the step too.
    pub to: Vec<Key>,
    /// The meeting in which it is discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Key>,
}
