//! A refusal in Dutch: one whole sentence per gate, and the roles that can help.

use super::{Gate, Rejection, gates::LONGEST_REASON};
use crate::{
    calendar::short_date,
    template::{Body, Key},
};

/// A refusal in words.
pub(super) fn rejection(template: &Body, step: Option<&Key>, what: &str, gates: Vec<Gate>) -> Rejection {
    let why = gates.iter().map(|gate| sentence(template, gate)).collect();
    let mut helpers: Vec<&Key> = gates.iter().flat_map(|gate| helpers(template, gate)).collect();
    helpers.sort_unstable();
    helpers.dedup();
    let in_order: Vec<_> = template.roles.iter().map(|role| &role.key).filter(|key| helpers.contains(key)).collect();
    let who = if in_order.is_empty() { String::new() } else { format!("Vraag {}.", template.role_words(in_order)) };
    Rejection { step: step.cloned(), gates, what: format!("'{what}' kan nu niet."), why, who }
}

pub(super) fn sentence(template: &Body, gate: &Gate) -> String {
    let step = |key: &Key| template.step(key.as_str()).map_or(key.to_string(), |step| step.label.clone());
    match gate {
        Gate::Unknown(name) => format!("'{name}' bestaat niet in deze werkwijze."),
        Gate::CaseClosed => "De casus is afgesloten.".to_owned(),
        Gate::CaseNotClosed => "De casus is niet afgesloten.".to_owned(),
        Gate::CaseAlreadyStarted => "De casus is al gestart.".to_owned(),
        Gate::NotAnEntry(key) => format!("Een casus kan niet in {} beginnen.", step(key)),
        Gate::StepNotOpen(key) => format!("{} staat niet open.", step(key)),
        Gate::NotYours(roles) => format!("Dit is aan {}.", template.role_words(roles)),
        Gate::ReasonMissing => "Er is een reden nodig. Schrijf in een zin waarom.".to_owned(),
        Gate::ReasonTooLong => format!("De reden mag hoogstens {LONGEST_REASON} tekens zijn. Maak hem korter."),
        Gate::FactMissing(key) => {
            template.fact(key.as_str()).map_or_else(|| format!("'{key}' ontbreekt."), |fact| fact.missing.clone())
        }
        Gate::FactNotRecorded(_) => "Dit is niet vastgelegd.".to_owned(),
        Gate::ConsentMissing(key) => {
            let label = template.consent(key.as_str()).map_or(key.as_str(), |purpose| &purpose.label);
            format!("Er is geen geldige toestemming voor: {label}.")
        }
        Gate::LeadMissing => "Er is nog geen casusregisseur aangewezen.".to_owned(),
        Gate::LeadNotAllowed => "Iemand met deze functie kan geen casusregisseur zijn.".to_owned(),
        Gate::RoundsMissing { step: key, at_least } => {
            format!("{} is nog niet {at_least} keer doorlopen.", step(key))
        }
        Gate::RoleMissing(key) => {
            let label = template.role(key.as_str()).map_or(key.as_str(), |role| &role.label);
            format!("Er is nog niet bepaald wie {label} is.")
        }
        Gate::AnswerMissing(key) => {
            let text = template.field(key.as_str()).map_or(key.as_str(), |field| &field.text);
            format!("Bij de vraag '{text}' staat nog niet het antwoord dat hiervoor nodig is.")
        }
        Gate::StepAlreadyOpen(key) => format!("{} staat al open.", step(key)),
        Gate::StepNotDone(key) => format!("{} is nog niet afgerond.", step(key)),
        Gate::WayMissing(key) => {
            let ways = template.step(key.as_str()).map_or(&[][..], |step| &step.ways);
            let labels: Vec<_> = ways.iter().map(|way| way.label.as_str()).collect();
            format!("Er is nog niet vastgelegd hoe {} is uitgevoerd: {}.", step(key), labels.join(" of "))
        }
        Gate::TermRunning(key) => format!("De termijn van {} is nog niet verstreken.", step(key)),
        Gate::TooEarly(date) => format!("Dit kan vanaf {}.", short_date(*date)),
        Gate::OutsidePeriod { from, until } => {
            format!("Dit kan alleen van {} tot en met {}.", String::from(*from), String::from(*until))
        }
        Gate::OutcomeMissing { decision: key, is } => {
            let decision = template.decision(key.as_str());
            let label = decision.map_or(key.as_str(), |decision| &decision.label);
            let outcome = decision.and_then(|d| d.outcome(is.as_str())).map_or(is.as_str(), |outcome| &outcome.label);
            format!("De uitkomst van '{label}' is niet of nog niet: {outcome}.")
        }
        Gate::AlreadyDecided(key) => {
            let label = template.decision(key.as_str()).map_or(key.as_str(), |decision| &decision.label);
            format!("'{label}' is al genomen.")
        }
        Gate::GroundsMissing(_) => "Er is een grond nodig. Kies ten minste één grond uit de lijst.".to_owned(),
        Gate::ByItself => "Dit gebeurt vanzelf zodra aan de voorwaarden is voldaan.".to_owned(),
        Gate::TermFixed(key) => format!("De termijn van {} ligt vast.", step(key)),
        Gate::ClockStopped(key) => format!("De termijn van {} staat al stil.", step(key)),
        Gate::ClockRunning(key) => format!("De termijn van {} loopt al.", step(key)),
        Gate::AlreadyExtended(key) => format!("De termijn van {} is al een keer verlengd.", step(key)),
        Gate::AlreadyEscalated(_) => "Hierover is al opgeschaald.".to_owned(),
        Gate::Endless => "Overgangen die vanzelf gaan, komen niet tot rust. Meld dit bij de beheerder.".to_owned(),
        Gate::Excluded => "Er is iets vastgelegd waardoor dit niet meer kan.".to_owned(),
        Gate::NoneOf(gates) => {
            // What is already so cannot be helped; what somebody can still do is said alone.
            let can_be_done: Vec<_> = gates.iter().filter(|gate| **gate != Gate::Excluded).collect();
            let said = if can_be_done.is_empty() { gates.iter().collect() } else { can_be_done };
            let parts: Vec<_> = said.into_iter().map(|gate| sentence(template, gate)).collect();
            parts.join(" Of: ")
        }
        Gate::WrongStage(_) => "De agenda is daar nu niet aan toe.".to_owned(),
        Gate::AdditionsClosed(_) => "Aan deze agenda kan niets meer worden toegevoegd.".to_owned(),
    }
}

fn helpers<'a>(template: &'a Body, gate: &'a Gate) -> Vec<&'a Key> {
    match gate {
        Gate::NotYours(roles) => roles.iter().collect(),
        Gate::FactMissing(key) => template.fact(key.as_str()).map_or_else(Vec::new, |fact| fact.by.iter().collect()),
        Gate::TermRunning(key) | Gate::StepNotDone(key) | Gate::WayMissing(key) => {
            template.step(key.as_str()).map_or_else(Vec::new, |step| vec![&step.regie])
        }
        Gate::OutcomeMissing { decision: key, .. } => {
            template.decision(key.as_str()).map_or_else(Vec::new, |decision| decision.by.iter().collect())
        }
        Gate::NoneOf(gates) => gates.iter().flat_map(|gate| helpers(template, gate)).collect(),
        _ => Vec::new(),
    }
}
