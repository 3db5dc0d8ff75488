//! The moves of a template as indices: what each leaves and opens, its condition in plain leaves, and whether that
//! condition depends on the situation.

use std::collections::HashMap;

use super::{FREE, Situation, settled};
use crate::{
    check::{
        asked,
        satisfy::{Effort, plain, possible},
    },
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
    /// Every answer and outcome may be there already.
    pub anything: bool,
    indices: HashMap<&'a str, usize>,
    by_step: Vec<Vec<Move>>,
    /// Of each kind of leaf and its name, the steps of which one comes before it can be true.
    after: HashMap<Kind, HashMap<String, Vec<usize>>>,
    /// Of the steps in `after`: where a case can be that was there.
    reaches: HashMap<usize, Vec<bool>>,
    /// Of the steps in `after`: whether a case can come there at all.
    passed: HashMap<usize, bool>,
}

/// What a form or a decision says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Answer,
    Fact,
    Outcome,
}

/// A condition in plain leaves; a step whose regie follows from a rule also waits until that points at somebody.
fn entered(template: &Body, to: &[usize], guard: &Guard) -> Guard {
    let follows = |role: &&Key| template.role(role.as_str()).is_some_and(|role| !role.resolve.candidates().is_empty());
    let rules = to.iter().map(|step| &template.steps[*step].regie).filter(follows);
    let waits: Vec<Guard> = rules.map(|role| plain(template, &Guard::Role(role.clone()))).collect();
    let guard = plain(template, guard);
    if waits.is_empty() { guard } else { Guard::All([guard].into_iter().chain(waits).collect()) }
}

fn heard(leaf: &Guard) -> Option<(Kind, &Key)> {
    match leaf {
        Guard::Answer { field, .. } => Some((Kind::Answer, field)),
        Guard::Fact(fact) => Some((Kind::Fact, fact)),
        Guard::Outcome { decision, .. } => Some((Kind::Outcome, decision)),
        _ => None,
    }
}

impl<'a> Moves<'a> {
    pub fn of(effort: &'a Effort<'a>) -> Self {
        let template = effort.template;
        let indices = template.steps.iter().enumerate().map(|(at, step)| (step.key.as_str(), at)).collect();
        let (edges, counted, by_step, anything) = (Vec::new(), Vec::new(), Vec::new(), false);
        let (after, reaches, passed) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut moves = Self { edges, counted, anything, indices, by_step, after, reaches, passed };
        moves.hear(template);
        for transition in &template.transitions {
            let from = moves.all([&transition.from]);
            let to = moves.all(transition.targets());
            let guards = vec![entered(template, &to, &transition.guard)];
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
        moves.reaches = moves.passed.keys().map(|step| (*step, moves.from(*step))).collect();
        moves
    }

    /// What conditions ask of forms and decisions, and after which steps it can be so.
    fn hear(&mut self, template: &Body) {
        let rules = template.steps.iter().map(|step| plain(template, &Guard::Role(step.regie.clone())));
        let guards = crate::check::uses::guards(template).into_iter().map(|(_, guard)| plain(template, guard));
        for guard in guards.chain(rules).collect::<Vec<_>>() {
            for leaf in guard.leaves() {
                let Some((kind, key)) = heard(leaf) else { continue };
                let Some(steps) = asked::after(template, leaf) else { continue };
                let steps = self.all(steps);
                self.passed.extend(steps.iter().map(|step| (*step, false)));
                self.after.entry(kind).or_default().insert(key.to_string(), steps);
            }
        }
    }

    /// Every step in which a case can be that was in this one.
    fn from(&self, step: usize) -> Vec<bool> {
        let mut found = vec![false; self.by_step.len()];
        let mut waiting = vec![step];
        while let Some(here) = waiting.pop() {
            if !std::mem::replace(&mut found[here], true) {
                waiting.extend(self.by_step[here].iter().flat_map(|edge| &self.edges[*edge].to));
            }
        }
        found
    }

    /// A case can come in these steps.
    pub fn pass(&mut self, open: &[usize]) {
        for step in open {
            if let Some(passed) = self.passed.get_mut(step) {
                *passed = true;
            }
        }
    }

    /// How many of the steps that forms and decisions wait for were passed.
    pub fn heard(&self) -> usize {
        self.passed.values().filter(|passed| **passed).count()
    }

    fn after_of(&self, leaf: &Guard) -> Option<&Vec<usize>> {
        let (kind, key) = heard(leaf)?;
        self.after.get(&kind)?.get(key.as_str())
    }

    /// Whether what a leaf asks of a form or a decision can be so by now.
    pub fn can_be_heard(&self, open: &[usize], leaf: &Guard) -> bool {
        let Some(steps) = self.after_of(leaf).filter(|_| !self.anything) else { return true };
        let before = |step: &usize| self.passed[step] && open.iter().any(|at| self.reaches[step][*at]);
        steps.iter().any(before)
    }

    fn join(&mut self, effort: &'a Effort<'a>, join: &'a Join) {
        let template = effort.template;
        let (from, to) = (self.all(join.ends()), self.all([&join.to]));
        let guards = join.of.iter().map(|branch| entered(template, &to, &branch.guard)).collect();
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
            step || matches!(leaf, Guard::Rounds { .. }) || self.after_of(leaf).is_some()
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
        effort.tries(here.open.len());
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
