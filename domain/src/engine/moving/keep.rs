//! What goes along with the case: decisions as far as the new version knows them, and whoever has casusregie.

use std::collections::BTreeMap;

use super::{
    super::{CaseState, Taken},
    Moving,
};
use crate::template::{Decision, Key};

impl Moving<'_> {
    /// Decisions that change to go on counting, and those that have to be taken anew. One that the new version does not
    /// know at all is kept, and nothing asks for it.
    pub(super) fn decisions(&self, state: &CaseState) -> (BTreeMap<Key, Taken>, Vec<Key>) {
        let (mut decided, mut undecided) = (BTreeMap::new(), Vec::new());
        for (key, taken) in &state.decisions {
            let Some(decision) = self.to.template.decision(key.as_str()) else { continue };
            match self.goes_on(taken, decision) {
                Some(same) if same == *taken => {}
                Some(other) => {
                    decided.insert(key.clone(), other);
                }
                None => undecided.push(key.clone()),
            }
        }
        (decided, undecided)
    }

    /// A decision under the new version. What stood, stands; what was provisional never becomes final by moving, nor what
    /// the old version does not know.
    fn goes_on(&self, taken: &Taken, decision: &Decision) -> Option<Taken> {
        decision.outcome(taken.outcome.as_str())?;
        let before = self.from.template.decision(decision.key.as_str())?;
        let stood = taken.stage + 1 >= before.stage_count();
        let last = decision.stage_count().saturating_sub(1);
        let stage = if stood { last } else { taken.stage };
        if !stood && stage >= last {
            return None;
        }
        Some(Taken { step: decision.step.clone(), stage, ..taken.clone() })
    }

    /// Whether who has casusregie cannot have it under the new version.
    pub(super) fn lead_ends(&self, state: &CaseState) -> bool {
        let may = |function| self.to.template.roles.iter().any(|role| role.may_be_appointed(function));
        state.lead.is_some_and(|lead| !may(lead.function))
    }
}
