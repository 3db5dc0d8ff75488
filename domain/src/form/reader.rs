//! Who sees what of a form about a case: the rights of each question, and the consent of a part. Every path to what
//! stands in a form begins here.

use std::collections::BTreeSet;

use super::{Answer, Answers, Field, Form, Row, Section, SectionKind};
use crate::{
    actor::{Function, Side},
    template::{Body, Key, Role},
};

/// On what ground somebody reads a form about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader<'a> {
    /// The school and the samenwerkingsverband, by their own task.
    AtHome,
    /// Let in by a consent. The purposes are those for which a consent in force names the reader's organisation.
    ByConsent(&'a [Key]),
}

impl<'a> Reader<'a> {
    /// Whoever plays a role, while these consents name the organisation.
    pub fn of(role: &Role, consents: &'a [Key]) -> Self {
        if role.is_let_in_by_consent() { Self::ByConsent(consents) } else { Self::AtHome }
    }

    pub const fn is_by_consent(self) -> bool {
        matches!(self, Self::ByConsent(_))
    }

    pub(super) fn opens(self, section: &Section) -> bool {
        match (self, &section.consent) {
            (Self::ByConsent(purposes), Some(purpose)) => purposes.contains(purpose),
            _ => true,
        }
    }
}

impl Form {
    /// The form with the rights that hold for each question: its own, or else those of the form. For a reader who is let
    /// in by a consent a question that names nobody does not exist (silence denies), and neither does a section with a
    /// consent of its own that does not name the reader. Whatever reads or writes a form of a case goes through here.
    #[must_use]
    pub fn with_rights(&self, reader: Reader<'_>) -> Self {
        let own = |field: &Field| {
            let (read, write) = self.rights(field);
            Field { read: read.to_vec(), write: write.to_vec(), ..field.clone() }
        };
        let named = |field: &Field| !(reader.is_by_consent() && field.read.is_empty() && field.write.is_empty());
        let section = |section: &Section| Section {
            fields: section.fields.iter().map(own).filter(named).collect(),
            ..section.clone()
        };
        let open = self.sections.iter().filter(|section| reader.opens(section));
        Self { sections: open.map(section).collect(), ..self.clone() }
    }

    /// The form as somebody in these roles sees it: without the questions, and the sections, that are not for them.
    #[must_use]
    pub fn read_by(&self, roles: &[&Key]) -> Self {
        let sections = self.sections.iter().map(|section| section.read_by(roles));
        let sections = sections.filter(|section| !section.fields.is_empty()).collect();
        Self { sections, ..self.clone() }
    }

    /// The form as a role sees it while these consents are in force, with the rights that this role has.
    #[must_use]
    pub fn seen_by(&self, role: &Role, consents: &[Key]) -> Self {
        self.with_rights(Reader::of(role, consents)).read_by(&[&role.key])
    }

    /// The answers to what stands in this form, which is as its reader sees it, and no other.
    pub fn visible(&self, answers: &Answers) -> Answers {
        let mut seen = Answers::default();
        for section in &self.sections {
            if section.kind != SectionKind::Rows {
                section.copy(answers, &mut seen);
                continue;
            }
            let rows = answers.rows(section.key.as_str()).iter().map(|row| {
                let mut cells = Answers::default();
                section.copy(&row.answers, &mut cells);
                Row { answers: cells, ..row.clone() }
            });
            seen.set(section.key.to_string(), Answer::Rows(rows.collect()));
        }
        seen
    }

    /// The functions that read a question: of the roles that it names, or that its form names. Without any it is the school's
    /// and the SWV's, and with roles that only answer it is everybody's (`Field::is_read_by`).
    pub fn functions(&self, template: &Body, field: &Field) -> BTreeSet<Function> {
        let (read, write) = self.rights(field);
        if read.is_empty() {
            let sides: &[Side] =
                if write.is_empty() { &[Side::School, Side::Swv] } else { &[Side::School, Side::Swv, Side::Partner] };
            return Function::ALL.iter().filter(|function| sides.contains(&function.side())).copied().collect();
        }
        let roles = || read.iter().chain(write);
        let pointed =
            roles().filter_map(|role| template.role(role.as_str())).flat_map(|role| role.resolve.candidates());
        template.functions_of(roles().chain(pointed)).into_iter().collect()
    }

    /// The roles that read and that answer a question: those it names, or else those the form names.
    fn rights<'a>(&'a self, field: &'a Field) -> (&'a [Key], &'a [Key]) {
        let pick = |own: &'a [Key], form: &'a [Key]| if own.is_empty() { form } else { own };
        (pick(&field.read, &self.read), pick(&field.write, &self.write))
    }
}

impl Section {
    fn copy(&self, from: &Answers, to: &mut Answers) {
        for field in &self.fields {
            if let Some(answer) = from.get(field.link_id.as_str()) {
                to.set(field.link_id.to_string(), answer.clone());
            }
        }
    }
}
