//! Random values that open something: in a cookie, an address or an invitation. The database holds hashes only, so
//! that whoever reads it cannot come in.
use sha2::{Digest, Sha256};
use std::fmt;

/// 256 random bits as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh one.
    pub fn random() -> Self {
        Self(hex::encode(rand::random::<[u8; 32]>()))
    }

    /// A value that somebody shows us, if it can be one of ours at all.
    pub fn shown(text: &str) -> Option<Self> {
        let ours = (16..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        ours.then(|| Self(text.into()))
    }

    /// The value itself, for the one who may have it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database holds.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Hash of several texts; the lengths keep ("ab", "c") and ("a", "bc") apart.
pub(crate) fn hash(parts: &[&str]) -> Vec<u8> {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part.as_bytes());
    }
    sha.finalize().to_vec()
}
