//! The few parts that wake in the browser. Without script every form still works; with it, typing is saved on the way.
//! What an island gets stands in the page: ids and words that the reader may see anyway.
mod autosave;
mod desk;
#[cfg(feature = "editor")]
mod editor;
mod search_key;

pub use autosave::Autosave;
pub use desk::Editor;
pub use search_key::SearchKey;
