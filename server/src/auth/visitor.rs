//! Who asks. A page handler names what it needs, a person who is logged in at this host, or one who has entered this
//! tenant, and it runs only when that is so. Memberships are read anew at every request: one that was withdrawn opens
//! nothing any more.
use super::{ticket, trouble};
use crate::{
    hosts::Place,
    state::AppState,
    stop::{Entered, Stop},
};
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Failure, Scope,
    failure::Broken,
    house::Visitor,
    identity::Login,
    scope::Region,
    sessions::{HOST, LOGIN, Sessions},
    store::system,
};
use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use std::sync::Arc;
use tower_sessions::{Session, SessionManagerLayer, cookie::SameSite};

/// The cookie that holds a session: for this host only, unreadable for scripts.
const COOKIE: &str = "__Host-sid";

/// The front door among the hosts; a slug has no such sign.
const FRONT: &str = "@voordeur";

/// The layer around every host. `Lax`, so that a link in a message opens the page one is logged in for; posts from
/// elsewhere are refused by Fetch Metadata. Without an age the cookie ends with the browser; the database knows when
/// the session ends.
pub fn sessions(state: &AppState) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions::new(state.house.clone()))
        .with_name(COOKIE)
        .with_secure(true)
        .with_path("/")
        .with_same_site(SameSite::Lax)
}

/// A browser lets go of a `__Host-` cookie only when it is told so with `Secure`; the session layer forgets that word.
pub async fn let_go(mut response: Response) -> Response {
    let all: Vec<HeaderValue> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    response.headers_mut().remove(header::SET_COOKIE);
    for line in all {
        let bare = line.to_str().ok().filter(|text| text.starts_with(COOKIE) && !text.contains("Secure"));
        let whole = bare.and_then(|text| HeaderValue::from_str(&format!("{text}; HttpOnly; Secure")).ok());
        response.headers_mut().append(header::SET_COOKIE, whole.unwrap_or(line));
    }
    response
}

/// The name of this place in sessions and tickets.
pub(super) fn host(place: &Place) -> &str {
    match place {
        Place::Front => FRONT,
        Place::Tenant(tenant) => &tenant.slug,
        Place::Region(region) => &region.slug,
    }
}

pub(super) fn broken(cause: tower_sessions::session::Error) -> Failure {
    Broken::Other(format!("session: {cause}")).into()
}

/// Who is logged in here. A cookie that was carried to another host says nothing.
pub(super) async fn known(session: &Session, place: &Place) -> Result<Option<Login>, Failure> {
    let made_for: Option<String> = session.get(HOST).await.map_err(broken)?;
    if made_for.as_deref() != Some(host(place)) {
        return Ok(None);
    }
    session.get(LOGIN).await.map_err(broken)
}

/// Logs in here, under a new session id: an id that somebody knew before is worth nothing now.
pub(super) async fn begin(session: &Session, place: &Place, login: &Login) -> Result<(), Failure> {
    session.cycle_id().await.map_err(broken)?;
    session.insert(HOST, host(place)).await.map_err(broken)?;
    session.insert(LOGIN, login).await.map_err(broken)?;
    session.save().await.map_err(broken)
}

async fn place_and_session(parts: &mut Parts, state: &AppState) -> Result<(Place, Session), Stop> {
    let place = Place::from_request_parts(parts, state).await?;
    let session = Session::from_request_parts(parts, state)
        .await
        .map_err(|(_, why)| Stop::from(Failure::from(Broken::from(why))))?;
    Ok((place, session))
}

/// The login at this host, if any. Never turns anybody away.
pub struct CurrentLogin(pub Option<Login>);

impl FromRequestParts<AppState> for CurrentLogin {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Stop> {
        let (place, session) = place_and_session(parts, state).await?;
        Ok(Self(known(&session, &place).await?))
    }
}

/// A person who is logged in on the front door; others are sent to its home page.
pub struct FrontVisitor(pub Login);

impl FromRequestParts<AppState> for FrontVisitor {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let CurrentLogin(login) =
            CurrentLogin::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        match login {
            Some(login) => Ok(Self(login)),
            None if parts.method == Method::GET => Err(Redirect::to("/").into_response()),
            None => Err(trouble::session_over(state, Place::Front, "/").await),
        }
    }
}

/// A person who is logged in at this host, with or without a membership. Others are sent to the front door, and come
/// back to this very page.
pub struct CurrentVisitor(pub Visitor);

impl FromRequestParts<AppState> for CurrentVisitor {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let (place, session) = place_and_session(parts, state).await.map_err(IntoResponse::into_response)?;
        let login = known(&session, &place).await.map_err(|failure| Stop::from(failure).into_response())?;
        match login {
            Some(login) => Ok(Self(login.visitor())),
            None => Err(turn_away(parts, state, place).await),
        }
    }
}

/// Nobody is logged in (any more): a page leads to the front door and back; a form says that it was not saved; a
/// script gets an answer that it can read.
async fn turn_away(parts: &Parts, state: &AppState, place: Place) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let said = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let accept = said(header::ACCEPT).unwrap_or("*/*");
    let from_script = said(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    if from_script || (!accept.contains("text/html") && !accept.contains("*/*")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return ticket::knock(state, &place, &parts.headers, path);
    }
    trouble::session_over(state, place, path).await
}

/// A person inside a tenant, with what he or she holds there today.
pub struct CurrentScope(pub Scope);

impl FromRequestParts<AppState> for CurrentScope {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let CurrentVisitor(visitor) = CurrentVisitor::from_request_parts(parts, state).await?;
        let stopped = |failure: Failure| Stop::from(failure).into_response();
        let place = Place::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let Place::Tenant(tenant) = &place else { return Err(stopped(Failure::Absent)) };
        match state.house.enter(Arc::clone(tenant), &visitor).await.map_err(stopped)? {
            Some(scope) => {
                Entered::note(&parts.extensions, &scope);
                Ok(Self(scope))
            }
            None => Err(trouble::no_membership(state, place.clone(), &visitor.name).await),
        }
    }
}

/// A person who sits in the regie-overleg of this region today.
pub struct CurrentRegion {
    pub region: Arc<Region>,
    pub visitor: Visitor,
}

impl FromRequestParts<AppState> for CurrentRegion {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let CurrentVisitor(visitor) = CurrentVisitor::from_request_parts(parts, state).await?;
        let stopped = |failure: Failure| Stop::from(failure).into_response();
        let place = Place::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let Place::Region(region) = &place else { return Err(stopped(Failure::Absent)) };
        let today = state.house.clock().today();
        let mine = system::regions_of(state.house.store(), visitor.person, today).await.map_err(stopped)?;
        if mine.iter().any(|seat| seat.id == region.id) {
            Ok(Self { region: Arc::clone(region), visitor })
        } else {
            Err(trouble::no_membership(state, place.clone(), &visitor.name).await)
        }
    }
}
