//! From step to step: moves that somebody makes, moves and joins that happen by themselves, and what entering a step
//! brings (its regie, its term). Tracks run side by side; none enters a step in which another one is.

use chrono::NaiveDate;

use super::{
    CaseState, Context, Event, Gate, Rejection,
    decide::Case,
    evolve,
    gates::{missing, reason, reason_gate},
    roles,
    state::OpenStep,
    words::rejection,
};
use crate::template::{Clock, Join, Key, Published, Step, Template, Transition, When};

/// How much may happen by itself after one command. A checked template comes to rest long before.
const MOST_BY_ITSELF: usize = 100;

impl Case<'_> {
    pub(super) fn take(&self, key: &Key, why: Option<&str>) -> Result<Vec<Event>, Rejection> {
        let Some(transition) = self.template.transition(key.as_str()) else {
            return Err(self.unknown("Naar de volgende stap", key));
        };
        let mut gates = self.transition_gates(transition);
        gates.extend(reason_gate(why, transition.reason_required));
        self.refuse(Some(&transition.from), &transition.label, gates)?;
        Ok(self.moved(transition, why))
    }

    /// Everything that blocks a transition, but for its reason.
    pub(super) fn transition_gates(&self, transition: &Transition) -> Vec<Gate> {
        if self.state.is_closed() {
            return vec![Gate::CaseClosed];
        }
        let Some(from) = self.state.open_step(transition.from.as_str()) else {
            return vec![Gate::StepNotOpen(transition.from.clone())];
        };
        if transition.automatic {
            return vec![Gate::ByItself];
        }
        let mut gates = self.step_gate(from, &transition.by);
        gates.extend(self.way_gates(transition, from));
        gates
    }

    /// What blocks a transition whoever makes it.
    pub(super) fn way_gates(&self, transition: &Transition, from: &OpenStep) -> Vec<Gate> {
        let mut gates = missing(self.template, self.state, Some(from), &transition.guard, self.ctx);
        for to in transition.targets() {
            self.enter_gates(to, &[&transition.from], &mut gates);
        }
        gates
    }

    /// What blocks entering a step when these steps end.
    fn enter_gates(&self, to: &Key, ending: &[&Key], gates: &mut Vec<Gate>) {
        if !ending.contains(&to) && self.state.open_step(to.as_str()).is_some() {
            gates.push(Gate::StepAlreadyOpen(to.clone()));
        }
        let Some(step) = self.template.step(to.as_str()) else {
            gates.push(Gate::Unknown(to.to_string()));
            return;
        };
        if roles::resolve(self.template, self.state, &step.regie, self.ctx).is_none() {
            let gate = roles::gate(self.template, step.regie.clone());
            if !gates.contains(&gate) {
                gates.push(gate);
            }
        }
    }

    /// The roles of a way out of a step: its regie as it was resolved on entering, and those who were called in.
    pub(super) fn step_gate(&self, from: &OpenStep, by: &[Key]) -> Vec<Gate> {
        self.steps_gate(std::slice::from_ref(from), by)
    }

    /// The same for what leaves several steps at once: who was called in on one of them does not speak for the others.
    pub(super) fn steps_gate(&self, from: &[OpenStep], by: &[Key]) -> Vec<Gate> {
        let regie = |role: &Key| {
            let asks =
                |open: &&OpenStep| self.template.step(open.step.as_str()).is_some_and(|step| step.regie == *role);
            from.iter().filter(asks).map(|open| open.regie.clone()).collect::<Vec<_>>()
        };
        let mut named: Vec<Key> = Vec::new();
        for role in by {
            let resolved = regie(role);
            let roles = if resolved.is_empty() { vec![role.clone()] } else { resolved };
            for role in roles {
                if !named.contains(&role) {
                    named.push(role);
                }
            }
        }
        let mut gates: Vec<Gate> = Vec::new();
        for open in from {
            let called = open.escalated.iter().filter_map(|key| self.template.escalation(key.as_str()));
            let roles: Vec<Key> =
                named.iter().cloned().chain(called.flat_map(|escalation| escalation.to.iter().cloned())).collect();
            gates.extend(self.role_gate(&roles).into_iter().filter(|gate| !gates.contains(gate)).collect::<Vec<_>>());
        }
        gates
    }

    pub(super) fn moved(&self, transition: &Transition, why: Option<&str>) -> Vec<Event> {
        let on = self.ctx.today;
        let mut events = Vec::new();
        let from = self.state.open_step(transition.from.as_str());
        if transition.clock == Some(Clock::Stop) && from.is_some_and(|from| from.term().is_some()) {
            events.push(Event::ClockStopped { step: transition.from.clone(), on, reason: reason(why) });
        }
        let (step, key) = (transition.from.clone(), transition.key.clone());
        events.push(Event::StepLeft { step, on, transition: key, reason: reason(why) });
        let resumes = transition.clock == Some(Clock::Resume);
        let follows = from.and_then(|from| from.due).filter(|_| transition.clock == Some(Clock::Follow));
        let entered = transition.targets().filter_map(|key| self.template.step(key.as_str()));
        events.extend(entered.map(|step| self.enter(step, resumes, follows)));
        events
    }

    /// Entering a step: its regie as it is today, and its term, going on where it stood still or new; a new one counts
    /// from the end of the term that it follows, or else from where the step says.
    pub(super) fn enter(&self, step: &Step, resumes: bool, follows: Option<NaiveDate>) -> Event {
        let (on, calendar) = (self.ctx.today, self.ctx.calendar);
        let term = step.term.as_ref();
        let stopped = self.state.stopped.get(&step.key);
        let goes_on = stopped.map(|_| resumes);
        let (due, target) = match (term, stopped.filter(|_| resumes)) {
            (Some(term), Some(stopped)) => self.resumed(term, stopped.since, stopped.due, stopped.target),
            (Some(term), None) => {
                let from = follows.unwrap_or_else(|| self.state.term_from(term, on));
                (Some(term.length.due(from, calendar)), term.target.map(|target| target.due(from, calendar)))
            }
            (None, _) => (None, None),
        };
        let regie = roles::resolve(self.template, self.state, &step.regie, self.ctx);
        let regie = regie.map_or_else(|| step.regie.clone(), |role| role.key.clone());
        let round = self.state.round(step.key.as_str()).saturating_add(1);
        Event::StepEntered { step: step.key.clone(), on, regie, due, round, target, resumed: goes_on }
    }

    /// The first thing that happens by itself now, if any.
    fn by_itself(&self) -> Option<Vec<Event>> {
        if self.state.is_closed() {
            return None;
        }
        let automatic = self.template.transitions.iter().filter(|transition| transition.automatic);
        let taken = automatic.filter(|transition| {
            let from = self.state.open_step(transition.from.as_str());
            from.is_some_and(|from| self.way_gates(transition, from).is_empty())
        });
        let joined = self.template.joins.iter().filter(|join| self.is_ready(join));
        let mut first = taken.map(|transition| self.moved(transition, None));
        first.next().or_else(|| joined.map(|join| self.joined(join)).next())
    }

    fn is_ready(&self, join: &Join) -> bool {
        let mut ready = join.of.iter().map(|branch| {
            let open = self.state.open_step(branch.step.as_str());
            open.is_some_and(|open| missing(self.template, self.state, Some(open), &branch.guard, self.ctx).is_empty())
        });
        let enough = match join.when {
            When::All => ready.all(|ready| ready),
            When::Any => ready.any(|ready| ready),
        };
        let mut gates = Vec::new();
        self.enter_gates(&join.to, &join.ends().collect::<Vec<_>>(), &mut gates);
        enough && gates.is_empty()
    }

    fn joined(&self, join: &Join) -> Vec<Event> {
        let on = self.ctx.today;
        let open = join.ends().filter(|step| self.state.open_step(step.as_str()).is_some());
        let left = |step: &Key| Event::StepLeft { step: step.clone(), on, transition: join.key.clone(), reason: None };
        let entered = self.template.step(join.to.as_str()).map(|step| self.enter(step, false, None));
        open.map(left).chain(entered).collect()
    }
}

/// Adds everything that happens by itself after these events, until nothing does.
pub(super) fn settle(
    template: &Template<Published>,
    state: &CaseState,
    ctx: &Context,
    mut events: Vec<Event>,
) -> Result<Vec<Event>, Rejection> {
    let mut state = events.iter().fold(state.clone(), evolve);
    for _ in 0..MOST_BY_ITSELF {
        let Some(more) = (Case { template, state: &state, ctx }).by_itself() else { return Ok(events) };
        state = more.iter().fold(state, evolve);
        events.extend(more);
    }
    Err(rejection(template, None, "Verder gaan", vec![Gate::Endless]))
}
