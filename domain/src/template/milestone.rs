//! Milestones: the one vocabulary that all templates share, so that regions can compare ways of working that use
//! different words and steps. A template says which of its steps reaches which milestone; it cannot add any.

use serde::{Deserialize, Serialize};

/// A point that a case can reach under any template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Registered or placed; the zorgplicht is being looked into.
    Instroom,
    /// Somebody sees that support may be needed.
    Signaal,
    Basisondersteuning,
    ExtraOndersteuning,
    /// The case is brought in with others.
    Aanmelding,
    /// A multidisciplinary meeting discusses the case.
    Bespreking,
    /// Goals and arrangement are decided.
    Plan,
    Uitvoering,
    Evaluatie,
    /// On the way to a toelaatbaarheidsverklaring.
    Toeleiding,
    /// Placed in special (primary) education.
    Plaatsing,
    Nazorg,
}

impl Milestone {
    pub const ALL: [Self; 12] = [
        Self::Instroom,
        Self::Signaal,
        Self::Basisondersteuning,
        Self::ExtraOndersteuning,
        Self::Aanmelding,
        Self::Bespreking,
        Self::Plan,
        Self::Uitvoering,
        Self::Evaluatie,
        Self::Toeleiding,
        Self::Plaatsing,
        Self::Nazorg,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Instroom => "Instroom",
            Self::Signaal => "Signaal",
            Self::Basisondersteuning => "Basisondersteuning",
            Self::ExtraOndersteuning => "Extra ondersteuning",
            Self::Aanmelding => "Aanmelding",
            Self::Bespreking => "Bespreking",
            Self::Plan => "Plan",
            Self::Uitvoering => "Uitvoering",
            Self::Evaluatie => "Evaluatie",
            Self::Toeleiding => "Toeleiding naar TLV",
            Self::Plaatsing => "Plaatsing",
            Self::Nazorg => "Nazorg",
        }
    }

    /// The stored name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instroom => "instroom",
            Self::Signaal => "signaal",
            Self::Basisondersteuning => "basisondersteuning",
            Self::ExtraOndersteuning => "extra_ondersteuning",
            Self::Aanmelding => "aanmelding",
            Self::Bespreking => "bespreking",
            Self::Plan => "plan",
            Self::Uitvoering => "uitvoering",
            Self::Evaluatie => "evaluatie",
            Self::Toeleiding => "toeleiding",
            Self::Plaatsing => "plaatsing",
            Self::Nazorg => "nazorg",
        }
    }
}
