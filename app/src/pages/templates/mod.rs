//! The way of working of the tenant, for the functioneel beheerder: what was published, what is being written, and how the
//! one becomes the other. Everything works without script; an editor in the browser is an extra.
mod difference;
mod draft;
mod list;
mod new;
mod overview;
mod publish;
mod renewal;
mod version;

pub use difference::DifferencePage;
pub use draft::{DiscardPage, DraftView, ReplacePage};
pub use list::TemplatesPage;
pub use new::NewDraftPage;
pub use publish::PublishPage;
pub use renewal::RenewalPage;
pub use version::VersionView;

/// "1 lopende casus", "12 lopende casussen"
fn cases(number: u64) -> String {
    if number == 1 { "1 lopende casus".to_owned() } else { format!("{number} lopende casussen") }
}
