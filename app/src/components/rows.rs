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
) -> AnyView {
    let invalid = error.is_some().then_some("true");
    let by = error.is_some().then(|| format!("{name}-fout"));
    let control = if tall {
        view! { <Area name=name.clone() id=name.clone() value=value rows=1 invalid=invalid described_by=by label=label placeholder=placeholder/> }.into_any()
    } else {
        view! { <input class="utrecht-textbox" class:row__date=date type="text" id=name.clone() name=name.clone() value=value list=list autocomplete="off" aria-label=label aria-invalid=invalid aria-describedby=by placeholder=placeholder/> }.into_any()
    };
    view! { {control} <RowError name=name error=error/> }.into_any()
}

/// One of a few in a cell.
#[component]
pub fn RowChoice(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
) -> AnyView {
    let invalid = error.is_some().then_some("true");
    let by = error.is_some().then(|| format!("{name}-fout"));
    let nothing = value.is_empty();
    view! {
        <select class="utrecht-select utrecht-select--html-select" id=name.clone() name=name.clone() aria-label=label aria-invalid=invalid aria-describedby=by>
            <option value="" selected=nothing>"–"</option>
            {options(choices, &value)}
        </select>
        <RowError name=name error=error/>
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
) -> AnyView {
    let title = (!short.is_empty()).then(|| label.clone());
    view! {
        <label class="tick" title=title>
            <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" name=name value=value checked=checked aria-label=label/>
            <span aria-hidden="true">{short}</span>
        </label>
    }
    .into_any()
}

#[component]
fn RowError(name: String, error: Option<String>) -> AnyView {
    error.map(|error| view! { <p class="utrecht-form-field-error-message field__error" id=format!("{name}-fout")>{error}</p> }).into_any()
}
