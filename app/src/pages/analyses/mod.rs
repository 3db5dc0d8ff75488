//! The analysis in the four processes (S0): the list of periods and the form itself, printable like the paper.
mod absences;
mod field;
mod form;
mod header;
mod list;
mod part;

pub use form::AnalysisPage;
pub use list::AnalysesPage;
