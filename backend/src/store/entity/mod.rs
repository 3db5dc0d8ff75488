//! One file per table, columns in the order of the migration. Queries are written in the rooms that need them;
//! relations are joins on `(tenant_id, …)` there, so that no query can forget the tenant.
pub mod absence;
pub mod accession;
pub mod action;
pub mod agenda_item;
pub mod analysis;
pub mod analysis_row;
pub mod anonymous_item;
pub mod area;
pub mod attendance;
pub mod audit;
pub mod audit_seal;
pub mod case;
pub mod case_event;
pub mod case_move;
pub mod case_sheet;
pub mod case_step;
pub mod closing_day;
pub mod consent;
pub mod consent_party;
pub mod correction;
pub mod identity;
pub mod invitation;
pub mod item_guest;
pub mod login_attempt;
pub mod meeting;
pub mod meeting_event;
pub mod membership;
pub mod membership_school;
pub mod moving;
pub mod organisation;
pub mod person;
pub mod person_tenant;
pub mod pupil;
pub mod region;
pub mod region_member;
pub mod region_report;
pub mod region_tenant;
pub mod session;
pub mod spent_notice;
pub mod template;
pub mod template_area;
pub mod template_draft;
pub mod tenant;
pub mod ticket;

use domain::id::TenantId;
use sea_orm::{ActiveModelTrait, EntityTrait};

/// A table whose rows belong to one tenant. Only [`TenantTx`](super::TenantTx) queries it.
pub trait TenantTable: EntityTrait {
    /// The column that holds the tenant.
    fn tenant_column() -> Self::Column;

    /// Writes the tenant into a row that is about to be saved.
    fn claim(row: &mut Self::ActiveModel, tenant: TenantId)
    where
        Self::ActiveModel: ActiveModelTrait<Entity = Self>,
    {
        row.set(Self::tenant_column(), sea_orm::Value::from(tenant));
    }
}

macro_rules! tenant_tables {
    ($($module:ident),+ $(,)?) => {
        $(impl TenantTable for $module::Entity {
            fn tenant_column() -> Self::Column {
                $module::Column::TenantId
            }
        })+

        /// Every table with a tenant, parents before children.
        pub const TENANT_TABLES: &[&str] = &[$(stringify!($module)),+];
    };
}

tenant_tables! {
    area,
    organisation,
    membership,
    membership_school,
    invitation,
    accession,
    template,
    template_area,
    template_draft,
    closing_day,
    pupil,
    consent,
    consent_party,
    case,
    case_step,
    case_event,
    case_sheet,
    moving,
    case_move,
    analysis,
    analysis_row,
    absence,
    meeting,
    meeting_event,
    attendance,
    action,
    agenda_item,
    anonymous_item,
    item_guest,
    correction,
    audit,
    audit_seal,
}

/// Every table without a tenant. The isolation test holds the reason of each.
pub const GLOBAL_TABLES: &[&str] = &[
    "tenant",
    "region",
    "region_tenant",
    "region_report",
    "person",
    "region_member",
    "person_tenant",
    "identity",
    "login_attempt",
    "ticket",
    "spent_notice",
    "session",
];
