//! The agenda pipeline of S0, shared by all templates: concept → versturen → definitief → overleg → verslag.
//! A template gives each stage its words and says who moves it.
use serde::{Deserialize, Serialize};

/// Where the agenda of a meeting stands. The order is the order in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being drafted by those who prepare the meeting; nobody else sees it.
    Concept,
    /// Sent to the members, who add pupils.
    Sent,
    /// Frozen; a late addition needs a reason.
    Definitive,
    /// The meeting has taken place; minutes are being written.
    Held,
    /// Minutes are shared, per item, with those entitled.
    Shared,
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Concept, Self::Sent, Self::Definitive, Self::Held, Self::Shared];

    /// The stored name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Sent => "sent",
            Self::Definitive => "definitive",
            Self::Held => "held",
            Self::Shared => "shared",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }
}
