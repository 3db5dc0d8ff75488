//! Rows of `membership`.
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{MembershipId, OrganisationId, PersonId, TenantId};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    entity::prelude::{
        ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
        PrimaryKeyTrait,
    },
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub person_id: PersonId,
    pub function: String,
    pub organisation_id: OrganisationId,
    pub valid_from: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<MembershipId>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Memberships in force on a day; the database is asked it this way everywhere.
pub fn holds_on(day: NaiveDate) -> Condition {
    Condition::all()
        .add(Column::WithdrawnAt.is_null())
        .add(Column::ValidFrom.lte(day))
        .add(Column::ValidUntil.is_null().or(Column::ValidUntil.gte(day)))
}
