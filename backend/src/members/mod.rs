//! Who works in the tenant: functions, organisations, schools and dates. Shows rights, never files.
mod covenants;
mod invite;
mod list;
mod names;
mod withdraw;

pub(crate) use covenants::let_in;
pub use covenants::{Typed, accede, covenants, end};
pub use invite::{Wanted, again, form, invite};
pub use list::{kind, list, one};
pub use names::{Names, accepted, has_come_in, invited, names, person_of};
pub use withdraw::{restore, withdraw};
