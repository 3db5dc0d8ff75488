//! Two people write in one draft. What each changed since what both had is taken from both; where they changed the same
//! thing differently, what is stored stays and the other's value is given back to be looked at. Nothing is lost in silence.

use toml::{Table, Value};

use super::{
    Place,
    place::{Spot, root},
    schema::{Input, Kind},
    words::say,
};

/// A draft with the work of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    pub table: Table,
    pub clashes: Vec<Clash>,
}

/// One thing that both changed, each otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Where: `steps.proces_2_1.regie`.
    pub place: String,
    /// What it is about: "Regie".
    pub words: String,
    /// What I wanted, in words; empty when I took it away.
    pub mine: String,
    /// What stands there now.
    pub theirs: String,
}

/// Brings `mine` and `theirs` together, both made from `base`.
pub fn merge(base: &Table, mine: &Table, theirs: &Table) -> Merged {
    let mut merger = Merger { mine, theirs, clashes: Vec::new() };
    let table = merger.table(&Place::default(), None, base, mine, theirs);
    Merged { table, clashes: merger.clashes }
}

struct Merger<'t> {
    mine: &'t Table,
    theirs: &'t Table,
    clashes: Vec<Clash>,
}

impl Merger<'_> {
    /// Field by field.
    fn table(&mut self, place: &Place, at: Option<Spot>, base: &Table, mine: &Table, theirs: &Table) -> Table {
        let mut names: Vec<&String> = theirs.keys().chain(mine.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let mut whole = Table::new();
        for name in names {
            let spot = at.map_or_else(|| root(name), |spot| spot.then(name));
            let (base, mine, theirs) = (base.get(name), mine.get(name), theirs.get(name));
            if let Some(value) = self.value(&place.then(name), spot, base, mine, theirs) {
                whole.insert(name.clone(), value);
            }
        }
        whole
    }

    fn value(
        &mut self,
        place: &Place,
        at: Option<Spot>,
        base: Option<&Value>,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        if mine == theirs || base == mine {
            return theirs.cloned();
        }
        if base == theirs {
            return mine.cloned();
        }
        let nothing = Value::Table(Table::new());
        match (at, base, mine, theirs) {
            (Some(Spot::List(kind)), base, Some(Value::Array(mine)), Some(Value::Array(theirs))) => {
                let base = base.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                Some(Value::Array(self.parts(place, kind, base, mine, theirs)))
            }
            (Some(Spot::Value(_, Input::Several(_) | Input::Choices(_) | Input::Lines)), base, mine, theirs) => {
                let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
                let merged = members(&list(base), &list(mine), &list(theirs));
                (!merged.is_empty()).then_some(Value::Array(merged))
            }
            (
                Some(Spot::Meta | Spot::Part(_) | Spot::Value(_, Input::Group(_) | Input::Words | Input::Map(..)))
                | None,
                base,
                Some(Value::Table(mine)),
                Some(Value::Table(theirs)),
            ) => {
                let base = base.unwrap_or(&nothing).as_table().cloned().unwrap_or_default();
                Some(Value::Table(self.table(place, at, &base, mine, theirs)))
            }
            // What one changed and the other took away stays.
            (at, _, mine, theirs) => {
                self.clash(place, at, mine, theirs);
                theirs.or(mine).cloned()
            }
        }
    }

    /// Parts by their identity, in the order of whoever changed it; what the other added stands after the part that it
    /// followed there.
    fn parts(
        &mut self,
        place: &Place,
        kind: &'static Kind,
        base: &[Value],
        mine: &[Value],
        theirs: &[Value],
    ) -> Vec<Value> {
        if kind.identity.is_none() {
            return members(base, mine, theirs);
        }
        let names = |parts: &[Value]| -> Vec<String> {
            parts.iter().enumerate().map(|(index, part)| kind.identity_of(part, index)).collect()
        };
        let (olds, mines, others) = (names(base), names(mine), names(theirs));
        let kept = |all: &[String]| -> Vec<String> { all.iter().filter(|name| olds.contains(name)).cloned().collect() };
        let untouched = kept(&others) == olds.iter().filter(|name| others.contains(name)).cloned().collect::<Vec<_>>();
        let (lead, follow) = if untouched { (mines, others) } else { (others, mines) };
        let order = woven(&lead, &follow);
        let find = |parts: &[Value], name: &str| {
            parts
                .iter()
                .enumerate()
                .find(|(index, part)| kind.identity_of(part, *index) == name)
                .map(|(_, part)| part.clone())
        };
        let mut whole = Vec::new();
        for name in order {
            let (old, my, their) = (find(base, &name), find(mine, &name), find(theirs, &name));
            let at = Some(Spot::Part(kind));
            whole.extend(self.value(&place.then(&name), at, old.as_ref(), my.as_ref(), their.as_ref()));
        }
        whole
    }

    fn clash(&mut self, place: &Place, at: Option<Spot>, mine: Option<&Value>, theirs: Option<&Value>) {
        let beside = Table::new();
        let words = |root: &Table, value: Option<&Value>| match (at, value) {
            (_, None) => String::new(),
            (Some(Spot::Value(_, input)), Some(value)) => say(root, input, value, &beside),
            (Some(Spot::Part(kind)), Some(Value::Table(part))) => kind.name_of(part, 0),
            (_, Some(value)) => value.to_string(),
        };
        let about = match at {
            Some(Spot::Value(slot, _)) => slot.label.to_owned(),
            Some(Spot::Part(kind) | Spot::List(kind)) => kind.one.to_owned(),
            Some(Spot::Meta) | None => place.to_string(),
        };
        let (mine, theirs) = (words(self.mine, mine), words(self.theirs, theirs));
        self.clashes.push(Clash { place: place.to_string(), words: about, mine, theirs });
    }
}

/// The names of one list, and those of the other after the name that they follow there.
fn woven(lead: &[String], follow: &[String]) -> Vec<String> {
    let mut order = lead.to_vec();
    let mut previous: Option<&String> = None;
    for name in follow {
        if !order.contains(name) {
            let after = previous.and_then(|previous| order.iter().position(|known| known == previous));
            order.insert(after.map_or(order.len(), |after| after + 1), name.clone());
        }
        previous = Some(name);
    }
    order
}

/// Theirs without what I took away, and with what I added.
fn members(base: &[Value], mine: &[Value], theirs: &[Value]) -> Vec<Value> {
    let gone = |value: &Value| base.contains(value) && !mine.contains(value);
    let mut whole: Vec<Value> = theirs.iter().filter(|value| !gone(value)).cloned().collect();
    let mut previous: Option<&Value> = None;
    for value in mine {
        if !base.contains(value) && !whole.contains(value) {
            let after = previous.and_then(|previous| whole.iter().position(|known| known == previous));
            whole.insert(after.map_or(whole.len(), |after| after + 1), value.clone());
        }
        previous = Some(value);
    }
    whole
}
