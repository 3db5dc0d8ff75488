//! The school year: 1 August to 31 July, named "2026-2027". Analyses, cadences and consents are bound to it.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A school year, known by the year in which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear(i32);

impl SchoolYear {
    /// The school year that starts on 1 August of `year`; years outside 1900-9000 become the nearest of these.
    pub fn starting_in(year: i32) -> Self {
        Self(year.clamp(1900, 9000))
    }

    /// The school year in which a day falls.
    pub fn of(date: NaiveDate) -> Self {
        Self::starting_in(if date.month() >= 8 { date.year() } else { date.year() - 1 })
    }

    pub const fn start_year(self) -> i32 {
        self.0
    }

    /// 1 August.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 8, 1).unwrap_or(NaiveDate::MIN)
    }

    /// 31 July.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 7, 31).unwrap_or(NaiveDate::MAX)
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        Self::of(date) == self
    }

    /// The years to choose from when this one is shown: those around today, and this one.
    pub fn choices(self, today: NaiveDate) -> Vec<Self> {
        let now = Self::of(today);
        let mut all = vec![now.previous(), now, now.next(), self];
        all.sort_unstable();
        all.dedup();
        all
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self::starting_in(self.0 + 1)
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self::starting_in(self.0 - 1)
    }

    /// The calendar year of a month within this school year: August is in the first, July in the second.
    pub const fn year_of_month(self, month: u32) -> i32 {
        if month >= 8 { self.0 } else { self.0 + 1 }
    }

    /// "2026-2027"
    pub fn label(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

/// The text is not a school year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen schooljaar. Schrijf het als 2026-2027.")]
pub struct NotASchoolYear(String);

impl FromStr for SchoolYear {
    type Err = NotASchoolYear;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotASchoolYear(text.chars().take(20).collect());
        let (first, second) = text.split_once('-').ok_or_else(refuse)?;
        let (first, second): (i32, i32) = (first.parse().map_err(|_| refuse())?, second.parse().map_err(|_| refuse())?);
        if (1900..=9000).contains(&first) && second == first + 1 { Ok(Self(first)) } else { Err(refuse()) }
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = NotASchoolYear;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> Self {
        year.to_string()
    }
}
