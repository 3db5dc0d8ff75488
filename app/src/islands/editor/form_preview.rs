//! How a form looks to each role: the form itself, by the parts of its own page, with in words what a role reads and does
//! not fill in, and when a question is asked.

use domain::{
    edit::Place,
    form::{Answers, Field, FieldType, Form, SectionKind},
    page::sheet::Part,
    template::{Body, Key, Role},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::desk::Desk;
use crate::{
    components::Typed,
    pages::pupils::{OnePart, Stands, only_when},
};

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
    // Drawn anew only when something of it changed.
    let seen = Memo::new(move |_| {
        body.with(|body| {
            let body = body.as_ref().ok()?;
            let form = body.form(place.last())?;
            Some((form.title.clone(), consents.with(|consents| example(body, form, body.role(&role.get()), consents))))
        })
    });
    let shown = move || seen.get().map(|(title, parts)| paper(title, parts));
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

/// The parts that a role sees while these consents are in force, or all of them, each with as whom one signs.
fn example(body: &Body, form: &Form, role: Option<&Role>, consents: &[Key]) -> Vec<(Part, String)> {
    let (form, roles) = match role {
        Some(role) => (form.seen_by(role, consents), vec![&role.key]),
        None => (form.clone(), body.roles.iter().map(|role| &role.key).collect()),
    };
    let signer = role.map_or("wie ondertekent", |role| role.label.as_str());
    let told = |part: Part| {
        let known =
            part.section.fields.iter().filter_map(|field| Some((field.link_id.to_string(), told(field, &part)?)));
        (Part { known: known.collect(), ..part.clone() }, signer.to_owned())
    };
    form.parts(Answers::none(), &[], &roles, &[], |_| None).into_iter().map(told).collect()
}

/// What stands at a question that is not filled in here.
fn told(field: &Field, part: &Part) -> Option<String> {
    if !field.is_asked() {
        return Some("Staat in het dossier.".to_owned());
    }
    let writes = part.asked.iter().any(|asked| field.link_id == asked.as_str());
    let reads = match field.kind {
        FieldType::Signature => "Leest wie heeft ondertekend, en ondertekent niet.",
        _ => "Leest het antwoord, en vult niet in.",
    };
    (!writes)
        .then(|| [Some(reads.to_owned()), only_when(field, part)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn paper(title: String, parts: Vec<(Part, String)>) -> AnyView {
    if parts.is_empty() {
        return view! { <p>"Deze rol ziet niets van dit formulier."</p> }.into_any();
    }
    let parts = parts.into_iter().map(|(part, signer)| {
        let of_pupils = matches!(part.section.kind, SectionKind::Pupils | SectionKind::Absence(_));
        let table = of_pupils.then(|| view! { <p class="utrecht-form-field-description">"Een tabel, met een rij per leerling:"</p> });
        let answers = Answers::default();
        view! { {table}<OnePart part=part answers=answers signer=signer typed=Typed::default() stands=Stands::AsExample/> }
    });
    // What is typed in an example goes nowhere.
    let stay = |event: SubmitEvent| event.prevent_default();
    view! {
        <form class="desk__paper sheet" on:submit=stay aria-label="Voorbeeld van het formulier">
            <p class="desk__papertitle">{title}</p>
            {parts.collect_view()}
        </form>
    }
    .into_any()
}
