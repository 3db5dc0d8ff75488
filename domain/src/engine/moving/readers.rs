//! Who reads an answer that stands there already: a question can be open to more functions under the new version, and
//! whoever moves cases must know that beforehand.

use std::collections::BTreeSet;

use super::{Around, Line, Moving};
use crate::{
    actor::{Function, Side},
    form::{Field, Form, Section, Sheet},
    template::Key,
};

impl Moving<'_> {
    /// Answered questions that functions read which did not before.
    pub(super) fn readers(&self, around: &Around<'_>) -> Vec<Line> {
        let (from, to) = (self.from.template, self.to.template);
        let mut told = BTreeSet::new();
        for sheet in &around.sheets.0 {
            let forms = from.form(sheet.form.as_str()).zip(to.form(sheet.form.as_str()));
            let Some((before, after)) = forms else { continue };
            for (part, field) in answered(before, sheet) {
                let Some((now_part, same)) = field_of(after, &field.link_id) else { continue };
                let known = before.functions(from, field);
                // Whoever needed a consent of its own for this part, and no longer or another one, reads more too.
                let opened = part.consent.is_some() && part.consent != now_part.consent;
                let reads =
                    |function: &Function| known.contains(function) && !(opened && function.side() == Side::Partner);
                let more = after.functions(to, same).into_iter().filter(|function| !reads(function));
                let names: Vec<_> = more.map(|function| to.function_word(function)).collect();
                if !names.is_empty() {
                    told.insert(Line::attention(format!(
                        "Het antwoord op '{}' leest voortaan ook: {}.",
                        same.text,
                        names.join(", ")
                    )));
                }
            }
        }
        told.into_iter().collect()
    }
}

fn field_of<'a>(form: &'a Form, link_id: &Key) -> Option<(&'a Section, &'a Field)> {
    form.sections.iter().find_map(|section| Some((section, section.field(link_id.as_str())?)))
}

fn answered<'a>(form: &'a Form, sheet: &'a Sheet) -> impl Iterator<Item = (&'a Section, &'a Field)> {
    form.sections.iter().flat_map(move |section| {
        let rows = sheet.answers.rows(section.key.as_str());
        let known = move |field: &&Field| {
            let key = field.link_id.as_str();
            sheet.answers.get(key).is_some() || rows.iter().any(|row| row.answers.get(key).is_some())
        };
        section.asked().filter(known).map(move |field| (section, field))
    })
}
