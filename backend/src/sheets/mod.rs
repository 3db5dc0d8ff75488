//! Forms about one case: read and filled in bit by bit, by whoever the way of working lets answer each question (S3:
//! intake, plan van aanpak, evaluaties; S1: voorbereidingsformulieren). Nobody hands a form in: it is complete when
//! everything that must be answered is, and what waits for that in the case then happens.
mod open;
mod page;
mod save;
mod sign;

pub use page::page;
pub use save::{Saved, save, set_removed, take};
pub use sign::Lapsed;

use domain::id::PupilId;

/// Which sheet: a form of the way of working, about this pupil's case. Texts as the address has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub pupil: PupilId,
    pub form: &'a str,
    /// From 1; none is the present round.
    pub round: Option<u32>,
}
