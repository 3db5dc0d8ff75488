//! The dates of a meeting in a school year: one per named month, or every so many school weeks, always on a school day.
//! Weekdays alternate, and schools get different ones, so that a consulent with twelve schools can be everywhere.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Cadence, MeetingType};
use crate::{
    calendar::{Calendar, Open, SchoolYear, month_name},
    stage::Stage,
};

/// Where in a month a meeting is looked for first: late enough for the agenda to be made in the same month.
const PREFERRED_DAY: u32 = 17;

const WEEKDAYS: [Weekday; 5] = [Weekday::Tue, Weekday::Thu, Weekday::Mon, Weekday::Wed, Weekday::Fri];

/// The dates of a meeting in a school year, in order. Empty for a meeting that takes place on decision.
pub fn dates(meeting: &MeetingType, year: SchoolYear, calendar: &Calendar) -> Vec<NaiveDate> {
    dates_spread(meeting, year, calendar, 0)
}

/// As [`dates`], moved to other weekdays and weeks by `spread`: give each school its own number.
pub fn dates_spread(meeting: &MeetingType, year: SchoolYear, calendar: &Calendar, spread: usize) -> Vec<NaiveDate> {
    let mut dates = match &meeting.cadence {
        Cadence::Months(months) => monthly(months, year, calendar, spread),
        Cadence::EveryWeeks(weeks) => weekly(*weeks, year, calendar, spread),
        Cadence::Published(published) => published.iter().copied().filter(|date| year.contains(*date)).collect(),
        Cadence::OnDecision => Vec::new(),
    };
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// How the periods of a school year are called, in order: after the month in which a meeting falls when the cadence
/// names months, otherwise by number.
pub fn periods(meeting: &MeetingType, year: SchoolYear, calendar: &Calendar) -> Vec<String> {
    match &meeting.cadence {
        Cadence::Months(months) => months.iter().map(|month| month_name(*month).to_owned()).collect(),
        _ => (1..=dates(meeting, year, calendar).len()).map(|number| format!("periode {number}")).collect(),
    }
}

/// The day on which the agenda of a meeting should have reached a stage: so many days before or after, moved forward to
/// a school day, so that the stages keep their order and nobody is asked anything in a holiday. Without a rule for the
/// stage it is the day of the meeting.
pub fn stage_day(meeting: &MeetingType, stage: Stage, held_on: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let days = meeting.rule(stage).map_or(0, |rule| rule.days_before);
    let distance = Days::new(u64::from(days.unsigned_abs()));
    let day = if days >= 0 { held_on.checked_sub_days(distance) } else { held_on.checked_add_days(distance) };
    calendar.roll_forward(day.unwrap_or(held_on), Open::School)
}

fn monthly(months: &[u32], year: SchoolYear, calendar: &Calendar, spread: usize) -> Vec<NaiveDate> {
    let preferred = if (spread / WEEKDAYS.len()).is_multiple_of(2) { PREFERRED_DAY } else { PREFERRED_DAY + 7 };
    let one = |(turn, month): (usize, &u32)| {
        let weekday = WEEKDAYS[(turn + spread) % WEEKDAYS.len()];
        in_month(year.year_of_month(*month), *month, weekday, preferred, calendar)
    };
    months.iter().enumerate().filter_map(one).collect()
}

/// The school day of the month on this weekday nearest to the preferred day; any nearest school day when there is none.
fn in_month(year: i32, month: u32, weekday: Weekday, preferred: u32, calendar: &Calendar) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let days = || first.iter_days().take_while(|d| d.month() == month).filter(|d| calendar.is_school_day(*d));
    let nearest = |day: &NaiveDate| day.day().abs_diff(preferred);
    days().filter(|d| d.weekday() == weekday).min_by_key(nearest).or_else(|| days().min_by_key(nearest))
}

fn weekly(weeks: u16, year: SchoolYear, calendar: &Calendar, spread: usize) -> Vec<NaiveDate> {
    let weekday = WEEKDAYS[spread % WEEKDAYS.len()];
    let every = usize::from(weeks.max(1));
    let first = year.first_day().iter_days().find(|d| d.weekday() == weekday).unwrap_or_else(|| year.first_day());
    let weeks = first.iter_weeks().take_while(|d| year.contains(*d)).filter(|d| calendar.is_school_week(*d));
    weeks.step_by(every).filter_map(|d| in_week(d, calendar)).filter(|d| year.contains(*d)).collect()
}

/// This day, or the nearest school day of its week.
fn in_week(day: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
    let week = monday.iter_days().take(5).filter(|d| calendar.is_school_day(*d));
    week.min_by_key(|d| d.signed_duration_since(day).num_days().abs())
}
