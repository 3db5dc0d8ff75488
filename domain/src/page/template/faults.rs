//! A fault as people read it: what kind it is, in which part of the way of working, what to do, and how one gets there.

use serde::{Deserialize, Serialize};

use crate::{
    check::Fault,
    edit::{Draft, Place},
};

/// One fault on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// "Bestaat niet"
    pub rule: String,
    /// "stap 'Proces 2.1'"; empty when it is about no part in particular.
    pub part: String,
    /// Where in the file: "steps.proces_2_1.regie".
    pub place: String,
    /// A sentence that begins with a capital.
    pub message: String,
    /// The moves that lead to it.
    pub path: Vec<String>,
}

impl FaultLine {
    /// The faults of a text, in the order of the checker.
    pub fn all(faults: &[Fault], text: &str) -> Vec<Self> {
        let draft = Draft::parse(text).ok();
        faults.iter().map(|fault| Self::of(fault, draft.as_ref())).collect()
    }

    fn of(fault: &Fault, draft: Option<&Draft>) -> Self {
        let mut letters = fault.message.chars();
        let message = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
        Self {
            rule: fault.rule.label().to_owned(),
            part: draft.and_then(|draft| draft.called(&Place::parse(&fault.place))).unwrap_or_default(),
            place: fault.place.clone(),
            message: message.unwrap_or_default(),
            path: fault.path.clone(),
        }
    }
}
