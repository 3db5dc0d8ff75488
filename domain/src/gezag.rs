//! Who has to agree before something about a pupil is shared, by age (`domain.md` 2.3, the strict default; UAVG art. 5):
//! under 12 those with gezag; from 12 the pupil signs too or has been heard; from 16 the pupil alone decides. A purpose may
//! hear the pupil at another age, or let parents decide along until 18; without the pupil's own yes nothing is shared from 16.
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// From this age nothing is shared without the pupil's own yes (UAVG art. 5).
pub const OWN_YES: u8 = 16;

/// The last day of what has no end of its own.
pub const NO_END: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");

/// From this age nobody decides along.
pub const ADULT: u8 = 18;

/// From which ages a pupil takes part in what is agreed, in whole years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ages {
    /// The pupil signs too, or has been heard.
    pub heard: u8,
    /// The pupil alone decides.
    pub alone: u8,
}

impl Default for Ages {
    fn default() -> Self {
        Self { heard: 12, alone: OWN_YES }
    }
}

impl Ages {
    /// Nothing was said of ages.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// "de leerling is gehoord vanaf 12 jaar en beslist alleen vanaf 16 jaar"
    pub fn words(self) -> String {
        format!("de leerling is gehoord vanaf {} jaar en beslist alleen vanaf {} jaar", self.heard, self.alone)
    }
}

/// A pupil of some age under the rule of a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Age {
    pub who: Who,
    ages: Ages,
}

/// Who must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Those with gezag.
    Parents,
    /// Those with gezag; the pupil signs too or has been heard.
    ParentsAndHeard,
    /// Those with gezag, and the pupil.
    Both,
    /// The pupil.
    Pupil,
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
    /// What the ages of a purpose come to for a pupil on a day.
    pub fn of(born_on: NaiveDate, on: NaiveDate, ages: Ages) -> Self {
        let years = years(born_on, on);
        let reached = |age: u8| years >= i32::from(age);
        // The law stands above what a way of working says.
        let who = match (reached(ages.heard), reached(OWN_YES), reached(ages.alone) || reached(ADULT)) {
            (_, true, true) => Who::Pupil,
            (_, true, false) => Who::Both,
            (true, false, _) => Who::ParentsAndHeard,
            (false, false, _) => Who::Parents,
        };
        Self { who, ages }
    }

    /// Who must agree, for the page.
    pub fn rule(self) -> String {
        let Ages { heard, alone } = self.ages;
        match self.who {
            Who::Parents => format!(
                "Jonger dan {} jaar: de ouders met gezag (of de voogd) geven toestemming. Hebben twee ouders gezag, vraag het dan aan allebei.",
                heard.min(OWN_YES)
            ),
            Who::ParentsAndHeard => format!(
                "{heard} tot en met {} jaar: de ouders met gezag (of de voogd) geven toestemming, en de leerling tekent mee of is gehoord.",
                OWN_YES - 1
            ),
            Who::Both => format!(
                "{OWN_YES} tot en met {} jaar: de leerling geeft zelf toestemming, en de ouders met gezag (of de voogd) ook.",
                alone.min(ADULT) - 1
            ),
            Who::Pupil => format!(
                "{} jaar of ouder: de leerling geeft zelf toestemming. Ouders horen het alleen als de leerling dat goed vindt.",
                alone.clamp(OWN_YES, ADULT)
            ),
        }
    }

    /// Who can have agreed, in the order of a form.
    pub const fn givers(self) -> &'static [Giver] {
        match self.who {
            Who::Parents => &[Giver::Parent1, Giver::Parent2, Giver::Guardian],
            Who::ParentsAndHeard => &Giver::ALL,
            Who::Both | Who::Pupil => &[Giver::Pupil, Giver::Parent1, Giver::Parent2, Giver::Guardian],
        }
    }

    /// Who can object, in the order of a form: whoever must agree, and a pupil who is heard.
    pub const fn objectors(self) -> &'static [Giver] {
        match self.who {
            Who::Parents => &[Giver::Parent1, Giver::Parent2, Giver::Guardian],
            Who::ParentsAndHeard | Who::Both => &[Giver::Parent1, Giver::Parent2, Giver::Guardian, Giver::Pupil],
            Who::Pupil => &[Giver::Pupil],
        }
    }

    /// What the answer still lacks, as a sentence; nothing when it counts.
    pub fn lacks(self, givers: &[Giver]) -> Option<String> {
        let Ages { heard: from, alone } = self.ages;
        let parent = givers.iter().any(|giver| matches!(giver, Giver::Parent1 | Giver::Parent2 | Giver::Guardian));
        let pupil = givers.contains(&Giver::Pupil);
        let heard = pupil || givers.contains(&Giver::PupilHeard);
        let below = |age: u8| {
            format!("Deze leerling is jonger dan {age}: een ouder met gezag of de voogd moet toestemming geven.")
        };
        match self.who {
            _ if givers.is_empty() => Some("Kruis aan wie toestemming gaf.".to_owned()),
            Who::Parents if !parent => Some(below(from.min(OWN_YES))),
            Who::ParentsAndHeard if !parent => Some(below(OWN_YES)),
            Who::ParentsAndHeard if !heard => Some(format!(
                "Deze leerling is {from} jaar of ouder: laat de leerling meetekenen, of leg vast dat de leerling is gehoord."
            )),
            Who::Both | Who::Pupil if !pupil => {
                Some(format!("Deze leerling is {OWN_YES} jaar of ouder: de leerling moet zelf toestemming geven."))
            }
            Who::Both if !parent => Some(below(alone.min(ADULT))),
            _ => None,
        }
    }
}

