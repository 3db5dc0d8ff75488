//! The pages of a meeting: the list, the agenda from concept to shared minutes, and the beamer (S0 "Concept Agenda ZAT →
//! versturen → definitief → ZAT").
mod agenda;
mod beamer;
mod list;
mod minutes;

pub use agenda::*;
pub use beamer::*;
pub use list::*;
pub use minutes::*;

use crate::{
    id::{ActionId, MeetingId, MembershipId, OrganisationId, PupilId},
    stage::Stage,
};
use serde::{Deserialize, Serialize};

/// What every page of one meeting says on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub id: MeetingId,
    pub version: i32,
    /// "Zorg Advies Team"
    pub label: String,
    /// "ZAT"
    pub short: String,
    /// "De Esdoorn", "Veendam/Pekela"
    pub whose: String,
    /// The school, when it is about one; otherwise each pupil stands with its school.
    pub school: Option<OrganisationId>,
    /// "dinsdag 15 september 2026"
    pub day: String,
    /// "15-09-2026"
    pub date: String,
    /// "13:00"
    pub time: String,
    /// When it ends if every item takes its time: "14:15".
    pub until: String,
    pub place: String,
    pub stage: Stage,
    pub stages: Vec<StageMark>,
}

impl Head {
    /// "ZAT De Esdoorn", "Tweewekelijks overleg Veendam/Pekela"
    pub fn title(&self) -> String {
        format!("{} {}", self.short, self.whose)
    }
}

/// One stage of the agenda on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMark {
    pub stage: Stage,
    pub label: String,
    /// "voor 08-09-2026"
    pub note: String,
}

/// A person at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub id: MembershipId,
    pub name: String,
    pub function: String,
    pub organisation: String,
    /// Fixed member, or invited to an item.
    pub is_guest: bool,
    /// `expected`, `present`, `absent`, `excused`
    pub presence: String,
}

impl Seat {
    /// "Sanne Kok, schoolcoach"
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.function)
    }
}

/// A stage button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The stage it leads to.
    pub to: Stage,
    pub label: String,
    pub consequence: String,
    /// What is not ready yet, though it does not stop the step: "Bij 2 agendapunten is nog niets opgeschreven."
    pub unready: String,
    pub blocked: Option<String>,
    /// One step back asks a reason.
    pub is_return: bool,
}

/// One thing that happened to the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// "14:32"
    pub time: String,
    /// "Sanne Kok, schoolcoach"
    pub who: String,
    pub what: String,
    /// Reason or old and new text.
    pub detail: Option<String>,
}

/// Who does what before when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: ActionId,
    pub version: i32,
    pub what: String,
    pub owner: String,
    /// "01-10-2026"
    pub due: String,
    pub is_late: bool,
    /// "01-10-2026", when it is done.
    pub done: Option<String>,
    /// The reader may tick it off.
    pub is_mine: bool,
}

/// An action that waits for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAction {
    pub id: ActionId,
    /// Without the agreed words when the pupil is not open to the reader: they may hold a name.
    pub what: String,
    pub due_on: chrono::NaiveDate,
    /// "ZAT De Esdoorn van 15-09-2026"
    pub meeting_label: String,
    /// The pupil it is about, when the reader may know; otherwise nothing.
    pub pupil: Option<(PupilId, String)>,
    pub is_anonymous: bool,
    /// Where it was agreed: the minutes when the reader has them, otherwise the agenda.
    pub href: String,
}
