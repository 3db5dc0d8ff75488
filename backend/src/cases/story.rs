//! What happened to a case, as it is stored: the engine's events in order, and marks that say which of them were undone.
//! An undone event stays in the story and no longer counts for where the case is.
use crate::{Failure, failure::Broken, store::entity::case_event};
use chrono::{DateTime, Utc};
use domain::{
    engine::{CaseState, Event, OpenStep, VersionChange, replay},
    id::{EventId, MembershipId},
    template::Key,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The stored kind of an undoing.
const UNDONE: &str = "undone";

/// The stored kind of a form that became complete.
const COMPLETED: &str = "completed";

/// The stored kind of a signing.
const SIGNED: &str = "signed";

/// One stored event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub id: EventId,
    pub at: DateTime<Utc>,
    pub by: Option<MembershipId>,
    /// What came about by one command has one turn; 0 is not known.
    pub turn: i32,
    pub what: What,
}

/// Something the engine said, or its undoing, or what became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Event(Event),
    /// These events do not count any more.
    Undone(Undone),
    /// Everything that a form asks was answered.
    Completed(Completed),
    /// A form was signed, or a signature taken back.
    Signed(Signing),
}

/// What was done about a signature. Who signed on paper stands in the form, for those who read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    pub form: Key,
    pub round: u32,
    pub act: SigningAct,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningAct {
    /// Somebody signed.
    Own,
    /// Somebody recorded who signed on paper.
    Paper,
    /// A signature was taken back.
    Back,
}

/// Which form became complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completed {
    pub form: Key,
    pub round: u32,
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
            Self::Completed(completed) => (COMPLETED, serde_json::to_value(completed)),
            Self::Signed(signing) => (SIGNED, serde_json::to_value(signing)),
        };
        Ok((kind.to_owned(), data.map_err(|cause| Broken::Stored(cause.to_string()))?))
    }

    /// From what was stored.
    pub fn read(kind: &str, data: serde_json::Value) -> Result<Self, Failure> {
        let read = match kind {
            UNDONE => serde_json::from_value(data).map(Self::Undone),
            COMPLETED => serde_json::from_value(data).map(Self::Completed),
            SIGNED => serde_json::from_value(data).map(Self::Signed),
            _ => serde_json::from_value(data).map(Self::Event),
        };
        Ok(read.map_err(|cause| Broken::Stored(format!("case event {kind}: {cause}")))?)
    }
}

impl Happened {
    /// From a row.
    pub fn read(row: case_event::Model) -> Result<Self, Failure> {
        let what = What::read(&row.kind, row.data)?;
        Ok(Self { id: row.id, at: row.at, by: row.membership_id, turn: row.turn, what })
    }
}

/// The events that still count, in order.
pub fn standing(story: &[Happened]) -> Vec<(EventId, &Event)> {
    let undone: HashSet<EventId> = story
        .iter()
        .filter_map(|happened| match &happened.what {
            What::Undone(undone) => Some(undone.events.iter().copied()),
            What::Event(_) | What::Completed(_) | What::Signed(_) => None,
        })
        .flatten()
        .collect();
    let counts = |happened: &&Happened| !undone.contains(&happened.id);
    story
        .iter()
        .filter(counts)
        .filter_map(|happened| match &happened.what {
            What::Event(event) => Some((happened.id, event)),
            What::Undone(_) | What::Completed(_) | What::Signed(_) => None,
        })
        .collect()
}

/// Where the story leaves the case.
pub fn state(story: &[Happened]) -> CaseState {
    replay(standing(story).into_iter().map(|(_, event)| event))
}

/// The moving to another version that counts and came last.
pub fn last_version_change(story: &[Happened]) -> Option<(&Happened, &VersionChange)> {
    let (id, change) = standing(story).into_iter().rev().find_map(|(id, event)| match event {
        Event::VersionChanged(change) => Some((id, change)),
        _ => None,
    })?;
    Some((story.iter().find(|happened| happened.id == id)?, change))
}

/// The last move that somebody made, when nothing happened after it: with everything that it brought about by itself.
pub fn last_move(story: &[Happened]) -> Option<LastMove> {
    let standing = standing(story);
    let of = |id: EventId| story.iter().find(|happened| happened.id == id);
    let last = of(standing.last()?.0).filter(|last| last.turn > 0)?;
    let together = |(id, _): &&(EventId, &Event)| of(*id).is_some_and(|happened| happened.turn == last.turn);
    let first = standing.len() - standing.iter().rev().take_while(together).count();
    let turn = &standing[first..];
    let mut events =
        turn.iter().map(|(_, event)| *event).skip_while(|event| matches!(event, Event::ClockStopped { .. }));
    let Some(Event::StepLeft { transition, .. }) = events.next().filter(|_| last.by.is_some()) else { return None };
    let replayed = |part: &[(EventId, &Event)]| replay(part.iter().map(|(_, event)| *event));
    let (before, after) = (replayed(&standing[..first]), replayed(&standing));
    let events = turn.iter().map(|(id, _)| *id).collect();
    Some(LastMove { events, at: last.at, transition: transition.clone(), before, after })
}

/// A move that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMove {
    pub events: Vec<EventId>,
    pub at: DateTime<Utc>,
    pub transition: Key,
    /// Where the case was, and where the move brought it.
    pub before: CaseState,
    pub after: CaseState,
}

impl LastMove {
    /// Steps that it left, and steps that it opened.
    pub fn steps(&self) -> (Vec<&OpenStep>, Vec<&OpenStep>) {
        (only_in(&self.before, &self.after), only_in(&self.after, &self.before))
    }
}

fn only_in<'a>(one: &'a CaseState, other: &CaseState) -> Vec<&'a OpenStep> {
    let same = |a: &OpenStep, b: &OpenStep| a.step == b.step && a.round == b.round;
    one.open.iter().filter(|open| !other.open.iter().any(|known| same(open, known))).collect()
}
