//! The public holidays on which a term may not end: those of the Algemene termijnenwet, art. 3, Good Friday included.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The name of the public holiday on this day, if it is one.
pub fn public_holiday(date: NaiveDate) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (1, 1) => return Some("Nieuwjaarsdag"),
        (5, 5) => return Some("Bevrijdingsdag"),
        (12, 25) => return Some("Eerste Kerstdag"),
        (12, 26) => return Some("Tweede Kerstdag"),
        _ => {}
    }
    if Some(date) == monarchs_birthday(date.year()) {
        return Some(if date.year() < 2014 { "Koninginnedag" } else { "Koningsdag" });
    }
    match date.signed_duration_since(easter(date.year())?).num_days() {
        -2 => Some("Goede Vrijdag"),
        0 => Some("Eerste Paasdag"),
        1 => Some("Tweede Paasdag"),
        39 => Some("Hemelvaartsdag"),
        49 => Some("Eerste Pinksterdag"),
        50 => Some("Tweede Pinksterdag"),
        _ => None,
    }
}

/// 27 April, or the day before when that is a Sunday; until 2013 it was 30 April.
fn monarchs_birthday(year: i32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(year, 4, if year < 2014 { 30 } else { 27 })?;
    if date.weekday() == Weekday::Sun { date.checked_sub_days(Days::new(1)) } else { Some(date) }
}

/// Easter Sunday of the Gregorian calendar (the computus in integers, after Meeus, Jones and Butcher).
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + century - century.div_euclid(4) - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (rest / 4) - moon - rest % 4).rem_euclid(7);
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * shift + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}
