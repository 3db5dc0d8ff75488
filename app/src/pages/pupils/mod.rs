//! Pupils: the list, the file of one, adding one, and what was said about sharing.
mod appoint;
mod consent;
mod deciding;
mod file;
mod goals;
mod groups;
mod letters;
mod list;
mod new;
mod register;
mod running;
mod sheet;
mod sheet_part;
mod signing;
mod way;
mod withdraw;

pub use appoint::AppointPage;
pub use consent::AskConsentPage;
pub use file::PupilPage;
pub use letters::LettersView;
pub use list::PupilsPage;
pub use new::NewPupilPage;
pub use sheet::SheetView;
pub use sheet_part::{OnePart, Stands, only_when};
pub use way::Way;
pub use withdraw::WithdrawPage;
