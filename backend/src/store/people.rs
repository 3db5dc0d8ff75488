//! Persons and their accounts. They are the same in every tenant, so they carry no tenant; what is changed together
//! with a tenant's rows is changed in that tenant's transaction.
use super::{
    Store, TenantTx,
    entity::{identity, person, person_tenant, region_member},
};
use crate::Failure;
use chrono::{DateTime, Utc};
use domain::id::{PersonId, TenantId};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};

/// The person to whom this account is bound.
pub async fn bound_to(store: &Store, issuer: &str, subject: &str) -> Result<Option<person::Model>, Failure> {
    let Some(row) = identity::Entity::find_by_id((issuer.into(), subject.into())).one(&store.db).await? else {
        return Ok(None);
    };
    Ok(person::Entity::find_by_id(row.person_id).one(&store.db).await?)
}

/// The same, inside a transaction.
pub(crate) async fn bound_in(tx: &TenantTx, issuer: &str, subject: &str) -> Result<Option<PersonId>, Failure> {
    let key = (issuer.to_owned(), subject.to_owned());
    Ok(identity::Entity::find_by_id(key).one(tx.whole()).await?.map(|row| row.person_id))
}

/// Binds an account to a person.
pub(crate) async fn bind(tx: &TenantTx, row: identity::Model) -> Result<(), Failure> {
    identity::Entity::insert(row.into_active_model()).exec_without_returning(tx.whole()).await?;
    Ok(())
}

/// The person with this id.
pub(crate) async fn person(tx: &TenantTx, id: PersonId) -> Result<person::Model, Failure> {
    person::Entity::find_by_id(id).one(tx.whole()).await?.ok_or(Failure::Absent)
}

/// Adds a person who was invited for the first time.
pub(crate) async fn add(
    tx: &TenantTx,
    id: PersonId,
    name: &str,
    email: &str,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let row = person::Model { id, name: name.into(), email: email.into(), created_at: at };
    person::Entity::insert(row.into_active_model()).exec_without_returning(tx.whole()).await?;
    Ok(())
}

/// Does this person have an account already?
pub(crate) async fn has_account(tx: &TenantTx, person: PersonId) -> Result<bool, Failure> {
    let found = identity::Entity::find().filter(identity::Column::PersonId.eq(person)).one(tx.whole()).await?;
    Ok(found.is_some())
}

/// Is this person known nowhere but in the tenant of the transaction?
pub(crate) async fn is_known_here_only(tx: &TenantTx, person: PersonId) -> Result<bool, Failure> {
    let elsewhere = person_tenant::Column::PersonId.eq(person).and(person_tenant::Column::TenantId.ne(tx.tenant()));
    let tenant = person_tenant::Entity::find().filter(elsewhere).one(tx.whole()).await?;
    let region =
        region_member::Entity::find().filter(region_member::Column::PersonId.eq(person)).one(tx.whole()).await?;
    Ok(tenant.is_none() && region.is_none())
}

/// From now on this person may knock at the tenant of the transaction.
pub(crate) async fn may_knock(tx: &TenantTx, person: PersonId) -> Result<(), Failure> {
    let row = person_tenant::Model { person_id: person, tenant_id: tx.tenant() };
    let known = person_tenant::Entity::find_by_id((person, tx.tenant())).one(tx.whole()).await?;
    if known.is_none() {
        person_tenant::Entity::insert(row.into_active_model()).exec_without_returning(tx.whole()).await?;
    }
    Ok(())
}

/// This person has nothing left in the tenant; one who has nothing anywhere is forgotten.
pub(crate) async fn forget(tx: &TenantTx, person: PersonId, tenant: TenantId) -> Result<(), Failure> {
    person_tenant::Entity::delete_by_id((person, tenant)).exec(tx.whole()).await?;
    if is_known_here_only(tx, person).await? && !has_account(tx, person).await? {
        person::Entity::delete_by_id(person).exec(tx.whole()).await?;
    }
    Ok(())
}
