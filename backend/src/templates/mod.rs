//! The ways of working of a tenant: what was published, read once and kept because it never changes, and what is being
//! written. Nothing unpublished drives anything.
pub mod carry;
mod compare;
mod discard;
mod drafts;
mod drawing;
mod in_force;
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
pub(crate) use in_force::{InForce, everywhere, newest, remembered};
pub use in_force::{at, current, current_at, current_for, today};
pub use list::list;
pub(crate) use origin::Origin;
pub use origin::renewal;
pub use publish::{Wanted, publish, publishing};
pub use save::{Saved, Typed, replace, save};
pub(crate) use shelf::Shelf;
pub use start::{MOST_DRAFTS, New, start, starts};
pub use versions::{export, version};

use crate::{Failure, scope::Work, store::entity::template};
use domain::{
    id::TemplateId,
    template::{Published, Template},
};
use std::sync::Arc;

/// A version with the id under which cases and meetings pin it.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub id: TemplateId,
    pub template: Arc<Template<Published>>,
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
    Ok(Pinned { id: row.id, template: work.scope().house().shelf().take(row)? })
}
