//! A form that came back: what the person typed and what is wrong with it. The server fills it from the post and
//! renders the same page again; each field finds its own text and error here.

use std::collections::BTreeMap;

/// What is wrong, at which field. An empty field name means the form as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub text: String,
}

impl FieldError {
    /// An error at a field.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { field: field.into(), text: text.into() }
    }
}

/// The id of a field in one of several like forms. In the form that was sent it is the bare name, so that an error leads
/// there; in the others `which` tells them apart.
pub fn id_among(field: &str, is_sent: bool, which: &str) -> String {
    if is_sent { field.to_owned() } else { format!("{field}-{which}") }
}

/// What was typed and what is wrong. The default is a form that nobody has sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
}

impl Typed {
    /// From the posted pairs; a name may come more than once, as with checkboxes.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>, errors: Vec<FieldError>) -> Self {
        let mut values = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in pairs {
            values.entry(name).or_default().push(value);
        }
        Self { values, errors }
    }

    /// What was typed, or what the page knew before.
    pub fn or(&self, name: &str, known: impl Into<String>) -> String {
        self.values.get(name).and_then(|values| values.first()).cloned().unwrap_or_else(|| known.into())
    }

    /// What was typed.
    pub fn value(&self, name: &str) -> String {
        self.or(name, "")
    }

    /// All values of a name, as with checkboxes.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values.get(name).cloned().unwrap_or_default()
    }

    /// The error at a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.text.clone())
    }

    /// Every error, for the summary on top.
    pub fn errors(&self) -> Vec<FieldError> {
        self.errors.clone()
    }

    /// Whether the form came back.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_came_back_keeps_what_was_typed_and_says_what_is_wrong() {
        let pairs = [("naam", "Sem"), ("domein", "CD"), ("domein", "SE")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let typed = Typed::new(pairs, vec![FieldError::new("naam", "Vul ook de achternaam in")]);
        assert_eq!(typed.or("naam", "niemand"), "Sem");
        assert_eq!(typed.or("groep", "3"), "3");
        assert_eq!(typed.all("domein"), ["CD", "SE"]);
        assert_eq!(typed.error("naam").as_deref(), Some("Vul ook de achternaam in"));
        assert_eq!(typed.error("groep"), None);
        assert!(typed.has_errors());
    }
}
