//! The two engines behind one door. A connection never leaves this room: outside it there is a [`TenantTx`] (rows of
//! one tenant) or a function of [`system`] (the few questions without a tenant).
pub mod entity;
pub mod lock;
pub mod logins;
pub mod people;
pub mod system;
mod tenant_tx;

pub use tenant_tx::{TenantTx, back, to};

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr};

/// Connections to one database.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
    statements: Arc<AtomicUsize>,
}

impl Store {
    /// Opens the database at this address: `sqlite://…` or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        Ok(Self { db: connect(url).await?, statements: Arc::default() })
    }

    /// The same, and tells every statement with its values. For figures; a server never listens in.
    #[cfg(feature = "testing")]
    pub async fn overheard(
        url: &str,
        hear: impl Fn(&sea_orm::Statement) + Send + Sync + 'static,
    ) -> Result<Self, DbErr> {
        let mut db = connect(url).await?;
        db.set_metric_callback(move |info| hear(info.statement));
        Ok(Self { db, statements: Arc::default() })
    }

    /// Statements that tenant transactions asked so far; pages have a budget.
    pub fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    pub fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    /// For migrations and the seed, which run as owner.
    pub fn owner(&self) -> &DatabaseConnection {
        &self.db
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).max_connections(8).min_connections(1);
    if url.starts_with("sqlite") {
        options.map_sqlx_sqlite_opts(|o| {
            o.pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .busy_timeout(std::time::Duration::from_secs(10))
        });
    }
    Database::connect(options).await
}
