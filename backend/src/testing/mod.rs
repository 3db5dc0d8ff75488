//! For tests: a fresh, migrated database on each engine. PostgreSQL is used when `RONDOM_TEST_PG_OWNER_URL` and
//! `RONDOM_TEST_PG_APP_URL` are set, as `bin/test` does; each test gets a schema of its own there.
mod cast;
mod dump;
pub mod world;

pub use world::{Member, World};

use crate::{
    House, Scope,
    clock::Clock,
    house::Visitor,
    seed::{Settings, Size, plant},
    store::{
        Store, TenantTx,
        entity::{membership, person, template_draft},
    },
};
use chrono::{DateTime, Utc};
use domain::id::DraftId;
use migrations::{Migrator, table::APP_ROLE};
use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, QueryFilter};
use sea_orm_migration::MigratorTrait;
use std::path::PathBuf;
use uuid::Uuid;

/// A database that exists as long as the test.
pub struct TestHouse {
    pub house: House,
    /// Connected as owner, for looking under the floor.
    pub owner: sea_orm::DatabaseConnection,
    /// `sqlite` or `postgres`, for messages.
    pub engine: &'static str,
    file: Option<PathBuf>,
    owner_url: Option<String>,
}

impl Drop for TestHouse {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            for suffix in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
            }
        }
    }
}

impl TestHouse {
    /// Runs the migrations that did not run yet.
    ///
    /// # Panics
    /// When one of them fails.
    pub async fn migrate(&self) {
        Migrator::up(&self.owner, None).await.expect("the other migrations");
    }

    /// Plants the small demonstration, as its owner.
    ///
    /// # Panics
    /// When the demonstration cannot be planted.
    pub async fn planted(self) -> Self {
        let settings = Settings::new(Size::Small, self.house.clock().today());
        self.planted_as(&settings).await
    }

    /// Plants a demonstration, as its owner.
    ///
    /// # Panics
    /// When the demonstration cannot be planted.
    pub async fn planted_as(self, settings: &Settings) -> Self {
        plant(&self.owner_store().await, settings, |_| {}).await.expect("the demonstration");
        self
    }

    /// The store with which migrations and the seed run: the owner's.
    ///
    /// # Panics
    /// When PostgreSQL does not answer.
    pub async fn owner_store(&self) -> Store {
        match &self.owner_url {
            Some(url) => Store::open(url).await.expect("PostgreSQL as owner"),
            None => self.house.store().clone(),
        }
    }

    /// A draft of a way of working in this tenant, in the name of whoever holds something there; without policy.
    ///
    /// # Panics
    /// When there is no such tenant, or nobody in it.
    pub async fn drafted(&self, slug: &str, name: &str, body: &str) -> DraftId {
        let tenant = self.house.tenant(slug).await.expect("tenants").expect("a tenant");
        let mut tx = TenantTx::begin(self.house.store(), tenant.id, true).await.expect("a transaction");
        let by = tx.one(membership::Entity::find()).await.expect("memberships").expect("a membership").id;
        let (id, now) = (DraftId(self.house.new_id()), self.house.clock().now());
        let row = template_draft::Model {
            tenant_id: tenant.id,
            id,
            name: name.into(),
            key: "werkwijze".into(),
            body: body.into(),
            started_from: "leeg".into(),
            base_id: None,
            origin_key: None,
            origin_body: None,
            changed_by: by,
            changed_at: now,
            created_at: now,
            version: 1,
        };
        tx.insert::<template_draft::Entity>(row).await.expect("a draft");
        tx.commit().await.expect("kept");
        id
    }

    /// Enters a tenant as the person with this name, with two factors.
    ///
    /// # Panics
    /// When there is no such tenant or person, or the person holds nothing there.
    pub async fn enter(&self, tenant: &str, name: &str) -> Scope {
        self.visit(tenant, name, true).await.expect("a membership")
    }

