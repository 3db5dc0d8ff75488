//! Where the pupil is: the open step with its regie and term, the facts it waits for, and the ways out with their
//! consequence and what still blocks them. The engine is asked beforehand what it would say.
use super::rows::Case;
use crate::{
    Scope,
    cases::{UNDO_WITHIN, doers, story},
    members::Names,
};
use domain::{
    calendar::{Calendar, Region},
    engine::{Choice, ChoiceKind, Context, Doer, facts, options},
    form::Answers,
    page::pupil::{Entry, FactLine, Reopen, Running, StepOnTheWay, Way},
    template::{Key, Published, Resolve, Template},
};
use std::sync::Arc;

/// For whom, and under which way of working.
pub struct View<'a> {
    pub scope: &'a Scope,
    pub template: Option<&'a Arc<Template<Published>>>,
    pub names: &'a Names,
    pub can_move: bool,
    pub by_consent: bool,
}

impl View<'_> {
    /// The running case; nothing when no step is open.
    pub fn running(&self, case: &Case, given: &[Key]) -> Option<Running> {
        let template = self.template?;
        let open = case.state.open.first()?;
        let step = template.step(open.step.as_str())?;
        let role = template.role(open.regie.as_str());
        let lead = case.state.lead;
        let doers = doers(self.scope, case.row.school_id);
        let plays = |doer: &Doer| {
            role.is_some_and(|role| match role.resolve {
                Resolve::CaseLead => lead.is_some_and(|lead| lead.membership == doer.membership),
                // Of an open step the regie is a role with people: a rule was resolved on entering it.
                _ => role.is_played_by(doer.function),
            })
        };
        let label = |key: &str| template.step(key).map_or_else(|| key.to_owned(), |step| step.label.clone());
        let undo = story::last_move(&case.story)
            .filter(|last| self.can_move && self.scope.now() - last.at <= UNDO_WITHIN)
            .map(|last| format!("{} → {}", label(last.from), label(last.to)));
        let (ways, facts) = if self.can_move { self.ways(case, given, &doers) } else { (vec![], vec![]) };
        Some(Running {
            version: case.row.version,
            step: step.label.clone(),
            title: step.title.clone(),
            since: open.since,
            round: open.round,
            regie: role.map_or_else(|| open.regie.to_string(), |role| role.label.clone()),
            is_mine: doers.iter().any(plays),
            lead: lead.map(|lead| self.names.of(lead.membership)).unwrap_or_default(),
            term: open.term().map(|term| term.chip(self.scope.today())),
            term_label: step.term.as_ref().map(|term| term.label.clone()).unwrap_or_default(),
            guidance: step.guidance.clone(),
            steps: template
                .steps
                .iter()
                .map(|step| StepOnTheWay {
                    label: step.label.clone(),
                    title: step.title.clone(),
                    is_open: case.state.open_step(step.key.as_str()).is_some(),
                    rounds: case.state.round(step.key.as_str()),
                })
                .collect(),
            facts,
            ways,
            can_move: self.can_move,
            undo,
        })
    }

    /// The ways out and the facts, in whichever function of the reader says most.
    fn ways(&self, case: &Case, given: &[Key], doers: &[Doer]) -> (Vec<Way>, Vec<FactLine>) {
        let Some(template) = self.template else { return (vec![], vec![]) };
        // No term is counted here, so the days that this tenant closes do not matter.
        let calendar = Calendar::new(Region::Midden);
        let mut ways: Vec<Choice> = vec![];
        let mut lines: Vec<FactLine> = vec![];
        for doer in doers {
            let context = Context {
                today: self.scope.today(),
                calendar: &calendar,
                doer: *doer,
                consents: given,
                facts: &[],
                answers: Answers::none(),
            };
            for choice in options(template, &case.state, &context) {
                match ways.iter_mut().find(|known| known.kind == choice.kind) {
                    Some(known) if known.blocked.is_some() && choice.blocked.is_none() => *known = choice,
                    Some(_) => {}
                    None => ways.push(choice),
                }
            }
            for fact in facts(template, &case.state, &context) {
                match lines.iter_mut().find(|known| fact.fact == known.key.as_str()) {
                    Some(known) => known.is_mine |= fact.is_mine,
                    None => lines.push(FactLine {
                        key: fact.fact.to_string(),
                        label: fact.label,
                        is_known: fact.is_known,
                        is_mine: fact.is_mine,
                    }),
                }
            }
        }
        (ways.into_iter().map(way).collect(), lines)
    }

    /// Steps in which a case can start.
    pub fn entries(&self, may: bool) -> Vec<Entry> {
        let Some(template) = self.template.filter(|_| may) else { return vec![] };
        let entry = |step: &domain::template::Step| Entry {
            key: step.key.to_string(),
            label: step.label.clone(),
            title: step.title.clone(),
        };
        template.steps.iter().filter(|step| step.entry).map(entry).collect()
    }

    /// The last case, closed.
    pub fn reopen(&self, case: Option<&Case>) -> Option<Reopen> {
        let (case, template) = (case?, self.template?);
        let closed = case.state.closed.as_ref()?;
        let how = template.closing(closed.closing.as_str()).map_or_else(String::new, |closing| closing.label.clone());
        Some(Reopen { version: case.row.version, closed_on: closed.on, how, can: self.can_move && !self.by_consent })
    }
}

fn way(choice: Choice) -> Way {
    let (value, closes) = match &choice.kind {
        ChoiceKind::Move(key) => (format!("overgang:{key}"), false),
        ChoiceKind::Close(key) => (format!("afsluiten:{key}"), true),
    };
    let blocked = choice.blocked.map(|why| format!("{} {}", why.why.join(" "), why.who).trim().to_owned());
    Way {
        value,
        label: choice.label,
        consequence: choice.consequence,
        reason_required: choice.reason_required,
        closes,
        blocked,
    }
}
