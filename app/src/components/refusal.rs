//! A page that says no, or not here: what, why, who can help, and a way on. Never a bare code.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// What somebody typed in a form that could not be taken: nothing is lost, it can be copied.
#[component]
pub fn KeptText(texts: Vec<String>) -> AnyView {
    if texts.is_empty() {
        return ().into_any();
    }
    let texts = texts.into_iter().map(|text| view! { <blockquote class="kept">{text}</blockquote> }).collect_view();
    view! {
        <section class="section" aria-labelledby="uw-tekst">
            <h2 id="uw-tekst">"Uw tekst"</h2>
            <p>"Dit had u getypt. Het is niet bewaard; kopieer het als u het nog nodig hebt."</p>
            {texts}
        </section>
    }
    .into_any()
}

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
