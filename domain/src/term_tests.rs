//! Terms against an independent, slow count: a list of all open days, made first and then read off.

use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;

use super::*;
use crate::calendar::{Override, Region, public_holiday, vacations};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn midden() -> Calendar {
    Calendar::new(Region::Midden)
}

#[test]
fn six_school_weeks_skip_the_autumn_holiday() {
    assert_eq!(Period::SchoolWeeks(6).due(day("2026-09-16"), &midden()), day("2026-11-04"));
    assert_eq!(Period::Weeks(6).due(day("2026-09-16"), &midden()), day("2026-10-28"));
}

#[test]
fn a_term_that_would_end_on_easter_monday_ends_on_tuesday() {
    assert_eq!(Period::Days(4).due(day("2026-04-02"), &midden()), day("2026-04-07"));
    assert_eq!(Period::WorkingDays(1).due(day("2026-04-02"), &midden()), day("2026-04-07"));
}

#[test]
fn a_month_after_the_last_of_january_is_the_last_of_february() {
    assert_eq!(Period::Months(1).due(day("2028-01-31"), &midden()), day("2028-02-29"));
}

#[test]
fn until_31_july_rolls_back_to_an_open_day() {
    let until = Period::Until(MonthDay::new(7, 31).unwrap());
    assert_eq!(until.due(day("2026-09-01"), &midden()), day("2027-07-30"), "31 July 2027 is a Saturday");
    assert_eq!(until.due(day("2026-07-31"), &midden()), day("2027-07-30"), "the day itself is over");
    assert_eq!(until.due(day("2027-07-30"), &midden()), day("2028-07-31"), "what ended on Friday is over too");
}

#[test]
fn a_period_is_longer_only_when_it_always_is() {
    let until = Period::Until(MonthDay::new(7, 31).unwrap());
    let longer =
        [(Period::Weeks(10), Period::Days(3)), (Period::Months(2), Period::Months(1)), (Period::Months(14), until)];
    assert!(longer.iter().all(|(one, other)| one.is_longer_than(*other) && !other.is_longer_than(*one)));
    let neither =
        [(Period::Days(30), Period::Months(1)), (Period::Weeks(6), until), (Period::Weeks(6), Period::SchoolWeeks(6))];
    assert!(neither.iter().all(|(one, other)| !one.is_longer_than(*other) && !other.is_longer_than(*one)));
}

#[test]
fn a_period_is_not_longer_than_itself_or_than_one_that_can_end_on_the_same_day() {
    let lengths =
        [Period::Days(14), Period::Weeks(6), Period::Months(2), Period::WorkingDays(5), Period::SchoolWeeks(6)];
    assert!(lengths.iter().all(|length| !length.is_longer_than(*length)));
    // A week that ends on closed days can take as long as fourteen days do at least.
    assert!(!Period::Days(14).is_longer_than(Period::Weeks(1)));
    assert!(Period::Days(15).is_longer_than(Period::Weeks(1)));
}

#[test]
fn a_part_of_the_year_goes_over_new_year() {
    let day = |day, month| MonthDay::new(month, day).unwrap();
    let within = |it: MonthDay| it.is_between(day(1, 12), day(15, 1));
    assert!([day(1, 12), day(20, 12), day(1, 1), day(15, 1)].into_iter().all(within));
    assert!(![day(30, 11), day(16, 1), day(1, 6)].into_iter().any(within));
    let summer = |it: MonthDay| it.is_between(day(1, 6), day(31, 8));
    assert!([day(1, 6), day(31, 8)].into_iter().all(summer) && ![day(31, 5), day(1, 9)].into_iter().any(summer));
}

#[test]
fn a_period_reads_as_words() {
    assert_eq!(Period::SchoolWeeks(6).words(), "6 schoolweken");
    assert_eq!(Period::Months(1).words(), "1 maand");
    assert_eq!(Period::Until(MonthDay::new(7, 31).unwrap()).words(), "tot 31-07");
}

#[test]
fn a_chip_says_how_much_room_there_is() {
    let term = Term::new(day("2026-09-20"));
    let shown = |today: &str| term.chip(day(today));
    assert_eq!((shown("2026-09-11").text.as_str(), shown("2026-09-11").state), ("nog 9 dagen", TermState::Ruim));
    assert_eq!((shown("2026-09-19").text.as_str(), shown("2026-09-19").state), ("nog 1 dag", TermState::Bijna));
    assert_eq!((shown("2026-09-20").text.as_str(), shown("2026-09-20").state), ("vandaag", TermState::Bijna));
    assert_eq!((shown("2026-09-22").text.as_str(), shown("2026-09-22").state), ("2 dagen te laat", TermState::TeLaat));
}

/// Every open day of these years, told from the lists and not through `Calendar`.
fn open_days(region: Region, closed: &[Override], school: bool) -> Vec<NaiveDate> {
    let free = |d: NaiveDate| {
        let weekend = matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        let vacation = school && vacations(region).iter().any(|v| v.from <= d && d <= v.until);
        weekend || vacation || public_holiday(d).is_some() || closed.iter().any(|o| o.from <= d && d <= o.until)
    };
    day("2024-01-01").iter_days().take_while(|d| d.year() < 2036).filter(|d| !free(*d)).collect()
}

