//! For which areas a version of the way of working was published. A version without a row holds for the whole
//! samenwerkingsverband (S3: one way of working for the province, pilots that say what is otherwise).
use crate::table::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("template_area")
            .belongs_to("template_id", "template")
            .belongs_to("area_id", "area")
            .unique("template_id, area_id")
            .create(manager)
            .await
    }
}
