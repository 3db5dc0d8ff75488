//! Who plays a role in a case: anybody with its function, whoever has casusregie, or the role that a rule points at.

use super::{CaseState, Context, Doer, Gate, gates};
use crate::{
    id::MembershipId,
    template::{Body, Key, Resolve, Role},
};

/// The role that this one comes to in the case today; none while nobody can be pointed at.
pub(super) fn resolve<'a>(template: &'a Body, state: &CaseState, role: &Key, ctx: &Context) -> Option<&'a Role> {
    let role = template.role(role.as_str())?;
    let target = match &role.resolve {
        Resolve::Function | Resolve::CaseLead => role,
        Resolve::ByAnswer(by) => {
            let chosen = by.roles.iter().find(|(option, _)| ctx.answers.has(by.field.as_str(), option.as_str()));
            template.role(chosen?.1.as_str())?
        }
        Resolve::ByFact(rules) => {
            let chosen = rules.iter().find(|rule| gates::is_known(template, state, None, &rule.fact, ctx));
            template.role(chosen?.role.as_str())?
        }
    };
    match target.resolve {
        Resolve::Function => Some(target),
        // A rule that points at a casusregisseur points at one whose function goes with it.
        Resolve::CaseLead => {
            let by_rule = target.key != role.key;
            state.lead.is_some_and(|lead| !by_rule || target.functions.contains(&lead.function)).then_some(target)
        }
        // A rule points at people and never at another rule; the checker refuses the template before.
        Resolve::ByAnswer(_) | Resolve::ByFact(_) => None,
    }
}

/// What is said while a role has nobody.
pub(super) fn gate(template: &Body, role: Key) -> Gate {
    let leads = template.role(role.as_str()).is_some_and(|role| role.resolve == Resolve::CaseLead);
    if leads { Gate::LeadMissing } else { Gate::RoleMissing(role) }
}

/// Every role that the person plays in this case, in the order of the template.
pub fn roles<'a>(template: &'a Body, state: &CaseState, ctx: &Context) -> Vec<&'a Key> {
    let keys = template.roles.iter().map(|role| &role.key);
    keys.filter(|key| plays(template, state, std::slice::from_ref(key), ctx)).collect()
}

/// Whether the person plays one of these roles in this case.
pub(super) fn plays(template: &Body, state: &CaseState, roles: &[Key], ctx: &Context) -> bool {
    let lead = state.lead.map(|lead| lead.membership);
    roles.iter().filter_map(|key| resolve(template, state, key, ctx)).any(|role| is_turn_of(role, lead, ctx.doer))
}

/// Whether this person is whom the regie of an open step means: who has casusregie, or anybody with the function. A rule
/// was resolved when the step was entered.
pub fn is_turn_of(regie: &Role, lead: Option<MembershipId>, doer: Doer) -> bool {
    match regie.resolve {
        Resolve::CaseLead => lead == Some(doer.membership),
        _ => regie.is_played_by(doer.function),
    }
}
