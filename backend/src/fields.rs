//! What somebody typed, read field by field: every fault is kept with its field and a Dutch sentence, so that a form
//! comes back once with everything that must be mended.
use crate::{Failure, FieldError};
use chrono::NaiveDate;
use domain::form::EXAMPLE;

/// Collects faults while a form is read.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Something is wrong at a field.
    pub fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError::new(field, message));
    }

    /// A line that must be there.
    pub fn line(&mut self, field: &str, label: &str, text: &str) -> String {
        self.required(field, label, domain::form::line(text))
    }

    /// A line that may be left empty.
    pub fn optional_line(&mut self, field: &str, label: &str, text: &str) -> String {
        self.read(field, label, domain::form::line(text))
    }

    /// A text of several lines that must be there.
    pub fn text(&mut self, field: &str, label: &str, text: &str) -> String {
        self.required(field, label, domain::form::lines(text))
    }

    /// A text of several lines that may be left empty.
    pub fn note(&mut self, field: &str, label: &str, text: &str) -> String {
        self.read(field, label, domain::form::lines(text))
    }

    fn required(&mut self, field: &str, label: &str, read: Result<String, String>) -> String {
        if read.as_ref().is_ok_and(String::is_empty) {
            self.wrong(field, format!("{label}: vul dit in."));
        }
        self.read(field, label, read)
    }

    fn read(&mut self, field: &str, label: &str, read: Result<String, String>) -> String {
        read.unwrap_or_else(|why| {
            self.wrong(field, format!("{label}: {why}"));
            String::new()
        })
    }

    /// A date that must be there.
    pub fn date(&mut self, field: &str, label: &str, text: &str) -> Option<NaiveDate> {
        self.date_like(field, label, text, EXAMPLE)
    }

    /// A date that must be there, with an example that would be right at this field.
    pub fn date_like(&mut self, field: &str, label: &str, text: &str, example: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            self.wrong(field, format!("{label}: vul een datum in, bijvoorbeeld {example}."));
            return None;
        }
        self.read_date(field, label, text, example)
    }

    /// A date that may be left empty.
    pub fn optional_date(&mut self, field: &str, label: &str, text: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            return None;
        }
        self.read_date(field, label, text, EXAMPLE)
    }

    fn read_date(&mut self, field: &str, label: &str, text: &str, example: &str) -> Option<NaiveDate> {
        match domain::form::date_like(text.trim(), example) {
            Ok(date) => Some(date),
            Err(message) => {
                self.wrong(field, format!("{label}: {message}"));
                None
            }
        }
    }

    /// Everything was right, or the form comes back.
    pub fn finish(self) -> Result<(), Failure> {
        if self.0.is_empty() { Ok(()) } else { Err(Failure::Invalid(self.0)) }
    }
}
