//! `GET /binnen`, the door of a tenant or region: without a ticket one knocks and is sent to the front door; with the
//! ticket that comes back one is logged in here, under a session of this host alone.
use super::{Asked, cookies::KNOCKED, trouble, visitor, wanted::local_path};
use crate::{hosts::Place, state::AppState, stop::Answer};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::identity::{
    Secret,
    tickets::{self, TicketFault, door_mark},
};
use http::HeaderMap;
use serde::Deserialize;
use tower_sessions::Session;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    ticket: Option<String>,
}

/// Sends somebody to the front door, with the mark of this browser and the page that is wanted.
pub fn knock(state: &AppState, place: &Place, headers: &HeaderMap, path: &str) -> Response {
    let browser = KNOCKED.read_or_make(headers);
    let (mark, path) = (door_mark(&browser), local_path(path));
    let query = serde_urlencoded::to_string([("deur", &mark), ("naar", &path)]).unwrap_or_default();
    let address = format!("{}/auth/enter/{}?{query}", state.config.origin, visitor::host(place));
    let mut response = Redirect::to(&address).into_response();
    KNOCKED.put(response.headers_mut(), &browser);
    response
}

/// A ticket opens this host once, for a minute, in the browser that knocked.
pub async fn inside(
    State(state): State<AppState>,
    place: Place,
    Asked(shown): Asked<Shown>,
    session: Session,
    headers: HeaderMap,
) -> Answer {
    let Some(text) = shown.ticket else {
        return Ok(knock(&state, &place, &headers, "/"));
    };
    let Some(ticket) = Secret::shown(&text) else {
        return Ok(trouble::ticket(&state, place, &TicketFault::Unknown).await);
    };
    let cookie = KNOCKED.read(&headers);
    match tickets::redeem(&state.house, visitor::host(&place), cookie.as_ref(), &ticket).await {
        Ok(entrance) => {
            visitor::begin(&session, &place, &entrance.login).await?;
            Ok(Redirect::to(&local_path(&entrance.path)).into_response())
        }
        Err(TicketFault::Broken(failure)) => Err(failure.into()),
        Err(fault) => Ok(trouble::ticket(&state, place, &fault).await),
    }
}
