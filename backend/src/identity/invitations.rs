//! An invitation binds an account to the memberships that a tenant's beheerder gave. It serves once, for two weeks.
//!
//! Two rules keep one tenant's beheerder out of another tenant: an invitation never adds an account to a person who
//! has one already, nor to a person who is known elsewhere. Somebody who comes in with an account of his own takes
//! the memberships of this tenant over; the placeholder made at inviting disappears.
//!
//! A third rule keeps a beheerder out of the files: nobody accepts what he or she gave.
use super::{Login, Proof, secret::Secret};
use crate::{
    Failure, House, Tenant,
    audit::{self, Line, Subject},
    house,
    scope::Scope,
    store::{
        TenantTx, back,
        entity::{identity, invitation, membership},
        people,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::{Actor, Membership},
    id::{InvitationId, MembershipId, PersonId},
    policy::{Action, Ground, Refusal},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect, sea_query::Expr};
use std::sync::Arc;

/// How long an invitation can be accepted.
pub const LIVES: TimeDelta = TimeDelta::days(14);

/// Why an invitation opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum InvitationFault {
    #[error("no such invitation")]
    Unknown,
    #[error("accepted before")]
    Used,
    #[error("expired")]
    Expired,
    /// Everything it promised was withdrawn.
    #[error("withdrawn")]
    Withdrawn,
    /// The invited person has another account.
    #[error("for another account")]
    OtherAccount,
    /// Whoever made it came to accept it.
    #[error("made by the one who accepts")]
    OwnGift,
    #[error(transparent)]
    Broken(#[from] Failure),
}

/// What an invitation promises; shown before anybody logs in.
#[derive(Debug, Clone)]
pub struct Promise {
    pub tenant: Arc<Tenant>,
    pub name: String,
    pub memberships: Vec<Membership>,
    pub expires_at: DateTime<Utc>,
}

/// Writes an invitation in the transaction that gives the memberships; the token goes to the invited person only.
pub async fn issue(
    tx: &mut TenantTx,
    id: InvitationId,
    person: PersonId,
    by: MembershipId,
    now: DateTime<Utc>,
) -> Result<Secret, Failure> {
    // A new invitation takes the place of older ones: a link that went astray opens nothing any more.
    let ended = invitation::ActiveModel { expires_at: sea_orm::Set(now), ..Default::default() };
    let older = invitation::Column::PersonId.eq(person).and(invitation::Column::AcceptedAt.is_null());
    tx.update(invitation::Entity::update_many().set(ended).filter(older)).await?;
    let token = Secret::random();
    people::may_knock(tx, person).await?;
    let row = invitation::Model {
        tenant_id: tx.tenant(),
        id,
        token_hash: token.hash(),
        person_id: person,
        invited_by: by,
        created_at: now,
        expires_at: now + LIVES,
        accepted_at: None,
    };
    tx.insert::<invitation::Entity>(row).await?;
    Ok(token)
}

/// What this invitation promises, if it still can be accepted.
pub async fn look(house: &House, slug: &str, token: &str) -> Result<Promise, InvitationFault> {
    let tenant = house.tenant(slug).await?.ok_or(InvitationFault::Unknown)?;
    let mut tx = TenantTx::begin(house.store(), tenant.id, false).await?;
    let row = valid(&mut tx, token, house.clock().now()).await?;
    let memberships = house::memberships(&mut tx, row.person_id, house.clock().today()).await?;
    let person = people::person(&tx, row.person_id).await?;
    tx.commit().await?;
    if memberships.is_empty() {
        return Err(InvitationFault::Withdrawn);
    }
    Ok(Promise { tenant, name: person.name, memberships, expires_at: row.expires_at })
}

/// Binds the account and hands out the login that it is from now on. `before` is who was logged in at this browser: an
/// account that nobody knows yet does not make the beheerder who sits there somebody else.
pub async fn accept(
    house: &House,
    slug: &str,
    token: &str,
    proof: &Proof,
    before: Option<PersonId>,
) -> Result<Login, InvitationFault> {
    let tenant = house.tenant(slug).await?.ok_or(InvitationFault::Unknown)?;
    let now = house.clock().now();
    let mut tx = TenantTx::begin(house.store(), tenant.id, true).await?;
    let row = valid(&mut tx, token, now).await?;
    if let Some(giver) = giver(&mut tx, row.person_id, proof, before).await? {
        trail(house, tenant, tx, giver, proof, row.id, Err(Refusal::OwnGift)).await?;
        return Err(InvitationFault::OwnGift);
    }
    let person = owner(house, &mut tx, row.person_id, proof).await?;
    if person != row.person_id {
        hand_over(&mut tx, row.person_id, person).await?;
    }
    let accept = invitation::ActiveModel { accepted_at: sea_orm::Set(Some(now)), ..Default::default() };
    let open = invitation::Column::Id.eq(row.id).and(invitation::Column::AcceptedAt.is_null());
    if tx.update(invitation::Entity::update_many().set(accept).filter(open)).await? != 1 {
        return Err(InvitationFault::Used);
    }
    if house::memberships(&mut tx, person, house.clock().today()).await?.is_empty() {
        return Err(InvitationFault::Withdrawn);
    }
    let name = trail(house, tenant, tx, person, proof, row.id, Ok(Ground::Own)).await?;
    Ok(Login { proof: proof.clone(), person, name })
}

/// The one who comes to accept, when it is who invited this person, now or earlier.
async fn giver(
    tx: &mut TenantTx,
    invited: PersonId,
    proof: &Proof,
    before: Option<PersonId>,
) -> Result<Option<PersonId>, Failure> {
    let bound = people::bound_in(tx, &proof.issuer, &proof.subject).await?;
    let given = back::<membership::Entity, invitation::Entity>(invitation::Column::InvitedBy);
    let query = membership::Entity::find()
        .join(JoinType::InnerJoin, given)
        .filter(invitation::Column::PersonId.eq(invited))
        .filter(membership::Column::PersonId.is_in(bound.into_iter().chain(before)));
    Ok(tx.one(query).await?.map(|row| row.person_id))
}

/// Ends the transaction with a line about what came of the invitation; the answer is the name of the person in it.
async fn trail(
    house: &House,
    tenant: Arc<Tenant>,
    mut tx: TenantTx,
    person: PersonId,
    proof: &Proof,
    invitation: InvitationId,
    outcome: Result<Ground, Refusal>,
) -> Result<String, Failure> {
    let memberships = house::memberships(&mut tx, person, house.clock().today()).await?;
    let name = people::person(&tx, person).await?.name;
    let actor = Actor { person, name: name.clone(), two_factor: proof.two_factor, memberships };
    let line = Line {
        action: Action::AcceptInvitation,
        subject: Subject::of("invitation", invitation.0),
        school: None,
        outcome,
        fields: if outcome.is_ok() { "accepted_at".into() } else { String::new() },
    };
    audit::write(&mut tx, &Scope::new(house.clone(), tenant, actor), vec![line]).await?;
    tx.commit().await?;
    Ok(name)
}

async fn valid(tx: &mut TenantTx, token: &str, now: DateTime<Utc>) -> Result<invitation::Model, InvitationFault> {
    let token = Secret::shown(token).ok_or(InvitationFault::Unknown)?;
    let these = invitation::Entity::find().filter(invitation::Column::TokenHash.eq(token.hash()));
    let row = tx.one(these).await?.ok_or(InvitationFault::Unknown)?;
    if row.accepted_at.is_some() {
        return Err(InvitationFault::Used);
    }
    if row.expires_at <= now { Err(InvitationFault::Expired) } else { Ok(row) }
}

/// The person whom this account belongs to after accepting.
async fn owner(
    house: &House,
    tx: &mut TenantTx,
    invited: PersonId,
    proof: &Proof,
) -> Result<PersonId, InvitationFault> {
    if let Some(known) = people::bound_in(tx, &proof.issuer, &proof.subject).await? {
        let other = known != invited && people::has_account(tx, invited).await?;
        return if other { Err(InvitationFault::OtherAccount) } else { Ok(known) };
    }
    if people::has_account(tx, invited).await? {
        return Err(InvitationFault::OtherAccount);
    }
    let person_id = if people::is_known_here_only(tx, invited).await? {
        invited
    } else {
        let invited = people::person(tx, invited).await?;
        let fresh = PersonId(house.new_id());
        people::add(tx, fresh, &invited.name, &invited.email, house.clock().now()).await?;
        fresh
    };
    let Proof { issuer, subject, .. } = proof.clone();
    people::bind(tx, identity::Model { issuer, subject, person_id, bound_at: house.clock().now() }).await?;
    Ok(person_id)
}

/// What this tenant gave to the one belongs to the other from now on.
async fn hand_over(tx: &mut TenantTx, from: PersonId, to: PersonId) -> Result<(), Failure> {
    people::may_knock(tx, to).await?;
    let change = membership::ActiveModel { person_id: sea_orm::Set(to), ..Default::default() };
    let next = Expr::col(membership::Column::Version).add(1);
    let all = membership::Entity::update_many().set(change).col_expr(membership::Column::Version, next);
    tx.update(all.filter(membership::Column::PersonId.eq(from))).await?;
    let change = invitation::ActiveModel { person_id: sea_orm::Set(to), ..Default::default() };
    tx.update(invitation::Entity::update_many().set(change).filter(invitation::Column::PersonId.eq(from))).await?;
    people::forget(tx, from, tx.tenant()).await
}
