//! The home page of a region: who takes part. Figures come in a later issue; nothing is made up here.
use serde::{Deserialize, Serialize};

/// The region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub name: String,
    pub participants: Vec<Participant>,
}

/// A samenwerkingsverband in the region, with what it reported itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub name: String,
    /// "primair onderwijs"
    pub sector: String,
    /// Pilots or wijken; unknown until the first report.
    pub areas: Option<u32>,
    /// "07-09-2026"; empty before the first report.
    pub reported_on: String,
}
