//! A database to measure on: planted by the binary itself, once, and kept beside the build.
use crate::{Outcome, process};
use axum::Router;
use backend::{House, clock::Clock};
use server::{auth::Providers, config::Config, routes, state::AppState};
use std::{net::SocketAddr, path::PathBuf, process::Command};

/// A planted database.
pub struct Ground {
    /// `real`: one full tenant; `full`: four.
    pub size: &'static str,
    /// As the server connects to it.
    pub url: String,
    /// How it is called in the report.
    pub engine: &'static str,
}

impl Ground {
    /// Plants a database of this size, in an SQLite file; on PostgreSQL when `RONDOM_TEST_PG_OWNER_URL` and
    /// `RONDOM_TEST_PG_APP_URL` say where.
    pub async fn prepare(size: &'static str) -> Outcome<Self> {
        let (owner, url, engine) = if let Some((owner, app)) = postgres() {
            let schema = format!("bench_{size}");
            let client = sea_orm::Database::connect(&owner).await?;
            let role = migrations::table::APP_ROLE;
            for sql in [format!("CREATE SCHEMA {schema}"), format!("GRANT USAGE ON SCHEMA {schema} TO {role}")] {
                sea_orm::ConnectionTrait::execute_unprepared(&client, &sql).await?;
            }
            let inside = |url: &str| format!("{url}?options=-csearch_path%3D{schema}");
            (inside(&owner), inside(&app), "PostgreSQL")
        } else {
            let file = folder()?.join(format!("{size}.db"));
            for suffix in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
            }
            let url = format!("sqlite://{}?mode=rwc", file.display());
            (url.clone(), url, "SQLite")
        };
        for words in [&["migrate"][..], &["seed", "--size", size]] {
            let done = Command::new(process::RONDOM)
                .args(words)
                .env("RONDOM_OWNER_URL", &owner)
                .env("RONDOM_DATABASE_URL", &url)
                .output()?;
            if !done.status.success() {
                return Err(String::from_utf8_lossy(&done.stderr).into());
            }
        }
        Ok(Self { size, url, engine })
    }

    /// The same database, from here.
    pub async fn house(&self) -> Outcome<House> {
        Ok(House::open(&self.url, Clock::default()).await?)
    }
}

/// The real router on this house, in this process.
pub fn router(house: &House, addr: SocketAddr) -> Outcome<Router> {
    let origin = process::origin(addr);
    let providers = Providers::new([], &origin)?;
    let config =
        Config { addr, database_url: String::new(), origin, site_root: "no-site".into(), providers: "".into() };
    Ok(routes::router(&AppState::new(house.clone(), config, providers)))
}

/// The two ways into the PostgreSQL of `bin/with-postgres`.
#[expect(clippy::disallowed_methods, reason = "where a measurement finds PostgreSQL is no setting of a server")]
fn postgres() -> Option<(String, String)> {
    Some((std::env::var("RONDOM_TEST_PG_OWNER_URL").ok()?, std::env::var("RONDOM_TEST_PG_APP_URL").ok()?))
}

/// Where the databases stand, beside the build.
fn folder() -> Outcome<PathBuf> {
    let mut built = PathBuf::from(process::RONDOM);
    built.pop();
    let folder = built.join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
