//! Conditions: each leaf asks something that can be so. A guard has no variables and no loops, so this is all its typing.

use super::{Faults, Rule, asked, uses};
use crate::{
    form::{Equals, Field, FieldType, Form},
    template::{Body, Guard},
    term::LONGEST,
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    for (place, guard) in uses::guards(template) {
        for leaf in guard.leaves() {
            if let Some(message) = wrong(template, leaf) {
                faults.add(Rule::Guard, &place, message);
            }
        }
    }
    facts(template, faults);
}

/// A question whose answer no condition reads.
pub(super) fn unread(field: &Field) -> String {
    format!(
        "het antwoord op '{}' staat in rijen of in een formulier van de school en wordt hier niet gelezen. Vraag het één keer (header) in een formulier over de casus.",
        field.link_id
    )
}

/// A fact that follows from a form follows from one about the case, and asks anew each round only if that does.
fn facts(template: &Body, faults: &mut Faults) {
    for fact in &template.facts {
        let form = fact.form.as_ref().and_then(|key| template.form(key.as_str()));
        let message = "dit feit volgt uit een formulier van de school en niet uit een over de casus. Noem bij dat formulier steps of kies een ander.";
        let fine = form.is_none_or(Form::is_of_case);
        faults.unless(fine, Rule::Guard, format!("facts.{}.form", fact.key), message);
        let message = "dit feit geldt per ronde, maar het formulier waaruit het volgt niet. Zet per_round = true bij het formulier of laat het hier weg.";
        let fine = !fact.per_round || form.is_none_or(|form| form.per_round || !form.is_of_case());
        faults.unless(fine, Rule::Guard, format!("facts.{}.per_round", fact.key), message);
    }
}

/// What is wrong with a leaf whose names are known.
fn wrong(template: &Body, leaf: &Guard) -> Option<String> {
    match leaf {
        Guard::Answer { field, equals } => {
            let known = template.field(field.as_str())?;
            let Some((_, field)) = asked::places(template, field).into_iter().next() else {
                return Some(unread(known));
            };
            (!can_be(field, equals)).then(|| {
                let wanted = match field.kind {
                    FieldType::Boolean => "true of false".to_owned(),
                    FieldType::Choice | FieldType::Choices => {
                        let options: Vec<_> = field.answer_option.iter().map(|option| option.value.as_str()).collect();
                        options.join(", ")
                    }
                    _ => {
                        return format!(
                            "'{}' is geen keuze en geen ja/nee-vraag. Kies een andere vraag.",
                            field.link_id
                        );
                    }
                };
                format!("'{}' kan dit antwoord niet hebben. Kies uit: {wanted}.", field.link_id)
            })
        }
        Guard::Outcome { decision, is } => {
            let decision = template.decision(decision.as_str())?;
            let outcomes: Vec<_> = decision.outcomes.iter().map(|outcome| outcome.key.as_str()).collect();
            let known = decision.outcome(is.as_str()).is_some();
            (!known)
                .then(|| format!("'{is}' is geen uitkomst van '{}'. Kies uit: {}.", decision.key, outcomes.join(", ")))
        }
        Guard::Way(step) => {
            let step = template.step(step.as_str())?;
            let message = || format!("'{}' kent geen uitvoeringen. Noem ze bij de stap (ways).", step.key);
            step.ways.is_empty().then(message)
        }
        Guard::Overdue(step) => {
            let step = template.step(step.as_str())?;
            step.term.is_none().then(|| format!("'{}' heeft geen termijn. Geef de stap een termijn.", step.key))
        }
        Guard::Since { fact, at_least } => {
            if template.fact(fact.as_str()).is_some_and(|fact| fact.form.is_some()) {
                return Some(format!(
                    "'{fact}' volgt uit een formulier en heeft geen dag waarop het is vastgelegd. Kies een feit dat iemand vastlegt."
                ));
            }
            let fits = at_least.count().is_some_and(|count| (1..=LONGEST).contains(&count));
            (!fits).then(|| format!("na een feit telt een aantal van 1 tot {LONGEST}. Pas at_least aan."))
        }
        Guard::Rounds { at_least, .. } => {
            let message = "een stap wordt 1 tot 100 keer geteld. Pas at_least aan.";
            (!(1..=100).contains(at_least)).then(|| message.to_owned())
        }
        _ => None,
    }
}

fn can_be(field: &Field, equals: &Equals) -> bool {
    match equals {
        Equals::Boolean(_) => field.kind == FieldType::Boolean,
        Equals::Option(value) => field.option(value.as_str()).is_some(),
    }
}
