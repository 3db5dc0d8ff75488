//! A file to send along. It works without script: the form that holds it says `enctype="multipart/form-data"`.

use leptos::prelude::*;

use super::{Described, Field};

/// One file; `accept` are the kinds that fit, as a browser wants them: ".toml,text/plain".
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] accept: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let described = Described::new(name.clone(), &hint, error.as_ref());
    view! {
        <Field id=name.clone() label=label hint=hint error=error optional=optional>
            <input
                class="field__file" type="file" id=name.clone() name=name accept=accept
                aria-describedby=described.by() aria-invalid=described.invalid()
            />
        </Field>
    }
    .into_any()
}
