//! Days and moments of the demonstration, all counted from the one day on which it is planted.
use crate::clock::from_local;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

/// This day at this time on the Dutch wall clock.
pub(super) fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    from_local(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()))
}

/// So many days later, or earlier when negative.
pub(super) fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    moved.unwrap_or(day)
}
