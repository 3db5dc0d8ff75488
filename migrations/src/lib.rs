//! The schema, on SQLite and PostgreSQL. Run as owner by `rondom migrate`, never at start-up.
mod m0001_directory;
mod m0002_people;
mod m0003_cases;
mod m0004_meetings;
mod m0005_trail;
mod m0006_region;
mod m0007_sheets;
mod m0008_drafts;
mod m0009_moving;
mod m0010_origins;
mod m0011_accessions;
mod m0012_owners;
mod m0013_opened_days;
mod m0014_template_areas;
mod m0015_school_sectors;
mod m0016_withdrawals;
mod m0017_objections;
pub mod table;
pub mod words;

use sea_orm_migration::prelude::*;

/// All migrations in their order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_directory::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_cases::Migration),
            Box::new(m0004_meetings::Migration),
            Box::new(m0005_trail::Migration),
            Box::new(m0006_region::Migration),
            Box::new(m0007_sheets::Migration),
            Box::new(m0008_drafts::Migration),
            Box::new(m0009_moving::Migration),
            Box::new(m0010_origins::Migration),
            Box::new(m0011_accessions::Migration),
            Box::new(m0012_owners::Migration),
            Box::new(m0013_opened_days::Migration),
            Box::new(m0014_template_areas::Migration),
            Box::new(m0015_school_sectors::Migration),
            Box::new(m0016_withdrawals::Migration),
            Box::new(m0017_objections::Migration),
        ]
    }
}
