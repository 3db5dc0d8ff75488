//! Letters of a way of working (S3: "Begeleidend schrijven bij belastbaarheidsprofiel"), and the days on which a letter
//! or a variant of a form is in force.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Guard, Key};

/// A letter in the source's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    pub key: Key,
    pub title: String,
    /// To whom.
    pub to: Vec<Key>,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// The condition under which this variant is sent.
    #[serde(default, skip_serializing_if = "Guard::is_always")]
    pub when: Guard,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<InForce>,
}

/// A period with an end that may be open; both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl InForce {
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
