//! Writing a way of working: a draft as a tree of parts that can be changed, undone, compared in words and merged with
//! what somebody else wrote. A draft may have faults, also such that it is no template yet; `check` says which, and only
//! a template without faults can be published. The editor in the browser and the server share all of it.

mod difference;
mod draft;
mod fresh;
mod merge;
mod place;
pub mod schema;
mod words;

#[cfg(test)]
mod tests;

pub use difference::{Change, difference};
pub use draft::Draft;
pub use merge::{Clash, Merged, merge};
pub use place::Place;
pub use words::{options, say};
