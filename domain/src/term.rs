//! Terms: how long a step may take, counted in calendar days, weeks, months, working days, school days or school
//! weeks, or until a fixed date ("31 juli"). A term never ends on a closed day (Algemene termijnenwet for calendar and
//! working days; school terms end on a school day). Carries "terms" of the template language.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Open};

/// The largest number a period may name; the checker refuses more, counting stops here.
pub const LONGEST: u16 = 1000;

/// From this number of days before its end a term is nearly over.
pub const NEARLY: i64 = 7;

/// How a term is counted. The day on which it starts does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Period {
    Days(u16),
    Weeks(u16),
    Months(u16),
    /// Monday to Friday without public holidays and the tenant's closing days.
    WorkingDays(u16),
    /// Working days outside the school holidays.
    SchoolDays(u16),
    /// Weeks in which there is school; a holiday week does not count.
    SchoolWeeks(u16),
    /// The first time after the start that this day comes; a term may not end later, so it rolls back, and never to the
    /// day on which it starts.
    Until(MonthDay),
}

/// A day of the year, "31-07".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl Period {
    /// The last day of the term that starts on `from`. Never a closed day, never before `from`.
    pub fn due(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self {
            Self::Days(n) => work(calendar, from.checked_add_days(Days::new(bounded(n)))),
            Self::Weeks(n) => work(calendar, from.checked_add_days(Days::new(7 * bounded(n)))),
            Self::Months(n) => work(calendar, from.checked_add_months(Months::new(u32::from(n.min(LONGEST))))),
            Self::WorkingDays(n) => nth_open_day(calendar, from, n, Open::Work),
            Self::SchoolDays(n) => nth_open_day(calendar, from, n, Open::School),
            Self::SchoolWeeks(n) => nth_school_week(calendar, from, n),
            Self::Until(day) => until(calendar, from, day),
        }
    }

    /// The new last day of a term that stood still from `stopped` and runs on from `today` with what was left of it,
    /// counted as the term itself is. A fixed end date does not move, and a term that was over stays over; on its last
    /// day it was not over: then it ends today, or on the first open day.
    pub fn resumed(self, due: NaiveDate, stopped: NaiveDate, today: NaiveDate, calendar: &Calendar) -> NaiveDate {
        let left = |open: Open| {
            let days =
                stopped.iter_days().skip(1).take_while(|day| *day <= due).filter(|day| calendar.is_open(*day, open));
            u16::try_from(days.count()).unwrap_or(LONGEST)
        };
        match self {
            Self::Until(_) => due,
            _ if due < stopped => due,
            Self::Days(_) | Self::Weeks(_) | Self::Months(_) => {
                let left = due.signed_duration_since(stopped);
                work(calendar, today.checked_add_signed(left))
            }
            Self::WorkingDays(_) => nth_open_day(calendar, today, left(Open::Work), Open::Work),
            Self::SchoolDays(_) | Self::SchoolWeeks(_) => {
                nth_open_day(calendar, today, left(Open::School), Open::School)
            }
        }
    }

    /// "6 schoolweken", "tot 31-07"
    pub fn words(self) -> String {
        let count = |n: u16, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        match self {
            Self::Days(n) => count(n, "dag", "dagen"),
            Self::Weeks(n) => count(n, "week", "weken"),
            Self::Months(n) => count(n, "maand", "maanden"),
            Self::WorkingDays(n) => count(n, "werkdag", "werkdagen"),
            Self::SchoolDays(n) => count(n, "schooldag", "schooldagen"),
            Self::SchoolWeeks(n) => count(n, "schoolweek", "schoolweken"),
            Self::Until(day) => format!("tot {}", String::from(day)),
        }
    }

    /// Whether it ends later than the other on whatever day both start.
    pub fn is_longer_than(self, other: Self) -> bool {
        if let (Some(mine), Some(theirs)) = (self.count(), other.count())
            && std::mem::discriminant(&self) == std::mem::discriminant(&other)
        {
            return mine > theirs;
        }
        self.days().0 > other.days().1
    }

    /// How few and how many calendar days it can be, holidays and closed days at its end included.
    fn days(self) -> (u32, u32) {
        let counted = |n: u16, fewest: u32, most: u32, more: u32| {
            let n = u32::from(n.min(LONGEST));
            (n * fewest, n * most + more)
        };
        match self {
            Self::Days(n) => counted(n, 1, 1, 7),
            Self::Weeks(n) => counted(n, 7, 7, 7),
            Self::Months(n) => counted(n, 28, 31, 7),
            Self::WorkingDays(n) => counted(n, 1, 2, 7),
            Self::SchoolDays(n) => counted(n, 1, 3, 60),
            Self::SchoolWeeks(n) => counted(n, 7, 14, 60),
            Self::Until(_) => (0, 366),
        }
    }

    /// Whether school holidays do not count in it.
    pub const fn is_of_school(self) -> bool {
        matches!(self, Self::SchoolDays(_) | Self::SchoolWeeks(_))
    }

    /// The number in the period, if it has one.
    pub const fn count(self) -> Option<u16> {
        match self {
            Self::Days(n)
            | Self::Weeks(n)
            | Self::Months(n)
            | Self::WorkingDays(n)
            | Self::SchoolDays(n)
            | Self::SchoolWeeks(n) => Some(n),
            Self::Until(_) => None,
        }
    }
}

