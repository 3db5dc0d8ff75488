//! Which forms and letters a case uses today: variants by condition and by the days on which they are in force.

use super::{CaseState, Context, OpenStep, gates::missing};
use crate::{
    form::Form,
    template::{Guard, InForce, Letter, Published, Template},
};

/// The forms about the case that are filled in today, in the order of the template: one of their steps is open, their
/// condition holds there, and they are in force.
pub fn forms<'a>(template: &'a Template<Published>, state: &CaseState, ctx: &Context) -> Vec<&'a Form> {
    let used = |form: &&Form| {
        let mut open = form.steps.iter().filter_map(|step| state.open_step(step.as_str()));
        is_in_force(form.valid, ctx) && open.any(|open| holds(template, state, ctx, &form.when, Some(open)))
    };
    template.forms.iter().filter(used).collect()
}

/// The letters that can be sent for a case today, in the order of the template: a letter is of no step, so its condition
/// holds as soon as it does for one of the tracks.
pub fn letters<'a>(template: &'a Template<Published>, state: &CaseState, ctx: &Context) -> Vec<&'a Letter> {
    let used = |letter: &&Letter| {
        let holds = |from: Option<&OpenStep>| holds(template, state, ctx, &letter.when, from);
        is_in_force(letter.valid, ctx)
            && if state.open.is_empty() { holds(None) } else { state.open.iter().any(|open| holds(Some(open))) }
    };
    template.letters.iter().filter(used).collect()
}

fn is_in_force(valid: Option<InForce>, ctx: &Context) -> bool {
    valid.is_none_or(|valid| valid.contains(ctx.today))
}

fn holds(
    template: &Template<Published>,
    state: &CaseState,
    ctx: &Context,
    when: &Guard,
    from: Option<&OpenStep>,
) -> bool {
    missing(template, state, from, when, ctx).is_empty()
}
