//! What changed between two versions, in words that a functioneel beheerder and a school understand: "Stap 'Proces 2.1',
//! termijn, duur: van 6 weken naar 8 weken." Parts are recognised by their name in the file, not by their place.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{
    Place,
    schema::{Input, KINDS, Kind, META, Slot, WORDS},
    words::{part_name, say},
};
use crate::actor::Function;

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where: `steps.proces_2_1.term.length`.
    pub place: String,
    /// A whole sentence.
    pub words: String,
}

/// Everything that is different, in the order of the template; none when nothing is.
pub fn difference(before: &Table, after: &Table) -> Vec<Change> {
    let mut walk = Walk { before, after, changes: Vec::new() };
    let (old, new) = (table(before, "meta"), table(after, "meta"));
    for slot in &META {
        walk.slot(&Place::parse("meta"), "Over de werkwijze", slot, old, new);
    }
    walk.slot(&Place::default(), "Over de werkwijze", &WORDS, Some(before), Some(after));
    for kind in KINDS {
        walk.list(&Place::parse(kind.list), "", kind, array(before, kind.list), array(after, kind.list));
    }
    walk.changes
}

struct Walk<'t> {
    before: &'t Table,
    after: &'t Table,
    changes: Vec<Change>,
}

impl Walk<'_> {
    fn add(&mut self, place: &Place, words: String) {
        self.changes.push(Change { place: place.to_string(), words });
    }

    /// A list of parts: what came, what went, what changed, and whether the order did.
    fn list(&mut self, place: &Place, within: &str, kind: &'static Kind, old: &[Value], new: &[Value]) {
        if old == new {
            return;
        }
        let at = |parts: &[Value], identity: &str| {
            (0..parts.len()).find(|index| kind.identity_of(&parts[*index], *index) == identity)
        };
        let identities = |parts: &[Value]| -> Vec<String> {
            parts.iter().enumerate().map(|(index, part)| kind.identity_of(part, index)).collect()
        };
        let (olds, news) = (identities(old), identities(new));
        for (index, identity) in news.iter().enumerate() {
            let name = part_name(self.after, kind, &new[index], index);
            let place = place.then(identity);
            let Some(was) = at(old, identity) else {
                self.add(&place, sentence(within, &format!("{} '{name}'.", kind.new_one())));
                continue;
            };
            let called = sentence(within, &format!("{} '{name}'", kind.one));
            let (was, is) = (old[was].as_table(), new[index].as_table());
            for slot in kind.slots {
                self.slot(&place, &called, slot, was, is);
            }
        }
        for (index, identity) in olds.iter().enumerate() {
            if at(new, identity).is_none() {
                let name = part_name(self.before, kind, &old[index], index);
                self.add(&place.then(identity), sentence(within, &format!("{} '{name}' vervalt.", kind.one)));
            }
        }
        let kept = |all: &[String], other: &[String]| -> Vec<String> {
            all.iter().filter(|identity| other.contains(identity)).cloned().collect()
        };
        if kept(&olds, &news) != kept(&news, &olds) {
            let many = kind.many.to_lowercase();
            self.add(place, sentence(within, &format!("de volgorde van de {many} is gewijzigd.")));
        }
    }

    fn slot(&mut self, place: &Place, called: &str, slot: &'static Slot, old: Option<&Table>, new: Option<&Table>) {
        let empty = Table::new();
        let (old, new) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
        let said = |group: &'_ Table| group.get(slot.name).filter(|value| !says_nothing(slot, value)).cloned();
        let (was, is) = (said(old), said(new));
        let (was, is) = (was.as_ref(), is.as_ref());
        if was == is {
            return;
        }
        let place = place.then(slot.name);
        let label = slot.label.to_lowercase();
        let called = if called.is_empty() { slot.label.to_owned() } else { format!("{called}, {label}") };
        match (&slot.input, was, is) {
            (Input::Parts(kind), was, is) => {
                let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
                let within = called.rsplit_once(", ").map_or(called.as_str(), |(before, _)| before).to_owned();
                self.list(&place, &within, kind, &list(was), &list(is));
            }
            (Input::Group(slots), Some(Value::Table(was)), Some(Value::Table(is))) => {
                for slot in *slots {
                    self.slot(&place, &called, slot, Some(was), Some(is));
                }
            }
            (Input::Several(_) | Input::Choices(_) | Input::Lines, was, is) => {
                let words = self.members(slot, was, is, old, new);
                self.add(&place, format!("{called}: {words}."));
            }
            (Input::Words, was, is) => self.own_words(&place, &called, was, is),
            (input, Some(was), Some(is)) => {
                let (was, is) = (say(self.before, input, was, old), say(self.after, input, is, new));
                self.add(&place, format!("{called}: van {was} naar {is}."));
            }
            (Input::Flag, None, Some(_)) => self.add(&place, format!("{called}: ja.")),
            (Input::Flag, Some(_), None) => self.add(&place, format!("{called}: niet meer.")),
            (input, None, Some(is)) => {
                let is = say(self.after, input, is, new);
                self.add(&place, format!("{called}: nieuw, {is}."));
            }
            (input, Some(was), None) => {
                let was = say(self.before, input, was, old);
                self.add(&place, format!("{called}: vervalt (was {was})."));
            }
            (_, None, None) => {}
        }
    }

    /// What came into a list of names or paragraphs, and what left it.
    /// Each word of its own apart.
    fn own_words(&mut self, place: &Place, called: &str, was: Option<&Value>, is: Option<&Value>) {
        let word = |words: Option<&Value>, key: &str| Some(words?.as_table()?.get(key)?.as_str()?.to_owned());
        let keys = [was, is].into_iter().flatten().filter_map(Value::as_table).flat_map(Table::keys);
        for key in keys.collect::<BTreeSet<_>>() {
            let means = Function::from_key(key).map_or_else(|| key.clone(), |function| function.label().to_owned());
            let words = match (word(was, key), word(is, key)) {
                (was, is) if was == is => continue,
                (Some(was), Some(is)) => format!("{called}: '{means}' heet '{is}' en niet meer '{was}'."),
                (None, Some(is)) => format!("{called}: '{means}' heet '{is}'."),
                (Some(was), None) => format!("{called}: '{means}' heet niet meer '{was}'."),
                (None, None) => continue,
            };
            self.add(&place.then(key), words);
        }
    }

    fn members(
        &self,
        slot: &'static Slot,
        was: Option<&Value>,
        is: Option<&Value>,
        old: &Table,
        new: &Table,
    ) -> String {
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let (was, is) = (list(was), list(is));
        let only = |these: &[Value], those: &[Value]| -> Vec<Value> {
            these.iter().filter(|value| !those.contains(value)).cloned().collect()
        };
        let said = |root: &Table, values: Vec<Value>, beside: &Table| match slot.input {
            Input::Lines => {
                values.iter().filter_map(Value::as_str).map(|line| format!("'{line}'")).collect::<Vec<_>>().join(", ")
            }
            _ => say(root, &slot.input, &Value::Array(values), beside),
        };
        let (came, went) = (only(&is, &was), only(&was, &is));
        let came = (!came.is_empty()).then(|| format!("erbij {}", said(self.after, came, new)));
        let went = (!went.is_empty()).then(|| format!("eraf {}", said(self.before, went, old)));
        match (came, went) {
            (None, None) => "de volgorde is gewijzigd".to_owned(),
            (came, went) => came.into_iter().chain(went).collect::<Vec<_>>().join("; "),
        }
    }
}

/// Whether a field says what is so without it.
fn says_nothing(slot: &Slot, value: &Value) -> bool {
    match (&slot.input, value) {
        (Input::Flag, Value::Boolean(flag)) => !flag,
        (_, Value::Array(all)) => all.is_empty(),
        (_, Value::Table(group)) => group.is_empty(),
        (Input::Variant(variants), Value::String(key)) => {
            matches!(variants[0].key, "always" | "function") && variants[0].key == key
        }
        _ => false,
    }
}

fn sentence(within: &str, words: &str) -> String {
    if !within.is_empty() {
        return format!("{within}: {words}");
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn table<'t>(root: &'t Table, name: &str) -> Option<&'t Table> {
    root.get(name).and_then(Value::as_table)
}

fn array<'t>(root: &'t Table, name: &str) -> &'t [Value] {
    root.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