/// The last day on which an answer of these people counts, at most `until`: on the birthday that somebody else must agree,
/// what was said until then ends (UAVG art. 5: from 16 a parent's yes opens nothing).
pub fn counts_until(
    born_on: NaiveDate,
    given_on: NaiveDate,
    until: NaiveDate,
    ages: Ages,
    givers: &[Giver],
) -> NaiveDate {
    let birthdays = [ages.heard, OWN_YES, ages.alone.min(ADULT)].map(|age| birthday(born_on, age));
    let ends = birthdays.into_iter().flatten().filter(|day| given_on < *day && *day <= until);
    let lapses = ends.filter(|day| Age::of(born_on, *day, ages).lacks(givers).is_some());
    lapses.min().and_then(|day| day.pred_opt()).unwrap_or(until)
}

/// The last day on which the objection of somebody counts: from the birthday on which the pupil alone decides, that of a
/// parent or guardian no longer does. That of the pupil has no end of its own.
pub fn objection_until(born_on: NaiveDate, ages: Ages, by: Giver) -> NaiveDate {
    let alone = birthday(born_on, ages.alone.clamp(OWN_YES, ADULT)).and_then(|day| day.pred_opt());
    alone.filter(|_| !matches!(by, Giver::Pupil | Giver::PupilHeard)).unwrap_or(NO_END)
}

