//! Rows of `pupil`.
use chrono::NaiveDate;
use domain::id::{OrganisationId, PupilId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pupil")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PupilId,
    pub school_id: OrganisationId,
    pub given_name: String,
    pub prefix: String,
    pub family_name: String,
    pub search_name: String,
    pub born_on: NaiveDate,
    pub group: i32,
    pub unenrolled_on: Option<NaiveDate>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
