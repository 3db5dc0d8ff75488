//! `rondom migrate`: never at start-up, so that two nodes cannot race.
use backend::store::Store;
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

pub async fn run(url: &str) -> Result<(), String> {
    let store = Store::open(url).await.map_err(|cause| format!("De database is niet te openen: {cause}"))?;
    Migrator::up(store.owner(), None).await.map_err(|cause| format!("De migratie is niet gelukt: {cause}"))
}