    /// Knocks as the person with this name.
    ///
    /// # Panics
    /// When there is no such tenant or person.
    pub async fn visit(&self, tenant: &str, name: &str, two_factor: bool) -> Option<Scope> {
        let tenant = self.house.tenant(tenant).await.expect("tenants").expect("a tenant");
        let query = person::Entity::find().filter(person::Column::Name.eq(name));
        let person = query.one(&self.owner).await.expect("persons").expect("a person").id;
        let visitor = Visitor { person, name: name.into(), two_factor };
        self.house.enter(tenant, &visitor).await.expect("entering")
    }
}

/// A house with the small demonstration in it, on every engine.
pub async fn demos() -> Vec<TestHouse> {
    let mut all = vec![];
    for house in houses().await {
        all.push(house.planted().await);
    }
    all
}

/// Monday 7 September 2026, nine o'clock in the Netherlands: a school week in September, before the first ZAT.
#[expect(clippy::missing_panics_doc, reason = "a fixed date")]
pub fn a_school_morning() -> DateTime<Utc> {
    "2026-09-07T07:00:00Z".parse().expect("a date")
}

/// A house on every engine that this machine offers.
///
/// # Panics
/// When a database cannot be made, or when CI forgot PostgreSQL.
pub async fn houses() -> Vec<TestHouse> {
    houses_after(None).await
}

/// A house on SQLite, wherever this runs.
pub async fn embedded_house() -> TestHouse {
    sqlite(None).await
}

/// The same, after so many migrations; [`TestHouse::migrate`] runs the others.
///
/// # Panics
/// As [`houses`].
#[expect(clippy::disallowed_methods, reason = "where tests find PostgreSQL is no setting of a server")]
pub async fn houses_after(steps: Option<u32>) -> Vec<TestHouse> {
    let mut all = vec![sqlite(steps).await];
    match (std::env::var("RONDOM_TEST_PG_OWNER_URL"), std::env::var("RONDOM_TEST_PG_APP_URL")) {
        (Ok(owner), Ok(app)) => all.push(postgres(&owner, &app, steps).await),
        _ => assert!(std::env::var("CI").is_err(), "in CI every test runs on PostgreSQL too: set RONDOM_TEST_PG_*_URL"),
    }
    all
}

async fn sqlite(steps: Option<u32>) -> TestHouse {
    let file = std::env::temp_dir().join(format!("rondom-test-{}.db", Uuid::now_v7()));
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let house = House::open(&url, Clock::fixed(a_school_morning())).await.expect("an SQLite file");
    let owner = house.store().owner().clone();
    Migrator::up(&owner, steps).await.expect("migrations on SQLite");
    TestHouse { house, owner, engine: "sqlite", file: Some(file), owner_url: None }
}

async fn postgres(owner_url: &str, app_url: &str, steps: Option<u32>) -> TestHouse {
    let schema = format!("t{}", Uuid::now_v7().simple());
    let with = |url: &str| {
        let mark = if url.contains('?') { '&' } else { '?' };
        format!("{url}{mark}options=-csearch_path%3D{schema}")
    };
    let first = Database::connect(owner_url).await.expect("PostgreSQL as owner");
    for sql in [format!("CREATE SCHEMA {schema}"), format!("GRANT USAGE ON SCHEMA {schema} TO {APP_ROLE}")] {
        first.execute_unprepared(&sql).await.expect("a schema");
    }
    first.close().await.expect("closed");
    let mut options = sea_orm::ConnectOptions::new(with(owner_url));
    options.max_connections(2).sqlx_logging(false);
    let owner = Database::connect(options).await.expect("PostgreSQL as owner");
    Migrator::up(&owner, steps).await.expect("migrations on PostgreSQL");
    let house = House::open(&with(app_url), Clock::fixed(a_school_morning())).await.expect("PostgreSQL as app");
    TestHouse { house, owner, engine: "postgres", file: None, owner_url: Some(with(owner_url)) }
}
