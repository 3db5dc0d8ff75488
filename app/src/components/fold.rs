//! A part that folds: open what one needs, keep the rest out of the way. Works without script.

use leptos::prelude::*;

/// `note` stands behind the title, also when folded: "4 leerlingen".
#[component]
pub fn Fold(
    #[prop(into)] title: String,
    #[prop(optional, into)] note: String,
    #[prop(optional)] open: bool,
    #[prop(optional_no_strip, into)] id: Option<String>,
    children: Children,
) -> AnyView {
    let note = (!note.is_empty()).then(|| view! { <span class="fold__note">{note}</span> });
    view! {
        <details class="fold" open=open id=id>
            <summary><span class="fold__title">{title}</span>" "{note}</summary>
            <div class="fold__body">{children()}</div>
        </details>
    }
    .into_any()
}
