//! Nothing here yet: what this is, why it is empty, and the one thing to do.

use leptos::prelude::*;

use super::ActionLink;

/// `title` says what is empty, the children say why, `action` with `href` is the one thing to do.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] action: String,
    #[prop(optional, into)] href: String,
    children: Children,
) -> AnyView {
    let action = (!href.is_empty()).then(|| view! { <ActionLink href=href label=action/> });
    view! {
        <section class="empty">
            <p class="empty__title">{title}</p>
            <div class="empty__why">{children()}</div>
            {action}
        </section>
    }
    .into_any()
}
