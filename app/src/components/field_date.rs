//! A date that is typed as one writes it: 3-9-2026. Never a date picker alone.

use leptos::prelude::*;

use super::{Described, Field};

const HINT: &str = "Bijvoorbeeld 3-9-2026";

/// A date; the hint shows how to write it and may be replaced.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
    #[prop(default = "off", into)] autocomplete: &'static str,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let hint = if hint.is_empty() { HINT.to_owned() } else { hint };
    let described = Described::new(id.clone(), &hint, error.as_ref());
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <input
                class="utrecht-textbox field__date" class:utrecht-textbox--invalid=described.invalid().is_some()
                type="text" id=id name=name value=value autocomplete=autocomplete maxlength="30"
                aria-describedby=described.by() aria-invalid=described.invalid()
            />
        </Field>
    }
    .into_any()
}
