//! Where a case is: its open steps with their regie and term, the rounds made, the facts recorded, who leads, and how
//! it ended. Made only by [`evolve`]; a closed case does not change but by reopening.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::{actor::Function, id::MembershipId, template::Key, term::Term};

/// The state of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseState {
    /// Steps that are open now; more than one when tracks run side by side.
    pub open: Vec<OpenStep>,
    /// How often each step was entered.
    pub rounds: BTreeMap<Key, u32>,
    pub lead: Option<Lead>,
    pub closed: Option<Closed>,
    /// When each fact was last recorded.
    pub facts: BTreeMap<Key, Recorded>,
    /// Number of events so far: what came before what.
    pub length: u32,
}

/// A step that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenStep {
    pub step: Key,
    pub since: NaiveDate,
    /// The one role that must move it.
    pub regie: Key,
    pub due: Option<NaiveDate>,
    /// 1 the first time, 2 the second.
    pub round: u32,
    /// The event that opened it.
    pub at: u32,
}

impl OpenStep {
    pub fn term(&self) -> Option<Term> {
        self.due.map(Term::new)
    }
}

/// Who has casusregie, and in which function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    pub membership: MembershipId,
    pub function: Function,
}

/// A fact on the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    pub on: NaiveDate,
    /// The event that recorded it.
    pub at: u32,
}

/// How a case ended, and what was open then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub closing: Key,
    pub on: NaiveDate,
    pub reason: Option<String>,
    pub open: Vec<OpenStep>,
}

impl CaseState {
    pub const fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// Whether the case was ever opened.
    pub fn is_started(&self) -> bool {
        !self.rounds.is_empty()
    }

    pub fn open_step(&self, step: &str) -> Option<&OpenStep> {
        self.open.iter().find(|open| open.step == step)
    }

    /// How often a step was entered.
    pub fn round(&self, step: &str) -> u32 {
        self.rounds.get(step).copied().unwrap_or(0)
    }
}

/// The state after an event. Events that `decide` made always apply; others that do not fit change nothing.
#[must_use]
pub fn evolve(mut state: CaseState, event: &Event) -> CaseState {
    state.length += 1;
    let at = state.length;
    match event {
        Event::StepEntered { step, on, regie, due, round } => {
            state.open.retain(|open| open.step != *step);
            state.rounds.insert(step.clone(), *round);
            let (step, regie) = (step.clone(), regie.clone());
            state.open.push(OpenStep { step, since: *on, regie, due: *due, round: *round, at });
        }
        Event::StepLeft { step, .. } => state.open.retain(|open| open.step != *step),
        Event::FactRecorded { fact, on } => {
            state.facts.insert(fact.clone(), Recorded { on: *on, at });
        }
        Event::FactRetracted { fact, .. } => {
            state.facts.remove(fact);
        }
        Event::LeadSet { lead, .. } => state.lead = Some(*lead),
        Event::Closed { closing, on, reason } => {
            let (closing, reason, open) = (closing.clone(), reason.clone(), std::mem::take(&mut state.open));
            state.closed = Some(Closed { closing, on: *on, reason, open });
        }
        Event::Reopened { .. } => {
            if let Some(closed) = state.closed.take() {
                state.open = closed.open;
            }
        }
    }
    state
}

/// The state of a case from everything that happened to it, in order.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> CaseState {
    events.into_iter().fold(CaseState::default(), evolve)
}
