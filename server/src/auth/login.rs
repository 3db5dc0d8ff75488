//! `GET /auth/login/{provider}`: remembers the attempt and sends the person to the provider.
use super::{Asked, cookies::BEGAN, trouble, wanted::Wanted};
use crate::{state::AppState, stop::Answer};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use backend::{
    Failure,
    identity::attempts::{self, Attempt, Carried},
};
use http::HeaderMap;
use serde::Deserialize;

/// What may travel along.
#[derive(Debug, Default, Deserialize)]
pub struct Along {
    #[serde(flatten)]
    wanted: Wanted,
    /// An invitation: `tenant/token`.
    #[serde(default)]
    uitnodiging: String,
    /// Not the account that the provider still remembers.
    #[serde(default)]
    ander: String,
}

impl Along {
    fn invitation(&self) -> Option<Carried> {
        let (slug, token) = self.uitnodiging.split_once('/')?;
        Some(Carried { slug: slug.into(), token: token.into() })
    }
}

/// Anybody may begin a login.
pub async fn start(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Asked(along): Asked<Along>,
    headers: HeaderMap,
) -> Answer {
    let provider = state.providers.get(&id).ok_or(Failure::Absent)?;
    let metadata = match provider.ask().await {
        Ok(metadata) => metadata,
        Err(silence) => return Ok(trouble::silent(&state, provider, &silence).await),
    };
    let departure = provider.depart(&metadata, !along.ander.is_empty());
    let attempt = Attempt {
        nonce: departure.nonce,
        verifier: departure.verifier,
        started: state.house.clock().now(),
        wanted: along.wanted.checked(),
        invitation: along.invitation(),
    };
    let browser = BEGAN.read_or_make(&headers);
    attempts::begin(&state.house, &id, &browser, &departure.state, &attempt).await?;
    let mut response = Redirect::to(departure.address.as_str()).into_response();
    BEGAN.put(response.headers_mut(), &browser);
    Ok(response)
}
