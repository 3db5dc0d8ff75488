//! The moves of a template as indices: what each leaves and opens, its condition in plain leaves, and whether that
//! condition depends on the situation.

use std::collections::HashMap;

use super::{FREE, Situation, settled};
use crate::{
    check::satisfy::{Effort, plain, possible},
    template::{Body, Guard, Join, Key, When},
};

/// A transition or a join, by its place in the list.
pub(super) type Move = usize;

/// One move.
pub(super) struct Edge<'a> {
    pub key: &'a Key,
    pub label: &'a str,
    /// "transitions" or "joins"
    pub list: &'static str,
    /// Steps that it ends when they are open.
    pub from: Vec<usize>,
    pub to: Vec<usize>,
    /// One condition per branch; a transition has one.
    pub guards: Vec<Guard>,
    /// All branches, or any.
    pub when: When,
    pub automatic: bool,
    /// A consent is needed to make it.
    pub consents: bool,
    /// Whether its condition can hold, when that does not depend on the situation.
    fixed: Option<bool>,
}

/// All moves, and the steps whose rounds a condition counts: (step, up to).
pub(super) struct Moves<'a> {
    pub edges: Vec<Edge<'a>>,
    pub counted: Vec<(usize, u32)>,
    indices: HashMap<&'a str, usize>,
    by_step: Vec<Vec<Move>>,
}

impl<'a> Moves<'a> {
    pub fn of(effort: &'a Effort<'a>) -> Self {
        let template = effort.template;
        let indices = template.steps.iter().enumerate().map(|(at, step)| (step.key.as_str(), at)).collect();
        let mut moves = Self { edges: Vec::new(), counted: Vec::new(), indices, by_step: Vec::new() };
        for transition in &template.transitions {
            let guards = vec![plain(template, &transition.guard)];
            let from = moves.all([&transition.from]);
            let to = moves.all(transition.targets());
            let (key, label, automatic) = (&transition.key, transition.label.as_str(), transition.automatic);
            let (list, when) = ("transitions", When::All);
            moves.add(
                effort,
                Edge { key, label, list, from, to, guards, when, automatic, consents: false, fixed: None },
            );
        }
        for join in &template.joins {
            moves.join(effort, join);
        }
        moves.by_step = vec![Vec::new(); template.steps.len()];
        for (at, edge) in moves.edges.iter().enumerate() {
            edge.from.iter().for_each(|step| moves.by_step[*step].push(at));
        }
        moves.counts(template);
        moves
    }

    fn join(&mut self, effort: &'a Effort<'a>, join: &'a Join) {
        let template = effort.template;
        let guards = join.of.iter().map(|branch| plain(template, &branch.guard)).collect();
        let (from, to) = (self.all(join.ends()), self.all([&join.to]));
        let (key, label, list, when) = (&join.key, join.label.as_str(), "joins", join.when);
        self.add(
            effort,
            Edge { key, label, list, from, to, guards, when, automatic: true, consents: false, fixed: None },
        );
    }

    fn add(&mut self, effort: &Effort<'_>, mut edge: Edge<'a>) {
        let guards: Vec<&Guard> = edge.guards.iter().collect();
        let leaves = || guards.iter().flat_map(|guard| guard.leaves());
        let asks = |leaf: &Guard| {
            let step = matches!(leaf, Guard::Open(_) | Guard::Done(_) | Guard::Way(_) | Guard::Overdue(_));
            step || matches!(leaf, Guard::Rounds { .. })
        };
        if edge.when == When::All {
            let refused = |leaf: &Guard| matches!(leaf, Guard::Consent(_)).then_some(false);
            let names = leaves().any(|leaf| matches!(leaf, Guard::Consent(_)));
            edge.consents = names && !possible(effort, &guards, &refused);
            edge.fixed = (!leaves().any(asks)).then(|| possible(effort, &guards, FREE));
        }
        self.edges.push(edge);
    }

