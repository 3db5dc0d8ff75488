//! A person as others know them: name, function, organisation.

use leptos::prelude::*;

/// One line. `note` is for what matters here: "uitgenodigd", "heeft casusregie".
#[component]
pub fn PersonLine(
    #[prop(into)] name: String,
    #[prop(optional, into)] function: String,
    #[prop(optional, into)] organisation: String,
    #[prop(optional, into)] note: String,
) -> AnyView {
    let place = [function, organisation].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let place = (!place.is_empty()).then(|| view! { <span class="person__place">{place}</span> });
    let note = (!note.is_empty()).then(|| view! { <span class="person__note">{note}</span> });
    view! { <span class="person"><span class="person__name">{name}</span>" "{place}" "{note}</span> }.into_any()
}
