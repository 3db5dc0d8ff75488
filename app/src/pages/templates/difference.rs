//! What is different between two ways of working, in words.
use crate::components::{BackLink, Choice, Emphasis, EmptyState, Notice, PageHeader, Select, SubmitButton, Tone};
use domain::page::template::{Comparison, Differences};
use leptos::prelude::*;

/// The difference, with both of them to choose.
#[component]
pub fn DifferencePage(page: Comparison) -> AnyView {
    if page.choices.is_empty() {
        return view! {
            <BackLink href="/werkwijze" label="Werkwijze"/>
            <PageHeader title="Versies vergelijken"/>
            <EmptyState title="Er is nog niets te vergelijken" action="Concept beginnen" href="/werkwijze/nieuw">
                <p>"Er is nog geen versie en geen concept."</p>
            </EmptyState>
        }
        .into_any();
    }
    let choices = || page.choices.iter().cloned().map(Choice::from).collect::<Vec<_>>();
    let words = if page.from == page.to {
        view! { <Notice tone=Tone::Info title="Kies twee verschillende"><p>"U vergelijkt iets met zichzelf."</p></Notice> }
            .into_any()
    } else {
        let title = format!("Van {} naar {}", page.from_label, page.to_label);
        view! { <section class="section"><h2>{title}</h2><Changes changes=page.differences/></section> }.into_any()
    };
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title="Versies vergelijken" lead="Kies twee versies of concepten. U leest wat de tweede anders zegt dan de eerste."/>
        <form class="filterform filterform--many" method="get" action="/werkwijze/verschil">
            <Select name="van" label="Van" choices=choices() value=page.from.clone() empty="Kies een versie"/>
            <Select name="naar" label="Naar" choices=choices() value=page.to.clone() empty="Kies een versie"/>
            <div class="buttons"><SubmitButton label="Vergelijken" emphasis=Emphasis::Second/></div>
        </form>
        {words}
    }
    .into_any()
}

/// Sentences, kind by kind; that nothing is different is said too.
#[component]
pub(super) fn Changes(changes: Vec<Differences>) -> AnyView {
    if changes.is_empty() {
        return view! { <p>"Er is niets anders."</p> }.into_any();
    }
    changes
        .into_iter()
        .map(|part| {
            let words = part.words.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
            view! { <h3>{part.title}</h3><ul class="difference">{words}</ul> }
        })
        .collect_view()
        .into_any()
}
