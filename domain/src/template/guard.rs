//! Conditions under which a transition is open: a small, total expression. No loops, no side effects; its cost is its
//! size, and the checker bounds that. Each leaf that fails becomes a sentence in `engine::Rejection`.

use serde::{Deserialize, Serialize};

use super::Key;

/// How deep conditions may be nested.
pub const DEEPEST: usize = 8;

/// A condition on a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Guard {
    #[default]
    Always,
    All(Vec<Guard>),
    Any(Vec<Guard>),
    Not(Box<Guard>),
    /// A consent for this purpose is valid today.
    Consent(Key),
    /// This fact is recorded on the case; one that counts per round must be recorded since the step was entered.
    Fact(Key),
    /// Somebody has casusregie.
    HasLead,
    /// A step was entered at least so many times.
    Rounds {
        step: Key,
        at_least: u32,
    },
}

impl Guard {
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// How deep the condition is nested; a leaf is 1.
    pub fn depth(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not(part) => 1 + part.depth(),
            Self::Always | Self::Consent(_) | Self::Fact(_) | Self::HasLead | Self::Rounds { .. } => 1,
        }
    }

    /// Every leaf, in the order in which it is written.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Not(part) => part.leaves(),
            leaf => vec![leaf],
        }
    }
}
