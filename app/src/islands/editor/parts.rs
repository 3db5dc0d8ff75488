//! Parts inside a part: the questions of a section, the outcomes of a decision, the conditions of a condition.

use domain::edit::{
    Place, options,
    schema::{Input, Kind, Of, Slot},
};
use leptos::prelude::*;
use toml::Value;

use super::{
    choices,
    controls::{control, field, help, optional},
    desk::{Desk, id},
    faults, focus, outline,
};

/// A list of parts with its title.
pub fn parts(desk: Desk, place: &Place, slot: &'static Slot, kind: &'static Kind) -> AnyView {
    let id = id(place);
    view! {
        <fieldset class="desk__group" id=id.clone() tabindex="-1">
            <legend>{slot.label}{(!slot.needed).then(optional)}</legend>
            {help(&id, slot)}
            {list(desk, place, kind)}
            {faults::at(desk, place, true)}
        </fieldset>
    }
    .into_any()
}

/// The parts, each folded, and a way to add one.
pub fn list(desk: Desk, place: &Place, kind: &'static Kind) -> AnyView {
    let names = Memo::new({
        let place = place.clone();
        move |_| desk.draft.with(|draft| draft.stands(&place))
    });
    let child = {
        let place = place.clone();
        move |identity: String| one(desk, place.then(identity), kind)
    };
    // A part that is known by another part has no name of its own to type.
    let chosen = kind.slot(kind.name).is_none_or(|slot| !matches!(slot.input, Input::Line | Input::Sentence));
    let add = if chosen {
        let (list, at) = (place.clone(), place.clone());
        view! {
            <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| {
                if let Some(made) = desk.add(&list, "") {
                    focus::soon(id(&made));
                }
            } id=format!("{}-nieuw", id(&at))>{kind.new_one()}" toevoegen"</button>
        }
        .into_any()
    } else {
        outline::adder(desk, kind, place.clone(), |_, made| focus::soon(id(&made)))
    };
    view! {
        <ol class="desk__parts"><For each=move || names.get() key=String::clone children=child/></ol>
        {add}
    }
    .into_any()
}

fn one(desk: Desk, place: Place, kind: &'static Kind) -> AnyView {
    let name = {
        let place = place.clone();
        Memo::new(move |_| desk.draft.with(|draft| draft.name(&place)))
    };
    let fields = kind.slots.iter().map(|slot| field(desk, place.then(slot.name), slot)).collect_view();
    let (gone, what) = (place.clone(), kind.one);
    let move_it = |label: &'static str, down: bool| {
        let (from, part) = (place.clone(), id(&place));
        view! {
            <button id=format!("{part}-{}", way(down)) class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| {
                let mut now = from.clone();
                desk.change(|draft| now = draft.shift(&from, down));
                focus::soon(format!("{}-{}", id(&now), way(down)));
            }>{label}<span class="visually-hidden">": "{what}" "{move || name.get()}</span></button>
        }
    };
    let after = place.parent().map(|list| format!("{}-nieuw", id(&list))).unwrap_or_default();
    view! {
        <li>
            <details>
                <summary id=id(&place)>{move || name.get()}</summary>
                {faults::at(desk, &place, true)}
                {fields}
                <p class="desk__acts">
                    {move_it("Omhoog", false)}
                    {move_it("Omlaag", true)}
                    <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| {
                        desk.said.set(format!("Weggehaald. Met 'Ongedaan maken' komt {} terug.", kind.the()));
                        desk.change(|draft| draft.remove(&gone));
                        focus::soon(after.clone());
                    }>
                        "Weghalen"<span class="visually-hidden">": "{what}" "{move || name.get()}</span>
                    </button>
                </p>
            </details>
        </li>
    }
    .into_any()
}

/// Which way a part goes, in the id of its button.
const fn way(down: bool) -> &'static str {
    if down { "omlaag" } else { "omhoog" }
}

/// Values below each other, such as conditions.
pub fn each(desk: Desk, place: &Place, slot: &'static Slot, input: &'static Input) -> AnyView {
    let value = desk.value(place);
    let count = Memo::new(move |_| value.with(|value| value.as_ref().and_then(Value::as_array).map_or(0, Vec::len)));
    let (at, list) = (place.clone(), place.clone());
    let child = move |number: usize| {
        let place = at.then(number.to_string());
        let gone = place.clone();
        view! {
            <li>
                {control(desk, &place, slot, input)}
                <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| {
                    desk.change(|draft| draft.remove(&gone));
                }>"Weghalen"<span class="visually-hidden">{format!(": voorwaarde {number}")}</span></button>
            </li>
        }
    };
    view! {
        <ol class="desk__each">
            <For each=move || 1..=count.get() key=|number| *number children=child/>
        </ol>
        <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| {
            desk.change(|draft| draft.append(&list));
            focus::soon(id(&list.then((count.get_untracked()).to_string())));
        }>"Voorwaarde toevoegen"</button>
    }
    .into_any()
}

/// A value for each of what can be chosen.
pub fn map(desk: Desk, place: &Place, slot: &'static Slot, of: Of, input: &'static Input) -> AnyView {
    let at = place.clone();
    let known = Memo::new(move |_| {
        let beside = desk.beside(&at);
        desk.draft.with(|draft| options(draft.table(), of, &beside))
    });
    let at = place.clone();
    let child = move |(key, label): (String, String)| {
        let inner = at.then(key);
        let chosen = match input {
            Input::One(of) => choices::one(desk, &inner, slot, choices::Known::Parts(*of), false),
            input => control(desk, &inner, slot, input),
        };
        view! {
            <div class="field">
                <label for=id(&inner)>{label}</label>
                {chosen}
            </div>
        }
    };
    view! {
        <fieldset class="desk__group" id=id(place) tabindex="-1">
            <legend>{slot.label}</legend>
            <For each=move || known.get() key=Clone::clone children=child/>
            {move || known.with(Vec::is_empty).then(|| view! { <p>"Kies eerst een vraag met mogelijkheden."</p> })}
        </fieldset>
    }
    .into_any()
}
