//! Conditions: each leaf asks something that can be so. A guard has no variables and no loops, so this is all its typing.

use super::{Faults, Rule, uses};
use crate::{
    form::{Equals, Field, FieldType},
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
}

/// What is wrong with a leaf whose names are known.
fn wrong(template: &Body, leaf: &Guard) -> Option<String> {
    match leaf {
        Guard::Answer { field, equals } => {
            let field = template.field(field.as_str())?;
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
        Guard::Since { at_least, .. } => {
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
