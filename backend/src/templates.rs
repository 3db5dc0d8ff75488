//! The ways of working of a tenant. A published version never changes, so it is read once and kept.
use crate::{Failure, failure::Broken, scope::Work, store::entity::template};
use domain::{
    id::TemplateId,
    template::{Published, Template},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// Published versions by id, shared by all requests.
#[derive(Debug, Default)]
pub(crate) struct Shelf(RwLock<HashMap<TemplateId, Arc<Template<Published>>>>);

/// A version with the id under which cases and meetings pin it.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub id: TemplateId,
    pub template: Arc<Template<Published>>,
}

/// The version that new work starts with today.
pub async fn current(work: &mut Work<'_>) -> Result<Pinned, Failure> {
    let query = template::Entity::find()
        .filter(template::Column::EffectiveFrom.lte(work.scope().today()))
        .order_by_desc(template::Column::EffectiveFrom)
        .order_by_desc(template::Column::Number);
    let row = work.one(query).await?.ok_or_else(|| {
        Failure::Rejected(
            "Voor dit samenwerkingsverband is nog geen werkwijze gepubliceerd. Vraag de functioneel beheerder.".into(),
        )
    })?;
    pin(work, row)
}

/// The version that a case or meeting has pinned.
pub async fn pinned(work: &mut Work<'_>, id: TemplateId) -> Result<Pinned, Failure> {
    if let Some(template) = work.scope().house().shelf().0.read().ok().and_then(|known| known.get(&id).cloned()) {
        return Ok(Pinned { id, template });
    }
    let row = work.get::<template::Entity>(id).await?;
    pin(work, row)
}

fn pin(work: &Work<'_>, row: template::Model) -> Result<Pinned, Failure> {
    let shelf = &work.scope().house().shelf().0;
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
