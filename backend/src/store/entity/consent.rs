//! Rows of `consent`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{ConsentId, MembershipId, PupilId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentId,
    pub pupil_id: PupilId,
    pub purpose: String,
    pub given_by: String,
    pub given_on: NaiveDate,
    pub valid_until: NaiveDate,
    /// An objection: no party is named by it, and as long as it holds nobody records a yes for the purpose.
    pub refuses: bool,
    pub evidence: String,
    pub note: String,
    pub recorded_by: MembershipId,
    pub recorded_at: DateTime<Utc>,
    pub withdrawn_on: Option<NaiveDate>,
    /// Not known of a withdrawal from before this was kept.
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<MembershipId>,
    /// Who took it back and how, in words; empty as long as nobody did.
    pub withdrawal: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
