//! Filters as chips that are plain links, so that the choice stands in the address and can be sent to somebody.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// One filter; when it is on, its link takes it off again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    pub href: String,
    pub is_on: bool,
    pub count: Option<usize>,
}

/// The chips of one question: "Proces", "Bouw".
#[component]
pub fn FilterChips(#[prop(into)] label: String, chips: Vec<Chip>) -> AnyView {
    let items = chips
        .into_iter()
        .map(|chip| {
            let count = chip.count.map(|count| view! { <span class="chip__count">" ("{count}")"</span> });
            let mark = chip.is_on.then(|| view! { <Icon symbol=Symbol::Done/> });
            view! { <li><a class="chip" class:chip--on=chip.is_on href=chip.href aria-current=chip.is_on.then_some("true")>{mark}{chip.label}{count}</a></li> }
        })
        .collect_view();
    let spoken = format!("Filter op {}", label.to_lowercase());
    view! { <nav class="chips" aria-label=spoken><p class="chips__label">{label}</p><ul>{items}</ul></nav> }.into_any()
}
