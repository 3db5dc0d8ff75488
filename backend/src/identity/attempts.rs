//! A login under way: what we must remember between sending somebody to a provider and seeing him or her return.
//! A row serves once; with the same address in another browser, or a second time, it is not there.
use super::secret::{Secret, hash};
use crate::{Failure, House, failure::Broken, store::logins};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long somebody may take at the provider.
pub const LIVES: TimeDelta = TimeDelta::minutes(10);

/// Where a person wants to go after logging in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Host name of the tenant or region.
    pub slug: String,
    /// Hash of the value that the place itself put in this browser; see [`super::tickets`].
    pub door: String,
    /// A path on that host.
    pub path: String,
}

/// An invitation that travels along with a login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub slug: String,
    pub token: String,
}

/// What is remembered of a login under way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub nonce: String,
    /// PKCE.
    pub verifier: String,
    pub started: DateTime<Utc>,
    pub wanted: Option<Wanted>,
    pub invitation: Option<Carried>,
}

/// Why an attempt cannot be finished.
#[derive(Debug, thiserror::Error)]
pub enum AttemptFault {
    /// Used before, begun in another browser, or never begun here.
    #[error("no such attempt")]
    Unknown,
    #[error("the attempt took too long")]
    Expired,
    #[error(transparent)]
    Broken(#[from] Failure),
}

/// Remembers an attempt of this browser under this state.
pub async fn begin(
    house: &House,
    provider: &str,
    browser: &Secret,
    state: &str,
    attempt: &Attempt,
) -> Result<(), Failure> {
    let secrets = serde_json::to_value(attempt).map_err(|cause| Broken::Stored(cause.to_string()))?;
    let key = hash(&[browser.reveal(), state]);
    logins::keep_attempt(house.store(), key, provider, secrets, attempt.started + LIVES).await
}

/// Takes the attempt of this browser and state out, whatever happens next.
pub async fn take(house: &House, provider: &str, browser: &Secret, state: &str) -> Result<Attempt, AttemptFault> {
    let row = logins::take_attempt(house.store(), hash(&[browser.reveal(), state])).await?;
    let row = row.filter(|row| row.provider == provider).ok_or(AttemptFault::Unknown)?;
    if row.expires_at <= house.clock().now() {
        return Err(AttemptFault::Expired);
    }
    serde_json::from_value(row.secrets).map_err(|cause| Failure::from(Broken::Stored(cause.to_string())).into())
}
