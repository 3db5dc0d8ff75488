//! Rows of logging in, before any tenant is entered: attempts, tickets, sessions, notices of logging out.
//! What is taken is gone: the number of deleted rows decides who was first.
use super::{
    Store,
    entity::{login_attempt, session, spent_notice, ticket},
};
use crate::Failure;
use chrono::{DateTime, Utc};
use domain::id::PersonId;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, entity::prelude::Json};

/// Keeps an attempt to log in.
pub async fn keep_attempt(
    store: &Store,
    id_hash: Vec<u8>,
    provider: &str,
    secrets: Json,
    expires_at: DateTime<Utc>,
) -> Result<(), Failure> {
    let row = login_attempt::Model { id_hash, provider: provider.into(), secrets, expires_at };
    login_attempt::Entity::insert(row.into_active_model()).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Takes an attempt out; the second one who asks gets nothing.
pub async fn take_attempt(store: &Store, id_hash: Vec<u8>) -> Result<Option<login_attempt::Model>, Failure> {
    let row = login_attempt::Entity::find_by_id(id_hash.clone()).one(&store.db).await?;
    let taken = login_attempt::Entity::delete_by_id(id_hash).exec(&store.db).await?.rows_affected == 1;
    Ok(row.filter(|_| taken))
}

/// Keeps a ticket for a host.
pub async fn keep_ticket(
    store: &Store,
    id_hash: Vec<u8>,
    host: &str,
    login: Json,
    expires_at: DateTime<Utc>,
) -> Result<(), Failure> {
    let row = ticket::Model { id_hash, host: host.into(), login, expires_at };
    ticket::Entity::insert(row.into_active_model()).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Takes a ticket out; the second one who asks gets nothing.
pub async fn take_ticket(store: &Store, id_hash: Vec<u8>) -> Result<Option<ticket::Model>, Failure> {
    let row = ticket::Entity::find_by_id(id_hash.clone()).one(&store.db).await?;
    let taken = ticket::Entity::delete_by_id(id_hash).exec(&store.db).await?.rows_affected == 1;
    Ok(row.filter(|_| taken))
}

/// Remembers a notice of logging out; false when it was seen before.
pub async fn first_notice(store: &Store, id_hash: Vec<u8>, expires_at: DateTime<Utc>) -> Result<bool, Failure> {
    let row = spent_notice::Model { id_hash, expires_at };
    match spent_notice::Entity::insert(row.into_active_model()).exec_without_returning(&store.db).await {
        Ok(_) => Ok(true),
        Err(cause) => {
            let failure = Failure::from(cause);
            if failure.is_duplicate() { Ok(false) } else { Err(failure) }
        }
    }
}

/// Adds a session.
pub async fn keep_session(store: &Store, row: session::Model) -> Result<(), Failure> {
    session::Entity::insert(row.into_active_model()).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Changes what a session holds; one that was ended meanwhile stays ended.
pub async fn change_session(store: &Store, row: session::Model) -> Result<(), Failure> {
    let session::Model { id_hash, host, person_id, issuer, subject, sid, data, .. } = row;
    let change = session::ActiveModel {
        host: sea_orm::Set(host),
        person_id: sea_orm::Set(person_id),
        issuer: sea_orm::Set(issuer),
        subject: sea_orm::Set(subject),
        sid: sea_orm::Set(sid),
        data: sea_orm::Set(data),
        ..Default::default()
    };
    session::Entity::update_many().set(change).filter(session::Column::IdHash.eq(id_hash)).exec(&store.db).await?;
    Ok(())
}

/// The session with this key.
pub async fn session(store: &Store, id_hash: Vec<u8>) -> Result<Option<session::Model>, Failure> {
    Ok(session::Entity::find_by_id(id_hash).one(&store.db).await?)
}

/// Notes that a session is in use.
pub async fn touch_session(store: &Store, id_hash: Vec<u8>, now: DateTime<Utc>) -> Result<(), Failure> {
    let change = session::ActiveModel { seen_at: sea_orm::Set(now), ..Default::default() };
    session::Entity::update_many().set(change).filter(session::Column::IdHash.eq(id_hash)).exec(&store.db).await?;
    Ok(())
}

/// Ends one session.
pub async fn end_session(store: &Store, id_hash: Vec<u8>) -> Result<(), Failure> {
    session::Entity::delete_by_id(id_hash).exec(&store.db).await?;
    Ok(())
}

/// Ends every session that came from this session at the provider, on all hosts.
pub async fn end_login(store: &Store, issuer: &str, sid: &str) -> Result<u64, Failure> {
    let these = session::Column::Issuer.eq(issuer).and(session::Column::Sid.eq(sid));
    Ok(session::Entity::delete_many().filter(these).exec(&store.db).await?.rows_affected)
}

/// Ends every session of this account, on all hosts.
pub async fn end_account(store: &Store, issuer: &str, subject: &str) -> Result<u64, Failure> {
    let these = session::Column::Issuer.eq(issuer).and(session::Column::Subject.eq(subject));
    Ok(session::Entity::delete_many().filter(these).exec(&store.db).await?.rows_affected)
}

/// Ends every session of this person, whichever account was used, on all hosts.
pub async fn end_person(store: &Store, person: PersonId) -> Result<u64, Failure> {
    let these = session::Column::PersonId.eq(person);
    Ok(session::Entity::delete_many().filter(these).exec(&store.db).await?.rows_affected)
}

/// Is there still a session that came from this session at the provider?
pub async fn is_live(store: &Store, issuer: &str, sid: &str) -> Result<bool, Failure> {
    let these = session::Column::Issuer.eq(issuer).and(session::Column::Sid.eq(sid));
    Ok(session::Entity::find().filter(these).one(&store.db).await?.is_some())
}

/// Sessions of this person, the latest used first.
pub async fn sessions_of(store: &Store, person: PersonId) -> Result<Vec<session::Model>, Failure> {
    let these = session::Entity::find().filter(session::Column::PersonId.eq(person));
    Ok(these.order_by_desc(session::Column::SeenAt).all(&store.db).await?)
}

/// Clears what has had its time.
pub async fn sweep(store: &Store, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> Result<(), Failure> {
    login_attempt::Entity::delete_many().filter(login_attempt::Column::ExpiresAt.lte(now)).exec(&store.db).await?;
    ticket::Entity::delete_many().filter(ticket::Column::ExpiresAt.lte(now)).exec(&store.db).await?;
    spent_notice::Entity::delete_many().filter(spent_notice::Column::ExpiresAt.lte(now)).exec(&store.db).await?;
    let over = session::Column::ExpiresAt.lte(now).or(session::Column::SeenAt.lte(idle_since));
    session::Entity::delete_many().filter(over).exec(&store.db).await?;
    Ok(())
}
