//! Where the keyboard is, and the part of the address that says what is selected.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// Brings the keyboard to an element, once it stands in the page. Whoever went on to something else meanwhile is left there.
pub fn soon(id: String) {
    let before = document().active_element();
    set_timeout(
        move || {
            let now = document().active_element();
            if now.is_some_and(|now| now.tag_name() != "BODY" && before.as_ref() != Some(&now)) {
                return;
            }
            let Some(found) = document().get_element_by_id(&id) else { return };
            let mut around = found.parent_element();
            while let Some(element) = around {
                if element.tag_name() == "DETAILS" {
                    let _ = element.set_attribute("open", "");
                }
                around = element.parent_element();
            }
            if let Ok(element) = found.dyn_into::<HtmlElement>() {
                let _ = element.focus();
            }
        },
        Duration::from_millis(30),
    );
}

/// What stands behind the # of the address.
pub fn hash() -> String {
    location_hash().unwrap_or_default()
}

/// Puts it there, so that the address leads back to it.
pub fn set_hash(place: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("#{place}")));
    }
}

pub fn is_typing() -> bool {
    document().active_element().is_some_and(|active| matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}
