//! What a page may show: plain data, already redacted by policy, one view model per page.
//! The server fills it, the view prints it; nothing that a reader may not know is in it.
pub mod analysis;
pub mod closing;
pub mod front;
pub mod gaps;
pub mod letter;
pub mod log;
pub mod meeting;
pub mod member;
pub mod moving;
pub mod pupil;
pub mod region;
pub mod running;
pub mod sheet;
pub mod template;
pub mod worklist;
pub mod year;

use crate::{calendar::long_date, pupil::Years};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something to choose from a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A school to choose, and whether it counts groepen or klassen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    pub value: String,
    pub label: String,
    pub years: Years,
}

impl School {
    /// Schools apart by what they count, groepen first; a kind without a school is not there.
    pub fn apart(schools: &[Self]) -> Vec<(Years, Vec<Choice>)> {
        let choice = |school: &Self| Choice { value: school.value.clone(), label: school.label.clone() };
        let of = |years: Years| schools.iter().filter(|school| school.years == years).map(choice).collect::<Vec<_>>();
        Years::ALL.map(|years| (years, of(years))).into_iter().filter(|(_, schools)| !schools.is_empty()).collect()
    }
}

/// What happened on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day<H> {
    /// "maandag 7 september 2026"
    pub label: String,
    pub happenings: Vec<H>,
}

/// What happened, day by day, in the order in which it is given.
pub fn by_day<H>(happenings: impl IntoIterator<Item = (NaiveDate, H)>) -> Vec<Day<H>> {
    let mut days: Vec<Day<H>> = vec![];
    for (on, happening) in happenings {
        let label = long_date(on);
        match days.last_mut().filter(|day| day.label == label) {
            Some(day) => day.happenings.push(happening),
            None => days.push(Day { label, happenings: vec![happening] }),
        }
    }
    days
}

/// The consent of one pupil, as said on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentLine {
    pub mark: ConsentMark,
    /// "toestemming tot en met 31-07-2027", "ontbreekt", "ingetrokken op 12-03-2026"
    pub text: String,
}

/// What the mark beside the words looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsentMark {
    Given,
    Partial,
    Missing,
    Expired,
    Withdrawn,
}

impl ConsentLine {
    /// In words. `needed` are the outside parties at the table.
    pub fn of(state: &crate::consent::State, needed: &[crate::id::OrganisationId]) -> Self {
        use crate::{calendar::short_date, consent::State};
        let (mark, text) = match state {
            State::Missing => (ConsentMark::Missing, "toestemming ontbreekt".to_owned()),
            State::Expired { on } => (ConsentMark::Expired, format!("toestemming verlopen op {}", short_date(*on))),
            State::Withdrawn { on } => {
                (ConsentMark::Withdrawn, format!("toestemming ingetrokken op {}", short_date(*on)))
            }
            State::Objected { since } => (ConsentMark::Withdrawn, format!("bezwaar sinds {}", short_date(*since))),
            State::Given { until, .. } => {
                let covered = needed.iter().filter(|party| state.covers(**party)).count();
                if covered == needed.len() {
                    (ConsentMark::Given, format!("toestemming tot en met {}", short_date(*until)))
                } else {
                    (ConsentMark::Partial, format!("toestemming voor {covered} van {} partijen", needed.len()))
                }
            }
        };
        Self { mark, text }
    }
}
