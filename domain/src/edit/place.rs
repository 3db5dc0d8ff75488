//! Where something stands in a draft: `steps.stap_1.term.length`, `forms.intake.sections.gezin.fields.situatie.hint`.
//! Parts are named by their identity, or by their number from 1 when they have none.

use std::fmt;

use toml::{Table, Value};

use super::schema::{Input, Kind, META, Slot, WORDS, kind};

/// A way from the root of a draft to one of its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place(pub Vec<String>);

impl Place {
    /// Reads a place as it is written; any text gives one.
    pub fn parse(text: &str) -> Self {
        Self(text.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    /// This place and one further.
    #[must_use]
    pub fn then(&self, part: impl Into<String>) -> Self {
        let mut all = self.0.clone();
        all.push(part.into());
        Self(all)
    }

    /// The place around it.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        Some(Self(before.to_vec()))
    }

    pub fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Whether this is the other place or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The list and identity of the part at the top in which it lies.
    pub fn part(&self) -> Option<(&str, &str)> {
        match self.0.as_slice() {
            [list, identity, ..] => Some((list, identity)),
            _ => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

/// What stands at a place, and what can stand there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    /// A list of parts.
    List(&'static Kind),
    /// One part of a list.
    Part(&'static Kind),
    /// A field, or a value inside a field.
    Value(&'static Slot, &'static Input),
    /// What the template says of itself.
    Meta,
}

/// What can stand at a place; nothing when the language has no such place.
pub(super) fn spot(place: &Place) -> Option<Spot> {
    let (first, rest) = place.0.split_first()?;
    rest.iter().try_fold(root(first)?, |spot, word| spot.then(word))
}

/// What stands at the top of a draft under this name.
pub(super) fn root(word: &str) -> Option<Spot> {
    match word {
        "meta" => Some(Spot::Meta),
        "vocabulary" => Some(Spot::Value(&WORDS, &WORDS.input)),
        list => kind(list).map(Spot::List),
    }
}

impl Spot {
    /// What can stand one further.
    pub(super) fn then(self, word: &str) -> Option<Self> {
        match self {
            Self::Meta => META.iter().find(|slot| slot.name == word).map(of_slot),
            Self::List(kind) => Some(Self::Part(kind)),
            Self::Part(kind) => kind.slot(word).map(of_slot),
            Self::Value(slot, input) => inside(slot, input, word),
        }
    }

    /// Which element of a list a word names: by its identity, or by its number from 1.
    pub(super) fn index(self, parts: &[Value], word: &str) -> Option<usize> {
        let found = match self {
            Self::List(kind) => (0..parts.len()).find(|index| kind.identity_of(&parts[*index], *index) == word),
            _ => None,
        };
        found.or_else(|| word.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < parts.len()))
    }
}

fn of_slot(slot: &'static Slot) -> Spot {
    of_input(slot, &slot.input)
}

fn of_input(slot: &'static Slot, input: &'static Input) -> Spot {
    match input {
        Input::Parts(kind) => Spot::List(kind),
        input => Spot::Value(slot, input),
    }
}

fn inside(slot: &'static Slot, input: &'static Input, word: &str) -> Option<Spot> {
    match input {
        Input::Group(slots) => slots.iter().find(|slot| slot.name == word).map(of_slot),
        Input::Variant(variants) => {
            let held = variants.iter().find(|variant| variant.key == word)?.holds.as_ref()?;
            Some(of_input(slot, held))
        }
        Input::Each(input) | Input::Map(_, input) => Some(of_input(slot, input)),
        _ => None,
    }
}

/// The value at a place of a draft.
pub(super) fn get<'t>(table: &'t Table, place: &Place) -> Option<&'t Value> {
    let (first, rest) = place.0.split_first()?;
    let mut at = (table.get(first)?, root(first)?);
    for word in rest {
        let value = match at.0 {
            Value::Table(table) => table.get(word)?,
            Value::Array(parts) => parts.get(at.1.index(parts, word)?)?,
            _ => return None,
        };
        at = (value, at.1.then(word)?);
    }
    Some(at.0)
}

/// As [`get`], to change it.
pub(super) fn get_mut<'t>(table: &'t mut Table, place: &Place) -> Option<&'t mut Value> {
    let (first, rest) = place.0.split_first()?;
    let mut at = (table.get_mut(first)?, root(first)?);
    for word in rest {
        let value = match at.0 {
            Value::Table(table) => table.get_mut(word)?,
            Value::Array(parts) => {
                let index = at.1.index(parts, word)?;
                parts.get_mut(index)?
            }
            _ => return None,
        };
        at = (value, at.1.then(word)?);
    }
    Some(at.0)
}
