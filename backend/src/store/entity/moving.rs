//! Rows of `moving`.
use chrono::{DateTime, Utc};
use domain::id::{MembershipId, MovingId, TemplateId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moving")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MovingId,
    pub from_id: TemplateId,
    pub to_id: TemplateId,
    pub choices: Json,
    pub moved_by: MembershipId,
    pub moved_at: DateTime<Utc>,
    /// When the preview was made.
    pub seen_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
