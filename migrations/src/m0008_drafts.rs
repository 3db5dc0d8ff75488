//! A way of working that is being written, and of each published version why it was made and by whom. Versions are
//! counted through whatever they are called, so that a number names one.
use crate::table::Table;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("template_draft")
            .text("name")
            .text("key")
            .text("body")
            .text("started_from")
            .belongs_to("base_id", "template")
            .optional()
            .belongs_to("changed_by", "membership")
            .moment("changed_at")
            .moment("created_at")
            .version()
            .create(manager)
            .await?;
        let connection = manager.get_connection();
        let uuid = if connection.get_database_backend() == DbBackend::Postgres { "uuid" } else { "blob" };
        for statement in [
            "ALTER TABLE template ADD COLUMN note text NOT NULL DEFAULT ''".to_owned(),
            // Nobody for what came with a command or with the demonstration.
            format!("ALTER TABLE template ADD COLUMN published_by {uuid}"),
            "CREATE UNIQUE INDEX template_number_ix ON template (tenant_id, number)".to_owned(),
        ] {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
