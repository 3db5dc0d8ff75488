//! Where a case is: its open steps with their regie and term, the rounds made, the facts recorded, who leads, and how
//! it ended. Made only by [`evolve`]; a closed case does not change but by reopening.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::{
    actor::Function,
    id::{MembershipId, TemplateId},
    template::{Key, StepTerm},
    term::Term,
};

/// The state of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseState {
    /// Steps that are open now; more than one when tracks run side by side.
    pub open: Vec<OpenStep>,
    /// How often each step was entered.
    pub rounds: BTreeMap<Key, u32>,
    /// The day on which each step was last entered: what a term of a later step may count from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entered: BTreeMap<Key, NaiveDate>,
    pub lead: Option<Lead>,
    pub closed: Option<Closed>,
    /// When each fact was last recorded.
    pub facts: BTreeMap<Key, Recorded>,
    /// What was decided in this round of the step that decides.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decisions: BTreeMap<Key, Taken>,
    /// Terms that stand still while the case is elsewhere.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stopped: BTreeMap<Key, Stopped>,
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
    /// The streefdatum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<NaiveDate>,
    /// Since when the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<NaiveDate>,
    /// When the one extension was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<NaiveDate>,
    /// In which way it was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Key>,
    /// Escalations that happened, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalated: Vec<Key>,
}

impl OpenStep {
    /// The running term; none while the clock stands still.
    pub fn term(&self) -> Option<Term> {
        self.due.filter(|_| self.stopped.is_none()).map(Term::new)
    }

    /// Whether its term has passed on this day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.term().is_some_and(|term| term.due < today)
    }
}

/// A term that stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    pub since: NaiveDate,
    pub due: Option<NaiveDate>,
    pub target: Option<NaiveDate>,
    /// When the one extension was given.
    pub extended: Option<NaiveDate>,
}

/// A decision as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The step in which it was decided.
    pub step: Key,
    /// The last stage taken, from 0.
    pub stage: usize,
    pub outcome: Key,
    pub grounds: Vec<Key>,
    pub on: NaiveDate,
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

/// A case was taken to another version of the way of working: both versions, and everything that is different after it.
/// What it does not name stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionChange {
    pub from: TemplateId,
    pub from_number: u32,
    pub to: TemplateId,
    pub to_number: u32,
    pub on: NaiveDate,
    /// Every open step, where it came.
    pub steps: Vec<Placed>,
    /// Decisions that count on in a way the new version knows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decided: BTreeMap<Key, Taken>,
    /// Decisions that do not fit the new version and are taken anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Key>,
    /// The new version gives nobody of this function casusregie.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lead_ends: bool,
}

/// Where an open step came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The step that it was; more than one when tracks came together.
    pub from: Vec<Key>,
    pub now: OpenStep,
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

    /// The day from which a term counts that starts on this day: when the step was last entered that it names.
    pub(super) fn term_from(&self, term: &StepTerm, on: NaiveDate) -> NaiveDate {
        term.from.as_ref().and_then(|step| self.entered.get(step)).copied().unwrap_or(on)
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
        Event::StepEntered { step, on, regie, due, round, target, resumed } => {
            state.open.retain(|open| open.step != *step);
            state.rounds.insert(step.clone(), *round);
            state.entered.insert(step.clone(), *on);
            state.decisions.retain(|_, taken| taken.step != *step);
            let stood = state.stopped.remove(step).filter(|_| *resumed != Some(false));
            let extended = stood.and_then(|stopped| stopped.extended);
            let (step, regie) = (step.clone(), regie.clone());
            let (since, due, target, round) = (*on, *due, *target, *round);
            let (stopped, way, escalated) = (None, None, Vec::new());
            let entered = OpenStep { step, since, regie, due, round, at, target, stopped, extended, way, escalated };
            state.open.push(entered);
        }
        Event::StepLeft { step, .. } => leave(&mut state, step),
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
        Event::Decided { decision, step, stage, outcome, grounds, on, .. } => {
            let (step, outcome, grounds) = (step.clone(), outcome.clone(), grounds.clone());
            state.decisions.insert(decision.clone(), Taken { step, stage: *stage, outcome, grounds, on: *on });
        }
        Event::Performed { step, way, .. } => change(&mut state, step, |open| open.way = Some(way.clone())),
        Event::ClockStopped { step, on, .. } => change(&mut state, step, |open| open.stopped = Some(*on)),
        Event::ClockResumed { step, due, target, .. } => {
            change(&mut state, step, |open| (open.stopped, open.due, open.target) = (None, *due, *target));
        }
        Event::TermExtended { step, on, due, .. } => {
            change(&mut state, step, |open| (open.due, open.extended) = (Some(*due), Some(*on)));
        }
        Event::Escalated { escalation, step, .. } => {
            change(&mut state, step, |open| open.escalated.push(escalation.clone()));
        }
        Event::VersionChanged(changed) => go_on(&mut state, changed),
    }
    state
}

/// A running case under another version; a closed one does not change.
fn go_on(state: &mut CaseState, changed: &VersionChange) {
    if state.is_closed() {
        return;
    }
    state.open = changed.steps.iter().map(|placed| placed.now.clone()).collect();
    state.rounds.extend(state.open.iter().map(|open| (open.step.clone(), open.round)));
    for open in &state.open {
        state.entered.entry(open.step.clone()).or_insert(open.since);
    }
    state.decisions.retain(|decision, _| !changed.undecided.contains(decision));
    state.decisions.extend(changed.decided.clone());
    state.lead = state.lead.filter(|_| !changed.lead_ends);
}

/// A step ends; a clock that stands still keeps what was left, for a move that resumes it.
fn leave(state: &mut CaseState, step: &Key) {
    let left = state.open.iter().position(|open| open.step == *step).map(|index| state.open.remove(index));
    if let Some(OpenStep { stopped: Some(since), due, target, extended, .. }) = left {
        state.stopped.insert(step.clone(), Stopped { since, due, target, extended });
    }
}

fn change(state: &mut CaseState, step: &Key, change: impl FnOnce(&mut OpenStep)) {
    if let Some(open) = state.open.iter_mut().find(|open| open.step == *step) {
        change(open);
    }
}

/// The state of a case from everything that happened to it, in order.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> CaseState {
    events.into_iter().fold(CaseState::default(), evolve)
}
