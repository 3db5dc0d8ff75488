//! The place of the template editor. The editor itself is a bundle of its own (`frontend/editor`), so that no other page
//! carries it; elsewhere this island is empty. Until it wakes the page says so; the page around it can do without.

use leptos::prelude::*;

/// Wakes the editor for a draft. Without script the page below it says what can be done with files.
#[island]
pub fn Editor(
    /// Where the draft is saved.
    saves_to: String,
    /// The version of the draft that was read.
    version: i64,
    /// The draft as it is stored.
    text: String,
    /// Today, as 2026-11-22: where trying out begins.
    today: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let open = move || {
        if awake.get() {
            wake(&saves_to, version, &text, &today)
        } else {
            view! { <p class="editor__waits" role="status">"De editor wordt geladen …"</p> }.into_any()
        }
    };
    view! { <div class="editor">{open}</div> }
}

#[cfg(feature = "editor")]
fn wake(saves_to: &str, version: i64, text: &str, today: &str) -> AnyView {
    let (saves_to, text) = (saves_to.to_owned(), text.to_owned());
    let today = today.parse().unwrap_or_default();
    super::editor::desk(super::editor::Given { saves_to, version, text, today })
}

#[cfg(not(feature = "editor"))]
fn wake(_: &str, _: i64, _: &str, _: &str) -> AnyView {
    ().into_any()
}
