//! My meetings in one school year.
use crate::{id::MeetingId, page::Choice, stage::Stage};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The meetings at which the reader has a place in one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    /// "2026-2027"
    pub school_year: String,
    pub owners: Vec<OwnerChip>,
    pub upcoming: Vec<Line>,
    pub past: Vec<Line>,
    /// Whether the reader may open the year calendar.
    pub has_year: bool,
    /// Series that can be planned in one act.
    pub series: Vec<Series>,
    /// For whom the reader may plan a meeting.
    pub plan_at: Vec<Choice>,
    /// Kinds of meeting: key and name.
    pub kinds: Vec<Choice>,
    /// Who plans what, for whoever finds nothing yet.
    pub planners: Vec<Planners>,
    /// A day on which one could meet, as one types it: "21-9-2026".
    pub day_example: String,
}

/// Who plans these kinds of meeting, in the words of the way of working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planners {
    /// "de ib'er/kc'er of de consulent"
    pub who: String,
    /// "ZAT", "MDO"
    pub kinds: Vec<String>,
}

/// A filter on whose meetings: a school, an area, an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerChip {
    pub id: Uuid,
    pub name: String,
    pub is_on: bool,
    pub count: usize,
}

/// One meeting in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: MeetingId,
    /// "ZAT De Esdoorn"
    pub title: String,
    /// "dinsdag 15 september 2026"
    pub day: String,
    /// "13:00"
    pub time: String,
    pub place: String,
    /// Why that day is closed, as long as the meeting is still to come; empty on another.
    pub closed: String,
    pub stage: Stage,
    pub stage_label: String,
    /// Before it is sent a member at the table knows the day, and finds no agenda.
    pub is_open: bool,
    /// Items the reader may see.
    pub items: usize,
    /// What waits for the reader; empty when nothing does.
    pub todo: String,
}

/// The meetings of one kind that can be planned for the whole year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub owner: Uuid,
    /// "De Esdoorn", "Veendam/Pekela"
    pub owner_name: String,
    pub kind: String,
    /// "ZAT"
    pub short: String,
    /// "15-09-2026", …
    pub days: Vec<String>,
}
