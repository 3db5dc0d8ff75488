//! A field of a part by what it takes. Every word of the language has its control here or in `choices` and `parts`, so
//! that a field that is added to the schema needs nothing more.

use domain::edit::{
    Place,
    schema::{Input, Slot},
};
use leptos::prelude::*;
use toml::{Table, Value};

use super::{
    choices,
    desk::{Desk, id},
    faults, parts,
};

/// A field with its label, its help, its control and its faults.
pub fn field(desk: Desk, place: Place, slot: &'static Slot) -> AnyView {
    match &slot.input {
        Input::Key => key(desk, &place, slot),
        Input::Flag => flag(desk, &place, slot),
        Input::Group(slots) => group(desk, &place, slot, slots),
        Input::Parts(kind) => parts::parts(desk, &place, slot, kind),
        Input::Several(of) => choices::several(desk, &place, slot, choices::Known::Parts(*of)),
        Input::Choices(choices) => choices::several(desk, &place, slot, choices::Known::Fixed(*choices)),
        Input::Variant(_) => {
            let control = choices::variant(desk, &place, slot, &slot.input);
            titled(desk, &place, slot, control, true)
        }
        Input::Map(of, input) => parts::map(desk, &place, slot, *of, input),
        input => {
            let control = control(desk, &place, slot, input);
            titled(desk, &place, slot, control, false)
        }
    }
}

/// What one types or chooses, without a label of its own. A value inside another is always needed: without it the one
/// around it says nothing.
pub fn control(desk: Desk, place: &Place, slot: &'static Slot, input: &'static Input) -> AnyView {
    let needed = slot.needed || !std::ptr::eq(input, &raw const slot.input);
    match input {
        Input::Line | Input::MonthDay | Input::Key => line(desk, place, slot, needed),
        Input::Sentence => area(desk, place, slot, Lines::Sentence, needed),
        Input::Text => area(desk, place, slot, Lines::One, needed),
        Input::Lines => area(desk, place, slot, Lines::Each, needed),
        Input::Dates => area(desk, place, slot, Lines::Dates, needed),
        Input::Words => area(desk, place, slot, Lines::Words, needed),
        Input::Number { least, most } => number(desk, place, slot, (*least, *most), needed),
        Input::Numbers { .. } => numbers(desk, place),
        Input::Date => date(desk, place, slot, needed),
        Input::Choice(choices) => choices::one(desk, place, slot, choices::Known::Fixed(*choices), needed),
        Input::One(of) => choices::one(desk, place, slot, choices::Known::Parts(*of), needed),
        Input::Variant(_) => choices::variant(desk, place, slot, input),
        Input::Each(inner) => parts::each(desk, place, slot, inner),
        Input::Group(slots) => inside(desk, place, slots),
        Input::Parts(kind) => parts::list(desk, place, kind),
        Input::Map(of, input) => parts::map(desk, place, slot, *of, input),
        Input::Several(_) | Input::Choices(_) | Input::Flag => field(desk, place.clone(), slot),
    }
}

/// The fields of a group, each with its label.
pub fn inside(desk: Desk, place: &Place, slots: &'static [Slot]) -> AnyView {
    slots.iter().map(|slot| field(desk, place.then(slot.name), slot)).collect_view().into_any()
}

/// A label above, help below it, then the control and its faults.
fn titled(desk: Desk, place: &Place, slot: &'static Slot, control: AnyView, exact: bool) -> AnyView {
    let id = id(place);
    view! {
        <div class="field">
            <label for=id.clone()>{slot.label}{(!slot.needed).then(optional)}</label>
            {help(&id, slot)}
            {control}
            {faults::at(desk, place, exact)}
        </div>
    }
    .into_any()
}

pub fn optional() -> AnyView {
    view! { <span class="field__optional">" (mag leeg)"</span> }.into_any()
}

pub fn help(id: &str, slot: &'static Slot) -> Option<AnyView> {
    let hint = format!("{id}-hulp");
    (!slot.help.is_empty())
        .then(|| view! { <p id=hint class="utrecht-form-field-description field__hint">{slot.help}</p> }.into_any())
}

/// Ids of what describes a control.
pub fn described(place: &Place, slot: &'static Slot) -> String {
    let id = id(place);
    if slot.help.is_empty() { format!("{id}-fout") } else { format!("{id}-hulp {id}-fout") }
}