    fn counts(&mut self, template: &Body) {
        let guards = crate::check::uses::guards(template);
        for leaf in guards.iter().flat_map(|(_, guard)| guard.leaves()) {
            let (step, up_to) = match leaf {
                Guard::Rounds { step, at_least } => (step, *at_least),
                Guard::Done(step) => (step, 1),
                _ => continue,
            };
            let Some(step) = self.index(step) else { continue };
            match self.counted.iter_mut().find(|(known, _)| *known == step) {
                Some(known) => known.1 = known.1.max(up_to),
                None => self.counted.push((step, up_to)),
            }
        }
    }

    fn all<'k>(&self, keys: impl IntoIterator<Item = &'k Key>) -> Vec<usize> {
        keys.into_iter().filter_map(|key| self.index(key)).collect()
    }

    pub fn index(&self, key: &Key) -> Option<usize> {
        self.indices.get(key.as_str()).copied()
    }

    /// Adds an entry of a step to the counts.
    pub fn count(&self, counts: &mut [u32], step: usize) {
        for ((counted, up_to), count) in self.counted.iter().zip(counts) {
            if *counted == step {
                *count = (*count + 1).min(*up_to);
            }
        }
    }

    /// Every move that can be made here. What must happen by itself leaves no time for anything else.
    pub fn possible(&self, effort: &Effort<'_>, here: &Situation) -> Vec<Move> {
        let mut moves: Vec<Move> = here.open.iter().flat_map(|step| &self.by_step[*step]).copied().collect();
        moves.sort_unstable();
        moves.dedup();
        moves.retain(|step| self.can(effort, here, *step));
        let sure: Vec<Move> = moves.iter().copied().filter(|step| self.must(effort, here, *step)).collect();
        if sure.is_empty() { moves } else { sure }
    }

    /// The conditions that count in a situation: of branches that are open.
    pub fn guards(&self, here: &Situation, step: Move) -> Vec<&Guard> {
        let edge = &self.edges[step];
        let open = |at: &usize| here.open.binary_search(at).is_ok();
        edge.from.iter().zip(&edge.guards).filter(|(at, _)| open(at)).map(|(_, guard)| guard).collect()
    }

    fn can(&self, effort: &Effort<'_>, here: &Situation, step: Move) -> bool {
        let edge = &self.edges[step];
        let guards = self.guards(here, step);
        let settled = settled(here, self);
        let ready = match edge.when {
            When::All => {
                guards.len() == edge.guards.len() && edge.fixed.unwrap_or_else(|| possible(effort, &guards, &settled))
            }
            When::Any => guards.iter().any(|guard| possible(effort, &[*guard], &settled)),
        };
        let free = |to: &usize| edge.from.contains(to) || here.open.binary_search(to).is_err();
        ready && edge.to.iter().all(free)
    }

    /// Whether it happens at once, whatever people do.
    fn must(&self, effort: &Effort<'_>, here: &Situation, step: Move) -> bool {
        let edge = &self.edges[step];
        if !edge.automatic {
            return false;
        }
        let settled = settled(here, self);
        let surely = |guard: &&Guard| !possible(effort, &[&Guard::Not(Box::new((*guard).clone()))], &settled);
        let guards = self.guards(here, step);
        match edge.when {
            When::All => guards.iter().all(surely),
            When::Any => guards.iter().any(surely),
        }
    }

    /// The situation after a move.
    pub fn after(&self, here: &Situation, step: Move) -> Situation {
        let edge = &self.edges[step];
        let mut there = here.clone();
        there.open.retain(|open| !edge.from.contains(open));
        for to in &edge.to {
            there.open.push(*to);
            self.count(&mut there.counts, *to);
        }
        there.open.sort_unstable();
        there.open.dedup();
        there.consented |= edge.consents;
        there.knows = there.knows.filter(|_| !there.consented);
        there
    }

    /// "'Plaatsen in het BAO' → Proces 1"
    pub fn words(&self, template: &Body, step: Move) -> String {
        let edge = &self.edges[step];
        let to: Vec<_> = edge.to.iter().map(|at| template.steps[*at].label.as_str()).collect();
        format!("'{}' naar {}", edge.label, to.join(" en "))
    }
}