/// The day on which somebody reaches an age: born on 29 February, on 1 March in other years.
fn birthday(born_on: NaiveDate, age: u8) -> Option<NaiveDate> {
    let year = born_on.year() + i32::from(age);
    born_on.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
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
    use Giver::{Guardian, Parent1, Pupil, PupilHeard};

    #[test]
    fn what_parents_said_ends_before_the_birthday_on_which_the_pupil_must_agree() {
        let until =
            |born, given, givers: &[Giver]| counts_until(born, given, day(2027, 7, 31), Ages::default(), givers);
        let given = day(2026, 9, 7);
        // Turns 16 on 3 March 2027.
        assert_eq!(until(day(2011, 3, 3), given, &[Parent1, PupilHeard]), day(2027, 3, 2));
        assert_eq!(until(day(2011, 3, 3), given, &[Parent1, Pupil]), day(2027, 7, 31));
        // Turns 12: the pupil is heard from then on.
        assert_eq!(until(day(2015, 3, 3), given, &[Guardian]), day(2027, 3, 2));
        assert_eq!(until(day(2015, 3, 3), given, &[Parent1, PupilHeard]), day(2027, 7, 31));
        // Nobody's birthday matters when it is over, or after the last day.
        assert_eq!(until(day(2011, 9, 7), day(2027, 9, 7), &[Pupil]), day(2027, 7, 31));
        assert_eq!(until(day(2011, 8, 1), given, &[Parent1, PupilHeard]), day(2027, 7, 31));
        // 29 February comes a day later in most years.
        assert_eq!(
            counts_until(day(2012, 2, 29), given, day(2028, 7, 31), Ages::default(), &[Parent1, PupilHeard]),
            day(2028, 2, 28)
        );
        assert_eq!(
            counts_until(
                day(2008, 2, 29),
                day(2023, 9, 1),
                day(2026, 7, 31),
                Ages { heard: 12, alone: 18 },
                &[Pupil, Parent1]
            ),
            day(2026, 7, 31)
        );
    }

    #[test]
    fn an_answer_that_counts_lacks_nothing_on_any_day_until_it_ends() {
        for heard in [0, 12, 16] {
            for alone in [16, 18] {
                let ages = Ages { heard, alone };
                for givers in [&[Parent1][..], &[Parent1, PupilHeard], &[Pupil], &[Pupil, Guardian]] {
                    for months in 0..240 {
                        let born = day(2008, 1, 15) + chrono::Months::new(months);
                        let given = day(2026, 9, 7);
                        if Age::of(born, given, ages).lacks(givers).is_some() {
                            continue;
                        }
                        let until = counts_until(born, given, day(2027, 7, 31), ages, givers);
                        for on in given.iter_days().take_while(|on| *on <= until) {
                            assert_eq!(Age::of(born, on, ages).lacks(givers), None, "{born} {on} {ages:?} {givers:?}");
                        }
                        if until < day(2027, 7, 31) {
                            let after = until.succ_opt().unwrap();
                            assert!(Age::of(born, after, ages).lacks(givers).is_some(), "{born} {after}");
                        }
                    }
                }
            }
        }
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    /// Somebody of so many years, under a purpose's ages.
    fn age(years: i32, ages: Ages) -> Age {
        Age::of(day(2026 - years, 9, 7), day(2026, 9, 7), ages)
    }

    fn usual(years: i32) -> Age {
        age(years, Ages::default())
    }

    #[test]
    fn the_rule_changes_on_the_birthday() {
        let (born, ages) = (day(2014, 9, 7), Ages::default());
        assert_eq!(Age::of(born, day(2026, 9, 6), ages).who, Who::Parents);
        assert_eq!(Age::of(born, day(2026, 9, 7), ages).who, Who::ParentsAndHeard);
        assert_eq!(Age::of(born, day(2030, 9, 7), ages).who, Who::Pupil);
    }

    #[test]
    fn a_child_born_on_leap_day_grows_older_on_the_first_of_march() {
        assert_eq!(years(day(2016, 2, 29), day(2028, 2, 28)), 11);
        assert_eq!(years(day(2016, 2, 29), day(2027, 3, 1)), 11);
        assert_eq!(years(day(2016, 2, 29), day(2028, 2, 29)), 12);
    }

    #[test]
    fn at_sixteen_only_the_pupil_counts() {
        assert!(usual(16).lacks(&[Giver::Parent1, Giver::Parent2]).is_some());
        assert_eq!(usual(16).lacks(&[Giver::Pupil]), None);
    }

    #[test]
    fn from_twelve_the_pupil_signs_or_is_heard() {
        assert!(usual(12).lacks(&[Giver::Parent1]).is_some());
        assert_eq!(usual(12).lacks(&[Giver::Parent1, Giver::PupilHeard]), None);
        assert!(usual(12).lacks(&[Giver::Pupil]).is_some());
    }

    #[test]
    fn under_twelve_a_child_cannot_agree_alone() {
        assert!(usual(11).lacks(&[Giver::Pupil]).is_some());
        assert_eq!(usual(11).lacks(&[Giver::Guardian]), None);
    }

    #[test]
    fn a_purpose_can_hear_a_pupil_earlier_and_let_parents_decide_along_until_eighteen() {
        let ages = Ages { heard: 8, alone: 18 };
        assert!(age(8, ages).lacks(&[Giver::Parent1]).unwrap().contains("8 jaar of ouder"));
        let sixteen = age(16, ages);
        assert!(sixteen.rule().starts_with("16 tot en met 17 jaar"));
        assert!(sixteen.lacks(&[Giver::Parent1, Giver::PupilHeard]).is_some(), "heard is no yes");
        assert!(sixteen.lacks(&[Giver::Pupil]).unwrap().contains("jonger dan 18"));
        assert_eq!(sixteen.lacks(&[Giver::Pupil, Giver::Parent2]), None);
        assert_eq!(age(18, ages).lacks(&[Giver::Pupil]), None);
    }

    #[test]
    fn an_objection_is_for_whoever_must_agree_and_ends_when_the_pupil_alone_decides() {
        assert!(!usual(11).objectors().contains(&Pupil) && usual(12).objectors().contains(&Pupil));
        assert_eq!(usual(16).objectors(), [Pupil]);
        assert_eq!(age(16, Ages { heard: 12, alone: 18 }).objectors().len(), 4);
        let born = day(2011, 3, 3);
        assert_eq!(objection_until(born, Ages::default(), Parent1), day(2027, 3, 2));
        assert_eq!(objection_until(born, Ages { heard: 12, alone: 18 }, Guardian), day(2029, 3, 2));
        assert_eq!(objection_until(born, Ages::default(), Pupil), NO_END);
        assert_eq!(
            objection_until(born, Ages { heard: 0, alone: 0 }, Parent1),
            day(2027, 3, 2),
            "the law stands above it"
        );
    }

    #[test]
    fn no_ages_make_it_laxer_than_the_law() {
        for (heard, alone) in [(0, 0), (14, 12), (200, 200), (16, 250)] {
            let ages = Ages { heard, alone };
            assert!(age(15, ages).lacks(&[Giver::Pupil]).is_some(), "{ages:?}");
            assert!(age(16, ages).lacks(&[Giver::Parent1, Giver::PupilHeard]).is_some(), "{ages:?}");
            assert_eq!(age(18, ages).lacks(&[Giver::Pupil]), None, "{ages:?}");
            assert!((0..20).all(|years| !age(years, ages).rule().is_empty()));
        }
    }
}
