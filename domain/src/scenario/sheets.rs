//! The forms of a scenario: questions that are answered one by one, rows, signatures, and a whole form as it is filled in on
//! its page. Everything goes through [`Form::fill`], as on that page, or asks the same rights.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Given,
    play::{NOBODY, Stage},
};
use crate::{
    calendar::short_date,
    engine::{Doer, forms, letters},
    form::{
        Answer, Answers, Field, FieldType, Form, Hand, Known, Offer, Reader, Row, Section, SectionKind, Sheet,
        SheetError,
    },
    template::{Key, Letter},
};

impl<'a> Stage<'a> {
    /// An answer in a form that is filled in today, by somebody who may give it.
    pub(super) fn answer(&mut self, link_id: &Key, given: &Given, today: NaiveDate) -> Result<String, String> {
        let (form, section) = self.asked(today, |section| section.field(link_id.as_str()).is_some());
        let asked = section.filter(|section| section.kind != SectionKind::Rows);
        let field = asked.and_then(|section| section.field(link_id.as_str()));
        let (form, field) =
            form.zip(field).ok_or_else(|| format!("veld '{link_id}' staat vandaag in geen formulier."))?;
        if field.kind == FieldType::Signature {
            return self.sign(form, field, given, today);
        }
        let answer = self.given(form, field, given, today)?;
        if !field.is_enabled(self.sheet(form, today)) {
            return Err(format!("'{}' wordt bij deze antwoorden niet gevraagd.", field.text));
        }
        let said = format!("{} {}", field.text, answer.display(field));
        self.sheet(form, today).set(link_id.to_string(), answer);
        Ok(said)
    }

    /// The person of the line signs (`is = true`), takes that back (`is = false`), or records who signed on paper today.
    fn sign(&mut self, form: &Form, field: &Field, given: &Given, today: NaiveDate) -> Result<String, String> {
        self.may_answer(form, field, today)?;
        let posted = match (field.paper, given) {
            (false, given) => pairs(field.link_id.as_str(), given),
            (true, Given::Boolean(false)) => field.paper_inputs().map(|input| (input, String::new())).to_vec(),
            (true, given) => field.paper_inputs().into_iter().zip([given.words(), short_date(today)]).collect(),
        };
        let (answers, errors) = self.filled(form, self.acting()?, &posted, today)?;
        if let Some(error) = errors.into_iter().next() {
            return Err(error.message);
        }
        let said = answers.display(field);
        *self.sheet(form, today) = answers;
        Ok(if said.is_empty() { format!("{}: teruggenomen", field.text) } else { format!("{}: {said}", field.text) })
    }

