//! Where an answer comes from that nobody types: from what is known of the pupil, the school and the case, from
//! another form about the same case, or from the analysis of the school. Product principle 4: nothing is typed twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Field, Form, MOST_ROWS, Reader, Row, Section, SectionKind, Sheet, Sheets};
use crate::{
    actor::Function,
    template::{Body, Key},
};

/// Where an answer comes from that nobody types.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The day on which the form was filled in.
    Today,
    School,
    /// Name, date of birth and group of the pupil whose case it is.
    Name,
    BirthDate,
    Group,
    Board,
    PupilCount,
    /// The people with this function at the school.
    Function(Function),
    AbsentSince,
    UnenrolledSince,
    /// The last meeting in which the pupil was discussed.
    LastDiscussed,
    /// The answers of the pupil's own row elsewhere in the form: domains and question on the agenda.
    Row,
    /// Who has casusregie in the case, by name.
    Lead,
    /// What another form says: one about the case, or the last analysis of the school in which the pupil stands. It stands
    /// there when somebody opens the form, or is offered to whoever answers; either way it can be changed.
    Answer(Origin),
}

/// A question of another form. In a section with rows each row takes from the row with the same number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub form: Key,
    pub field: Key,
    /// Others read this question than the one it comes from: the answer is only offered, and whoever answers takes it over
    /// with a button of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offer: bool,
}

/// An answer from elsewhere that stands ready to be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The question that it answers.
    pub field: Key,
    /// "Analyse in de vier processen HGW (oktober 2026-2027)"
    pub from: String,
    pub answer: Answer,
}

impl Offer {
    /// Tells this answer from another that stood here before, or stands here later.
    pub fn mark(&self) -> String {
        let mut hasher = DefaultHasher::new();
        format!("{:?}", self.answer).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

/// The other forms, as somebody in these roles may read them: those about the case, and what the analysis of the school says
/// of the pupil as one sheet more, if the person may read that.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub template: &'a Body,
    pub sheets: &'a Sheets,
    /// Somebody filled in something of this form in this round: what the analysis says is then only offered, so that what was
    /// emptied stays empty.
    pub is_begun: bool,
    pub reader: Reader<'a>,
    pub roles: &'a [&'a Key],
    /// The period of that analysis: "oktober 2026-2027"; nothing where none is at hand.
    pub period: Option<&'a str>,
}

impl Known<'_> {
    /// Whether an answer does not stand there by itself.
    fn only_offers(&self, origin: &Origin) -> bool {
        origin.offer || (self.is_begun && self.template.is_of_school(origin))
    }

    /// The form that a question takes from, in words; of an analysis also which one.
    fn title(&self, origin: &Origin) -> Option<String> {
        let form = self.template.form(origin.form.as_str())?;
        let period = self.period.filter(|_| !form.is_of_case());
        Some(period.map_or_else(|| form.title.clone(), |period| format!("{} ({period})", form.title)))
    }
}

impl Field {
    /// Whether a person answers it; what is known otherwise is only shown.
    pub fn is_asked(&self) -> bool {
        self.source.is_none() || self.origin().is_some()
    }

    /// The question whose answer it begins with.
    pub fn origin(&self) -> Option<&Origin> {
        match &self.source {
            Some(Source::Answer(origin)) => Some(origin),
            _ => None,
        }
    }
}

impl Form {
    /// The answers in this round, with what other forms say already where nothing stands yet: only in questions that
    /// somebody in these roles answers, and only from questions that the same person reads. A form on which a signature
    /// stands is left as it was signed.
    #[must_use]
    pub fn prefilled(&self, answers: &Answers, round: u32, known: Known<'_>) -> Answers {
        let mut filled = answers.clone();
        if self.signatures(answers).iter().any(|(_, place)| place.stands) {
            return filled;
        }
        for section in self.sections.iter().map(|section| section.written_by(known.roles)) {
            if section.kind == SectionKind::Rows {
                self.prefill_rows(&section, round, known, &mut filled);
            } else {
                let value = |field: &Field, link_id: &str| {
                    field.origin().filter(|origin| !known.only_offers(origin))?;
                    let (own, sheet) = self.taken(field, round, known)?;
                    own.said(link_id, &sheet.answers).cloned()
                };
                section.prefill(value, &mut filled);
            }
        }
        filled
    }

