//! `rondom audit verify` and `rondom audit seal`: is the log of every tenant what it was when it was sealed?
use crate::config::Config;
use backend::{House, clock::Clock, log, store::system};

/// Checks every seal; an error when one is broken.
pub async fn verify(config: &Config) -> Result<(), String> {
    let house = open(config).await?;
    let tenants = system::tenants(house.store()).await.map_err(|cause| format!("{cause:?}"))?;
    let mut broken = vec![];
    for tenant in tenants {
        let verdict = log::verify(&house, &tenant).await.map_err(|cause| format!("{}: {cause:?}", tenant.slug))?;
        println!("{}: {} regels onder {} zegels", tenant.slug, verdict.lines, verdict.seals);
        if let Some((number, until)) = verdict.broken {
            broken.push(format!("{}: zegel {number} (tot {until}) klopt niet meer", tenant.slug));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("Het logboek is gewijzigd.\n- {}", broken.join("\n- "))) }
}

/// Seals now what has settled; the server does this every minute.
pub async fn seal(config: &Config) -> Result<(), String> {
    let made = log::seal_all(&open(config).await?).await.map_err(|cause| format!("{cause:?}"))?;
    println!("{made} nieuwe zegels");
    Ok(())
}

async fn open(config: &Config) -> Result<House, String> {
    let house = House::open(&config.database_url, Clock::default()).await;
    house.map_err(|cause| format!("De database is niet te openen: {cause}"))
}
