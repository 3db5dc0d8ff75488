//! The engine that runs any published template: two pure functions. [`decide()`] says what a command brings about, or why
//! it cannot be; [`evolve`] applies what happened. Time, calendar, consents and the actor are parameters.
//!
//! A case's state is the fold of its events ([`replay`]); services keep rows beside it so that queries stay simple.
//! [`options()`] lists the ways out of the open steps as buttons with their consequence and what still blocks them,
//! [`acts()`] what can be done inside a step: deciding, its clock, escalating. [`moving`] takes a running case to another
//! version of the way of working, and says beforehand what that does.

mod acts;
mod clock;
mod decide;
mod decisions;
mod effects;
mod gates;
pub mod meeting;
mod moves;
pub mod moving;
mod options;
mod papers;
mod rejection;
mod roles;
mod state;
mod time;
mod words;

#[cfg(test)]
mod aanvraag_tests;
#[cfg(test)]
mod acts_tests;
#[cfg(test)]
mod effects_tests;
#[cfg(test)]
mod facts_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rounds_tests;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tests;

pub use acts::acts;
pub use decide::decide;
pub use effects::of_outcomes;
pub use options::{Choice, ChoiceKind, FactChoice, facts, options};
pub use papers::{forms, letters};
pub use rejection::{Gate, Rejection};
pub use roles::{is_turn_of, roles};
pub use state::{CaseState, Closed, Lead, OpenStep, Placed, Recorded, Stopped, Taken, VersionChange, evolve, replay};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{actor::Function, calendar::Calendar, form::Answers, id::MembershipId, template::Key};

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
    /// Takes a decision, or its next stage.
    Decide {
        decision: Key,
        outcome: Key,
        #[serde(default)]
        grounds: Vec<Key>,
        reason: Option<String>,
    },
    /// Says in which of its ways an open step was carried out.
    Perform {
        step: Key,
        way: Key,
    },
    /// Stops the clock of an open step.
    Stop {
        step: Key,
        reason: Option<String>,
    },
    /// Lets a stopped clock run on with the time that was left.
    Resume {
        step: Key,
    },
    /// Gives an open step its one extension.
    Extend {
        step: Key,
        reason: Option<String>,
    },
    /// Calls in those of an escalation before it happens by itself.
    Escalate {
        escalation: Key,
        reason: Option<String>,
    },
    /// Another day has come: what happens by itself, happens. Anybody may say so, as often as wanted.
    TimePasses,
}

/// What happened to a case. Stored as it is; the moment and the person are the row's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    StepEntered {
        step: Key,
        on: NaiveDate,
        regie: Key,
        due: Option<NaiveDate>,
        round: u32,
        /// The streefdatum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<NaiveDate>,
        /// Whether a term that stood still goes on here; a fresh one may be extended again. Nothing where none stood still,
        /// and in stories of before: there the extension stays given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resumed: Option<bool>,
    },
    /// `transition` is the key of the move or of the join that took the case out of the step.
    StepLeft {
        step: Key,
        on: NaiveDate,
        transition: Key,
        reason: Option<String>,
    },
    FactRecorded {
        fact: Key,
        on: NaiveDate,
    },
    FactRetracted {
        fact: Key,
        on: NaiveDate,
        reason: Option<String>,
    },
    LeadSet {
        lead: Lead,
        on: NaiveDate,
    },
    Closed {
        closing: Key,
        on: NaiveDate,
        reason: Option<String>,
    },
    Reopened {
        on: NaiveDate,
    },
    /// `stage` counts from 0; the decision stands with its last stage.
    Decided {
        decision: Key,
        step: Key,
        stage: usize,
        outcome: Key,
        grounds: Vec<Key>,
        on: NaiveDate,
        reason: Option<String>,
    },
    Performed {
        step: Key,
        way: Key,
        on: NaiveDate,
    },
    ClockStopped {
        step: Key,
        on: NaiveDate,
        reason: Option<String>,
    },
    ClockResumed {
        step: Key,
        on: NaiveDate,
        due: Option<NaiveDate>,
        target: Option<NaiveDate>,
    },
    TermExtended {
        step: Key,
        on: NaiveDate,
        due: NaiveDate,
        reason: Option<String>,
    },
    Escalated {
        escalation: Key,
        step: Key,
        on: NaiveDate,
        reason: Option<String>,
    },
    /// The running case goes on under another version of the way of working.
    VersionChanged(VersionChange),
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
            Self::Decided { .. } => "decided",
            Self::Performed { .. } => "performed",
            Self::ClockStopped { .. } => "clock_stopped",
            Self::ClockResumed { .. } => "clock_resumed",
            Self::TermExtended { .. } => "term_extended",
            Self::Escalated { .. } => "escalated",
            Self::VersionChanged(_) => "version_changed",
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
    /// Answers of the forms about this case.
    pub answers: &'a Answers,
}
