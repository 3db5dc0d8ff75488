//! A handler that cannot answer stops with a [`Failure`]; the place around it turns that into a Dutch page that says
//! what, why and who can help. A `Broken` gets an incident number; its cause goes to the log only.
use crate::{hosts::Place, render::Page, state::AppState};
use app::components::{ActionLink, KeptText, Refusal, Symbol};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::{Failure, FieldError, Scope, failure::Broken};
use http::{Extensions, HeaderMap, StatusCode, header::CONTENT_TYPE};
use leptos::prelude::*;
use std::sync::{Arc, OnceLock};

/// The end of a handler that has no page of its own to show.
#[derive(Debug)]
pub struct Stop(pub Failure);

impl<F: Into<Failure>> From<F> for Stop {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

/// What a page handler returns.
pub type Answer = Result<Response, Stop>;

/// What a form comes back with, of a failure that whoever filled it in can mend; any other stops.
pub fn mendable(failure: Failure) -> Result<Vec<FieldError>, Stop> {
    match failure {
        Failure::Invalid(errors) => Ok(errors),
        failure @ (Failure::Stale(_) | Failure::Rejected(_)) => Ok(vec![FieldError::new("", failure.to_string())]),
        failure => Err(failure.into()),
    }
}

#[derive(Clone)]
struct Stopped(Arc<Failure>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Stopped(Arc::new(self.0)));
        response
    }
}

/// Who asks, from the moment that is known: a page that says no keeps the person's own menu, and with it the way out.
#[derive(Clone, Default)]
pub struct Entered(Arc<OnceLock<Scope>>);

impl Entered {
    /// Notes on the request that this person came in.
    pub fn note(extensions: &Extensions, scope: &Scope) {
        if let Some(Self(who)) = extensions.get() {
            let _ = who.set(scope.clone());
        }
    }
}

/// Puts the page on responses that stopped, and on what the router itself refused.
pub async fn pages(State(state): State<AppState>, place: Place, mut request: Request, next: Next) -> Response {
    let entered = Entered::default();
    request.extensions_mut().insert(entered.clone());
    let (request, typed) = typed_in(request).await;
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Stopped>() {
        Some(stopped) => page(&state, place, entered.0.get(), &stopped.0, typed.as_deref()).await,
        None => response,
    }
}

/// A form larger than this is not held back for the page that says no, in bytes.
const HELD: u64 = 256 * 1024;

/// The posted form, held back in case the answer is no; a request that is no form goes on as it is.
async fn typed_in(request: Request) -> (Request, Option<Bytes>) {
    let fits = request.body().size_hint().upper().is_some_and(|length| length <= HELD);
    if !fits || !is_form(request.headers()) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, usize::try_from(HELD).unwrap_or(usize::MAX)).await {
        Ok(bytes) => (Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes)),
        // It did not arrive whole: the handler says so.
        Err(_) => (Request::from_parts(parts, Body::empty()), None),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// What somebody typed in words; choices, ids and marks are not text.
fn words_typed(typed: &[u8]) -> Vec<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(typed).unwrap_or_default();
    let words = pairs.into_iter().map(|(_, value)| value).filter(|value| value.trim().contains(char::is_whitespace));
    words.collect()
}

/// Nothing lives at this address.
pub async fn nothing_here() -> Stop {
    Failure::Absent.into()
}

fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Refused(_) => StatusCode::FORBIDDEN,
        Failure::Absent => StatusCode::NOT_FOUND,
        Failure::Stale(_) => StatusCode::CONFLICT,
        Failure::Rejected(_) | Failure::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Stop {
    /// The page for this failure at this place.
    pub async fn page(self, state: &AppState, place: Place) -> Response {
        page(state, place, None, &self.0, None).await
    }
}

async fn page(
    state: &AppState,
    place: Place,
    entered: Option<&Scope>,
    failure: &Failure,
    typed: Option<&[u8]>,
) -> Response {
    let typed = typed.map(words_typed).unwrap_or_default();
    let (what, why, help) = words(state, failure);
    let symbol = if matches!(failure, Failure::Broken(_)) { Symbol::Refused } else { Symbol::Lock };
    let frame = match entered {
        Some(scope) => Page::of(state, scope, what.clone()),
        None => Page::at(state, place, what.clone()),
    };
    frame
        .status(status(failure))
        .render(move || {
            let (what, why, help) = (what.clone(), why.clone(), help.clone());
            view! {
                <Refusal what=what why=why help=help symbol=symbol>
                    <ActionLink href="/" label="Naar het begin"/>
                </Refusal>
                <KeptText texts=typed.clone()/>
            }
            .into_any()
        })
        .await
}

fn words(state: &AppState, failure: &Failure) -> (String, String, String) {
    let none = String::new;
    match failure {
        Failure::Refused(refusal) => ("Dit is niet voor u geopend".into(), refusal.to_string(), none()),
        Failure::Absent => (
            "Niet gevonden".into(),
            "Deze pagina bestaat niet, of is niet voor u geopend.".into(),
            "Klopt het adres? Vraag anders de ib'er van de school of de functioneel beheerder.".into(),
        ),
        Failure::Stale(change) => ("Iemand was u voor".into(), change.to_string(), none()),
        Failure::Rejected(why) => ("Dit kan nu niet".into(), why.clone(), none()),
        Failure::Invalid(errors) => {
            let all = errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ");
            ("Dit klopt nog niet".into(), all, "Ga terug, pas het aan en verstuur opnieuw.".into())
        }
        Failure::Broken(cause) => {
            let incident = incident(state, cause);
            (
                "Er ging iets mis bij ons".into(),
                "Wat u deed is niet bewaard. Probeer het over een minuut opnieuw.".into(),
                format!("Blijft het misgaan? Geef de functioneel beheerder dit nummer: {incident}."),
            )
        }
    }
}

fn incident(state: &AppState, cause: &Broken) -> String {
    let id = state.house.new_id().simple().to_string();
    let number = id.get(24..).unwrap_or_default().to_owned();
    tracing::error!(incident = %number, %cause, "broken");
    number
}
