//! What story tests share: a case, who does what with it on which day, and the commands in few words.

use std::sync::OnceLock;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{CaseState, Command, Context, Doer, Event, Lead, Rejection, decide, evolve};
use crate::{
    actor::Function,
    calendar::{Calendar, Region},
    form::Answers,
    id::MembershipId,
    template::{Key, Published, Template, shipped},
};

/// The shipped templates, published, in their order.
pub(super) fn templates() -> &'static [Template<Published>] {
    static TEMPLATES: OnceLock<Vec<Template<Published>>> = OnceLock::new();
    let publish = |text: &str| Template::parse(text).unwrap().publish(1).unwrap();
    TEMPLATES.get_or_init(|| shipped().iter().map(|(_, text)| publish(text)).collect())
}

/// A way of working that says everything the language can say.
pub(super) fn aanvraag() -> &'static Template<Published> {
    static TEMPLATE: OnceLock<Template<Published>> = OnceLock::new();
    let text = include_str!("../../tests/ways/aanvraag.toml");
    TEMPLATE.get_or_init(|| Template::parse(text).unwrap().publish(1).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// The way of working of S0.
pub(super) fn template() -> &'static Template<Published> {
    &templates()[0]
}

pub(super) fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// One pupil's case, and who does what on which day.
pub(super) struct Story {
    pub template: &'static Template<Published>,
    pub state: CaseState,
    pub events: Vec<Event>,
    pub today: NaiveDate,
    pub consents: Vec<Key>,
    pub answers: Answers,
    /// What follows from forms that are complete.
    pub facts: Vec<Key>,
    pub calendar: Calendar,
}

pub(super) fn person(function: Function) -> MembershipId {
    let index = Function::ALL.iter().position(|known| *known == function).unwrap();
    MembershipId(Uuid::from_u128(1 + index as u128))
}

impl Story {
    pub fn new(template: &'static Template<Published>, today: &str) -> Self {
        let calendar = Calendar::new(Region::Midden);
        let (state, answers) = (CaseState::default(), Answers::default());
        let (events, consents, facts) = (vec![], vec![], vec![]);
        Self { template, state, events, today: day(today), consents, answers, facts, calendar }
    }

    pub fn context(&self, function: Function) -> Context<'_> {
        let doer = Doer { membership: person(function), function };
        Context {
            today: self.today,
            calendar: &self.calendar,
            doer,
            consents: &self.consents,
            facts: &self.facts,
            answers: &self.answers,
        }
    }

    pub fn tries(&mut self, function: Function, command: Command) -> Result<(), Rejection> {
        let events = decide(self.template, &self.state, &command, &self.context(function))?;
        for event in events {
            self.state = evolve(std::mem::take(&mut self.state), &event);
            self.events.push(event);
        }
        Ok(())
    }

    pub fn does(&mut self, function: Function, command: Command) {
        self.tries(function, command).unwrap();
    }

    pub fn refused(&mut self, function: Function, command: Command) -> Rejection {
        let before = self.state.clone();
        let refused = self.tries(function, command).unwrap_err();
        assert_eq!(self.state, before);
        refused
    }

    /// The days until this one pass.
    pub fn wakes_on(&mut self, today: &str) {
        self.today = day(today);
        self.does(Function::Directeur, Command::TimePasses);
    }

    pub fn open(&self, step: &str) -> &super::OpenStep {
        self.state.open_step(step).unwrap()
    }

    pub fn at(&self) -> Vec<(&str, u32)> {
        self.state.open.iter().map(|open| (open.step.as_str(), open.round)).collect()
    }
}

pub(super) fn go(transition: &str) -> Command {
    Command::Move { transition: key(transition), reason: None }
}

pub(super) fn go_because(transition: &str, reason: &str) -> Command {
    Command::Move { transition: key(transition), reason: Some(reason.into()) }
}

pub(super) fn record(fact: &str) -> Command {
    Command::Record { fact: key(fact) }
}

pub(super) fn lead(function: Function) -> Command {
    Command::SetLead { lead: Lead { membership: person(function), function } }
}

pub(super) fn open(step: &str) -> Command {
    Command::Open { step: key(step) }
}

pub(super) fn close_because(closing: &str, reason: &str) -> Command {
    Command::Close { closing: key(closing), reason: Some(reason.into()) }
}
