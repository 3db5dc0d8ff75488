//! What can be said in a template, as data: each kind of part with its fields, in the words of a functioneel beheerder.
//! Panels of the editor, differences in words and the merging of two people's work are all read from here, so that a word
//! of the language that is added here is known everywhere. A test holds it against the types that read a template.

mod flow;
mod forms;
mod meetings;
mod people;
mod values;

pub use flow::{CLOSINGS, DECISIONS, ESCALATIONS, FACTS, JOINS, PHASES, STEPS, TRANSITIONS};
pub use forms::{FIELDS, FORMS, LETTERS, SECTIONS};
pub use meetings::{CONSENTS, MEETINGS, STAGES, YEAR_EVENTS};
pub use people::{META, ROLES, WORDS};
pub use values::{GUARD, PERIOD};

use toml::{Table, Value};

use crate::actor::Function;

/// A kind of part: a step, a role, a question.
#[derive(Debug)]
pub struct Kind {
    /// The list in which such parts stand.
    pub list: &'static str,
    /// "stap"
    pub one: &'static str,
    /// "Stappen"
    pub many: &'static str,
    /// "het overleg", not "de overleg".
    pub neuter: bool,
    /// The field that names it to other parts and never changes; none when only its place counts.
    pub identity: Option<&'static str>,
    /// The field by which people know it.
    pub name: &'static str,
    pub slots: &'static [Slot],
}

/// A field of a part.
#[derive(Debug)]
pub struct Slot {
    pub name: &'static str,
    /// "Regie"
    pub label: &'static str,
    /// What is meant; empty when the label says it.
    pub help: &'static str,
    pub input: Input,
    /// Whether a part cannot be read without it.
    pub needed: bool,
}

/// What a field takes.
#[derive(Debug)]
pub enum Input {
    /// The name by which other parts refer to it; made from its first label.
    Key,
    /// One line.
    Line,
    /// A sentence, that may be longer than a line.
    Sentence,
    /// A text of one or more paragraphs.
    Text,
    /// A list of paragraphs.
    Lines,
    Number {
        least: i64,
        most: i64,
    },
    Numbers {
        least: i64,
        most: i64,
    },
    Date,
    Dates,
    /// A day of the year: "31-07".
    MonthDay,
    Flag,
    /// One of a fixed list: stored word and label.
    Choice(fn() -> Words),
    /// Some of a fixed list.
    Choices(fn() -> Words),
    /// Another part.
    One(Of),
    /// Other parts.
    Several(Of),
    /// Fields that belong together.
    Group(&'static [Slot]),
    /// Parts inside this part.
    Parts(&'static Kind),
    /// One of several forms, each with a value of its own.
    Variant(&'static [Variant]),
    /// A list of such values.
    Each(&'static Self),
    /// A value for each of these.
    Map(Of, &'static Self),
    /// Words by a name that the program knows.
    Words,
}

/// One form that a value can take.
#[derive(Debug)]
pub struct Variant {
    pub key: &'static str,
    /// In a list of possibilities, and in a sentence with the value at each `{}`.
    pub says: &'static str,
    pub holds: Option<Input>,
}

/// What a field can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Roles,
    Phases,
    Steps,
    Facts,
    Consents,
    Decisions,
    Meetings,
    Forms,
    /// Questions by their linkId, of every form.
    Fields,
    /// Outcomes of the decision that stands beside it.
    Outcomes,
    /// Answers to the question that stands beside it.
    Answers,
}

/// Every list of a template, in the order in which people make one.
pub static KINDS: [&Kind; 14] = [
    &PHASES,
    &ROLES,
    &STEPS,
    &TRANSITIONS,
    &JOINS,
    &CLOSINGS,
    &FACTS,
    &DECISIONS,
    &ESCALATIONS,
    &CONSENTS,
    &MEETINGS,
    &YEAR_EVENTS,
    &FORMS,
    &LETTERS,
];

/// The kind of part that stands in this list.
pub fn kind(list: &str) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.list == list)
}

/// Stored words with their labels.
pub type Words = Vec<(&'static str, &'static str)>;

/// What a part is called in the file.
const KEY: Slot = needs("key", "Naam in het bestand", "", Input::Key);

fn functions() -> Words {
    Function::ALL.iter().map(|function| (function.key(), function.label())).collect()
}

const fn needs(name: &'static str, label: &'static str, help: &'static str, input: Input) -> Slot {
    Slot { name, label, help, input, needed: true }
}

const fn may(name: &'static str, label: &'static str, help: &'static str, input: Input) -> Slot {
    Slot { name, label, help, input, needed: false }
}

impl Kind {
    pub fn slot(&self, name: &str) -> Option<&'static Slot> {
        self.slots.iter().find(|slot| slot.name == name)
    }

    /// "de stap", "het overleg"
    pub fn the(&self) -> String {
        format!("{} {}", if self.neuter { "het" } else { "de" }, self.one)
    }

    /// "Nieuwe stap", "Nieuw overleg"
    pub fn new_one(&self) -> String {
        format!("{} {}", if self.neuter { "Nieuw" } else { "Nieuwe" }, self.one)
    }

    /// What people call a part; its number when it has no name.
    pub fn name_of(&self, part: &Table, index: usize) -> String {
        let text = |field: &str| part.get(field).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let found = text(self.name).or_else(|| self.identity.and_then(text));
        found.map_or_else(|| (index + 1).to_string(), str::to_owned)
    }

    /// Where a part stands in its list while somebody writes: by its key, or by its number from 1 when what names it can
    /// be chosen anew.
    pub fn stand_of(&self, part: &Value, index: usize) -> String {
        let lasts =
            self.identity.and_then(|field| self.slot(field)).is_some_and(|slot| matches!(slot.input, Input::Key));
        if lasts { self.identity_of(part, index) } else { (index + 1).to_string() }
    }

    /// What names a part to others: its key, or its place from 1.
    pub fn identity_of(&self, part: &Value, index: usize) -> String {
        let named = self.identity.and_then(|field| part.get(field)).and_then(Value::as_str);
        named.map_or_else(|| (index + 1).to_string(), str::to_owned)
    }
}
