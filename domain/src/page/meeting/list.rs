//! The meetings of my schools in one school year.
use crate::{
    id::{MeetingId, OrganisationId},
    page::Choice,
    stage::Stage,
};
use serde::{Deserialize, Serialize};

/// The meetings of my schools in one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    /// "2026-2027"
    pub school_year: String,
    pub schools: Vec<SchoolChip>,
    pub upcoming: Vec<Line>,
    pub past: Vec<Line>,
    /// Whether the reader may open the year calendar.
    pub has_year: bool,
    /// Series that can be planned in one act.
    pub series: Vec<Series>,
    /// Where the reader may plan one meeting.
    pub plan_at: Vec<Choice>,
    /// Kinds of meeting: key and name.
    pub kinds: Vec<Choice>,
    /// A day on which one could meet, as one types it: "21-9-2026".
    pub day_example: String,
}

/// A filter on one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolChip {
    pub id: OrganisationId,
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
    pub stage: Stage,
    pub stage_label: String,
    /// Before it is sent a member at the table knows the day, and finds no agenda.
    pub is_open: bool,
    /// Items the reader may see.
    pub items: usize,
    /// What waits for the reader; empty when nothing does.
    pub todo: String,
}

/// The meetings of one kind that a school can plan for the whole year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub school: OrganisationId,
    pub school_name: String,
    pub kind: String,
    /// "ZAT"
    pub short: String,
    /// "15-09-2026", …
    pub days: Vec<String>,
}
