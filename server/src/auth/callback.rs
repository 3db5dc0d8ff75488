//! `GET /auth/callback/{provider}`: the person comes back with a code. Only when everything fits is anybody logged in.
use super::{
    Asked,
    cookies::BEGAN,
    enter,
    provider::{Provider, Silence},
    token::{self, Doubt, Metadata, Proven},
    trouble, visitor,
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
    identity::{
        self, Login,
        attempts::{self, Attempt, AttemptFault},
        invitations,
    },
    sessions,
};
use http::HeaderMap;
use serde::Deserialize;
use tower_sessions::Session;

/// What the provider put in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Why a return leads to a page of its own instead of inside.
enum Detour {
    Page(Response),
    Stop(Stop),
}

impl<F: Into<Failure>> From<F> for Detour {
    fn from(failure: F) -> Self {
        Self::Stop(failure.into().into())
    }
}

/// Anybody may come back; the state in the address and the cookie in the browser must belong together.
pub async fn finish(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Asked(returned): Asked<Returned>,
    session: Session,
    headers: HeaderMap,
) -> Answer {
    let provider = state.providers.get(&id).ok_or(Failure::Absent)?;
    match arrive(&state, provider, returned, &session, &headers).await {
        Ok(response) | Err(Detour::Page(response)) => Ok(response),
        Err(Detour::Stop(stop)) => Err(stop),
    }
}

async fn arrive(
    state: &AppState,
    provider: &Provider,
    returned: Returned,
    session: &Session,
    headers: &HeaderMap,
) -> Result<Response, Detour> {
    let attempt = take(state, provider, &returned, headers).await?;
    let proven = prove(state, provider, &attempt, returned).await?;
    let login = match &attempt.invitation {
        Some(carried) => {
            let before = visitor::known(session, &Place::Front).await?.map(|login| login.person);
            let bound = invitations::accept(&state.house, &carried.slug, &carried.token, &proven.proof, before).await;
            match bound {
                Ok(login) => login,
                Err(fault) => return Err(refuse(state, session, trouble::invitation(state, &fault).await).await?),
            }
        }
        None => match identity::recognise(&state.house, &proven.proof).await? {
            Some(login) => login,
            None => return Err(refuse(state, session, trouble::unknown(state, provider, proven.name).await).await?),
        },
    };
    welcome(state, session, &attempt, login).await
}

/// The attempt that this browser began, once.
async fn take(
    state: &AppState,
    provider: &Provider,
    returned: &Returned,
    headers: &HeaderMap,
) -> Result<Attempt, Detour> {
    let Some(browser) = BEGAN.read(headers) else {
        return Err(Detour::Page(trouble::no_attempt(state, provider).await));
    };
    match attempts::take(&state.house, provider.id(), &browser, &returned.state).await {
        Ok(attempt) => Ok(attempt),
        Err(AttemptFault::Unknown) => Err(Detour::Page(trouble::no_attempt(state, provider).await)),
        Err(AttemptFault::Expired) => Err(Detour::Page(trouble::too_late(state, provider).await)),
        Err(AttemptFault::Broken(failure)) => Err(failure.into()),
    }
}

/// What the provider proves about the one who came back.
async fn prove(state: &AppState, provider: &Provider, attempt: &Attempt, returned: Returned) -> Result<Proven, Detour> {
    if let Some(error) = &returned.error {
        tracing::info!(provider = provider.id(), %error, "the provider sent somebody back without a login");
        return Err(Detour::Page(trouble::changed_mind(state, provider, error).await));
    }
    let metadata = match provider.metadata().await {
        Ok(metadata) => metadata,
        Err(silence) => return Err(Detour::Page(trouble::silent(state, provider, &silence).await)),
    };
    let (Some(code), true) = (returned.code, is_from(&metadata, returned.iss.as_deref())) else {
        return Err(Detour::Page(trouble::no_attempt(state, provider).await));
    };
    let proven = async {
        let token = provider.trade(&metadata, code, attempt.verifier.clone()).await?;
        token::verify(provider, &token, attempt, state.house.clock().now()).await
    };
    match proven.await {
        Ok(proven) => Ok(proven),
        Err(Doubt::Silence(silence @ Silence::Unreachable(_))) => {
            Err(Detour::Page(trouble::silent(state, provider, &silence).await))
        }
        Err(Doubt::Clock(why)) => Err(Detour::Page(trouble::clocks(state, provider, &why).await)),
        Err(doubt @ (Doubt::Token(_) | Doubt::Silence(Silence::Code(_)))) => {
            tracing::warn!(provider = provider.id(), %doubt, "a login was not believed");
            Err(Detour::Page(trouble::not_believed(state, provider).await))
        }
    }
}

/// RFC 9207: an answer says which provider gave it, so that one provider cannot pass for another.
fn is_from(metadata: &Metadata, iss: Option<&str>) -> bool {
    match iss {
        Some(iss) => iss == metadata.issuer().as_str(),
        None => !metadata.additional_metadata().authorization_response_iss_parameter_supported,
    }
}

/// Somebody proved an account that opens nothing. Whoever was logged in before on this computer is not the one who
/// sits there now.
async fn refuse(state: &AppState, session: &Session, page: Response) -> Result<Detour, Failure> {
    if let Some(before) = visitor::known(session, &Place::Front).await? {
        sessions::end(&state.house, &before).await?;
    }
    session.flush().await.map_err(visitor::broken)?;
    Ok(Detour::Page(page))
}

/// Logs in on the front door and goes where the person wanted to go.
async fn welcome(state: &AppState, session: &Session, attempt: &Attempt, login: Login) -> Result<Response, Detour> {
    if let Some(before) = visitor::known(session, &Place::Front).await?
        && (before.person != login.person || before.proof.sid != login.proof.sid)
    {
        sessions::end(&state.house, &before).await?;
    }
    visitor::begin(session, &Place::Front, &login).await?;
    if let Some(wanted) = &attempt.wanted {
        return Ok(enter::with_ticket(state, wanted, login).await?);
    }
    let home = attempt.invitation.as_ref().map_or_else(|| "/".into(), |carried| enter::door(state, &carried.slug));
    Ok(Redirect::to(&home).into_response())
}
