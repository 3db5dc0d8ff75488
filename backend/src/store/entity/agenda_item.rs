//! Rows of `agenda_item`.
use chrono::{DateTime, Utc};
use domain::id::{ItemId, MeetingId, MembershipId, PupilId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ItemId,
    pub meeting_id: MeetingId,
    pub pupil_id: PupilId,
    pub position: i32,
    pub minutes: i32,
    pub origin: String,
    pub question: String,
    pub reason: String,
    pub added_by: MembershipId,
    pub added_at: DateTime<Utc>,
    pub discussed: String,
    pub decision: String,
    pub lead_id: Option<MembershipId>,
    pub transition: Option<String>,
    pub minuted_at: Option<DateTime<Utc>>,
    pub minuted_by: Option<MembershipId>,
    pub removed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
