//! Rows of `anonymous_item`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AnonymousItemId, MeetingId, MembershipId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "anonymous_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnonymousItemId,
    pub meeting_id: MeetingId,
    pub position: i32,
    pub minutes: i32,
    pub question: String,
    pub added_by: MembershipId,
    pub added_on: NaiveDate,
    pub discussed: String,
    pub decision: String,
    pub minuted_at: Option<DateTime<Utc>>,
    pub minuted_by: Option<MembershipId>,
    pub removed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
