//! Rows of `case_event`.
use chrono::{DateTime, Utc};
use domain::id::{CaseId, EventId, MembershipId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub case_id: CaseId,
    pub at: DateTime<Utc>,
    pub membership_id: Option<MembershipId>,
    pub kind: String,
    pub data: Json,
    /// The version of the case that the event made; 0 is not known.
    pub turn: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
