//! Every situation a case can come in, found by trying all moves from all entries: which steps are open side by side, how
//! often the counted steps were entered, and whether a consent gate was passed. What people can decide (facts, answers,
//! consents, dates) is free, once there was a step in which they can: an answer or a form's fact comes after a step of the
//! form, an outcome after the step that decides. Bounded by [`MOST_SITUATIONS`]; a template with more is refused.

mod circles;
mod moves;
mod never;
mod rules;

use std::collections::HashMap;

use super::{
    Faults, Rule,
    satisfy::{Effort, Settled},
};
use crate::template::{Body, Guard, Key};

use moves::{Move, Moves};
pub(crate) use rules::is_outside;

/// The most situations that are looked at; real ways of working have tens.
pub(super) const MOST_SITUATIONS: usize = 10_000;

/// One situation: indices of steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Situation {
    /// Open steps, in order.
    open: Vec<usize>,
    /// How often each counted step was entered, up to what conditions ask.
    counts: Vec<u32>,
    /// A move was made that needs a consent.
    consented: bool,
    /// The entry step whose regie is an outside party: it knows the pupil already. Of no more use after a consent.
    knows: Option<usize>,
}

/// A situation and how it is first reached.
struct Found {
    situation: Situation,
    from: Option<(usize, Move)>,
}

/// All situations and the moves between them.
struct Space<'a> {
    template: &'a Body,
    effort: &'a Effort<'a>,
    moves: Moves<'a>,
    found: Vec<Found>,
    /// Which situation a move leads to: (from, move, to).
    edges: Vec<(usize, Move, usize)>,
}

pub(super) fn check(template: &Body, faults: &mut Faults) {
    let effort = Effort::on(template);
    let space = Space::explore(&effort);
    if let Some(space) = space.as_ref().filter(|_| !effort.is_spent()) {
        space.rules(faults);
    }
    if effort.is_spent() {
        let message = "de sporen en voorwaarden zijn samen te ingewikkeld om na te gaan. Maak ze eenvoudiger.";
        faults.add(Rule::TooMuch, "transitions", message);
    } else if space.is_none() {
        let message = format!(
            "de sporen kunnen op meer dan {MOST_SITUATIONS} manieren naast elkaar staan. Maak minder sporen of laat ze eerder samenkomen."
        );
        faults.add(Rule::TooMuch, "transitions", message);
    }
}

/// Whether a case with these steps open, each entered as often as `round` says, can be closed in the end, wherever people
/// take it from there: for a case that did not come here by the moves of this template. What is too much to look at
/// counts as no.
pub(crate) fn can_end(template: &Body, open: &[&Key], round: impl Fn(&Key) -> u32) -> bool {
    let effort = Effort::on(template);
    let mut moves = Moves::of(&effort);
    // Elsewhere it may have had answers and outcomes that come later here.
    moves.anything = true;
    let places: Option<Vec<usize>> = open.iter().map(|step| moves.index(step)).collect();
    let Some(mut open) = places else { return false };
    open.sort_unstable();
    let counts = moves.counted.iter().map(|(step, up_to)| round(&template.steps[*step].key).min(*up_to)).collect();
    let here = Situation { open, counts, consented: false, knows: None };
    let space = Space::from(&effort, moves, vec![here]).filter(|_| !effort.is_spent());
    space.is_some_and(|space| space.ends().into_iter().all(|ends| ends))
}

impl<'a> Space<'a> {
    /// Nothing when there are too many situations, or when telling what can happen asks too much.
    fn explore(effort: &'a Effort<'a>) -> Option<Self> {
        let template = effort.template;
        let moves = Moves::of(effort);
        let entries = template.steps.iter().enumerate().filter(|(_, step)| step.entry).map(|(entry, step)| {
            let mut counts = vec![0; moves.counted.len()];
            moves.count(&mut counts, entry);
            let knows = rules::is_outside(template, &step.regie).then_some(entry);
            Situation { open: vec![entry], counts, consented: false, knows }
        });
        let starts = entries.collect();
        Self::from(effort, moves, starts)
    }

    /// Everything that can follow from these situations.
    fn from(effort: &'a Effort<'a>, moves: Moves<'a>, starts: Vec<Situation>) -> Option<Self> {
        let template = effort.template;
        let mut space = Self { template, effort, moves, found: Vec::new(), edges: Vec::new() };
        let mut seen = HashMap::new();
        for start in starts {
            space.find(start, None, &mut seen)?;
        }
        // A step that is entered late can make true what a situation looked at before asks: look again until nothing is new.
        loop {
            let heard = space.moves.heard();
            space.edges.clear();
            let mut next = 0;
            while next < space.found.len() {
                if effort.is_spent() {
                    return None;
                }
                let here = space.found[next].situation.clone();
                for step in space.moves.possible(effort, &here) {
                    let there = space.moves.after(&here, step);
                    let to = space.find(there, Some((next, step)), &mut seen)?;
                    space.edges.push((next, step, to));
                }
                next += 1;
            }
            if space.moves.heard() == heard {
                return Some(space);
            }
        }
    }

    fn find(
        &mut self,
        situation: Situation,
        from: Option<(usize, Move)>,
        known: &mut HashMap<Situation, usize>,
    ) -> Option<usize> {
        if let Some(index) = known.get(&situation) {
            return Some(*index);
        }
        let index = self.found.len();
        self.moves.pass(&situation.open);
        known.insert(situation.clone(), index);
        self.found.push(Found { situation, from });
        (index < MOST_SITUATIONS).then_some(index)
    }

    /// The shortest way to a situation, in the template's words.
    fn path(&self, index: usize) -> Vec<String> {
        let mut words = Vec::new();
        let mut here = index;
        while let Some((before, step)) = self.found[here].from {
            words.push(self.moves.words(self.template, step));
            here = before;
        }
        let entry = self.found[here].situation.open.iter().map(|at| &self.template.steps[*at]);
        words.extend(entry.map(|step| format!("start in {}", step.label)));
        words.reverse();
        words
    }
}

impl Situation {
    fn is_open(&self, moves: &Moves, step: &Key) -> bool {
        moves.index(step).is_some_and(|index| self.open.binary_search(&index).is_ok())
    }

    /// What this situation says about a leaf.
    fn settles(&self, moves: &Moves, leaf: &Guard) -> Option<bool> {
        let count = |step: &Key| {
            let counted = moves.index(step).and_then(|index| moves.counted.iter().position(|(step, _)| *step == index));
            counted.map(|at| self.counts[at])
        };
        match leaf {
            Guard::Open(step) => Some(self.is_open(moves, step)),
            Guard::Rounds { step, at_least } => count(step).map(|count| count >= *at_least),
            Guard::Done(step) => count(step).map(|count| count > 0 && !self.is_open(moves, step)),
            Guard::Way(step) | Guard::Overdue(step) => (!self.is_open(moves, step)).then_some(false),
            Guard::Answer { .. } | Guard::Fact(_) | Guard::Outcome { .. } => {
                (!moves.can_be_heard(&self.open, leaf)).then_some(false)
            }
            _ => None,
        }
    }
}

/// Lets a closure stand for what a situation settles.
fn settled<'s>(situation: &'s Situation, moves: &'s Moves<'s>) -> impl Fn(&Guard) -> Option<bool> + 's {
    move |leaf| situation.settles(moves, leaf)
}

/// Nothing is settled.
const FREE: Settled<'static> = &|_| None;
