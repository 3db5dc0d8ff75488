//! Parts of a way of working by the names that people gave them, and conditions as they would be said aloud. A name that is
//! not known (a draft may have those) stands as it was written.

use crate::{
    calendar::{month_name, short_date},
    form::{Equals, FieldType},
    template::{Body, Cadence, Guard, Key},
};

/// The words of one way of working.
#[derive(Clone, Copy)]
pub(super) struct Words<'a>(pub &'a Body);

/// "a, b en c"
pub(super) fn and(parts: &[String]) -> String {
    joined(parts, "en")
}

/// "a, b of c"
pub(super) fn or(parts: &[String]) -> String {
    joined(parts, "of")
}

fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

impl Words<'_> {
    pub fn role(self, key: &Key) -> String {
        self.0.role(key.as_str()).map_or_else(|| key.to_string(), |role| role.label.clone())
    }

    pub fn roles<'k>(self, keys: impl IntoIterator<Item = &'k Key>) -> Vec<String> {
        keys.into_iter().map(|key| self.role(key)).collect()
    }

    pub fn step(self, key: &Key) -> String {
        self.0.step(key.as_str()).map_or_else(|| key.to_string(), |step| step.label.clone())
    }

    pub fn meeting(self, key: &Key) -> String {
        self.0.meeting(key.as_str()).map_or_else(|| key.to_string(), |meeting| meeting.label.clone())
    }

    pub fn form(self, key: &Key) -> String {
        self.0.form(key.as_str()).map_or_else(|| key.to_string(), |form| form.title.clone())
    }

    fn fact(self, key: &Key) -> String {
        self.0.fact(key.as_str()).map_or_else(|| key.to_string(), |fact| fact.label.clone())
    }

    pub fn field(self, key: &Key) -> String {
        self.0.field(key.as_str()).map_or_else(|| key.to_string(), |field| field.text.clone())
    }

    pub fn consent(self, key: &Key) -> String {
        self.0.consent(key.as_str()).map_or_else(|| key.to_string(), |purpose| purpose.label.clone())
    }

    fn answer(self, field: &Key, equals: &Equals) -> String {
        match equals {
            Equals::Boolean(true) => "ja".to_owned(),
            Equals::Boolean(false) => "nee".to_owned(),
            Equals::Option(value) => {
                let option = self.0.field(field.as_str()).and_then(|field| field.option(value.as_str()));
                option.map_or_else(|| value.to_string(), |option| option.label.clone())
            }
        }
    }

    /// The condition as what must be so; empty when nothing is asked.
    pub fn condition(self, guard: &Guard) -> String {
        match guard {
            Guard::Always => String::new(),
            Guard::All(parts) => and(&self.parts(parts)),
            Guard::Any(parts) => or(&self.parts(parts)),
            Guard::Not(part) => format!("niet: {}", self.part(part)),
            Guard::Consent(key) => format!("er is toestemming voor ‘{}’", self.consent(key)),
            Guard::Fact(key) => format!("vastgelegd is ‘{}’", self.fact(key)),
            Guard::HasLead => "er is een casusregisseur".to_owned(),
            Guard::Role(key) => format!("bekend is wie {} is", self.role(key)),
            Guard::Answer { field, equals } => {
                format!("het antwoord op ‘{}’ is {}", self.field(field), self.answer(field, equals))
            }
            Guard::Rounds { step, at_least } => format!("{} is minstens {at_least} keer doorlopen", self.step(step)),
            Guard::Open(step) => format!("{} staat open", self.step(step)),
            Guard::Done(step) => format!("{} is afgerond", self.step(step)),
            Guard::Way(step) => format!("vastgelegd is hoe {} is uitgevoerd", self.step(step)),
            Guard::Overdue(step) => format!("de termijn van {} is voorbij", self.step(step)),
            Guard::Since { fact, at_least } => format!("{} na ‘{}’", at_least.words(), self.fact(fact)),
            Guard::Between { from, until } => {
                format!("het is tussen {} en {}", String::from(*from), String::from(*until))
            }
            Guard::Outcome { decision: key, is } => {
                let decision = self.0.decision(key.as_str());
                let outcome = decision.and_then(|decision| decision.outcome(is.as_str()));
                let label = decision.map_or_else(|| key.to_string(), |decision| decision.label.clone());
                let is = outcome.map_or_else(|| is.to_string(), |outcome| outcome.label.clone());
                format!("de uitkomst van ‘{label}’ is {is}")
            }
        }
    }

    fn parts(self, parts: &[Guard]) -> Vec<String> {
        parts.iter().map(|part| self.part(part)).filter(|part| !part.is_empty()).collect()
    }

    /// A condition inside another: what is joined stands between brackets.
    fn part(self, guard: &Guard) -> String {
        let said = self.condition(guard);
        match guard {
            Guard::All(parts) | Guard::Any(parts) if parts.len() > 1 => format!("({said})"),
            _ => said,
        }
    }
}

/// "in september, november en januari"
pub(super) fn cadence(cadence: &Cadence) -> String {
    match cadence {
        Cadence::Months(months) => {
            let names: Vec<_> = months.iter().map(|month| month_name(*month).to_owned()).collect();
            format!("in {}", and(&names))
        }
        Cadence::EveryWeeks(1) => "elke schoolweek".to_owned(),
        Cadence::EveryWeeks(weeks) => format!("elke {weeks} schoolweken"),
        Cadence::Published(days) => {
            let days: Vec<_> = days.iter().map(|day| short_date(*day)).collect();
            format!("op {}", and(&days))
        }
        Cadence::OnDecision => "wanneer het nodig is".to_owned(),
    }
}

/// What kind of answer a question takes.
pub(super) const fn kind(kind: FieldType) -> &'static str {
    match kind {
        FieldType::String => "een regel",
        FieldType::Text => "tekst",
        FieldType::Boolean => "ja of nee",
        FieldType::Date => "datum",
        FieldType::Integer => "getal",
        FieldType::Choice => "een keuze",
        FieldType::Choices => "een of meer keuzes",
        FieldType::Signature => "een handtekening",
    }
}
