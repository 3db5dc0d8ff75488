//! Commands against a case: what they bring about, or why not. Every refusal names the step and all its gates.

use super::{
    CaseState, Command, Context, Event, Gate, Rejection,
    gates::{missing_anywhere, reason, reason_gate},
    moves::settle,
    roles::plays,
    state::{Lead, OpenStep},
    words::rejection,
};
use crate::template::{Closing, Key, MeetingType, Published, Resolve, Template};

/// What a command brings about under a template. The events are not applied yet: fold them with [`super::evolve`].
pub fn decide(
    template: &Template<Published>,
    state: &CaseState,
    command: &Command,
    ctx: &Context,
) -> Result<Vec<Event>, Rejection> {
    let case = Case { template, state, ctx };
    let events = match command {
        Command::Open { step } => case.open(step),
        Command::Move { transition, reason } => case.take(transition, reason.as_deref()),
        Command::Record { fact } => case.record(fact),
        Command::Retract { fact, reason } => case.retract(fact, reason.as_deref()),
        Command::SetLead { lead } => case.set_lead(*lead),
        Command::Close { closing, reason } => case.close(closing, reason.as_deref()),
        Command::Reopen => case.reopen(),
        Command::Decide { decision, outcome, grounds, reason } => {
            case.decided(decision, outcome, grounds, reason.as_deref())
        }
        Command::Perform { step, way } => case.performed(step, way),
        Command::Stop { step, reason } => case.stop(step, reason.as_deref()),
        Command::Resume { step } => case.resume(step),
        Command::Extend { step, reason } => case.extend(step, reason.as_deref()),
        Command::Escalate { escalation, reason } => case.escalate(escalation, reason.as_deref()),
        Command::TimePasses => Ok(case.time_passes()),
    }?;
    settle(template, state, ctx, events)
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
        Ok(vec![self.enter(step, false, None)])
    }

    fn record(&self, key: &Key) -> Result<Vec<Event>, Rejection> {
        let Some(fact) = self.template.fact(key.as_str()) else { return Err(self.unknown("Vastleggen", key)) };
        let mut gates = self.running_and_mine(&fact.by);
        if fact.form.is_some() {
            gates.push(Gate::ByItself);
        }
        self.refuse(None, &fact.label, gates)?;
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
        let from = self.closing_from(closing).first().map(|open| &open.step);
        self.refuse(from, &closing.label, gates)?;
        Ok(vec![Event::Closed { closing: key.clone(), on: self.ctx.today, reason: reason(why) }])
    }

    /// Everything that blocks a closing, but for its reason. It ends every open step, so each must be one from which it is
    /// possible, its condition must hold for each, and who was called in must have been called in on each.
    pub(super) fn closing_gates(&self, closing: &Closing) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        let from = self.closing_from(closing);
        if from.is_empty() {
            return closing.from.first().cloned().map(Gate::StepNotOpen).into_iter().collect();
        }
        let mut gates = self.steps_gate(from, &closing.by);
        gates.extend(missing_anywhere(self.template, self.state, &closing.guard, self.ctx));
        gates
    }

    /// The open steps, when the closing is possible from all of them.
    fn closing_from(&self, closing: &Closing) -> &[OpenStep] {
        let all = self.state.open.iter().all(|open| closing.from.contains(&open.step));
        if all { &self.state.open } else { &[] }
    }

    fn reopen(&self) -> Result<Vec<Event>, Rejection> {
        let what = "Casus heropenen";
        let Some(closed) = &self.state.closed else {
            return Err(self.refused(None, what, vec![Gate::CaseNotClosed]));
        };
        let by = self.template.closing(closed.closing.as_str()).map_or(&[][..], |closing| &closing.by);
        self.refuse(None, what, self.role_gate(by))?;
        let running = closed.open.iter().filter(|open| open.stopped.is_none());
        let on = running.filter_map(|open| self.runs_on(open, closed.on));
        Ok([Event::Reopened { on: self.ctx.today }].into_iter().chain(on).collect())
    }

    pub(super) fn running_and_mine(&self, by: &[Key]) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        self.role_gate(by)
    }

    pub(super) fn role_gate(&self, by: &[Key]) -> Vec<Gate> {
        if plays(self.template, self.state, by, self.ctx) { Vec::new() } else { vec![Gate::NotYours(by.to_vec())] }
    }

    /// Whether the person plays any role in the flow of this way of working (not only sits at a table).
    fn is_anybody_here(&self) -> bool {
        let transitions = self.template.transitions.iter().flat_map(|transition| &transition.by);
        let closings = self.template.closings.iter().flat_map(|closing| &closing.by);
        let regie = self.template.steps.iter().map(|step| &step.regie);
        let preparers = self.template.meetings.iter().flat_map(MeetingType::preparers);
        let roles: Vec<Key> = regie.chain(transitions).chain(closings).chain(preparers).cloned().collect();
        plays(self.template, self.state, &roles, self.ctx)
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

    pub(super) fn refuse(&self, step: Option<&Key>, what: &str, gates: Vec<Gate>) -> Result<(), Rejection> {
        if gates.is_empty() { Ok(()) } else { Err(self.refused(step, what, gates)) }
    }

    pub(super) fn refused(&self, step: Option<&Key>, what: &str, gates: Vec<Gate>) -> Rejection {
        rejection(self.template, step, what, gates)
    }

    pub(super) fn unknown(&self, what: &str, key: &Key) -> Rejection {
        self.refused(None, what, vec![Gate::Unknown(key.to_string())])
    }
}
