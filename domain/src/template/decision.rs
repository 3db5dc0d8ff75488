//! Decisions: what can be decided, on which grounds, by whom, and in how many stages with how much time between them
//! ("voorgenomen besluit", a week to react, "besluit"). Carries "decisions with outcomes and required grounds".

use serde::{Deserialize, Serialize};

use super::Key;
use crate::term::Period;

/// Something that is decided in a step; each round of the step decides anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub key: Key,
    /// "Besluit over de toelaatbaarheid"
    pub label: String,
    /// The step in which it is decided.
    pub step: Key,
    /// Roles that decide.
    pub by: Vec<Key>,
    pub outcomes: Vec<Outcome>,
    /// Two or more stages in order; a decision without stages is taken at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Stages>,
}

/// One way in which it can be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub key: Key,
    pub label: String,
    /// Grounds of which at least one must be given; none when the outcome needs no ground.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
}

/// Why something is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub key: Key,
    pub label: String,
}

/// The stages of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stages {
    /// "voorgenomen besluit", "besluit"
    pub labels: Vec<String>,
    /// How much time lies between two stages at least.
    pub apart: Period,
}

impl Decision {
    pub fn outcome(&self, key: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.key == key)
    }

    /// How many times it is decided before it stands.
    pub fn stage_count(&self) -> usize {
        self.stages.as_ref().map_or(1, |stages| stages.labels.len())
    }

    /// What a stage is called; the decision's own label when it is taken at once.
    pub fn stage_label(&self, stage: usize) -> &str {
        let named = self.stages.as_ref().and_then(|stages| stages.labels.get(stage));
        named.map_or(self.label.as_str(), String::as_str)
    }
}
