//! Rows of `case_move`.
use chrono::{DateTime, Utc};
use domain::id::{CaseId, MembershipId, MoveId, MovingId, TenantId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, Json,
    PrimaryKeyTrait,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_move")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoveId,
    pub moving_id: MovingId,
    pub case_id: CaseId,
    /// The version of the case on the preview.
    pub seen: i32,
    /// Key of a [`domain::page::moving::Outcome`].
    pub outcome: String,
    /// Why it was skipped.
    pub reason: String,
    pub done_at: Option<DateTime<Utc>>,
    /// Where the case was: a [`domain::engine::CaseState`].
    pub before: Option<Json>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_by: Option<MembershipId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
