//! One file per command of the binary.
mod audit;
mod migrate;
mod seed;
mod serve;
mod template;

use crate::config::Config;
use clap::{Parser, Subcommand};

/// Rondom: multidisciplinary work around a pupil.
#[derive(Debug, Parser)]
#[command(name = "rondom", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve all tenants.
    Serve(Config),
    /// Bring the schema up to date, as owner of the database.
    Migrate {
        /// Database, as owner.
        #[arg(long, env = "RONDOM_OWNER_URL", hide_env_values = true)]
        owner_url: Option<String>,
        #[command(flatten)]
        config: Config,
    },
    /// Plant the demonstration, as owner of the database.
    Seed {
        #[arg(long, value_enum, default_value = "small")]
        size: seed::Scale,
        /// Removes everything first.
        #[arg(long)]
        fresh: bool,
        /// Identity provider elsewhere: `id=issuer`.
        #[arg(long = "issuer", value_parser = pair)]
        issuers: Vec<(String, String)>,
        /// Database, as owner.
        #[arg(long, env = "RONDOM_OWNER_URL", hide_env_values = true)]
        owner_url: Option<String>,
        #[command(flatten)]
        config: Config,
    },
    /// The log of every tenant: check its seals, or seal it now.
    Audit {
        #[arg(value_enum)]
        what: Audit,
        #[command(flatten)]
        config: Config,
    },
    /// Ways of working as files: check them, play a scenario, or carry them out of and into a tenant.
    Template {
        #[command(subcommand)]
        what: template::Command,
    },
    /// Every route with method, path, host and the policy action it asks for.
    Routes {
        #[arg(long)]
        json: bool,
    },
}

/// What to do with the log.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Audit {
    Verify,
    Seal,
}

/// Runs the command; an error is one sentence for the terminal.
pub async fn run(cli: Cli) -> Result<(), String> {
    match cli.command {
        Command::Serve(config) => serve::run(config).await,
        Command::Migrate { owner_url, config } => {
            migrate::run(owner_url.as_deref().unwrap_or(&config.database_url)).await
        }
        Command::Seed { size, fresh, issuers, owner_url, config } => {
            seed::run(owner_url.as_deref().unwrap_or(&config.database_url), size, fresh, &issuers).await
        }
        Command::Audit { what: Audit::Verify, config } => audit::verify(&config).await,
        Command::Audit { what: Audit::Seal, config } => audit::seal(&config).await,
        Command::Template { what } => template::run(what).await,
        Command::Routes { json } => routes(json),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (id, issuer) = text.split_once('=').ok_or("schrijf id=issuer")?;
    Ok((id.to_owned(), issuer.to_owned()))
}

fn routes(json: bool) -> Result<(), String> {
    let lines = crate::routes::lines();
    if json {
        println!("{}", serde_json::to_string_pretty(&lines).map_err(|cause| cause.to_string())?);
    } else {
        for line in lines {
            println!("{:6} {:?} {}  {}", line.method, line.host, line.path, line.asks);
        }
    }
    Ok(())
}
