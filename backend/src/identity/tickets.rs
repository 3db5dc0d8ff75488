//! From the front door to a tenant's own host: a ticket that serves once, for a minute, at one host, in the browser
//! that knocked there. The place puts a random value in a cookie of its own before it sends somebody to the front
//! door; the ticket carries its hash, so that nobody can be let in with another person's ticket.
use super::{
    Login,
    secret::{Secret, hash},
};
use crate::{Failure, House, failure::Broken, store::logins};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How long the way from host to host may take.
pub const LIVES: TimeDelta = TimeDelta::seconds(60);

/// Who comes in, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    pub login: Login,
    /// A path on the host.
    pub path: String,
    door: String,
}

/// Why a ticket opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum TicketFault {
    /// Used before, or never issued.
    #[error("no such ticket")]
    Unknown,
    #[error("the ticket took too long")]
    Expired,
    /// Made for another host or another browser.
    #[error("a ticket for elsewhere")]
    Elsewhere,
    #[error(transparent)]
    Broken(#[from] Failure),
}

/// The mark that a place's cookie leaves in an address.
pub fn door_mark(cookie: &Secret) -> String {
    hex::encode(hash(&["door", cookie.reveal()]))
}

/// A ticket for this host.
pub async fn issue(house: &House, host: &str, door: &str, login: Login, path: &str) -> Result<Secret, Failure> {
    let ticket = Secret::random();
    let entrance = Entrance { login, path: path.into(), door: door.into() };
    let row = serde_json::to_value(&entrance).map_err(|cause| Broken::Stored(cause.to_string()))?;
    logins::keep_ticket(house.store(), ticket.hash(), host, row, house.clock().now() + LIVES).await?;
    Ok(ticket)
}

/// Takes the ticket; it is gone whether or not it opens anything.
pub async fn redeem(
    house: &House,
    host: &str,
    cookie: Option<&Secret>,
    ticket: &Secret,
) -> Result<Entrance, TicketFault> {
    let row = logins::take_ticket(house.store(), ticket.hash()).await?.ok_or(TicketFault::Unknown)?;
    if row.expires_at <= house.clock().now() {
        return Err(TicketFault::Expired);
    }
    let entrance: Entrance =
        serde_json::from_value(row.login).map_err(|cause| Failure::from(Broken::Stored(cause.to_string())))?;
    let here = row.host == host && cookie.is_some_and(|cookie| door_mark(cookie) == entrance.door);
    if !here {
        return Err(TicketFault::Elsewhere);
    }
    // Whoever logged out on the way stays out.
    let Login { proof, .. } = &entrance.login;
    let live = logins::is_live(house.store(), &proof.issuer, &proof.sid).await?;
    if live { Ok(entrance) } else { Err(TicketFault::Unknown) }
}
