//! Cases: one pupil's way through one version of a way of working. The engine decides (`domain::engine`); here its
//! events become rows: `case` and `case_step` for questions, `case_event` for the story, in one transaction.
mod apply;
mod at_school;
mod desk;
mod lead;
mod load;
mod moves;
pub mod moving;
mod of_pupil;
mod open;
mod passing;
pub mod sheets;
pub mod story;
mod undo;

pub(crate) use apply::tell;
pub use at_school::{Current, at_school};
pub use desk::{Wish, carry_out};
pub(crate) use lead::gives_lead;
pub use lead::{appoint, appointing};
pub(crate) use load::doers;
pub use load::{Around, Loaded, load};
pub use moves::{Move, command, set_lead, transition};
pub use of_pupil::{Case, Kept, of_pupil};
pub use open::{open, start};
pub use passing::pass;
pub(crate) use passing::settle;
pub use undo::{UNDO_WITHIN, may_undo, undo};
