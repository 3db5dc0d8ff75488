//! `rondom seed`: an invented demonstration, the same every time. Runs as owner of the database.
use backend::{
    clock::Clock,
    seed::{Settings, Size, plant},
    store::Store,
};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

/// How much is invented.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Scale {
    /// A few schools: quick to look at.
    Small,
    /// 55 schools and 13,000 pupils in one tenant.
    Real,
    /// As many in each of the four tenants.
    Full,
}

pub async fn run(url: &str, scale: Scale, fresh: bool, issuers: &[(String, String)]) -> Result<(), String> {
    let store = Store::open(url).await.map_err(|cause| format!("De database is niet te openen: {cause}"))?;
    if fresh {
        Migrator::fresh(store.owner()).await.map_err(|cause| format!("Opnieuw beginnen is niet gelukt: {cause}"))?;
    }
    let size = match scale {
        Scale::Small => Size::Small,
        Scale::Real => Size::Real,
        Scale::Full => Size::Full,
    };
    let mut settings = Settings::new(size, Clock::default().today());
    for (id, issuer) in issuers {
        settings = settings.with_issuer(id, issuer);
    }
    plant(&store, &settings, |line| println!("{line}")).await.map_err(|failure| failure.to_string())
}
