//! A form about one case, filled in: a sheet. Questions that are asked once and sections with as many rows as needed
//! (S3: the goals of a plan van aanpak). Nobody hands a sheet in: it is complete when every question that must be
//! answered is, and a fact of the template may wait for that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Field, FieldType, Form, Hand, Section, SectionKind, parse::draft};
use crate::{
    engine::CaseState,
    template::{Body, Key},
};

/// The most rows a section can have, removed ones included.
pub const MOST_ROWS: usize = 60;

/// One row of a section with rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Unique in its section; never used again.
    pub id: u32,
    pub answers: Answers,
    /// Taken out; it can be put back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// One form of one case in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub form: Key,
    /// 1 for a form that is filled in once.
    pub round: u32,
    pub answers: Answers,
}

/// Every sheet of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheets(pub Vec<Sheet>);

/// What could not be read, with the name of its input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetError {
    pub input: String,
    pub message: String,
}

/// The name of the input of a question in a row.
pub fn row_input(section: &Key, row: u32, field: &Key) -> String {
    format!("{section}.{row}.{field}")
}

impl Form {
    /// Whether it is filled in about one case, and not by a school about its pupils.
    pub fn is_of_case(&self) -> bool {
        !self.steps.is_empty()
    }

    /// The round that is filled in now: that of the step in which it is used, or the first when it is filled in once.
    pub fn round(&self, state: &CaseState) -> u32 {
        let rounds = self.steps.iter().map(|step| state.round(step.as_str()));
        if self.per_round { rounds.max().unwrap_or(1).max(1) } else { 1 }
    }

    /// Whether somebody in these roles answers anything of it.
    pub fn is_written_by(&self, roles: &[&Key]) -> bool {
        let mut fields = self.sections.iter().flat_map(Section::asked);
        !roles.is_empty() && fields.any(|field| field.is_written_by(roles))
    }

    /// Whether this is the name of an input in which somebody in these roles answers something.
    pub fn asks(&self, roles: &[&Key], input: &str) -> bool {
        self.sections.iter().map(|section| section.written_by(roles)).any(|section| section.asks(input))
    }

    /// Everything that still has to be answered before the sheet is complete, in the words of the form.
    pub fn lacks(&self, answers: &Answers) -> Vec<String> {
        self.sections.iter().flat_map(|section| section.lacks(answers)).collect()
    }

    /// What somebody posted, over what is known: the questions of that person's roles only, and nothing of anybody else is
    /// lost. What cannot be read is in the errors and stays as it was. Signatures come last: they are of all the rest.
    pub fn fill(&self, known: &Answers, hand: &Hand, posted: &[(String, String)]) -> (Answers, Vec<SheetError>) {
        let (mut answers, mut errors) = (known.clone(), Vec::new());
        let sections: Vec<_> = self.sections.iter().map(|section| section.written_by(hand.roles)).collect();
        for section in &sections {
            if section.kind == SectionKind::Rows {
                section.fill_rows(&mut answers, posted, &mut errors);
            } else {
                let faults = section.fill_once(&mut answers, posted);
                errors.extend(
                    faults.into_iter().map(|(field, message)| SheetError { input: field.to_string(), message }),
                );
            }
        }
        for section in &sections {
            errors.extend(section.sign(known, &mut answers, hand, posted));
        }
        (answers, errors)
    }
}

impl Section {
    fn asks(&self, input: &str) -> bool {
        if self.kind != SectionKind::Rows {
            return self.asked().any(|field| field.inputs().iter().any(|name| name == input));
        }
        let cell = input.strip_prefix(self.key.as_str()).and_then(|rest| rest.strip_prefix('.')?.split_once('.'));
        cell.is_some_and(|(row, field)| row.parse::<u32>().is_ok() && self.asked().any(|known| known.link_id == field))
    }

    fn lacks(&self, answers: &Answers) -> Vec<String> {
        if self.kind != SectionKind::Rows {
            return self.missing(answers).map(|field| field.text.clone()).collect();
        }
        let rows: Vec<_> = answers.rows(self.key.as_str()).iter().filter(|row| !row.removed).collect();
        let too_few = (rows.len() < self.at_least as usize).then(|| self.title.clone());
        let inside = rows.iter().enumerate().flat_map(|(index, row)| {
            self.missing(&row.answers).map(move |field| format!("{} {}: {}", self.title, index + 1, field.text))
        });
        too_few.into_iter().chain(inside).collect()
    }

    fn missing(&self, answers: &Answers) -> impl Iterator<Item = &Field> {
        let open = |field: &&Field| field.is_enabled(answers) && !answers.has_answer(field);
        self.asked().filter(|field| field.required).filter(open)
    }

    /// Reads the questions of the section over what is known; an unreadable one keeps its answer.
    fn fill_once(&self, known: &mut Answers, posted: &[(String, String)]) -> Vec<(Key, String)> {
        let (given, errors) = draft(self, posted);
        // A question that was not sent along keeps its answer: half a form takes nothing away.
        let sent = |field: &&Field| posted.iter().any(|(name, _)| field.link_id == name.as_str());
        for field in self.asked().filter(|field| field.kind != FieldType::Signature).filter(sent) {
            if errors.iter().any(|error| error.field == field.link_id) {
                continue;
            }
            match given.get(field.link_id.as_str()) {
                Some(answer) => known.set(field.link_id.to_string(), answer.clone()),
                None => known.clear(field.link_id.as_str()),
            }
        }
        errors.into_iter().map(|error| (error.field, error.message)).collect()
    }

