//! The flow: a case can start, reach every step, end from every step, and somebody can move it. Guards are taken as
//! openable here; that people exist who can open them is part of the check.

use std::collections::BTreeSet;

use super::{Faults, Rule};
use crate::{
    template::{Body, Clock, Key, StepTerm},
    term::{LONGEST, Period},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    reachable(template, faults);
    endable(template, faults);
    terms(template, faults);
}

fn reachable(template: &Body, faults: &mut Faults) {
    if template.steps.is_empty() {
        return;
    }
    let entries: BTreeSet<&Key> = template.steps.iter().filter(|step| step.entry).map(|step| &step.key).collect();
    if entries.is_empty() {
        faults.add(Rule::NoEntry, "steps", "geen enkele stap is een begin. Zet entry = true bij de eerste stap.");
        return;
    }
    let reached = spread(entries, edges(template));
    for step in template.steps.iter().filter(|step| !reached.contains(&step.key)) {
        let message =
            format!("geen casus kan in '{}' komen. Maak een overgang ernaartoe of zet entry = true.", step.label);
        faults.add(Rule::Unreachable, format!("steps.{}", step.key), message);
    }
}

fn endable(template: &Body, faults: &mut Faults) {
    let last: BTreeSet<&Key> = template.closings.iter().flat_map(|closing| &closing.from).collect();
    let ends = spread(last, edges(template).into_iter().map(|(from, to)| (to, from)).collect());
    for step in template.steps.iter().filter(|step| !ends.contains(&step.key)) {
        let message = format!(
            "een casus in '{}' kan nooit eindigen. Maak een overgang naar een volgende stap of een afsluiting.",
            step.label
        );
        faults.add(Rule::DeadEnd, format!("steps.{}", step.key), message);
    }
}

/// From each step to the steps that a move or a join out of it opens.
fn edges(template: &Body) -> Vec<(&Key, &Key)> {
    let moves = template.transitions.iter().flat_map(|t| t.targets().map(|to| (&t.from, to)));
    let joins = template.joins.iter().flat_map(|join| join.ends().map(|from| (from, &join.to)));
    moves.chain(joins).collect()
}

/// Everything that can be reached along the edges, the start included.
fn spread<'a>(start: BTreeSet<&'a Key>, edges: Vec<(&'a Key, &'a Key)>) -> BTreeSet<&'a Key> {
    let mut reached = start.clone();
    let mut fresh: Vec<_> = start.into_iter().collect();
    while let Some(here) = fresh.pop() {
        for (_, next) in edges.iter().filter(|(from, _)| *from == here) {
            if reached.insert(next) {
                fresh.push(next);
            }
        }
    }
    reached
}

fn terms(template: &Body, faults: &mut Faults) {
    for step in &template.steps {
        if let Some(term) = &step.term {
            self::term(term, &format!("steps.{}.term", step.key), faults);
        }
    }
    let clocked = template.transitions.iter().filter_map(|transition| match transition.clock? {
        Clock::Stop => Some((transition, &transition.from)),
        Clock::Resume => Some((transition, &transition.to)),
    });
    for (transition, key) in clocked {
        let term = template.step(key.as_str()).and_then(|step| step.term.as_ref());
        faults.unless(
            term.is_some_and(|term| !matches!(term.length, Period::Until(_))),
            Rule::Term,
            format!("transitions.{}.clock", transition.key),
            format!("'{key}' heeft geen termijn die stil kan staan. Geef die stap een termijn of laat clock weg."),
        );
    }
    let times = template
        .decisions
        .iter()
        .filter_map(|d| Some((format!("decisions.{}.stages.apart", d.key), d.stages.as_ref()?.apart)));
    let after = template.escalations.iter().filter_map(|e| Some((format!("escalations.{}.after", e.key), e.after?)));
    for (place, period) in times.chain(after) {
        length(period, place, faults);
    }
}

fn term(term: &StepTerm, place: &str, faults: &mut Faults) {
    for period in [Some(term.length), term.target, term.extension].into_iter().flatten() {
        length(period, place, faults);
    }
    let fixed = matches!(term.length, Period::Until(_));
    faults.unless(
        !(fixed && (term.can_stop || term.extension.is_some())),
        Rule::Term,
        place,
        "een vaste einddatum schuift niet op. Laat can_stop en extension weg of kies een termijn in dagen of weken.",
    );
}

fn length(period: Period, place: impl Into<String>, faults: &mut Faults) {
    let fits = period.count().is_none_or(|count| (1..=LONGEST).contains(&count));
    let message = format!("een termijn telt ten minste 1 en hoogstens {LONGEST}. Pas het getal aan.");
    faults.unless(fits, Rule::Term, place, message);
}
