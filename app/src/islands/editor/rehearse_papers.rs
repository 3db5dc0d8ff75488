//! The paper of a rehearsal: the forms that are open as a role sees and answers them, and the letters that can be sent.

use std::collections::BTreeMap;

use domain::{
    form::{Field, FieldType, Form, Section, SectionKind},
    scenario::{Act, Given},
    template::Key,
};
use leptos::prelude::*;

use super::rehearse::Play;

/// A section by its title, with its questions and whether each may be answered, and the numbers of its rows.
type Seen = (String, Vec<(String, bool)>, Vec<u32>);

/// The forms that are open, as this role sees them, and the letters.
pub fn papers(play: Play) -> AnyView {
    let (role, today) = (play.role.get(), play.today.get());
    let (forms, letters) = play.ask(|case| {
        let forms: Vec<(Form, Vec<Seen>)> = case
            .forms(today)
            .into_iter()
            .map(|form| {
                let seen = |section: &Section| {
                    let rights = case.rights(form, section, &role, today);
                    (section.title.clone(), rights, case.rows(form, section, &role, today))
                };
                (form.clone(), form.sections.iter().map(seen).collect())
            })
            .collect();
        let letters: Vec<String> = case.letters(today).into_iter().map(str::to_owned).collect();
        (forms, letters)
    });
    let nothing = forms.is_empty() && letters.is_empty();
    let forms = forms.into_iter().map(|(form, rights)| form_fields(play, form, rights)).collect_view();
    let letters = (!letters.is_empty()).then(|| view! { <p>"Brieven: "{letters.join(", ")}"."</p> });
    (!nothing).then(|| view! { <h3>"Formulieren en brieven"</h3>{forms}{letters} }).into_any()
}

fn form_fields(play: Play, form: Form, rights: Vec<Seen>) -> AnyView {
    let seen: usize = rights.iter().map(|(_, fields, _)| fields.len()).sum();
    if seen == 0 {
        return view! { <p>{form.title}": deze rol ziet er niets van."</p> }.into_any();
    }
    let sections = form.sections.into_iter().zip(rights).map(|(section, (title, seen, rows))| {
        let questions = |row: Option<u32>| {
            let asked = section.fields.iter().filter_map(|field| {
                let (_, writes) = seen.iter().find(|(text, _)| *text == field.text)?;
                Some(answer(play, field.clone(), *writes, row.map(|number| (section.key.clone(), number))))
            });
            asked.collect_view()
        };
        if section.kind != SectionKind::Rows {
            return view! { <fieldset class="desk__group"><legend>{title}</legend>{questions(None)}</fieldset> };
        }
        let rows = rows.into_iter().enumerate().map(|(place, number)| {
            view! { <fieldset class="desk__group"><legend>{format!("{title} {}", place + 1)}</legend>{questions(Some(number))}</fieldset> }
        });
        let rows = rows.collect_view();
        let key = section.key.clone();
        let add = move |_| play.act(Act::Row { section: key.clone(), number: None, is: BTreeMap::new() });
        view! {
            <fieldset class="desk__group">
                <legend>{title.clone()}</legend>
                {rows}
                <button class="utrecht-button utrecht-button--subtle" type="button" on:click=add>"Lege regel toevoegen"</button>
            </fieldset>
        }
    });
    let sections = sections.collect_view();
    view! { <details><summary>{format!("{} ({seen} vragen voor deze rol)", form.title)}</summary>{sections}</details> }
        .into_any()
}

/// A question, once or in the row of a section.
fn answer(play: Play, field: Field, writes: bool, row: Option<(Key, u32)>) -> AnyView {
    if !writes || !field.is_asked() {
        return view! { <p>{field.text}" "<span class="desk__what">"leest"</span></p> }.into_any();
    }
    if field.kind == FieldType::Signature && !field.paper {
        return signing(play, &field);
    }
    let own = row.as_ref().map_or_else(String::new, |(_, number)| format!("-{number}"));
    let id = format!("proberen-{}{own}", field.link_id);
    let (link, kind) = (field.link_id.clone(), field.kind);
    let give = move |typed: String| {
        if typed.is_empty() {
            return;
        }
        let is = match (kind, typed.as_str()) {
            (FieldType::Boolean, "ja") => Given::Boolean(true),
            (FieldType::Boolean, "nee") => Given::Boolean(false),
            _ => Given::Text(typed),
        };
        play.act(match &row {
            Some((section, number)) => {
                Act::Row { section: section.clone(), number: Some(*number), is: BTreeMap::from([(link.clone(), is)]) }
            }
            None => Act::Answer { field: link.clone(), is },
        });
    };
    let control = match kind {
        FieldType::Boolean | FieldType::Choice => {
            let options = match kind {
                FieldType::Boolean => vec![("ja".to_owned(), "ja".to_owned()), ("nee".to_owned(), "nee".to_owned())],
                _ => field.answer_option.iter().map(|option| (option.value.to_string(), option.label.clone())).collect(),
            };
            let options = options.into_iter().map(|(key, label)| view! { <option value=key>{label}</option> }).collect_view();
            view! {
                <select class="utrecht-select utrecht-select--html-select" id=id.clone() on:change=move |event| give(event_target_value(&event))>
                    <option value="">"–"</option>{options}
                </select>
            }
            .into_any()
        }
        _ => view! { <input class="utrecht-textbox" id=id.clone() type="text" autocomplete="off" on:change=move |event| give(event_target_value(&event))/> }.into_any(),
    };
    let label = if field.paper { format!("{}: op papier ondertekend door", field.text) } else { field.text };
    view! { <div class="field"><label for=id>{label}</label>{control}</div> }.into_any()
}

/// Signing for the role that is played, and taking it back.
fn signing(play: Play, field: &Field) -> AnyView {
    let button = |label: &'static str, is: bool| {
        let link = field.link_id.clone();
        let sign = move |_| play.act(Act::Answer { field: link.clone(), is: Given::Boolean(is) });
        view! { <button class="utrecht-button utrecht-button--subtle" type="button" on:click=sign>{label}</button> }
    };
    let (sign, back) = (button("Ondertekenen", true), button("Handtekening terugnemen", false));
    view! { <fieldset class="field"><legend>{field.text.clone()}</legend>{sign}{back}</fieldset> }.into_any()
}
