//! What changed, in words: old → new. Used where two people worked on the same thing, and when a period is compared
//! with the one before.

use leptos::prelude::*;

/// One change of one thing. Nothing before means added, nothing after means taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub what: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Change {
    /// From `before` to `after`.
    pub fn new(what: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        let filled = |text: String| (!text.is_empty()).then_some(text);
        Self { what: what.into(), before: filled(before.into()), after: filled(after.into()) }
    }
}

/// The changes as a list of sentences.
#[component]
pub fn Difference(changes: Vec<Change>) -> AnyView {
    let items = changes
        .into_iter()
        .map(|change| {
            let words = match (change.before, change.after) {
                (Some(before), Some(after)) => view! {
                    <del>{before}</del><span class="difference__arrow"><span class="visually-hidden">" werd "</span><span aria-hidden="true">" → "</span></span><ins>{after}</ins>
                }
                .into_any(),
                (None, Some(after)) => view! { "toegevoegd: "<ins>{after}</ins> }.into_any(),
                (Some(before), None) => view! { "weggehaald: "<del>{before}</del> }.into_any(),
                (None, None) => view! { "niet gewijzigd" }.into_any(),
            };
            view! { <li><span class="difference__what">{change.what}": "</span>{words}</li> }
        })
        .collect_view();
    view! { <ul class="difference">{items}</ul> }.into_any()
}
