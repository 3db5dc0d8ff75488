//! Where tracks that run side by side come together. A transition with `also` opens them; a join closes them: it takes
//! place by itself when all of its branches are ready, or as soon as one is. Carries "parallel tracks with AND/OR joins".

use serde::{Deserialize, Serialize};

use super::{Guard, Key};

/// Tracks that come together in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub key: Key,
    /// In the story of the case: "Beide adviezen zijn er".
    pub label: String,
    /// The last step of each track, two or more.
    pub of: Vec<Branch>,
    pub when: When,
    /// The step that it opens.
    pub to: Key,
    /// Further steps that end with it: earlier steps of a track that `any` cuts off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaves: Vec<Key>,
}

/// The end of one track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    pub step: Key,
    /// When the track is ready; without it, as soon as the step is open.
    #[serde(default, skip_serializing_if = "Guard::is_always")]
    pub guard: Guard,
}

/// How many branches must be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Every branch: the tracks wait for each other.
    All,
    /// One branch: the others are cut off.
    Any,
}

impl Join {
    /// Every step that ends when it takes place, if it is open.
    pub fn ends(&self) -> impl Iterator<Item = &Key> {
        self.of.iter().map(|branch| &branch.step).chain(&self.leaves)
    }
}
