//! One question of a form, its type, its options, when it is asked, and where its answer comes from when it is known.

use serde::{Deserialize, Serialize};

use super::{Answers, Source, is_false};
use crate::template::Key;

/// The longest text a person may type in one field, in characters.
pub const LONGEST_TEXT: usize = 2000;

/// One question.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own in a template")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// Also the name of the input. The same name in another section is the same answer.
    pub link_id: Key,
    /// The label.
    pub text: String,
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Below the label: what is meant, in the source's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    /// Asked only when another field of the section has this answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable_when: Option<EnableWhen>,
    /// "Ja" puts the pupil on the concept agenda.
    #[serde(default, skip_serializing_if = "is_false")]
    pub agenda: bool,
    /// The answer is not carried to the next period: it must be given anew.
    #[serde(default, skip_serializing_if = "is_false")]
    pub each_period: bool,
    /// A signature on paper, of somebody without an account: who answers records who signed, and when.
    #[serde(default, skip_serializing_if = "is_false")]
    pub paper: bool,
    /// It is known already: shown and not asked, or asked with what another form says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The roles that see the answer; everybody of the case when none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<Key>,
    /// The roles that answer; those who see it when none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write: Vec<Key>,
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    String,
    /// Several lines.
    Text,
    Boolean,
    Date,
    Integer,
    /// One of the options.
    Choice,
    /// Any number of the options.
    Choices,
    /// Somebody signs the whole form as it then is.
    Signature,
}

impl FieldType {
    /// As FHIR Questionnaire names the type, and whether it repeats there. It has no signature: there it is a line of text
    /// that says who signed and when, on an item that the extension `questionnaire-signatureRequired` marks.
    pub const fn fhir(self) -> (&'static str, bool) {
        match self {
            Self::String | Self::Signature => ("string", false),
            Self::Text => ("text", false),
            Self::Boolean => ("boolean", false),
            Self::Date => ("date", false),
            Self::Integer => ("integer", false),
            Self::Choice => ("choice", false),
            Self::Choices => ("choice", true),
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Stored.
    pub value: Key,
    /// Shown where there is room.
    pub label: String,
    /// Shown where there is not: "CD".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
}

impl AnswerOption {
    pub fn short_label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }
}

/// The condition under which a field is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnableWhen {
    /// The linkId of the field that decides; it stands before this one.
    pub question: Key,
    pub equals: Equals,
}

/// The answer that enables a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Equals {
    Boolean(bool),
    Option(Key),
}

impl Field {
    pub fn option(&self, value: &str) -> Option<&AnswerOption> {
        self.answer_option.iter().find(|option| option.value == value)
    }

    /// Whether somebody in these roles sees the answer: who answers sees it too.
    pub fn is_read_by(&self, roles: &[&Key]) -> bool {
        self.read.is_empty() || self.read.iter().chain(&self.write).any(|role| roles.contains(&role))
    }

    /// Whether somebody in these roles answers.
    pub fn is_written_by(&self, roles: &[&Key]) -> bool {
        if self.write.is_empty() { self.is_read_by(roles) } else { self.write.iter().any(|role| roles.contains(&role)) }
    }

    /// Whether the field is asked, given the other answers.
    pub fn is_enabled(&self, answers: &Answers) -> bool {
        self.enable_when.as_ref().is_none_or(|when| answers.equals(when))
    }
}
