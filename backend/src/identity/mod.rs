//! Who is in front of the screen. A provider proves an account; an account (issuer, subject) is bound to a person by
//! an invitation of a tenant, never by an e-mail address; what the person may do stands in memberships, never in a
//! token (architecture.md, "Identity").
pub mod attempts;
pub mod invitations;
mod secret;
pub mod tickets;

pub use secret::Secret;

use crate::{Failure, House, house::Visitor, store::people};
use chrono::{DateTime, Utc};
use domain::id::PersonId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a provider proved: an account, how strongly, and when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Our name for the provider, as in the configuration.
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    /// The session at the provider; a random one of our own when the provider names none.
    pub sid: String,
    pub two_factor: bool,
    /// Handed back to the provider at logging out, so that it need not ask who leaves.
    pub id_token: String,
    pub at: DateTime<Utc>,
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").field("provider", &self.provider).field("at", &self.at).finish_non_exhaustive()
    }
}

/// A proof of an account that is bound to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub proof: Proof,
    pub person: PersonId,
    pub name: String,
}

impl Login {
    /// The person as a tenant sees him or her at the door.
    pub fn visitor(&self) -> Visitor {
        Visitor { person: self.person, name: self.name.clone(), two_factor: self.proof.two_factor }
    }
}

/// The login of the person to whom the account is bound; none when nobody invited it yet.
pub async fn recognise(house: &House, proof: &Proof) -> Result<Option<Login>, Failure> {
    let bound = people::bound_to(house.store(), &proof.issuer, &proof.subject).await?;
    Ok(bound.map(|person| Login { proof: proof.clone(), person: person.id, name: person.name }))
}

/// The key under which a provider's notice of logging out is remembered.
pub(crate) fn notice_hash(issuer: &str, notice: &str) -> Vec<u8> {
    secret::hash(&["notice", issuer, notice])
}
