//! Choosing: one from a list, several from a list, or one form of a value with what that form holds.

use domain::edit::{
    Place, options,
    schema::{Input, Of, Slot, Variant},
};
use leptos::prelude::*;
use toml::Value;

use super::{
    controls::{control, described, help, inside, invalid, optional},
    desk::{Desk, id},
    faults,
};

/// Where the possibilities come from.
#[derive(Clone, Copy)]
pub enum Known {
    Fixed(fn() -> Vec<(&'static str, &'static str)>),
    Parts(Of),
}

/// What can be chosen at a place, as it changes.
fn known(desk: Desk, place: &Place, known: Known) -> Memo<Vec<(String, String)>> {
    let place = place.clone();
    Memo::new(move |_| match known {
        Known::Fixed(choices) => choices().into_iter().map(|(key, label)| (key.to_owned(), label.to_owned())).collect(),
        Known::Parts(of) => {
            let beside = desk.beside(&place);
            desk.draft.with(|draft| options(draft.table(), of, &beside))
        }
    })
}

/// A value as the key of a choice.
fn key_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A key as it is stored: yes and no are not words.
fn stored(key: &str) -> Value {
    match key {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        key => Value::String(key.to_owned()),
    }
}

/// One from a list. A choice that is not in the list any more stays in sight, so that nothing changes in silence.
pub fn one(desk: Desk, place: &Place, slot: &'static Slot, from: Known, needed: bool) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let choices = known(desk, place, from);
    let chosen = Memo::new(move |_| value.with(|value| value.as_ref().map_or_else(String::new, key_of)));
    let write = move |key: String| {
        if !(needed && key.is_empty()) {
            desk.write(&at, (!key.is_empty()).then(|| stored(&key)));
        }
    };
    // Lines are made once for each choice: a list that changes under the keyboard would lose its place.
    let lines = Memo::new(move |_| {
        let (chosen, mut lines) = (chosen.get(), choices.get());
        if !chosen.is_empty() && !lines.iter().any(|(key, _)| *key == chosen) {
            lines.insert(0, (chosen.clone(), format!("{chosen} (bestaat niet)")));
        }
        if !needed || chosen.is_empty() {
            lines.insert(0, (String::new(), "–".to_owned()));
        }
        lines
    });
    let option = move |(key, label): (String, String)| {
        let (is, label) = (key.clone(), if label.trim().is_empty() { key.clone() } else { label });
        view! { <option value=key prop:selected=move || chosen.get() == is>{label}</option> }
    };
    view! {
        <select
            class="utrecht-select utrecht-select--html-select" id=id(place)
            aria-describedby=described(place, slot) aria-invalid=invalid(desk, place)
            on:change=move |event| write(event_target_value(&event))
        ><For each=move || lines.get() key=Clone::clone children=option/></select>
    }
    .into_any()
}

