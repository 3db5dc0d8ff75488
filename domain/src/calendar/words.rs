//! Dates in Dutch words: dd-mm-jjjj in tables, "3 september 2026" in sentences.

use chrono::{Datelike, NaiveDate, Weekday};

/// "03-09-2026"
pub fn short_date(date: NaiveDate) -> String {
    format!("{:02}-{:02}-{}", date.day(), date.month(), date.year())
}

/// "3-9-2026": as people type it, for an example.
pub fn typed_date(date: NaiveDate) -> String {
    format!("{}-{}-{}", date.day(), date.month(), date.year())
}

/// "donderdag 3 september 2026"
pub fn long_date(date: NaiveDate) -> String {
    let weekday = weekday_name(date.weekday());
    format!("{weekday} {} {} {}", date.day(), month_name(date.month()), date.year())
}

/// "september"; an impossible month gives an empty text.
pub const fn month_name(month: u32) -> &'static str {
    match month {
        1 => "januari",
        2 => "februari",
        3 => "maart",
        4 => "april",
        5 => "mei",
        6 => "juni",
        7 => "juli",
        8 => "augustus",
        9 => "september",
        10 => "oktober",
        11 => "november",
        12 => "december",
        _ => "",
    }
}

pub const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "maandag",
        Weekday::Tue => "dinsdag",
        Weekday::Wed => "woensdag",
        Weekday::Thu => "donderdag",
        Weekday::Fri => "vrijdag",
        Weekday::Sat => "zaterdag",
        Weekday::Sun => "zondag",
    }
}
