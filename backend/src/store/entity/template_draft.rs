//! Rows of `template_draft`.
use chrono::{DateTime, Utc};
use domain::id::{DraftId, MembershipId, TemplateId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DraftId,
    pub name: String,
    pub key: String,
    pub body: String,
    pub started_from: String,
    pub base_id: Option<TemplateId>,
    pub origin_key: Option<String>,
    pub origin_body: Option<String>,
    pub changed_by: MembershipId,
    pub changed_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
