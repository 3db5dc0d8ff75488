//! Rows of `absence`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AbsenceId, MembershipId, OrganisationId, PupilId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AbsenceId,
    pub pupil_id: PupilId,
    pub school_id: OrganisationId,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub authorised: bool,
    pub answers: Json,
    pub changed_by: MembershipId,
    pub changed_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