/// Several from a list: what is chosen is said, the list opens.
pub fn several(desk: Desk, place: &Place, slot: &'static Slot, from: Known) -> AnyView {
    let value = desk.value(place);
    let choices = known(desk, place, from);
    let chosen = Memo::new(move |_| {
        let all = value.with(|value| value.as_ref().and_then(Value::as_array).cloned().unwrap_or_default());
        all.iter().map(key_of).collect::<Vec<_>>()
    });
    let said = move || {
        let (chosen, choices) = (chosen.get(), choices.get());
        let label = |key: &String| {
            let known = choices.iter().find(|(known, _)| known == key);
            known.map_or_else(|| format!("{key} (bestaat niet)"), |(_, label)| label.clone())
        };
        if chosen.is_empty() { "geen".to_owned() } else { chosen.iter().map(label).collect::<Vec<_>>().join(", ") }
    };
    let (at, base) = (place.clone(), id(place));
    let tick = move |(key, label): (String, String)| {
        let (at, is, id) = (at.clone(), key.clone(), format!("{base}-{key}"));
        let change = move |on: bool| {
            let mut all = chosen.get_untracked();
            all.retain(|known| *known != key);
            if on {
                all.push(key.clone());
            }
            let all: Vec<Value> = all.into_iter().map(Value::String).collect();
            desk.write(&at, (slot.needed || !all.is_empty()).then_some(Value::Array(all)));
        };
        view! {
            <div class="desk__tick">
                <input
                    class="utrecht-checkbox" type="checkbox" id=id.clone()
                    prop:checked=move || chosen.with(|all| all.contains(&is))
                    on:change=move |event| change(event_target_checked(&event))
                />
                <label for=id>{label}</label>
            </div>
        }
    };
    // Names that are chosen and exist no more can be taken away too.
    let all = move || {
        let mut all = choices.get();
        for key in chosen.get() {
            if !all.iter().any(|(known, _)| *known == key) {
                all.push((key.clone(), format!("{key} (bestaat niet)")));
            }
        }
        all
    };
    let (summary, hint) = (id(place), id(place));
    view! {
        <fieldset class="desk__several">
            <legend>{slot.label}{(!slot.needed).then(optional)}</legend>
            {help(&hint, slot)}
            <details>
                <summary id=summary>{said}</summary>
                <div class="desk__ticks"><For each=all key=Clone::clone children=tick/></div>
            </details>
            {faults::at(desk, place, false)}
        </fieldset>
    }
    .into_any()
}

/// Which form a value has, and then what that form holds. Forms without a value that say what is so anyway take the
/// field away.
pub fn variant(desk: Desk, place: &Place, slot: &'static Slot, input: &'static Input) -> AnyView {
    let Input::Variant(variants) = input else { return ().into_any() };
    let variants: &'static [Variant] = variants;
    // A condition may be left out: then it is "altijd". Another value that may be left out has no form then.
    let silent = matches!(variants[0].key, "always" | "function");
    let top = std::ptr::eq(input, &raw const slot.input);
    let may_be_empty = top && !slot.needed && !silent;
    let (value, at) = (desk.value(place), place.clone());
    let key = Memo::new(move |_| {
        value.with(|value| match value {
            None if silent => variants[0].key.to_owned(),
            None => String::new(),
            Some(Value::Table(table)) => table.keys().next().cloned().unwrap_or_default(),
            Some(value) => value.as_str().unwrap_or_default().to_owned(),
        })
    });
    let choose = {
        let at = at.clone();
        move |chosen: String| {
            let away = chosen.is_empty() || (top && silent && chosen == variants[0].key);
            desk.change(|draft| {
                if away {
                    draft.set(&at, None);
                } else {
                    if top && !draft.has(&at) {
                        draft.toggle(&at, true);
                    }
                    draft.choose(&at, &chosen);
                }
            });
        }
    };
    let line = move |value: &'static str, says: String| {
        view! { <option value=value prop:selected=move || key.get() == value>{says}</option> }
    };
    let none = may_be_empty.then(|| line("", "–".to_owned()));
    let lines = variants.iter().map(|variant| line(variant.key, variant.says.replace("{}", "…"))).collect_view();
    // The chosen form changes what stands below it; another value of the same form does not.
    let held = move || {
        let key = key.get();
        let variant = variants.iter().find(|variant| variant.key == key)?;
        let held = variant.holds.as_ref()?;
        let inner = at.then(variant.key);
        let view = match held {
            Input::Group(slots) => inside(desk, &inner, slots),
            held => control(desk, &inner, slot, held),
        };
        let label = variant.says.replace("{}", "…");
        Some(view! { <div class="desk__held" role="group" aria-label=label>{view}</div> })
    };
    view! {
        <div class="desk__variant">
            <select
                class="utrecht-select utrecht-select--html-select" id=id(place) aria-label=slot.label
                aria-describedby=described(place, slot) on:change=move |event| choose(event_target_value(&event))
            >{none}{lines}</select>
            {held}
        </div>
    }
    .into_any()
}
