//! Sessions in our own database, on both engines. The cookie holds a random id, the database its hash. Who is logged
//! in stands in columns as well, so that logging out from afar is one delete; the time comes from our own clock.
use crate::{
    Failure, House,
    identity::Login,
    store::{entity::session, logins},
};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::PersonId;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// A session ends when nothing was asked for this long.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session ends this long after logging in, however busy.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(10);
/// Being busy is written down at most this often.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Key under which a session holds its [`Login`].
pub const LOGIN: &str = "login";
/// Key under which a session holds the host it was made for.
pub const HOST: &str = "host";

/// The store that tower-sessions asks.
#[derive(Clone, Debug)]
pub struct Sessions(House);

impl Sessions {
    pub fn new(house: House) -> Self {
        Self(house)
    }

    fn row(&self, record: &Record) -> Result<session::Model> {
        let now = self.0.clock().now();
        let login: Option<Login> = record
            .data
            .get(LOGIN)
            .map(|value| serde_json::from_value(value.clone()))
            .transpose()
            .map_err(|cause| Error::Encode(cause.to_string()))?;
        let host = record.data.get(HOST).and_then(|host| host.as_str()).unwrap_or_default().to_owned();
        let data = serde_json::to_value(&record.data).map_err(|cause| Error::Encode(cause.to_string()))?;
        let person_id = login.as_ref().map(|login| login.person);
        let proof = login.map(|login| login.proof);
        let created_at = proof.as_ref().map_or(now, |proof| proof.at);
        let (issuer, subject, sid) =
            proof.map_or((None, None, None), |proof| (Some(proof.issuer), Some(proof.subject), Some(proof.sid)));
        Ok(session::Model {
            id_hash: key(record.id),
            host,
            person_id,
            issuer,
            subject,
            sid,
            data,
            created_at,
            seen_at: now,
            expires_at: created_at + ABSOLUTE,
        })
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            match logins::keep_session(self.0.store(), self.row(record)?).await {
                Err(failure) if failure.is_duplicate() => record.id = Id::default(),
                outcome => return outcome.map_err(broken),
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        logins::change_session(self.0.store(), self.row(record)?).await.map_err(broken)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let store = self.0.store();
        let Some(row) = logins::session(store, key(*id)).await.map_err(broken)? else { return Ok(None) };
        let now = self.0.clock().now();
        if is_over(&row, now) {
            logins::end_session(store, row.id_hash).await.map_err(broken)?;
            return Ok(None);
        }
        if now - row.seen_at >= NOTED_EVERY {
            logins::touch_session(store, row.id_hash, now).await.map_err(broken)?;
        }
        let data = serde_json::from_value(row.data).map_err(|cause| Error::Decode(cause.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(|cause| Error::Decode(cause.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        logins::end_session(self.0.store(), key(*id)).await.map_err(broken)
    }
}

fn key(id: Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

fn is_over(row: &session::Model, now: DateTime<Utc>) -> bool {
    now >= row.expires_at || now - row.seen_at >= IDLE
}

fn broken(failure: Failure) -> Error {
    Error::Backend(match failure {
        Failure::Broken(cause) => cause.to_string(),
        other => other.to_string(),
    })
}

/// One place where a person is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub host: String,
    pub since: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

/// Where a person is logged in, the latest used first.
pub async fn of(house: &House, person: PersonId) -> std::result::Result<Vec<Open>, Failure> {
    let now = house.clock().now();
    let rows = logins::sessions_of(house.store(), person).await?;
    let open = rows.into_iter().filter(|row| !is_over(row, now));
    Ok(open.map(|row| Open { host: row.host, since: row.created_at, seen_at: row.seen_at }).collect())
}

/// Ends what came from one login, on all hosts.
pub async fn end(house: &House, login: &Login) -> std::result::Result<(), Failure> {
    logins::end_login(house.store(), &login.proof.issuer, &login.proof.sid).await?;
    Ok(())
}

/// Ends every session of the person on all hosts, whichever account was used.
pub async fn end_all(house: &House, login: &Login) -> std::result::Result<(), Failure> {
    logins::end_person(house.store(), login.person).await?;
    logins::end_account(house.store(), &login.proof.issuer, &login.proof.subject).await?;
    Ok(())
}

/// Which sessions a provider wants to see ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// One session at the provider.
    Session(String),
    /// Everything of an account.
    Account(String),
}

/// Obeys a provider's notice once; false when this notice was obeyed before.
pub async fn end_from_afar(
    house: &House,
    issuer: &str,
    notice: &str,
    which: &Ended,
    keep_until: DateTime<Utc>,
) -> std::result::Result<bool, Failure> {
    let store = house.store();
    let id = crate::identity::notice_hash(issuer, notice);
    if !logins::first_notice(store, id, keep_until).await? {
        return Ok(false);
    }
    match which {
        Ended::Session(sid) => logins::end_login(store, issuer, sid).await?,
        Ended::Account(subject) => logins::end_account(store, issuer, subject).await?,
    };
    Ok(true)
}

/// Clears expired sessions, attempts, tickets and notices.
pub async fn sweep(house: &House) -> std::result::Result<(), Failure> {
    let now = house.clock().now();
    logins::sweep(house.store(), now, now - IDLE).await
}
