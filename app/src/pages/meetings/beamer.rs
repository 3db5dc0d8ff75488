//! Beamerstand: the current item in large type, no other pupil's name anywhere on the screen.
use super::item::ActionWords;
use crate::components::{Notice, PupilCard, PupilHead, Tone};
use domain::page::meeting::Beamer;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn BeamerPage(page: Beamer) -> AnyView {
    let link = |id: Option<String>, label: &'static str| {
        id.map(|id| view! { <a href=format!("/overleggen/{}/beamer?onderwerp={id}", page.meeting)>{label}</a> })
    };
    let (previous, next) = (link(page.previous.clone(), "Vorige"), link(page.next.clone(), "Volgende"));
    let back = page.item.as_ref().map_or_else(String::new, |item| format!("?onderwerp={}#punt", item.id));
    let body = page.item.map_or_else(
        || view! { <h1>{page.title.clone()}</h1><p>"Er staan geen punten op deze agenda."</p> }.into_any(),
        |item| {
            let above = format!("{}, punt {} van {}, {} minuten", page.title, page.number, page.of, item.minutes);
            let whom = match item.pupil {
                Some((name, group)) => view! { <h1>{name}</h1><p>{group}</p> }.into_any(),
                None => view! { <h1 class="visually-hidden">"Anoniem agendapunt"</h1><PupilHead pupil=PupilCard::Anonymous { facts: vec![] }/> }.into_any(),
            };
            let barred = (!item.barred.is_empty()).then(|| {
                let who = item.barred.join("; ");
                view! { <Notice tone=Tone::Attention title=format!("Dit punt is niet voor: {who}")/> }
            });
            let part = |title: &'static str, text: String| (!text.is_empty()).then(|| view! { <h2>{title}</h2><p>{text}</p> });
            let actions = item.actions.iter().cloned().map(|action| view! { <li><ActionWords action=action/></li> }).collect_view();
            let actions = (!item.actions.is_empty()).then(|| view! { <h2>"Acties"</h2><ul>{actions}</ul> });
            let hints = item.guidance.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            let hints = (item.discussed.is_empty() && item.decision.is_empty()).then(|| view! { <ul>{hints}</ul> });
            view! {
                <p class="pagehead__above">{above}</p>
                {barred}
                {whom}
                {part("Vraag", item.question)}
                {part("Besproken", item.discussed)}
                {part("Besluit", item.decision)}
                {part("Casusregie", item.lead)}
                {actions}
                {hints}
            }
            .into_any()
        },
    );
    view! {
        {body}
        <nav class="buttons" aria-label="Door de agenda">{previous}{next}<a href=format!("/overleggen/{}/verslag{back}", page.meeting)>"Beamerstand sluiten"</a></nav>
    }
    .into_any()
}
