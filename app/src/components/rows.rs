//! Controls inside the cells of a table with many rows, such as the analysis: no label above each, because the column
//! head and the row's name say it; both are spoken together through `aria-label`.

use leptos::prelude::*;

use super::{Choice, area::Area, field_choice::options};

/// A line of text in a cell. `label` is column and row together: "Domein van Sem de V.".
#[component]
pub fn RowText(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional_no_strip, into)] list: Option<String>,
    #[prop(optional, into)] placeholder: String,
    /// Several lines that grow with the text.
    #[prop(optional)]
    tall: bool,
    /// Wide enough for a whole date, however narrow its column.
    #[prop(optional)]
    date: bool,
    /// Id of the control when it differs from the name.
    #[prop(optional, into)]
    id: String,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let invalid = error.is_some().then_some("true");
    let by = error.is_some().then(|| format!("{id}-fout"));
    let control = if tall {
        view! { <Area name=name id=id.clone() value=value rows=1 invalid=invalid described_by=by label=label placeholder=placeholder/> }.into_any()
    } else {
        view! { <input class="utrecht-textbox" class:row__date=date type="text" id=id.clone() name=name value=value list=list autocomplete="off" aria-label=label aria-invalid=invalid aria-describedby=by placeholder=placeholder/> }.into_any()
    };
    view! { {control} <RowError id=id error=error/> }.into_any()
}

/// One of a few in a cell.
#[component]
pub fn RowChoice(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional, into)] id: String,
) -> AnyView {
    let id = if id.is_empty() { name.clone() } else { id };
    let invalid = error.is_some().then_some("true");
    let by = error.is_some().then(|| format!("{id}-fout"));
    let nothing = value.is_empty();
    view! {
        <select class="utrecht-select utrecht-select--html-select" id=id.clone() name=name aria-label=label aria-invalid=invalid aria-describedby=by>
            <option value="" selected=nothing>"–"</option>
            {options(choices, &value)}
        </select>
        <RowError id=id error=error/>
    }
    .into_any()
}

/// A yes in a cell; `short` is the word beside it, such as a domain's code, `label` the whole of it.
#[component]
pub fn RowTick(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] short: String,
    #[prop(default = String::from("ja"), into)] value: String,
    #[prop(optional)] checked: bool,
    /// For the first of a question, so that an error can lead to it.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
) -> AnyView {
    let title = (!short.is_empty()).then(|| label.clone());
    view! {
        <label class="tick" title=title>
            <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id=id name=name value=value checked=checked aria-label=label/>
            <span aria-hidden="true">{short}</span>
        </label>
    }
    .into_any()
}

/// What is wrong with the control that has this id.
#[component]
pub fn RowError(#[prop(into)] id: String, error: Option<String>) -> AnyView {
    error.map(|error| view! { <p class="utrecht-form-field-error-message field__error" id=format!("{id}-fout")>{error}</p> }).into_any()
}
