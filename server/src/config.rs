//! Everything that differs between a laptop and production, read once at start-up from arguments or environment.
use clap::Args;
use std::{net::SocketAddr, path::PathBuf};

/// Where to listen, where the data are, and where this installation is found from outside.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Address to listen on.
    #[arg(long, env = "RONDOM_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Database: `sqlite://…` or `postgres://…` (as the role that owns nothing).
    #[arg(
        long,
        env = "RONDOM_DATABASE_URL",
        default_value = "sqlite://var/rondom.db?mode=rwc",
        hide_env_values = true
    )]
    pub database_url: String,
    /// Origin of the front door; tenants are found at `<slug>.` before its host name.
    #[arg(long, env = "RONDOM_ORIGIN", default_value = "http://localhost:3000")]
    pub origin: String,
    /// Folder with the built script, style and fonts.
    #[arg(long, env = "RONDOM_SITE_ROOT", default_value = "target/site")]
    pub site_root: PathBuf,
    /// File with the identity providers.
    #[arg(long, env = "RONDOM_PROVIDERS", default_value = "end2end/idp/providers.toml")]
    pub providers: PathBuf,
}

impl Config {
    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        self.origin.split("://").next().unwrap_or("http")
    }

    /// Host and port of the front door: `localhost:3000`.
    pub fn authority(&self) -> &str {
        self.origin.split("://").nth(1).unwrap_or(&self.origin).trim_end_matches('/')
    }

    /// Host name of the front door without port: `localhost`.
    pub fn domain(&self) -> &str {
        self.authority().split(':').next().unwrap_or_default()
    }

    /// Origin of a tenant or region.
    pub fn origin_of(&self, slug: &str) -> String {
        format!("{}://{slug}.{}", self.scheme(), self.authority())
    }
}
