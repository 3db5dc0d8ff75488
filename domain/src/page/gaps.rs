//! Pupils on an agenda, and running cases, that need a consent which nobody gave, which is over, or which ends soon.
use super::{Choice, ConsentLine, School};
use crate::{calendar::short_date, consent::State, gezag::years, pupil::Named};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// So many days before a consent ends it is asked for anew.
pub const AHEAD: u64 = 60;

/// Why somebody must ask for consent, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lack {
    Objection,
    Withdrawn,
    Expired,
    Missing,
    /// It holds, and ends within [`AHEAD`] days.
    Ending,
}

impl Lack {
    pub const ALL: [Self; 5] = [Self::Objection, Self::Withdrawn, Self::Expired, Self::Missing, Self::Ending];

    /// What is lacking on a day; nothing when a consent holds for longer than [`AHEAD`] days.
    pub fn of(state: &State, today: NaiveDate) -> Option<Self> {
        match state {
            State::Objected { .. } => Some(Self::Objection),
            State::Withdrawn { .. } => Some(Self::Withdrawn),
            State::Expired { .. } => Some(Self::Expired),
            State::Missing => Some(Self::Missing),
            State::Given { until, .. } => (*until <= today + Days::new(AHEAD)).then_some(Self::Ending),
        }
    }

    /// The name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Objection => "bezwaar",
            Self::Withdrawn => "ingetrokken",
            Self::Expired => "verlopen",
            Self::Missing => "ontbreekt",
            Self::Ending => "loopt-af",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Objection => "Bezwaar",
            Self::Withdrawn => "Ingetrokken",
            Self::Expired => "Verlopen",
            Self::Missing => "Ontbreekt",
            Self::Ending => "Loopt binnenkort af",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lack| lack.key() == key)
    }
}

/// Why a consent that holds ends on this day: a birthday changes who must agree, or the time it was given for is over.
pub fn ends(born_on: NaiveDate, until: NaiveDate) -> String {
    let next = until.succ_opt().unwrap_or(until);
    let (before, after) = (years(born_on, until), years(born_on, next));
    if after > before {
        format!("tot en met {}: daarna is de leerling {after}, en is een ander antwoord nodig", short_date(until))
    } else {
        format!("tot en met {}", short_date(until))
    }
}

/// A case and the purpose for which it needs consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub pupil: Named,
    pub school: String,
    /// "Proces 2.0", "agenda van 15-09-2026 (ZAT)"
    pub step: String,
    /// "Bespreken in het Zorg Advies Team"
    pub purpose: String,
    pub lack: Lack,
    pub state: ConsentLine,
    /// When it ends and why, of what ends soon.
    pub ends: String,
    /// The reader may record an answer.
    pub can_record: bool,
}

/// The list, most urgent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    pub lines: Vec<Gap>,
    /// How many there are of each kind at the chosen school, as chips: key, label, number.
    pub kinds: Vec<(Choice, usize)>,
    pub kind: String,
    pub schools: Vec<School>,
    pub school: String,
    pub total: usize,
    pub page: usize,
    pub pages: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_holds_is_told_sixty_days_before_it_ends() {
        let until = |until: &str| State::Given { parties: vec![], until: day(until) };
        let today = day("2026-09-07");
        assert_eq!(Lack::of(&until("2026-11-06"), today), Some(Lack::Ending));
        assert_eq!(Lack::of(&until("2026-11-07"), today), None);
        assert_eq!(Lack::of(&State::Missing, today), Some(Lack::Missing));
        assert_eq!(Lack::of(&State::Objected { since: today }, today), Some(Lack::Objection));
        assert!(Lack::ALL.is_sorted() && Lack::ALL.iter().all(|lack| Lack::from_key(lack.key()) == Some(*lack)));
    }

    #[test]
    fn a_birthday_is_announced_as_one() {
        assert!(
            ends(day("2010-10-01"), day("2026-09-30"))
                .ends_with("daarna is de leerling 16, en is een ander antwoord nodig")
        );
        assert_eq!(ends(day("2010-10-02"), day("2026-09-30")), "tot en met 30-09-2026");
    }
}
