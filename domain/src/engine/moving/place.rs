//! Where open steps come: a step that is still there stays, one that is gone goes where somebody chose, and tracks that
//! come to the same step go on as one. Each gets the one regie of the new version.

use super::{
    super::{CaseState, Event, OpenStep, Placed, VersionChange, evolve, roles},
    Around, Hindrance, Known, Moving, StepChange, TermChange,
};
use crate::{
    check::{can_end, is_outside},
    template::{Key, Resolve, Step},
};

impl Moving<'_> {
    /// The open steps under the new version, their regie not yet given; and what stands in the way.
    pub(super) fn places(&self, state: &CaseState, around: &Around<'_>) -> (Vec<Placed>, Vec<Hindrance>) {
        if state.is_closed() {
            return (vec![], vec![Hindrance::Closed]);
        }
        if state.open.is_empty() {
            return (vec![], vec![Hindrance::Nowhere]);
        }
        let (mut groups, mut hindrances) = (Vec::<(&Step, Vec<&OpenStep>)>::new(), Vec::new());
        for open in &state.open {
            match self.target(&open.step) {
                Ok(step) => match groups.iter_mut().find(|(known, _)| known.key == step.key) {
                    Some((_, together)) => together.push(open),
                    None => groups.push((step, vec![open])),
                },
                Err(hindrance) => hindrances.push(hindrance),
            }
        }
        let placed = groups.into_iter().map(|(step, from)| self.placed(step, &from, state, around)).collect();
        (placed, hindrances)
    }

    fn target(&self, step: &Key) -> Result<&Step, Hindrance> {
        if let Some(same) = self.to.template.step(step.as_str()) {
            return Ok(same);
        }
        let step = step.clone();
        let Some(chosen) = self.choices.of(&step) else { return Err(Hindrance::Choose { step }) };
        let found = self.to.template.step(chosen.as_str());
        found.ok_or_else(|| Hindrance::NoSuchStep { step, chosen: chosen.clone() })
    }

    fn placed(&self, step: &Step, from: &[&OpenStep], state: &CaseState, around: &Around<'_>) -> Placed {
        // The step itself goes before what comes to it.
        let same = from.iter().find(|open| open.step == step.key).copied();
        let all = same.map_or_else(|| from.to_vec(), |same| vec![same]);
        // Of several terms the strictest, and a running one before one that stands still.
        let timed = all.iter().filter(|open| open.due.is_some());
        let timed = timed.min_by_key(|open| (open.stopped.is_some(), open.due)).copied();
        let (today, calendar) = (around.today, around.calendar);
        let term = step.term.as_ref();
        let (due, target, stopped, extended) = match (term, timed) {
            (Some(_), Some(open)) => (open.due, open.target, open.stopped, open.extended),
            (Some(term), None) => {
                let from = state.term_from(term, today);
                (
                    Some(term.length.due(from, calendar)),
                    term.target.map(|target| target.due(from, calendar)),
                    None,
                    None,
                )
            }
            (None, _) => (None, None, None, None),
        };
        let rounds = all.iter().map(|open| open.round).max().unwrap_or(1);
        let round = match (same, state.round(step.key.as_str())) {
            (Some(same), _) => same.round,
            (None, 0) => rounds,
            // The case was here before: this is another round of it.
            (None, before) => rounds.max(before.saturating_add(1)),
        };
        let knows_way = |way: &&Key| step.ways.iter().any(|known| known.key == **way);
        let way = all.iter().find_map(|open| open.way.as_ref().filter(knows_way)).cloned();
        let here = |key: &&Key| self.to.template.escalation(key.as_str()).is_some_and(|known| known.step == step.key);
        let escalated = all.iter().flat_map(|open| &open.escalated).filter(here).cloned().collect();
        Placed {
            from: from.iter().map(|open| open.step.clone()).collect(),
            now: OpenStep {
                step: step.key.clone(),
                since: all.iter().map(|open| open.since).min().unwrap_or(today),
                regie: self.regie_before(step, same),
                due,
                round,
                at: all.iter().map(|open| open.at).min().unwrap_or_default(),
                target,
                stopped,
                extended,
                way,
                escalated,
            },
        }
    }

    /// The regie that was resolved on entering, where the new version asks the same of the step; else the step's own.
    fn regie_before(&self, step: &Step, same: Option<&OpenStep>) -> Key {
        let asked = |open: &&OpenStep| {
            let before = self.from.template.step(open.step.as_str());
            before.is_some_and(|before| before.regie == step.regie)
        };
        let still = |open: &&OpenStep| {
            let named = self.to.template.role(step.regie.as_str());
            open.regie == step.regie || named.is_some_and(|role| role.resolve.candidates().contains(&&open.regie))
        };
        same.filter(asked).filter(still).map_or_else(|| step.regie.clone(), |open| open.regie.clone())
    }

    /// Gives each step its one regie, as it is today; and says where the new version has nobody.
    pub(super) fn give_regie(
        &self,
        state: &CaseState,
        change: &mut VersionChange,
        around: &Around<'_>,
    ) -> Vec<Hindrance> {
        let template = self.to.template;
        let after = evolve(state.clone(), &Event::VersionChanged(change.clone()));
        let known = Known::under(template, &after, around);
        let context = known.context(around);
        let mut hindrances = Vec::new();
        for placed in &mut change.steps {
            let step = placed.now.step.clone();
            match roles::resolve(template, &after, &placed.now.regie, &context) {
                Some(role) => placed.now.regie = role.key.clone(),
                None if self.asks_lead(&placed.now.regie) => hindrances.push(Hindrance::NoLead { step: step.clone() }),
                None => hindrances.push(Hindrance::NoRegie { step: step.clone() }),
            }
            if self.opens_to_outsiders(state, placed, &context.consents.iter().collect::<Vec<_>>()) {
                hindrances.push(Hindrance::NoConsent { step });
            }
        }
        hindrances
    }

    fn asks_lead(&self, role: &Key) -> bool {
        self.to.template.role(role.as_str()).is_some_and(|role| role.resolve == Resolve::CaseLead)
    }

    /// Whether a partner gets regie that had none before, while no consent of this way of working is valid. Whoever has
    /// casusregie was let in by being appointed.
    fn opens_to_outsiders(&self, state: &CaseState, placed: &Placed, consents: &[&Key]) -> bool {
        let template = self.to.template;
        let role = &placed.now.regie;
        if self.asks_lead(role) || !is_outside(template, role) {
            return false;
        }
        let before = placed.from.iter().filter_map(|step| state.open_step(step.as_str()));
        let knew = self.from.template.functions_of(before.map(|open| &open.regie));
        let gets = template.functions_of([role]);
        let given = template.consents.iter().any(|purpose| consents.contains(&&purpose.key));
        !given && !gets.iter().all(|function| knew.contains(function))
    }

    /// From where the case would be, an end must stay within reach.
    pub(super) fn no_end(&self, after: &CaseState) -> Option<Hindrance> {
        let open: Vec<&Key> = after.open.iter().map(|open| &open.step).collect();
        let ends = can_end(self.to.template, &open, |step| after.round(step.as_str()));
        (!ends).then(|| Hindrance::NoEnd { steps: open.into_iter().cloned().collect() })
    }
}

/// What becomes of the steps that came here.
pub(super) fn change(state: &CaseState, placed: &Placed) -> StepChange {
    let before: Vec<&OpenStep> = placed.from.iter().filter_map(|step| state.open_step(step.as_str())).collect();
    let same = before.iter().find(|open| open.step == placed.now.step).or(before.first()).copied();
    let lost = match before.iter().find(|open| open.step == placed.now.step) {
        Some(same) => same.due,
        None => before.iter().filter_map(|open| open.due).min(),
    };
    let term = match (lost, placed.now.due) {
        (_, Some(due)) if lost.is_some() => TermChange::Kept { due, stopped: placed.now.stopped.is_some() },
        (_, Some(due)) => TermChange::Starts { due },
        (Some(due), None) => TermChange::Lost { due },
        (None, None) => TermChange::None,
    };
    let regie = same.map_or_else(|| placed.now.regie.clone(), |open| open.regie.clone());
    StepChange {
        from: placed.from.clone(),
        to: placed.now.step.clone(),
        regie: (regie, placed.now.regie.clone()),
        term,
    }
}
