//! The demonstration: four tenants and a region with invented people, so that every page has something true to show.
//! The same day gives the same rows, to the byte; run as owner of the database by `rondom seed`.

mod absences;
mod agendas;
mod analyses;
mod cases;
mod consents;
mod courses;
mod cycles;
mod directory;
mod history;
mod items;
mod meetings;
mod members;
mod moments;
mod names;
mod organisations;
mod people;
mod places;
mod pupils;
mod random;
mod rows;
mod schools;
mod situations;
mod tenancy;
mod tenants;
mod trail;
mod ways;

use crate::{
    Failure,
    failure::Broken,
    store::{Store, TenantTx, system},
};
use chrono::NaiveDate;
use people::People;
use std::str::FromStr;
use tenancy::Tenancy;

pub use people::{Persona, personas};

/// The token of the one open invitation: for Uma van Uden, in Haarlemmermeer.
pub const INVITATION_TOKEN: &str = "5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed";

/// Where the open invitation is opened, from the front door.
pub const INVITATION_PATH: &str =
    "/uitnodiging/haarlemmermeer/5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed";

/// For how long the demonstration's invitation stays open.
const INVITATION_DAYS: i64 = 60;

/// How much there is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// A few schools: quick to plant and to look at.
    #[default]
    Small,
    /// One tenant of the size of S2: 55 schools, 13,000 pupils.
    Real,
    /// Every tenant of that size: what one server carries, for `bin/bench`.
    Full,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "small" => Ok(Self::Small),
            "real" => Ok(Self::Real),
            "full" => Ok(Self::Full),
            _ => Err(format!("'{text}' is geen omvang. Kies small, real of full.")),
        }
    }
}

/// What the demonstration is planted for.
#[derive(Debug, Clone)]
pub struct Settings {
    pub size: Size,
    /// The day around which the story is told.
    pub today: NaiveDate,
    /// Identity providers: id in `personas.json`, and issuer.
    pub issuers: Vec<(String, String)>,
}

impl Settings {
    /// With the two identity providers where `bin/run` starts them.
    pub fn new(size: Size, today: NaiveDate) -> Self {
        let issuers = [("scholen", "http://localhost:3101"), ("gemeente", "http://localhost:3102")];
        Self { size, today, issuers: issuers.map(|(id, issuer)| (id.to_owned(), issuer.to_owned())).to_vec() }
    }

    /// With an identity provider elsewhere.
    #[must_use]
    pub fn with_issuer(mut self, provider: &str, issuer: &str) -> Self {
        self.issuers.retain(|(id, _)| id != provider);
        self.issuers.push((provider.into(), issuer.into()));
        self
    }

    fn issuer(&self, provider: &str) -> Result<String, Broken> {
        let found = self.issuers.iter().find(|(id, _)| id == provider);
        found.map(|(_, issuer)| issuer.clone()).ok_or_else(|| Broken::Other(format!("no provider {provider}")))
    }
}

/// Plants the demonstration in an empty, migrated database. `progress` is told what happens, a line at a time.
///
/// Refuses when there is anything already: a demonstration never mixes with somebody's work.
pub async fn plant(store: &Store, settings: &Settings, progress: impl Fn(&str) + Send) -> Result<(), Failure> {
    if !system::tenants(store).await?.is_empty() {
        return Err(Failure::Rejected(
            "Er staan al gegevens in deze database; daar komt geen demonstratie bij. \
             Begin opnieuw met `rondom seed --fresh` (alles wat er staat gaat dan weg) of kies een andere database."
                .into(),
        ));
    }
    progress("Demonstratie bedenken");
    let mut people = People::gather(settings)?;
    let mut tenancies = vec![];
    for plan in tenants::PLANS {
        tenancies.push(imagine(plan, settings, &mut people)?);
    }
    directory::plant(store, settings, &people, &tenancies).await?;
    for tenancy in tenancies {
        let (schools, pupils) = (tenancy.sites.len(), tenancy.rows.pupils.len());
        let rows = tenancy.rows.len();
        progress(&format!("{}: {schools} scholen, {pupils} leerlingen, {rows} rijen", tenancy.plan.name));
        let mut tx = TenantTx::begin(store, tenancy.id, true).await?;
        tenancy.rows.write(&mut tx).await?;
        tx.commit().await?;
    }
    progress(&format!("Uma van Uden is uitgenodigd: {INVITATION_PATH}"));
    Ok(())
}

/// One tenant, in memory.
fn imagine(plan: &'static tenants::Plan, settings: &Settings, people: &mut People) -> Result<Tenancy, Broken> {
    let mut tenancy = Tenancy::new(plan, settings);
    let found = organisations::plant(&mut tenancy, settings.size);
    organisations::close_days(&mut tenancy);
    members::plant(&mut tenancy, people, found)?;
    let manager = members::manager(&tenancy, people).ok();
    let way = ways::plant(&mut tenancy, manager)?;
    for number in 0..tenancy.sites.len() {
        let site = tenancy.sites[number].clone();
        let children = pupils::plant(&mut tenancy, site.id, &site.school);
        history::tell(&mut tenancy, people, &way, number, &children)?;
    }
    Ok(tenancy)
}
