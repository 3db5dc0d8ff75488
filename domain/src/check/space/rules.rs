//! What must be so in every situation: it can be reached and ended, joins do not wait for ever, moves that happen by
//! themselves do not fight or run in circles, and no outside party meets a pupil by name before parents said yes.

use std::collections::{BTreeSet, VecDeque};

use super::{Move, Situation, Space, never::End, settled};
use crate::{
    actor::Side,
    check::{Faults, Rule, satisfy::possible},
    template::{Body, Guard, Key, Resolve, Step, When},
};

impl Space<'_> {
    pub fn rules(&self, faults: &mut Faults) {
        self.reached(faults);
        self.ended(faults);
        self.outsiders(faults);
        self.fights(faults);
        self.circles(faults);
        self.never(faults);
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
        let closings = self.closings();
        let mut ends: Vec<bool> = self.found.iter().map(|found| self.can_close(&closings, &found.situation)).collect();
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

    fn can_close(&self, closings: &[End], here: &Situation) -> bool {
        closings.iter().any(|closing| self.closes(closing, here))
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
        let meets: Vec<BTreeSet<&Key>> = self.template.steps.iter().map(|step| self.meets(step)).collect();
        for (at, found) in self.found.iter().enumerate().filter(|(_, found)| !found.situation.consented) {
            let knows = found.situation.knows.map(|entry| &self.template.steps[entry].regie);
            for open in &found.situation.open {
                let step = &self.template.steps[*open];
                for role in meets[*open].iter().copied().filter(|role| Some(*role) != knows) {
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

    /// The outside parties that have the step or can be called to it. A role of either side has a step in which cases begin:
    /// who began knows the pupil, and what the school began is the school's (S3: "gedragsdeskundige of contactpersoon CJG").
    fn meets<'s>(&'s self, step: &'s Step) -> BTreeSet<&'s Key> {
        let called = self.template.escalations.iter().filter(|escalation| escalation.step == step.key);
        let at_home = |role: &Key| self.template.role(role.as_str()).is_some_and(|role| !role.is_let_in_by_consent());
        let regie = Some(&step.regie).filter(|regie| !(step.entry && at_home(regie)));
        let roles = regie.into_iter().chain(called.flat_map(|escalation| &escalation.to));
        roles.filter(|role| is_outside(self.template, role)).collect()
    }

    /// No two moves that happen by themselves leave one step under conditions that can hold together.
    fn fights(&self, faults: &mut Faults) {
        let mut said = BTreeSet::new();
        let by_itself: Vec<Move> =
            (0..self.moves.edges.len()).filter(|edge| self.moves.edges[*edge].automatic).collect();
        for (at, found) in self.found.iter().enumerate() {
            let here = &found.situation;
            let open = |step: &usize| here.open.binary_search(step).is_ok();
            let ready = |edge: &Move| self.edge_is_ready(here, *edge);
            let automatic: Vec<Move> = by_itself.iter().copied().filter(ready).collect();
            for _ in &automatic {
                self.effort.tries(here.open.len());
            }
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
}

/// Whether somebody who can play the role works for a partner. Whoever has casusregie is let in by being appointed, so that
/// one is outside only where nobody else can be.
pub(crate) fn is_outside(template: &Body, role: &Key) -> bool {
    let Some(role) = template.role(role.as_str()) else { return false };
    let candidates = role.resolve.candidates();
    if !candidates.is_empty() {
        return candidates.into_iter().any(|key| is_outside(template, key));
    }
    let mut sides = role.functions.iter().map(|function| function.side() == Side::Partner);
    if role.resolve == Resolve::CaseLead {
        sides.len() > 0 && sides.all(|partner| partner)
    } else {
        sides.any(|partner| partner)
    }
}
