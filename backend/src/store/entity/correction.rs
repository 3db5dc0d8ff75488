//! Rows of `correction`.
use chrono::{DateTime, Utc};
use domain::id::{AnonymousItemId, EventId, ItemId, MembershipId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub item_id: Option<ItemId>,
    pub anonymous_item_id: Option<AnonymousItemId>,
    pub membership_id: MembershipId,
    pub at: DateTime<Utc>,
    pub field: String,
    pub before: String,
    pub after: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
