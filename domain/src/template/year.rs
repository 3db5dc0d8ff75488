//! The year calendar of a way of working: which month asks for what, in the order and the words of the source
//! (S0 "Structuur HandelingsGericht en MultiDisciplinair Werken").

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Body, Key, is_false};
use crate::{
    calendar::{Calendar, Open, SchoolYear},
    stage::Stage,
};

/// One line of the year calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearEvent {
    /// 1 to 12; August comes first.
    pub month: u32,
    /// As the source words it.
    pub label: String,
    pub kind: YearKind,
    /// The roles that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// It closes the year: the August after the summer holiday.
    #[serde(default, skip_serializing_if = "is_false")]
    pub after_summer: bool,
}

/// What a line of the year calendar is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearKind {
    /// herijkingsgesprek, ontwikkelgesprek
    Talk,
    /// leerling-, groeps- of schoolanalyse
    Analysis,
    /// a stage of a meeting's agenda
    Agenda,
    /// prognose aanvraag TLV
    Prognosis,
    /// plaatsing in S(B)O
    Placement,
    /// inventarisatie thuiszitters en ziekteverzuim
    Inventory,
}

/// A line of the year calendar in one school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned<'a> {
    pub event: &'a YearEvent,
    /// The first of the month.
    pub month: NaiveDate,
    /// The last school day of the month, or the last working day when there is no school at all.
    pub until: NaiveDate,
}

/// The year calendar of one school year, in the order of the source.
pub fn plan<'a>(template: &'a Body, year: SchoolYear, calendar: &Calendar) -> Vec<Planned<'a>> {
    template.year_events.iter().filter_map(|event| planned(event, year, calendar)).collect()
}

fn planned<'a>(event: &'a YearEvent, year: SchoolYear, calendar: &Calendar) -> Option<Planned<'a>> {
    let year = if event.after_summer { year.next() } else { year };
    let month = NaiveDate::from_ymd_opt(year.year_of_month(event.month), event.month, 1)?;
    let last = month.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?;
    let school = calendar.roll_back(last, Open::School);
    let until = if school >= month { school } else { calendar.roll_back(last, Open::Work) };
    Some(Planned { event, month, until })
}
