//! The identity providers of this installation, from one TOML file: a new organisation is configured, not programmed.
use super::provider::{Provider, Settings};
use serde::Deserialize;
use std::{path::Path, sync::Arc};

/// All providers, in the order in which the front door offers them.
#[derive(Clone)]
pub struct Providers(Arc<[Arc<Provider>]>);

#[derive(Deserialize)]
struct File {
    #[serde(rename = "provider", default)]
    providers: Vec<Settings>,
}

impl Providers {
    /// Reads the file; an error is one sentence for the terminal.
    pub fn read(path: &Path, origin: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|cause| {
            format!("Het bestand met inlogvoorzieningen {} is niet te lezen: {cause}", path.display())
        })?;
        let file: File = toml::from_str(&text)
            .map_err(|cause| format!("Het bestand met inlogvoorzieningen {} klopt niet: {cause}", path.display()))?;
        Self::new(file.providers, origin)
    }

    /// These providers, for an installation found at this origin.
    pub fn new(settings: impl IntoIterator<Item = Settings>, origin: &str) -> Result<Self, String> {
        let all: Result<Vec<_>, String> =
            settings.into_iter().map(|settings| Provider::new(settings, origin).map(Arc::new)).collect();
        Ok(Self(all?.into()))
    }

    /// The provider with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Provider>> {
        self.0.iter().find(|provider| provider.id() == id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.0.iter()
    }

    /// Origins to which logging out leads.
    pub fn origins(&self) -> Vec<String> {
        self.0.iter().map(|provider| provider.origin()).collect()
    }
}
