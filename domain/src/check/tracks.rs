//! Tracks, moves that happen by themselves, ways, decisions and escalations: each says something that can be.

use std::collections::BTreeSet;

use super::{Faults, Rule, names::once};
use crate::template::{Body, Decision, Key, Transition};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    for transition in &template.transitions {
        self::transition(transition, faults);
    }
    joins(template, faults);
    for step in &template.steps {
        once(&format!("steps.{}.ways", step.key), step.ways.iter().map(|way| &way.key), faults);
    }
    for decision in &template.decisions {
        self::decision(decision, faults);
    }
    escalations(template, faults);
}

fn transition(transition: &Transition, faults: &mut Faults) {
    let place = format!("transitions.{}", transition.key);
    let targets: Vec<&Key> = transition.targets().collect();
    let distinct: BTreeSet<&Key> = targets.iter().copied().collect();
    let message = "een overgang opent elke stap één keer. Haal de dubbele stap weg uit to of also.";
    faults.unless(distinct.len() == targets.len(), Rule::Track, format!("{place}.also"), message);
    let by_itself = transition.by.is_empty() && !transition.reason_required;
    let message = "wat vanzelf gaat, doet niemand en heeft geen reden. Laat by en reason_required weg.";
    faults.unless(!transition.automatic || by_itself, Rule::Track, &place, message);
    let message =
        "een overgang die vanzelf gaat zonder voorwaarde maakt de stap overbodig. Geef een voorwaarde (guard).";
    faults.unless(!transition.automatic || !transition.guard.is_always(), Rule::Track, place, message);
}

fn joins(template: &Body, faults: &mut Faults) {
    for join in &template.joins {
        let place = format!("joins.{}", join.key);
        let ends: Vec<&Key> = join.ends().collect();
        let distinct: BTreeSet<&Key> = ends.iter().copied().collect();
        let message = "sporen komen samen uit ten minste twee verschillende stappen. Noem bij of elke stap één keer.";
        faults.unless(join.of.len() >= 2 && distinct.len() == ends.len(), Rule::Track, &place, message);
        let message = "de stap waarin sporen samenkomen is zelf geen spoor. Kies bij to een andere stap.";
        faults.unless(!distinct.contains(&join.to), Rule::Track, place, message);
    }
}

fn decision(decision: &Decision, faults: &mut Faults) {
    let place = format!("decisions.{}", decision.key);
    let message = "een besluit heeft ten minste twee uitkomsten. Noem ze bij outcomes.";
    faults.unless(decision.outcomes.len() >= 2, Rule::Decision, &place, message);
    let staged = decision.stages.as_ref().is_none_or(|stages| (2..=5).contains(&stages.labels.len()));
    let message = "een besluit in stadia heeft er twee tot vijf. Pas stages aan of laat het weg.";
    faults.unless(staged, Rule::Decision, &place, message);
    once(&format!("{place}.outcomes"), decision.outcomes.iter().map(|outcome| &outcome.key), faults);
    for outcome in &decision.outcomes {
        let place = format!("{place}.outcomes.{}.grounds", outcome.key);
        once(&place, outcome.grounds.iter().map(|ground| &ground.key), faults);
    }
}

/// A rung has a term to wait for and somebody to call; rungs of one step follow each other.
fn escalations(template: &Body, faults: &mut Faults) {
    for escalation in template.escalations.iter().filter(|escalation| escalation.after.is_some()) {
        let step = template.step(escalation.step.as_str());
        let message = "opschalen na een termijn kan alleen bij een stap met een termijn. Geef de stap een termijn.";
        let timed = step.is_none_or(|step| step.term.is_some());
        faults.unless(timed, Rule::Term, format!("escalations.{}.after", escalation.key), message);
    }
}
