//! The ways of working of a tenant: what was published, read once and kept because it never changes, and what is being
//! written. Nothing unpublished drives anything.
pub mod carry;
mod compare;
mod discard;
mod drafts;
mod drawing;
mod list;
mod origin;
mod publish;
mod save;
mod shelf;
mod sound;
mod start;
mod versions;

pub use compare::compare;
pub use discard::discard;
pub use drafts::{head, page, rename, text};
pub use drawing::{drawing, drawing_of_draft};
pub use list::list;
pub(crate) use origin::Origin;
pub use origin::renewal;
pub use publish::{Wanted, publish, publishing};
pub use save::{Saved, Typed, replace, save};
pub(crate) use shelf::Shelf;
pub use start::{MOST_DRAFTS, New, start, starts};
pub use versions::{export, version};

use crate::{Failure, Scope, scope::Work, store::entity::template};
use domain::{
    id::TemplateId,
    template::{Published, Template},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;

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

/// The version in force, when it was asked a moment ago; costs no question to the database.
pub(crate) fn remembered(scope: &Scope) -> Option<Arc<Template<Published>>> {
    let shelf = scope.house().shelf();
    shelf.version(shelf.in_force(scope.tenant().id, scope.now())?)
}

/// The version that is in force today, if any was published.
pub async fn today(work: &mut Work<'_>) -> Result<Option<Pinned>, Failure> {
    let (tenant, now) = (work.tenant(), work.scope().now());
    if let Some(id) = work.scope().house().shelf().in_force(tenant, now) {
        return pinned(work, id).await.map(Some);
    }
    let query = template::Entity::find()
        .filter(template::Column::EffectiveFrom.lte(work.scope().today()))
        .order_by_desc(template::Column::EffectiveFrom)
        .order_by_desc(template::Column::Number);
    let Some(row) = work.one(query).await? else { return Ok(None) };
    work.scope().house().shelf().keep_in_force(tenant, now, row.id);
    pin(work, &row).map(Some)
}

/// The version that a case or meeting has pinned.
pub async fn pinned(work: &mut Work<'_>, id: TemplateId) -> Result<Pinned, Failure> {
    if let Some(template) = work.scope().house().shelf().version(id) {
        return Ok(Pinned { id, template });
    }
    let row = work.get::<template::Entity>(id).await?;
    pin(work, &row)
}

fn pin(work: &Work<'_>, row: &template::Model) -> Result<Pinned, Failure> {
    Ok(Pinned { id: row.id, template: work.scope().house().shelf().publish(row)? })
}
