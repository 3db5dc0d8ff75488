//! What something brings about, in sentences and with dates: which term starts and until when, who gets the regie, whose
//! clock stands still or runs on, that the case closes. Told from the events themselves, so that a button never promises
//! what the engine does not do ("Next steps are buttons with consequences stated").

use super::{CaseState, Choice, Context, Event, OpenStep, decide::Case, evolve, moves::settle};
use crate::{
    calendar::{Calendar, short_date},
    template::{Body, Clock, Closing, Decision, Key, Published, Template, Transition},
};

/// What follows on a move, with everything that then happens by itself.
pub(super) fn of_move(case: &Case<'_>, transition: &Transition) -> Vec<String> {
    let resumes = transition.clock == Some(Clock::Resume);
    let after = settled(case.template, case.state, case.ctx, case.moved(transition, None));
    let runs_on = |step: &Key| resumes && case.state.stopped.contains_key(step);
    told(case, &after, &runs_on)
}

/// What follows on a closing.
pub(super) fn of_closing(case: &Case<'_>, closing: &Closing) -> Vec<String> {
    let closed = Event::Closed { closing: closing.key.clone(), on: case.ctx.today, reason: None };
    told(case, &evolve(case.state.clone(), &closed), &|_| false)
}

/// What each outcome of the next stage of a decision brings about by itself, beside that it is decided.
pub fn of_outcomes(
    template: &Template<Published>,
    state: &CaseState,
    ctx: &Context,
    decision: &Decision,
) -> Vec<(Key, Vec<String>)> {
    let case = Case { template, state, ctx };
    let outcome = |outcome: &Key| Event::Decided {
        decision: decision.key.clone(),
        step: decision.step.clone(),
        stage: case.next_stage(decision),
        outcome: outcome.clone(),
        grounds: vec![],
        on: ctx.today,
        reason: None,
    };
    let brings = |key: &Key| {
        let after = settled(template, state, ctx, vec![outcome(key)]);
        (key.clone(), told(&case, &after, &|_| false))
    };
    decision.outcomes.iter().map(|outcome| brings(&outcome.key)).collect()
}

impl Choice {
    /// What is said below the button: the words of the way of working, and what they leave out.
    pub fn says(&self) -> String {
        let said = self.consequence.to_lowercase();
        // What comes first in it: "De casus sluit; er lopen geen termijnen meer."
        let heart =
            |effect: &str| effect.to_lowercase().split(';').next().unwrap_or_default().trim_end_matches('.').to_owned();
        let new = self.effects.iter().filter(|effect| !said.contains(&heart(effect)));
        let own = Some(&self.consequence).filter(|own| !own.is_empty());
        own.into_iter().chain(new).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Where the case is when nothing happens by itself any more.
fn settled(template: &Template<Published>, state: &CaseState, ctx: &Context, events: Vec<Event>) -> CaseState {
    let all = settle(template, state, ctx, events.clone()).unwrap_or(events);
    all.iter().fold(state.clone(), evolve)
}

/// The difference between two moments of a case.
fn told(case: &Case<'_>, after: &CaseState, resumes: &dyn Fn(&Key) -> bool) -> Vec<String> {
    let (template, before): (&Body, _) = (case.template, case.state);
    if after.is_closed() && !before.is_closed() {
        return vec!["De casus sluit; er lopen geen termijnen meer.".to_owned()];
    }
    let opened: Vec<&OpenStep> = after.open.iter().filter(|open| is_new(before, open)).collect();
    let several = opened.len() > 1;
    let still = after.stopped.keys().filter(|step| !before.stopped.contains_key(*step));
    let mut all: Vec<String> =
        still.map(|step| format!("De termijn van {} staat dan stil.", label(template, step))).collect();
    let mut given: Vec<&Key> = before.open.iter().map(|open| &open.regie).collect();
    for open in opened {
        let step = if several { format!("{}: ", label(template, &open.step)) } else { String::new() };
        let calendar = case.ctx.calendar;
        all.extend(term(template, calendar, open, resumes(&open.step)).map(|sentence| format!("{step}{sentence}")));
        if !given.contains(&&open.regie) {
            given.push(&open.regie);
            let role = template.role(open.regie.as_str()).map_or(open.regie.as_str(), |role| role.label.as_str());
            all.push(format!("De {role} krijgt de regie."));
        }
        if open.round > 1 {
            all.push(format!("{step}Dit is de {}e keer.", open.round));
        }
    }
    all
}

/// Entered since then; entering it anew counts.
fn is_new(before: &CaseState, open: &OpenStep) -> bool {
    before.open_step(open.step.as_str()).is_none_or(|known| known.at != open.at)
}

fn term(template: &Body, calendar: &Calendar, open: &OpenStep, resumes: bool) -> Option<String> {
    let (term, due) = template.step(open.step.as_str())?.term.as_ref().zip(open.due)?;
    let caveat = term.caveat(due, calendar).map(|caveat| format!(" {caveat}")).unwrap_or_default();
    let until = short_date(due);
    if resumes {
        return Some(format!("De termijn van {} loopt weer, tot {until}.{caveat}", label(template, &open.step)));
    }
    let length = term.length.words();
    // "tot 31-07" says until when by itself.
    if length.starts_with("tot ") {
        return Some(format!("Dit start een termijn tot {until}."));
    }
    Some(format!("Dit start de termijn van {length}, tot {until}.{caveat}"))
}

fn label<'a>(template: &'a Body, step: &'a Key) -> &'a str {
    template.step(step.as_str()).map_or(step.as_str(), |step| step.label.as_str())
}
