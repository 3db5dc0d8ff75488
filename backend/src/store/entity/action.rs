//! Rows of `action`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{ActionId, AnonymousItemId, ItemId, MeetingId, MembershipId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActionId,
    pub meeting_id: MeetingId,
    pub item_id: Option<ItemId>,
    pub anonymous_item_id: Option<AnonymousItemId>,
    pub owner_id: MembershipId,
    pub what: String,
    pub due_on: NaiveDate,
    pub made_by: MembershipId,
    pub made_at: DateTime<Utc>,
    pub done_at: Option<DateTime<Utc>>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