    /// What stands ready to be taken over: for questions that somebody in these roles answers, where nothing stands yet.
    #[must_use]
    pub fn offers(&self, answers: &Answers, round: u32, known: Known<'_>) -> Vec<Offer> {
        let mut offers = vec![];
        if self.signatures(answers).iter().any(|(_, place)| place.stands) {
            return offers;
        }
        for section in self.sections.iter().map(|section| section.written_by(known.roles)) {
            let empty = |field: &&Field| answers.get(field.link_id.as_str()).is_none() && field.is_enabled(answers);
            for field in section.fields.iter().filter(empty) {
                let Some(origin) = field.origin().filter(|origin| known.only_offers(origin)) else { continue };
                let Some((own, sheet)) = self.taken(field, round, known) else { continue };
                let there = own.said(origin.field.as_str(), &sheet.answers).filter(|answer| answer.fits(field));
                if let (Some(answer), Some(from)) = (there, known.title(origin)) {
                    offers.push(Offer { field: field.link_id.clone(), from, answer: answer.clone() });
                }
            }
        }
        offers
    }

    fn prefill_rows(&self, section: &Section, round: u32, known: Known<'_>, filled: &mut Answers) {
        let taken = section.fields.iter().find_map(|field| self.taken(field, round, known));
        let Some((from, sheet)) = taken.filter(|(from, _)| from.kind == SectionKind::Rows) else { return };
        let mut rows = filled.rows(section.key.as_str()).to_vec();
        for row in sheet.answers.rows(from.key.as_str()).iter().filter(|row| !row.removed) {
            let value = |field: &Field, link_id: &str| {
                let (own, _) = self.taken(field, round, known)?;
                own.said(link_id, &row.answers).filter(|_| own.key == from.key).cloned()
            };
            let room = rows.len() < MOST_ROWS;
            match rows.iter_mut().find(|known| known.id == row.id) {
                Some(known) => section.prefill(value, &mut known.answers),
                None if room => {
                    let mut answers = Answers::default();
                    section.prefill(value, &mut answers);
                    if !answers.is_empty() {
                        rows.push(Row { id: row.id, answers, removed: false });
                    }
                }
                None => {}
            }
        }
        if !rows.is_empty() {
            filled.set(section.key.to_string(), Answer::Rows(rows));
        }
    }

    /// The section that a question takes from, as far as these roles read it, with the last sheet of its form; of this
    /// form itself that of a round before.
    fn taken<'a>(&self, field: &Field, round: u32, known: Known<'a>) -> Option<(Section, &'a Sheet)> {
        let origin = field.origin()?;
        let form = known.template.form(origin.form.as_str())?.with_rights(known.reader).read_by(known.roles);
        let of_case = form.is_of_case();
        let of_pupil = |section: &Section| of_case || section.kind == SectionKind::Pupils;
        let has = |section: &Section| of_pupil(section) && section.field(origin.field.as_str()).is_some();
        let section = form.sections.into_iter().find(has)?;
        let of_form = known.sheets.0.iter().filter(|sheet| sheet.form == origin.form);
        let before = of_form.filter(|sheet| origin.form != self.key || sheet.round < round);
        Some((section, before.max_by_key(|sheet| sheet.round)?))
    }
}

impl Section {
    /// The answer to a question of this section that is asked at all: what was answered before another answer took the
    /// question away says nothing.
    fn said<'a>(&self, link_id: &str, answers: &'a Answers) -> Option<&'a Answer> {
        self.field(link_id).filter(|field| field.is_enabled(answers)).and_then(|_| answers.get(link_id))
    }

    fn prefill(&self, value: impl Fn(&Field, &str) -> Option<Answer>, filled: &mut Answers) {
        for field in &self.fields {
            let empty = filled.get(field.link_id.as_str()).is_none();
            let Some(origin) = field.origin().filter(|_| empty && field.is_enabled(filled)) else { continue };
            if let Some(answer) = value(field, origin.field.as_str()).filter(|answer| answer.fits(field)) {
                filled.set(field.link_id.to_string(), answer);
            }
        }
    }
}
