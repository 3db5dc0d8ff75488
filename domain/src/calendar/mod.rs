//! Which days are open. Dutch public holidays are computed, school holidays come from a published list per region
//! (Noord, Midden, Zuid), and a tenant can close or open days of its own. Carries "calendar" of the architecture:
//! every term in Rondom is counted here and never ends on a closed day.

mod public_holidays;
mod school_year;
mod vacations;
mod words;

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use public_holidays::{easter, public_holiday};
pub use school_year::SchoolYear;
pub use vacations::{Vacation, vacations};
pub use words::{long_date, month_name, short_date, typed_date, weekday_name};

/// The three holiday regions of the Netherlands; a tenant has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    Noord,
    Midden,
    Zuid,
}

impl Region {
    /// As the published list writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Noord => "Noord",
            Self::Midden => "Midden",
            Self::Zuid => "Zuid",
        }
    }
}

/// Days on which a tenant deviates from its region: a study day, a second week in May, or a region's holiday on
/// which it works. Both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    pub label: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Closed days count for nobody; opened days cancel a school holiday (never a weekend or public holiday).
    #[serde(default)]
    pub open: bool,
}

impl Override {
    fn covers(&self, date: NaiveDate) -> bool {
        (self.from..=self.until).contains(&date)
    }
}

/// The open and closed days of one tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    region: Region,
    overrides: Vec<Override>,
}

impl Calendar {
    pub const fn new(region: Region) -> Self {
        Self { region, overrides: Vec::new() }
    }

    /// Later overrides win over earlier ones.
    #[must_use]
    pub fn with_overrides(mut self, overrides: impl IntoIterator<Item = Override>) -> Self {
        self.overrides.extend(overrides);
        self
    }

    pub const fn region(&self) -> Region {
        self.region
    }

    /// What the tenant closes or opens itself.
    pub fn own(&self) -> &[Override] {
        &self.overrides
    }

    /// Why nobody meets on a day: weekend, a public holiday, or a day that the tenant closed.
    pub fn no_work(&self, date: NaiveDate) -> Option<&str> {
        (!self.is_working_day(date)).then(|| self.closed_because(date)).flatten()
    }

    /// Whether the school holidays of this day are known; beyond the published list only weekends, public holidays
    /// and overrides close a day.
    pub fn knows(&self, date: NaiveDate) -> bool {
        vacations::known_period().contains(&date)
    }

    /// What must be said beside a day of which the school holidays are not known: nothing was left out for them.
    pub fn caveat(&self, date: NaiveDate) -> Option<String> {
        let year = SchoolYear::of(date);
        let says = || format!("De schoolvakanties van {year} zijn nog niet bekend; er is niet mee gerekend.");
        (!self.knows(date)).then(says)
    }

    /// The region's school holiday on this day, unless the tenant opened it.
    pub fn vacation(&self, date: NaiveDate) -> Option<&'static Vacation> {
        if self.override_on(date).is_some_and(|o| o.open) {
            return None;
        }
        vacations(self.region).iter().find(|v| v.covers(date))
    }

    /// Monday to Friday, no public holiday, not closed by the tenant.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !is_weekend(date) && public_holiday(date).is_none() && self.override_on(date).is_none_or(|o| o.open)
    }

    /// A working day outside the school holidays.
    pub fn is_school_day(&self, date: NaiveDate) -> bool {
        self.is_working_day(date) && self.vacation(date).is_none()
    }

    /// Why there is no school on this day, in Dutch; nothing on a school day.
    pub fn closed_because(&self, date: NaiveDate) -> Option<&str> {
        if let Some(name) = public_holiday(date) {
            return Some(name);
        }
        if let Some(closed) = self.override_on(date).filter(|o| !o.open) {
            return Some(&closed.label);
        }
        if let Some(vacation) = self.vacation(date) {
            return Some(&vacation.name);
        }
        is_weekend(date).then_some("weekend")
    }

    /// This day when it is open in the given sense, otherwise the first open day after it.
    pub fn roll_forward(&self, date: NaiveDate, open: Open) -> NaiveDate {
        let mut day = date;
        while !self.is_open(day, open) {
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
        day
    }

    /// This day when it is open in the given sense, otherwise the last open day before it.
    pub fn roll_back(&self, date: NaiveDate, open: Open) -> NaiveDate {
        let mut day = date;
        while !self.is_open(day, open) {
            let Some(previous) = day.pred_opt() else { break };
            day = previous;
        }
        day
    }

    pub fn is_open(&self, date: NaiveDate, open: Open) -> bool {
        match open {
            Open::Work => self.is_working_day(date),
            Open::School => self.is_school_day(date),
        }
    }

    /// Whether the week (Monday to Sunday) of this day has at least one school day.
    pub fn is_school_week(&self, date: NaiveDate) -> bool {
        let week = date.week(Weekday::Mon);
        week.first_day().iter_days().take(5).any(|day| self.is_school_day(day))
    }

    fn override_on(&self, date: NaiveDate) -> Option<&Override> {
        self.overrides.iter().rev().find(|o| o.covers(date))
    }
}

/// For whom a day is open: anybody who works, or pupils and school staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Work,
    School,
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
