//! Which organisations acceded to which covenant, from when, and until when.
use crate::table::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("accession")
            .belongs_to("organisation_id", "organisation")
            .text("covenant")
            .date("acceded_on")
            .belongs_to("recorded_by", "membership")
            .moment("recorded_at")
            .date("ended_on")
            .optional()
            .belongs_to("ended_by", "membership")
            .optional()
            .version()
            .unique_where("organisation_id, covenant", "ended_on IS NULL")
            .create(manager)
            .await
    }
}
