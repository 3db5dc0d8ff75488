//! Rows of `meeting`.
use chrono::{DateTime, Utc};
use domain::id::{MeetingId, OrganisationId, TemplateId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    pub school_id: OrganisationId,
    pub template_id: TemplateId,
    pub kind: String,
    pub school_year: i32,
    pub period: i32,
    pub starts_at: DateTime<Utc>,
    pub place: String,
    pub stage: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
