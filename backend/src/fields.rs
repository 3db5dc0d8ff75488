//! What somebody typed, read field by field: every fault is kept with its field and a Dutch sentence, so that a form
//! comes back once with everything that must be mended.
use crate::{Failure, FieldError};
use chrono::NaiveDate;

/// One line of text is never longer.
const LONGEST_LINE: usize = 200;

/// The longest remark.
const LONGEST_NOTE: usize = 2_000;

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
        let text = self.optional_line(field, label, text);
        if text.is_empty() && !self.0.iter().any(|error| error.field == field) {
            self.wrong(field, format!("{label}: vul dit in."));
        }
        text
    }

    /// A line that may be left empty.
    pub fn optional_line(&mut self, field: &str, label: &str, text: &str) -> String {
        if text.contains(['\n', '\r']) {
            self.wrong(field, format!("{label}: hier past één regel. Haal de regelovergang weg."));
            return String::new();
        }
        self.bounded(field, label, text, LONGEST_LINE)
    }

    /// A remark of several lines that may be left empty.
    pub fn note(&mut self, field: &str, label: &str, text: &str) -> String {
        self.bounded(field, label, &text.replace("\r\n", "\n"), LONGEST_NOTE)
    }

    fn bounded(&mut self, field: &str, label: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        let length = text.chars().count();
        if length > longest {
            self.wrong(
                field,
                format!("{label}: dit is {length} tekens lang en mag hoogstens {longest} zijn. Maak het korter."),
            );
            return String::new();
        }
        if text.chars().any(is_hidden) {
            self.wrong(field, format!("{label}: hier staan onzichtbare tekens in. Typ het opnieuw."));
            return String::new();
        }
        text.to_owned()
    }

    /// A date that must be there.
    pub fn date(&mut self, field: &str, label: &str, text: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            self.wrong(field, format!("{label}: vul een datum in, bijvoorbeeld 3-9-2026."));
            return None;
        }
        self.optional_date(field, label, text)
    }

    /// A date that may be left empty.
    pub fn optional_date(&mut self, field: &str, label: &str, text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match domain::form::date(text) {
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

/// Control characters (except line break and tab) and marks that turn the direction of text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
