//! The key `/` jumps to the search field (ux.md, "Shell"), unless one is typing.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// Shows nothing; listens as long as the page stands.
#[island]
pub fn SearchKey(
    /// Id of the field to jump to.
    #[prop(into)]
    field: String,
) -> impl IntoView {
    Effect::new(move || {
        let field = field.clone();
        let listener = window_event_listener(ev::keydown, move |key| {
            if key.key() != "/" || key.ctrl_key() || key.meta_key() || key.alt_key() || is_typing() {
                return;
            }
            if let Some(found) =
                document().get_element_by_id(&field).and_then(|found| found.dyn_into::<HtmlElement>().ok())
            {
                key.prevent_default();
                let _ = found.focus();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn is_typing() -> bool {
    document().active_element().is_some_and(|active| {
        matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || active.has_attribute("contenteditable")
    })
}
