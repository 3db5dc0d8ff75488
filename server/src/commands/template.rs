//! `rondom template check` and `rondom template run`: is a way of working sound, and does a case go as its scenario says?
//! `bpmn` writes it as a drawing for other programs. None of them needs a database. `export` and `import` carry one out of
//! and into a tenant, as one file. All end with 0 when all is well and with 1 when something is not.
use crate::config::Config;
use backend::{
    House, Tenant,
    clock::Clock,
    templates::carry::{self, Refused},
};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    check::{Fault, check_text},
    scenario::{Played, Scenario, play},
    template::{Draft, Key, LARGEST, ReadError, Template, by_key},
};
use serde::Serialize;
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What to do with a way of working.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read and check template files; every fault with its place, and the shortest path that shows it.
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Play a scenario under a template and print what happens.
    Run { file: PathBuf, scenario: PathBuf },
    /// Print the flow of a template file as BPMN 2.0, with its diagram.
    Bpmn { file: PathBuf },
    /// Print the way of working of a tenant as one file: the version that is in force, or the one with this number.
    Export {
        /// Host name of the tenant.
        tenant: String,
        #[arg(long)]
        number: Option<u32>,
        #[command(flatten)]
        config: Config,
    },
    /// Publish a file as the next version of a tenant, from a day on; running cases keep theirs.
    Import {
        /// Host name of the tenant.
        tenant: String,
        file: PathBuf,
        /// First day on which new work starts with it, as 3-9-2026; today when not named.
        #[arg(long, value_parser = domain::form::date)]
        from: Option<NaiveDate>,
        /// Only for this area, by the last part of its address; more than once for more. Everybody when not named.
        #[arg(long)]
        area: Vec<String>,
        #[command(flatten)]
        config: Config,
    },
}

/// What was found in one file.
#[derive(Debug, Serialize)]
struct Checked {
    file: PathBuf,
    faults: Vec<Fault>,
}

pub async fn run(command: Command) -> Result<(), String> {
    match command {
        Command::Check { files, json } => check(files, json),
        Command::Run { file, scenario } => scene(&file, &scenario),
        Command::Bpmn { file } => bpmn(&file),
        Command::Export { tenant, number, config } => {
            let (house, tenant) = enter(&config, &tenant).await?;
            print!("{}", carry::export(&house, tenant, number).await.map_err(|why| why.to_string())?);
            Ok(())
        }
        Command::Import { tenant, file, from, area, config } => {
            let text = text(&file)?;
            let (house, tenant) = enter(&config, &tenant).await?;
            let from = from.unwrap_or_else(|| house.clock().today());
            let number = carry::import_for(&house, tenant, &text, from, &area).await.map_err(|why| match why {
                Refused::Faults(faults) => said(&file, &faults),
                other => other.to_string(),
            })?;
            println!("Versie {number} geldt vanaf {}. Lopende casussen houden hun versie.", short_date(from));
            Ok(())
        }
    }
}

async fn enter(config: &Config, slug: &str) -> Result<(House, Arc<Tenant>), String> {
    let house = House::open(&config.database_url, Clock::default());
    let house = house.await.map_err(|cause| format!("De database is niet te openen: {cause}"))?;
    let tenant = house.tenant(slug).await.map_err(|cause| cause.to_string())?;
    let tenant = tenant.ok_or_else(|| format!("Er is geen samenwerkingsverband met de naam '{slug}'."))?;
    Ok((house, tenant))
}

fn check(files: Vec<PathBuf>, json: bool) -> Result<(), String> {
    let one = |file: PathBuf| {
        let faults = read(&file)?.err().unwrap_or_default();
        Ok(Checked { file, faults })
    };
    let checked = files.into_iter().map(one).collect::<Result<Vec<_>, String>>()?;
    if json {
        println!("{}", serde_json::to_string_pretty(&checked).map_err(|cause| cause.to_string())?);
    } else {
        checked.iter().for_each(show);
    }
    let wrong: usize = checked.iter().map(|one| one.faults.len()).sum();
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} {} gevonden.", if wrong == 1 { "fout" } else { "fouten" })) }
}

fn show(checked: &Checked) {
    let file = checked.file.display();
    if checked.faults.is_empty() {
        println!("{file}: geen fouten");
    }
    for fault in &checked.faults {
        println!("{file}: {fault}");
    }
}

fn bpmn(file: &Path) -> Result<(), String> {
    let draft = read(file)?.map_err(|faults| said(file, &faults))?;
    print!("{}", domain::bpmn::export(&draft));
    Ok(())
}

fn scene(file: &Path, scenario: &Path) -> Result<(), String> {
    let draft = read(file)?.map_err(|faults| said(file, &faults))?;
    let template = draft.publish(1).map_err(|faults| said(file, &faults))?;
    let scenario = Scenario::parse(&text(scenario)?).map_err(|error| format!("{}: {error}", scenario.display()))?;
    println!("{}: {}", template.meta.title, scenario.title);
    let Played { log, misses, .. } = play(&template, &scenario);
    for line in log {
        println!("{line}");
    }
    if misses.is_empty() {
        println!("Het gaat zoals verwacht.");
        return Ok(());
    }
    Err(misses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// A template file; its base is looked for beside it, and then among the shipped ones.
fn read(file: &Path) -> Result<Result<Template<Draft>, Vec<Fault>>, String> {
    let beside = |key: &Key| text(&file.with_file_name(format!("{key}.toml"))).ok();
    Ok(check_text(&text(file)?, &|key| beside(key).or_else(|| by_key(key).map(str::to_owned))))
}

fn said(file: &Path, faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{}: {fault}", file.display())).collect::<Vec<_>>().join("\n")
}

/// The text of a file; of one that is too large no more is read than is needed to say so.
fn text(file: &Path) -> Result<String, String> {
    let unreadable = |cause: std::io::Error| format!("{} is niet te lezen: {cause}", file.display());
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(file).map_err(unreadable)?.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LARGEST {
        return Err(format!("{}: {}", file.display(), ReadError::TooLarge(bytes.len())));
    }
    String::from_utf8(bytes).map_err(|_| format!("{} is geen tekst in UTF-8.", file.display()))
}
