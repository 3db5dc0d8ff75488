//! The flow: a case can start, reach every step, end from every step, and somebody can move it. Guards are taken as
//! openable here; that people exist who can open them is part of the check.

use std::collections::BTreeSet;

use super::{Faults, Rule};
use crate::{
    template::{Body, Guard, Key, Resolve},
    term::LONGEST,
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    reachable(template, faults);
    endable(template, faults);
    people(template, faults);
    leads(template, faults);
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
    let reached = spread(entries, template.transitions.iter().map(|t| (&t.from, &t.to)).collect());
    for step in template.steps.iter().filter(|step| !reached.contains(&step.key)) {
        let message =
            format!("geen casus kan in '{}' komen. Maak een overgang ernaartoe of zet entry = true.", step.label);
        faults.add(Rule::Unreachable, format!("steps.{}", step.key), message);
    }
}

fn endable(template: &Body, faults: &mut Faults) {
    let last: BTreeSet<&Key> = template.closings.iter().flat_map(|closing| &closing.from).collect();
    let ends = spread(last, template.transitions.iter().map(|t| (&t.to, &t.from)).collect());
    for step in template.steps.iter().filter(|step| !ends.contains(&step.key)) {
        let message = format!(
            "een casus in '{}' kan nooit eindigen. Maak een overgang naar een volgende stap of een afsluiting.",
            step.label
        );
        faults.add(Rule::DeadEnd, format!("steps.{}", step.key), message);
    }
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

fn people(template: &Body, faults: &mut Faults) {
    for step in &template.steps {
        let place = format!("steps.{}.regie", step.key);
        let message = format!(
            "niemand met een account kan '{}' zijn, dus niemand heeft de regie. Kies een andere rol of geef de rol een functie.",
            step.regie
        );
        faults.unless(has_people(template, &step.regie), Rule::Nobody, place, message);
        if let Some(owner) = step.term.as_ref().and_then(|term| term.owner.as_ref()) {
            let message = format!(
                "niemand met een account kan '{owner}' zijn, dus niemand bewaakt de termijn. Kies een andere rol."
            );
            faults.unless(has_people(template, owner), Rule::Nobody, format!("steps.{}.term.owner", step.key), message);
        }
    }
    let transitions = template.transitions.iter().map(|t| (format!("transitions.{}.by", t.key), &t.by));
    let closings = template.closings.iter().map(|c| (format!("closings.{}.by", c.key), &c.by));
    let facts = template.facts.iter().map(|f| (format!("facts.{}.by", f.key), &f.by));
    for (place, by) in transitions.chain(closings).chain(facts) {
        // A casusregisseur may be missing; somebody else must be able to do it too.
        let anybody = by.iter().filter_map(|key| template.role(key.as_str()));
        let sure = anybody.filter(|role| role.resolve == Resolve::Function).any(|role| !role.functions.is_empty());
        let led = by.iter().any(|key| has_people(template, key));
        faults.unless(
            sure || led,
            Rule::Nobody,
            place,
            "niemand met een account kan dit doen. Noem een rol met een functie.",
        );
    }
    for closing in &template.closings {
        let message = "deze afsluiting kan vanuit geen enkele stap. Noem bij from ten minste één stap.";
        faults.unless(!closing.from.is_empty(), Rule::Nobody, format!("closings.{}.from", closing.key), message);
    }
}

/// A step led by the casusregisseur is entered only when there is one.
fn leads(template: &Body, faults: &mut Faults) {
    let is_led = |key: &Key| {
        let regie = template.step(key.as_str()).and_then(|step| template.role(step.regie.as_str()));
        regie.is_some_and(|role| role.resolve == Resolve::CaseLead)
    };
    for step in template.steps.iter().filter(|step| step.entry && is_led(&step.key)) {
        let message = "een casus begint zonder casusregisseur. Geef deze stap een andere regie of laat entry weg.";
        faults.add(Rule::Nobody, format!("steps.{}.regie", step.key), message);
    }
    for transition in template.transitions.iter().filter(|t| is_led(&t.to) && !is_led(&t.from)) {
        let message = "deze stap heeft de casusregisseur nodig, die er nog niet hoeft te zijn. Zet \"has_lead\" in de voorwaarde.";
        let place = format!("transitions.{}.guard", transition.key);
        faults.unless(needs_lead(&transition.guard), Rule::Nobody, place, message);
    }
}

fn needs_lead(guard: &Guard) -> bool {
    match guard {
        Guard::HasLead => true,
        Guard::All(parts) => parts.iter().any(needs_lead),
        Guard::Any(parts) => parts.iter().all(needs_lead),
        Guard::Always | Guard::Not(_) | Guard::Consent(_) | Guard::Fact(_) | Guard::Rounds { .. } => false,
    }
}

/// Whether there can be a person in the role. Unknown roles are another rule's fault.
fn has_people(template: &Body, role: &Key) -> bool {
    template.role(role.as_str()).is_none_or(|role| !role.functions.is_empty())
}

fn terms(template: &Body, faults: &mut Faults) {
    for step in &template.steps {
        let Some(term) = &step.term else { continue };
        let fits = term.length.count().is_none_or(|count| (1..=LONGEST).contains(&count));
        faults.unless(
            fits,
            Rule::Term,
            format!("steps.{}.term", step.key),
            format!("een termijn telt ten minste 1 en hoogstens {LONGEST}. Pas het getal aan."),
        );
    }
}
