//! A tenant can open a day on which its region has school holidays, as well as close one.
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statement = "ALTER TABLE closing_day ADD COLUMN is_open boolean NOT NULL DEFAULT false";
        manager.get_connection().execute_unprepared(statement).await?;
        Ok(())
    }
}
