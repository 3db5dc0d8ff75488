//! What happened: who, what, when, grouped by day, newest day first as the server sorted it.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// One day, with its date in words: "donderdag 12 maart 2026".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub label: String,
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// "14:32"
    pub time: String,
    /// "Ineke Bakker, ib'er"
    pub who: String,
    /// "heeft de concept-agenda verstuurd"
    pub what: String,
    /// More of it, when there is more.
    pub detail: Option<String>,
    pub symbol: Symbol,
}

/// The days with their entries.
#[component]
pub fn Timeline(days: Vec<Day>) -> AnyView {
    let days = days
        .into_iter()
        .map(|day| {
            let entries = day.entries.into_iter().map(|entry| view! { <TimelineEntry entry=entry/> }).collect_view();
            view! { <section class="timeline__day"><h3>{day.label}</h3><ol>{entries}</ol></section> }
        })
        .collect_view();
    view! { <div class="timeline">{days}</div> }.into_any()
}

#[component]
fn TimelineEntry(entry: Entry) -> AnyView {
    let detail = entry.detail.map(|detail| view! { <p class="timeline__detail">{detail}</p> });
    view! {
        <li>
            <span class="timeline__time">{entry.time}</span>
            <Icon symbol=entry.symbol/>
            <div><p><strong>{entry.who}</strong>" "{entry.what}</p>{detail}</div>
        </li>
    }
    .into_any()
}
