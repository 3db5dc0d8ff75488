//! Plays a scenario: one case, a made-up person per function, and a log of what happened or was refused. What did not go
//! as expected is a miss with its line; the rest is played on, so that all misses show at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Act, Expected, Line, Scenario, words};
use crate::{
    actor::Function,
    calendar::{Calendar, short_date},
    engine::{CaseState, Command, Context, Doer, Event, Lead, Rejection, decide, evolve},
    form::{Answers, Sheets},
    id::MembershipId,
    template::{Key, Published, Resolve, Template},
};

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Played {
    /// What happened, in Dutch, one entry per line of the scenario.
    pub log: Vec<String>,
    /// What came of it, in order.
    pub events: Vec<Event>,
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
    pub(super) role: Option<Key>,
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
                    self.played.events.extend(events);
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
            Act::Row { section, number, is } => self.row(section, *number, is, today),
            Act::Fill { form, is } => self.fill(form, is, today),
            Act::Remove { section, row } => self.set_removed(section, *row, true, today),
            Act::Restore { section, row } => self.set_removed(section, *row, false, today),
            _ => return None,
        })
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

    pub(super) fn doer(&self) -> Result<Doer, String> {
        self.in_role(self.acting()?)
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
        let found: Vec<Key> = self.letters(today).into_iter().map(|letter| letter.key.clone()).collect();
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
pub(super) const NOBODY: Doer =
    Doer { membership: MembershipId(Uuid::nil()), function: Function::FunctioneelBeheerder };

/// The one made-up person with a function.
fn somebody(function: Function) -> Doer {
    let index = Function::ALL.iter().position(|known| *known == function).unwrap_or_default();
    Doer { membership: MembershipId(Uuid::from_u128(1 + index as u128)), function }
}
