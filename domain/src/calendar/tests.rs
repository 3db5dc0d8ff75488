use chrono::{Datelike, NaiveDate, Weekday};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn easter_agrees_with_the_almanac() {
    let almanac = [
        "1961-04-02",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2038-04-25",
        "2049-04-18",
    ];
    for text in almanac {
        assert_eq!(easter(day(text).year()), Some(day(text)));
    }
}

/// The earliest and the latest days, in four centuries: what a century adds is counted too.
#[test]
fn easter_agrees_with_the_almanac_in_other_centuries() {
    for text in
        ["1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2038-04-25", "2100-03-28", "2285-03-22"]
    {
        assert_eq!(easter(day(text).year()), Some(day(text)));
    }
}

#[test]
fn the_months_are_called_as_everybody_calls_them_and_of_a_known_year_nothing_need_be_said() {
    let months = (1..=12).map(month_name).collect::<Vec<_>>().join(" ");
    let called = "januari februari maart april mei juni juli augustus september oktober november december";
    assert_eq!((months.as_str(), month_name(13)), (called, ""));
    assert_eq!(Calendar::new(Region::Noord).caveat(day("2026-12-01")), None);
}

#[test]
fn the_regions_are_called_as_in_the_published_list() {
    assert_eq!([Region::Noord, Region::Midden, Region::Zuid].map(Region::label), ["Noord", "Midden", "Zuid"]);
}

#[test]
fn easter_is_always_a_sunday_in_march_or_april() {
    for year in 1583..4000 {
        let date = easter(year).unwrap();
        assert_eq!(date.weekday(), Weekday::Sun);
        assert!(date >= NaiveDate::from_ymd_opt(year, 3, 22).unwrap());
        assert!(date <= NaiveDate::from_ymd_opt(year, 4, 25).unwrap());
    }
}

#[test]
fn kings_day_moves_to_saturday_when_the_27th_is_a_sunday() {
    assert_eq!(public_holiday(day("2025-04-26")), Some("Koningsdag"));
    assert_eq!(public_holiday(day("2025-04-27")), None);
    assert_eq!(public_holiday(day("2026-04-27")), Some("Koningsdag"));
    assert_eq!(public_holiday(day("2013-04-30")), Some("Koninginnedag"));
    assert_eq!(public_holiday(day("2006-04-29")), Some("Koninginnedag"));
}

#[test]
fn a_year_has_its_eleven_public_holidays() {
    let days_of_2026 = day("2026-01-01").iter_days().take_while(|d| d.year() == 2026);
    let found: Vec<_> = days_of_2026.filter_map(|d| Some((d.to_string(), public_holiday(d)?))).collect();
    let expected = [
        ("2026-01-01", "Nieuwjaarsdag"),
        ("2026-04-03", "Goede Vrijdag"),
        ("2026-04-05", "Eerste Paasdag"),
        ("2026-04-06", "Tweede Paasdag"),
        ("2026-04-27", "Koningsdag"),
        ("2026-05-05", "Bevrijdingsdag"),
        ("2026-05-14", "Hemelvaartsdag"),
        ("2026-05-24", "Eerste Pinksterdag"),
        ("2026-05-25", "Tweede Pinksterdag"),
        ("2026-12-25", "Eerste Kerstdag"),
        ("2026-12-26", "Tweede Kerstdag"),
    ];
    assert_eq!(found, expected.map(|(d, n)| (d.to_owned(), n)).to_vec());
}

#[test]
fn regions_have_their_own_summer() {
    let monday = day("2026-07-06");
    assert!(!Calendar::new(Region::Noord).is_school_day(monday));
    assert!(Calendar::new(Region::Midden).is_school_day(monday));
    assert_eq!(Calendar::new(Region::Noord).closed_because(monday), Some("Zomervakantie"));
}

#[test]
fn a_tenant_closes_and_opens_days_of_its_own() {
    let study = Override { label: "studiedag".into(), from: day("2026-09-16"), until: day("2026-09-16"), open: false };
    let works = Override { label: "wel les".into(), from: day("2026-10-12"), until: day("2026-10-13"), open: true };
    let calendar = Calendar::new(Region::Noord).with_overrides([study, works]);
    assert!(!calendar.is_working_day(day("2026-09-16")));
    assert_eq!(calendar.closed_because(day("2026-09-16")), Some("studiedag"));
    assert!(calendar.is_school_day(day("2026-10-12")), "an opened day in the autumn holiday");
    assert!(!calendar.is_school_day(day("2026-10-14")), "the rest of the holiday stays closed");
}

#[test]
fn an_opened_day_never_opens_a_weekend_or_public_holiday() {
    let all = Override { label: "altijd open".into(), from: day("2026-01-01"), until: day("2026-12-31"), open: true };
    let calendar = Calendar::new(Region::Zuid).with_overrides([all]);
    assert!(!calendar.is_working_day(day("2026-05-25")));
    assert!(!calendar.is_working_day(day("2026-05-30")));
}

#[test]
fn the_list_says_until_when_it_is_known() {
    let calendar = Calendar::new(Region::Midden);
    assert!(calendar.knows(day("2027-01-01")));
    assert!(!calendar.knows(day("2031-03-01")));
}

#[test]
fn a_school_year_runs_from_august_to_july() {
    let year: SchoolYear = "2026-2027".parse().unwrap();
    assert_eq!(year.first_day(), day("2026-08-01"));
    assert_eq!(year.last_day(), day("2027-07-31"));
    assert_eq!(SchoolYear::of(day("2026-07-31")), year.previous());
    assert_eq!(SchoolYear::of(day("2026-08-01")).label(), "2026-2027");
    assert_eq!((year.year_of_month(9), year.year_of_month(7)), (2026, 2027));
    for wrong in ["2026", "2026-2028", "x-y", "99999-100000", ""] {
        assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
    }
}

#[test]
fn dates_read_as_dutch() {
    assert_eq!(short_date(day("2026-09-03")), "03-09-2026");
    assert_eq!(long_date(day("2026-09-03")), "donderdag 3 september 2026");
}

#[test]
fn the_years_to_choose_from_are_those_around_today_and_the_one_that_is_shown() {
    let labels = |shown: i32| {
        let years = SchoolYear::starting_in(shown).choices(day("2026-09-07"));
        years.into_iter().map(SchoolYear::label).collect::<Vec<_>>()
    };
    assert_eq!(labels(2026), ["2025-2026", "2026-2027", "2027-2028"]);
    assert_eq!(labels(2040), ["2025-2026", "2026-2027", "2027-2028", "2040-2041"]);
}
