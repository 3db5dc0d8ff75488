//! Plays a scenario: one case, a made-up person per function, and a log of what happened or was refused. What did not go
//! as expected is a miss with its line; the rest is played on, so that all misses show at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Act, Expected, Given, Line, Scenario, words};
use crate::{
    actor::Function,
    calendar::{Calendar, short_date},
    engine::{CaseState, Command, Context, Doer, Event, Lead, Rejection, decide, evolve, forms, letters},
    form::{Answer, Answers, Field, FieldType, Form, Hand, Reader, Row, Section, SectionKind, Sheet, Sheets},
    id::MembershipId,
    template::{Key, Published, Resolve, Template},
};

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Played {
    /// What happened, in Dutch, one entry per line of the scenario.
    pub log: Vec<String>,
    pub misses: Vec<Miss>,
}

/// Something that did not go as the scenario expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("Regel {line} van het scenario: {message}")]
pub struct Miss {
    /// Which of the `[[lines]]`, from 1.
    pub line: usize,
    pub message: String,
}

/// Plays all lines from a case that does not exist yet.
pub fn play(template: &Template<Published>, scenario: &Scenario) -> Played {
    Stage::after(template, scenario).played
}

/// The world while it is played.
pub(super) struct Stage<'a> {
    pub(super) template: &'a Template<Published>,
    pub(super) calendar: Calendar,
    pub(super) state: CaseState,
    line: usize,
    pub(super) today: Option<NaiveDate>,
    role: Option<Key>,
    /// Purposes with the last day on which the consent holds.
    consents: BTreeMap<Key, NaiveDate>,
    pub(super) sheets: Sheets,
    pub(super) played: Played,
}

impl<'a> Stage<'a> {
    fn new(template: &'a Template<Published>, scenario: &Scenario) -> Self {
        Self {
            template,
            calendar: Calendar::new(scenario.region),
            state: CaseState::default(),
            line: 0,
            today: None,
            role: None,
            consents: BTreeMap::new(),
            sheets: Sheets::default(),
            played: Played::default(),
        }
    }

    /// The world after every line.
    pub(super) fn after(template: &'a Template<Published>, scenario: &Scenario) -> Self {
        let mut stage = Self::new(template, scenario);
        if scenario.template != template.meta.key {
            let message = format!("dit scenario is voor '{}' en niet voor '{}'.", scenario.template, template.meta.key);
            stage.played.misses.push(Miss { line: 0, message });
            return stage;
        }
        for (index, line) in scenario.lines.iter().enumerate() {
            stage.line = index + 1;
            stage.act(line);
        }
        stage
    }

    fn act(&mut self, line: &Line) {
        let Some(today) = line.on.or(self.today) else { return self.miss("de eerste regel noemt een dag (on).") };
        if self.today.is_some_and(|before| today < before) {
            return self.miss("deze dag ligt voor die van de vorige regel. Zet de regels op volgorde.");
        }
        self.today = Some(today);
        self.role = line.role.clone().or_else(|| self.role.take());
        match self.around(&line.act, today) {
            Some(Ok(said)) => self.happened(line, today, said),
            Some(Err(refused)) => self.refused(line, today, &refused),
            None => match self.asks(line, today) {
                Ok(Ok(events)) => {
                    self.state = events.iter().fold(std::mem::take(&mut self.state), evolve);
                    let said: Vec<_> = events.iter().map(|event| words::event(self.template, event)).collect();
                    self.happened(line, today, said.join("; "));
                }
                Ok(Err(refused)) => self.refused(line, today, &refused.to_string()),
                Err(message) => self.miss(message),
            },
        }
        self.compare(&line.then);
        self.compare_papers(&line.then, today);
    }

    /// What happens around the case, or why it cannot; nothing when the act is a command.
    fn around(&mut self, act: &Act, today: NaiveDate) -> Option<Result<String, String>> {
        Some(match act {
            Act::Consent(purpose) => match self.template.consent(purpose.as_str()) {
                Some(known) => {
                    self.consents.insert(purpose.clone(), known.validity.until(today));
                    Ok(format!("ouders geven toestemming: {}", known.label))
                }
                None => Err(format!("toestemming '{purpose}' bestaat niet in deze werkwijze.")),
            },
            Act::Withdraw(purpose) => {
                let given = self.consents.remove(purpose).map(|_| "ouders trekken hun toestemming in".to_owned());
                given.ok_or_else(|| format!("er is geen toestemming '{purpose}' om in te trekken."))
            }
            Act::Answer { field, is } => self.answer(field, is, today),
            Act::Row { section, is } => self.row(section, is, today),
            _ => return None,
        })
    }

