//! A draft is thrown away: what was published stays, and so does the line that says who did it.
use super::drafts::{about, stale};
use crate::{Failure, Scope, store::entity::template_draft};
use domain::{
    id::DraftId,
    policy::{Action, Grounds},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Throws a draft away as it was on the screen; what somebody wrote since then is not thrown away with it.
pub async fn discard(scope: &Scope, id: DraftId, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    if !remove(&mut work, id, version).await? {
        return Err(stale(&mut work, &row).await?);
    }
    work.note(Action::DraftTemplate, about(id), ground, "draft_discarded");
    work.done(()).await
}

/// Removes a draft that is still as it was; whether it was.
pub(super) async fn remove(work: &mut crate::scope::Work<'_>, id: DraftId, version: i32) -> Result<bool, Failure> {
    use template_draft::Column::{Id, Version};
    let query = template_draft::Entity::delete_many().filter(Id.eq(id)).filter(Version.eq(version));
    let is_gone = work.delete(query).await? == 1;
    if is_gone {
        work.scope().house().shelf().drop_faults(id);
    }
    Ok(is_gone)
}
