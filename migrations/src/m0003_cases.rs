//! Pupils, consents, cases and the school's analysis of the four processes (S0).
use crate::{table::Table, words};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("pupil")
            .belongs_to("school_id", "organisation")
            .text("given_name")
            .text("prefix")
            .text("family_name")
            .text("search_name")
            .date("born_on")
            .integer("group")
            .date("unenrolled_on")
            .optional()
            .version()
            .index("school_id, search_name")
            .create(manager)
            .await?;
        consents(manager).await?;
        cases(manager).await?;
        analyses(manager).await
    }
}

async fn consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::tenant("consent")
        .belongs_to("pupil_id", "pupil")
        .text("purpose")
        .text("given_by")
        .date("given_on")
        .date("valid_until")
        .one_of("evidence", words::EVIDENCE)
        .text("note")
        .belongs_to("recorded_by", "membership")
        .moment("recorded_at")
        .date("withdrawn_on")
        .optional()
        .uuid("withdrawn_by")
        .optional()
        .text("withdrawal")
        .version()
        .index("pupil_id, purpose")
        .create(manager)
        .await?;
    Table::tenant("consent_party")
        .belongs_to("consent_id", "consent")
        .belongs_to("organisation_id", "organisation")
        .unique("consent_id, organisation_id")
        .create(manager)
        .await
}

async fn cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::tenant("case")
        .belongs_to("pupil_id", "pupil")
        .belongs_to("school_id", "organisation")
        .belongs_to("template_id", "template")
        .belongs_to("lead_id", "membership")
        .optional()
        .moment("opened_at")
        .moment("closed_at")
        .optional()
        .version()
        .unique_where("pupil_id, template_id", "closed_at IS NULL")
        .create(manager)
        .await?;
    Table::tenant("case_step")
        .belongs_to("case_id", "case")
        .text("step")
        .date("since")
        .text("regie")
        .date("due_on")
        .optional()
        .integer("round")
        .moment("left_at")
        .optional()
        .create(manager)
        .await?;
    Table::tenant("case_event")
        .belongs_to("case_id", "case")
        .moment("at")
        .belongs_to("membership_id", "membership")
        .optional()
        .text("kind")
        .json("data")
        .append_only()
        .create(manager)
        .await
}

async fn analyses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::tenant("analysis")
        .belongs_to("school_id", "organisation")
        .belongs_to("template_id", "template")
        .integer("school_year")
        .integer("period")
        .date("made_on")
        .json("header")
        .moment("created_at")
        .belongs_to("created_by", "membership")
        .version()
        .unique("school_id, school_year, period")
        .create(manager)
        .await?;
    Table::tenant("analysis_row")
        .belongs_to("analysis_id", "analysis")
        .text("section")
        .belongs_to("pupil_id", "pupil")
        .text("moved_from")
        .optional()
        .boolean("for_agenda")
        .json("answers")
        .integer("position")
        .belongs_to("changed_by", "membership")
        .moment("changed_at")
        .moment("removed_at")
        .optional()
        .version()
        .unique_where("analysis_id, pupil_id", "removed_at IS NULL")
        .create(manager)
        .await?;
    Table::tenant("absence")
        .belongs_to("pupil_id", "pupil")
        .belongs_to("school_id", "organisation")
        .date("since")
        .date("until")
        .optional()
        .boolean("authorised")
        .json("answers")
        .belongs_to("changed_by", "membership")
        .moment("changed_at")
        .version()
        .create(manager)
        .await
}
