//! Links that do the work of a button, and the way back.

use leptos::prelude::*;

use super::{Emphasis, Icon, Symbol};

/// A link that looks like a button because it is the next thing to do.
#[component]
pub fn ActionLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] emphasis: Emphasis,
    #[prop(optional_no_strip, into)] symbol: Option<Symbol>,
    /// For a link whose words need the row's name to be understood.
    #[prop(optional_no_strip, into)]
    spoken: Option<String>,
    /// Gives a file to keep instead of a page.
    #[prop(optional)]
    download: bool,
) -> AnyView {
    let symbol = symbol.map(|symbol| view! { <Icon symbol=symbol/> });
    view! { <a class=format!("{} button-link", emphasis.class()) href=href aria-label=spoken download=download>{symbol}{label}</a> }
        .into_any()
}

/// One step back, above the heading.
#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(into)] label: String) -> AnyView {
    view! { <p class="back"><a href=href><Icon symbol=Symbol::Back/>{label}</a></p> }.into_any()
}
