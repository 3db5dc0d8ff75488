//! The clock of a term: stopping and resuming it with the time that was left, and its one extension.

use chrono::NaiveDate;

use super::{
    Event, Gate, Rejection,
    decide::Case,
    gates::{reason, reason_gate},
    state::OpenStep,
};
use crate::template::{Key, Step, StepTerm};

impl Case<'_> {
    pub(super) fn stop(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let what = "Termijn stilzetten";
        let (_, term, open) = self.running(what, key)?;
        let mut gates = self.clock_gate(key, open);
        if !term.can_stop {
            gates.push(Gate::TermFixed(key.clone()));
        }
        if open.stopped.is_some() {
            gates.push(Gate::ClockStopped(key.clone()));
        }
        gates.extend(reason_gate(why, true));
        self.refuse(Some(key), what, gates)?;
        Ok(vec![Event::ClockStopped { step: key.clone(), on: self.ctx.today, reason: reason(why) }])
    }

    pub(super) fn resume(&self, key: &Key) -> Result<Vec<Event>, Rejection> {
        let what = "Termijn laten doorlopen";
        let (_, term, open) = self.running(what, key)?;
        let mut gates = self.clock_gate(key, open);
        let Some(since) = open.stopped else {
            gates.push(Gate::ClockRunning(key.clone()));
            return Err(self.refused(Some(key), what, gates));
        };
        self.refuse(Some(key), what, gates)?;
        let (due, target) = self.resumed(term, since, open.due, open.target);
        Ok(vec![Event::ClockResumed { step: key.clone(), on: self.ctx.today, due, target }])
    }

    pub(super) fn extend(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let what = "Termijn verlengen";
        let (_, term, open) = self.running(what, key)?;
        let mut gates = self.clock_gate(key, open);
        gates.extend(reason_gate(why, true));
        if open.extended.is_some() {
            gates.push(Gate::AlreadyExtended(key.clone()));
        }
        if open.stopped.is_some() {
            gates.push(Gate::ClockStopped(key.clone()));
        }
        let Some((length, due)) = term.extension.zip(open.due) else {
            gates.push(Gate::TermFixed(key.clone()));
            return Err(self.refused(Some(key), what, gates));
        };
        self.refuse(Some(key), what, gates)?;
        let due = length.due(due, self.ctx.calendar);
        Ok(vec![Event::TermExtended { step: key.clone(), on: self.ctx.today, due, reason: reason(why) }])
    }

    /// Due and target of a term that runs on today after it stood still.
    pub(super) fn resumed(
        &self,
        term: &StepTerm,
        since: NaiveDate,
        due: Option<NaiveDate>,
        target: Option<NaiveDate>,
    ) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (today, calendar) = (self.ctx.today, self.ctx.calendar);
        let due = due.map(|due| term.length.resumed(due, since, today, calendar));
        let target = term.target.zip(target).map(|(length, day)| length.resumed(day, since, today, calendar));
        (due, target)
    }

    /// After a closing that was undone: the term goes on with what was left on the day of the closing. What was over by
    /// then stays over, and a fixed end does not move.
    pub(super) fn runs_on(&self, open: &OpenStep, since: NaiveDate) -> Option<Event> {
        let term = self.template.step(open.step.as_str())?.term.as_ref()?;
        let (due, target) = self.resumed(term, since, open.due, open.target);
        let step = open.step.clone();
        let moved = (due, target) != (open.due, open.target);
        moved.then_some(Event::ClockResumed { step, on: self.ctx.today, due, target })
    }

    fn running(&self, what: &str, key: &Key) -> Result<(&Step, &StepTerm, &OpenStep), Rejection> {
        let Some(step) = self.template.step(key.as_str()) else { return Err(self.unknown(what, key)) };
        if self.state.is_closed() {
            return Err(self.refused(Some(key), what, vec![Gate::CaseClosed]));
        }
        let open = self.state.open_step(key.as_str());
        let open = open.ok_or_else(|| self.refused(Some(key), what, vec![Gate::StepNotOpen(key.clone())]))?;
        let term = step.term.as_ref();
        let term = term.ok_or_else(|| self.refused(Some(key), what, vec![Gate::TermFixed(key.clone())]))?;
        Ok((step, term, open))
    }

    /// The clock is in the hands of who has regie and of who owns the term.
    pub(super) fn clock_gate(&self, key: &Key, open: &OpenStep) -> Vec<Gate> {
        let owner = self.template.step(key.as_str()).map(|step| self.template.term_owner(step).clone());
        let roles: Vec<Key> = std::iter::once(open.regie.clone()).chain(owner).collect();
        self.role_gate(&roles)
    }
}
