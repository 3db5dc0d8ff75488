//! The way back: for thirty days a moved case can return to the version and the state that it had, as long as nothing
//! happened in it since.

use chrono::{Days, NaiveDate};

use crate::calendar::short_date;

/// How long a case can go back, in days; the last one counts.
pub const BACK_WITHIN_DAYS: u64 = 30;

/// Why a case does not go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotBack {
    #[error(
        "Terugzetten kon tot en met {}. Zet de casus over naar een andere versie als dat nodig is.",
        short_date(*.last)
    )]
    TooLate { last: NaiveDate },
    #[error(
        "Na het overzetten is er in deze casus iets gebeurd; terugzetten zou dat uitwissen. Vraag het wie de regie heeft: is wat er gebeurde een stap en wordt die ongedaan gemaakt, dan kan het alsnog."
    )]
    Happened,
}

/// The last day on which a case that was moved on this day can go back.
pub fn last_day(moved_on: NaiveDate) -> NaiveDate {
    moved_on.checked_add_days(Days::new(BACK_WITHIN_DAYS)).unwrap_or(NaiveDate::MAX)
}

/// Whether a case may go back today. `happened` is whether anything in it counts that came after the moving.
pub fn may_go_back(moved_on: NaiveDate, today: NaiveDate, happened: bool) -> Result<(), NotBack> {
    let last = last_day(moved_on);
    if today > last {
        return Err(NotBack::TooLate { last });
    }
    if happened { Err(NotBack::Happened) } else { Ok(()) }
}
