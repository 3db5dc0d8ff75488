//! Short pairs of what and which: "School: De Esdoorn". A description list, so a screen reader hears the pairs.

use leptos::prelude::*;

use super::dated;

/// One pair; an address makes the value a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub what: String,
    pub value: String,
    pub href: Option<String>,
}

impl Fact {
    /// A pair of plain words.
    pub fn new(what: impl Into<String>, value: impl Into<String>) -> Self {
        Self { what: what.into(), value: value.into(), href: None }
    }

    /// A pair whose value leads somewhere.
    pub fn link(what: impl Into<String>, value: impl Into<String>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::new(what, value) }
    }
}

/// The pairs, side by side as far as they fit; `stacked` for texts to read. A pair without a value is left out.
#[component]
pub fn Facts(facts: Vec<Fact>, #[prop(optional)] stacked: bool) -> AnyView {
    let pairs = facts
        .into_iter()
        .filter(|fact| !fact.value.is_empty())
        .map(|fact| {
            let value = match fact.href {
                Some(href) => view! { <a href=href>{fact.value}</a> }.into_any(),
                None => dated(fact.value),
            };
            view! { <div><dt>{fact.what}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <dl class="facts" class:facts--stacked=stacked>{pairs}</dl> }.into_any()
}
