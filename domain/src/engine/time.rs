//! What days bring: escalations of steps that stay over their term. Moves that wait for a day follow by themselves.

use super::{
    Event, Gate, Rejection,
    decide::Case,
    gates::{reason, reason_gate},
    state::OpenStep,
};
use crate::template::{Escalation, Key};

impl Case<'_> {
    /// Every escalation whose day has passed, in the order of the template.
    pub(super) fn time_passes(&self) -> Vec<Event> {
        let due = self.template.escalations.iter().filter(|escalation| self.is_due(escalation));
        due.map(|escalation| self.escalated(escalation, None)).collect()
    }

    pub(super) fn escalate(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let Some(escalation) = self.template.escalation(key.as_str()) else {
            return Err(self.unknown("Opschalen", key));
        };
        let mut gates = match self.state.open_step(escalation.step.as_str()) {
            _ if self.state.is_closed() => vec![Gate::CaseClosed],
            None => vec![Gate::StepNotOpen(escalation.step.clone())],
            Some(open) => self.escalate_gates(escalation, open),
        };
        gates.extend(reason_gate(why, true));
        self.refuse(Some(&escalation.step), &escalation.label, gates)?;
        Ok(vec![self.escalated(escalation, reason(why))])
    }

    /// Who has regie, who owns the term and who is called in may escalate, once.
    pub(super) fn escalate_gates(&self, escalation: &Escalation, open: &OpenStep) -> Vec<Gate> {
        let step = self.template.step(escalation.step.as_str());
        let owner = step.map(|step| self.template.term_owner(step).clone());
        let roles: Vec<Key> = [open.regie.clone()].into_iter().chain(owner).chain(escalation.to.clone()).collect();
        let mut gates = self.role_gate(&roles);
        if open.escalated.contains(&escalation.key) {
            gates.push(Gate::AlreadyEscalated(escalation.key.clone()));
        }
        gates
    }

    fn is_due(&self, escalation: &Escalation) -> bool {
        let open = self.state.open_step(escalation.step.as_str()).filter(|_| !self.state.is_closed());
        let Some((open, after)) = open.zip(escalation.after) else { return false };
        let passed = open.term().is_some_and(|term| after.due(term.due, self.ctx.calendar) < self.ctx.today);
        passed && !open.escalated.contains(&escalation.key)
    }

    fn escalated(&self, escalation: &Escalation, reason: Option<String>) -> Event {
        let (escalation, step) = (escalation.key.clone(), escalation.step.clone());
        Event::Escalated { escalation, step, on: self.ctx.today, reason }
    }
}
