//! One module per room of the house, named after its address. A page takes its view model and prints it.
pub mod address;
pub mod analyses;
pub mod front;
pub mod log;
pub mod meetings;
pub mod members;
pub mod plain;
pub mod pupils;
pub mod region;
pub mod worklist;

use crate::components::ConsentState;
use domain::page::ConsentMark;

/// What a page says once, after a post: said in the address, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flash {
    /// "14:32", the moment at which something was saved.
    pub saved: String,
    /// What can be undone: the id of the thing.
    pub undo: Option<String>,
}

/// The mark for a state of consent.
pub const fn consent_state(mark: ConsentMark) -> ConsentState {
    match mark {
        ConsentMark::Given => ConsentState::Given,
        ConsentMark::Partial => ConsentState::Partial,
        ConsentMark::Missing => ConsentState::Missing,
        ConsentMark::Expired => ConsentState::Expired,
        ConsentMark::Withdrawn => ConsentState::Withdrawn,
    }
}
