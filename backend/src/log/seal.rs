//! Seals chain the log of a tenant: each holds a hash over the seal before it and over every line since. Whoever changes,
//! adds or removes a line afterwards breaks the chain from there on, also with all rights on the database.
use crate::{
    Failure, House, Tenant,
    store::{
        TenantTx,
        entity::{audit, audit_seal},
        system,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::EventId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};

/// Lines younger than this may still be under way in another transaction.
const SETTLED: TimeDelta = TimeDelta::minutes(1);

/// What checking a log came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Seals that were checked.
    pub seals: usize,
    /// Lines under them.
    pub lines: usize,
    /// The first seal that does not fit, with the moment up to which it seals.
    pub broken: Option<(i32, DateTime<Utc>)>,
}

/// Seals the log of every tenant; the number of new seals.
pub async fn seal_all(house: &House) -> Result<usize, Failure> {
    let mut made = 0;
    for tenant in system::tenants(house.store()).await? {
        made += usize::from(seal(house, &tenant).await?);
    }
    Ok(made)
}

/// Seals what has settled since the last seal; whether there was anything. Two servers may try at once: one wins.
pub async fn seal(house: &House, tenant: &Tenant) -> Result<bool, Failure> {
    let now = house.clock().now();
    let mut tx = TenantTx::begin(house.store(), tenant.id, true).await?;
    let last = tx.one(audit_seal::Entity::find().order_by_desc(audit_seal::Column::Number)).await?;
    let rows = lines(&mut tx, last.as_ref().map(|seal| seal.until), now - SETTLED).await?;
    let Some(until) = rows.last().map(|row| row.at) else { return Ok(false) };
    let previous = last.as_ref().map_or(&[][..], |seal| &seal.hash);
    let row = audit_seal::Model {
        tenant_id: tenant.id,
        id: EventId(house.new_id()),
        at: now,
        until,
        number: last.as_ref().map_or(1, |seal| seal.number + 1),
        lines: i32::try_from(rows.len()).unwrap_or(i32::MAX),
        hash: hash(previous, &rows),
    };
    match tx.insert::<audit_seal::Entity>(row).await {
        Ok(()) => tx.commit().await.map(|()| true),
        Err(failure) if failure.is_duplicate() => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Checks every seal of a tenant against the lines that are there now.
pub async fn verify(house: &House, tenant: &Tenant) -> Result<Verdict, Failure> {
    let mut tx = TenantTx::begin(house.store(), tenant.id, false).await?;
    let seals = tx.all(audit_seal::Entity::find().order_by_asc(audit_seal::Column::Number)).await?;
    let mut verdict = Verdict { seals: 0, lines: 0, broken: None };
    let (mut since, mut previous): (Option<DateTime<Utc>>, Vec<u8>) = (None, vec![]);
    for (place, seal) in seals.into_iter().enumerate() {
        let rows = lines(&mut tx, since, seal.until).await?;
        let in_line = usize::try_from(seal.number).is_ok_and(|number| number == place + 1);
        if !in_line || hash(&previous, &rows) != seal.hash {
            verdict.broken = Some((seal.number, seal.until));
            break;
        }
        verdict.seals += 1;
        verdict.lines += rows.len();
        (since, previous) = (Some(seal.until), seal.hash);
    }
    tx.commit().await?;
    Ok(verdict)
}

/// The lines after one moment up to and with another, in order.
async fn lines(
    tx: &mut TenantTx,
    since: Option<DateTime<Utc>>,
    until: DateTime<Utc>,
) -> Result<Vec<audit::Model>, Failure> {
    let mut query = audit::Entity::find().filter(audit::Column::At.lte(until));
    if let Some(since) = since {
        query = query.filter(audit::Column::At.gt(since));
    }
    tx.all(query.order_by_asc(audit::Column::At).order_by_asc(audit::Column::Id)).await
}

fn hash(previous: &[u8], rows: &[audit::Model]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    for row in rows {
        let audit::Model {
            tenant_id,
            id,
            at,
            person_id,
            person_name,
            function,
            organisation,
            action,
            subject_kind,
            subject_id,
            outcome,
            ground,
            fields,
        } = row;
        let moment = at.timestamp_micros().to_be_bytes();
        let subject = subject_id.map(uuid::Uuid::into_bytes).unwrap_or_default();
        let ids: [&[u8]; 5] = [tenant_id.0.as_bytes(), id.0.as_bytes(), &moment, person_id.0.as_bytes(), &subject];
        let words = [person_name, function, organisation, action, subject_kind, outcome, ground, fields];
        for part in ids.into_iter().chain(words.iter().map(|word| word.as_bytes())) {
            // The length goes first, so that two lines can never read as the same row of letters.
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().to_vec()
}
