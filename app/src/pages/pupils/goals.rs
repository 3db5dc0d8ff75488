//! What was agreed to reach, with its evaluations, and what was decided, with the grounds.
use crate::components::dated;
use domain::{
    calendar::short_date,
    page::pupil::{Decided, Goals},
};
use leptos::prelude::*;

/// The goals of the plans about the case, each with what was filled in.
#[component]
pub fn GoalsSection(goals: Vec<Goals>) -> AnyView {
    if goals.is_empty() {
        return ().into_any();
    }
    let parts = goals.into_iter().map(|part| view! { <Part part=part/> }).collect_view();
    view! { <section class="section" id="doelen"><h2>"Doelen en evaluaties"</h2>{parts}</section> }.into_any()
}

#[component]
fn Part(part: Goals) -> AnyView {
    let cards = part
        .goals
        .into_iter()
        .map(|goal| {
            let lines = goal
                .into_iter()
                .map(|(question, answer)| view! { <div><dt>{question}</dt><dd>{answer}</dd></div> })
                .collect_view();
            view! { <li class="card"><dl class="goal">{lines}</dl></li> }
        })
        .collect_view();
    view! {
        <h3><a class="utrecht-link utrecht-link--html-a" href=part.href>{part.title}</a></h3>
        <ol class="cards">{cards}</ol>
    }
    .into_any()
}

/// Everything that was decided, in every round.
#[component]
pub fn DecisionsSection(decisions: Vec<Decided>) -> AnyView {
    if decisions.is_empty() {
        return ().into_any();
    }
    let lines = decisions.into_iter().map(|decided| view! { <One decided=decided/> }).collect_view();
    view! { <section class="section" id="besluiten"><h2>"Besluiten"</h2><ol class="cards">{lines}</ol></section> }
        .into_any()
}

#[component]
fn One(decided: Decided) -> AnyView {
    let Decided { what, outcome, grounds, reason, step, on, who } = decided;
    let why = (!grounds.is_empty()).then(|| {
        let grounds = grounds.into_iter().map(|ground| view! { <li>{ground}</li> }).collect_view();
        view! { <p>"Omdat:"</p><ul>{grounds}</ul> }
    });
    let reason = (!reason.is_empty()).then(|| view! { <p>{reason}</p> });
    let by = if who.is_empty() { String::new() } else { format!("{who}, ") };
    view! {
        <li class="card">
            <p><strong>{format!("{what}: {outcome}")}</strong></p>
            {why}
            {reason}
            <p class="hint">{dated(format!("{by}{}, {step}", short_date(on)))}</p>
        </li>
    }
    .into_any()
}
