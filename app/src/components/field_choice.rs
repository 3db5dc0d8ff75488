//! Choosing: one from a list, one from a few, several, or a single yes.

use leptos::prelude::*;

use super::{
    Described, Field,
    field::{HintAndError, NotRequired},
};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// What it means, in a line below.
    pub hint: String,
}

impl Choice {
    /// A choice that explains itself.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same with a line that says what it means.
    #[must_use]
    pub fn meaning(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// One from a list. `empty` is the first line when nothing is chosen; without it there is none. `apart` are choices of
/// different kinds, each kind under its own heading.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] empty: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
    #[prop(optional)] apart: Vec<(String, Vec<Choice>)>,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let described = Described::new(id.clone(), &hint, error.as_ref());
    let groups = apart
        .into_iter()
        .map(|(label, choices)| view! { <optgroup label=label>{options(choices, &value)}</optgroup> })
        .collect_view();
    let options = options(choices, &value);
    let empty = (!empty.is_empty()).then(|| view! { <option value="" selected=value.is_empty()>{empty}</option> });
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <select
                class="utrecht-select utrecht-select--html-select" class:utrecht-select--invalid=described.invalid().is_some()
                id=id name=name aria-describedby=described.by() aria-invalid=described.invalid()
            >{empty}{options}{groups}</select>
        </Field>
    }
    .into_any()
}

pub(super) fn options(choices: Vec<Choice>, value: &str) -> AnyView {
    choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == value;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view()
        .into_any()
}

/// One from a few, all of them in sight.
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    /// Side by side, for short answers such as ja and nee.
    #[prop(optional)]
    inline: bool,
    /// Id of the group when it differs from the name.
    #[prop(optional, into)]
    id: String,
) -> AnyView {
    let values = vec![value];
    view! { <Group kind="radio" id=id name=name label=label choices=choices values=values hint=hint error=error optional=optional inline=inline/> }.into_any()
}

/// Several from a few.
#[component]
pub fn Checkboxes(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional)] values: Vec<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] inline: bool,
    #[prop(optional, into)] id: String,
) -> AnyView {
    view! { <Group kind="checkbox" id=id name=name label=label choices=choices values=values hint=hint error=error optional=optional inline=inline/> }.into_any()
}

/// A fieldset with a control per choice. The first one carries the id of the group, so that an error can lead to it;
/// without choices the group itself does.
#[component]
fn Group(
    kind: &'static str,
    id: String,
    name: String,
    label: String,
    choices: Vec<Choice>,
    values: Vec<String>,
    hint: String,
    error: Option<String>,
    optional: bool,
    inline: bool,
) -> AnyView {
    let group = if id.is_empty() { name.clone() } else { id };
    let described = Described::new(group.clone(), &hint, error.as_ref());
    let by = described.by();
    let invalid = described.invalid();
    let alone = choices.is_empty().then(|| group.clone());
    let controls = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let id = if place == 0 { group.clone() } else { format!("{group}-{place}") };
            let checked = values.contains(&choice.value);
            let meaning = (!choice.hint.is_empty()).then(|| view! { <span class="choice__hint">{choice.hint}</span> });
            let target = id.clone();
            view! {
                <label class="choice" for=target>
                    <input class=control_class(kind) type=kind id=id name=name.clone() value=choice.value checked=checked/>
                    <span>{choice.label}{meaning}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset id=alone class="field choices" class:choices--inline=inline class:field--invalid=invalid.is_some() aria-describedby=by aria-invalid=invalid role=(kind == "radio").then_some("radiogroup")>
            <legend class="utrecht-form-label">{label}<NotRequired optional=optional/></legend>
            <HintAndError described=described hint=hint error=error/>
            <div class="choices__list">{controls}</div>
        </fieldset>
    }
    .into_any()
}

fn control_class(kind: &str) -> &'static str {
    if kind == "radio" {
        "utrecht-radio-button utrecht-radio-button--html-input"
    } else {
        "utrecht-checkbox utrecht-checkbox--html-input"
    }
}

/// A single yes.
#[component]
pub fn Tick(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = String::from("ja"), into)] value: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional, into)] id: String,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let described = Described::new(id.clone(), &hint, error.as_ref());
    let by = described.by();
    let invalid = described.invalid();
    let target = id.clone();
    view! {
        <div class="field" class:field--invalid=invalid.is_some()>
            <label class="choice" for=target>
                <input class=control_class("checkbox") type="checkbox" id=id name=name value=value checked=checked aria-describedby=by aria-invalid=invalid/>
                <span>{label}</span>
            </label>
            <HintAndError described=described hint=hint error=error/>
        </div>
    }
    .into_any()
}
