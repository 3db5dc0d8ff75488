//! What stands in the way of moving, in Dutch: what, why, and who can help.

use serde::{Deserialize, Serialize};

use super::{Hindrance, Moving};
use crate::template::{Body, Key};

/// How much a sentence asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It stays as it is.
    Same,
    /// It is different, and needs nobody.
    Different,
    /// Somebody loses something or has to do something.
    Attention,
}

/// One sentence about what is different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Line {
    pub weight: Weight,
    pub text: String,
    /// It is about where a case is and who has it, so it may be said of which cases. What was recorded about a child is told
    /// as a number of cases, never of which (ADR 0006); that is how a sentence begins.
    #[serde(default)]
    pub by_number: bool,
}

impl Line {
    /// The same sentence, to be said of cases by their number.
    pub(super) fn by_number(self) -> Self {
        Self { by_number: true, ..self }
    }

    pub(super) fn same(text: impl Into<String>) -> Self {
        Self { weight: Weight::Same, text: text.into(), by_number: false }
    }

    pub(super) fn different(text: impl Into<String>) -> Self {
        Self { weight: Weight::Different, text: text.into(), by_number: false }
    }

    pub(super) fn attention(text: impl Into<String>) -> Self {
        Self { weight: Weight::Attention, text: text.into(), by_number: false }
    }
}

/// What a template calls a step.
pub(super) fn step<'a>(template: &'a Body, key: &'a Key) -> &'a str {
    template.step(key.as_str()).map_or(key.as_str(), |step| step.label.as_str())
}

/// "'A', 'B' en 'C'"
pub(super) fn quoted<'a>(labels: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<_> = labels.into_iter().map(|label| format!("'{label}'")).collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} en {last}", rest.join(", ")),
    }
}

impl Moving<'_> {
    /// A hindrance as one or two sentences.
    pub fn why_not(&self, hindrance: &Hindrance) -> String {
        let (from, to) = (self.from.template, self.to.template);
        let number = to.number();
        match hindrance {
            Hindrance::Closed => {
                "De casus is afgesloten en blijft onder de versie waaronder zij is afgesloten.".to_owned()
            }
            Hindrance::Nowhere => {
                "In deze casus staat geen stap open. Vraag de school om de casus te bekijken.".to_owned()
            }
            Hindrance::Elsewhere => {
                format!(
                    "Versie {number} is voor een ander gebied dan dat van de school. Kies een versie die daar geldt."
                )
            }
            Hindrance::Choose { step: key } => {
                format!("Versie {number} kent '{}' niet. Kies naar welke stap de casus gaat.", step(from, key))
            }
            Hindrance::NoSuchStep { step: key, .. } => format!(
                "De stap die voor '{}' is gekozen, bestaat niet in versie {number}. Kies een stap uit de lijst.",
                step(from, key)
            ),
            Hindrance::NoLead { step: key } => format!(
                "De regie over '{}' is aan de casusregisseur, en die is er dan niet. Vraag de school om casusregie te geven aan iemand die dat in versie {number} mag, of kies een andere stap.",
                step(to, key)
            ),
            Hindrance::NoRegie { step: key } => format!(
                "Wie de regie over '{}' krijgt, volgt uit iets wat nog niet is ingevuld of vastgelegd. Vraag de school om dat eerst te doen, of kies een andere stap.",
                step(to, key)
            ),
            Hindrance::NoConsent { step: key } => format!(
                "De regie over '{}' komt bij een partner, en er is geen geldige toestemming van de ouders. Vraag de school om die te vragen, of kies een andere stap.",
                step(to, key)
            ),
            Hindrance::NoEnd { steps } if steps.len() > 1 => format!(
                "Met {} tegelijk open kan een casus in versie {number} niet altijd tot een einde komen. Kies andere stappen, of wacht tot een van de sporen klaar is.",
                quoted(steps.iter().map(|key| step(to, key)))
            ),
            Hindrance::NoEnd { steps } => format!(
                "Met alleen {} open kan een casus in versie {number} niet altijd tot een einde komen. Kies een andere stap.",
                quoted(steps.iter().map(|key| step(to, key)))
            ),
            Hindrance::Endless => format!(
                "In versie {number} zouden overgangen die vanzelf gaan, niet tot rust komen. Meld dit bij wie de werkwijze schrijft."
            ),
        }
    }
}
