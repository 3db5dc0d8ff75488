//! Forms about one case, filled in; and which events of a case came about together, so that a move is undone whole.
use crate::table::Table;
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("case_sheet")
            .belongs_to("case_id", "case")
            .text("form")
            .integer("round")
            .json("answers")
            .belongs_to("changed_by", "membership")
            .moment("changed_at")
            .version()
            .unique("case_id, form, round")
            .create(manager)
            .await?;
        // The version of the case that the event made; 0 is not known.
        let turn = "ALTER TABLE case_event ADD COLUMN turn integer NOT NULL DEFAULT 0";
        manager.get_connection().execute_unprepared(turn).await?;
        Ok(())
    }
}
