//! Answers to a form: typed, stored as JSON, shown in Dutch, and carried over to the next period or another section.
//! Product principle 4: nothing is typed twice.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::parse::{FieldError, parse};
use super::{EnableWhen, Equals, Field, FieldType, Row, Section, Signature};
use crate::calendar::short_date;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Boolean(bool),
    Date(NaiveDate),
    Integer(i64),
    /// The value of an option.
    Choice(String),
    /// The values of options, in the order of the form.
    Choices(Vec<String>),
    Text(String),
    /// The rows of a section, under the key of the section.
    Rows(Vec<Row>),
    Signed(Signature),
}

/// Answers by linkId. A question without an answer has no entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    /// No answers at all.
    pub const fn none() -> &'static Self {
        static NONE: Answers = Answers(BTreeMap::new());
        &NONE
    }

    pub fn get(&self, link_id: &str) -> Option<&Answer> {
        self.0.get(link_id)
    }

    pub fn set(&mut self, link_id: impl Into<String>, answer: Answer) {
        self.0.insert(link_id.into(), answer);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a yes/no question was answered with yes.
    pub fn is_yes(&self, link_id: &str) -> bool {
        self.get(link_id) == Some(&Answer::Boolean(true))
    }

    /// Whether this option of a choice is chosen.
    pub fn has(&self, link_id: &str, value: &str) -> bool {
        match self.get(link_id) {
            Some(Answer::Choice(given)) => given == value,
            Some(Answer::Choices(given)) => given.iter().any(|one| one == value),
            _ => false,
        }
    }

    /// Whether these answers put the pupil on the agenda.
    pub fn wants_agenda(&self, section: &Section) -> bool {
        section.agenda_field().is_some_and(|field| self.is_yes(field.link_id.as_str()))
    }

    /// Whether a question has this answer.
    pub fn is(&self, link_id: &str, equals: &Equals) -> bool {
        match equals {
            Equals::Boolean(wanted) => self.get(link_id) == Some(&Answer::Boolean(*wanted)),
            Equals::Option(wanted) => self.has(link_id, wanted.as_str()),
        }
    }

    pub(super) fn equals(&self, when: &EnableWhen) -> bool {
        self.is(when.question.as_str(), &when.equals)
    }

    /// The answer to a field as text; empty when there is none.
    pub fn display(&self, field: &Field) -> String {
        self.get(field.link_id.as_str()).map_or_else(String::new, |answer| answer.display(field))
    }

    /// As [`Answers::display`], with the short names of options: "CD, SE".
    pub fn display_short(&self, field: &Field) -> String {
        self.get(field.link_id.as_str()).map_or_else(String::new, |answer| answer.display_short(field))
    }

    /// What an input of the field holds: the value of an option, "ja", "03-09-2026".
    pub fn input_value(&self, field: &Field) -> String {
        match self.get(field.link_id.as_str()) {
            Some(Answer::Choice(value)) => value.clone(),
            Some(answer) => answer.display(field),
            None => String::new(),
        }
    }

    /// Every answered field of a section with its text, in the order of the form.
    pub fn shown<'a>(&self, section: &'a Section) -> Vec<(&'a Field, String)> {
        let answered = section.fields.iter().filter(|field| self.get(field.link_id.as_str()).is_some());
        answered.map(|field| (field, self.display(field))).collect()
    }
}

impl Answer {
    /// In Dutch: "ja", "03-09-2026", the labels of options.
    pub fn display(&self, field: &Field) -> String {
        self.with_labels(|value| field.option(value).map_or(value, |option| option.label.as_str()).to_owned())
    }

    /// What inputs of a form hold: one value, or one for each option that is chosen.
    pub fn inputs(&self, field: &Field) -> Vec<String> {
        match self {
            Self::Choice(value) => vec![value.clone()],
            Self::Choices(values) => values.clone(),
            answer => vec![answer.display(field)],
        }
    }

    /// With the short names of options.
    pub fn display_short(&self, field: &Field) -> String {
        self.with_labels(|value| field.option(value).map_or(value, |option| option.short_label()).to_owned())
    }

    fn with_labels(&self, label: impl Fn(&str) -> String) -> String {
        match self {
            Self::Boolean(true) => "ja".to_owned(),
            Self::Boolean(false) => "nee".to_owned(),
            Self::Date(date) => short_date(*date),
            Self::Integer(number) => number.to_string(),
            Self::Choice(value) => label(value),
            Self::Choices(values) => values.iter().map(|value| label(value)).collect::<Vec<_>>().join(", "),
            Self::Text(text) => text.clone(),
            Self::Rows(rows) => rows.iter().filter(|row| !row.removed).count().to_string(),
            Self::Signed(signature) => signature.says(),
        }
    }

    /// Whether the answer is of the field's type and, for a choice, still among its options.
    pub fn fits(&self, field: &Field) -> bool {
        match (self, field.kind) {
            (Self::Boolean(_), FieldType::Boolean)
            | (Self::Date(_), FieldType::Date)
            | (Self::Integer(_), FieldType::Integer)
            | (Self::Signed(_), FieldType::Signature)
            | (Self::Text(_), FieldType::String | FieldType::Text) => true,
            (Self::Choice(value), FieldType::Choice) => field.option(value).is_some(),
            (Self::Choices(values), FieldType::Choices) => values.iter().all(|value| field.option(value).is_some()),
            _ => false,
        }
    }
}

/// What of earlier answers still holds in a section: the same questions with a fitting answer, except those that each
/// period asks anew. For the next period, and for a pupil who moved to another process.
pub fn carry_over(old: &Answers, section: &Section) -> Answers {
    let mut carried = Answers::default();
    for field in section.asked().filter(|field| !field.each_period) {
        let answer = old.get(field.link_id.as_str()).filter(|answer| answer.fits(field));
        if let Some(answer) = answer.filter(|_| field.is_enabled(&carried)) {
            carried.set(field.link_id.to_string(), answer.clone());
        }
    }
    carried
}
