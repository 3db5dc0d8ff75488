//! When partners may look into an agenda that was sent: not earlier than so many days before the meeting, and no longer than
//! so many days after it. The school and the samenwerkingsverband always may.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The days on which a sent agenda is open to partners. Nothing said: from the moment it is sent, for as long as the
/// consent holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_days_before: Option<u16>,
    /// The last open day, counted from the day of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_days_after: Option<u16>,
}

/// How an agenda stands to partners on a day, apart from whether it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Open,
    /// It opens on this day.
    Opens(NaiveDate),
    /// This was the last day.
    Closed(NaiveDate),
}

impl Access {
    /// The first and the last day of a meeting of which the agenda is open today; none is without bound.
    pub fn open_meetings(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.closes_days_after.map(|days| before(today, days)), self.opens_days_before.map(|days| after(today, days)))
    }

    /// How the agenda of a meeting on this day stands today.
    pub fn door(self, day: NaiveDate, today: NaiveDate) -> Door {
        match (self.opens_days_before, self.closes_days_after, self.open_meetings(today)) {
            (Some(days), _, (_, Some(last))) if day > last => Door::Opens(before(day, days)),
            (_, Some(days), (Some(first), _)) if day < first => Door::Closed(after(day, days)),
            _ => Door::Open,
        }
    }

    /// "vanaf 7 dagen voor het overleg, tot en met 14 dagen erna"
    pub fn words(self) -> String {
        let days = |count: u16| if count == 1 { "1 dag".to_owned() } else { format!("{count} dagen") };
        let from = self.opens_days_before.map(|count| format!("vanaf {} voor het overleg", days(count)));
        let until = self.closes_days_after.map(|count| format!("tot en met {} erna", days(count)));
        [from, until].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn before(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}

fn after(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    #[test]
    fn an_agenda_opens_and_closes_on_its_days() {
        let week = Access { opens_days_before: Some(3), closes_days_after: Some(2) };
        let on = |today| week.door(day(10), day(today));
        assert_eq!((on(6), on(7), on(10)), (Door::Opens(day(7)), Door::Open, Door::Open));
        assert_eq!((on(12), on(13)), (Door::Open, Door::Closed(day(12))));
        assert_eq!(week.words(), "vanaf 3 dagen voor het overleg, tot en met 2 dagen erna");
    }

    #[test]
    fn without_a_word_it_is_open() {
        assert_eq!(Access::default().door(day(30), day(1)), Door::Open);
        assert_eq!(Access::default().door(day(1), day(30)), Door::Open);
        let closing = Access { closes_days_after: Some(0), ..Access::default() };
        assert_eq!((closing.door(day(9), day(1)), closing.door(day(9), day(9))), (Door::Open, Door::Open));
        assert_eq!(closing.door(day(9), day(10)), Door::Closed(day(9)));
    }
}
