//! A part that was just added: it can be read at once, with what every such part needs, and lacks only the words that
//! people must choose. The checker says which.

use toml::{Table, Value};

use super::{
    schema::{Input, Kind, Slot, Variant},
    words::options,
};
use crate::{stage::Stage, template::LONGEST_KEY};

/// Stands where another part must still be chosen.
const NOT_CHOSEN: &str = "nog_te_kiezen";

/// A new part with this label, and a name that no other part of the list has.
pub(super) fn part(root: &Table, kind: &'static Kind, label: &str, others: &[Value]) -> Table {
    let taken: Vec<String> = others.iter().enumerate().map(|(index, part)| kind.identity_of(part, index)).collect();
    let mut part = Table::new();
    for slot in kind.slots.iter().filter(|slot| slot.needed) {
        let value = match &slot.input {
            Input::Key => Value::String(name(label, &taken)),
            Input::Line | Input::Sentence if slot.name == kind.name => Value::String(label.trim().to_owned()),
            input => start(root, input, &part),
        };
        part.insert(slot.name.to_owned(), value);
    }
    if kind.list == "meetings" {
        let chair = part.get("chair").cloned().unwrap_or_else(|| NOT_CHOSEN.into());
        part.insert("stages".to_owned(), stages(&chair));
        part.insert("abbreviation".to_owned(), Value::String(label.trim().to_owned()));
    }
    // A name that refers to another part is chosen so that no two are the same.
    if let Some((field, Input::One(of))) = kind.identity.and_then(|field| kind.slot(field)).map(|s| (s.name, &s.input))
    {
        let free = options(root, *of, &part).into_iter().map(|(key, _)| key).find(|key| !taken.contains(key));
        part.insert(field.to_owned(), Value::String(free.unwrap_or_else(|| NOT_CHOSEN.to_owned())));
    }
    if let Some((field, Input::Choice(choices))) = kind.identity.and_then(|f| kind.slot(f)).map(|s| (s.name, &s.input))
    {
        let free = choices().into_iter().map(|(key, _)| key).find(|key| !taken.iter().any(|name| name == key));
        part.insert(field.to_owned(), Value::String(free.unwrap_or(NOT_CHOSEN).to_owned()));
    }
    part
}

/// What a field holds before anybody chose.
pub(super) fn start(root: &Table, input: &'static Input, beside: &Table) -> Value {
    match input {
        Input::Key => NOT_CHOSEN.into(),
        Input::Line | Input::Sentence | Input::Text => "".into(),
        Input::MonthDay => "31-07".into(),
        Input::Number { least, .. } => Value::Integer((*least).max(1)),
        Input::Flag => Value::Boolean(true),
        Input::Date => {
            "2026-08-01".parse::<toml::value::Datetime>().map_or_else(|_| "2026-08-01".into(), Value::Datetime)
        }
        Input::Choice(choices) => choices().first().map_or("", |(key, _)| key).into(),
        Input::One(of) => {
            let first = options(root, *of, beside).into_iter().next();
            first.map_or_else(|| NOT_CHOSEN.to_owned(), |(key, _)| key).into()
        }
        Input::Variant(variants) => variant(root, &variants[0], beside),
        Input::Group(slots) => Value::Table(group(root, slots)),
        Input::Map(..) | Input::Words => Value::Table(Table::new()),
        Input::Lines
        | Input::Numbers { .. }
        | Input::Dates
        | Input::Choices(_)
        | Input::Several(_)
        | Input::Parts(_)
        | Input::Each(_) => Value::Array(Vec::new()),
    }
}

/// One form of a value, before anybody chose what it holds.
pub(super) fn variant(root: &Table, variant: &'static Variant, beside: &Table) -> Value {
    let Some(held) = &variant.holds else { return variant.key.into() };
    let held = match held {
        // A period of one week is rarely meant; a round number shows that it is to be chosen.
        Input::Number { least, most } if *least <= 6 && *most >= 6 => Value::Integer(6),
        Input::Numbers { .. } => Value::Array(vec![Value::Integer(9)]),
        held => start(root, held, beside),
    };
    Value::Table(Table::from_iter([(variant.key.to_owned(), held)]))
}

fn group(root: &Table, slots: &'static [Slot]) -> Table {
    let mut group = Table::new();
    for slot in slots.iter().filter(|slot| slot.needed) {
        let value = start(root, &slot.input, &group);
        group.insert(slot.name.to_owned(), value);
    }
    group
}

/// The usual pipeline of an agenda, in words that fit every meeting.
fn stages(chair: &Value) -> Value {
    let words = |stage: Stage| match stage {
        Stage::Concept => ("Concept", "Agenda maken", "U zet de leerlingen op de conceptagenda.", 21, "free"),
        Stage::Sent => (
            "Concept verstuurd",
            "Agenda versturen",
            "De leden zien de agenda en voegen leerlingen toe.",
            14,
            "partners_too",
        ),
        Stage::Definitive => (
            "Definitief",
            "Definitief maken",
            "De agenda staat vast; later toevoegen kan met een reden.",
            7,
            "late_with_reason",
        ),
        Stage::Held => ("Gehouden", "Overleg afronden", "Het verslag kan worden gemaakt.", 0, "closed"),
        Stage::Shared => (
            "Verslag gedeeld",
            "Verslag delen",
            "Ieder leest het verslag van de leerlingen die voor hem of haar open zijn.",
            -7,
            "closed",
        ),
    };
    let rule = |stage: Stage| {
        let (label, action, consequence, days, additions) = words(stage);
        let by = Value::Array(vec![chair.clone()]);
        Value::Table(Table::from_iter([
            ("stage".to_owned(), stage.key().into()),
            ("label".to_owned(), label.into()),
            ("action".to_owned(), action.into()),
            ("consequence".to_owned(), consequence.into()),
            ("by".to_owned(), by),
            ("days_before".to_owned(), Value::Integer(days)),
            ("additions".to_owned(), additions.into()),
        ]))
    };
    Value::Array(Stage::ALL.into_iter().map(rule).collect())
}

/// A label as a name: "Stap 3: het SOT" becomes `stap_3_het_sot`; with a number behind it when it is taken.
pub(super) fn name(label: &str, taken: &[String]) -> String {
    let plain = crate::pupil::search_name(label);
    let mut name = String::new();
    for letter in plain.chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name: String = name.trim_end_matches('_').chars().take(LONGEST_KEY - 4).collect();
    let name = if name.is_empty() { "onderdeel".to_owned() } else { name };
    let mut free = name.clone();
    let mut number = 2;
    while taken.contains(&free) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}
