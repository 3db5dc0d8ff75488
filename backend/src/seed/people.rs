//! Persons and their logins: the personas of the demonstration, and the colleagues who make a table full. A colleague
//! has a name and work to do, but no login.
use super::{
    Settings,
    moments::at,
    names,
    random::{Ids, Random},
};
use crate::{
    failure::Broken,
    store::entity::{identity, person, person_tenant},
};
use chrono::{DateTime, Utc};
use domain::{
    calendar::SchoolYear,
    id::{PersonId, TenantId},
    pupil::{full_name, search_name},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody as whom a visitor of the demonstration can log in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Which identity provider knows the login.
    pub provider: String,
    /// The login name, and the `sub` of the provider.
    pub login: String,
    pub name: String,
    pub email: String,
    /// In words, for the button at the provider.
    pub function: String,
    /// [`Function::key`](domain::actor::Function::key); empty without a place.
    pub function_key: String,
    pub organisation: String,
    /// Logs in with two factors.
    pub two_factor: bool,
    /// The tenants and regions that this persona can enter.
    pub hosts: Vec<String>,
    /// What there is to see.
    pub shows: String,
}

/// The personas: one file for the identity providers, for `bin/run` and for the seed.
pub fn personas() -> Result<Vec<Persona>, Broken> {
    let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/idp/personas.json"));
    serde_json::from_str(file).map_err(|cause| Broken::Stored(format!("personas.json: {cause}")))
}

/// Personas who know no login yet: they have an account with the provider that nothing here is bound to.
const UNBOUND: &[&str] = &["nora.niemand", "uma.uitgenodigd"];

/// Personas without even a person here.
const UNKNOWN: &[&str] = &["nora.niemand"];

/// Everybody, over all tenants.
#[derive(Debug)]
pub(super) struct People {
    ids: Ids,
    random: Random,
    since: DateTime<Utc>,
    taken: BTreeSet<String>,
    logins: BTreeMap<String, PersonId>,
    pub persons: Vec<person::Model>,
    pub identities: Vec<identity::Model>,
    pub doors: BTreeSet<(PersonId, TenantId)>,
}

impl People {
    /// The personas, with the logins that are bound.
    pub fn gather(settings: &Settings) -> Result<Self, Broken> {
        let since = at(SchoolYear::of(settings.today).previous().first_day(), 9, 0);
        let mut people = Self {
            ids: Ids::named("people"),
            random: Random::named("people"),
            since,
            taken: BTreeSet::new(),
            logins: BTreeMap::new(),
            persons: vec![],
            identities: vec![],
            doors: BTreeSet::new(),
        };
        let known = personas()?.into_iter().filter(|persona| !UNKNOWN.contains(&persona.login.as_str()));
        for persona in known {
            let id = people.person(persona.name, persona.email);
            if !UNBOUND.contains(&persona.login.as_str()) {
                let issuer = settings.issuer(&persona.provider)?;
                let subject = persona.login.clone();
                people.identities.push(identity::Model { issuer, subject, person_id: id, bound_at: since });
            }
            people.logins.insert(persona.login, id);
        }
        Ok(people)
    }

    /// The person behind a login name.
    pub fn persona(&self, login: &str) -> Result<PersonId, Broken> {
        self.logins.get(login).copied().ok_or_else(|| Broken::Other(format!("no persona {login}")))
    }

    /// The name of a person.
    pub fn name(&self, id: PersonId) -> &str {
        self.persons.iter().find(|person| person.id == id).map_or("", |person| person.name.as_str())
    }

    /// A new colleague, with a name that nobody else has.
    pub fn hire(&mut self, domain: &str) -> PersonId {
        loop {
            let names::Name { given, prefix, family } = names::grown_up(&mut self.random);
            let name = full_name(&given, &prefix, &family);
            if !self.taken.contains(&name) {
                let local = search_name(&name).replace(' ', ".");
                return self.person(name, format!("{local}@{domain}"));
            }
        }
    }

    fn person(&mut self, name: String, email: String) -> PersonId {
        let id = self.ids.at(self.since);
        self.taken.insert(name.clone());
        self.persons.push(person::Model { id, name, email, created_at: self.since });
        id
    }

    /// The tenants at which persons may knock.
    pub fn person_tenants(&self) -> Vec<person_tenant::Model> {
        self.doors.iter().map(|&(person_id, tenant_id)| person_tenant::Model { person_id, tenant_id }).collect()
    }
}
