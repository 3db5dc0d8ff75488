//! Who has to agree before something about a pupil is shared, by age (`domain.md` 2.3, the strict default; UAVG art. 5):
//! under 12 those with gezag; from 12 the pupil signs too or has been heard; from 16 the pupil alone decides.
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The three age bands of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Age {
    Under12,
    From12,
    From16,
}

/// Somebody who can agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Giver {
    Parent1,
    Parent2,
    Guardian,
    /// The pupil, in his or her own name.
    Pupil,
    /// The pupil gave a view that was written down (12 to 15 years).
    PupilHeard,
}

impl Age {
    /// The band on a day.
    pub fn of(born_on: NaiveDate, on: NaiveDate) -> Self {
        match years(born_on, on) {
            ..12 => Self::Under12,
            12..16 => Self::From12,
            16.. => Self::From16,
        }
    }

    /// Who must agree, for the page.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Under12 => {
                "Jonger dan 12 jaar: de ouders met gezag (of de voogd) geven toestemming. Hebben twee ouders gezag, vraag het dan aan allebei."
            }
            Self::From12 => {
                "12 tot en met 15 jaar: de ouders met gezag (of de voogd) geven toestemming, en de leerling tekent mee of is gehoord."
            }
            Self::From16 => {
                "16 jaar of ouder: de leerling geeft zelf toestemming. Ouders horen het alleen als de leerling dat goed vindt."
            }
        }
    }

    /// What the answer still lacks, as a sentence; nothing when it counts.
    pub fn lacks(self, givers: &[Giver]) -> Option<&'static str> {
        let parent = givers.iter().any(|giver| matches!(giver, Giver::Parent1 | Giver::Parent2 | Giver::Guardian));
        let pupil = givers.contains(&Giver::Pupil);
        let heard = pupil || givers.contains(&Giver::PupilHeard);
        match self {
            _ if givers.is_empty() => Some("Kruis aan wie toestemming gaf."),
            Self::Under12 if !parent => {
                Some("Deze leerling is jonger dan 12: een ouder met gezag of de voogd moet toestemming geven.")
            }
            Self::From12 if !parent => {
                Some("Deze leerling is jonger dan 16: een ouder met gezag of de voogd moet toestemming geven.")
            }
            Self::From12 if !heard => Some(
                "Deze leerling is 12 jaar of ouder: laat de leerling meetekenen, of leg vast dat de leerling is gehoord.",
            ),
            Self::From16 if !pupil => {
                Some("Deze leerling is 16 jaar of ouder: de leerling moet zelf toestemming geven.")
            }
            _ => None,
        }
    }
}

/// Whole years on a day; never below zero.
pub fn years(born_on: NaiveDate, on: NaiveDate) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born_on.month(), born_on.day());
    (on.year() - born_on.year() - i32::from(!had_birthday)).max(0)
}

impl Giver {
    pub const ALL: [Self; 5] = [Self::Parent1, Self::Parent2, Self::Guardian, Self::Pupil, Self::PupilHeard];

    /// The name in a form.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Parent1 => "ouder_1",
            Self::Parent2 => "ouder_2",
            Self::Guardian => "voogd",
            Self::Pupil => "leerling",
            Self::PupilHeard => "gehoord",
        }
    }

    /// The words in the register.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Parent1 => "ouder 1",
            Self::Parent2 => "ouder 2",
            Self::Guardian => "voogd",
            Self::Pupil => "de leerling zelf",
            Self::PupilHeard => "de leerling is gehoord",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|giver| giver.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn the_band_changes_on_the_birthday() {
        let born = day(2014, 9, 7);
        assert_eq!(Age::of(born, day(2026, 9, 6)), Age::Under12);
        assert_eq!(Age::of(born, day(2026, 9, 7)), Age::From12);
        assert_eq!(Age::of(born, day(2030, 9, 7)), Age::From16);
    }

    #[test]
    fn a_child_born_on_leap_day_grows_older_on_the_first_of_march() {
        assert_eq!(years(day(2016, 2, 29), day(2028, 2, 28)), 11);
        assert_eq!(years(day(2016, 2, 29), day(2027, 3, 1)), 11);
        assert_eq!(years(day(2016, 2, 29), day(2028, 2, 29)), 12);
    }

    #[test]
    fn at_sixteen_only_the_pupil_counts() {
        assert!(Age::From16.lacks(&[Giver::Parent1, Giver::Parent2]).is_some());
        assert_eq!(Age::From16.lacks(&[Giver::Pupil]), None);
    }

    #[test]
    fn from_twelve_the_pupil_signs_or_is_heard() {
        assert!(Age::From12.lacks(&[Giver::Parent1]).is_some());
        assert_eq!(Age::From12.lacks(&[Giver::Parent1, Giver::PupilHeard]), None);
        assert!(Age::From12.lacks(&[Giver::Pupil]).is_some());
    }

    #[test]
    fn under_twelve_a_child_cannot_agree_alone() {
        assert!(Age::Under12.lacks(&[Giver::Pupil]).is_some());
        assert_eq!(Age::Under12.lacks(&[Giver::Guardian]), None);
    }
}
