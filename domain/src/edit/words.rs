//! Values of a draft in Dutch, for the difference between two versions and for the lists one chooses from.

use chrono::NaiveDate;
use toml::{Table, Value};

use super::schema::{Input, Kind, Of, Slot, Variant, kind};
use crate::{calendar::short_date, term::Period};

/// What a value says, with the names of the parts it refers to. `beside` are the fields that stand next to it.
pub fn say(root: &Table, input: &'static Input, value: &Value, beside: &Table) -> String {
    match (input, value) {
        (Input::Flag, Value::Boolean(flag)) => if *flag { "ja" } else { "nee" }.to_owned(),
        (Input::One(of), value) => quoted(&label(root, *of, value, beside)),
        (Input::Several(of), Value::Array(keys)) => {
            let labels: Vec<_> = keys.iter().map(|key| label(root, *of, key, beside)).collect();
            if labels.is_empty() { "niemand of niets".to_owned() } else { labels.join(", ") }
        }
        (Input::Choice(choices), Value::String(key)) => choice(&choices(), key),
        (Input::Choices(choices), Value::Array(keys)) => {
            let known = choices();
            let labels: Vec<_> = keys.iter().filter_map(Value::as_str).map(|key| choice(&known, key)).collect();
            labels.join(", ")
        }
        (Input::Group(slots), Value::Table(group)) => {
            let parts: Vec<_> = slots.iter().filter_map(|slot| with_label(root, slot, group)).collect();
            parts.join(", ")
        }
        (Input::Variant(variants), value) => variant(root, variants, value),
        (Input::Each(input), Value::Array(all)) => {
            let parts: Vec<_> = all.iter().map(|value| say(root, input, value, beside)).collect();
            format!("({})", parts.join("; "))
        }
        (Input::Parts(kind), Value::Array(parts)) => {
            let names = parts.iter().enumerate().map(|(index, part)| part_name(root, kind, part, index));
            names.collect::<Vec<_>>().join(", ")
        }
        (Input::Map(of, input), Value::Table(map)) => {
            let pairs = map.iter().map(|(key, value)| {
                let key = label(root, *of, &Value::String(key.clone()), beside);
                format!("{key}: {}", say(root, input, value, map))
            });
            pairs.collect::<Vec<_>>().join(", ")
        }
        (Input::Lines | Input::Numbers { .. } | Input::Dates, Value::Array(all)) => {
            all.iter().map(plain).collect::<Vec<_>>().join(", ")
        }
        (Input::Words, Value::Table(words)) => {
            words.iter().map(|(key, word)| format!("{key} = {}", plain(word))).collect::<Vec<_>>().join(", ")
        }
        (Input::Line | Input::Sentence | Input::Text | Input::Key, Value::String(text)) => quoted(text),
        (_, value) => plain(value),
    }
}

/// What can be chosen: stored name and label, in the order of the draft.
pub fn options(root: &Table, of: Of, beside: &Table) -> Vec<(String, String)> {
    let sibling = |field: &str| beside.get(field).and_then(Value::as_str).unwrap_or_default();
    match of {
        Of::Outcomes => {
            let decision = parts(root, "decisions").find(|part| text(part, "key") == sibling("decision"));
            decision.map_or_else(Vec::new, |decision| named(array(decision, "outcomes"), "key", "label"))
        }
        Of::Answers => {
            let asked = if beside.contains_key("field") { sibling("field") } else { sibling("question") };
            let Some(field) = fields(root).find(|field| text(field, "linkId") == asked) else { return Vec::new() };
            match text(field, "type") {
                "boolean" => vec![("true".to_owned(), "ja".to_owned()), ("false".to_owned(), "nee".to_owned())],
                _ => named(array(field, "answerOption"), "value", "label"),
            }
        }
        Of::Fields => {
            let mut seen = Vec::new();
            for field in fields(root) {
                let pair = (text(field, "linkId").to_owned(), text(field, "text").to_owned());
                if !seen.iter().any(|(key, _)| *key == pair.0) {
                    seen.push(pair);
                }
            }
            seen
        }
        of => {
            let Some(kind) = of.kind() else { return Vec::new() };
            named(parts(root, kind.list), "key", kind.name)
        }
    }
}

