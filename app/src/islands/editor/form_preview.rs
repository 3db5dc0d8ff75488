//! How a form looks to each role: which questions it sees, and which it answers.

use domain::{
    edit::Place,
    form::{Field, FieldType, Form, Section, SectionKind},
    template::{Body, Key},
};
use leptos::prelude::*;

use super::desk::Desk;

pub fn preview(desk: Desk, place: Place) -> AnyView {
    let role = RwSignal::new(String::new());
    let consents = RwSignal::new(Vec::<Key>::new());
    let body = desk.body;
    let roles = move || {
        let roles = body.with(|body| body.as_ref().map(|body| body.roles.clone()).unwrap_or_default());
        let chosen = role.get();
        roles
            .into_iter()
            .map(|known| {
                let selected = *known.key.as_str() == *chosen;
                view! { <option value=known.key.to_string() selected=selected>{known.label}</option> }
            })
            .collect_view()
    };
    let form = place.last().to_owned();
    let shown = move || {
        body.with(|body| {
            let body = body.as_ref().ok()?;
            let form = body.form(place.last())?;
            let chosen = role.get();
            Some(consents.with(|consents| form_for(body, form, &chosen, consents)))
        })
    };
    let asked =
        Memo::new(move |_| body.with(|body| body.as_ref().map(|body| own_consents(body, &form)).unwrap_or_default()));
    view! {
        <section class="desk__preview" aria-labelledby="voorbeeld-kop">
            <h3 id="voorbeeld-kop">"Voorbeeld"</h3>
            <div class="field">
                <label for="voorbeeld-rol">"Zoals gezien door"</label>
                <select class="utrecht-select utrecht-select--html-select" id="voorbeeld-rol" on:change=move |event| role.set(event_target_value(&event))>
                    <option value="">"iedereen (alle vragen)"</option>
                    {roles}
                </select>
            </div>
            {move || asked.get().into_iter().map(|(key, label)| given(consents, key, label)).collect_view()}
            {move || shown().unwrap_or_else(|| view! { <p>"Het voorbeeld verschijnt zodra het formulier te lezen is; zie de fouten."</p> }.into_any())}
        </section>
    }
    .into_any()
}

/// The consents on which a part of the form waits, once each, with their names.
fn own_consents(body: &Body, form: &str) -> Vec<(Key, String)> {
    let sections = body.form(form).map(|form| form.sections.as_slice()).unwrap_or_default();
    let asked = |key: &Key| sections.iter().any(|section| section.consent.as_ref() == Some(key));
    let purposes = body.consents.iter().filter(|purpose| asked(&purpose.key));
    purposes.map(|purpose| (purpose.key.clone(), purpose.label.clone())).collect()
}

/// As if the parents had said yes to this too.
fn given(consents: RwSignal<Vec<Key>>, key: Key, label: String) -> AnyView {
    let id = format!("voorbeeld-{key}");
    let checked = consents.with_untracked(|consents| consents.contains(&key));
    let toggle = move |_| {
        consents.update(|consents| match consents.iter().position(|known| *known == key) {
            Some(place) => drop(consents.remove(place)),
            None => consents.push(key.clone()),
        });
    };
    view! {
        <div class="field">
            <input class="utrecht-checkbox" id=id.clone() type="checkbox" checked=checked on:change=toggle/>
            <label for=id>"Er is toestemming: "{label}</label>
        </div>
    }
    .into_any()
}

/// The form with the questions that one role sees while these consents are in force, or with all of them.
fn form_for(body: &Body, form: &Form, role: &str, consents: &[Key]) -> AnyView {
    let known = body.role(role);
    let roles: Vec<&Key> = known.iter().map(|role| &role.key).collect();
    let form = known.map_or_else(|| form.clone(), |role| form.seen_by(role, consents));
    if form.sections.is_empty() {
        return view! { <p>"Deze rol ziet niets van dit formulier."</p> }.into_any();
    }
    let sections = form.sections.iter().map(|section| part(section, known.is_some().then_some(&roles))).collect_view();
    view! { <div class="desk__paper"><p class="desk__papertitle">{form.title.clone()}</p>{sections}</div> }.into_any()
}

fn part(section: &Section, roles: Option<&Vec<&Key>>) -> AnyView {
    let fields = section.fields.iter().map(|field| {
        let writes = roles.is_none_or(|roles| field.is_written_by(roles)) && field.is_asked();
        question(field, writes)
    });
    let rows = (section.kind == SectionKind::Rows)
        .then(|| view! { <p class="utrecht-form-field-description">"Hiervan kunnen er meer worden toegevoegd."</p> });
    view! {
        <fieldset>
            <legend>{section.title.clone()}</legend>
            {section.intro.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view()}
            {rows}
            {fields.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn question(field: &Field, writes: bool) -> AnyView {
    let kind = match field.kind {
        FieldType::Text => "tekst",
        FieldType::Boolean => "ja of nee",
        FieldType::Date => "datum",
        FieldType::Integer => "getal",
        FieldType::Choice => "één keuze",
        FieldType::Choices => "meer keuzes",
        FieldType::Signature if field.paper => "een handtekening op papier",
        FieldType::Signature => "een handtekening",
        FieldType::String => "één regel",
    };
    let options: Vec<_> = field.answer_option.iter().map(|option| option.label.clone()).collect();
    let rights = match (writes, field.is_asked()) {
        (_, false) => "is al bekend",
        (true, _) if field.kind == FieldType::Signature && !field.paper => "ondertekent",
        (true, _) => "vult in",
        (false, _) => "leest",
    };
    let required = if field.required { ", verplicht" } else { "" };
    let only = field.enable_when.as_ref().map(|when| format!("Alleen bij een antwoord op '{}'.", when.question));
    view! {
        <div class="desk__question">
            <p><strong>{field.text.clone()}</strong>" "<span class="desk__what">{rights}": "{kind}{required}</span></p>
            {field.hint.clone().map(|hint| view! { <p class="utrecht-form-field-description">{hint}</p> })}
            {(!options.is_empty()).then(|| view! { <p class="utrecht-form-field-description">{options.join(" · ")}</p> })}
            {only.map(|only| view! { <p class="utrecht-form-field-description">{only}</p> })}
        </div>
    }
    .into_any()
}
