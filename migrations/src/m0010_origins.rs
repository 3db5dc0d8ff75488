//! On which way of working that comes with Rondom a version or draft builds, and how that one read at the time.
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["template", "template_draft"] {
            for column in ["origin_key", "origin_body"] {
                let statement = format!("ALTER TABLE {table} ADD COLUMN {column} text");
                manager.get_connection().execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}
