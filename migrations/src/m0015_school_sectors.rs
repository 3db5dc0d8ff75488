//! A samenwerkingsverband may be of primary and secondary education both, and each school says which of the two it is
//! (S3: "samenwerkingsverband 20.01 PO en 20.02 VO"). A school from before is what its samenwerkingsverband was.
use crate::{table::Table, words};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A school has a sector, and nothing else has.
const OF_SCHOOLS: &str = "CHECK ((kind = 'school') = (sector IS NOT NULL))";

/// Every school of before gets the sector of its tenant.
const INHERIT: &str = "UPDATE organisation SET sector = (SELECT sector FROM tenant WHERE tenant.id = organisation.tenant_id) \
                       WHERE kind = 'school'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_connection().get_database_backend() == DbBackend::Sqlite {
            return sqlite(manager).await;
        }
        let among = |words: &[&str]| format!("CHECK (sector IN ('{}'))", words.join("', '"));
        let statements = [
            "ALTER TABLE tenant DROP CONSTRAINT tenant_sector_check".to_owned(),
            format!("ALTER TABLE tenant ADD CONSTRAINT tenant_sector_check {}", among(words::SECTORS)),
            format!("ALTER TABLE organisation ADD COLUMN sector text {}", among(words::SCHOOL_SECTORS)),
            // The owner enters no tenant here: for this one statement the rows of all tenants are open to it, and to nobody else.
            "ALTER TABLE organisation NO FORCE ROW LEVEL SECURITY".into(),
            INHERIT.into(),
            "ALTER TABLE organisation FORCE ROW LEVEL SECURITY".into(),
            format!("ALTER TABLE organisation ADD {OF_SCHOOLS}"),
        ];
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

async fn sqlite(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant().replace(manager).await?;
    let connection = manager.get_connection();
    // Whoever begins again after an interruption has it already.
    if !manager.has_column("organisation", "sector").await? {
        connection.execute_unprepared("ALTER TABLE organisation ADD COLUMN sector text").await?;
    }
    connection.execute_unprepared(INHERIT).await?;
    organisation().replace(manager).await
}

/// The tables as they are from now on.
fn tenant() -> Table {
    Table::global("tenant", "id")
        .uuid("id")
        .text("slug")
        .text("name")
        .one_of("sector", words::SECTORS)
        .text("colour")
        .one_of("holiday_region", &["noord", "midden", "zuid"])
        .unique("slug")
}

fn organisation() -> Table {
    Table::tenant("organisation")
        .one_of("kind", words::ORGANISATION_KINDS)
        .text("name")
        .text("code")
        .optional()
        .belongs_to("parent_id", "organisation")
        .optional()
        .belongs_to("area_id", "area")
        .optional()
        .one_of("sector", words::SCHOOL_SECTORS)
        .optional()
        .holds(OF_SCHOOLS)
}
