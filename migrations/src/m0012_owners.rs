//! A meeting is of a school, of an area, or of an organisation that holds it for all schools (S3, the table of
//! overlegstructuren). Until now it was of a school; those rows stay what they were.
use crate::{table::Table, words};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Of one school and of nobody else; or held for an area, by an organisation, or by an organisation for its area.
const ONE_OWNER: &str = "CHECK ((school_id IS NULL) <> (area_id IS NULL AND organisation_id IS NULL))";

const UNIQUE: [(&str, &str); 2] =
    [("area_id", "organisation_id IS NULL"), ("organisation_id", "organisation_id IS NOT NULL")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Sqlite {
            meeting().replace(manager).await?;
        } else {
            connection.execute_unprepared("ALTER TABLE meeting ALTER COLUMN school_id DROP NOT NULL").await?;
            for (column, table) in [("area_id", "area"), ("organisation_id", "organisation")] {
                let key = format!("FOREIGN KEY (tenant_id, {column}) REFERENCES {table} (tenant_id, id)");
                let change = format!("ALTER TABLE meeting ADD COLUMN {column} uuid, ADD {key}");
                connection.execute_unprepared(&change).await?;
                let index = format!("CREATE INDEX meeting_{column}_ix ON meeting (tenant_id, {column})");
                connection.execute_unprepared(&index).await?;
            }
            connection.execute_unprepared(&format!("ALTER TABLE meeting ADD {ONE_OWNER}")).await?;
        }
        for (column, condition) in UNIQUE {
            let index = format!(
                "CREATE UNIQUE INDEX meeting_{column}_kind_school_year_period_ix \
                 ON meeting (tenant_id, {column}, kind, school_year, period) WHERE {condition}"
            );
            connection.execute_unprepared(&index).await?;
        }
        Ok(())
    }
}

/// The table as it is from now on.
fn meeting() -> Table {
    Table::tenant("meeting")
        .belongs_to("school_id", "organisation")
        .optional()
        .belongs_to("area_id", "area")
        .optional()
        .belongs_to("organisation_id", "organisation")
        .optional()
        .belongs_to("template_id", "template")
        .text("kind")
        .integer("school_year")
        .integer("period")
        .moment("starts_at")
        .text("place")
        .one_of("stage", words::STAGES)
        .version()
        .unique("school_id, kind, school_year, period")
        .holds(ONE_OWNER)
}
