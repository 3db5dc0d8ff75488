//! Text that is typed: one line, several lines, a number.

use leptos::prelude::*;

use super::{Described, Field, area::Area};

/// One line of text. `width` is the number of characters one expects, so that the box says how much is asked.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    /// Id of the control when it differs from the name.
    #[prop(optional, into)]
    id: String,
    #[prop(default = "off", into)] autocomplete: &'static str,
    #[prop(default = "text", into)] input_type: &'static str,
    #[prop(optional_no_strip, into)] width: Option<u8>,
    /// Id of a `datalist` with suggestions.
    #[prop(optional_no_strip, into)]
    list: Option<String>,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let described = Described::new(id.clone(), &hint, error.as_ref());
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <input
                class="utrecht-textbox" class:utrecht-textbox--invalid=described.invalid().is_some()
                type=input_type id=id name=name value=value size=width.map(|width| width.to_string()) list=list
                autocomplete=autocomplete aria-describedby=described.by() aria-invalid=described.invalid()
            />
        </Field>
    }
    .into_any()
}

/// Several lines of text, that grow with what is typed.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
    #[prop(default = 3)] rows: u8,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let described = Described::new(id.clone(), &hint, error.as_ref());
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <Area name=name id=id value=value rows=rows invalid=described.invalid() described_by=described.by()/>
        </Field>
    }
    .into_any()
}

/// A whole number; typed, not turned with arrows.
#[component]
pub fn NumberField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let described = Described::new(name.clone(), &hint, error.as_ref());
    view! {
        <Field id=name.clone() label=label hint=hint error=error optional=optional>
            <input
                class="utrecht-textbox field__short" class:utrecht-textbox--invalid=described.invalid().is_some()
                type="text" inputmode="numeric" id=name.clone() name=name value=value autocomplete="off"
                aria-describedby=described.by() aria-invalid=described.invalid()
            />
        </Field>
    }
    .into_any()
}
