//! A page that says no, or not here: what, why, who can help, and a way on. Never a bare code.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// "Dit dossier is niet voor u geopend." with the reason, the person who can help, and as children the ways on.
#[component]
pub fn Refusal(
    #[prop(into)] what: String,
    #[prop(into)] why: String,
    #[prop(optional, into)] help: String,
    #[prop(default = Symbol::Lock)] symbol: Symbol,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let help = (!help.is_empty()).then(|| view! { <p>{help}</p> });
    let ways = children.map(|children| view! { <div class="buttons">{children()}</div> });
    view! {
        <section class="refusal">
            <Icon symbol=symbol/>
            <div><h1>{what}</h1><p>{why}</p>{help}{ways}</div>
        </section>
    }
    .into_any()
}