fn bounded(n: u16) -> u64 {
    u64::from(n.min(LONGEST))
}

fn work(calendar: &Calendar, end: Option<NaiveDate>) -> NaiveDate {
    calendar.roll_forward(end.unwrap_or(NaiveDate::MAX), Open::Work)
}

fn nth_open_day(calendar: &Calendar, from: NaiveDate, n: u16, open: Open) -> NaiveDate {
    if n == 0 {
        return calendar.roll_forward(from, open);
    }
    let mut day = from;
    for _ in 0..n.min(LONGEST) {
        let Some(next) = day.succ_opt() else { break };
        day = calendar.roll_forward(next, open);
    }
    day
}

fn nth_school_week(calendar: &Calendar, from: NaiveDate, n: u16) -> NaiveDate {
    let mut day = from;
    let mut counted = 0;
    while counted < n.min(LONGEST) {
        let Some(next) = day.checked_add_days(Days::new(7)) else { break };
        day = next;
        if calendar.is_school_week(day) {
            counted += 1;
        }
    }
    calendar.roll_forward(day, Open::School)
}

fn until(calendar: &Calendar, from: NaiveDate, day: MonthDay) -> NaiveDate {
    let ends = [from.year(), from.year() + 1, from.year() + 2].into_iter().filter_map(|year| day.in_year(year));
    // The open day on which the term before ended is no term: 31 July on a Saturday ended on the Friday.
    let mut rolled = ends.filter(|end| *end > from).map(|end| calendar.roll_back(end, Open::Work));
    rolled.find(|end| *end > from).unwrap_or_else(|| calendar.roll_forward(from, Open::Work))
}

impl MonthDay {
    /// A day that exists in some year.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| Self { month, day })
    }

    /// The day of the year of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }

    /// Whether it lies from one day of the year to another, both included; over New Year when `until` is the earlier.
    pub fn is_between(self, from: Self, until: Self) -> bool {
        if from <= until { from <= self && self <= until } else { from <= self || self <= until }
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
            .or_else(|| NaiveDate::from_ymd_opt(year, self.month, self.day - 1))
    }
}

/// The text is no day of the year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen dag van het jaar. Schrijf dag en maand als 31-07.")]
pub struct NotADay(String);

impl TryFrom<String> for MonthDay {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text.split_once('-').and_then(|(day, month)| Some((month.parse().ok()?, day.parse().ok()?)));
        let day = parts.and_then(|(month, day)| Self::new(month, day));
        day.ok_or_else(|| NotADay(text.chars().take(20).collect()))
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        format!("{:02}-{:02}", day.day, day.month)
    }
}

/// A running term: what must be done before the end of `due`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub due: NaiveDate,
}

/// How much room a term leaves; a page adds colour and symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermState {
    Ruim,
    Bijna,
    TeLaat,
}

/// What a page shows of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chip {
    pub text: String,
    pub state: TermState,
    pub due: NaiveDate,
}

impl Term {
    pub const fn new(due: NaiveDate) -> Self {
        Self { due }
    }

    /// Calendar days until the end; negative when it has passed.
    pub fn days_left(self, today: NaiveDate) -> i64 {
        self.due.signed_duration_since(today).num_days()
    }

    pub fn state(self, today: NaiveDate) -> TermState {
        match self.days_left(today) {
            ..0 => TermState::TeLaat,
            0..=NEARLY => TermState::Bijna,
            _ => TermState::Ruim,
        }
    }

    /// "nog 9 dagen", "vandaag", "2 dagen te laat"
    pub fn chip(self, today: NaiveDate) -> Chip {
        let text = match self.days_left(today) {
            0 => "vandaag".to_owned(),
            1 => "nog 1 dag".to_owned(),
            -1 => "1 dag te laat".to_owned(),
            left if left > 0 => format!("nog {left} dagen"),
            left => format!("{} dagen te laat", -left),
        };
        Chip { text, state: self.state(today), due: self.due }
    }
}

#[cfg(test)]
#[path = "term_tests.rs"]
mod tests;