impl Of {
    /// The list at the top of a draft in which such parts stand.
    pub fn kind(self) -> Option<&'static Kind> {
        let list = match self {
            Self::Roles => "roles",
            Self::Phases => "phases",
            Self::Steps => "steps",
            Self::Facts => "facts",
            Self::Consents => "consents",
            Self::Decisions => "decisions",
            Self::Meetings => "meetings",
            Self::Forms => "forms",
            Self::Fields | Self::Outcomes | Self::Answers => return None,
        };
        kind(list)
    }
}

/// What a part is called in its list; a part that is known by another is called what that one is called.
pub(super) fn part_name(root: &Table, kind: &'static Kind, part: &Value, index: usize) -> String {
    let Value::Table(table) = part else { return (index + 1).to_string() };
    let named = kind.slot(kind.name).zip(table.get(kind.name));
    match named {
        Some((Slot { input: Input::One(of), .. }, value)) => label(root, *of, value, table),
        _ => kind.name_of(table, index),
    }
}

fn with_label(root: &Table, slot: &'static Slot, group: &Table) -> Option<String> {
    let value = group.get(slot.name)?;
    Some(format!("{} {}", slot.label.to_lowercase(), say(root, &slot.input, value, group)))
}

fn variant(root: &Table, variants: &'static [Variant], value: &Value) -> String {
    let (key, held) = taken(value);
    let Some(variant) = variants.iter().find(|variant| variant.key == key) else { return plain(value) };
    if let Some(period) = counted(value) {
        return period.words();
    }
    let empty = Table::new();
    let words: Vec<String> = match (&variant.holds, held) {
        (Some(Input::Group(slots)), Some(Value::Table(group))) => {
            slots.iter().filter_map(|slot| Some(say(root, &slot.input, group.get(slot.name)?, group))).collect()
        }
        (Some(input), Some(held)) => vec![say(root, input, held, &empty)],
        _ => Vec::new(),
    };
    words.iter().fold(variant.says.to_owned(), |said, word| said.replacen("{}", word, 1))
}

/// A counted period, which knows its own words: "1 week".
fn counted(value: &Value) -> Option<Period> {
    let period: Period = value.clone().try_into().ok()?;
    period.count().map(|_| period)
}

/// Which form a value has, and what it holds.
pub(super) fn taken(value: &Value) -> (&str, Option<&Value>) {
    match value {
        Value::String(key) => (key, None),
        Value::Table(table) => table.iter().next().map_or(("", None), |(key, held)| (key.as_str(), Some(held))),
        _ => ("", None),
    }
}

fn label(root: &Table, of: Of, value: &Value, beside: &Table) -> String {
    let key = plain(value);
    let known = options(root, of, beside).into_iter().find(|(known, _)| *known == key);
    known.map(|(_, label)| label).filter(|label| !label.trim().is_empty()).unwrap_or(key)
}

fn choice(choices: &[(&'static str, &'static str)], key: &str) -> String {
    choices.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label).to_owned()
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Datetime(date) => date.to_string().parse::<NaiveDate>().map_or_else(|_| date.to_string(), short_date),
        Value::Boolean(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        other => other.to_string(),
    }
}

pub(super) fn parts<'t>(table: &'t Table, list: &str) -> impl Iterator<Item = &'t Table> {
    array(table, list)
}

fn array<'t>(table: &'t Table, list: &str) -> impl Iterator<Item = &'t Table> + use<'t> {
    let parts = table.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    parts.iter().filter_map(Value::as_table)
}

fn fields(root: &Table) -> impl Iterator<Item = &Table> {
    parts(root, "forms").flat_map(|form| array(form, "sections")).flat_map(|section| array(section, "fields"))
}

fn named<'t>(parts: impl Iterator<Item = &'t Table>, key: &str, name: &str) -> Vec<(String, String)> {
    parts.map(|part| (text(part, key).to_owned(), text(part, name).to_owned())).collect()
}

pub(super) fn text<'t>(table: &'t Table, field: &str) -> &'t str {
    table.get(field).and_then(Value::as_str).unwrap_or_default()
}
