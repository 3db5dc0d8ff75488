//! A running case goes to another version of the way of working: where each open step comes, with which regie and which
//! term, and what else is different afterwards, said beforehand. A step with the same key is the same step; a step that
//! is gone goes where somebody chose. Terms keep the time that is left, nothing is deleted, and no invariant is broken:
//! where the new version has nobody for a step, or no way to an end from there, the case is not moved and it says why.
//! Moving back is taking the event out of the story again, as long as nothing happened after it ([`may_go_back`]).

mod back;
mod difference;
mod keep;
mod lines;
mod place;
mod readers;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use back::{BACK_WITHIN_DAYS, NotBack, last_day, may_go_back};
pub use words::{Line, Weight};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CaseState, Context, Doer, Event, VersionChange, evolve};
use crate::{
    actor::Function,
    calendar::Calendar,
    form::{Answers, Sheets},
    id::{MembershipId, TemplateId},
    template::{Key, Published, Template},
};

/// A published version with the id under which cases pin it.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    pub id: TemplateId,
    pub template: &'a Template<Published>,
}

/// Where cases go whose step is gone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// A step of the new version for a step of the old one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<Key, Key>,
    /// For every step without a choice of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Key>,
}

impl Choices {
    /// What was chosen for a step that is gone.
    pub fn of(&self, step: &Key) -> Option<&Key> {
        self.steps.get(step).or(self.otherwise.as_ref())
    }
}

/// From one version to another.
#[derive(Debug, Clone, Copy)]
pub struct Moving<'a> {
    pub from: Version<'a>,
    pub to: Version<'a>,
    pub choices: &'a Choices,
}

/// The world around a case that is moved.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub today: NaiveDate,
    pub calendar: &'a Calendar,
    /// The forms about the case, also those that the new version does not know.
    pub sheets: &'a Sheets,
    /// Purposes of either version for which a consent is valid today.
    pub consents: &'a [Key],
}

/// What moving does to one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub steps: Vec<StepChange>,
    /// What is different afterwards, in sentences without a date or a name, so that many cases can be told together.
    pub lines: Vec<Line>,
    /// Why it cannot be moved, or not yet.
    pub hindrances: Vec<Hindrance>,
    /// What happens when it is moved; nothing while something hinders.
    pub event: Option<Event>,
}

/// What becomes of one or more open steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepChange {
    pub from: Vec<Key>,
    pub to: Key,
    /// The role that has regie now, and the one that gets it.
    pub regie: (Key, Key),
    pub term: TermChange,
}

/// What becomes of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermChange {
    /// There was none, and there comes none.
    None,
    /// The same days; a clock that stands still stays still.
    Kept { due: NaiveDate, stopped: bool },
    /// The new version has no term here.
    Lost { due: NaiveDate },
    /// The new version has a term where there was none: it starts today.
    Starts { due: NaiveDate },
}

/// Why a case cannot be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// A closed case stays under the version under which it was closed.
    Closed,
    /// Nothing is open, so nothing can go on.
    Nowhere,
    /// The new version is for areas in which the school does not lie.
    Elsewhere,
    /// The step is gone and nobody chose where its cases go.
    Choose { step: Key },
    /// What was chosen is no step of the new version.
    NoSuchStep { step: Key, chosen: Key },
    /// The regie is the casusregisseur's, and there is none, or none any more.
    NoLead { step: Key },
    /// A rule points at nobody yet.
    NoRegie { step: Key },
    /// An outside party would get the case without a consent.
    NoConsent { step: Key },
    /// A case cannot come to an end from these steps together.
    NoEnd { steps: Vec<Key> },
    /// Moves that happen by themselves would go on without end.
    Endless,
}

/// Nobody in particular: what is asked here is asked whoever looks.
const NOBODY: Doer = Doer { membership: MembershipId(Uuid::nil()), function: Function::FunctioneelBeheerder };

impl Moving<'_> {
    /// What happens to this case, or why it cannot be moved. The event is not applied yet.
    pub fn preview(&self, state: &CaseState, around: &Around<'_>) -> Preview {
        let (placed, mut hindrances) = self.places(state, around);
        if placed.is_empty() || !hindrances.is_empty() {
            return Preview { steps: vec![], lines: vec![], hindrances, event: None };
        }
        let (decided, undecided) = self.decisions(state);
        let mut change = VersionChange {
            from: self.from.id,
            from_number: self.from.template.number(),
            to: self.to.id,
            to_number: self.to.template.number(),
            on: around.today,
            steps: placed,
            decided,
            undecided,
            lead_ends: self.lead_ends(state),
        };
        hindrances.extend(self.give_regie(state, &mut change, around));
        let event = Event::VersionChanged(change.clone());
        let after = evolve(state.clone(), &event);
        hindrances.extend(self.no_end(&after));
        let steps = change.steps.iter().map(|placed| place::change(state, placed)).collect::<Vec<_>>();
        if !hindrances.is_empty() {
            return Preview { steps, lines: vec![], hindrances, event: None };
        }
        match self.lines(state, &after, &change, &steps, around) {
            Ok(lines) => Preview { steps, lines, hindrances, event: Some(event) },
            Err(hindrance) => Preview { steps, lines: vec![], hindrances: vec![hindrance], event: None },
        }
    }
}

/// What a version says about the case's forms.
struct Known {
    facts: Vec<Key>,
    answers: Answers,
}

impl Known {
    fn under(template: &Template<Published>, state: &CaseState, around: &Around<'_>) -> Self {
        Self { facts: around.sheets.facts(template, state), answers: around.sheets.answers(template, state) }
    }

    fn context<'a>(&'a self, around: &Around<'a>) -> Context<'a> {
        let Around { today, calendar, consents, .. } = *around;
        Context { today, calendar, doer: NOBODY, consents, facts: &self.facts, answers: &self.answers }
    }
}
