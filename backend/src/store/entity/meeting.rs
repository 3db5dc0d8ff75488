//! Rows of `meeting`.
use chrono::{DateTime, Utc};
use domain::{
    id::{AreaId, MeetingId, OrganisationId, TemplateId, TenantId},
    policy::Schools,
};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    /// Of this school.
    pub school_id: Option<OrganisationId>,
    /// About the schools of this area.
    pub area_id: Option<AreaId>,
    /// Held by this samenwerkingsverband or municipality; without an area for all schools.
    pub organisation_id: Option<OrganisationId>,
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

impl Model {
    /// Which schools it is about.
    pub fn schools(&self) -> Schools {
        Schools::of(self.school_id, self.area_id)
    }

    /// Whose it is: the school, the organisation that holds it, or the area.
    pub fn owner(&self) -> Uuid {
        let organisation = self.school_id.or(self.organisation_id).map(|id| id.0);
        organisation.or(self.area_id.map(|id| id.0)).unwrap_or_default()
    }
}
