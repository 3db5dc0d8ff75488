//! A message on the page itself: it worked, look out, this went wrong.

use leptos::prelude::*;

use super::{Icon, Tone, dated};

/// `title` is the message, the children are more about it. A `Bad` one is spoken at once, the others in turn.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    let title = (!title.is_empty()).then(|| view! { <p class="notice__title">{dated(title)}</p> });
    view! {
        <div class=format!("notice tone-{}", tone.class()) role=role>
            <Icon symbol=if tone == Tone::Neutral { super::Symbol::Info } else { tone.symbol() }/>
            <div class="notice__text">{title}{children.map(|children| children())}</div>
        </div>
    }
    .into_any()
}
