//! From the front door into a tenant or region. Whoever may go in knocks at the door of that host first, so that the
//! ticket is good in the browser that knocked and in no other.
use super::{
    Asked, CurrentLogin, FrontVisitor, trouble,
    wanted::{Wanted, query},
};
use crate::{
    hosts::Place,
    state::AppState,
    stop::{Answer, Stop},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Failure,
    identity::{Login, attempts, tickets},
    scope::Region,
    store::system,
};
use std::sync::Arc;

/// The door of a host: the address at which one knocks.
pub fn door(state: &AppState, slug: &str) -> String {
    format!("{}/binnen", state.config.origin_of(slug))
}

/// The place with this host name.
async fn place(state: &AppState, slug: &str) -> Result<Option<Place>, Failure> {
    if let Some(tenant) = state.house.tenant(slug).await? {
        return Ok(Some(Place::Tenant(tenant)));
    }
    Ok(state.house.region(slug).await?.map(|region| Place::Region(Arc::new(region))))
}

/// Does this person hold anything there today?
async fn may_enter(state: &AppState, place: &Place, login: &Login) -> Result<bool, Failure> {
    match place {
        Place::Front => Ok(true),
        Place::Tenant(tenant) => Ok(state.house.enter(Arc::clone(tenant), &login.visitor()).await?.is_some()),
        Place::Region(region) => {
            let today = state.house.clock().today();
            let seats: Vec<Region> = system::regions_of(state.house.store(), login.person, today).await?;
            Ok(seats.iter().any(|seat| seat.id == region.id))
        }
    }
}

/// Somebody who is logged in and holds something there is sent to its door.
pub async fn chosen(
    State(state): State<AppState>,
    FrontVisitor(login): FrontVisitor,
    Path(slug): Path<String>,
) -> Answer {
    let place = place(&state, &slug).await?.ok_or(Failure::Absent)?;
    if may_enter(&state, &place, &login).await? {
        Ok(Redirect::to(&door(&state, &slug)).into_response())
    } else {
        Ok(trouble::no_membership(&state, place, &login.name).await)
    }
}

/// Somebody knocked there: whoever is logged in gets a ticket, others log in first.
pub async fn knocked(
    State(state): State<AppState>,
    CurrentLogin(login): CurrentLogin,
    Path(slug): Path<String>,
    Asked(wanted): Asked<Wanted>,
) -> Answer {
    let Some(wanted) = Wanted { slug, ..wanted }.checked() else { return Err(Failure::Absent.into()) };
    match login {
        Some(login) => with_ticket(&state, &wanted, login).await.map_err(Stop::from),
        None => Ok(Redirect::to(&format!("/?{}", query(&wanted))).into_response()),
    }
}

/// Sends somebody who just proved who it is through the door, if there is anything behind it.
pub async fn with_ticket(state: &AppState, wanted: &attempts::Wanted, login: Login) -> Result<Response, Failure> {
    let place = place(state, &wanted.slug).await?.ok_or(Failure::Absent)?;
    if !may_enter(state, &place, &login).await? {
        return Ok(trouble::no_membership(state, place, &login.name).await);
    }
    let ticket = tickets::issue(&state.house, &wanted.slug, &wanted.door, login, &wanted.path).await?;
    Ok(Redirect::to(&format!("{}?ticket={}", door(state, &wanted.slug), ticket.reveal())).into_response())
}
