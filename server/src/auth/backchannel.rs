//! `POST /auth/backchannel-logout/{provider}`: somebody logged out at the provider, or was put out there, and the
//! provider tells us from server to server (OpenID Connect Back-Channel Logout 1.0).
use super::logout_token::{self, Notice};
use crate::state::AppState;
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use backend::{Failure, sessions};
use http::StatusCode;
use serde::Deserialize;

/// What the provider posts.
#[derive(Deserialize)]
pub struct Posted {
    logout_token: String,
}

/// Only a notice that the provider signed, for us, now, and for the first time, ends sessions.
pub async fn notice(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Result<Form<Posted>, axum::extract::rejection::FormRejection>,
) -> Response {
    let (Some(provider), Ok(Form(posted))) = (state.providers.get(&id), posted) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let now = state.house.clock().now();
    match logout_token::verify(provider, &posted.logout_token, now).await {
        Ok(notice) => obey(&state, notice).await,
        Err(doubt) => {
            tracing::warn!(provider = id, %doubt, "a notice of logging out was not believed");
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}

async fn obey(state: &AppState, notice: Notice) -> Response {
    let Notice { issuer, id, which, until } = notice;
    match sessions::end_from_afar(&state.house, &issuer, &id, &which, until).await {
        Ok(true) => StatusCode::OK.into_response(),
        // A notice that was obeyed before asks for nothing new.
        Ok(false) => StatusCode::BAD_REQUEST.into_response(),
        Err(failure) => {
            if let Failure::Broken(cause) = failure {
                tracing::error!(%cause, "a notice of logging out was not obeyed");
            }
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
