//! Why something is not permitted, in words that say who can help.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::short_date;

/// Why not. The page turns it into what, why and who can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("Dit hoort niet bij uw functie. De functioneel beheerder van het samenwerkingsverband kan functies geven.")]
    Function,
    #[error("U werkt niet op deze school. De functioneel beheerder kan u aan de school verbinden.")]
    School,
    #[error(
        "U bent met één factor ingelogd. Een dossier met een naam gaat pas open na inloggen met een tweede factor. Log uit en opnieuw in."
    )]
    SecondFactor,
    #[error("De agenda is nog een concept. U ziet hem zodra hij is verstuurd.")]
    NotSent,
    /// Of a meeting that opens its agenda to partners on this day.
    #[error("De agenda is vanaf {} in te zien.", short_date(*.0))]
    NotYetOpen(NaiveDate),
    /// Of a meeting that was open to partners up to and including this day.
    #[error("Inzage is gesloten: die kon tot en met {}. Vraag de school als u nog iets nodig hebt.", short_date(*.0))]
    Closed(NaiveDate),
    #[error("Het verslag begint als de agenda definitief is.")]
    NotDefinitive,
    #[error("Het verslag is nog niet gedeeld. Zodra dat gebeurt, vindt u het hier.")]
    NotShared,
    #[error(
        "Deze tekst kan een leerling aanwijzen. Schrijf het anders op, zonder naam, geboortedatum of iets anders dat een leerling aanwijst."
    )]
    Naming,
    #[error("Er is geen geldige toestemming om dit met uw organisatie te delen. Vraag het de school.")]
    Consent,
    /// Who gives rights takes none: not by accepting what they gave, not by putting back what they once held.
    #[error("Wie functies geeft, neemt er zelf geen aan. Vraag een andere functioneel beheerder.")]
    OwnGift,
}

impl Refusal {
    /// One of each; the trail keeps no day.
    const ALL: [Self; 11] = [
        Self::Function,
        Self::School,
        Self::SecondFactor,
        Self::NotSent,
        Self::NotYetOpen(NaiveDate::MIN),
        Self::Closed(NaiveDate::MIN),
        Self::NotDefinitive,
        Self::NotShared,
        Self::Naming,
        Self::Consent,
        Self::OwnGift,
    ];

    /// The name in the audit trail.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::School => "school",
            Self::SecondFactor => "second_factor",
            Self::NotSent => "not_sent",
            Self::NotYetOpen(_) => "not_yet_open",
            Self::Closed(_) => "closed",
            Self::NotDefinitive => "not_definitive",
            Self::NotShared => "not_shared",
            Self::Naming => "naming",
            Self::Consent => "consent",
            Self::OwnGift => "own_gift",
        }
    }

    /// In a few words, for whoever reads the trail.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Function => "hoort niet bij de functie",
            Self::School => "werkt niet op deze school",
            Self::SecondFactor => "met één factor ingelogd",
            Self::NotSent => "de agenda was nog een concept",
            Self::NotYetOpen(_) => "de agenda was nog niet open voor partners",
            Self::Closed(_) => "de inzage voor partners was gesloten",
            Self::NotDefinitive => "de agenda was nog niet definitief",
            Self::NotShared => "het verslag was nog niet gedeeld",
            Self::Naming => "wees in een anonieme tekst een leerling aan",
            Self::Consent => "geen toestemming voor deze organisatie",
            Self::OwnGift => "gaf de functie zelf",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.key() == key)
    }
}
