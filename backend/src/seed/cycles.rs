//! The ZATs of a school around today: the last three of last school year, and the six of this one. The next one is
//! never far away, so that there is something to prepare.
use super::{moments::shift, tenancy::Tenancy};
use chrono::NaiveDate;
use domain::{
    calendar::{Open, SchoolYear},
    template::{MeetingType, cadence},
};

/// How many of last school year's meetings are remembered.
const REMEMBERED: usize = 3;

/// More meetings a year than this follow each other closely.
const MANY: usize = 8;

/// A planned day that passed so short ago is taken as postponed.
const POSTPONED_DAYS: i64 = 12;

/// One meeting in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cycle {
    pub year: SchoolYear,
    /// From 1.
    pub period: i32,
    pub day: NaiveDate,
}

/// The meetings of a school, and which of them is the next.
#[derive(Debug, Clone)]
pub(super) struct Cycles {
    pub all: Vec<Cycle>,
    pub next: usize,
}

/// The cycles of the school with this number; the next meeting is at least so many days away.
pub(super) fn of(tenancy: &Tenancy, meeting: &MeetingType, number: usize, away: i64) -> Cycles {
    let in_year = |year: SchoolYear| -> Vec<Cycle> {
        let days = cadence::dates_spread(meeting, year, &tenancy.calendar, number);
        (1..).zip(days).map(|(period, day)| Cycle { year, period, day }).collect()
    };
    let before = in_year(tenancy.year.previous());
    let mut all = before[before.len().saturating_sub(REMEMBERED)..].to_vec();
    all.extend(in_year(tenancy.year));
    all.extend(in_year(tenancy.year.next()).first());
    // Meetings that follow each other closely keep their days.
    let is_frequent = before.len() > MANY;
    let (away, postponed) = if is_frequent { (2, 0) } else { (away, POSTPONED_DAYS) };
    let wanted = tenancy.calendar.roll_forward(shift(tenancy.today, away), Open::School);
    let earliest = if is_frequent { wanted } else { shift(tenancy.today, -postponed) };
    let comes = |cycle: &Cycle| {
        let passed = cycle.day < wanted && !cycle.year.contains(wanted);
        cycle.day >= earliest && !passed
    };
    let next = all.iter().position(comes).unwrap_or(all.len() - 1);
    all[next].day = all[next].day.max(wanted);
    // Next school year only when nothing is left of this one.
    let last = all.iter().rposition(|cycle| cycle.year == tenancy.year).unwrap_or_default().max(next);
    all.truncate(last + 1);
    Cycles { all, next }
}
