//! What happens to an agenda: one append-only row per act, with who and when. Every act raises the version of the
//! meeting, so that two people who work on one agenda notice each other; the second is told what the first did.
//!
//! An event about an anonymous item holds no question and no pupil.
use super::load::Meeting;
use crate::{
    Failure,
    failure::Stale,
    scope::Work,
    store::entity::{meeting, meeting_event},
};
use chrono::{DateTime, Utc};
use domain::{
    id::{EventId, ItemId, MembershipId},
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub at: DateTime<Utc>,
    pub by: MembershipId,
    pub kind: String,
    pub data: Data,
}

impl Event {
    /// It is about an item that points at nobody.
    pub fn is_of_nobody(&self) -> bool {
        let of_an_item = matches!(self.kind.as_str(), kind::REMOVED | kind::RESTORED | kind::TIMED);
        self.kind == kind::ANONYMOUS || (of_an_item && self.data.item.is_none())
    }
}

/// What an event says beside its kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    /// Version of the meeting after the act.
    pub version: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Stage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// The person invited, or the old and new text of a question: shown only to those who see the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The kinds of event.
pub(super) mod kind {
    pub const PLANNED: &str = "planned";
    pub const STAGE: &str = "stage_reached";
    pub const RETURNED: &str = "returned";
    pub const ADDED: &str = "item_added";
    pub const ADDED_ALL: &str = "items_added";
    pub const ANONYMOUS: &str = "anonymous_added";
    pub const REMOVED: &str = "item_removed";
    pub const RESTORED: &str = "item_restored";
    pub const ORDERED: &str = "ordered";
    pub const TIMED: &str = "timed";
    pub const QUESTION: &str = "question_changed";
    pub const INVITED: &str = "guest_invited";
    pub const UNINVITED: &str = "guest_uninvited";
    pub const CORRECTED: &str = "corrected";
}

/// Raises the meeting's version and writes what happened. With `expected`, only when nobody changed it since.
pub(super) async fn happen(
    work: &mut Work<'_>,
    meeting: &mut Meeting,
    by: MembershipId,
    kind: &str,
    mut data: Data,
    expected: Option<i32>,
) -> Result<(), Failure> {
    let version = expected.unwrap_or(meeting.row.version);
    let query = meeting::Entity::update_many()
        .col_expr(meeting::Column::Version, Expr::col(meeting::Column::Version).add(1))
        .col_expr(meeting::Column::Stage, Expr::value(meeting.stage.key()))
        .filter(meeting::Column::Id.eq(meeting.row.id))
        .filter(meeting::Column::Version.eq(version));
    if work.update(query).await? != 1 {
        return Err(stale(work, meeting).await?);
    }
    meeting.row.version = version + 1;
    data.version = meeting.row.version;
    let row = meeting_event::Model {
        tenant_id: work.tenant(),
        id: EventId(work.scope().new_id()),
        meeting_id: meeting.row.id,
        at: work.scope().now(),
        membership_id: by,
        kind: kind.into(),
        data: serde_json::to_value(&data).map_err(|cause| crate::failure::Broken::Other(cause.to_string()))?,
    };
    work.insert::<meeting_event::Entity>(row).await
}

/// Who changed the agenda last.
pub(super) async fn stale(work: &mut Work<'_>, meeting: &Meeting) -> Result<Failure, Failure> {
    // At a wide table whoever it was may tell of which school an item is that this reader does not see.
    let told = |last: &&Event| !meeting.table.is_wide() || !(last.is_of_nobody() || last.data.item.is_some());
    by_whom(work, meeting.events.last().filter(told).map(|last| (last.by, last.at))).await
}

/// The failure that names who was first.
pub(super) async fn by_whom(
    work: &mut Work<'_>,
    last: Option<(MembershipId, DateTime<Utc>)>,
) -> Result<Failure, Failure> {
    let names = work.member_names(last.iter().map(|(by, _)| *by).collect()).await?;
    Ok(Stale::new(names.into_values().next(), last.map(|(_, at)| at), work.scope().now()).into())
}
