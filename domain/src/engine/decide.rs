//! Commands against a case: what they bring about, or why not. Every refusal names the step and all its gates.

use super::{
    CaseState, Command, Context, Event, Gate, Rejection,
    gates::{missing, plays, reason, reason_gate, rejection},
    state::{Lead, OpenStep},
};
use crate::template::{Closing, Key, MeetingType, Published, Resolve, Step, Template, Transition};

/// What a command brings about under a template. The events are not applied yet: fold them with [`super::evolve`].
pub fn decide(
    template: &Template<Published>,
    state: &CaseState,
    command: &Command,
    ctx: &Context,
) -> Result<Vec<Event>, Rejection> {
    let case = Case { template, state, ctx };
    match command {
        Command::Open { step } => case.open(step),
        Command::Move { transition, reason } => case.take(transition, reason.as_deref()),
        Command::Record { fact } => case.record(fact),
        Command::Retract { fact, reason } => case.retract(fact, reason.as_deref()),
        Command::SetLead { lead } => case.set_lead(*lead),
        Command::Close { closing, reason } => case.close(closing, reason.as_deref()),
        Command::Reopen => case.reopen(),
    }
}

/// A case with everything a decision needs.
pub(super) struct Case<'a> {
    pub template: &'a Template<Published>,
    pub state: &'a CaseState,
    pub ctx: &'a Context<'a>,
}

