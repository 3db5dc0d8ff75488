//! The query of an address. Of a word that it says twice the last counts; what cannot be read was not asked.
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, convert::Infallible};

/// The query, or what counts when there is none.
pub struct Asked<T>(pub T);

impl<S: Sync, T: DeserializeOwned + Default> FromRequestParts<S> for Asked<T> {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(read(parts.uri.query().unwrap_or_default()).unwrap_or_default()))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Option<T> {
    let all: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    let last: BTreeMap<String, String> = all.into_iter().collect();
    serde_urlencoded::from_str(&serde_urlencoded::to_string(last).ok()?).ok()
}
