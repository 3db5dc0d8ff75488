//! A statement can be an objection: somebody who must agree says no to a purpose, and until that is taken back nobody
//! records a yes for it ("if one parent refuses or withdraws, processing stops until they agree").
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let refuses = "ALTER TABLE consent ADD COLUMN refuses boolean NOT NULL DEFAULT false";
        manager.get_connection().execute_unprepared(refuses).await?;
        Ok(())
    }
}
