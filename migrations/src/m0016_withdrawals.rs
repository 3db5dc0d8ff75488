//! Of a withdrawal the moment is known, not only the day. Of one from before only the day is.
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let moment = if connection.get_database_backend() == DbBackend::Postgres { "timestamptz" } else { "text" };
        connection.execute_unprepared(&format!("ALTER TABLE consent ADD COLUMN withdrawn_at {moment}")).await?;
        Ok(())
    }
}
