//! What the analysis knows without asking: when a pupil was last discussed.
use crate::{
    Failure,
    scope::Work,
    store::{
        entity::{agenda_item, meeting, pupil},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{OrganisationId, PupilId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect};
use std::collections::HashMap;

#[derive(FromQueryResult)]
struct Discussed {
    pupil_id: PupilId,
    at: Option<DateTime<Utc>>,
}

/// The day of the last meeting in which each pupil of this school was discussed. One statement.
pub async fn last_discussed(
    work: &mut Work<'_>,
    school: OrganisationId,
) -> Result<HashMap<PupilId, NaiveDate>, Failure> {
    let query = agenda_item::Entity::find()
        .select_only()
        .column(agenda_item::Column::PupilId)
        .column_as(meeting::Column::StartsAt.max(), "at")
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, meeting::Entity>(agenda_item::Column::MeetingId))
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .filter(pupil::Column::SchoolId.eq(school))
        .filter(agenda_item::Column::MinutedAt.is_not_null())
        .filter(agenda_item::Column::RemovedAt.is_null())
        .group_by(agenda_item::Column::PupilId);
    let rows: Vec<Discussed> = work.shaped::<agenda_item::Entity, _>(query).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.pupil_id, crate::clock::local(row.at?).date()))).collect())
}
