//! Who reads an answer that stands there already: a question can be open to more functions under the new version, and
//! whoever moves cases must know that beforehand.

use std::collections::BTreeSet;

use super::{Around, Line, Moving};
use crate::{
    actor::{Function, Side},
    form::{Field, Form, Sheet},
    template::{Body, Key},
};

impl Moving<'_> {
    /// Answered questions that functions read which did not before.
    pub(super) fn readers(&self, around: &Around<'_>) -> Vec<Line> {
        let (from, to) = (self.from.template, self.to.template);
        let mut told = BTreeSet::new();
        for sheet in &around.sheets.0 {
            let forms = from.form(sheet.form.as_str()).zip(to.form(sheet.form.as_str()));
            let Some((before, after)) = forms else { continue };
            for field in answered(before, sheet) {
                let Some(same) = field_of(after, &field.link_id) else { continue };
                let more: Vec<_> =
                    functions(to, after, same).difference(&functions(from, before, field)).copied().collect();
                let names: Vec<_> = more.iter().map(|function| to.function_word(*function)).collect();
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

fn field_of<'a>(form: &'a Form, link_id: &Key) -> Option<&'a Field> {
    form.sections.iter().find_map(|section| section.field(link_id.as_str()))
}

fn answered<'a>(form: &'a Form, sheet: &'a Sheet) -> impl Iterator<Item = &'a Field> {
    form.sections.iter().flat_map(move |section| {
        let rows = sheet.answers.rows(section.key.as_str());
        let known = move |field: &&Field| {
            let key = field.link_id.as_str();
            sheet.answers.get(key).is_some() || rows.iter().any(|row| row.answers.get(key).is_some())
        };
        section.asked().filter(known)
    })
}

/// The functions that read a question: of the roles that it names, or that its form names. Without any it is the school's
/// and the SWV's, and with roles that only answer it is everybody's (`Field::is_read_by`).
fn functions(template: &Body, form: &Form, field: &Field) -> BTreeSet<Function> {
    let pick = |own: &[Key], form: &[Key]| if own.is_empty() { form.to_vec() } else { own.to_vec() };
    let (read, write) = (pick(&field.read, &form.read), pick(&field.write, &form.write));
    if read.is_empty() {
        let sides: &[Side] =
            if write.is_empty() { &[Side::School, Side::Swv] } else { &[Side::School, Side::Swv, Side::Partner] };
        return Function::ALL.iter().filter(|function| sides.contains(&function.side())).copied().collect();
    }
    let roles: Vec<Key> = read.into_iter().chain(write).collect();
    let pointed =
        roles.iter().filter_map(|role| template.role(role.as_str())).flat_map(|role| role.resolve.candidates());
    template.functions_of(roles.iter().chain(pointed)).into_iter().collect()
}
