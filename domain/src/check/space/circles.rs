//! Moves that go round by themselves: a way from a step back to itself by automatic moves that can all hold at once, while
//! nobody does anything. What each lap makes new again (a fact per round, an outcome, a way, a term) stops it.

use std::collections::BTreeSet;

use super::{FREE, Move, Space};
use crate::{
    check::{Faults, Rule, satisfy::possible},
    template::{Fact, Guard, Key, When},
};

impl Space<'_> {
    /// A round of moves that happen by themselves, none of which waits for anything new in its round. One is told for each
    /// step; every way round is tried, because the first into a step is not always the one that holds.
    pub(super) fn circles(&self, faults: &mut Faults) {
        let mut by_step = vec![Vec::new(); self.template.steps.len()];
        for (at, edge) in self.moves.edges.iter().enumerate().filter(|(_, edge)| edge.automatic) {
            edge.from.iter().for_each(|step| by_step[*step].push(at));
        }
        for start in 0..by_step.len() {
            let Some(circle) = self.circle(&by_step, start, &mut Round::from(start)) else { continue };
            let edge = &self.moves.edges[circle[0]];
            let words = circle.iter().map(|step| self.moves.words(self.template, *step)).collect();
            let message = "deze overgangen gaan vanzelf rond zonder einde. Laat er een op een feit per ronde (per_round) of op een mens wachten.";
            faults.along(Rule::Endless, format!("{}.{}", edge.list, edge.key), message, words);
        }
    }

    /// A way from the end of a round back to where it started, over later steps only: a circle is found from its first step.
    fn circle(&self, by_step: &[Vec<Move>], start: usize, round: &mut Round) -> Option<Vec<Move>> {
        let here = *round.steps.last()?;
        for at in &by_step[here] {
            if self.effort.is_spent() {
                return None;
            }
            self.effort.tries(round.moves.len());
            round.moves.push(*at);
            round.guards.push(self.condition(*at, here));
            if self.can_go(round) {
                for to in &self.moves.edges[*at].to {
                    if *to == start {
                        return Some(round.moves.clone());
                    }
                    if *to < start || round.steps.contains(to) {
                        continue;
                    }
                    round.steps.push(*to);
                    if let Some(circle) = self.circle(by_step, start, round) {
                        return Some(circle);
                    }
                    round.steps.pop();
                }
            }
            round.moves.pop();
            round.guards.pop();
        }
        None
    }

    /// What a move that leaves this step waits for: of a join that one branch decides, that branch.
    fn condition(&self, at: Move, here: usize) -> Guard {
        let edge = &self.moves.edges[at];
        let own = edge.from.iter().position(|step| *step == here).and_then(|index| edge.guards.get(index));
        match (edge.when, own) {
            (When::All, _) => Guard::All(edge.guards.clone()),
            (When::Any, Some(own)) => own.clone(),
            (When::Any, None) => Guard::Any(edge.guards.clone()),
        }
    }

    /// Whether all moves of a round can happen in one go.
    fn can_go(&self, round: &Round) -> bool {
        let guards: Vec<&Guard> = round.guards.iter().collect();
        let edges = round.moves.iter().map(|at| &self.moves.edges[*at]);
        let again = edges.flat_map(|edge| edge.to.iter().chain(edge.from.iter().filter(|_| edge.when == When::All)));
        let again: BTreeSet<&Key> = again.map(|step| &self.template.steps[*step].key).collect();
        possible(self.effort, &guards, &|leaf| self.stale(&again, leaf))
    }

    /// What is not so again right after these steps are entered anew.
    fn stale(&self, again: &BTreeSet<&Key>, leaf: &Guard) -> Option<bool> {
        let fact = |key: &Key| self.template.fact(key.as_str());
        let anew = match leaf {
            Guard::Fact(key) => fact(key).is_some_and(|fact| self.is_anew(again, fact)),
            Guard::Since { fact: key, .. } => fact(key).is_some_and(|fact| fact.per_round),
            Guard::Answer { field, .. } => {
                let places = crate::check::asked::places(self.template, field);
                !places.is_empty()
                    && places
                        .iter()
                        .all(|(form, _)| form.per_round && form.steps.iter().any(|step| again.contains(step)))
            }
            Guard::Way(step) | Guard::Overdue(step) => again.contains(step),
            Guard::Outcome { decision, .. } => {
                self.template.decision(decision.as_str()).is_some_and(|decision| again.contains(&decision.step))
            }
            _ => return FREE(leaf),
        };
        anew.then_some(false)
    }

    /// Whether a fact has to come about anew: recorded since the step was entered, or by a form that each round asks.
    fn is_anew(&self, again: &BTreeSet<&Key>, fact: &Fact) -> bool {
        match fact.form.as_ref().and_then(|key| self.template.form(key.as_str())) {
            Some(form) => form.per_round && form.steps.iter().any(|step| again.contains(step)),
            None => fact.per_round,
        }
    }
}

/// A way that is being tried.
struct Round {
    /// The steps that it passed, with where it started.
    steps: Vec<usize>,
    moves: Vec<Move>,
    guards: Vec<Guard>,
}

impl Round {
    fn from(start: usize) -> Self {
        Self { steps: vec![start], moves: Vec::new(), guards: Vec::new() }
    }
}
