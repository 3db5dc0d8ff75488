//! The only place that reads the time. Moments are whole microseconds, so that both engines store what was written.
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Europe::Amsterdam;
use std::sync::{Arc, Mutex};

/// A source of time: the machine's, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// A clock that stands still until a test moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(Mutex::new(at))))
    }

    /// Moves a fixed clock; the machine's clock cannot be moved.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(cell) = &self.0
            && let Ok(mut now) = cell.lock()
        {
            *now = at;
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = self.0.as_ref().and_then(|cell| cell.lock().ok().map(|at| *at)).unwrap_or_else(Utc::now);
        now.trunc_subsecs(6)
    }

    /// The date in the Netherlands.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&Amsterdam).date_naive()
    }
}

/// The Dutch wall clock at this moment.
pub fn local(at: DateTime<Utc>) -> chrono::NaiveDateTime {
    at.with_timezone(&Amsterdam).naive_local()
}

/// The moment at which the Dutch wall clock shows this; in the hour that autumn repeats, the first.
pub fn from_local(at: chrono::NaiveDateTime) -> DateTime<Utc> {
    use chrono::TimeZone;
    match Amsterdam.from_local_datetime(&at) {
        chrono::LocalResult::Single(t) | chrono::LocalResult::Ambiguous(t, _) => t.with_timezone(&Utc),
        chrono::LocalResult::None => Amsterdam.from_utc_datetime(&at).with_timezone(&Utc),
    }
}
