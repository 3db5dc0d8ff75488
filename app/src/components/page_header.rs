//! The top of a page: what it is, one line about it, and what one can do with all of it.

use leptos::prelude::*;

use super::{Icon, Symbol, dated};

/// `h1`, lead, and as children the page's actions.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: String,
    /// A small line above the heading: the kind of thing, the period.
    #[prop(optional, into)]
    above: String,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let above = (!above.is_empty()).then(|| view! { <p class="pagehead__above">{dated(above)}</p> });
    let lead = (!lead.is_empty()).then(|| view! { <p class="pagehead__lead">{dated(lead)}</p> });
    let actions = children.map(|children| view! { <div class="buttons">{children()}</div> });
    view! {
        <div class="pagehead">
            <div class="pagehead__words">{above}<h1>{title}</h1>{lead}</div>
            {actions}
        </div>
    }
    .into_any()
}

/// How to put this page on paper; it needs no script.
#[component]
pub fn PrintHint(#[prop(optional, into)] what: String) -> AnyView {
    let what = if what.is_empty() { "Deze pagina".to_owned() } else { what };
    view! { <p class="printhint"><Icon symbol=Symbol::Printer/>{what}" past op A4: druk op "<kbd>"Ctrl"</kbd>" + "<kbd>"P"</kbd>"."</p> }.into_any()
}
