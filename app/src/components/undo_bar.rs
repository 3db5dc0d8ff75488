//! What was just done, and the way back.

use leptos::prelude::*;

use super::{Hidden, Icon, Symbol, dated};

/// "Sem de V. is verwijderd." with a button that undoes it.
#[component]
pub fn UndoBar(
    #[prop(into)] text: String,
    #[prop(into)] action: String,
    #[prop(optional, into)] label: String,
    #[prop(optional)] hidden: Vec<(&'static str, String)>,
) -> AnyView {
    let label = if label.is_empty() { "Ongedaan maken".to_owned() } else { label };
    view! {
        <form class="undo" method="post" action=action>
            <Hidden values=hidden/>
            <p role="status">{dated(text)}</p>
            <button class="utrecht-button utrecht-button--secondary-action" type="submit"><Icon symbol=Symbol::Undo/>{label}</button>
        </form>
    }
    .into_any()
}
