//! Rows of `accession`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AccessionId, MembershipId, OrganisationId, TenantId};
use sea_orm::{
    ColumnTrait, Condition,
    entity::prelude::{
        ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
        PrimaryKeyTrait,
    },
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accession")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessionId,
    pub organisation_id: OrganisationId,
    pub covenant: String,
    pub acceded_on: NaiveDate,
    pub recorded_by: MembershipId,
    pub recorded_at: DateTime<Utc>,
    pub ended_on: Option<NaiveDate>,
    pub ended_by: Option<MembershipId>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// In force on this day; what ends today opens nothing any more.
pub fn holds_on(day: NaiveDate) -> Condition {
    Condition::all().add(Column::AccededOn.lte(day)).add(Column::EndedOn.is_null())
}
