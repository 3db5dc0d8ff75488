//! What somebody does on paper in a scenario: answering, adding rows and signing in the forms that are filled in that day,
//! each by somebody who may.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Given,
    play::{NOBODY, Stage},
};
use crate::{
    calendar::short_date,
    engine::{Doer, forms},
    form::{Answer, Answers, Field, FieldType, Form, Hand, Known, Reader, Row, Section, SectionKind, Sheet},
    template::Key,
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
        let Doer { membership, function } = self.doer()?;
        let role = self.role.as_ref().and_then(|role| self.template.role(role.as_str()));
        let name = role.map_or_else(String::new, |role| role.label.clone());
        let posted = match (field.paper, given) {
            (false, given) => vec![(field.link_id.to_string(), given.typed())],
            (true, Given::Boolean(false)) => field.paper_inputs().map(|input| (input, String::new())).to_vec(),
            (true, given) => field.paper_inputs().into_iter().zip([given.typed(), short_date(today)]).collect(),
        };
        let roles: Vec<Key> = self.role.iter().cloned().collect();
        let roles: Vec<&Key> = roles.iter().collect();
        let hand =
            Hand { roles: &roles, name: &name, function: function.label(), by: membership, own: &[membership], today };
        let rights = self.rights(form, today);
        let sheet = self.sheet(form, today);
        let (answers, errors) = rights.fill(sheet, &hand, &posted);
        if let Some(error) = errors.into_iter().next() {
            return Err(error.message);
        }
        let said = answers.display(field);
        *sheet = answers;
        Ok(if said.is_empty() { format!("{}: teruggenomen", field.text) } else { format!("{}: {said}", field.text) })
    }

    /// A row more in a form that is filled in today, or answers in the row with this number.
    pub(super) fn row(
        &mut self,
        key: &Key,
        number: Option<u32>,
        given: &BTreeMap<Key, Given>,
        today: NaiveDate,
    ) -> Result<String, String> {
        let (form, section) = self.asked(today, |section| section.key == *key && section.kind == SectionKind::Rows);
        let found = form.zip(section);
        let (form, section) =
            found.ok_or_else(|| format!("onderdeel '{key}' heeft vandaag in geen formulier rijen."))?;
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

    /// The section that somebody can fill in today, with its form.
    fn asked(&self, today: NaiveDate, wanted: impl Fn(&Section) -> bool) -> (Option<&'a Form>, Option<&'a Section>) {
        let consents = self.consents_on(today);
        let answers = self.sheets.answers(self.template, &self.state);
        let forms = forms(self.template, &self.state, &self.context(today, NOBODY, &consents, &answers, &[]));
        let parts = forms.into_iter().flat_map(|form| form.sections.iter().map(move |section| (form, section)));
        parts.into_iter().find(|(_, section)| wanted(section)).unzip()
    }

    /// What the person of the line answers, if it is his or hers to answer on this day.
    fn given(&self, form: &Form, field: &Field, given: &Given, today: NaiveDate) -> Result<Answer, String> {
        self.may_answer(form, field, today)?;
        let fault = |why: String| format!("'{}' kan dit antwoord niet hebben: {why}", field.text);
        let answer = crate::form::read(field, &[&given.typed()]).map_err(fault)?;
        answer.ok_or_else(|| format!("'{}' heeft geen antwoord.", field.text))
    }

    /// The form with what the person of the line may see and answer on this day.
    fn rights(&self, form: &Form, today: NaiveDate) -> Form {
        form.with_rights(self.reader(self.role.as_ref(), &self.consents_on(today)))
    }

    fn reader<'c>(&self, role: Option<&Key>, consents: &'c [Key]) -> Reader<'c> {
        let role = role.and_then(|key| self.template.role(key.as_str()));
        role.map_or(Reader::AtHome, |role| Reader::of(role, consents))
    }

    fn may_answer(&self, form: &Form, field: &Field, today: NaiveDate) -> Result<(), String> {
        let roles: Vec<&Key> = self.role.iter().collect();
        let rights = self.rights(form, today);
        let known = rights.sections.iter().find_map(|section| section.field(field.link_id.as_str()));
        let Some(known) = known else { return Err(format!("'{}' is niet voor deze rol.", field.text)) };
        if !known.is_written_by(&roles) {
            let writers = if known.write.is_empty() { &known.read } else { &known.write };
            return Err(format!("'{}' is aan {}.", field.text, self.template.role_words(writers)));
        }
        Ok(())
    }

    /// The answers of a form in its present round, with what the person of the line takes over from other forms.
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

    /// What stands in a form when somebody in this role opens it.
    pub(super) fn prefilled(&self, form: &Form, role: Option<&Key>, today: NaiveDate) -> Answers {
        let (round, consents) = (form.round(&self.state), self.consents_on(today));
        let roles: Vec<&Key> = role.into_iter().collect();
        let reader = self.reader(role, &consents);
        let known = Known { template: self.template, sheets: &self.sheets, reader, roles: &roles };
        let answers = self.sheets.of(form.key.as_str(), round).map_or(Answers::none(), |sheet| &sheet.answers);
        form.with_rights(reader).prefilled(answers, round, known)
    }
}
