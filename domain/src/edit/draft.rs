//! A draft while somebody writes it: every change can be taken back, in the order in which it was made, and says in
//! words what it did. Old trees are kept whole; a template is small.

use std::collections::VecDeque;

use toml::{Table, Value};

use super::{
    Place, difference, fresh,
    place::{Spot, get, get_mut, spot},
    schema::{Input, KINDS, Kind, kind},
    words::{part_name, taken},
};
use crate::{
    check::{Fault, Rule, check},
    template::{Body, ReadError, Template, read_table},
};

/// How many changes can be taken back.
const REMEMBERED: usize = 200;

/// A way of working that is being written.
#[derive(Debug, Clone)]
pub struct Draft {
    table: Table,
    past: VecDeque<Table>,
    future: Vec<Table>,
}

impl Draft {
    /// Reads a text of any way of working, also one with faults; a text that is no file of this language is refused.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        read_table(text).map(Self::of)
    }

    /// A draft of what is written here.
    pub const fn of(table: Table) -> Self {
        Self { table, past: VecDeque::new(), future: Vec::new() }
    }

    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// The file as it is stored: in the order of the language when it can be read as a template.
    pub fn text(&self) -> String {
        let ordered = self.body().ok().and_then(|body| Template::draft(body).to_toml().ok());
        ordered.or_else(|| toml::to_string_pretty(&self.table).ok()).unwrap_or_default()
    }

    pub fn get(&self, place: &Place) -> Option<&Value> {
        get(&self.table, place)
    }

    /// The fields of the part or group at a place; empty when there is none.
    pub fn group(&self, place: &Place) -> Table {
        if place.0.is_empty() {
            return self.table.clone();
        }
        self.get(place).and_then(Value::as_table).cloned().unwrap_or_default()
    }

    /// Where the parts of a list stand, in order.
    pub fn stands(&self, list: &Place) -> Vec<String> {
        let Some(Spot::List(kind)) = spot(list) else { return Vec::new() };
        let parts = self.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        parts.iter().enumerate().map(|(index, part)| kind.stand_of(part, index)).collect()
    }

    /// What people call the part at a place; its number when it has no name.
    pub fn name(&self, part: &Place) -> String {
        let number = part.last().parse::<usize>().unwrap_or(1).saturating_sub(1);
        match (spot(part), self.get(part)) {
            (Some(Spot::Part(kind)), Some(value)) => part_name(&self.table, kind, value, number),
            _ => part.last().to_owned(),
        }
    }

    /// "stap 'Intake'": the part at the top in which a place lies; nothing when there is none.
    pub fn called(&self, place: &Place) -> Option<String> {
        let (list, identity) = place.part()?;
        let part = Place(vec![list.to_owned(), identity.to_owned()]);
        let kind = kind(list).filter(|_| self.has(&part))?;
        Some(format!("{} '{}'", kind.one, self.name(&part)))
    }

    /// Whether there is a part or value here.
    pub fn has(&self, place: &Place) -> bool {
        self.get(place).is_some()
    }

    /// Writes a value, or takes it away; a place that does not exist changes nothing.
    pub fn set(&mut self, place: &Place, value: Option<Value>) {
        let Some(parent) = place.parent() else { return };
        self.change(|table| {
            let group = if parent.0.is_empty() { Some(table) } else { group_at(table, &parent) };
            let Some(group) = group else { return };
            match value {
                Some(value) => group.insert(place.last().to_owned(), value),
                None => group.remove(place.last()),
            };
        });
    }

    /// Adds a part with this label to a list and says where it stands.
    pub fn add(&mut self, list: &Place, label: &str) -> Option<Place> {
        let Some(Spot::List(kind)) = spot(list) else { return None };
        let others = self.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
        let part = Value::Table(fresh::part(&self.table, kind, label, &others));
        let stand = kind.stand_of(&part, others.len());
        let mut parts = others;
        parts.push(part);
        self.set(list, Some(Value::Array(parts)));
        Some(list.then(stand))
    }

    /// Takes a part out of its list.
    pub fn remove(&mut self, part: &Place) {
        self.in_list(part, |parts, index| {
            parts.remove(index);
        });
    }

    /// Moves a part one place up or down in its list and says where it stands now.
    pub fn shift(&mut self, part: &Place, down: bool) -> Place {
        let mut now = None;
        self.in_list(part, |parts, index| {
            let other = if down { index + 1 } else { index.wrapping_sub(1) };
            if other < parts.len() {
                parts.swap(index, other);
                now = Some(other);
            }
        });
        let list = part.parent().unwrap_or_default();
        let stand = now.and_then(|index| self.stands(&list).into_iter().nth(index));
        stand.map_or_else(|| part.clone(), |stand| list.then(stand))
    }

    /// Gives a value one of its forms, empty; what it held goes unless the form stays.
    pub fn choose(&mut self, place: &Place, key: &str) {
        let Some(Spot::Value(_, Input::Variant(variants))) = spot(place) else { return };
        if self.get(place).is_some_and(|value| taken(value).0 == key) {
            return;
        }
        let Some(variant) = variants.iter().find(|variant| variant.key == key) else { return };
        let beside = place.parent().map(|parent| self.group(&parent)).unwrap_or_default();
        let value = fresh::variant(&self.table, variant, &beside);
        if place.parent().and_then(|parent| self.get(&parent)).is_some_and(Value::is_array) {
            self.in_list(place, |values, index| values[index] = value);
        } else {
            self.set(place, Some(value));
        }
    }

    /// Adds a value to a list of values, such as a condition.
    pub fn append(&mut self, list: &Place) {
        let Some(Spot::Value(_, Input::Each(input))) = spot(list) else { return };
        let mut values = self.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
        values.push(fresh::start(&self.table, input, &Table::new()));
        self.replace(list, Value::Array(values));
    }

    /// Begins a group of fields, or takes it away.
    pub fn toggle(&mut self, place: &Place, on: bool) {
        let Some(Spot::Value(slot, _)) = spot(place) else { return };
        let value = on.then(|| fresh::start(&self.table, &slot.input, &Table::new()));
        self.set(place, value);
    }

    fn replace(&mut self, place: &Place, value: Value) {
        self.change(|table| {
            if let Some(found) = get_mut(table, place) {
                *found = value;
            }
        });
    }

    fn in_list(&mut self, part: &Place, act: impl FnOnce(&mut Vec<Value>, usize)) {
        let Some(list) = part.parent() else { return };
        let Some(at) = spot(&list) else { return };
        self.change(|table| {
            if let Some(parts) = get_mut(table, &list).and_then(Value::as_array_mut)
                && let Some(index) = at.index(parts, part.last())
            {
                act(parts, index);
                if parts.is_empty() && !is_needed(&list) {
                    clear(table, &list);
                }
            }
        });
    }

    fn change(&mut self, act: impl FnOnce(&mut Table)) {
        let before = self.table.clone();
        act(&mut self.table);
        if before == self.table {
            return;
        }
        self.past.push_back(before);
        if self.past.len() > REMEMBERED {
            self.past.pop_front();
        }
        self.future.clear();
    }

    /// What taking back the last change would take back, in words.
    pub fn undoes(&self) -> Option<String> {
        self.past.back().map(|before| summary(before, &self.table))
    }

    /// What doing again would do, in words.
    pub fn redoes(&self) -> Option<String> {
        self.future.last().map(|after| summary(&self.table, after))
    }

    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop_back() {
            self.future.push(std::mem::replace(&mut self.table, before));
        }
    }

    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push_back(std::mem::replace(&mut self.table, after));
        }
    }

    /// Takes over what came back from somebody else's work; own changes can still be taken back.
    pub fn adopt(&mut self, table: Table) {
        self.change(|mine| *mine = table);
    }

    /// The template, or why it cannot be read as one.
    pub fn body(&self) -> Result<Body, Vec<Fault>> {
        let read = Value::Table(self.table.clone()).try_into::<Body>();
        read.map_err(|error| {
            let faults = self.unreadable();
            if faults.is_empty() { vec![unreadable("bestand", error.message())] } else { faults }
        })
    }

    /// Everything that is wrong now; none when it can be published.
    pub fn faults(&self) -> Vec<Fault> {
        match self.body() {
            Ok(body) => check(&body),
            Err(faults) => faults,
        }
    }

    /// The parts that cannot be read, each by itself.
    fn unreadable(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for kind in KINDS {
            let parts = self.table.get(kind.list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for (index, part) in parts.iter().enumerate() {
                if let Err(message) = alone(kind, part) {
                    let place = format!("{}.{}", kind.list, kind.identity_of(part, index));
                    faults.push(unreadable(&place, &message));
                }
            }
        }
        faults
    }

    /// The place of a fault as far as the draft has it; places in a fault may leave out the names of lists.
    pub fn locate(&self, fault: &Fault) -> Place {
        let mut place = Place::default();
        for word in fault.place.split('.') {
            let next = place.then(word);
            if spot(&next).is_some() && (self.has(&next) || !matches!(spot(&next), Some(Spot::Part(_)))) {
                place = next;
                continue;
            }
            let Some(Spot::Part(kind)) = spot(&place) else { break };
            let inner = kind.slots.iter().filter(|slot| matches!(slot.input, Input::Parts(_)));
            let found = inner.map(|slot| place.then(slot.name).then(word)).find(|place| self.has(place));
            let Some(found) = found else { break };
            place = found;
        }
        self.stand(&place)
    }

    /// A place with every part of it where it stands, however it was named.
    pub fn stand(&self, place: &Place) -> Place {
        let mut at = Place::default();
        for word in &place.0 {
            let parts = self.get(&at).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let stand = match spot(&at) {
                Some(list @ Spot::List(kind)) => {
                    list.index(parts, word).map(|index| kind.stand_of(&parts[index], index))
                }
                _ => None,
            };
            at = at.then(stand.unwrap_or_else(|| word.clone()));
        }
        at
    }
}

