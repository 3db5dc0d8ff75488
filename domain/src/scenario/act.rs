//! What somebody does in a scenario: a command of the engine in short words, or something in the world around the case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    engine::{Command, Lead},
    template::Key,
};

/// One act: `{ move = "volgende_fase" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    Open(Key),
    Move(Key),
    Record(Key),
    Retract(Key),
    /// Casusregie goes to somebody in this role.
    Lead(Key),
    Close(Key),
    Reopen,
    Decide {
        decision: Key,
        outcome: Key,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        grounds: Vec<Key>,
    },
    Perform {
        step: Key,
        way: Key,
    },
    Stop(Key),
    Resume(Key),
    Extend(Key),
    Escalate(Key),
    /// The day of the line has come.
    TimePasses,
    /// Parents consent to this purpose, for as long as it holds.
    Consent(Key),
    /// Parents take their consent back.
    Withdraw(Key),
    /// A question of a form about the case is answered. One that is signed takes true or false, or the name of whoever
    /// signed on paper.
    Answer {
        field: Key,
        is: Given,
    },
    /// A row is added to a section of a form about the case; with a number, that row is answered.
    Row {
        section: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
        is: BTreeMap<Key, Given>,
    },
    /// A form about the case is filled in and saved, as on its own page: what is typed, by the name of its input. An input in
    /// a row is named after section, row and question: `"ouders.1.ouder_naam"`.
    Fill {
        form: Key,
        is: BTreeMap<String, Given>,
    },
    /// A row is taken out of a section.
    Remove {
        section: Key,
        row: u32,
    },
    /// A row that was taken out comes back.
    Restore {
        section: Key,
        row: u32,
    },
}

/// An answer as a scenario writes it: true, false, a number, what somebody types, or several of the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    Boolean(bool),
    Number(i64),
    Text(String),
    Several(Vec<String>),
}

impl Given {
    /// As it would be typed, or posted: a value, or one for each option.
    pub fn typed(&self) -> Vec<String> {
        match self {
            Self::Boolean(true) => vec!["ja".to_owned()],
            Self::Boolean(false) => vec!["nee".to_owned()],
            Self::Number(number) => vec![number.to_string()],
            Self::Text(text) => vec![text.clone()],
            Self::Several(values) => values.clone(),
        }
    }

    /// What an input posted: nothing is an emptied box.
    pub(super) fn posted(mut values: Vec<String>) -> Self {
        match values.len() {
            0 | 1 => Self::Text(values.pop().unwrap_or_default()),
            _ => Self::Several(values),
        }
    }

    /// The same as one text: a name.
    pub fn words(&self) -> String {
        self.typed().join(", ")
    }
}

impl Act {
    /// The command it gives to the case; none when it happens around it. `lead` is the person in the role of `Lead`.
    pub(super) fn command(&self, reason: Option<String>, lead: Option<Lead>) -> Option<Command> {
        Some(match self.clone() {
            Self::Open(step) => Command::Open { step },
            Self::Move(transition) => Command::Move { transition, reason },
            Self::Record(fact) => Command::Record { fact },
            Self::Retract(fact) => Command::Retract { fact, reason },
            Self::Lead(_) => Command::SetLead { lead: lead? },
            Self::Close(closing) => Command::Close { closing, reason },
            Self::Reopen => Command::Reopen,
            Self::Decide { decision, outcome, grounds } => Command::Decide { decision, outcome, grounds, reason },
            Self::Perform { step, way } => Command::Perform { step, way },
            Self::Stop(step) => Command::Stop { step, reason },
            Self::Resume(step) => Command::Resume { step },
            Self::Extend(step) => Command::Extend { step, reason },
            Self::Escalate(escalation) => Command::Escalate { escalation, reason },
            Self::TimePasses => Command::TimePasses,
            Self::Consent(_)
            | Self::Withdraw(_)
            | Self::Answer { .. }
            | Self::Row { .. }
            | Self::Fill { .. }
            | Self::Remove { .. }
            | Self::Restore { .. } => return None,
        })
    }
}
