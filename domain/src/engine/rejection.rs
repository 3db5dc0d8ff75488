//! Why something cannot be done, as data and as a Dutch sentence: what, why, and who can help.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{stage::Stage, template::Key, term::MonthDay};

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
    /// It is not yet known who has this role in the case.
    RoleMissing(Key),
    /// The question has no answer yet, or another.
    AnswerMissing(Key),
    /// Another track is already in this step.
    StepAlreadyOpen(Key),
    StepNotDone(Key),
    /// The step was not yet carried out in one of its ways.
    WayMissing(Key),
    /// The term of the step has not passed.
    TermRunning(Key),
    /// It can be done from this day on.
    TooEarly(NaiveDate),
    /// It can be done in this part of the year only.
    OutsidePeriod {
        from: MonthDay,
        until: MonthDay,
    },
    OutcomeMissing {
        decision: Key,
        is: Key,
    },
    /// The decision stands; another round decides anew.
    AlreadyDecided(Key),
    /// The outcome needs at least one of its grounds.
    GroundsMissing(Vec<Key>),
    /// It happens by itself; nobody does it.
    ByItself,
    /// The step has no term that can be stopped or extended.
    TermFixed(Key),
    ClockStopped(Key),
    ClockRunning(Key),
    AlreadyExtended(Key),
    AlreadyEscalated(Key),
    /// Moves that happen by themselves would go on without end.
    Endless,
    /// A condition that must not hold does hold.
    Excluded,
    /// None of these alternatives holds.
    NoneOf(Vec<Gate>),
    /// The agenda is not where this can be done.
    WrongStage(Stage),
    /// In this stage nothing is added any more.
    AdditionsClosed(Stage),
}
