//! What can be done inside an open step without leaving it: deciding, saying how it was carried out, the clock of its
//! term, escalating. The same gates as `decide`, asked beforehand, with the consequence in a sentence.

use super::{CaseState, Choice, ChoiceKind, Context, Gate, decide::Case, state::OpenStep, words};
use crate::{
    calendar::short_date,
    template::{Decision, Escalation, Key, Published, Step, StepTerm, Template, Way},
};

/// Every act in the open steps, step by step. A closed case has none; an act whose time is over is not listed.
pub fn acts(template: &Template<Published>, state: &CaseState, ctx: &Context) -> Vec<Choice> {
    if state.is_closed() {
        return Vec::new();
    }
    let case = Case { template, state, ctx };
    let in_step = |open: &OpenStep| template.step(open.step.as_str()).map(|step| case.acts_in(step, open));
    state.open.iter().filter_map(in_step).flatten().collect()
}

impl Case<'_> {
    fn acts_in(&self, step: &Step, open: &OpenStep) -> Vec<Choice> {
        let ways =
            step.ways.iter().filter(|way| open.way.as_ref() != Some(&way.key)).map(|way| self.way(step, way, open));
        let decisions = self.template.decisions.iter().filter(|decision| decision.step == step.key);
        let clock = step.term.iter().flat_map(|term| self.clock(step, term, open));
        let escalations = self.template.escalations.iter().filter(|escalation| escalation.step == step.key);
        let escalations = escalations.filter(|escalation| !open.escalated.contains(&escalation.key));
        ways.chain(decisions.filter_map(|decision| self.decision(decision)))
            .chain(clock)
            .chain(escalations.map(|escalation| self.escalation(escalation, open)))
            .collect()
    }

    fn act(&self, kind: ChoiceKind, step: &Key, label: &str, consequence: String, gates: Vec<Gate>) -> Choice {
        let reason_required = matches!(kind, ChoiceKind::Stop(_) | ChoiceKind::Extend(_) | ChoiceKind::Escalate(_));
        let blocked = (!gates.is_empty()).then(|| words::rejection(self.template, Some(step), label, gates));
        let (label, effects) = (label.to_owned(), Vec::new());
        Choice { kind, from: Some(step.clone()), label, consequence, effects, reason_required, blocked }
    }

    fn way(&self, step: &Step, way: &Way, open: &OpenStep) -> Choice {
        let kind = ChoiceKind::Perform { step: step.key.clone(), way: way.key.clone() };
        let consequence = format!("Legt vast hoe {} is uitgevoerd.", step.label);
        self.act(kind, &step.key, &way.label, consequence, self.perform_gates(open))
    }

    /// The next stage of a decision; none once it stands.
    fn decision(&self, decision: &Decision) -> Option<Choice> {
        let stage = self.next_stage(decision);
        if stage >= decision.stage_count() {
            return None;
        }
        let after = decision.stages.as_ref().filter(|_| stage + 1 < decision.stage_count());
        let consequence = after.map_or_else(
            || "Het besluit staat daarna vast; een nieuwe ronde besluit opnieuw.".to_owned(),
            |stages| {
                let from = stages.apart.due(self.ctx.today, self.ctx.calendar);
                format!("Daarna kan '{}' vanaf {}.", decision.stage_label(stage + 1), short_date(from))
            },
        );
        let kind = ChoiceKind::Decide { decision: decision.key.clone(), stage };
        Some(self.act(kind, &decision.step, decision.stage_label(stage), consequence, self.decision_gates(decision)))
    }

    fn clock(&self, step: &Step, term: &StepTerm, open: &OpenStep) -> Vec<Choice> {
        let Some(due) = open.due else { return Vec::new() };
        let key = step.key.clone();
        if let Some(since) = open.stopped {
            let (due, _) = self.resumed(term, since, open.due, open.target);
            let until = due.map(short_date).unwrap_or_default();
            let consequence = format!("De termijn loopt dan tot {until}.");
            let gates = self.clock_gate(&key, open);
            return vec![self.act(ChoiceKind::Resume(key), &step.key, "Termijn laten doorlopen", consequence, gates)];
        }
        let mut all = Vec::new();
        if term.can_stop {
            let consequence = format!("De termijn tot {} staat stil; wat over is, loopt later door.", short_date(due));
            let gates = self.clock_gate(&key, open);
            all.push(self.act(ChoiceKind::Stop(key.clone()), &step.key, "Termijn stilzetten", consequence, gates));
        }
        if let Some(length) = term.extension.filter(|_| open.extended.is_none()) {
            let until = short_date(length.due(due, self.ctx.calendar));
            let consequence =
                format!("De termijn loopt dan tot {until} in plaats van {}. Dit kan één keer.", short_date(due));
            let gates = self.clock_gate(&key, open);
            all.push(self.act(ChoiceKind::Extend(key), &step.key, "Termijn verlengen", consequence, gates));
        }
        all
    }

    fn escalation(&self, escalation: &Escalation, open: &OpenStep) -> Choice {
        let who = self.template.role_words(&escalation.to);
        let meeting = escalation.meeting.as_ref().and_then(|key| self.template.meeting(key.as_str()));
        let where_to = meeting.map(|meeting| format!(" Bespreek het in het {}.", meeting.label.to_lowercase()));
        let consequence = format!("Ook {who} kan de stap dan zetten.{}", where_to.unwrap_or_default());
        let gates = self.escalate_gates(escalation, open);
        let kind = ChoiceKind::Escalate(escalation.key.clone());
        self.act(kind, &escalation.step, &escalation.label, consequence, gates)
    }
}
