//! Everything that was decided in a case, in every round: outcome, grounds in words, stage, who and when. A partner sees
//! only what its own role decides: what others decided, and why, is theirs.
use super::{running::View, timeline::versions_of};
use crate::{
    cases::{
        Case,
        story::{What, standing},
    },
    clock::local,
    templates::Pinned,
};
use domain::{
    engine::Event,
    id::TemplateId,
    page::pupil::Decided,
    template::{Body, Decision, Key},
};
use std::collections::HashMap;

impl View<'_> {
    /// The decisions that stand, the last first, each in the words of the version under which it was taken.
    pub fn decisions(&self, case: &Case, known: &HashMap<TemplateId, Pinned>) -> Vec<Decided> {
        let mine = self.roles(case);
        let stands: Vec<_> = standing(&case.story).into_iter().map(|(id, _)| id).collect();
        let mut rounds: HashMap<&Key, u32> = HashMap::new();
        let mut all = vec![];
        for (happened, under) in case.story.iter().zip(versions_of(case)) {
            let What::Event(event) = &happened.what else { continue };
            if !stands.contains(&happened.id) {
                continue;
            }
            if let Event::StepEntered { step, round, .. } = event {
                rounds.insert(step, *round);
            }
            let Event::Decided { decision, step, stage, outcome, grounds, reason, .. } = event else { continue };
            let Some(body) = known.get(&under).map(|pinned| &**pinned.template as &Body) else { continue };
            let Some(decision) = body.decision(decision.as_str()) else { continue };
            if self.reader.is_by_consent() && !decision.by.iter().any(|role| mine.contains(&role)) {
                continue;
            }
            let label = body.step(step.as_str()).map_or_else(|| step.to_string(), |step| step.label.clone());
            let round = rounds.get(step).copied().filter(|round| *round > 1);
            all.push(Decided {
                what: decision.stage_label(*stage).to_owned(),
                outcome: decision.outcome(outcome.as_str()).map_or(outcome.as_str(), |known| &known.label).to_owned(),
                grounds: grounds_in_words(decision, outcome, grounds),
                reason: reason.clone().unwrap_or_default(),
                step: round.map_or_else(|| label.clone(), |round| format!("{label}, ronde {round}")),
                on: local(happened.at).date(),
                who: happened.by.map(|by| self.names.of(by)).unwrap_or_default(),
            });
        }
        all.reverse();
        all
    }
}

/// The grounds of an outcome as the way of working words them.
pub(super) fn grounds_in_words(decision: &Decision, outcome: &Key, grounds: &[Key]) -> Vec<String> {
    let Some(outcome) = decision.outcome(outcome.as_str()) else { return vec![] };
    let given = outcome.grounds.iter().filter(|ground| grounds.contains(&ground.key));
    given.map(|ground| ground.label.clone()).collect()
}
