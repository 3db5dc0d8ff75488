//! What tenants report to their region: numbers only, written by a job of each tenant in its own scope. The pages of a
//! region read this and nothing of a tenant.
use crate::table::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::global("region_report", "region_id, tenant_id")
            .points_to("region_id", "region")
            .points_to("tenant_id", "tenant")
            .integer("areas")
            .moment("reported_at")
            .create(manager)
            .await
    }
}
