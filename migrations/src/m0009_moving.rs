//! Running cases that went to another version of their way of working: together by whom, from which version to which, and
//! of each case what it was before, so that it can go back.
use crate::{table::Table, words};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `seen_at` is when the preview was made.
        Table::tenant("moving")
            .belongs_to("from_id", "template")
            .belongs_to("to_id", "template")
            .json("choices")
            .belongs_to("moved_by", "membership")
            .moment("moved_at")
            .moment("seen_at")
            .create(manager)
            .await?;
        // `seen` is the version of the case that was on the screen; its moving is turn `seen` + 1 of its story.
        Table::tenant("case_move")
            .belongs_to("moving_id", "moving")
            .belongs_to("case_id", "case")
            .integer("seen")
            .one_of("outcome", words::MOVE_OUTCOMES)
            .text("reason")
            .moment("done_at")
            .optional()
            .json("before")
            .optional()
            .moment("undone_at")
            .optional()
            .belongs_to("undone_by", "membership")
            .optional()
            .unique("moving_id, case_id")
            .create(manager)
            .await
    }
}
