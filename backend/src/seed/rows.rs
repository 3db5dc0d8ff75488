//! The rows of one tenant, in memory until all of them are known, and then written in as few statements as possible.
use crate::{
    Failure,
    store::{TenantTx, entity},
};

macro_rules! rows {
    ($($field:ident: $module:ident),+ $(,)?) => {
        /// Rows per table, parents before children.
        #[derive(Debug, Default)]
        pub(super) struct Rows { $(pub $field: Vec<entity::$module::Model>),+ }

        impl Rows {
            /// Writes all of them.
            pub async fn write(self, tx: &mut TenantTx) -> Result<(), Failure> {
                $(tx.insert_all::<entity::$module::Entity>(self.$field).await?;)+
                Ok(())
            }

            /// How many there are.
            pub fn len(&self) -> usize {
                0 $(+ self.$field.len())+
            }
        }
    };
}

rows! {
    areas: area,
    organisations: organisation,
    memberships: membership,
    membership_schools: membership_school,
    invitations: invitation,
    templates: template,
    drafts: template_draft,
    closing_days: closing_day,
    pupils: pupil,
    consents: consent,
    consent_parties: consent_party,
    cases: case,
    case_steps: case_step,
    case_events: case_event,
    analyses: analysis,
    analysis_rows: analysis_row,
    absences: absence,
    meetings: meeting,
    meeting_events: meeting_event,
    attendances: attendance,
    items: agenda_item,
    anonymous_items: anonymous_item,
    guests: item_guest,
    corrections: correction,
    actions: action,
    audits: audit,
}
