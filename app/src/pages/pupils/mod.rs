//! Pupils: the list, the file of one, adding one, and what was said about sharing.
mod consent;
mod file;
mod list;
mod new;
mod register;
mod running;
mod withdraw;

pub use consent::AskConsentPage;
pub use file::PupilPage;
pub use list::PupilsPage;
pub use new::NewPupilPage;
pub use withdraw::WithdrawPage;
