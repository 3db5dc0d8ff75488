//! One question of the template as a control in a cell, and as text where nobody may type.
use crate::components::{Choice, RowChoice, RowError, RowText, RowTick, Typed};
use domain::form::{Answers, Field, FieldType};
use leptos::prelude::*;

/// The control for a question; `prefix` is the row, `who` the pupil's name for the ear.
#[component]
pub fn Question(
    field: Field,
    answers: Answers,
    prefix: String,
    who: String,
    typed: Typed,
    sent: bool,
    /// Id of the control when it differs from its name.
    #[prop(optional, into)]
    id: String,
) -> AnyView {
    let name = format!("{prefix}.{}", field.link_id);
    let id = if id.is_empty() { name.clone() } else { id };
    let label = format!("{}, {who}", field.text);
    let error = typed.error(&name).filter(|_| sent);
    let known = answers.input_value(&field);
    let value = if sent { typed.or(&name, known) } else { known };
    match field.kind {
        FieldType::Boolean => {
            let checked =
                if sent { typed.all(&name).iter().any(|v| v == "ja") } else { answers.is_yes(field.link_id.as_str()) };
            view! {
                <input type="hidden" name=name.clone() value="nee"/>
                <RowTick name=name id=Some(id.clone()) label=label short="ja" checked=checked/>
                <RowError id=id error=error/>
            }
            .into_any()
        }
        FieldType::Choices => {
            let chosen = typed.all(&name);
            let ticks = field
                .answer_option
                .iter()
                .enumerate()
                .map(|(place, option)| {
                    let id = (place == 0).then(|| id.clone());
                    let value = option.value.to_string();
                    let checked = if sent { chosen.contains(&value) } else { answers.has(field.link_id.as_str(), &value) };
                    let spoken = format!("{}: {}, {who}", field.text, option.label);
                    view! { <RowTick name=name.clone() id=id label=spoken short=option.short_label().to_owned() value=value checked=checked/> }
                })
                .collect_view();
            view! { <div class="ticks" role="group" aria-label=label>{ticks}</div><RowError id=id error=error/> }
                .into_any()
        }
        FieldType::Choice => {
            let choices =
                field.answer_option.iter().map(|o| Choice::new(o.value.to_string(), o.label.clone())).collect();
            view! { <RowChoice name=name id=id label=label choices=choices value=value error=error/> }.into_any()
        }
        FieldType::Text => {
            view! { <RowText name=name id=id label=label value=value error=error tall=true/> }.into_any()
        }
        FieldType::Date => {
            view! { <RowText name=name id=id label=label value=value error=error placeholder="dd-mm-jjjj" date=true/> }
                .into_any()
        }
        FieldType::String | FieldType::Integer => {
            view! { <RowText name=name id=id label=label value=value error=error/> }.into_any()
        }
        // The checker lets none stand in a form of a school.
        FieldType::Signature => ().into_any(),
    }
}
