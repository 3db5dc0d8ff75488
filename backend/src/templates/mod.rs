//! The ways of working of a tenant. A published version never changes, so it is read once and kept.
pub mod carry;

use crate::{Failure, failure::Broken, scope::Work, store::entity::template};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::{TemplateId, TenantId},
    template::{Published, Template},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// Published versions by id, and which of them is in force at each tenant; shared by all requests.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    versions: RwLock<HashMap<TemplateId, Arc<Template<Published>>>>,
    in_force: RwLock<HashMap<TenantId, (DateTime<Utc>, TemplateId)>>,
}

/// After publishing elsewhere, a server may start new work with the version before it for this long.
const REMEMBERED: TimeDelta = TimeDelta::seconds(30);

/// A version with the id under which cases and meetings pin it.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub id: TemplateId,
    pub template: Arc<Template<Published>>,
}

/// The version that new work starts with today.
pub async fn current(work: &mut Work<'_>) -> Result<Pinned, Failure> {
    today(work).await?.ok_or_else(|| {
        Failure::Rejected(
            "Voor dit samenwerkingsverband is nog geen werkwijze gepubliceerd. Vraag de functioneel beheerder.".into(),
        )
    })
}

/// The version that is in force today, if any was published.
pub async fn today(work: &mut Work<'_>) -> Result<Option<Pinned>, Failure> {
    let (tenant, now) = (work.tenant(), work.scope().now());
    let shelf = work.scope().house().shelf();
    let known = shelf.in_force.read().ok().and_then(|known| known.get(&tenant).copied());
    if let Some((_, id)) = known.filter(|(until, _)| now < *until) {
        return pinned(work, id).await.map(Some);
    }
    let query = template::Entity::find()
        .filter(template::Column::EffectiveFrom.lte(work.scope().today()))
        .order_by_desc(template::Column::EffectiveFrom)
        .order_by_desc(template::Column::Number);
    let Some(row) = work.one(query).await? else { return Ok(None) };
    if let Ok(mut known) = shelf.in_force.write() {
        known.insert(tenant, (now + REMEMBERED, row.id));
    }
    pin(work, row).map(Some)
}

/// The version that a case or meeting has pinned.
pub async fn pinned(work: &mut Work<'_>, id: TemplateId) -> Result<Pinned, Failure> {
    if let Some(template) = work.scope().house().shelf().versions.read().ok().and_then(|known| known.get(&id).cloned())
    {
        return Ok(Pinned { id, template });
    }
    let row = work.get::<template::Entity>(id).await?;
    pin(work, row)
}

fn pin(work: &Work<'_>, row: template::Model) -> Result<Pinned, Failure> {
    let shelf = &work.scope().house().shelf().versions;
    if let Some(template) = shelf.read().ok().and_then(|known| known.get(&row.id).cloned()) {
        return Ok(Pinned { id: row.id, template });
    }
    let stored = |cause: String| Broken::Stored(format!("template {}: {cause}", row.id));
    let draft = Template::parse(&row.body).map_err(|cause| stored(cause.to_string()))?;
    let number = u32::try_from(row.number).map_err(|cause| stored(cause.to_string()))?;
    let template = Arc::new(draft.publish(number).map_err(|faults| stored(format!("{faults:?}")))?);
    if let Ok(mut known) = shelf.write() {
        known.insert(row.id, Arc::clone(&template));
    }
    Ok(Pinned { id: row.id, template })
}
