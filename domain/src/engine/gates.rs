//! Guards against a case: which leaves hold, and for those that do not, the sentence and the roles that can help.

use super::{
    CaseState, Context, Gate, roles,
    state::{OpenStep, Recorded},
};
use crate::{
    template::{Body, Guard, Key},
    term::MonthDay,
};

/// The longest reason a person may give, in characters.
pub(super) const LONGEST_REASON: usize = 2000;

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
        Guard::Role(role) => {
            holds(roles::resolve(template, state, role, ctx).is_some(), roles::gate(template, role.clone()))
        }
        Guard::Answer { field, equals } => {
            holds(ctx.answers.is(field.as_str(), equals), Gate::AnswerMissing(field.clone()))
        }
        Guard::Rounds { step, at_least } => {
            let gate = Gate::RoundsMissing { step: step.clone(), at_least: *at_least };
            holds(state.round(step.as_str()) >= *at_least, gate)
        }
        Guard::Open(step) => holds(state.open_step(step.as_str()).is_some(), Gate::StepNotOpen(step.clone())),
        Guard::Done(step) => {
            let done = state.round(step.as_str()) > 0 && state.open_step(step.as_str()).is_none();
            holds(done, Gate::StepNotDone(step.clone()))
        }
        Guard::Way(step) => {
            let open = state.open_step(step.as_str());
            holds(open.is_some_and(|open| open.way.is_some()), Gate::WayMissing(step.clone()))
        }
        Guard::Overdue(step) => {
            let open = state.open_step(step.as_str());
            holds(open.is_some_and(|open| open.is_overdue(ctx.today)), Gate::TermRunning(step.clone()))
        }
        Guard::Since { fact, at_least } => {
            match recorded(template, state, from, fact).map(|known| at_least.due(known.on, ctx.calendar)) {
                Some(from) => holds(ctx.today >= from, Gate::TooEarly(from)),
                None => vec![Gate::FactMissing(fact.clone())],
            }
        }
        Guard::Between { from, until } => {
            let gate = Gate::OutsidePeriod { from: *from, until: *until };
            holds(MonthDay::of(ctx.today).is_between(*from, *until), gate)
        }
        Guard::Outcome { decision, is } => {
            let last = template.decision(decision.as_str()).map_or(1, crate::template::Decision::stage_count);
            let taken =
                state.decisions.get(decision).is_some_and(|taken| taken.outcome == *is && taken.stage + 1 >= last);
            holds(taken, Gate::OutcomeMissing { decision: decision.clone(), is: is.clone() })
        }
    }
}

/// Whether a fact holds for a move out of a step: one that counts per round must be newer than the step. What a form says
/// was never recorded; what somebody recorded under an earlier version, before the form said so, is no answer of the form.
pub(super) fn is_known(template: &Body, state: &CaseState, from: Option<&OpenStep>, fact: &Key, ctx: &Context) -> bool {
    ctx.facts.contains(fact) || recorded(template, state, from, fact).is_some()
}

/// When a fact was recorded, if that counts for this step.
fn recorded<'a>(template: &Body, state: &'a CaseState, from: Option<&OpenStep>, fact: &Key) -> Option<&'a Recorded> {
    let known = template.fact(fact.as_str());
    let since = from.filter(|_| known.is_some_and(|fact| fact.per_round)).map_or(0, |open| open.at);
    let by_hand = known.is_none_or(|fact| fact.form.is_none());
    state.facts.get(fact).filter(|recorded| by_hand && recorded.at > since)
}

/// Everything in a guard that does not hold for every open step: what counts per round must be of the round of each.
pub(super) fn missing_anywhere(template: &Body, state: &CaseState, guard: &Guard, ctx: &Context) -> Vec<Gate> {
    let mut gates = Vec::new();
    for open in &state.open {
        let found = missing(template, state, Some(open), guard, ctx);
        gates.extend(found.into_iter().filter(|gate| !gates.contains(gate)).collect::<Vec<_>>());
    }
    gates
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