/// The table in which a field is written; a group that is not there yet is begun.
fn group_at<'t>(table: &'t mut Table, place: &Place) -> Option<&'t mut Table> {
    if get(table, place).is_none()
        && let [name] = place.0.as_slice()
    {
        table.insert(name.clone(), Value::Table(Table::new()));
    }
    get_mut(table, place)?.as_table_mut()
}

/// Whether a list stands in the file also when it is empty: one that its part needs, or a value inside a choice.
fn is_needed(list: &Place) -> bool {
    let Some(around) = list.parent().filter(|parent| !parent.0.is_empty()) else { return false };
    match spot(&around) {
        Some(Spot::Part(kind)) => kind.slot(list.last()).is_none_or(|slot| slot.needed),
        _ => true,
    }
}

/// Takes a value away.
fn clear(table: &mut Table, place: &Place) {
    let Some(parent) = place.parent() else { return };
    let group = if parent.0.is_empty() { Some(table) } else { get_mut(table, &parent).and_then(Value::as_table_mut) };
    if let Some(group) = group {
        group.remove(place.last());
    }
}

/// Whether one part can be read by itself: in a template with nothing else.
fn alone(kind: &Kind, part: &Value) -> Result<(), String> {
    let meta = "format = 1\n[meta]\nkey = 'x'\ntitle = ''\nsector = 'po'\nversion = ''";
    let mut whole: Table = toml::from_str(meta).map_err(|error| error.message().to_owned())?;
    whole.insert(kind.list.to_owned(), Value::Array(vec![part.clone()]));
    Value::Table(whole).try_into::<Body>().map(|_| ()).map_err(|error| error.message().to_owned())
}

fn unreadable(place: &str, message: &str) -> Fault {
    let message = crate::template::in_dutch(message);
    Fault { rule: Rule::Unreadable, place: place.to_owned(), message, path: Vec::new() }
}

fn summary(before: &Table, after: &Table) -> String {
    let changes = difference(before, after);
    match changes.as_slice() {
        [] => "een wijziging".to_owned(),
        [one] => one.words.clone(),
        [first, rest @ ..] => format!("{} En nog {} wijzigingen.", first.words, rest.len()),
    }
}
