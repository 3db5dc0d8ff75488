//! Where the pupil is: the open steps with their regie and term, the facts they wait for, and what can be done with its
//! consequence and what still blocks it. The engine is asked beforehand what it would say.
use super::{decided::grounds_in_words, mends::Places};
use crate::{
    Scope,
    cases::{Around, Case, UNDO_WITHIN, may_undo, story},
    members::Names,
};
use domain::{
    calendar::short_date,
    engine::{Choice, ChoiceKind, Gate, OpenStep, acts, facts, is_turn_of, letters, of_outcomes, options},
    form::Reader,
    page::{
        self,
        pupil::{Entry, Reopen},
        running::{Act, Deciding, FactLine, Outcome, PhaseOnTheWay, Running, StepOnTheWay, Turn},
    },
    template::{Decision, Key, Phase, Published, Resolve, Role, Step, Template, Transition},
};

/// For whom, under which way of working, in which world.
pub struct View<'a> {
    pub scope: &'a Scope,
    pub template: &'a Template<Published>,
    pub names: &'a Names,
    pub around: &'a Around,
    pub can_move: bool,
    /// Prepares and leads at this school, and so sees what is others' too.
    pub leads: bool,
    pub reader: Reader<'a>,
}

impl View<'_> {
    /// The running case; nothing when no step is open.
    pub fn running(&self, case: &Case, places: Places<'_>) -> Option<Running> {
        if case.state.open.is_empty() {
            return None;
        }
        let choices = self.choices(case);
        let closes = |choice: &&Choice| matches!(choice.kind, ChoiceKind::Close(_));
        let appoints = self.template.roles.iter().any(|role| role.resolve == Resolve::CaseLead);
        let moves = self.leads || case.state.open.iter().any(|open| self.plays(case, open));
        let facts = self.facts(case, places.address);
        let recordable = facts.iter().filter(|fact| fact.is_mine).map(|fact| fact.key.clone()).collect();
        let places = Places { can_appoint: self.can_move && appoints && moves, recordable, ..places };
        let can_appoint = places.can_appoint;
        let turns: Vec<Turn> =
            case.state.open.iter().filter_map(|open| self.turn(case, open, &choices, &places)).collect();
        let has_part = !choices.is_empty() || facts.iter().any(|fact| fact.is_mine);
        Some(Running {
            version: case.row.version,
            number: case.row.id.number(),
            way: format!("versie {}", self.template.number()),
            lead: case.state.lead.map(|lead| self.names.of(lead.membership)).unwrap_or_default(),
            can_appoint,
            movers: self.movers(case),
            turns,
            phases: self.phases(case),
            facts,
            closings: choices.iter().filter(closes).map(|choice| self.act(case, choice, &places)).collect(),
            can_move: self.can_move && (has_part || self.leads),
            undo: self.undo(case),
        })
    }

    /// Whether the reader has the regie of this step.
    fn plays(&self, case: &Case, open: &OpenStep) -> bool {
        let lead = case.state.lead.map(|lead| lead.membership);
        let role = self.template.role(open.regie.as_str());
        role.is_some_and(|role| self.around.doers.iter().any(|doer| is_turn_of(role, lead, *doer)))
    }

    fn turn(&self, case: &Case, open: &OpenStep, choices: &[Choice], places: &Places<'_>) -> Option<Turn> {
        let step = self.template.step(open.step.as_str())?;
        let role = self.template.role(open.regie.as_str());
        let plays = self.plays(case, open);
        let act = |choice: &Choice| self.act(case, choice, places);
        let here = || choices.iter().filter(|choice| choice.from.as_ref() == Some(&open.step));
        let aside = |choice: &&Choice| {
            !matches!(choice.kind, ChoiceKind::Move(_) | ChoiceKind::Close(_) | ChoiceKind::Decide { .. })
        };
        Some(Turn {
            key: open.step.to_string(),
            step: step.label.clone(),
            title: step.title.clone(),
            since: open.since,
            round: open.round,
            regie: role.map_or_else(|| open.regie.to_string(), |role| role.label.clone()),
            name: self.leader(case, role),
            is_mine: plays,
            tasks: role.map(|role| role.tasks.clone()).unwrap_or_default(),
            term: open.term().map(|term| term.chip(self.around.today)),
            term_label: step.term.as_ref().map(|term| term.label.clone()).unwrap_or_default(),
            term_caveat: self.caveat(step, open),
            target: open.target.filter(|_| open.stopped.is_none()),
            stopped: open.stopped,
            // What was decided, and why, is for those whose step it is.
            so_far: if self.reader.is_by_consent() && !plays { vec![] } else { self.so_far(case, step, open) },
            guidance: step.guidance.clone(),
            ways: here().filter(|choice| matches!(choice.kind, ChoiceKind::Move(_))).map(act).collect(),
            decisions: here().filter_map(|choice| self.deciding(case, choice, places)).collect(),
            acts: here().filter(aside).map(act).collect(),
        })
    }

    /// What happened inside the step since it was entered.
    fn so_far(&self, case: &Case, step: &Step, open: &OpenStep) -> Vec<String> {
        let way = open.way.as_ref().and_then(|key| step.ways.iter().find(|way| way.key == *key));
        let way = way.map(|way| format!("Uitgevoerd: {}", way.label));
        let decided = self.template.decisions.iter().filter(|decision| decision.step == step.key);
        let decided = decided.filter_map(|decision| decided_words(case, decision));
        let longer = open.extended.map(|on| format!("De termijn is verlengd op {}", short_date(on)));
        let called = open.escalated.iter().filter_map(|key| self.template.escalation(key.as_str()));
        let called = called.map(|escalation| format!("Opgeschaald: {}", escalation.label));
        way.into_iter().chain(decided).chain(longer).chain(called).collect()
    }

    fn caveat(&self, step: &Step, open: &OpenStep) -> String {
        let (term, due) = (step.term.as_ref(), open.term().map(|term| term.due));
        term.zip(due).and_then(|(term, due)| term.caveat(due, &self.around.calendar)).unwrap_or_default()
    }

    /// Name and function of whoever has casusregie, where that is whose turn it is.
    fn leader(&self, case: &Case, role: Option<&Role>) -> String {
        let lead = case.state.lead.filter(|_| role.is_some_and(|role| role.resolve == Resolve::CaseLead));
        lead.map(|lead| self.names.of(lead.membership)).unwrap_or_default()
    }

    /// Who makes a move out of an open step, as the way of working calls them.
    fn movers(&self, case: &Case) -> String {
        let open = |transition: &&Transition| case.state.open_step(transition.from.as_str()).is_some();
        let by = self.template.transitions.iter().filter(open).flat_map(|transition| &transition.by);
        let by: Vec<&Key> = by.chain(case.state.open.iter().map(|open| &open.regie)).collect();
        self.template.role_words(self.template.roles.iter().map(|role| &role.key).filter(|key| by.contains(key)))
    }

    /// The way with its phases, in the order of the way of working; a phase without steps is not on it.
    fn phases(&self, case: &Case) -> Vec<PhaseOnTheWay> {
        let steps = |phase: &Phase| {
            let inside = self.template.steps.iter().filter(|step| step.phase == phase.key);
            inside.map(|step| on_the_way(case, step)).collect::<Vec<_>>()
        };
        let phases = self.template.phases.iter().map(|phase| (phase.label.clone(), steps(phase)));
        let phases = phases.filter(|(_, steps)| !steps.is_empty());
        phases.map(|(label, steps)| PhaseOnTheWay { label, steps }).collect()
    }

    /// Everything that can be done, in whichever function of the reader says most. What is beside the flow and not the
    /// reader's is left out; a way on says whose it is.
    fn choices(&self, case: &Case) -> Vec<Choice> {
        let mut all: Vec<Choice> = vec![];
        if !self.can_move {
            return all;
        }
        for context in self.around.contexts() {
            let ways = options(self.template, &case.state, &context);
            let all_choices = ways.into_iter().chain(acts(self.template, &case.state, &context));
            for choice in all_choices.filter(|choice| self.is_shown(choice)) {
                match all.iter_mut().find(|known| known.kind == choice.kind) {
                    Some(known) if known.blocked.is_some() && choice.blocked.is_none() => *known = choice,
                    Some(_) => {}
                    None => all.push(choice),
                }
            }
        }
        all
    }

    /// Who leads sees of a way on and of a decision also that it is somebody else's; a partner or a directeur sees what is
    /// for him or her.
    fn is_shown(&self, choice: &Choice) -> bool {
        let theirs = choice.blocked.as_ref().is_none_or(|why| !why.gates.iter().any(is_not_theirs));
        let flow = matches!(choice.kind, ChoiceKind::Move(_) | ChoiceKind::Close(_) | ChoiceKind::Decide { .. });
        theirs || (flow && self.leads)
    }

    /// The facts on which ways out wait. A partner sees those that it may record.
    fn facts(&self, case: &Case, address: &str) -> Vec<FactLine> {
        let mut lines: Vec<FactLine> = vec![];
        if !self.can_move {
            return lines;
        }
        for context in self.around.contexts() {
            for fact in facts(self.template, &case.state, &context) {
                let is_closed = |form: &Key| self.reader.is_by_consent() && !self.reads(case, form);
                if fact.form.as_ref().is_some_and(is_closed) {
                    continue;
                }
                match lines.iter_mut().find(|known| fact.fact == known.key.as_str()) {
                    Some(known) => known.is_mine |= fact.is_mine,
                    None => lines.push(FactLine {
                        key: fact.fact.to_string(),
                        label: fact.label,
                        is_known: fact.is_known,
                        is_mine: fact.is_mine,
                        form: fact.form.map(|form| format!("{address}/formulieren/{form}")),
                    }),
                }
            }
        }
        lines.retain(|line| !self.reader.is_by_consent() || line.is_mine || line.form.is_some());
        lines
    }

    fn deciding(&self, case: &Case, choice: &Choice, places: &Places<'_>) -> Option<Deciding> {
        let ChoiceKind::Decide { decision, .. } = &choice.kind else { return None };
        let decision = self.template.decision(decision.as_str())?;
        let context = self.around.contexts().next();
        let brings =
            context.map(|context| of_outcomes(self.template, &case.state, &context, decision)).unwrap_or_default();
        let outcomes = decision.outcomes.iter().map(|outcome| Outcome {
            key: outcome.key.to_string(),
            label: outcome.label.clone(),
            brings: brings
                .iter()
                .find(|(key, _)| *key == outcome.key)
                .map(|(_, all)| all.join(" "))
                .unwrap_or_default(),
            grounds: outcome
                .grounds
                .iter()
                .map(|ground| page::Choice { value: ground.key.to_string(), label: ground.label.clone() })
                .collect(),
        });
        let Act { value, label, consequence, blocked, mends, .. } = self.act(case, choice, places);
        Some(Deciding { value, label, consequence, outcomes: outcomes.collect(), blocked, mends })
    }

    fn act(&self, case: &Case, choice: &Choice, places: &Places<'_>) -> Act {
        let blocked = choice.blocked.as_ref().map(|why| format!("{} {}", why.why.join(" "), why.who).trim().to_owned());
        Act {
            value: value(choice),
            label: choice.label.clone(),
            consequence: choice.says(),
            reason_required: choice.reason_required,
            mends: self.mends(case, choice, places),
            blocked,
        }
    }

    fn undo(&self, case: &Case) -> Option<String> {
        let last = story::last_move(&case.story).filter(|_| self.can_move)?;
        let theirs = self.around.contexts().any(|context| may_undo(self.template, &last, &context));
        if !theirs || self.scope.now() - last.at > UNDO_WITHIN {
            return None;
        }
        let label = |open: &&OpenStep| {
            let step = self.template.step(open.step.as_str());
            step.map_or_else(|| open.step.to_string(), |step| step.label.clone())
        };
        let words = |steps: &[&OpenStep]| steps.iter().map(label).collect::<Vec<_>>().join(" en ");
        let (left, opened) = last.steps();
        Some(format!("{} → {}", words(&left), words(&opened)))
    }

    /// Titles of the letters whose moment it is; nothing for a reader who only looks on.
    pub fn letters(&self, case: &Case) -> Vec<String> {
        let context = self.around.contexts().next().filter(|_| self.can_move);
        let now = context.map(|context| letters(self.template, &case.state, &context)).unwrap_or_default();
        now.into_iter().map(|letter| letter.title.clone()).collect()
    }

    /// Steps in which a case can start.
    pub fn entries(&self, may: bool) -> Vec<Entry> {
        let entry =
            |step: &Step| Entry { key: step.key.to_string(), label: step.label.clone(), title: step.title.clone() };
        let begins = |step: &&Step| {
            !self.reader.is_by_consent()
                || self.around.doers.iter().any(|doer| self.template.begins(step, doer.function))
        };
        self.template.steps.iter().filter(|step| may && step.entry).filter(begins).map(entry).collect()
    }

    /// The last case, closed.
    pub fn reopen(&self, case: Option<&Case>) -> Option<Reopen> {
        let case = case?;
        let closed = case.state.closed.as_ref()?;
        let how = self.template.closing(closed.closing.as_str());
        let how = how.map_or_else(String::new, |closing| closing.label.clone());
        Some(Reopen { version: case.row.version, closed_on: closed.on, how, can: self.can_move && self.leads })
    }
}