    fn fill_rows(&self, answers: &mut Answers, posted: &[(String, String)], errors: &mut Vec<SheetError>) {
        if self.fields.is_empty() {
            return;
        }
        let mut rows = answers.rows(self.key.as_str()).to_vec();
        for (id, cells) in self.posted_rows(posted) {
            let place = rows.iter().position(|row| row.id == id);
            if place.is_none() && (rows.len() >= MOST_ROWS || !is_next(&rows, id)) {
                let message = format!("{}: er kan geen rij meer bij; hoogstens {MOST_ROWS}.", self.title);
                let filled = cells.iter().any(|(_, value)| !value.trim().is_empty());
                if filled {
                    errors.push(SheetError { input: self.key.to_string(), message });
                }
                continue;
            }
            let mut given = place.map(|place| rows[place].answers.clone()).unwrap_or_default();
            let faults = self.fill_once(&mut given, &cells);
            errors.extend(faults.into_iter().map(|(field, message)| SheetError {
                input: row_input(&self.key, id, &field),
                message: format!("{} {message}", self.title),
            }));
            match place {
                Some(place) => rows[place].answers = given,
                // A row in which nothing was typed does not exist.
                None if given.is_empty() => {}
                None => rows.push(Row { id, answers: given, removed: false }),
            }
        }
        if rows.is_empty() {
            answers.clear(self.key.as_str());
        } else {
            answers.set(self.key.to_string(), Answer::Rows(rows));
        }
    }

    /// The posted cells by row, in the order of the rows.
    fn posted_rows(&self, posted: &[(String, String)]) -> BTreeMap<u32, Vec<(String, String)>> {
        let mut rows: BTreeMap<u32, Vec<(String, String)>> = BTreeMap::new();
        for (name, value) in posted {
            let mut parts = name.splitn(3, '.');
            let (Some(section), Some(id), Some(field)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let Ok(id) = id.parse::<u32>() else { continue };
            if self.key == section && self.field(field).is_some() {
                rows.entry(id).or_default().push((field.to_owned(), value.clone()));
            }
        }
        rows
    }
}

/// New rows are numbered on from the last; a number far away is nobody's.
fn is_next(rows: &[Row], id: u32) -> bool {
    let last = rows.iter().map(|row| row.id).max().unwrap_or(0);
    id > last && (id - last) as usize <= MOST_ROWS
}

impl Answers {
    /// The rows of a section, removed ones included, in the order in which they were made.
    pub fn rows(&self, section: &str) -> &[Row] {
        match self.get(section) {
            Some(Answer::Rows(rows)) => rows,
            _ => &[],
        }
    }

    /// Whether anything stands in the input with this name, removed rows included.
    pub fn holds(&self, input: &str) -> bool {
        let mut parts = input.splitn(3, '.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(section), Some(row), Some(field)) => {
                let row = self.rows(section).iter().find(|known| row.parse() == Ok(known.id));
                row.is_some_and(|row| row.answers.get(field).is_some())
            }
            // Of a signature on paper: who signed, and when.
            (Some(field), ..) => self.get(field).is_some(),
            _ => false,
        }
    }

    /// Takes a row out of a section, or puts it back; whether there was such a row.
    pub fn set_removed(&mut self, section: &str, row: u32, removed: bool) -> bool {
        let Some(Answer::Rows(rows)) = self.0.get_mut(section) else { return false };
        let found = rows.iter_mut().find(|known| known.id == row);
        found.map(|row| row.removed = removed).is_some()
    }

    pub(super) fn clear(&mut self, link_id: &str) {
        self.0.remove(link_id);
    }
}

impl Sheets {
    /// The sheet of a form in a round.
    pub fn of(&self, form: &str, round: u32) -> Option<&Sheet> {
        self.0.iter().find(|sheet| sheet.form == form && sheet.round == round)
    }

    /// The answers on which conditions are asked, in the order of the template: what a form says in its present round, as
    /// with [`Sheets::facts`]. A round in which nobody answered yet has none, whatever the round before it said.
    pub fn answers(&self, template: &Body, state: &CaseState) -> Answers {
        let mut all = Answers::default();
        for form in template.forms.iter().filter(|form| form.is_of_case()) {
            let present = self.of(form.key.as_str(), form.round(state));
            all.0.extend(present.into_iter().flat_map(|sheet| sheet.answers.0.clone()));
        }
        all
    }

    /// The facts that hold because their form is complete in the present round.
    pub fn facts(&self, template: &Body, state: &CaseState) -> Vec<Key> {
        let holds = |form: &Key| {
            let form = template.form(form.as_str())?;
            let sheet = self.of(form.key.as_str(), form.round(state))?;
            Some(form.lacks(&sheet.answers).is_empty())
        };
        let waiting = template.facts.iter().filter_map(|fact| Some((fact, fact.form.as_ref()?)));
        waiting.filter(|(_, form)| holds(form) == Some(true)).map(|(fact, _)| fact.key.clone()).collect()
    }
}
