//! What can go wrong, in terms a person can act on. The cause of a `Broken` goes to the log, never to the screen.
use crate::clock::local;
use chrono::{DateTime, Utc};
use domain::{calendar::short_date, policy::Refusal};

/// The outcome of a service that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Policy says no, and the actor may know that the thing exists.
    #[error("{0}")]
    Refused(Refusal),
    /// It does not exist, or this actor may not know that it does.
    #[error("Dit is er niet, of het is niet voor u geopend.")]
    Absent,
    /// Somebody else changed it first.
    #[error("{0}")]
    Stale(Stale),
    /// A rule of the process says no; the sentence says what, why and who can help.
    #[error("{0}")]
    Rejected(String),
    /// Input that must be mended, per field.
    #[error("Controleer de gemarkeerde velden.")]
    Invalid(Vec<FieldError>),
    /// Our fault.
    #[error("Er ging iets mis bij ons.")]
    Broken(#[from] Broken),
}

/// Who was first, and what changed: the page shows it beside the typed text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{by} wijzigde dit{when}, terwijl u bezig was. Uw tekst staat er nog; vergelijk en bewaar opnieuw.")]
pub struct Stale {
    /// Name of the person who changed it; "Iemand anders" when that is not known.
    pub by: String,
    /// " om 14:32", " op 07-09-2026 om 14:32", or nothing when it is not known.
    pub when: String,
}

impl Stale {
    /// `at` and `now` are moments; what is not known is left out of the sentence.
    pub fn new(by: Option<String>, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        let when = at.map_or_else(String::new, |at| {
            let (at, today) = (local(at), local(now).date());
            let day = if at.date() == today { String::new() } else { format!(" op {}", short_date(at.date())) };
            format!("{day} om {}", at.format("%H:%M"))
        });
        Self { by: by.unwrap_or_else(|| "Iemand anders".into()), when }
    }
}

impl From<Stale> for Failure {
    fn from(stale: Stale) -> Self {
        Self::Stale(stale)
    }
}

/// One field and what to do about it, in Dutch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// A cause for the log.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    #[error("stored data cannot be read: {0}")]
    Stored(String),
    #[error("a service answered without asking policy")]
    Unasked,
    #[error("{0}")]
    Other(String),
}

impl From<sea_orm::DbErr> for Failure {
    fn from(cause: sea_orm::DbErr) -> Self {
        Self::Broken(cause.into())
    }
}

impl Failure {
    /// Did the database refuse a second row where only one may be?
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Broken(Broken::Database(cause))
            if matches!(cause.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))))
    }

    /// Both, or what must be mended in either: a form comes back once with all of it.
    pub fn both<A, B>(one: Result<A, Self>, other: Result<B, Self>) -> Result<(A, B), Self> {
        match (one, other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(Self::Invalid(mut errors)), Err(Self::Invalid(more))) => {
                errors.extend(more);
                Err(Self::Invalid(errors))
            }
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        }
    }

    /// The same, with the name that a field has on the page.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        if let Self::Invalid(errors) = &mut self {
            for error in errors.iter_mut().filter(|error| error.field == from) {
                to.clone_into(&mut error.field);
            }
        }
        self
    }

    /// One field that must be mended.
    pub fn field(field: &str, message: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl From<domain::form::FieldError> for FieldError {
    fn from(error: domain::form::FieldError) -> Self {
        Self { field: error.field.to_string(), message: error.message }
    }
}
