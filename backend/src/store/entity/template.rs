//! Rows of `template`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{MembershipId, TemplateId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    pub key: String,
    pub number: i32,
    pub title: String,
    pub body: String,
    pub effective_from: NaiveDate,
    pub published_at: DateTime<Utc>,
    pub note: String,
    pub published_by: Option<MembershipId>,
    pub origin_key: Option<String>,
    pub origin_body: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