fn on_the_way(case: &Case, step: &Step) -> StepOnTheWay {
    StepOnTheWay {
        label: step.label.clone(),
        title: step.title.clone(),
        is_open: case.state.open_step(step.key.as_str()).is_some(),
        rounds: case.state.round(step.key.as_str()),
    }
}

fn is_not_theirs(gate: &Gate) -> bool {
    matches!(gate, Gate::NotYours(_))
}

fn decided_words(case: &Case, decision: &Decision) -> Option<String> {
    let taken = case.state.decisions.get(&decision.key)?;
    let outcome = decision.outcome(taken.outcome.as_str())?;
    let grounds = grounds_in_words(decision, &taken.outcome, &taken.grounds);
    let why = if grounds.is_empty() { String::new() } else { format!(", want {}", grounds.join(" en ")) };
    Some(format!("{} op {}: {}{why}", decision.stage_label(taken.stage), short_date(taken.on), outcome.label))
}

fn value(choice: &Choice) -> String {
    match &choice.kind {
        ChoiceKind::Move(key) => format!("overgang:{key}"),
        ChoiceKind::Close(key) => format!("afsluiten:{key}"),
        ChoiceKind::Decide { decision, .. } => format!("besluit:{decision}"),
        ChoiceKind::Perform { step, way } => format!("uitvoering:{step}:{way}"),
        ChoiceKind::Stop(step) => format!("stilzetten:{step}"),
        ChoiceKind::Resume(step) => format!("doorlopen:{step}"),
        ChoiceKind::Extend(step) => format!("verlengen:{step}"),
        ChoiceKind::Escalate(key) => format!("opschalen:{key}"),
    }
}
