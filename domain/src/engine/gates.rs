//! Guards against a case: which leaves hold, and for those that do not, the sentence and the roles that can help.

use super::{CaseState, Context, Doer, Gate, Rejection, state::OpenStep};
use crate::template::{Body, Guard, Key, Resolve, Role};

/// The longest reason a person may give, in characters.
const LONGEST_REASON: usize = 2000;

/// Everything in a guard that does not hold; empty when the guard is open.
pub(super) fn missing(
    template: &Body,
    state: &CaseState,
    from: Option<&OpenStep>,
    guard: &Guard,
    ctx: &Context,
) -> Vec<Gate> {
    let holds = |found: bool, gate: Gate| if found { Vec::new() } else { vec![gate] };
    match guard {
        Guard::Always => Vec::new(),
        Guard::All(parts) => parts.iter().flat_map(|part| missing(template, state, from, part, ctx)).collect(),
        Guard::Any(parts) => {
            let found: Vec<_> = parts.iter().map(|part| missing(template, state, from, part, ctx)).collect();
            if found.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            vec![Gate::NoneOf(found.into_iter().flatten().collect())]
        }
        Guard::Not(part) => holds(!missing(template, state, from, part, ctx).is_empty(), Gate::Excluded),
        Guard::Consent(purpose) => holds(ctx.consents.contains(purpose), Gate::ConsentMissing(purpose.clone())),
        Guard::Fact(fact) => holds(is_known(template, state, from, fact, ctx), Gate::FactMissing(fact.clone())),
        Guard::HasLead => holds(state.lead.is_some(), Gate::LeadMissing),
        Guard::Rounds { step, at_least } => {
            let gate = Gate::RoundsMissing { step: step.clone(), at_least: *at_least };
            holds(state.round(step.as_str()) >= *at_least, gate)
        }
    }
}

/// Whether a fact holds for a move out of a step: one that counts per round must be newer than the step.
pub(super) fn is_known(template: &Body, state: &CaseState, from: Option<&OpenStep>, fact: &Key, ctx: &Context) -> bool {
    let per_round = template.fact(fact.as_str()).is_some_and(|fact| fact.per_round);
    let since = from.filter(|_| per_round).map_or(0, |open| open.at);
    ctx.facts.contains(fact) || state.facts.get(fact).is_some_and(|recorded| recorded.at > since)
}

/// Whether a person plays one of these roles in this case.
pub(super) fn plays(template: &Body, state: &CaseState, roles: &[Key], doer: Doer) -> bool {
    roles.iter().filter_map(|key| template.role(key.as_str())).any(|role| plays_role(state, role, doer))
}

pub(super) fn plays_role(state: &CaseState, role: &Role, doer: Doer) -> bool {
    match role.resolve {
        Resolve::Function => role.is_played_by(doer.function),
        Resolve::CaseLead => state.lead.is_some_and(|lead| lead.membership == doer.membership),
    }
}

/// What is wrong with a reason, if anything.
pub(super) fn reason_gate(reason: Option<&str>, required: bool) -> Option<Gate> {
    let reason = reason.map(str::trim).unwrap_or_default();
    if reason.is_empty() {
        return required.then_some(Gate::ReasonMissing);
    }
    (reason.chars().count() > LONGEST_REASON).then_some(Gate::ReasonTooLong)
}

/// The reason as it is stored: trimmed, none when empty.
pub(super) fn reason(reason: Option<&str>) -> Option<String> {
    reason.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

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

fn sentence(template: &Body, gate: &Gate) -> String {
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
        Gate::Excluded => "Er is iets vastgelegd waardoor dit niet meer kan.".to_owned(),
        Gate::NoneOf(gates) => {
            let parts: Vec<_> = gates.iter().map(|gate| sentence(template, gate)).collect();
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
        Gate::NoneOf(gates) => gates.iter().flat_map(|gate| helpers(template, gate)).collect(),
        _ => Vec::new(),
    }
}
