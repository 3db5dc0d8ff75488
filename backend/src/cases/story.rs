//! What happened to a case, as it is stored: the engine's events in order, and marks that say which of them were undone.
//! An undone event stays in the story and no longer counts for where the case is.
use crate::{Failure, failure::Broken, store::entity::case_event};
use chrono::{DateTime, Utc};
use domain::{
    engine::{CaseState, Event, replay},
    id::{EventId, MembershipId},
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The stored kind of an undoing.
const UNDONE: &str = "undone";

/// One stored event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub id: EventId,
    pub at: DateTime<Utc>,
    pub by: Option<MembershipId>,
    pub what: What,
}

/// Something the engine said, or its undoing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Event(Event),
    /// These events do not count any more.
    Undone(Undone),
}

/// Which events were undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    pub events: Vec<EventId>,
}

impl What {
    /// As it is stored.
    pub fn stored(&self) -> Result<(String, serde_json::Value), Failure> {
        let (kind, data) = match self {
            Self::Event(event) => (event.kind(), serde_json::to_value(event)),
            Self::Undone(undone) => (UNDONE, serde_json::to_value(undone)),
        };
        Ok((kind.to_owned(), data.map_err(|cause| Broken::Stored(cause.to_string()))?))
    }

    /// From what was stored.
    pub fn read(kind: &str, data: serde_json::Value) -> Result<Self, Failure> {
        let read = if kind == UNDONE {
            serde_json::from_value(data).map(Self::Undone)
        } else {
            serde_json::from_value(data).map(Self::Event)
        };
        Ok(read.map_err(|cause| Broken::Stored(format!("case event {kind}: {cause}")))?)
    }
}

impl Happened {
    /// From a row.
    pub fn read(row: case_event::Model) -> Result<Self, Failure> {
        let what = What::read(&row.kind, row.data)?;
        Ok(Self { id: row.id, at: row.at, by: row.membership_id, what })
    }
}

/// The events that still count, in order.
pub fn standing(story: &[Happened]) -> Vec<(EventId, &Event)> {
    let undone: HashSet<EventId> = story
        .iter()
        .filter_map(|happened| match &happened.what {
            What::Undone(undone) => Some(undone.events.iter().copied()),
            What::Event(_) => None,
        })
        .flatten()
        .collect();
    let counts = |happened: &&Happened| !undone.contains(&happened.id);
    story
        .iter()
        .filter(counts)
        .filter_map(|happened| match &happened.what {
            What::Event(event) => Some((happened.id, event)),
            What::Undone(_) => None,
        })
        .collect()
}

/// Where the story leaves the case.
pub fn state(story: &[Happened]) -> CaseState {
    replay(standing(story).into_iter().map(|(_, event)| event))
}

/// The last move, when nothing happened after it: the two events that made it.
pub fn last_move(story: &[Happened]) -> Option<LastMove<'_>> {
    let standing = standing(story);
    let [.., (left_id, Event::StepLeft { step, .. }), (entered_id, Event::StepEntered { step: to, round, .. })] =
        standing.as_slice()
    else {
        return None;
    };
    let at = story.iter().find(|happened| happened.id == *entered_id)?.at;
    Some(LastMove { events: [*left_id, *entered_id], from: step.as_str(), to: to.as_str(), round: *round, at })
}

/// A move that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastMove<'a> {
    pub events: [EventId; 2],
    pub from: &'a str,
    pub to: &'a str,
    /// The round of the step that was entered.
    pub round: u32,
    pub at: DateTime<Utc>,
}
