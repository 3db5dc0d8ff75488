//! The three verzuim categories of S0, derived from facts. No screen ever asks for the category itself.
//!
//! - *Thuiszitter*: "Ingeschreven leerplichtige leerlingen die langer dan 4 weken ongeoorloofd verzuimen."
//! - *Risicoleerling*: "leerlingen die geoorloofd niet volledig naar school gaan."
//! - *Absoluut verzuim*: "leerlingen die niet ingeschreven staan op een school."
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days of unauthorised absence after which a pupil is a thuiszitter: "langer dan 4 weken".
pub const THUISZITTER_AFTER_DAYS: u64 = 28;

/// A derived category; the words and definitions are those of S0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Thuiszitter,
    Risicoleerling,
    AbsoluutVerzuim,
}

impl Category {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::Thuiszitter, Self::Risicoleerling, Self::AbsoluutVerzuim];

    /// The stored and template name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Thuiszitter => "thuiszitter",
            Self::Risicoleerling => "risicoleerling",
            Self::AbsoluutVerzuim => "absoluut_verzuim",
        }
    }

    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Thuiszitter => "Thuiszitter",
            Self::Risicoleerling => "Risicoleerling",
            Self::AbsoluutVerzuim => "Absoluut verzuim",
        }
    }

    /// The definition as S0 words it; shown wherever the category is shown.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Thuiszitter => "Ingeschreven leerplichtige leerlingen die langer dan 4 weken ongeoorloofd verzuimen.",
            Self::Risicoleerling => "Leerlingen die geoorloofd niet volledig naar school gaan.",
            Self::AbsoluutVerzuim => "Leerlingen die niet ingeschreven staan op een school.",
        }
    }
}

/// What is known of one absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub born_on: NaiveDate,
    /// First day of the absence.
    pub since: NaiveDate,
    /// Last day of the absence, when it is over.
    pub until: Option<NaiveDate>,
    /// The absence is permitted: illness, exemption, agreed shorter days.
    pub authorised: bool,
    /// Day on which the enrolment ended, when it did.
    pub unenrolled_on: Option<NaiveDate>,
}

/// What the facts come to on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// One of the three categories.
    In(Category),
    /// Unauthorised, not yet longer than four weeks: a thuiszitter from this day.
    Becomes { on: NaiveDate },
    /// No category: over, not yet begun, or not of compulsory age.
    None,
}

/// Is a child of compulsory school age (Leerplichtwet art. 3: from the first day of the month after the fifth birthday
/// until the end of the school year in which the child turns sixteen)?
pub fn is_compulsory(born_on: NaiveDate, on: NaiveDate) -> bool {
    let birthday = |years: i32| {
        let year = born_on.year() + years;
        born_on.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
    };
    let (Some(fifth), Some(sixteenth)) = (birthday(5), birthday(16)) else { return false };
    let (year, month) = if fifth.month() == 12 { (fifth.year() + 1, 1) } else { (fifth.year(), fifth.month() + 1) };
    let Some(from) = NaiveDate::from_ymd_opt(year, month, 1) else { return false };
    let last_year = if sixteenth.month() >= 8 { sixteenth.year() + 1 } else { sixteenth.year() };
    let Some(until) = NaiveDate::from_ymd_opt(last_year, 7, 31) else { return false };
    from <= on && on <= until
}

/// The category on a day, from the facts alone. "Langer dan 4 weken": from the 29th day.
pub fn finding(facts: Facts, on: NaiveDate) -> Finding {
    if on < facts.since || facts.until.is_some_and(|end| end < on) || !is_compulsory(facts.born_on, on) {
        return Finding::None;
    }
    if facts.unenrolled_on.is_some_and(|day| day <= on) {
        return Finding::In(Category::AbsoluutVerzuim);
    }
    if facts.authorised {
        return Finding::In(Category::Risicoleerling);
    }
    let becomes = facts.since + Days::new(THUISZITTER_AFTER_DAYS);
    if becomes <= on { Finding::In(Category::Thuiszitter) } else { Finding::Becomes { on: becomes } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn absent_since(since: NaiveDate) -> Facts {
        Facts { born_on: day(2017, 5, 10), since, until: None, authorised: false, unenrolled_on: None }
    }

    #[test]
    fn longer_than_four_weeks_unauthorised_is_a_thuiszitter() {
        let facts = absent_since(day(2026, 9, 1));
        assert_eq!(finding(facts, day(2026, 9, 28)), Finding::Becomes { on: day(2026, 9, 29) });
        assert_eq!(finding(facts, day(2026, 9, 29)), Finding::In(Category::Thuiszitter));
    }

    #[test]
    fn authorised_absence_is_a_risicoleerling_from_the_first_day() {
        let facts = Facts { authorised: true, ..absent_since(day(2026, 9, 1)) };
        assert_eq!(finding(facts, day(2026, 9, 1)), Finding::In(Category::Risicoleerling));
    }

    #[test]
    fn not_enrolled_is_absoluut_verzuim_whatever_the_reason() {
        let facts = Facts { unenrolled_on: Some(day(2026, 9, 3)), authorised: true, ..absent_since(day(2026, 9, 1)) };
        assert_eq!(finding(facts, day(2026, 9, 2)), Finding::In(Category::Risicoleerling));
        assert_eq!(finding(facts, day(2026, 9, 3)), Finding::In(Category::AbsoluutVerzuim));
    }

    #[test]
    fn a_child_of_four_is_not_compulsory_and_in_no_category() {
        let facts = Facts { born_on: day(2022, 9, 15), ..absent_since(day(2026, 9, 1)) };
        assert_eq!(finding(facts, day(2026, 11, 1)), Finding::None);
    }

    #[test]
    fn compulsory_from_the_month_after_the_fifth_birthday() {
        assert!(!is_compulsory(day(2021, 12, 5), day(2026, 12, 31)));
        assert!(is_compulsory(day(2021, 12, 5), day(2027, 1, 1)));
    }

    #[test]
    fn an_absence_that_is_over_counts_no_more() {
        let facts = Facts { until: Some(day(2026, 10, 5)), ..absent_since(day(2026, 9, 1)) };
        assert_eq!(finding(facts, day(2026, 10, 5)), Finding::In(Category::Thuiszitter));
        assert_eq!(finding(facts, day(2026, 10, 6)), Finding::None);
    }
}
