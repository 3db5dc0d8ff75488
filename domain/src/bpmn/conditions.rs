//! Conditions in words: what must be so for a move. BPMN gets them as sentences, because what they ask (consents, facts
//! with a day, school terms) no expression language of a BPMN tool can ask.

use crate::{
    form::Equals,
    template::{Body, Guard, Key},
};

/// What must be so; nothing for a condition that always holds.
pub(super) fn words(body: &Body, guard: &Guard) -> Option<String> {
    (!guard.is_always()).then(|| part(body, guard))
}

fn part(body: &Body, guard: &Guard) -> String {
    match guard {
        Guard::Always => "altijd".to_owned(),
        Guard::All(parts) => several(body, parts, " en ", "altijd"),
        Guard::Any(parts) => several(body, parts, " of ", "nooit"),
        Guard::Not(of) => format!("niet ({})", part(body, of)),
        Guard::Consent(key) => {
            let label = body.consent(key.as_str()).map_or(key.as_str(), |consent| &consent.label);
            format!("er is toestemming voor '{label}'")
        }
        Guard::Fact(key) => format!("vastgelegd is '{}'", fact(body, key)),
        Guard::HasLead => "er is een casusregisseur".to_owned(),
        Guard::Role(key) => {
            format!("bepaald is wie {} is", body.role(key.as_str()).map_or(key.as_str(), |role| &role.label))
        }
        Guard::Answer { field, equals } => answer(body, field, equals),
        Guard::Rounds { step: key, at_least } => format!("{} is ten minste {at_least} keer begonnen", step(body, key)),
        Guard::Open(key) => format!("{} staat open", step(body, key)),
        Guard::Done(key) => format!("{} is afgerond", step(body, key)),
        Guard::Way(key) => format!("vastgelegd is hoe {} is uitgevoerd", step(body, key)),
        Guard::Overdue(key) => format!("de termijn van {} is verstreken", step(body, key)),
        Guard::Since { fact: key, at_least } => format!("{} na '{}'", at_least.words(), fact(body, key)),
        Guard::Between { from, until } => {
            format!("het is tussen {} en {}", String::from(*from), String::from(*until))
        }
        Guard::Outcome { decision: key, is } => {
            let decision = body.decision(key.as_str());
            let label = decision.map_or(key.as_str(), |decision| &decision.label);
            let outcome = decision.and_then(|d| d.outcome(is.as_str())).map_or(is.as_str(), |outcome| &outcome.label);
            format!("de uitkomst van '{label}' is '{outcome}'")
        }
    }
}

fn several(body: &Body, parts: &[Guard], between: &str, none: &str) -> String {
    let words: Vec<_> = parts.iter().map(|guard| part(body, guard)).collect();
    match words.as_slice() {
        [] => none.to_owned(),
        [one] => one.clone(),
        _ => format!("({})", words.join(between)),
    }
}

fn fact<'a>(body: &'a Body, key: &'a Key) -> &'a str {
    body.fact(key.as_str()).map_or(key.as_str(), |fact| &fact.label)
}

pub(super) fn step<'a>(body: &'a Body, key: &'a Key) -> &'a str {
    body.step(key.as_str()).map_or(key.as_str(), |step| &step.label)
}

fn answer(body: &Body, key: &Key, equals: &Equals) -> String {
    let field = body.field(key.as_str());
    let question = field.map_or(key.as_str(), |field| &field.text);
    let answer = match equals {
        Equals::Boolean(yes) => {
            if *yes {
                "ja"
            } else {
                "nee"
            }
        }
        Equals::Option(value) => {
            let options = field.map_or(&[][..], |field| &field.answer_option);
            options.iter().find(|option| option.value == *value).map_or(value.as_str(), |option| &option.label)
        }
    };
    format!("het antwoord op '{question}' is '{answer}'")
}
