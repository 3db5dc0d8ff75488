//! Rows of `analysis_row`.
use chrono::{DateTime, Utc};
use domain::id::{AnalysisId, MembershipId, PupilId, RowId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "analysis_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RowId,
    pub analysis_id: AnalysisId,
    pub section: String,
    pub pupil_id: PupilId,
    pub moved_from: Option<String>,
    pub for_agenda: bool,
    pub answers: Json,
    pub position: i32,
    pub changed_by: MembershipId,
    pub changed_at: DateTime<Utc>,
    pub removed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
