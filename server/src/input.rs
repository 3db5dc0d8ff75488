//! A posted form as pairs of words. Whatever does not read as a form gets a Dutch sentence, never a 500.
use crate::stop::Stop;
use axum::extract::{FromRequest, FromRequestParts, Path, RawForm, Request};
use axum::response::{IntoResponse, Response};
use backend::{Failure, FieldError};

/// The fields of a posted form, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Input(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Stop;
    async fn from_request(request: Request, state: &S) -> Result<Self, Stop> {
        let unreadable = || Failure::Rejected(BROKEN_OFF.into());
        let RawForm(bytes) = RawForm::from_request(request, state).await.map_err(|_| unreadable())?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).map_err(|_| unreadable())?;
        // A letter that could not be read stands there as this mark: stored, the word would be gone for good.
        if pairs.iter().any(|(_, value)| value.contains('\u{FFFD}')) {
            return Err(Failure::Rejected(UNREADABLE.into()).into());
        }
        Ok(Self(pairs.into_iter().map(|(name, value)| (storable(name), storable(value))).collect()))
    }
}

const BROKEN_OFF: &str =
    "Het formulier kwam niet heel aan. Ga terug, kijk of uw tekst er nog staat en verstuur opnieuw.";

const UNREADABLE: &str = "Het formulier bevat tekens die niet te lezen zijn (�). Ga terug, haal ze weg of typ het woord opnieuw, en verstuur opnieuw.";

/// One field of a form with a file in it.
pub fn readable(name: String, bytes: Vec<u8>) -> Result<(String, String), Failure> {
    let value = String::from_utf8(bytes).map_err(|_| Failure::Rejected(UNREADABLE.into()))?;
    Ok((storable(name), storable(value)))
}

/// PostgreSQL stores no NUL. As another control character it reaches the field that refuses it by name.
fn storable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{1}") } else { text }
}

impl Input {
    /// The trimmed value; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The value as it was sent, with its spaces; empty when it was not.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Everything that the page has was sent along: half a form takes nothing away.
    pub fn whole(&self, names: &[&str]) -> Result<(), Failure> {
        let sent = |name: &&str| self.0.iter().any(|(key, _)| key == name);
        if names.iter().all(sent) { Ok(()) } else { Err(Failure::field("", BROKEN_OFF)) }
    }

    /// All values sent under this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// An id from a hidden field or a choice; anything else is somebody else's form.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Failure> {
        self.text(name).parse().map_err(|_| Failure::Absent)
    }

    /// A choice that may be left open.
    pub fn optional_id<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Failure> {
        if self.text(name).is_empty() { Ok(None) } else { self.id(name).map(Some) }
    }

    /// The hidden version of what the form changes.
    pub fn version(&self) -> Result<i32, Failure> {
        self.text("version").parse().map_err(|_| {
            // Nobody sees this field: the error concerns the form as a whole.
            Failure::field("", "Het formulier is verouderd. Herlaad de pagina en probeer opnieuw.")
        })
    }
}

/// The id in the address. What is no id is not found, like an id that does not exist.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: std::str::FromStr + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut http::request::Parts, state: &S) -> Result<Self, Stop> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Failure::Absent)?;
        text.parse().map(Self).map_err(|_| Failure::Absent.into())
    }
}

/// "14:32" out of an address that says when something was saved; nothing else of it is shown.
pub fn moment(said: &str) -> String {
    said.chars().filter(|c| c.is_ascii_digit() || *c == ':').take(5).collect()
}

/// Two parts of an address; what cannot be read as words is not found, like what does not exist.
#[derive(Debug, Clone)]
pub struct Parts(pub String, pub String);

impl<S: Send + Sync> FromRequestParts<S> for Parts {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut http::request::Parts, state: &S) -> Result<Self, Stop> {
        let found = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((first, second)) = found.map_err(|_| Failure::Absent)?;
        Ok(Self(first, second))
    }
}

/// Does the page save on the way, asking for JSON instead of a page?
#[derive(Debug, Clone, Copy)]
pub struct Autosaves(pub bool);

impl<S: Send + Sync> FromRequestParts<S> for Autosaves {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        let wanted = parts.headers.get(http::header::ACCEPT).and_then(|accept| accept.to_str().ok());
        Ok(Self(wanted.is_some_and(|accept| accept.starts_with("application/json"))))
    }
}

impl Autosaves {
    /// What the island reads: the moment, new versions by hidden field, and what could not be saved.
    pub fn answer(at: &str, versions: impl Iterator<Item = (String, String)>, errors: Vec<FieldError>) -> Response {
        Self::emptying(at, versions, errors, &[], "")
    }

    /// The same, where the saving emptied inputs that still show what was in them; `says` is why.
    pub fn emptying(
        at: &str,
        versions: impl Iterator<Item = (String, String)>,
        errors: Vec<FieldError>,
        emptied: &[String],
        says: &str,
    ) -> Response {
        let versions: Vec<_> =
            versions.map(|(name, value)| serde_json::json!({ "name": name, "value": value })).collect();
        let errors: Vec<_> = errors.into_iter().map(|error| error.message).collect();
        let answer =
            serde_json::json!({ "at": at, "versions": versions, "errors": errors, "emptied": emptied, "says": says });
        axum::Json(answer).into_response()
    }
}
