//! "Mijn werk": what waits for somebody in one tenant, until when, and why. The front door asks for the count only:
//! no pupil, no title.
mod cases;
mod meetings;
mod page;

pub use page::page;

use crate::{
    Failure, Scope,
    audit::Subject,
    scope::Work,
    store::entity::{action, agenda_item, meeting, pupil},
    store::to,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{ActionId, MeetingId, MembershipId, OrganisationId, PupilId},
    policy::{Action, Grounds},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Own actions that are not done.
    pub open_actions: u64,
}

/// Counts what waits for the actor.
pub async fn count(scope: &Scope) -> Result<Count, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::SeeWorklist, Subject::list("worklist"), Grounds::none()).await?;
    let open = action::Entity::find()
        .filter(action::Column::OwnerId.is_in(mine(scope)))
        .filter(action::Column::DoneAt.is_null());
    let open_actions = work.count(open).await?;
    work.done(Count { open_actions }).await
}

fn mine(scope: &Scope) -> Vec<MembershipId> {
    scope.actor().memberships.iter().map(|membership| membership.id).collect()
}

/// An own action that is not done, with the meeting it came from.
#[derive(Debug, FromQueryResult)]
struct OwnAction {
    id: ActionId,
    what: String,
    due_on: NaiveDate,
    version: i32,
    meeting_id: MeetingId,
    starts_at: DateTime<Utc>,
    school_id: OrganisationId,
    pupil_id: Option<PupilId>,
}

/// The actor's own open actions, the most urgent first. One statement.
async fn own_actions(work: &mut Work<'_>) -> Result<Vec<OwnAction>, Failure> {
    let query = action::Entity::find()
        .select_only()
        .columns([action::Column::Id, action::Column::What, action::Column::DueOn, action::Column::Version])
        .column(action::Column::MeetingId)
        .column_as(meeting::Column::StartsAt, "starts_at")
        .column_as(meeting::Column::SchoolId, "school_id")
        .column_as(pupil::Column::Id, "pupil_id")
        .join(JoinType::InnerJoin, to::<action::Entity, meeting::Entity>(action::Column::MeetingId))
        .join(JoinType::LeftJoin, to::<action::Entity, agenda_item::Entity>(action::Column::ItemId))
        .join(JoinType::LeftJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .filter(action::Column::OwnerId.is_in(mine(work.scope())))
        .filter(action::Column::DoneAt.is_null())
        .order_by_asc(action::Column::DueOn)
        .order_by_asc(action::Column::Id);
    work.shaped(query).await
}
