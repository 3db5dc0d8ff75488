//! Whether conditions can hold together: leaves are true or false as they like, except those that a fixed situation
//! decides and those that exclude each other. Tries are bounded; beyond the bound they are taken to be possible.

use std::cell::Cell;

use crate::{
    form::FieldType,
    template::{Body, Guard, Resolve},
    term::MonthDay,
};

/// How many tries before conditions are taken to be possible.
const MOST_TRIES: usize = 4096;

/// How many leaves are looked at and moves tried for one template in all; a template that asks more is refused.
const MOST_LEAVES: usize = 2_000_000;

/// A template whose conditions are tried, and how much trying is left.
pub(super) struct Effort<'a> {
    pub template: &'a Body,
    left: Cell<usize>,
}

impl<'a> Effort<'a> {
    pub fn on(template: &'a Body) -> Self {
        Self { template, left: Cell::new(MOST_LEAVES) }
    }

    /// Whether there is nothing left, so that an answer means nothing any more.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Trying a move or a closing where so many steps are open side by side: with many it is the situation that costs.
    pub fn tries(&self, open: usize) {
        self.spend(1 + open * open / 256);
    }

    fn spend(&self, leaves: usize) {
        self.left.set(self.left.get().saturating_sub(leaves));
    }
}

/// What is settled about a leaf before trying; nothing when it is free.
pub(super) type Settled<'a> = &'a dyn Fn(&Guard) -> Option<bool>;

/// Whether all of these can hold at once.
pub(super) fn possible(effort: &Effort<'_>, guards: &[&Guard], settled: Settled<'_>) -> bool {
    let leaves = guards.iter().map(|guard| guard.leaves().len()).sum();
    Search { effort, guards, settled, leaves, tries: 0 }.runs(&mut Vec::new())
}

/// The condition in leaves that are free: a role by rule is the answers or facts that point at it.
pub(super) fn plain(template: &Body, guard: &Guard) -> Guard {
    let each = |parts: &[Guard]| parts.iter().map(|part| plain(template, part)).collect();
    match guard {
        Guard::All(parts) => Guard::All(each(parts)),
        Guard::Any(parts) => Guard::Any(each(parts)),
        Guard::Not(part) => Guard::Not(Box::new(plain(template, part))),
        Guard::Role(role) => match template.role(role.as_str()).map(|role| &role.resolve) {
            Some(Resolve::CaseLead) => Guard::HasLead,
            Some(Resolve::ByFact(by)) => Guard::Any(by.iter().map(|by| Guard::Fact(by.fact.clone())).collect()),
            Some(Resolve::ByAnswer(by)) => {
                let answer = |option: &crate::template::Key| Guard::Answer {
                    field: by.field.clone(),
                    equals: crate::form::Equals::Option(option.clone()),
                };
                Guard::Any(by.roles.keys().map(answer).collect())
            }
            Some(Resolve::Function) | None => Guard::Always,
        },
        leaf => leaf.clone(),
    }
}

struct Search<'a> {
    effort: &'a Effort<'a>,
    guards: &'a [&'a Guard],
    settled: Settled<'a>,
    leaves: usize,
    tries: usize,
}

impl<'a> Search<'a> {
    fn runs(&mut self, assumed: &mut Vec<(&'a Guard, bool)>) -> bool {
        self.tries += 1;
        self.effort.spend(self.leaves.max(1));
        if self.tries > MOST_TRIES || self.effort.is_spent() {
            return true;
        }
        let values = self.guards.iter().map(|guard| self.value(guard, assumed)).collect::<Vec<_>>();
        if values.contains(&Some(false)) {
            return false;
        }
        let open = self.guards.iter().zip(values).find(|(_, value)| value.is_none());
        let Some(leaf) = open.and_then(|(guard, _)| self.free(guard, assumed)) else { return true };
        for value in [true, false] {
            if assumed.iter().all(|known| agree(self.effort.template, *known, (leaf, value))) {
                assumed.push((leaf, value));
                if self.runs(assumed) {
                    return true;
                }
                assumed.pop();
            }
        }
        false
    }

    /// True, false, or not yet known.
    fn value(&self, guard: &Guard, assumed: &[(&Guard, bool)]) -> Option<bool> {
        match guard {
            Guard::Always => Some(true),
            Guard::Not(part) => self.value(part, assumed).map(|value| !value),
            Guard::All(parts) => self.fold(parts, assumed, false),
            Guard::Any(parts) => self.fold(parts, assumed, true),
            leaf => {
                let known = assumed.iter().find(|(known, _)| *known == leaf).map(|(_, value)| *value);
                known.or_else(|| (self.settled)(leaf))
            }
        }
    }

    /// One part with the deciding value decides; otherwise all must be known.
    fn fold(&self, parts: &[Guard], assumed: &[(&Guard, bool)], deciding: bool) -> Option<bool> {
        let mut unknown = false;
        for part in parts {
            match self.value(part, assumed) {
                Some(value) if value == deciding => return Some(deciding),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(!deciding)
    }

    fn free(&self, guard: &'a Guard, assumed: &[(&Guard, bool)]) -> Option<&'a Guard> {
        guard.leaves().into_iter().find(|leaf| self.value(leaf, assumed).is_none())
    }
}

/// Whether two leaves can have these values at the same time.
fn agree(template: &Body, one: (&Guard, bool), other: (&Guard, bool)) -> bool {
    let both = one.1 && other.1;
    match (one.0, other.0) {
        (Guard::Answer { field, .. }, Guard::Answer { field: same, .. }) if field == same => {
            let several = template.field(field.as_str()).is_some_and(|field| field.kind == FieldType::Choices);
            several || !both
        }
        (Guard::Outcome { decision, .. }, Guard::Outcome { decision: same, .. }) if decision == same => !both,
        (Guard::Since { fact, .. }, Guard::Fact(same)) if fact == same => !one.1 || other.1,
        (Guard::Fact(same), Guard::Since { fact, .. }) if fact == same => one.1 || !other.1,
        (Guard::Between { from, until }, Guard::Between { from: later, until: end }) if both => {
            let inside = |day: MonthDay| day.is_between(*from, *until);
            inside(*later) || inside(*end) || from.is_between(*later, *end)
        }
        _ => true,
    }
}