fn slow(period: Period, from: NaiveDate, work: &[NaiveDate], school: &[NaiveDate]) -> NaiveDate {
    let at_or_after = |days: &[NaiveDate], end: NaiveDate| *days.iter().find(|d| **d >= end).unwrap();
    let nth_after = |days: &[NaiveDate], n: u16| {
        if n == 0 {
            at_or_after(days, from)
        } else {
            *days.iter().filter(|d| **d > from).nth(usize::from(n) - 1).unwrap()
        }
    };
    let plus = |n: u16| from + chrono::TimeDelta::days(i64::from(n));
    match period {
        Period::Days(n) => at_or_after(work, plus(n)),
        Period::Weeks(n) => at_or_after(work, plus(7 * n)),
        Period::Months(n) => {
            let month = from.month0() + u32::from(n);
            let (year, month) = (from.year() + i32::try_from(month / 12).unwrap(), month % 12 + 1);
            let end = (1..=from.day()).rev().find_map(|d| NaiveDate::from_ymd_opt(year, month, d)).unwrap();
            at_or_after(work, end)
        }
        Period::WorkingDays(n) => nth_after(work, n),
        Period::SchoolDays(n) => nth_after(school, n),
        Period::SchoolWeeks(n) => {
            let monday = |d: NaiveDate| d - chrono::TimeDelta::days(i64::from(d.weekday().num_days_from_monday()));
            let mut weeks: Vec<_> = school.iter().map(|d| monday(*d)).filter(|m| *m > from).collect();
            weeks.dedup();
            let offset = from - monday(from);
            let end = if n == 0 { from } else { weeks[usize::from(n) - 1] + offset };
            at_or_after(school, end)
        }
        Period::Until(end) => {
            let ends = from.iter_days().skip(1).filter(|d| MonthDay::of(*d) == end).take(2);
            let mut open = ends.filter_map(|end| work.iter().rev().find(|d| **d <= end));
            open.find(|d| **d > from).copied().unwrap_or_else(|| at_or_after(work, from))
        }
    }
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (0..400_u16).prop_map(Period::Days),
        (0..60_u16).prop_map(Period::Weeks),
        (0..18_u16).prop_map(Period::Months),
        (0..250_u16).prop_map(Period::WorkingDays),
        (0..200_u16).prop_map(Period::SchoolDays),
        (0..40_u16).prop_map(Period::SchoolWeeks),
        (1..=12_u32, 1..=28_u32).prop_map(|(month, day)| Period::Until(MonthDay::new(month, day).unwrap())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn terms_agree_with_a_slow_count(
        region in prop_oneof![Just(Region::Noord), Just(Region::Midden), Just(Region::Zuid)],
        start in 0..1800_i64,
        cases in prop::collection::vec(periods(), 25),
        closing in prop::collection::vec((0..2000_i64, 0..4_i64), 0..6),
    ) {
        let plus = |n| day("2024-03-01") + chrono::TimeDelta::days(n);
        let closed: Vec<_> = closing
            .into_iter()
            .map(|(at, len)| Override { label: "dicht".into(), from: plus(at), until: plus(at + len), open: false })
            .collect();
        let calendar = Calendar::new(region).with_overrides(closed.clone());
        let (work, school) = (open_days(region, &closed, false), open_days(region, &closed, true));
        for period in cases {
            let due = period.due(plus(start), &calendar);
            prop_assert_eq!(due, slow(period, plus(start), &work, &school), "{:?} from {}", period, plus(start));
        }
    }

    #[test]
    fn no_term_ends_on_a_closed_day_or_before_it_starts(start in 0..2200_i64, period in periods()) {
        let from = day("2024-01-01") + chrono::TimeDelta::days(start);
        let due = period.due(from, &midden());
        prop_assert!(due >= from);
        prop_assert!(midden().is_working_day(due), "{:?} ends on {}", period, due);
    }

    #[test]
    fn a_longer_term_never_ends_earlier(start in 0..1800_i64, n in 0..300_u16) {
        let from = day("2024-01-01") + chrono::TimeDelta::days(start);
        for make in [Period::Days, Period::WorkingDays, Period::SchoolDays] {
            prop_assert!(make(n).due(from, &midden()) <= make(n + 1).due(from, &midden()));
        }
    }

    #[test]
    fn a_term_that_stood_still_has_as_many_days_left_as_when_it_stopped(
        start in 0..1800_i64, period in periods(), stop in prop::option::weighted(0.8, 0..200_i64), still in 0..200_i64,
    ) {
        let plus = |n| day("2024-01-01") + chrono::TimeDelta::days(n);
        let due = period.due(plus(start), &midden());
        // Else on its last day.
        let stopped = stop.map_or(due, |stop| plus(start + stop));
        let today = stopped + chrono::TimeDelta::days(still);
        let resumed = |today| period.resumed(due, stopped, today, &midden());
        if matches!(period, Period::Until(_)) {
            prop_assert_eq!(resumed(today), due, "a fixed end does not move");
            return Ok(());
        }
        prop_assert_eq!(resumed(stopped), due, "resumed at once, nothing changes");
        prop_assert!(resumed(today) >= due && midden().is_working_day(resumed(today)));
        prop_assert!(due < stopped || resumed(today) >= today, "what was not over is not over");
        prop_assert!(due <= stopped || resumed(today) > today, "nor is this its last day");
        let open = match period {
            Period::WorkingDays(_) => open_days(Region::Midden, &[], false),
            Period::SchoolDays(_) | Period::SchoolWeeks(_) => open_days(Region::Midden, &[], true),
            _ => return Ok(()),
        };
        let left = |from: NaiveDate, until: NaiveDate| open.iter().filter(|d| from < **d && **d <= until).count();
        let mut before = today.iter_days().take_while(|day| *day < resumed(today));
        let first_open = due == stopped && before.all(|day| !open.contains(&day));
        prop_assert!(due < stopped || first_open || left(stopped, due) == left(today, resumed(today)));
    }
}
