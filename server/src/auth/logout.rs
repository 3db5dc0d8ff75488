//! Logging out: here and wherever the same login led, then at the provider. Or everywhere, in other browsers too.
use super::{CurrentLogin, trouble, visitor};
use crate::{state::AppState, stop::Answer};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use backend::{identity::Login, sessions};
use tower_sessions::Session;

/// Ends this login on all our hosts.
pub async fn here(State(state): State<AppState>, CurrentLogin(login): CurrentLogin, session: Session) -> Answer {
    if let Some(login) = &login {
        sessions::end(&state.house, login).await?;
    }
    leave(&state, login, session).await
}

/// Ends every session of this person, in every browser.
pub async fn everywhere(State(state): State<AppState>, CurrentLogin(login): CurrentLogin, session: Session) -> Answer {
    if let Some(login) = &login {
        sessions::end_all(&state.house, login).await?;
    }
    leave(&state, login, session).await
}

/// The page after logging out; the provider sends people back to it.
pub async fn done(State(state): State<AppState>) -> Answer {
    Ok(trouble::logged_out(&state).await)
}

/// On to the provider, so that a next person at this computer does not come in by one click.
async fn leave(state: &AppState, login: Option<Login>, session: Session) -> Answer {
    session.flush().await.map_err(visitor::broken)?;
    let back = format!("{}/auth/uitgelogd", state.config.origin);
    let provider = login.as_ref().and_then(|login| state.providers.get(&login.proof.provider));
    let farewell = match (provider, &login) {
        (Some(provider), Some(login)) => provider.farewell(&login.proof.id_token, &back).await,
        _ => None,
    };
    Ok(Redirect::to(farewell.as_ref().map_or(back.as_str(), |address| address.as_str())).into_response())
}
