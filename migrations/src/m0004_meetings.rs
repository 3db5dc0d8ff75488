//! Meetings, named and anonymous agenda items, minutes and actions (S0: concept → versturen → definitief → ZAT).
use crate::{table::Table, words};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("meeting")
            .belongs_to("school_id", "organisation")
            .belongs_to("template_id", "template")
            .text("kind")
            .integer("school_year")
            .integer("period")
            .moment("starts_at")
            .text("place")
            .one_of("stage", words::STAGES)
            .version()
            .unique("school_id, kind, school_year, period")
            .create(manager)
            .await?;
        Table::tenant("meeting_event")
            .belongs_to("meeting_id", "meeting")
            .moment("at")
            .belongs_to("membership_id", "membership")
            .text("kind")
            .json("data")
            .append_only()
            .create(manager)
            .await?;
        Table::tenant("attendance")
            .belongs_to("meeting_id", "meeting")
            .belongs_to("membership_id", "membership")
            .one_of("presence", words::PRESENCE)
            .unique("meeting_id, membership_id")
            .create(manager)
            .await?;
        items(manager).await?;
        Table::tenant("action")
            .belongs_to("meeting_id", "meeting")
            .belongs_to("item_id", "agenda_item")
            .optional()
            .belongs_to("anonymous_item_id", "anonymous_item")
            .optional()
            .belongs_to("owner_id", "membership")
            .text("what")
            .date("due_on")
            .belongs_to("made_by", "membership")
            .moment("made_at")
            .moment("done_at")
            .optional()
            .version()
            .create(manager)
            .await
    }
}

async fn items(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::tenant("agenda_item")
        .belongs_to("meeting_id", "meeting")
        .belongs_to("pupil_id", "pupil")
        .integer("position")
        .integer("minutes")
        .one_of("origin", words::ORIGINS)
        .text("question")
        .text("reason")
        .belongs_to("added_by", "membership")
        .moment("added_at")
        .text("discussed")
        .text("decision")
        .belongs_to("lead_id", "membership")
        .optional()
        .text("transition")
        .optional()
        .moment("minuted_at")
        .optional()
        .belongs_to("minuted_by", "membership")
        .optional()
        .moment("removed_at")
        .optional()
        .version()
        .unique_where("meeting_id, pupil_id", "removed_at IS NULL")
        .create(manager)
        .await?;
    // No name, birth date, group, school class or link: a separate object, so that nothing can leak by a join.
    Table::tenant("anonymous_item")
        .belongs_to("meeting_id", "meeting")
        .integer("position")
        .integer("minutes")
        .text("question")
        .belongs_to("added_by", "membership")
        .date("added_on")
        .text("discussed")
        .text("decision")
        .moment("minuted_at")
        .optional()
        .belongs_to("minuted_by", "membership")
        .optional()
        .moment("removed_at")
        .optional()
        .version()
        .create(manager)
        .await?;
    Table::tenant("item_guest")
        .belongs_to("item_id", "agenda_item")
        .belongs_to("membership_id", "membership")
        .belongs_to("invited_by", "membership")
        .unique("item_id, membership_id")
        .create(manager)
        .await?;
    Table::tenant("correction")
        .belongs_to("item_id", "agenda_item")
        .optional()
        .belongs_to("anonymous_item_id", "anonymous_item")
        .optional()
        .belongs_to("membership_id", "membership")
        .moment("at")
        .text("field")
        .text("before")
        .text("after")
        .append_only()
        .create(manager)
        .await
}
