//! Cases: one pupil's way through one version of a way of working. The engine decides (`domain::engine`); here its
//! events become rows: `case` and `case_step` for questions, `case_event` for the story, in one transaction.
mod at_school;

pub use at_school::{Current, at_school};
