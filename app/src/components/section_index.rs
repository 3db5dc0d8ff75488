//! The index at the side of a long form, with how far each section is.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// One section of the form on this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    pub label: String,
    /// "#proces-1"
    pub href: String,
    /// "4 leerlingen", "nog leeg"
    pub progress: String,
    pub is_done: bool,
    pub has_error: bool,
}

/// The sections as links.
#[component]
pub fn SectionIndex(entries: Vec<IndexEntry>, #[prop(optional, into)] label: String) -> AnyView {
    let label = if label.is_empty() { "Op deze pagina".to_owned() } else { label };
    let items = entries
        .into_iter()
        .map(|entry| {
            let mark = match (entry.has_error, entry.is_done) {
                (true, _) => Some(view! { <Icon symbol=Symbol::Refused label="Fout"/> }),
                (false, true) => Some(view! { <Icon symbol=Symbol::Done label="Klaar"/> }),
                (false, false) => None,
            };
            view! { <li><a href=entry.href>{entry.label}</a><span class="index__progress" class:index__progress--error=entry.has_error>{mark}{entry.progress}</span></li> }
        })
        .collect_view();
    let title = label.clone();
    view! { <nav class="index" aria-label=title><p class="index__title" aria-hidden="true">{label}</p><ol>{items}</ol></nav> }.into_any()
}
