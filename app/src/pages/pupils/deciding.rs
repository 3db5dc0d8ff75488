//! Taking a decision: an outcome, the grounds that go with it, and words where they help. Grounds stand under their
//! outcome, so that nobody gives a ground for something else.
use super::running::{Mends, Post};
use crate::components::{
    Checkboxes, Choice, Emphasis, Fold, Hidden, NextStep, Radios, SubmitButton, TextArea, Typed, dated, id_among,
};
use domain::page::running::{Deciding, Outcome};
use leptos::prelude::*;

/// The next stage of a decision.
#[component]
pub fn Decide(deciding: Deciding, post: Post) -> AnyView {
    if deciding.blocked.is_some() {
        return view! {
            <NextStep action=post.action.clone() name="doe" value=deciding.value label=deciding.label consequence="" emphasis=Emphasis::Second
                blocked=deciding.blocked hidden=post.hidden()/>
            <Mends mends=deciding.mends/>
        }
        .into_any();
    }
    let mine = post.is_mine(&deciding.value);
    let which = deciding.value.replace(':', "-");
    // Only the form that was sent gets its words and its errors back.
    let typed = if mine { post.typed.clone() } else { Typed::default() };
    let outcomes = deciding.outcomes.iter().map(|o| Choice::new(o.key.clone(), o.label.clone())).collect();
    let brings: Vec<_> = deciding.outcomes.iter().filter(|outcome| !outcome.brings.is_empty()).collect();
    let brings = (!brings.is_empty()).then(|| {
        let lines = brings
            .into_iter()
            .map(|o| view! { <li>{dated(format!("Bij '{}': {}", o.label, o.brings))}</li> })
            .collect_view();
        view! { <ul class="hint">{lines}</ul> }
    });
    let given = typed.all("gronden");
    let with_grounds: Vec<&Outcome> = deciding.outcomes.iter().filter(|outcome| !outcome.grounds.is_empty()).collect();
    let grounds = with_grounds
        .into_iter()
        .enumerate()
        .map(|(place, outcome)| {
            let label = format!("Gronden voor '{}'", outcome.label);
            let choices = outcome.grounds.iter().map(|g| Choice::new(g.value.clone(), g.label.clone())).collect();
            let sent = mine && place == 0;
            let id = id_among("gronden", sent, &format!("{which}-{}", outcome.key));
            view! { <Checkboxes name="gronden" id=id label=label choices=choices values=given.clone() error=typed.error("gronden").filter(|_| sent) hint=format!("Alleen bij '{}'; ten minste één.", outcome.label)/> }
        })
        .collect_view();
    let (outcome_id, reason_id) = (id_among("uitkomst", mine, &which), id_among("reden", mine, &which));
    view! {
        <Fold title=deciding.label.clone() open=mine note=deciding.consequence>
            <form class="step" method="post" action=post.action.clone()>
                <Hidden values=post.hidden()/>
                <Radios name="uitkomst" id=outcome_id label="Uitkomst" choices=outcomes value=typed.value("uitkomst") error=typed.error("uitkomst")/>
                {brings}
                {grounds}
                <TextArea name="reden" id=reason_id label="Toelichting" value=typed.value("reden") error=typed.error("reden") rows=2 optional=true/>
                <SubmitButton label=format!("{} vastleggen", deciding.label) name="doe" value=deciding.value emphasis=Emphasis::Main/>
            </form>
        </Fold>
    }
    .into_any()
}
