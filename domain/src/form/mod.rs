//! Forms as data. Names follow FHIR Questionnaire (linkId, text, type, required, answerOption, enableWhen), so that a
//! form can be exchanged. Carries S0 "Analyse in de vier processen HGW": sections that list pupils, blocks per bouw,
//! and fields that keep their answer when a pupil moves to another section.

pub mod answers;
mod field;
mod parse;
mod reader;
mod sheet;
mod signature;
mod source;

#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod signature_tests;
#[cfg(test)]
mod source_tests;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use answers::{Answer, Answers, carry_over};
pub use field::{AnswerOption, EnableWhen, Equals, Field, FieldType, LONGEST_TEXT};
pub(crate) use parse::read;
pub use parse::{EXAMPLE, FieldError, date, date_like, line, lines, parse};
pub use reader::Reader;
pub use sheet::{MOST_ROWS, Row, Sheet, SheetError, Sheets, row_input};
pub use signature::{Hand, Signature, SignaturePlace};
pub use source::{Known, Offer, Origin, Source};

use crate::{
    absence::Category,
    pupil::{Group, Years},
    template::{Guard, InForce, Key},
};

/// A form of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub key: Key,
    pub title: String,
    /// Said above the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<String>,
    /// The steps of a case in which it is filled in: a form about one case. Afterwards it can be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Key>,
    /// Each round of its step asks it anew.
    #[serde(default, skip_serializing_if = "is_false")]
    pub per_round: bool,
    /// The roles that see its questions, where a question names none of its own. Without any: the school and the SWV.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<Key>,
    /// The roles that answer, where a question names none; those who see it when none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write: Vec<Key>,
    /// A form of a school: the meeting whose cycles are its periods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Key>,
    /// The condition under which this variant of the form is used.
    #[serde(default, skip_serializing_if = "Guard::is_always")]
    pub when: Guard,
    /// The days on which it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<InForce>,
    /// The blocks of sections with `by_phase`, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    pub sections: Vec<Section>,
}

/// A block of groups: "Onderbouw, Gr. 1/2".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub key: Key,
    pub label: String,
    pub caption: String,
    pub groups: Vec<u8>,
    /// Which schools its numbers are of: groep 1 to 8 of po, klas 1 to 6 of vo. Only a way of working for both says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Years>,
}

impl Band {
    pub fn holds(&self, group: Group) -> bool {
        self.sector.is_none_or(|years| years == group.years) && self.groups.contains(&group.number)
    }
}

/// A part of a form: a heading, what is asked, and its fields. A pupil section is a table with a row per pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: Key,
    pub title: String,
    pub kind: SectionKind,
    /// Shown above a series of sections that starts here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intro: Vec<String>,
    /// The question, in the source's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub question: Vec<String>,
    /// Of a form about a case: whoever is let in by a consent sees this section only while a consent for this purpose
    /// names the organisation. The school and the SWV are not affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Key>,
    /// The step of which this section lists the cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Key>,
    /// Further steps of which it lists the cases: parts of the same process (S0: everybody on the way to a TLV).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Key>,
    /// How many rows a section with rows has at least before the form is complete.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub at_least: u32,
    /// Of a section with rows: each row is a goal of a plan, which the page of the case shows with its evaluations.
    #[serde(default, skip_serializing_if = "is_false")]
    pub goals: bool,
    /// Rows are grouped in the bands of the form.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_phase: bool,
    /// Columns that come from the pupil's own record, before the fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<PupilColumn>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Once per form: school, date, people; of a form about a case, its questions.
    Header,
    /// As many rows as needed, each with all of the questions: the goals of a plan.
    Rows,
    /// A row per pupil in a step.
    Pupils,
    /// A row per pupil whose absence facts come to this category; the definition is shown beside it.
    Absence(Category),
    /// The agenda that the form leads to.
    Agenda,
}

/// A column of a pupil's own record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PupilColumn {
    Name,
    BirthDate,
    Group,
}

impl PupilColumn {
    /// The head of the column at a school with these years.
    pub const fn label(self, years: Years) -> &'static str {
        match self {
            Self::Name => "Naam",
            Self::BirthDate => "Geb.dat.",
            Self::Group => years.short(),
        }
    }
}

impl Form {
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The section that lists the cases in a step.
    pub fn section_for_step(&self, step: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.lists(step))
    }

    /// The section of an absence category.
    pub fn section_for_absence(&self, category: Category) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == SectionKind::Absence(category))
    }

    /// The number of the block in which a group falls.
    pub fn band(&self, group: Group) -> Option<usize> {
        self.bands.iter().position(|band| band.holds(group))
    }
}

impl Section {
    pub fn field(&self, link_id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.link_id == link_id)
    }

    /// Every step of which it lists the cases.
    pub fn steps(&self) -> impl Iterator<Item = &Key> {
        self.step.iter().chain(&self.also)
    }

    /// Whether it lists the cases in a step.
    pub fn lists(&self, step: &str) -> bool {
        self.steps().any(|key| *key == step)
    }

    /// The section as somebody in these roles sees it: without the fields that are not for them.
    pub fn read_by(&self, roles: &[&Key]) -> Self {
        self.with_fields(|field| field.is_read_by(roles))
    }

    /// The section as somebody in these roles fills it in; what is posted for other fields is not read.
    pub fn written_by(&self, roles: &[&Key]) -> Self {
        self.with_fields(|field| field.is_written_by(roles))
    }

    fn with_fields(&self, keep: impl Fn(&Field) -> bool) -> Self {
        let fields = self.fields.iter().filter(|field| keep(field)).cloned().collect();
        Self { fields, ..self.clone() }
    }

    /// The field that puts a pupil on the agenda, if this section has one.
    pub fn agenda_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.agenda)
    }

    /// Fields a person fills in; the others are known already.
    pub fn asked(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_asked())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
