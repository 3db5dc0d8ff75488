//! The engine that runs any published template: two pure functions. [`decide()`] says what a command brings about, or why
//! it cannot be; [`evolve`] applies what happened. Time, calendar, consents and the actor are parameters.
//!
//! A case's state is the fold of its events ([`replay`]); services keep rows beside it so that queries stay simple.
//! [`options()`] lists the next steps as buttons with their consequence and what still blocks them.

mod decide;
mod gates;
pub mod meeting;
mod options;
mod rejection;
mod state;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tests;

pub use decide::decide;
pub use options::{Choice, ChoiceKind, FactChoice, facts, options};
pub use rejection::{Gate, Rejection};
pub use state::{CaseState, Closed, Lead, OpenStep, evolve, replay};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{actor::Function, calendar::Calendar, id::MembershipId, template::Key};

/// What somebody asks of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Command {
    /// Starts the case in an entry step.
    Open {
        step: Key,
    },
    /// Takes a transition out of an open step.
    Move {
        transition: Key,
        reason: Option<String>,
    },
    /// Records that something happened on which transitions wait.
    Record {
        fact: Key,
    },
    /// Takes a recorded fact back, when it was a mistake.
    Retract {
        fact: Key,
        reason: Option<String>,
    },
    /// Gives casusregie to somebody.
    SetLead {
        lead: Lead,
    },
    Close {
        closing: Key,
        reason: Option<String>,
    },
    /// Undoes the closing: the steps that were open are open again.
    Reopen,
}

/// What happened to a case. Stored as it is; the moment and the person are the row's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    StepEntered { step: Key, on: NaiveDate, regie: Key, due: Option<NaiveDate>, round: u32 },
    StepLeft { step: Key, on: NaiveDate, transition: Key, reason: Option<String> },
    FactRecorded { fact: Key, on: NaiveDate },
    FactRetracted { fact: Key, on: NaiveDate, reason: Option<String> },
    LeadSet { lead: Lead, on: NaiveDate },
    Closed { closing: Key, on: NaiveDate, reason: Option<String> },
    Reopened { on: NaiveDate },
}

impl Event {
    /// The stored name of the kind of event.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StepEntered { .. } => "step_entered",
            Self::StepLeft { .. } => "step_left",
            Self::FactRecorded { .. } => "fact_recorded",
            Self::FactRetracted { .. } => "fact_retracted",
            Self::LeadSet { .. } => "lead_set",
            Self::Closed { .. } => "closed",
            Self::Reopened { .. } => "reopened",
        }
    }
}

/// Who gives a command: one membership, with its function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doer {
    pub membership: MembershipId,
    pub function: Function,
}

/// The world around a command.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub today: NaiveDate,
    pub calendar: &'a Calendar,
    pub doer: Doer,
    /// Purposes for which a consent is valid today.
    pub consents: &'a [Key],
    /// Facts that services derive, beside those recorded on the case.
    pub facts: &'a [Key],
}
