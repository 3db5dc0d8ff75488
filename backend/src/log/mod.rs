//! The log: read by the privacy officer in words, exported as what the list shows, and sealed so that nobody can change
//! it unseen. Reading it is a line in it.
pub mod csv;
mod list;
mod seal;

pub use list::{EXPORTED, PER_PAGE, export, list};
pub use seal::{Verdict, seal, seal_all, verify};
