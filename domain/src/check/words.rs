//! What kind of fault it is, in a few words: above the sentence that says what is wrong and what to do.

use super::{Fault, Rule};

impl Rule {
    /// "Bestaat niet", "Loopt dood"
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unreadable => "Niet te lezen",
            Self::TooMuch => "Te veel of te diep",
            Self::Text => "Tekst",
            Self::Duplicate => "Twee keer dezelfde naam",
            Self::Unknown => "Bestaat niet",
            Self::Unused => "Wordt niet gebruikt",
            Self::NoEntry => "Geen begin",
            Self::Unreachable => "Niet te bereiken",
            Self::DeadEnd => "Loopt dood",
            Self::Join => "Samenkomst wacht voor altijd",
            Self::Fight => "Twee overgangen tegelijk",
            Self::Endless => "Gaat vanzelf rond zonder einde",
            Self::Nobody => "Niemand kan dit",
            Self::Term => "Termijn",
            Self::Stages => "Fasen van een agenda",
            Self::Guard => "Voorwaarde",
            Self::Track => "Sporen naast elkaar",
            Self::Decision => "Besluit",
            Self::Cadence => "Ritme van een overleg",
            Self::Consent => "Toestemming",
            Self::Field => "Vraag van een formulier",
            Self::Section => "Deel van een formulier",
            Self::More => "Meer fouten",
        }
    }
}

/// "1 fout", "3 fouten"
pub fn counted(faults: usize) -> String {
    if faults == 1 { "1 fout".to_owned() } else { format!("{faults} fouten") }
}

impl Fault {
    /// Whether it says that there is too much to walk through.
    pub fn is_too_much(&self) -> bool {
        self.rule == Rule::TooMuch
    }
}
