//! The few parts that wake in the browser. Without script every form still works; with it, typing is saved on the way.
mod autosave;

pub use autosave::Autosave;
