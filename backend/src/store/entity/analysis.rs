//! Rows of `analysis`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AnalysisId, MembershipId, OrganisationId, TemplateId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "analysis")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnalysisId,
    pub school_id: OrganisationId,
    pub template_id: TemplateId,
    pub school_year: i32,
    pub period: i32,
    pub made_on: NaiveDate,
    pub header: Json,
    pub created_at: DateTime<Utc>,
    pub created_by: MembershipId,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