    /// A form that is filled in today, saved as its page saves it: all of what was typed, or nothing.
    pub(super) fn fill(
        &mut self,
        key: &Key,
        given: &BTreeMap<String, Given>,
        today: NaiveDate,
    ) -> Result<String, String> {
        let form = self.open_form(key, today)?;
        let role = self.acting()?;
        let rights = self.rights(form, Some(role), today);
        if let Some(input) = given.keys().find(|input| !rights.asks(&[role], input)) {
            return Err(format!("'{input}' wordt deze rol niet gevraagd in '{}'.", form.title));
        }
        let posted: Vec<_> = given.iter().flat_map(|(input, given)| pairs(input, given)).collect();
        let (answers, errors) = self.filled(form, role, &posted, today)?;
        if !errors.is_empty() {
            return Err(errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" "));
        }
        *self.sheet(form, today) = answers;
        Ok(format!("{} ingevuld", form.title))
    }

    /// A row is taken out of a form that is filled in today, or put back.
    pub(super) fn set_removed(
        &mut self,
        key: &Key,
        row: u32,
        removed: bool,
        today: NaiveDate,
    ) -> Result<String, String> {
        let (form, section) = self.rows_of(key, today)?;
        let role = self.acting()?;
        let rights = self.rights(form, Some(role), today);
        let mine = rights.section(key.as_str()).is_some_and(|section| !section.written_by(&[role]).fields.is_empty());
        if !mine {
            return Err(format!("'{}' is niet aan deze rol.", section.title));
        }
        if !self.sheet(form, today).set_removed(key.as_str(), row, removed) {
            return Err(format!("'{}' heeft geen rij {row}.", section.title));
        }
        Ok(format!("{} {row} {}", section.title, if removed { "weggehaald" } else { "teruggezet" }))
    }

    /// What the form holds after somebody in a role typed this, and what could not be read of it.
    pub(super) fn filled(
        &self,
        form: &Form,
        role: &Key,
        posted: &[(String, String)],
        today: NaiveDate,
    ) -> Result<(Answers, Vec<SheetError>), String> {
        let rights = self.rights(form, Some(role), today);
        if !rights.is_written_by(&[role]) {
            return Err(format!("in '{}' vult deze rol niets in.", form.title));
        }
        let Doer { membership, function } = self.in_role(role)?;
        let name = self.template.role(role.as_str()).map_or("", |role| role.label.as_str());
        let (roles, function) = ([role], function.label());
        let hand = Hand { roles: &roles, name, function, by: membership, own: &[membership], today };
        Ok(rights.fill(&self.prefilled(form, Some(role), today), &hand, posted))
    }

    /// A row more in a form that is filled in today, or answers in the row with this number.
    pub(super) fn row(
        &mut self,
        key: &Key,
        number: Option<u32>,
        given: &BTreeMap<Key, Given>,
        today: NaiveDate,
    ) -> Result<String, String> {
        let (form, section) = self.rows_of(key, today)?;
        let mut answers = Answers::default();
        for (link_id, given) in given {
            let field = section.field(link_id.as_str());
            let field = field.ok_or_else(|| format!("veld '{link_id}' staat niet in '{}'.", section.title))?;
            answers.set(link_id.to_string(), self.given(form, field, given, today)?);
        }
        let sheet = self.sheet(form, today);
        let mut rows = sheet.rows(key.as_str()).to_vec();
        let next = rows.iter().map(|row| row.id).max().unwrap_or(0) + 1;
        let id = number.unwrap_or(next);
        match rows.iter_mut().find(|row| row.id == id) {
            Some(row) => row.answers.0.extend(answers.0),
            None if id == next => rows.push(Row { id, answers, removed: false }),
            None => return Err(format!("'{}' heeft geen rij {id}.", section.title)),
        }
        sheet.set(key.to_string(), Answer::Rows(rows));
        Ok(format!("{} {id}", section.title))
    }

    /// A section with rows that somebody can fill in today, with its form.
    fn rows_of(&self, key: &Key, today: NaiveDate) -> Result<(&'a Form, &'a Section), String> {
        let (form, section) = self.asked(today, |section| section.key == *key && section.kind == SectionKind::Rows);
        let found = form.zip(section);
        found.ok_or_else(|| format!("onderdeel '{key}' heeft vandaag in geen formulier rijen."))
    }

    pub(super) fn open_form(&self, key: &Key, today: NaiveDate) -> Result<&'a Form, String> {
        let open = self.forms(today).into_iter().find(|form| form.key == *key);
        open.ok_or_else(|| format!("formulier '{key}' wordt vandaag niet ingevuld."))
    }

    /// The forms about the case that are filled in on this day.
    pub(super) fn forms(&self, today: NaiveDate) -> Vec<&'a Form> {
        let (consents, answers) = (self.consents_on(today), self.sheets.answers(self.template, &self.state));
        let known = self.sheets.facts(self.template, &self.state);
        forms(self.template, &self.state, &self.context(today, NOBODY, &consents, &answers, &known))
    }

    /// The letters that can be sent on this day, in the order of the template.
    pub(super) fn letters(&self, today: NaiveDate) -> Vec<&'a Letter> {
        let (consents, answers) = (self.consents_on(today), self.sheets.answers(self.template, &self.state));
        let known = self.sheets.facts(self.template, &self.state);
        letters(self.template, &self.state, &self.context(today, NOBODY, &consents, &answers, &known))
    }

    /// The section that somebody can fill in today, with its form.
    fn asked(&self, today: NaiveDate, wanted: impl Fn(&Section) -> bool) -> (Option<&'a Form>, Option<&'a Section>) {
        let mut parts =
            self.forms(today).into_iter().flat_map(|form| form.sections.iter().map(move |section| (form, section)));
        parts.find(|(_, section)| wanted(section)).unzip()
    }

    /// What the person of the line answers, if it is his or hers to answer on this day.
    fn given(&self, form: &Form, field: &Field, given: &Given, today: NaiveDate) -> Result<Answer, String> {
        self.may_answer(form, field, today)?;
        let fault = |why: String| format!("'{}' kan dit antwoord niet hebben: {why}", field.text);
        let typed = given.typed();
        let answer = crate::form::read(field, &typed.iter().collect::<Vec<_>>()).map_err(fault)?;
        answer.ok_or_else(|| format!("'{}' heeft geen antwoord.", field.text))
    }

    /// The form with what a role may see and answer on this day.
    pub(super) fn rights(&self, form: &Form, role: Option<&Key>, today: NaiveDate) -> Form {
        form.with_rights(self.reader(role, &self.consents_on(today)))
    }

    fn reader<'c>(&self, role: Option<&Key>, consents: &'c [Key]) -> Reader<'c> {
        let role = role.and_then(|key| self.template.role(key.as_str()));
        role.map_or(Reader::AtHome, |role| Reader::of(role, consents))
    }

    /// The role of the person of the line.
    pub(super) fn acting(&self) -> Result<&Key, String> {
        self.role.as_ref().ok_or_else(|| "de regel noemt niet wie het doet (as).".to_owned())
    }

    fn may_answer(&self, form: &Form, field: &Field, today: NaiveDate) -> Result<(), String> {
        let roles: Vec<&Key> = self.role.iter().collect();
        let rights = self.rights(form, self.role.as_ref(), today);
        let known = rights.sections.iter().find_map(|section| section.field(field.link_id.as_str()));
        let Some(known) = known else { return Err(format!("'{}' is niet voor deze rol.", field.text)) };
        if !known.is_written_by(&roles) {
            let writers = if known.write.is_empty() { &known.read } else { &known.write };
            return Err(format!("'{}' is aan {}.", field.text, self.template.role_words(writers)));
        }
        Ok(())
    }

    /// The answers of a form in its present round.
    pub(super) fn answers(&self, form: &Form) -> &Answers {
        let sheet = self.sheets.of(form.key.as_str(), form.round(&self.state));
        sheet.map_or(Answers::none(), |sheet| &sheet.answers)
    }

    /// What stands in a form when somebody in this role opens it.
    pub(super) fn prefilled(&self, form: &Form, role: Option<&Key>, today: NaiveDate) -> Answers {
        self.with_known(form, role, today, |form, known| {
            form.prefilled(self.answers(form), form.round(&self.state), known)
        })
    }

    /// What somebody in this role can take over in it.
    pub(super) fn offers(&self, form: &Form, role: &Key, today: NaiveDate) -> Vec<Offer> {
        self.with_known(form, Some(role), today, |form, known| {
            let filled = form.prefilled(self.answers(form), form.round(&self.state), known);
            form.offers(&filled, form.round(&self.state), known)
        })
    }

    /// A form as somebody in this role has it, with what the other forms say.
    fn with_known<T>(
        &self,
        form: &Form,
        role: Option<&Key>,
        today: NaiveDate,
        then: impl Fn(&Form, Known<'_>) -> T,
    ) -> T {
        let consents = self.consents_on(today);
        let roles: Vec<&Key> = role.into_iter().collect();
        let reader = self.reader(role, &consents);
        let known = Known {
            template: self.template,
            sheets: &self.sheets,
            is_begun: true,
            reader,
            roles: &roles,
            period: None,
        };
        then(&form.with_rights(reader), known)
    }

    /// The answers of a form in its present round, with what the person of the line takes over from other forms, to write in.
    fn sheet(&mut self, form: &Form, today: NaiveDate) -> &mut Answers {
        let round = form.round(&self.state);
        let filled = self.prefilled(form, self.role.as_ref(), today);
        let sheets = &mut self.sheets.0;
        let place = sheets.iter().position(|sheet| sheet.form == form.key && sheet.round == round);
        let place = place.unwrap_or_else(|| {
            sheets.push(Sheet { form: form.key.clone(), round, answers: Answers::default() });
            sheets.len() - 1
        });
        sheets[place].answers = filled;
        &mut sheets[place].answers
    }
}

/// An answer as its input posts it: a value each.
fn pairs(input: &str, given: &Given) -> Vec<(String, String)> {
    given.typed().into_iter().map(|value| (input.to_owned(), value)).collect()
}
