//! The forms of a rehearsal: what a role has before it on a day, as the page of a form shows it, and what it types there.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Act, Given, Rehearsal};
use crate::{
    form::{Answers, Form, SheetError},
    page::sheet::Part,
    template::Key,
};

/// A form about the made-up case, before somebody in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub form: Key,
    pub title: String,
    pub guidance: Vec<String>,
    /// 1 the first time.
    pub round: u32,
    /// What the role sees of it; empty when it sees nothing.
    pub parts: Vec<Part>,
    pub answers: Answers,
    /// What must still be answered, of what the role sees.
    pub lacks: Vec<String>,
    /// Whether the role answers anything of it.
    pub can_fill: bool,
    /// As whom the role signs.
    pub signer: String,
}

impl Paper {
    /// What taking over an offer does; what was typed in the question stays.
    pub fn take(&self, field: &str, typed: &[(String, String)]) -> Option<Act> {
        if typed.iter().any(|(input, value)| input == field && !value.is_empty()) {
            return None;
        }
        let part = self.parts.iter().find(|part| part.offers.iter().any(|offer| offer.field.as_str() == field))?;
        let (field, offer) = (part.section.field(field)?, part.offer(part.section.field(field)?)?);
        Some(Act::Answer { field: offer.field.clone(), is: Given::posted(offer.answer.inputs(field)) })
    }
}

impl Rehearsal<'_> {
    /// The forms that are filled in on this day, each as this role has it.
    pub fn papers(&self, role: &Key, today: NaiveDate) -> Vec<Paper> {
        self.stage.forms(today).into_iter().map(|form| self.paper(form, role, today)).collect()
    }

    fn paper(&self, form: &Form, role: &Key, today: NaiveDate) -> Paper {
        let stage = &self.stage;
        let read = stage.rights(form, Some(role), today).read_by(&[role]);
        let doer = stage.in_role(role).ok();
        let can_fill = doer.is_some() && read.is_written_by(&[role]);
        let own: Vec<_> = doer.iter().map(|doer| doer.membership).collect();
        let (stored, known) = (stage.answers(form), stage.prefilled(form, Some(role), today));
        let offers = if can_fill { stage.offers(form, role, today) } else { vec![] };
        let writes: &[&Key] = if can_fill { &[role] } else { &[] };
        let name = stage.template.role(role.as_str()).map_or("", |role| role.label.as_str());
        Paper {
            form: form.key.clone(),
            title: form.title.clone(),
            guidance: form.guidance.clone(),
            round: form.round(&stage.state),
            parts: read.parts(stored, &offers, writes, &own, |field| {
                (!field.is_asked()).then(|| "staat in het dossier".to_owned())
            }),
            answers: read.visible(&known),
            lacks: read.lacks(stored),
            can_fill,
            signer: doer.map_or_else(String::new, |doer| format!("{name} ({})", doer.function.label())),
        }
    }

    /// What saving the page of a form does, with what was typed in it: nothing when that changes nothing, and the errors by
    /// input when something of it cannot be read.
    pub fn fill(
        &self,
        form: &Key,
        role: &Key,
        today: NaiveDate,
        typed: &[(String, String)],
    ) -> Result<Option<Act>, Vec<SheetError>> {
        let refused = |message: String| vec![SheetError { input: String::new(), message }];
        let open = self.stage.open_form(form, today).map_err(refused)?;
        let (before, stood) = (self.stage.answers(open), self.stage.prefilled(open, Some(role), today));
        let (after, errors) = self.stage.filled(open, role, typed, today).map_err(refused)?;
        if !errors.is_empty() {
            return Err(errors);
        }
        // An empty box that was empty says nothing in a scenario that is read later.
        let mut is: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (input, value) in typed {
            is.entry(input.clone()).or_default().extend((!value.is_empty()).then(|| value.clone()));
        }
        is.retain(|input, values| !values.is_empty() || stood.holds(input));
        let is = is.into_iter().map(|(input, values)| (input, Given::posted(values))).collect();
        Ok((after != *before).then(|| Act::Fill { form: form.clone(), is }))
    }
}
