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
    form::Answers,
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
    let mut stage = Stage::new(template, scenario);
    if scenario.template != template.meta.key {
        let message = format!("dit scenario is voor '{}' en niet voor '{}'.", scenario.template, template.meta.key);
        stage.played.misses.push(Miss { line: 0, message });
        return stage.played;
    }
    for (index, line) in scenario.lines.iter().enumerate() {
        stage.line = index + 1;
        stage.act(line);
    }
    stage.played
}

/// The world while it is played.
struct Stage<'a> {
    template: &'a Template<Published>,
    calendar: Calendar,
    state: CaseState,
    line: usize,
    today: Option<NaiveDate>,
    role: Option<Key>,
    /// Purposes with the last day on which the consent holds.
    consents: BTreeMap<Key, NaiveDate>,
    answers: Answers,
    played: Played,
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
            answers: Answers::default(),
            played: Played::default(),
        }
    }

    fn act(&mut self, line: &Line) {
        let Some(today) = line.on.or(self.today) else { return self.miss("de eerste regel noemt een dag (on).") };
        if self.today.is_some_and(|before| today < before) {
            return self.miss("deze dag ligt voor die van de vorige regel. Zet de regels op volgorde.");
        }
        self.today = Some(today);
        self.role = line.role.clone().or_else(|| self.role.take());
        if let Some(said) = self.around(&line.act, today) {
            self.log(today, &said);
        } else {
            match self.asks(line, today) {
                Ok(Ok(events)) => self.happened(line, today, &events),
                Ok(Err(refused)) => self.refused(line, today, &refused),
                Err(message) => self.miss(message),
            }
        }
        self.compare(&line.then);
    }

    /// What happens around the case; nothing when the act is a command.
    fn around(&mut self, act: &Act, today: NaiveDate) -> Option<String> {
        match act {
            Act::Consent(purpose) => {
                let Some(known) = self.template.consent(purpose.as_str()) else {
                    self.miss(format!("toestemming '{purpose}' bestaat niet in deze werkwijze."));
                    return Some(String::new());
                };
                self.consents.insert(purpose.clone(), known.validity.until(today));
                Some(format!("ouders geven toestemming: {}", known.label))
            }
            Act::Withdraw(purpose) => {
                if self.consents.remove(purpose).is_none() {
                    self.miss(format!("er is geen toestemming '{purpose}' om in te trekken."));
                }
                Some("ouders trekken hun toestemming in".to_owned())
            }
            Act::Answer { field, is } => {
                let answer = is.into();
                let text = self.template.field(field.as_str()).map(|field| field.text.clone());
                if text.is_none() {
                    self.miss(format!("veld '{field}' bestaat niet in deze werkwijze."));
                }
                self.answers.set(field.to_string(), answer);
                Some(format!("antwoord op '{}'", text.unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// What the engine says; an error when the line itself cannot be played.
    fn asks(&self, line: &Line, today: NaiveDate) -> Result<Result<Vec<Event>, Rejection>, String> {
        let doer = if line.act == Act::TimePasses { somebody(Function::FunctioneelBeheerder) } else { self.doer()? };
        let lead = match &line.act {
            Act::Lead(role) => {
                let Doer { membership, function } = self.person(role)?;
                Some(Lead { membership, function })
            }
            _ => None,
        };
        let command: Option<Command> = line.act.command(line.reason.clone(), lead);
        let command = command.ok_or("dit kan niet worden gespeeld.")?;
        let holds = |(purpose, until): (&Key, &NaiveDate)| (today <= *until).then(|| purpose.clone());
        let consents: Vec<Key> = self.consents.iter().filter_map(holds).collect();
        let calendar = &self.calendar;
        let context = Context { today, calendar, doer, consents: &consents, facts: &[], answers: &self.answers };
        Ok(decide(self.template, &self.state, &command, &context))
    }

    fn doer(&self) -> Result<Doer, String> {
        let role = self.role.as_ref().ok_or("de regel noemt niet wie het doet (as).")?;
        let known = self.template.role(role.as_str());
        if known.is_some_and(|known| known.resolve == Resolve::CaseLead) {
            let Lead { membership, function } = self.state.lead.ok_or("er is nog geen casusregisseur.")?;
            return Ok(Doer { membership, function });
        }
        self.person(role)
    }

    /// Somebody in a role: the first function that plays it.
    fn person(&self, role: &Key) -> Result<Doer, String> {
        let known = self.template.role(role.as_str()).ok_or_else(|| format!("rol '{role}' bestaat niet."))?;
        let function = known.functions.first();
        function
            .map(|function| somebody(*function))
            .ok_or_else(|| format!("in de rol '{role}' kan niemand iets doen. Noem een rol met een functie."))
    }

    fn happened(&mut self, line: &Line, today: NaiveDate, events: &[Event]) {
        self.state = events.iter().fold(std::mem::take(&mut self.state), evolve);
        let said: Vec<_> = events.iter().map(|event| words::event(self.template, event)).collect();
        self.log(today, &if said.is_empty() { "er gebeurt niets".to_owned() } else { said.join("; ") });
        if let Some(expected) = &line.refused {
            self.miss(format!("dit had geweigerd moeten worden ('{expected}') maar het gebeurde."));
        }
    }

    fn refused(&mut self, line: &Line, today: NaiveDate, refused: &Rejection) {
        self.log(today, &format!("geweigerd: {refused}"));
        match &line.refused {
            Some(expected) if refused.to_string().contains(expected.as_str()) => {}
            Some(expected) => self.miss(format!("de weigering zegt niet '{expected}' maar: {refused}")),
            None => self.miss(format!("dit werd geweigerd: {refused}")),
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

/// The one made-up person with a function.
fn somebody(function: Function) -> Doer {
    let index = Function::ALL.iter().position(|known| *known == function).unwrap_or_default();
    Doer { membership: MembershipId(Uuid::from_u128(1 + index as u128)), function }
}