    /// An answer in a form that is filled in today, by somebody who may give it.
    fn answer(&mut self, link_id: &Key, given: &Given, today: NaiveDate) -> Result<String, String> {
        let (form, section) = self.asked(today, |section| section.field(link_id.as_str()).is_some());
        let asked = section.filter(|section| section.kind != SectionKind::Rows);
        let field = asked.and_then(|section| section.field(link_id.as_str()));
        let (form, field) =
            form.zip(field).ok_or_else(|| format!("veld '{link_id}' staat vandaag in geen formulier."))?;
        if field.kind == FieldType::Signature {
            return self.sign(form, field, given, today);
        }
        let answer = self.given(form, field, given, today)?;
        if !field.is_enabled(self.sheet(form)) {
            return Err(format!("'{}' wordt bij deze antwoorden niet gevraagd.", field.text));
        }
        let said = format!("{} {}", field.text, answer.display(field));
        self.sheet(form).set(link_id.to_string(), answer);
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
        let sheet = self.sheet(form);
        let (answers, errors) = rights.fill(sheet, &hand, &posted);
        if let Some(error) = errors.into_iter().next() {
            return Err(error.message);
        }
        let said = answers.display(field);
        *sheet = answers;
        Ok(if said.is_empty() { format!("{}: teruggenomen", field.text) } else { format!("{}: {said}", field.text) })
    }

