//! Rows of `organisation`.
use domain::{
    id::{AreaId, OrganisationId, TenantId},
    page::School,
    pupil::Years,
};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub code: Option<String>,
    pub parent_id: Option<OrganisationId>,
    pub area_id: Option<AreaId>,
    /// Of a school whether it counts groepen or klassen; of nothing else.
    pub sector: Option<Years>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Model {
    /// To be chosen from a list; only a school is.
    pub fn choice(self) -> Option<School> {
        Some(School { value: self.id.to_string(), label: self.name, years: self.sector? })
    }
}

impl ActiveModelBehavior for ActiveModel {}
