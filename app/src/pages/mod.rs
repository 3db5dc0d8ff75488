//! One module per room of the house, named after its address. A page takes its view model and prints it.
pub mod address;
pub mod analyses;
pub mod closing;
pub mod front;
pub mod log;
pub mod meetings;
pub mod members;
pub mod moving;
pub mod plain;
pub mod pupils;
pub mod region;
pub mod templates;
pub mod worklist;

use crate::components::ConsentState;
use domain::page::ConsentMark;

/// What a page says once, after a post: said in the address, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flash {
    /// "14:32", the moment at which something was saved.
    pub saved: String,
    /// The part of the page that was saved.
    pub part: String,
    /// What can be undone: the id of the thing.
    pub undo: Option<String>,
}

impl Flash {
    /// What the buttons of this part say: "Bewaard om 14:32", or nothing when another part was saved.
    pub fn of(&self, part: &str) -> String {
        if self.saved.is_empty() || self.part != part { String::new() } else { format!("Bewaard om {}", self.saved) }
    }
}

/// Where one lands after a part was saved: at its buttons, where that is said.
pub fn saved_at(part: &str) -> String {
    format!("bewaard-{part}")
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
