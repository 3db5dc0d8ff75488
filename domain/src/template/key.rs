//! Names inside a template: `proces_2_1`, `zat`, `ib`. Lower case letters, digits and underscores, so that a name can
//! stand in a file, a form post and a web address alike.

use std::{borrow::Borrow, fmt};

use serde::{Deserialize, Serialize};

/// The longest name a template may give.
pub const LONGEST_KEY: usize = 60;

/// A name that one part of a template gives and other parts refer to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// The text cannot be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' kan geen naam zijn. Gebruik kleine letters, cijfers en _ (hoogstens 60 tekens).")]
pub struct NotAKey(String);

impl Key {
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let fits = (1..=LONGEST_KEY).contains(&text.len());
        if fits && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAKey(text.chars().take(LONGEST_KEY).collect()))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Key {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