/// Whether there is a fault here.
pub fn invalid(desk: Desk, place: &Place) -> impl Fn() -> Option<&'static str> + Clone + use<> {
    let place = place.clone();
    let wrong = Memo::new(move |_| !desk.faults_at(&place, false).is_empty());
    move || wrong.get().then_some("true")
}

/// The name in the file is shown, for whoever reads the file too; it never changes.
fn key(desk: Desk, place: &Place, slot: &'static Slot) -> AnyView {
    let text = desk.text(place);
    view! { <p class="desk__key">{slot.label}": "<code>{move || text.get()}</code></p> }.into_any()
}

fn line(desk: Desk, place: &Place, slot: &'static Slot, needed: bool) -> AnyView {
    let (text, at) = (desk.text(place), place.clone());
    let write = move |typed: String| {
        let typed = typed.trim().to_owned();
        desk.write(&at, (needed || !typed.is_empty()).then_some(Value::String(typed)));
    };
    view! {
        <input
            class="utrecht-textbox" type="text" id=id(place) autocomplete="off" maxlength="2000"
            aria-describedby=described(place, slot) aria-invalid=invalid(desk, place)
            prop:value=move || text.get() on:change=move |event| write(event_target_value(&event))
        />
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// One sentence: a new line is a space.
    Sentence,
    /// One text.
    One,
    /// A paragraph per line.
    Each,
    /// A day per line.
    Dates,
    /// A word per line: name = word.
    Words,
}

fn area(desk: Desk, place: &Place, slot: &'static Slot, lines: Lines, needed: bool) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let text = Memo::new(move |_| value.with(|value| value.as_ref().map_or_else(String::new, shown)));
    let wrong = RwSignal::new(None::<String>);
    let write = move |typed: String| match written(&typed, lines) {
        Ok(value) => {
            wrong.set(None);
            desk.write(&at, value.or_else(|| needed.then(|| empty(lines))));
        }
        Err(why) => wrong.set(Some(why)),
    };
    view! {
        <textarea
            class="utrecht-textarea" id=id(place) rows=if lines == Lines::Sentence { "1" } else { "3" } aria-describedby=described(place, slot) aria-invalid=invalid(desk, place)
            prop:value=move || text.get() on:change=move |event| write(event_target_value(&event))
        ></textarea>
        <p class="utrecht-form-field-error-message" role="alert">{move || wrong.get()}</p>
    }
    .into_any()
}

/// What a field that is needed holds when it is emptied.
fn empty(lines: Lines) -> Value {
    match lines {
        Lines::Each | Lines::Dates => Value::Array(Vec::new()),
        Lines::Words => Value::Table(Table::new()),
        Lines::Sentence | Lines::One => Value::String(String::new()),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().map(shown).collect::<Vec<_>>().join("\n"),
        Value::Table(words) => {
            words.iter().map(|(key, word)| format!("{key} = {}", shown(word))).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

fn written(typed: &str, lines: Lines) -> Result<Option<Value>, String> {
    let each = || typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let value = match lines {
        Lines::Sentence => Value::String(typed.split_whitespace().collect::<Vec<_>>().join(" ")),
        Lines::One => Value::String(typed.trim().to_owned()),
        Lines::Each => Value::Array(each().map(|line| Value::String(line.to_owned())).collect()),
        Lines::Dates => {
            let day = |line: &str| {
                let read = domain::form::date(line)
                    .map_err(|_| format!("'{line}' is geen datum. Schrijf elke dag op een regel: 16-09-2026."))?;
                Ok::<_, String>(Value::String(read.to_string()))
            };
            Value::Array(each().map(day).collect::<Result<_, _>>()?)
        }
        Lines::Words => {
            let word = |line: &str| {
                let (key, word) =
                    line.split_once('=').ok_or_else(|| format!("'{line}' mist een =. Schrijf: naam = woord."))?;
                Ok::<_, String>((key.trim().to_owned(), Value::String(word.trim().to_owned())))
            };
            Value::Table(each().map(word).collect::<Result<Table, _>>()?)
        }
    };
    Ok((!typed.trim().is_empty()).then_some(value))
}

fn number(desk: Desk, place: &Place, slot: &'static Slot, (least, most): (i64, i64), needed: bool) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let text = Memo::new(move |_| value.with(|value| value.as_ref().map_or_else(String::new, Value::to_string)));
    let wrong = RwSignal::new(false);
    let write = move |typed: String| match typed.trim().parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => {
            wrong.set(false);
            desk.write(&at, Some(Value::Integer(number)));
        }
        Err(_) if typed.trim().is_empty() && !needed => {
            wrong.set(false);
            desk.write(&at, None);
        }
        _ => wrong.set(true),
    };
    view! {
        <input
            class="utrecht-textbox field__short" type="number" id=id(place) min=least max=most step="1"
            aria-describedby=described(place, slot) aria-invalid=invalid(desk, place)
            prop:value=move || text.get() on:change=move |event| write(event_target_value(&event))
        />
        <p class="utrecht-form-field-error-message" role="alert">
            {move || wrong.get().then(|| format!("Schrijf een heel getal van {least} tot en met {most}."))}
        </p>
    }
    .into_any()
}

fn numbers(desk: Desk, place: &Place) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let text = Memo::new(move |_| {
        let all = value.with(|value| value.as_ref().and_then(Value::as_array).cloned().unwrap_or_default());
        all.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
    });
    let wrong = RwSignal::new(false);
    let write = move |typed: String| {
        let parts = typed.split([',', ' ', ';']).filter(|part| !part.is_empty());
        match parts.map(str::parse::<i64>).collect::<Result<Vec<_>, _>>() {
            Ok(all) => {
                wrong.set(false);
                desk.write(&at, Some(Value::Array(all.into_iter().map(Value::Integer).collect())));
            }
            Err(_) => wrong.set(true),
        }
    };
    view! {
        <input
            class="utrecht-textbox" type="text" id=id(place) autocomplete="off" aria-invalid=invalid(desk, place)
            prop:value=move || text.get() on:change=move |event| write(event_target_value(&event))
        />
        <p class="utrecht-form-field-error-message" role="alert">
            {move || wrong.get().then_some("Schrijf getallen met een komma ertussen: 9, 11, 1.")}
        </p>
    }
    .into_any()
}

fn date(desk: Desk, place: &Place, slot: &'static Slot, needed: bool) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let text = Memo::new(move |_| value.with(|value| value.as_ref().map_or_else(String::new, shown)));
    let write = move |typed: String| {
        if !(needed && typed.is_empty()) {
            desk.write(&at, (!typed.is_empty()).then_some(Value::String(typed)));
        }
    };
    view! {
        <input
            class="utrecht-textbox field__date" type="date" id=id(place) aria-describedby=described(place, slot)
            prop:value=move || text.get() on:change=move |event| write(event_target_value(&event))
        />
    }
    .into_any()
}

fn flag(desk: Desk, place: &Place, slot: &'static Slot) -> AnyView {
    let (value, at) = (desk.value(place), place.clone());
    let on = Memo::new(move |_| value.with(|value| value.as_ref().and_then(Value::as_bool).unwrap_or_default()));
    let id = id(place);
    view! {
        <div class="field field--tick">
            <input
                class="utrecht-checkbox" type="checkbox" id=id.clone() aria-describedby=described(place, slot)
                prop:checked=move || on.get()
                on:change=move |event| desk.write(&at, event_target_checked(&event).then_some(Value::Boolean(true)))
            />
            <label for=id.clone()>{slot.label}</label>
            {help(&id, slot)}
            {faults::at(desk, place, false)}
        </div>
    }
    .into_any()
}

/// Fields that belong together; a group that may be left out is begun and taken away.
fn group(desk: Desk, place: &Place, slot: &'static Slot, slots: &'static [Slot]) -> AnyView {
    let (at, begun) = (place.clone(), place.clone());
    let there = Memo::new(move |_| desk.draft.with(|draft| draft.has(&begun)));
    let (label, id) = (slot.label, id(place));
    let toggle = {
        let at = at.clone();
        move || {
            let on = !there.get_untracked();
            desk.change(|draft| draft.toggle(&at, on));
        }
    };
    view! {
        <fieldset class="desk__group" id=id.clone() tabindex="-1">
            <legend>{label}</legend>
            {help(&id, slot)}
            {move || there.get().then(|| inside(desk, &at, slots))}
            {(!slot.needed).then(|| view! {
                <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| toggle()>
                    {move || if there.get() { "Weghalen" } else { "Toevoegen" }}
                    <span class="visually-hidden">": "{label}</span>
                </button>
            })}
            {faults::at(desk, place, true)}
        </fieldset>
    }
    .into_any()
}
