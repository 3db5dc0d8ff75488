//! Who works in the tenant: functions, organisations, schools and dates. Shows rights, never files.
mod names;

pub use names::{Names, names, person_of};