impl Case<'_> {
    fn open(&self, key: &Key) -> Result<Vec<Event>, Rejection> {
        let what = "Casus starten";
        let Some(step) = self.template.step(key.as_str()) else { return Err(self.unknown(what, key)) };
        let regie = std::slice::from_ref(&step.regie);
        let may = self.is_anybody_here();
        let gates = [
            self.state.is_closed().then_some(Gate::CaseClosed),
            self.state.is_started().then_some(Gate::CaseAlreadyStarted),
            (!step.entry).then(|| Gate::NotAnEntry(key.clone())),
            (!may).then(|| Gate::NotYours(regie.to_vec())),
        ];
        self.refuse(Some(key), what, gates.into_iter().flatten().collect())?;
        Ok(vec![self.enter(step)])
    }

    fn take(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let Some(transition) = self.template.transition(key.as_str()) else {
            return Err(self.unknown("Naar de volgende stap", key));
        };
        let mut gates = self.transition_gates(transition);
        gates.extend(reason_gate(why, transition.reason_required));
        self.refuse(Some(&transition.from), &transition.label, gates)?;
        let Some(to) = self.template.step(transition.to.as_str()) else {
            return Err(self.unknown(&transition.label, &transition.to));
        };
        let (step, transition) = (transition.from.clone(), transition.key.clone());
        let left = Event::StepLeft { step, on: self.ctx.today, transition, reason: reason(why) };
        Ok(vec![left, self.enter(to)])
    }

    /// Everything that blocks a transition, but for its reason.
    pub(super) fn transition_gates(&self, transition: &Transition) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        let Some(from) = self.state.open_step(transition.from.as_str()) else {
            return vec![Gate::StepNotOpen(transition.from.clone())];
        };
        let mut gates = self.role_gate(&transition.by);
        if transition.to != transition.from && self.state.open_step(transition.to.as_str()).is_some() {
            gates.push(Gate::CaseAlreadyStarted);
        }
        gates.extend(missing(self.template, self.state, Some(from), &transition.guard, self.ctx));
        gates
    }

    fn record(&self, key: &Key) -> Result<Vec<Event>, Rejection> {
        let Some(fact) = self.template.fact(key.as_str()) else { return Err(self.unknown("Vastleggen", key)) };
        self.refuse(None, &fact.label, self.running_and_mine(&fact.by))?;
        Ok(vec![Event::FactRecorded { fact: key.clone(), on: self.ctx.today }])
    }

    fn retract(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let Some(fact) = self.template.fact(key.as_str()) else { return Err(self.unknown("Terugnemen", key)) };
        let mut gates = self.running_and_mine(&fact.by);
        if !self.state.facts.contains_key(key) {
            gates.push(Gate::FactNotRecorded(key.clone()));
        }
        gates.extend(reason_gate(why, true));
        self.refuse(None, &format!("{} terugnemen", fact.label), gates)?;
        Ok(vec![Event::FactRetracted { fact: key.clone(), on: self.ctx.today, reason: reason(why) }])
    }

    fn set_lead(&self, lead: Lead) -> Result<Vec<Event>, Rejection> {
        let allowed = self.template.roles.iter().any(|role| role.may_be_appointed(lead.function));
        let gates = [
            self.state.is_closed().then_some(Gate::CaseClosed),
            (!allowed).then_some(Gate::LeadNotAllowed),
            (!self.is_anybody_here()).then(|| Gate::NotYours(self.regie())),
        ];
        self.refuse(None, "Casusregie geven", gates.into_iter().flatten().collect())?;
        Ok(vec![Event::LeadSet { lead, on: self.ctx.today }])
    }

    fn close(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let Some(closing) = self.template.closing(key.as_str()) else {
            return Err(self.unknown("Casus afsluiten", key));
        };
        let mut gates = self.closing_gates(closing);
        gates.extend(reason_gate(why, closing.reason_required));
        self.refuse(self.closing_from(closing).map(|open| &open.step), &closing.label, gates)?;
        Ok(vec![Event::Closed { closing: key.clone(), on: self.ctx.today, reason: reason(why) }])
    }

    /// Everything that blocks a closing, but for its reason. Every open step must be one from which it is possible.
    pub(super) fn closing_gates(&self, closing: &Closing) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        let Some(from) = self.closing_from(closing) else {
            return closing.from.first().cloned().map(Gate::StepNotOpen).into_iter().collect();
        };
        let mut gates = self.role_gate(&closing.by);
        gates.extend(missing(self.template, self.state, Some(from), &closing.guard, self.ctx));
        gates
    }

    fn closing_from(&self, closing: &Closing) -> Option<&OpenStep> {
        let all = self.state.open.iter().all(|open| closing.from.contains(&open.step));
        self.state.open.first().filter(|_| all)
    }

    fn reopen(&self) -> Result<Vec<Event>, Rejection> {
        let what = "Casus heropenen";
        let Some(closed) = &self.state.closed else {
            return Err(rejection(self.template, None, what, vec![Gate::CaseNotClosed]));
        };
        let by = self.template.closing(closed.closing.as_str()).map_or(&[][..], |closing| &closing.by);
        self.refuse(None, what, self.role_gate(by))?;
        Ok(vec![Event::Reopened { on: self.ctx.today }])
    }

    fn enter(&self, step: &Step) -> Event {
        let due = step.term.as_ref().map(|term| term.length.due(self.ctx.today, self.ctx.calendar));
        let round = self.state.round(step.key.as_str()).saturating_add(1);
        Event::StepEntered { step: step.key.clone(), on: self.ctx.today, regie: step.regie.clone(), due, round }
    }

    fn running_and_mine(&self, by: &[Key]) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        self.role_gate(by)
    }

    fn role_gate(&self, by: &[Key]) -> Vec<Gate> {
        if plays(self.template, self.state, by, self.ctx.doer) { Vec::new() } else { vec![Gate::NotYours(by.to_vec())] }
    }

    /// Whether the person plays any role in the flow of this way of working (not only sits at a table).
    fn is_anybody_here(&self) -> bool {
        let transitions = self.template.transitions.iter().flat_map(|transition| &transition.by);
        let closings = self.template.closings.iter().flat_map(|closing| &closing.by);
        let regie = self.template.steps.iter().map(|step| &step.regie);
        let preparers = self.template.meetings.iter().flat_map(MeetingType::preparers);
        let roles: Vec<Key> = regie.chain(transitions).chain(closings).chain(preparers).cloned().collect();
        plays(self.template, self.state, &roles, self.ctx.doer)
    }

    /// Roles that have regie now, or at the start when nothing is open.
    fn regie(&self) -> Vec<Key> {
        let open: Vec<_> = self.state.open.iter().map(|open| open.regie.clone()).collect();
        let by_function = |key: &Key| self.template.role(key.as_str()).is_some_and(|r| r.resolve == Resolve::Function);
        if open.iter().any(by_function) {
            open
        } else {
            self.template.steps.iter().take(1).map(|s| s.regie.clone()).collect()
        }
    }

    fn refuse(&self, step: Option<&Key>, what: &str, gates: Vec<Gate>) -> Result<(), Rejection> {
        if gates.is_empty() { Ok(()) } else { Err(rejection(self.template, step, what, gates)) }
    }

    fn unknown(&self, what: &str, key: &Key) -> Rejection {
        rejection(self.template, None, what, vec![Gate::Unknown(key.to_string())])
    }
}
