//! Consent is a gate: per party and per purpose, with a validity and a withdrawal (S0 "incl. toestemming van ouders";
//! S1 "zonder toestemming ouders: anoniem!"). The state is derived from records on a day, never stored.
use crate::id::OrganisationId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One recorded statement, as far as the gate needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Key of the consent purpose in the template, for instance `zat`.
    pub purpose: String,
    pub given_on: NaiveDate,
    /// Last day on which the statement holds.
    pub valid_until: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    /// It is an objection: somebody said no to the purpose.
    pub refuses: bool,
    /// Organisations with which may be shared.
    pub parties: Vec<OrganisationId>,
}

impl Statement {
    /// Does it hold on this day?
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.given_on <= on && on <= self.valid_until && self.withdrawn_on.is_none()
    }
}

/// What the statements of one pupil come to, for one purpose, on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Never asked, or never answered.
    Missing,
    /// Given and in force, for these parties.
    Given { parties: Vec<OrganisationId>, until: NaiveDate },
    /// Was given, and has run out.
    Expired { on: NaiveDate },
    /// Was given, and was taken back. A withdrawal closes access at once.
    Withdrawn { on: NaiveDate },
    /// Somebody objects; nothing is recorded until that is taken back.
    Objected { since: NaiveDate },
}

impl State {
    /// The state for one purpose on one day.
    pub fn of(statements: &[Statement], purpose: &str, on: NaiveDate) -> Self {
        let state = Self::among(statements, on, |statement| statement.purpose == purpose);
        let objects = |s: &&Statement| s.refuses && s.purpose == purpose && s.holds(on);
        match (&state, statements.iter().filter(objects).map(|s| s.given_on).min()) {
            // What is given was given before: an objection takes it back, and lets nothing be given after it.
            (Self::Given { .. }, _) | (_, None) => state,
            (_, Some(since)) => Self::Objected { since },
        }
    }

    /// The state for the file itself: whoever is named for any purpose knows the pupil.
    pub fn of_file(statements: &[Statement], on: NaiveDate) -> Self {
        Self::among(statements, on, |_| true)
    }

    fn among(statements: &[Statement], on: NaiveDate, counts: impl Fn(&Statement) -> bool) -> Self {
        let mine = || statements.iter().filter(|s| !s.refuses && counts(s) && s.given_on <= on);
        let mut parties: Vec<_> = mine().filter(|s| s.holds(on)).flat_map(|s| s.parties.iter().copied()).collect();
        parties.sort_unstable();
        parties.dedup();
        if let Some(until) = mine().filter(|s| s.holds(on)).map(|s| s.valid_until).max() {
            return Self::Given { parties, until };
        }
        let withdrawn = mine().filter_map(|s| s.withdrawn_on).max();
        let expired = mine().filter(|s| s.withdrawn_on.is_none() && s.valid_until < on).map(|s| s.valid_until).max();
        match (withdrawn, expired) {
            (Some(w), Some(e)) if e > w => Self::Expired { on: e },
            (Some(w), _) => Self::Withdrawn { on: w },
            (None, Some(e)) => Self::Expired { on: e },
            (None, None) => Self::Missing,
        }
    }

    /// May something about this pupil be shared with at least one outside party?
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given { .. })
    }

    /// May it be shared with this organisation?
    pub fn covers(&self, organisation: OrganisationId) -> bool {
        matches!(self, Self::Given { parties, .. } if parties.binary_search(&organisation).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, d).unwrap()
    }

    fn given(d: u32, until: u32, party: u128) -> Statement {
        Statement {
            purpose: "zat".into(),
            given_on: day(d),
            valid_until: day(until),
            withdrawn_on: None,
            refuses: false,
            parties: vec![OrganisationId(Uuid::from_u128(party))],
        }
    }

    #[test]
    fn an_objection_is_said_as_long_as_it_stands_and_opens_nothing_itself() {
        let no = Statement { refuses: true, parties: vec![], ..given(4, 30, 7) };
        let mut before = given(1, 20, 7);
        before.withdrawn_on = Some(day(4));
        assert_eq!(State::of(&[before.clone(), no.clone()], "zat", day(5)), State::Objected { since: day(4) });
        let alone = std::slice::from_ref(&no);
        assert_eq!(State::of(alone, "zat", day(3)), State::Missing, "not made yet");
        assert_eq!(State::of(alone, "mdo", day(5)), State::Missing, "another purpose");
        assert_eq!(State::of_file(alone, day(5)), State::Missing, "of the file it says nothing");
        let lifted = Statement { withdrawn_on: Some(day(6)), ..no };
        assert_eq!(State::of(&[before, lifted], "zat", day(6)), State::Withdrawn { on: day(4) });
    }

    #[test]
    fn nothing_recorded_is_missing() {
        assert_eq!(State::of(&[], "zat", day(1)), State::Missing);
    }

    #[test]
    fn a_statement_covers_only_the_parties_it_names() {
        let state = State::of(&[given(1, 20, 7)], "zat", day(5));
        assert!(state.covers(OrganisationId(Uuid::from_u128(7))));
        assert!(!state.covers(OrganisationId(Uuid::from_u128(8))));
    }

    #[test]
    fn another_purpose_gives_nothing() {
        assert_eq!(State::of(&[given(1, 20, 7)], "mdo", day(5)), State::Missing);
    }

    #[test]
    fn it_holds_through_its_last_day_and_not_after() {
        assert!(State::of(&[given(1, 20, 7)], "zat", day(20)).is_given());
        assert_eq!(State::of(&[given(1, 20, 7)], "zat", day(21)), State::Expired { on: day(20) });
    }

    #[test]
    fn a_withdrawal_closes_at_once() {
        let mut s = given(1, 20, 7);
        s.withdrawn_on = Some(day(5));
        assert_eq!(State::of(&[s], "zat", day(5)), State::Withdrawn { on: day(5) });
    }

    #[test]
    fn a_new_statement_after_a_withdrawal_opens_again() {
        let mut s = given(1, 20, 7);
        s.withdrawn_on = Some(day(5));
        assert!(State::of(&[s, given(6, 20, 8)], "zat", day(6)).is_given());
    }
}
