//! The heading of the paper: date, school, people, number of pupils, board, consulent.
use crate::components::{Fact, Facts, Fold, Hidden, Notice, SaveBar, SubmitButton, TextField, Tone, Typed};
use crate::pages::{Flash, saved_at};
use domain::page::analysis::{Analysis, Part};
use leptos::prelude::*;

/// Shown as facts; corrected in a folded form.
#[component]
pub fn Heading(page: Analysis, part: Part, typed: Typed, flash: Flash) -> AnyView {
    let sent = typed.value("sectie") == part.section.key.as_str();
    let facts = part
        .section
        .fields
        .iter()
        .map(|field| Fact::new(field.text.clone(), page.header.display(field)))
        .collect::<Vec<_>>();
    let fields = part
        .section
        .fields
        .iter()
        .map(|field| {
            let name = field.link_id.to_string();
            let value = if sent { typed.value(&name) } else { page.header.input_value(field) };
            view! { <TextField error=typed.error(&name) name=name label=field.text.clone() value=value optional=true/> }
        })
        .collect_view();
    let form = page.can_edit.then(|| {
        let hidden = vec![("sectie", part.section.key.to_string()), ("version", page.version.to_string())];
        view! {
            <Fold title="Gegevens aanpassen" open=sent>
                <form class="form" method="post" action=format!("/analyse/{}", page.id)>
                    <Hidden values=hidden/>
                    {fields}
                    <SaveBar><SubmitButton label="Gegevens bewaren"/></SaveBar>
                </form>
            </Fold>
        }
    });
    let key = part.section.key.to_string();
    let saved = flash.of(&key);
    let saved = (!saved.is_empty()).then(|| view! { <Notice tone=Tone::Good title=saved/> });
    view! { <section class="section" id=key.clone()><h2>{part.section.title}</h2><div id=saved_at(&key)>{saved}</div><Facts facts=facts/>{form}</section> }
        .into_any()
}
