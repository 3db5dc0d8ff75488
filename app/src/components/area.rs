//! The one place where a text area is written. The framework prints the content of `textarea` unescaped, so text that
//! somebody typed would become markup; here it is escaped first, but not in a browser, where text is never markup. A test
//! keeps `<textarea` out of every other file.

use leptos::prelude::*;

/// A text area that grows with what is typed, without label, hint or error of its own.
#[component]
pub(super) fn Area(
    name: String,
    id: String,
    value: String,
    rows: u8,
    invalid: Option<&'static str>,
    described_by: Option<String>,
    #[prop(optional, into)] label: String,
    #[prop(optional, into)] placeholder: String,
) -> AnyView {
    let label = (!label.is_empty()).then_some(label);
    let placeholder = (!placeholder.is_empty()).then_some(placeholder);
    view! {
        <textarea
            class="utrecht-textarea" class:utrecht-textarea--invalid=invalid.is_some()
            id=id name=name rows=rows.to_string() aria-label=label placeholder=placeholder
            aria-describedby=described_by aria-invalid=invalid
        >{escaped(&value)}</textarea>
    }
    .into_any()
}

/// As text inside a text area. A browser swallows the first line break, so one more goes in front.
fn escaped(value: &str) -> String {
    if cfg!(target_arch = "wasm32") {
        return value.to_owned();
    }
    let text = value.replace('&', "&amp;").replace('<', "&lt;");
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}
