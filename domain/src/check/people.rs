//! People: each regie, owner, move, fact, decision and escalation is somebody's; a casusregisseur exists before he or she is
//! needed; a rule that points at roles points at people.

use super::{Faults, Rule, asked, guards::unread};
use crate::{
    actor::Side,
    template::{Body, Guard, Key, Resolve},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    people(template, faults);
    leads(template, faults);
    covenants(template, faults);
    rules(template, faults);
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
    let by_hand = template.transitions.iter().filter(|t| !t.automatic);
    let transitions = by_hand.map(|t| (format!("transitions.{}.by", t.key), &t.by));
    let closings = template.closings.iter().map(|c| (format!("closings.{}.by", c.key), &c.by));
    let facts = template.facts.iter().map(|f| (format!("facts.{}.by", f.key), &f.by));
    let decisions = template.decisions.iter().map(|d| (format!("decisions.{}.by", d.key), &d.by));
    let escalations = template.escalations.iter().map(|e| (format!("escalations.{}.to", e.key), &e.to));
    for (place, by) in transitions.chain(closings).chain(facts).chain(decisions).chain(escalations) {
        faults.unless(
            by.iter().any(|key| has_people(template, key)),
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

/// A covenant is for organisations from outside, and has a name by which people know it.
fn covenants(template: &Body, faults: &mut Faults) {
    for role in &template.roles {
        let Some(covenant) = &role.covenant else { continue };
        let place = format!("roles.{}.covenant", role.key);
        let named = !covenant.trim().is_empty() && covenant.chars().count() <= 200;
        faults.unless(named, Rule::Text, place.clone(), "noem het convenant, in hoogstens 200 tekens.");
        let outside = !role.functions.is_empty() && role.functions.iter().all(|one| one.side() == Side::Partner);
        let message = "een convenant is voor partners van buiten. Geef de rol alleen functies van gemeente, GGD of jeugdhulp, of laat covenant weg.";
        faults.unless(outside, Rule::Nobody, place, message);
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
    for transition in template.transitions.iter().filter(|t| t.targets().any(is_led) && !is_led(&t.from)) {
        let message = "deze stap heeft de casusregisseur nodig, die er nog niet hoeft te zijn. Zet \"has_lead\" in de voorwaarde.";
        let place = format!("transitions.{}.guard", transition.key);
        faults.unless(needs_lead(&transition.guard), Rule::Nobody, place, message);
    }
}

/// A rule points at people, each answer and fact at one role, and never at another rule.
fn rules(template: &Body, faults: &mut Faults) {
    for role in &template.roles {
        let place = format!("roles.{}.resolve", role.key);
        let direct = |key: &Key| {
            let target = template.role(key.as_str());
            target.is_none_or(|target| matches!(target.resolve, Resolve::Function | Resolve::CaseLead))
        };
        let fine = role.resolve.candidates().into_iter().all(direct);
        let message = "deze regel wijst naar een rol die zelf een regel is. Wijs naar een rol met een functie.";
        faults.unless(fine, Rule::Nobody, &place, message);
        let named = role.functions.is_empty() || role.resolve.candidates().is_empty();
        let message = "een rol met een regel heeft zelf geen functies. Zet ze bij de rollen waarnaar de regel wijst.";
        faults.unless(named, Rule::Nobody, &place, message);
        match &role.resolve {
            Resolve::ByAnswer(rule) => {
                let field = template.field(rule.field.as_str());
                let read = asked::places(template, &rule.field);
                if let Some(field) = field.filter(|_| read.is_empty()) {
                    faults.add(Rule::Field, &place, unread(field));
                }
                let field = read.first().map(|(_, field)| *field);
                let known = |option: &Key| field.is_none_or(|field| field.option(option.as_str()).is_some());
                let fine = !rule.roles.is_empty() && rule.roles.keys().all(known);
                let message =
                    format!("'{}' heeft deze antwoorden niet. Noem bij roles antwoorden van die vraag.", rule.field);
                faults.unless(fine, Rule::Field, place, message);
            }
            Resolve::ByFact(rules) => {
                faults.unless(!rules.is_empty(), Rule::Nobody, place, "deze regel wijst nergens naar. Noem een feit.");
            }
            Resolve::Function | Resolve::CaseLead => {}
        }
    }
}

fn needs_lead(guard: &Guard) -> bool {
    match guard {
        Guard::HasLead => true,
        Guard::All(parts) => parts.iter().any(needs_lead),
        Guard::Any(parts) => parts.iter().all(needs_lead),
        _ => false,
    }
}

/// Whether there can be a person in the role. Unknown roles are another rule's fault.
fn has_people(template: &Body, role: &Key) -> bool {
    let people = |key: &Key| template.role(key.as_str()).is_none_or(|role| !role.functions.is_empty());
    template.role(role.as_str()).is_none_or(|known| match known.resolve.candidates().as_slice() {
        [] => people(role),
        candidates => candidates.iter().all(|key| people(key)),
    })
}
