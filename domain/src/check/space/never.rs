//! What stands in a template and can never happen: a way to close, a letter, a variant of a form.

use super::{Situation, Space, settled};
use crate::{
    check::{
        Faults, Rule,
        satisfy::{plain, possible},
    },
    template::Guard,
};

/// A closing as the search reads it.
pub(super) struct End {
    from: Vec<bool>,
    guard: Guard,
}

impl Space<'_> {
    /// The closings, in the order of the template.
    pub(super) fn closings(&self) -> Vec<End> {
        let end = |closing: &crate::template::Closing| {
            let mut from = vec![false; self.template.steps.len()];
            closing.from.iter().filter_map(|key| self.moves.index(key)).for_each(|step| from[step] = true);
            End { from, guard: plain(self.template, &closing.guard) }
        };
        self.template.closings.iter().map(end).collect()
    }

    pub(super) fn closes(&self, closing: &End, here: &Situation) -> bool {
        self.effort.tries(here.open.len());
        here.open.iter().all(|open| closing.from[*open])
            && possible(self.effort, &[&closing.guard], &settled(here, &self.moves))
    }

    pub(super) fn never(&self, faults: &mut Faults) {
        for (closing, end) in self.template.closings.iter().zip(self.closings()) {
            let can = self.found.iter().any(|found| self.closes(&end, &found.situation));
            let message = "deze afsluiting kan nooit: haar voorwaarde klopt in geen van haar stappen, of zij staan nooit zonder andere open. Pas guard of from aan.";
            faults.unless(can, Rule::Unreachable, format!("closings.{}", closing.key), message);
        }
        for letter in self.template.letters.iter().filter(|letter| !letter.when.is_always()) {
            let when = plain(self.template, &letter.when);
            let can = self.found.iter().any(|found| {
                // It can be sent after the case is closed as well.
                let closed = Situation { open: Vec::new(), ..found.situation.clone() };
                self.holds(&when, &found.situation) || self.after_closing(&when, &closed)
            });
            let message = "deze brief kan nooit worden verstuurd: zijn voorwaarde klopt nergens. Pas when aan.";
            faults.unless(can, Rule::Unreachable, format!("letters.{}.when", letter.key), message);
        }
        for form in self.template.forms.iter().filter(|form| !form.when.is_always() && form.is_of_case()) {
            let when = plain(self.template, &form.when);
            let open = |here: &Situation| form.steps.iter().any(|step| here.is_open(&self.moves, step));
            let can = self.found.iter().any(|found| open(&found.situation) && self.holds(&when, &found.situation));
            let message = "dit formulier wordt nooit gebruikt: zijn voorwaarde klopt in geen van zijn stappen. Pas when of steps aan.";
            faults.unless(can, Rule::Unreachable, format!("forms.{}.when", form.key), message);
        }
    }

    fn holds(&self, when: &Guard, here: &Situation) -> bool {
        self.effort.tries(here.open.len());
        possible(self.effort, &[when], &settled(here, &self.moves))
    }

    /// Once it is closed no step is open; what was answered and decided stays free.
    fn after_closing(&self, when: &Guard, closed: &Situation) -> bool {
        let settled = |leaf: &Guard| match leaf {
            Guard::Answer { .. } | Guard::Fact(_) | Guard::Outcome { .. } => None,
            leaf => closed.settles(&self.moves, leaf),
        };
        possible(self.effort, &[when], &settled)
    }
}
