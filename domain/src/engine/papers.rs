//! Which forms and letters a case uses today: variants by condition and by the days on which they are in force.

use super::{CaseState, Context, gates::missing};
use crate::{
    form::Form,
    template::{Guard, InForce, Letter, Published, Template},
};

/// The forms about the case that are filled in today, in the order of the template: one of their steps is open, their
/// condition holds, and they are in force.
pub fn forms<'a>(template: &'a Template<Published>, state: &CaseState, ctx: &Context) -> Vec<&'a Form> {
    let open = |form: &&Form| form.steps.iter().any(|step| state.open_step(step.as_str()).is_some());
    let used = |form: &&Form| is_used(template, state, ctx, &form.when, form.valid);
    template.forms.iter().filter(open).filter(used).collect()
}

/// The letters that can be sent for a case today, in the order of the template.
pub fn letters<'a>(template: &'a Template<Published>, state: &CaseState, ctx: &Context) -> Vec<&'a Letter> {
    let used = |letter: &&Letter| is_used(template, state, ctx, &letter.when, letter.valid);
    template.letters.iter().filter(used).collect()
}

fn is_used(
    template: &Template<Published>,
    state: &CaseState,
    ctx: &Context,
    when: &Guard,
    valid: Option<InForce>,
) -> bool {
    valid.is_none_or(|valid| valid.contains(ctx.today))
        && missing(template, state, state.open.first(), when, ctx).is_empty()
}
