//! The whole way of working as a list: the same as the picture, and all that a picture does not show. Each kind says how
//! many there are, and one is added with its name.

use domain::edit::{
    Place,
    schema::{KINDS, Kind},
};
use leptos::prelude::*;

use super::desk::Desk;

pub fn outline(desk: Desk) -> AnyView {
    let lists = KINDS.into_iter().map(|kind| list(desk, kind)).collect_view();
    let about = [("meta", "Over de werkwijze"), ("vocabulary", "Eigen woorden")]
        .into_iter()
        .map(|(place, label)| view! { <li>{link(desk, Place::parse(place), move || label.to_owned())}</li> })
        .collect_view();
    view! {
        <section class="desk__outline" aria-labelledby="onderdelen-kop">
            <h2 id="onderdelen-kop">"Onderdelen"</h2>
            <ul class="desk__about">{about}</ul>
            {lists}
        </section>
    }
    .into_any()
}

fn list(desk: Desk, kind: &'static Kind) -> AnyView {
    let place = Place::parse(kind.list);
    let names = Memo::new({
        let place = place.clone();
        move |_| desk.draft.with(|draft| draft.stands(&place))
    });
    let parts = {
        let place = place.clone();
        move |identity: String| {
            let part = place.then(identity.clone());
            let name = named(desk, &part);
            view! { <li>{link(desk, part, move || name.get())}</li> }
        }
    };
    // The flow stands open; what is reached from it can be opened.
    let open = matches!(kind.list, "phases" | "steps" | "transitions");
    view! {
        <details class="desk__kind" open=open>
            <summary>
                <h3>{kind.many}</h3>
                <span class="desk__count">{move || names.with(Vec::len)}</span>
            </summary>
            <ul>
                <For each=move || names.get() key=String::clone children=parts/>
            </ul>
            {adder(desk, kind, place, Desk::open)}
        </details>
    }
    .into_any()
}

/// What a part is called, as it changes; a step says its title too.
fn named(desk: Desk, part: &Place) -> Memo<String> {
    let part = part.clone();
    Memo::new(move |_| {
        desk.draft.with(|draft| {
            let (name, group) = (draft.name(&part), draft.group(&part));
            match group.get("title").and_then(toml::Value::as_str) {
                Some(title) if *title != name => format!("{name} · {title}"),
                _ => name,
            }
        })
    })
}

fn link(desk: Desk, place: Place, label: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let (open, current, faulty) = (place.clone(), place.clone(), place);
    let wrong = Memo::new(move |_| desk.faults.with(|all| all.iter().any(|placed| placed.place.is_within(&faulty))));
    view! {
        <button
            class="desk__open" type="button"
            aria-current=move || (desk.selected.get() == current).then_some("true")
            on:click=move |_| desk.open(open.clone())
        >{label}{move || wrong.get().then(|| view! { <span class="desk__wrong">" – fout"</span> })}</button>
    }
    .into_any()
}

/// A box for the name of a new part, and a button.
pub fn adder(
    desk: Desk,
    kind: &'static Kind,
    list: Place,
    then: impl Fn(Desk, Place) + Clone + Send + Sync + 'static,
) -> AnyView {
    let label = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let box_id = format!("{}-nieuw", super::desk::id(&list));
    let add = {
        let (box_id, list) = (box_id.clone(), list.clone());
        move || {
            let text = label.get_untracked().trim().to_owned();
            if text.is_empty() {
                wrong.set(true);
                super::focus::soon(box_id.clone());
                return;
            }
            wrong.set(false);
            if let Some(made) = desk.add(&list, &text) {
                label.set(String::new());
                desk.said.set(format!("{} '{text}' toegevoegd.", kind.new_one()));
                then(desk, made);
            }
        }
    };
    let on_enter = add.clone();
    let hint = format!("{box_id}-fout");
    view! {
        <div class="desk__add">
            <label for=box_id.clone()>{kind.new_one()}</label>
            <input
                class="utrecht-textbox" id=box_id.clone() type="text" autocomplete="off" maxlength="200" aria-describedby=hint.clone()
                prop:value=move || label.get()
                on:input=move |event| label.set(event_target_value(&event))
                on:keydown=move |key| if key.key() == "Enter" {
                    key.prevent_default();
                    on_enter();
                }
            />
            <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| add()>
                "Toevoegen"<span class="visually-hidden">{format!(": {}", kind.one)}</span>
            </button>
            <p id=hint class="utrecht-form-field-error-message">{move || wrong.get().then(|| format!("Schrijf eerst hoe {} heet.", kind.the()))}</p>
        </div>
    }
    .into_any()
}
