//! Deciding: an outcome on grounds, at once or in stages with time between them; and saying how a step was carried out.

use super::{
    Event, Gate, Rejection,
    decide::Case,
    gates::{reason, reason_gate},
    state::OpenStep,
};
use crate::template::{Decision, Key, Outcome};

impl Case<'_> {
    pub(super) fn decided(
        &self,
        key: &Key,
        outcome: &Key,
        grounds: &[Key],
        why: Option<&str>,
    ) -> Result<Vec<Event>, Rejection> {
        let Some(decision) = self.template.decision(key.as_str()) else { return Err(self.unknown("Besluiten", key)) };
        let Some(wanted) = decision.outcome(outcome.as_str()) else {
            return Err(self.unknown(&decision.label, outcome));
        };
        let (step, stage) = (&decision.step, self.next_stage(decision));
        let mut gates = self.decision_gates(decision);
        gates.extend(ground_gates(wanted, grounds));
        gates.extend(reason_gate(why, false));
        self.refuse(Some(step), decision.stage_label(stage), gates)?;
        Ok(vec![Event::Decided {
            decision: key.clone(),
            step: step.clone(),
            stage,
            outcome: outcome.clone(),
            grounds: in_order(wanted, grounds),
            on: self.ctx.today,
            reason: reason(why),
        }])
    }

    /// Which stage of a decision comes next, from 0; as many as it has when it stands.
    pub(super) fn next_stage(&self, decision: &Decision) -> usize {
        self.state.decisions.get(&decision.key).map_or(0, |taken| taken.stage + 1)
    }

    /// What blocks the next stage of a decision, whatever its outcome.
    pub(super) fn decision_gates(&self, decision: &Decision) -> Vec<Gate> {
        let (step, stage) = (&decision.step, self.next_stage(decision));
        let mut gates = self.running_and_mine(&decision.by);
        if self.state.open_step(step.as_str()).is_none() && !self.state.is_closed() {
            gates.push(Gate::StepNotOpen(step.clone()));
        }
        if stage >= decision.stage_count() {
            gates.push(Gate::AlreadyDecided(decision.key.clone()));
        } else if let (Some(before), Some(stages)) = (self.state.decisions.get(&decision.key), &decision.stages) {
            let from = stages.apart.due(before.on, self.ctx.calendar);
            if self.ctx.today < from {
                gates.push(Gate::TooEarly(from));
            }
        }
        gates
    }

    pub(super) fn performed(&self, key: &Key, way: &Key) -> Result<Vec<Event>, Rejection> {
        let what = "Uitvoering vastleggen";
        let Some(step) = self.template.step(key.as_str()) else { return Err(self.unknown(what, key)) };
        let Some(known) = step.ways.iter().find(|known| known.key == *way) else { return Err(self.unknown(what, way)) };
        let gates = match self.state.open_step(key.as_str()) {
            _ if self.state.is_closed() => vec![Gate::CaseClosed],
            None => vec![Gate::StepNotOpen(key.clone())],
            Some(open) => self.perform_gates(open),
        };
        self.refuse(Some(key), &known.label, gates)?;
        Ok(vec![Event::Performed { step: key.clone(), way: way.clone(), on: self.ctx.today }])
    }

    /// Who has regie says how it was done.
    pub(super) fn perform_gates(&self, open: &OpenStep) -> Vec<Gate> {
        self.role_gate(std::slice::from_ref(&open.regie))
    }
}

/// Grounds that are unknown, or missing where the outcome needs one.
fn ground_gates(outcome: &Outcome, grounds: &[Key]) -> Vec<Gate> {
    let known = |ground: &Key| outcome.grounds.iter().any(|known| known.key == *ground);
    let mut gates: Vec<_> =
        grounds.iter().filter(|ground| !known(ground)).map(|ground| Gate::Unknown(ground.to_string())).collect();
    if !outcome.grounds.is_empty() && grounds.is_empty() {
        gates.push(Gate::GroundsMissing(outcome.grounds.iter().map(|ground| ground.key.clone()).collect()));
    }
    gates
}

/// The given grounds, each once, in the order of the template.
fn in_order(outcome: &Outcome, grounds: &[Key]) -> Vec<Key> {
    outcome.grounds.iter().map(|ground| &ground.key).filter(|key| grounds.contains(key)).cloned().collect()
}
