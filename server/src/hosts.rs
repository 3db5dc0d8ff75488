//! The host name names the place: the front door, a tenant or a region. There is no "current tenant" anywhere else,
//! and no forwarded header is believed.
use crate::{auth, state::AppState, stop::Stop};
use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::{Failure, Tenant, failure::Broken, scope::Region};
use http::{header::HOST, request::Parts};
use std::sync::Arc;
use tower::ServiceExt;
use tower_http::csrf::ProtectionError;

/// Which kind of host a route lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HostKind {
    Front,
    Tenant,
    Region,
}

/// The place that a request came to.
#[derive(Debug, Clone)]
pub enum Place {
    Front,
    Tenant(Arc<Tenant>),
    Region(Arc<Region>),
}

impl<S: Sync> FromRequestParts<S> for Place {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Stop> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Broken::from("a route outside the hosts").into())
    }
}

/// One router per kind of host.
#[derive(Clone)]
pub struct Hosts {
    pub front: Router,
    pub tenant: Router,
    pub region: Router,
    pub state: AppState,
}

/// No address of ours holds a NUL, and PostgreSQL would stumble over it.
pub async fn without_nul(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00")) {
        return Stop::from(Failure::Absent).page(&state, Place::Front).await;
    }
    next.run(request).await
}

/// A form that another site made a browser send is refused before it comes to a place; whoever sits there reads why.
pub async fn from_elsewhere(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    let host = name(&request).map(str::to_owned);
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_none() {
        return response;
    }
    let place = place(&state, host.as_deref()).await.ok().flatten();
    auth::from_elsewhere(&state, place.unwrap_or(Place::Front)).await
}

fn name(request: &Request<Body>) -> Option<&str> {
    request.headers().get(HOST).and_then(|host| host.to_str().ok())
}

/// Finds the place and hands the request to its router.
pub async fn dispatch(State(hosts): State<Hosts>, mut request: Request<Body>) -> Response {
    let place = match place(&hosts.state, name(&request)).await {
        Ok(Some(place)) => place,
        Ok(None) => return Stop::from(Failure::Absent).page(&hosts.state, Place::Front).await,
        Err(failure) => return Stop::from(failure).page(&hosts.state, Place::Front).await,
    };
    let router = match &place {
        Place::Front => hosts.front,
        Place::Tenant(_) => hosts.tenant,
        Place::Region(_) => hosts.region,
    };
    request.extensions_mut().insert(place);
    router.oneshot(request).await.into_response()
}

async fn place(state: &AppState, host: Option<&str>) -> Result<Option<Place>, Failure> {
    let Some(name) = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase()) else {
        return Ok(None);
    };
    if name == state.config.domain() {
        return Ok(Some(Place::Front));
    }
    let Some(slug) = name.strip_suffix(state.config.domain()).and_then(|rest| rest.strip_suffix('.')) else {
        return Ok(None);
    };
    if let Some(tenant) = state.house.tenant(slug).await? {
        return Ok(Some(Place::Tenant(tenant)));
    }
    Ok(state.house.region(slug).await?.map(|region| Place::Region(Arc::new(region))))
}
