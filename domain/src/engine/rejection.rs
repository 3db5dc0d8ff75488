//! Why something cannot be done, as data and as a Dutch sentence: what, why, and who can help.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{stage::Stage, template::Key};

/// A command that a rule refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Rejection {
    /// The step that would have moved, if any.
    pub step: Option<Key>,
    /// Everything that stands in the way; never empty.
    pub gates: Vec<Gate>,
    /// "'Volgende fase starten' kan nu niet."
    pub what: String,
    /// One whole sentence per gate.
    pub why: Vec<String>,
    /// "Vraag de ib'er/kc'er."; empty when the person can do it without help.
    pub who: String,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.why.join(" "))?;
        if self.who.is_empty() { Ok(()) } else { write!(f, " {}", self.who) }
    }
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The template has no such step, transition, fact or closing.
    Unknown(String),
    /// The case is closed and does not change.
    CaseClosed,
    CaseNotClosed,
    CaseAlreadyStarted,
    NotAnEntry(Key),
    StepNotOpen(Key),
    /// These roles may do it, and the person plays none of them.
    NotYours(Vec<Key>),
    ReasonMissing,
    ReasonTooLong,
    FactMissing(Key),
    /// The fact was never recorded, so it cannot be taken back.
    FactNotRecorded(Key),
    ConsentMissing(Key),
    LeadMissing,
    /// This function cannot have casusregie.
    LeadNotAllowed,
    RoundsMissing {
        step: Key,
        at_least: u32,
    },
    /// A condition that must not hold does hold.
    Excluded,
    /// None of these alternatives holds.
    NoneOf(Vec<Gate>),
    /// The agenda is not where this can be done.
    WrongStage(Stage),
    /// In this stage nothing is added any more.
    AdditionsClosed(Stage),
}
