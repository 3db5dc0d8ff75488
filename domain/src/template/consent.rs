//! For what parents are asked consent, in words that can be put before them, and for how long it holds.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Key;
use crate::{calendar::SchoolYear, gezag::Ages};

/// One purpose for which consent is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentPurpose {
    pub key: Key,
    pub label: String,
    /// For parents: what is shared, with whom, why, and that they may say no. B1, *u*.
    pub explanation: String,
    pub validity: Validity,
    /// From which ages the pupil is heard, and decides alone.
    #[serde(default, skip_serializing_if = "Ages::is_default")]
    pub ages: Ages,
}

/// How long a given consent holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// Until 31 July of the school year in which it was given.
    SchoolYear,
    Months(u16),
}

impl Validity {
    /// The last day on which a consent given on this day holds, unless it is withdrawn.
    pub fn until(self, given_on: NaiveDate) -> NaiveDate {
        match self {
            Self::SchoolYear => SchoolYear::of(given_on).last_day(),
            Self::Months(n) => given_on
                .checked_add_months(Months::new(u32::from(n)))
                .and_then(|end| end.checked_sub_days(Days::new(1)))
                .unwrap_or(NaiveDate::MAX),
        }
    }

    /// "tot het einde van het schooljaar", "12 maanden"
    pub fn words(self) -> String {
        match self {
            Self::SchoolYear => "tot het einde van het schooljaar".to_owned(),
            Self::Months(1) => "1 maand".to_owned(),
            Self::Months(n) => format!("{n} maanden"),
        }
    }
}