    /// A row more in a form that is filled in today.
    fn row(&mut self, key: &Key, given: &BTreeMap<Key, Given>, today: NaiveDate) -> Result<String, String> {
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
        let sheet = self.sheet(form);
        let mut rows = sheet.rows(key.as_str()).to_vec();
        let id = rows.iter().map(|row| row.id).max().unwrap_or(0) + 1;
        rows.push(Row { id, answers, removed: false });
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
        let consents = self.consents_on(today);
        let role = self.role.as_ref().and_then(|key| self.template.role(key.as_str()));
        form.with_rights(role.map_or(Reader::AtHome, |role| Reader::of(role, &consents)))
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

    /// The answers of a form in its present round.
    fn sheet(&mut self, form: &Form) -> &mut Answers {
        let round = form.round(&self.state);
        let sheets = &mut self.sheets.0;
        let place = sheets.iter().position(|sheet| sheet.form == form.key && sheet.round == round);
        let place = place.unwrap_or_else(|| {
            sheets.push(Sheet { form: form.key.clone(), round, answers: Answers::default() });
            sheets.len() - 1
        });
        &mut sheets[place].answers
    }

    pub(super) fn consents_on(&self, today: NaiveDate) -> Vec<Key> {
        let holds = |(purpose, until): (&Key, &NaiveDate)| (today <= *until).then(|| purpose.clone());
        self.consents.iter().filter_map(holds).collect()
    }

    pub(super) fn context<'c>(
        &'c self,
        today: NaiveDate,
        doer: Doer,
        consents: &'c [Key],
        answers: &'c Answers,
        facts: &'c [Key],
    ) -> Context<'c> {
        Context { today, calendar: &self.calendar, doer, consents, facts, answers }
    }

    /// What the engine says; an error when the line itself cannot be played.
    fn asks(&self, line: &Line, today: NaiveDate) -> Result<Result<Vec<Event>, Rejection>, String> {
        let doer = if line.act == Act::TimePasses { NOBODY } else { self.doer()? };
        let lead = match &line.act {
            Act::Lead(role) => {
                let Doer { membership, function } = self.person(role)?;
                Some(Lead { membership, function })
            }
            _ => None,
        };
        let command: Option<Command> = line.act.command(line.reason.clone(), lead);
        let command = command.ok_or("dit kan niet worden gespeeld.")?;
        let (consents, answers) = (self.consents_on(today), self.sheets.answers(self.template, &self.state));
        let facts = self.sheets.facts(self.template, &self.state);
        let context = self.context(today, doer, &consents, &answers, &facts);
        Ok(decide(self.template, &self.state, &command, &context))
    }

    fn doer(&self) -> Result<Doer, String> {
        self.in_role(self.role.as_ref().ok_or("de regel noemt niet wie het doet (as).")?)
    }

    /// Whoever acts in a role: the casusregisseur, or somebody with its function.
    pub(super) fn in_role(&self, role: &Key) -> Result<Doer, String> {
        let known = self.template.role(role.as_str());
        if known.is_some_and(|known| known.resolve == Resolve::CaseLead) {
            let Lead { membership, function } = self.state.lead.ok_or("er is nog geen casusregisseur.")?;
            return Ok(Doer { membership, function });
        }
        self.person(role)
    }

    /// Somebody in a role: the first function that plays it.
    pub(super) fn person(&self, role: &Key) -> Result<Doer, String> {
        let known = self.template.role(role.as_str()).ok_or_else(|| format!("rol '{role}' bestaat niet."))?;
        let function = known.functions.first();
        function
            .map(|function| somebody(*function))
            .ok_or_else(|| format!("in de rol '{role}' kan niemand iets doen. Noem een rol met een functie."))
    }

    fn happened(&mut self, line: &Line, today: NaiveDate, said: String) {
        self.log(today, if said.is_empty() { "er gebeurt niets" } else { &said });
        if let Some(expected) = &line.refused {
            self.miss(format!("dit had geweigerd moeten worden ('{expected}') maar het gebeurde."));
        }
    }

    fn refused(&mut self, line: &Line, today: NaiveDate, refused: &str) {
        self.log(today, &format!("geweigerd: {refused}"));
        match &line.refused {
            Some(expected) if refused.contains(expected.as_str()) => {}
            Some(expected) => self.miss(format!("de weigering zegt niet '{expected}' maar: {refused}")),
            None => self.miss(format!("dit werd geweigerd: {refused}")),
        }
    }

    /// The letters that can be sent now.
    fn compare_papers(&mut self, expected: &Expected, today: NaiveDate) {
        let Some(wanted) = &expected.letters else { return };
        let (consents, answers) = (self.consents_on(today), self.sheets.answers(self.template, &self.state));
        let facts = self.sheets.facts(self.template, &self.state);
        let context = self.context(today, NOBODY, &consents, &answers, &facts);
        let letters = letters(self.template, &self.state, &context);
        let found: Vec<Key> = letters.into_iter().map(|letter| letter.key.clone()).collect();
        if found != *wanted {
            let listed = |keys: &[Key]| keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ");
            self.miss(format!("de brieven zijn [{}] en niet [{}].", listed(&found), listed(wanted)));
        }
    }

    fn compare(&mut self, expected: &Expected) {
        let open: Vec<Key> = self.state.open.iter().map(|open| open.step.clone()).collect();
        let listed = |keys: &[Key]| keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ");
        let mut wrong = Vec::new();
        if let Some(wanted) = &expected.open {
            let same = wanted.len() == open.len() && wanted.iter().all(|step| open.contains(step));
            if !same {
                wrong.push(format!("open is [{}] en niet [{}].", listed(&open), listed(wanted)));
            }
        }
        for (step, wanted) in &expected.regie {
            let found = self.state.open_step(step.as_str()).map(|open| &open.regie);
            if found != Some(wanted) {
                wrong.push(format!(
                    "de regie van '{step}' is {} en niet {wanted}.",
                    found.map_or("niemand", Key::as_str)
                ));
            }
        }
        for (step, wanted) in &expected.due {
            let found = self.state.open_step(step.as_str()).and_then(|open| open.due);
            if found != Some(*wanted) {
                let found = found.map_or_else(|| "geen dag".to_owned(), short_date);
                wrong.push(format!("de termijn van '{step}' is {found} en niet {}.", short_date(*wanted)));
            }
        }
        for (step, wanted) in &expected.rounds {
            let found = self.state.round(step.as_str());
            if found != *wanted {
                wrong.push(format!("'{step}' is {found} keer doorlopen en niet {wanted} keer."));
            }
        }
        if let Some(wanted) = &expected.closed {
            let found = self.state.closed.as_ref().map(|closed| &closed.closing);
            if found != Some(wanted) {
                let found = found.map_or("niet", Key::as_str);
                wrong.push(format!("de casus is {found} afgesloten en niet met '{wanted}'."));
            }
        }
        for message in wrong {
            self.miss(message);
        }
    }

    fn log(&mut self, today: NaiveDate, said: &str) {
        let who = self.role.as_ref().and_then(|role| self.template.role(role.as_str()));
        let who = who.map_or("", |role| role.label.as_str());
        self.played.log.push(format!("{:3}. {} {who}: {said}", self.line, short_date(today)));
    }

    fn miss(&mut self, message: impl Into<String>) {
        self.played.misses.push(Miss { line: self.line, message: message.into() });
    }
}

/// Who brings the days; needs no role.
const NOBODY: Doer = Doer { membership: MembershipId(Uuid::nil()), function: Function::FunctioneelBeheerder };

/// The one made-up person with a function.
fn somebody(function: Function) -> Doer {
    let index = Function::ALL.iter().position(|known| *known == function).unwrap_or_default();
    Doer { membership: MembershipId(Uuid::from_u128(1 + index as u128)), function }
}
