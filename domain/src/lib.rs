//! The rules of Rondom: no I/O, no clock, no randomness. The same crate runs on the server and in the browser.
pub mod absence;
pub mod actor;
pub mod calendar;
pub mod check;
pub mod consent;
pub mod engine;
pub mod form;
pub mod gezag;
pub mod id;
pub mod page;
pub mod policy;
pub mod pupil;
pub mod scenario;
pub mod stage;
pub mod template;
pub mod term;
pub mod theme;
