//! What must be so in every situation: it can be reached and ended, joins do not wait for ever, moves that happen by
//! themselves do not fight or run in circles, and no outside party meets a pupil by name before parents said yes.

use std::collections::{BTreeSet, VecDeque};

use super::{FREE, Move, Situation, Space, settled};
use crate::{
    actor::Side,
    check::{
        Faults, Rule,
        satisfy::{plain, possible},
    },
    template::{Body, Guard, Key, When},
};

impl Space<'_> {
    pub fn rules(&self, faults: &mut Faults) {
        self.reached(faults);
        self.ended(faults);
        self.outsiders(faults);
        self.fights(faults);
        self.circles(faults);
    }

    fn reached(&self, faults: &mut Faults) {
        let open: BTreeSet<usize> = self.found.iter().flat_map(|found| found.situation.open.iter().copied()).collect();
        for (at, step) in self.template.steps.iter().enumerate().filter(|(at, _)| !open.contains(at)) {
            let into = self.moves.edges.iter().any(|edge| edge.to.contains(&at));
            let advice = if into {
                "Kijk naar de voorwaarden van de overgangen ernaartoe."
            } else {
                "Maak een overgang ernaartoe of zet entry = true."
            };
            let message = format!("geen casus kan in '{}' komen. {advice}", step.label);
            faults.add(Rule::Unreachable, format!("steps.{}", step.key), message);
        }
        let taken: BTreeSet<Move> = self.edges.iter().map(|(_, step, _)| *step).collect();
        let never =
            |at: &usize| !taken.contains(at) && self.moves.edges[*at].from.iter().all(|from| open.contains(from));
        for edge in (0..self.moves.edges.len()).filter(never).map(|at| &self.moves.edges[at]) {
            let message = format!(
                "'{}' kan nooit gebeuren: de voorwaarden spreken elkaar tegen of de stappen staan nooit samen open. Pas ze aan.",
                edge.label
            );
            faults.add(Rule::Unreachable, format!("{}.{}", edge.list, edge.key), message);
        }
    }

    /// From every situation the case can be closed in the end.
    fn ended(&self, faults: &mut Faults) {
        let ends = self.ends();
        let mut said = BTreeSet::new();
        for at in (0..ends.len()).filter(|at| !ends[*at]) {
            let situation = &self.found[at].situation;
            let (rule, place, message) = self.stuck(situation);
            if said.insert(place.clone()) {
                faults.along(rule, place, message, self.path(at));
            }
        }
    }

    /// Of each situation, whether the case can be closed in the end.
    pub fn ends(&self) -> Vec<bool> {
        let mut back = vec![Vec::new(); self.found.len()];
        self.edges.iter().for_each(|(from, _, to)| back[*to].push(*from));
        let mut ends: Vec<bool> = self.found.iter().map(|found| self.can_close(&found.situation)).collect();
        let mut fresh: VecDeque<usize> = (0..ends.len()).filter(|at| ends[*at]).collect();
        while let Some(here) = fresh.pop_front() {
            for before in &back[here] {
                if !std::mem::replace(&mut ends[*before], true) {
                    fresh.push_back(*before);
                }
            }
        }
        ends
    }

    fn can_close(&self, here: &Situation) -> bool {
        let settled = settled(here, &self.moves);
        self.template.closings.iter().any(|closing| {
            let from: BTreeSet<usize> = closing.from.iter().filter_map(|key| self.moves.index(key)).collect();
            let guard = plain(self.template, &closing.guard);
            here.open.iter().all(|open| from.contains(open)) && possible(self.effort, &[&guard], &settled)
        })
    }

    fn stuck(&self, here: &Situation) -> (Rule, String, String) {
        let labels: Vec<_> = here.open.iter().map(|at| self.template.steps[*at].label.as_str()).collect();
        let labels = labels.join("' en '");
        let waits = |join: &&crate::template::Join| {
            join.when == When::All && join.of.iter().any(|b| here.is_open(&self.moves, &b.step))
        };
        if let Some(join) = self.template.joins.iter().find(waits) {
            let message = format!(
                "een casus in '{labels}' wacht voor altijd op '{}', want een van de sporen komt daar niet meer. Laat elk spoor hier eindigen of kies when = \"any\".",
                join.label
            );
            return (Rule::Join, format!("joins.{}", join.key), message);
        }
        let message = format!(
            "een casus in '{labels}' kan nooit eindigen. Maak een overgang naar een volgende stap of een afsluiting."
        );
        let step = here.open.first().map_or("", |at| self.template.steps[*at].key.as_str());
        (Rule::DeadEnd, format!("steps.{step}"), message)
    }

    /// Consent comes before the first outside party; who started the case knows the pupil already.
    fn outsiders(&self, faults: &mut Faults) {
        let mut said = BTreeSet::new();
        for (at, found) in self.found.iter().enumerate().filter(|(_, found)| !found.situation.consented) {
            let knows = found.situation.knows.map(|entry| &self.template.steps[entry].regie);
            for step in found.situation.open.iter().map(|open| &self.template.steps[*open]) {
                let called = self.template.escalations.iter().filter(|escalation| escalation.step == step.key);
                let meets = std::iter::once(&step.regie).chain(called.flat_map(|escalation| &escalation.to));
                for role in meets.filter(|role| Some(*role) != knows && is_outside(self.template, role)) {
                    let place = format!("steps.{}.regie", step.key);
                    let message = format!(
                        "de {} krijgt de leerling in '{}' met naam te zien zonder dat ouders toestemming gaven. Zet een toestemming in de voorwaarde van een overgang ervoor.",
                        self.template.role(role.as_str()).map_or(role.as_str(), |role| &role.label),
                        step.label
                    );
                    if said.insert((place.clone(), role)) {
                        faults.along(Rule::Consent, place, message, self.path(at));
                    }
                }
            }
        }
    }

    /// No two moves that happen by themselves leave one step under conditions that can hold together.
    fn fights(&self, faults: &mut Faults) {
        let mut said = BTreeSet::new();
        for (at, found) in self.found.iter().enumerate() {
            let here = &found.situation;
            let open = |step: &usize| here.open.binary_search(step).is_ok();
            let ready = |edge: &Move| self.edge_is_ready(here, *edge);
            let automatic: Vec<Move> =
                (0..self.moves.edges.len()).filter(|edge| self.moves.edges[*edge].automatic).filter(ready).collect();
            for (index, one) in automatic.iter().enumerate() {
                for other in &automatic[index + 1..] {
                    let (left, right) = (&self.moves.edges[*one], &self.moves.edges[*other]);
                    let share = left.from.iter().any(|step| open(step) && right.from.contains(step));
                    if !share || said.contains(&(*one, *other)) || !self.both(here, *one, *other) {
                        continue;
                    }
                    said.insert((*one, *other));
                    let message = format!(
                        "'{}' en '{}' kunnen tegelijk vanzelf gebeuren en spreken elkaar tegen. Geef ze voorwaarden die elkaar uitsluiten.",
                        left.label, right.label
                    );
                    faults.along(Rule::Fight, format!("{}.{}", left.list, left.key), message, self.path(at));
                }
            }
        }
    }

    fn edge_is_ready(&self, here: &Situation, step: Move) -> bool {
        let edge = &self.moves.edges[step];
        let open = self.moves.guards(here, step).len();
        if edge.when == When::All { open == edge.guards.len() } else { open > 0 }
    }

    fn both(&self, here: &Situation, one: Move, other: Move) -> bool {
        if self.effort.is_spent() {
            return false;
        }
        let whole = |step: Move| {
            let parts = self.moves.guards(here, step).into_iter().cloned().collect();
            if self.moves.edges[step].when == When::All { Guard::All(parts) } else { Guard::Any(parts) }
        };
        let (one, other) = (whole(one), whole(other));
        possible(self.effort, &[&one, &other], &settled(here, &self.moves))
    }

    /// A round of moves that happen by themselves, none of which waits for anything new in its round.
    fn circles(&self, faults: &mut Faults) {
        let automatic = |at: &Move| self.moves.edges[*at].automatic;
        let mut said = BTreeSet::new();
        for start in (0..self.moves.edges.len()).filter(automatic) {
            let Some(circle) = self.circle(start) else { continue };
            let members: BTreeSet<Move> = circle.iter().copied().collect();
            if said.insert(members) {
                let edge = &self.moves.edges[start];
                let words = circle.iter().map(|step| self.moves.words(self.template, *step)).collect();
                let message = "deze overgangen gaan vanzelf rond zonder einde. Laat er een op een feit per ronde (per_round) of op een mens wachten.";
                faults.along(Rule::Endless, format!("{}.{}", edge.list, edge.key), message, words);
            }
        }
    }

    /// The shortest way from a move back to where it started, by moves that can all happen in one go.
    fn circle(&self, start: Move) -> Option<Vec<Move>> {
        let first = &self.moves.edges[start];
        let mut waiting = VecDeque::from([vec![start]]);
        let mut seen = BTreeSet::from([start]);
        while let Some(path) = waiting.pop_front() {
            let last = &self.moves.edges[*path.last()?];
            let guards: Vec<&Guard> = path.iter().flat_map(|step| &self.moves.edges[*step].guards).collect();
            if !possible(self.effort, &guards, &|leaf| self.stale(leaf)) {
                continue;
            }
            if last.to.iter().any(|to| first.from.contains(to)) {
                return Some(path);
            }
            for (at, edge) in self.moves.edges.iter().enumerate().filter(|(_, edge)| edge.automatic) {
                if edge.from.iter().any(|from| last.to.contains(from)) && seen.insert(at) {
                    waiting.push_back(path.iter().copied().chain([at]).collect());
                }
            }
        }
        None
    }

    /// What is not so again right after a step is entered anew.
    fn stale(&self, leaf: &Guard) -> Option<bool> {
        let again = match leaf {
            Guard::Fact(fact) => self.template.fact(fact.as_str()).is_some_and(|fact| fact.per_round),
            Guard::Way(_) | Guard::Overdue(_) | Guard::Outcome { .. } => true,
            _ => return FREE(leaf),
        };
        again.then_some(false)
    }
}

/// Whether everybody who can play the role works for a partner.
pub(crate) fn is_outside(template: &Body, role: &Key) -> bool {
    let Some(role) = template.role(role.as_str()) else { return false };
    let candidates = role.resolve.candidates();
    if !candidates.is_empty() {
        return candidates.into_iter().any(|key| is_outside(template, key));
    }
    !role.functions.is_empty() && role.functions.iter().all(|function| function.side() == Side::Partner)
}
