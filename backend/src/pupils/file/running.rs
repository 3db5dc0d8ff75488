//! Where the pupil is: the open steps with their regie and term, the facts they wait for, and what can be done with its
//! consequence and what still blocks it. The engine is asked beforehand what it would say.
use crate::{
    Scope,
    cases::{Around, Case, UNDO_WITHIN, may_undo, story},
    members::Names,
};
use domain::{
    calendar::short_date,
    engine::{Choice, ChoiceKind, Gate, OpenStep, acts, facts, letters, options},
    form::Reader,
    page::{
        self,
        pupil::{Entry, Reopen},
        running::{Act, Deciding, FactLine, Outcome, Running, StepOnTheWay, Turn},
    },
    template::{Decision, Key, Published, Resolve, Step, Template},
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
    pub fn running(&self, case: &Case, address: &str) -> Option<Running> {
        if case.state.open.is_empty() {
            return None;
        }
        let choices = self.choices(case);
        let turns: Vec<Turn> = case.state.open.iter().filter_map(|open| self.turn(case, open, &choices)).collect();
        let closes = |choice: &&Choice| matches!(choice.kind, ChoiceKind::Close(_));
        let appoints = self.template.roles.iter().any(|role| role.resolve == Resolve::CaseLead);
        let facts = self.facts(case, address);
        let has_part = !choices.is_empty() || facts.iter().any(|fact| fact.is_mine);
        Some(Running {
            version: case.row.version,
            number: case.row.id.number(),
            way: format!("versie {}", self.template.number()),
            lead: case.state.lead.map(|lead| self.names.of(lead.membership)).unwrap_or_default(),
            can_appoint: self.can_move && appoints && (self.leads || turns.iter().any(|turn| turn.is_mine)),
            turns,
            steps: self.template.steps.iter().map(|step| self.on_the_way(case, step)).collect(),
            facts,
            closings: choices.iter().filter(closes).map(act).collect(),
            can_move: self.can_move && (has_part || self.leads),
            undo: self.undo(case),
        })
    }

    fn turn(&self, case: &Case, open: &OpenStep, choices: &[Choice]) -> Option<Turn> {
        let step = self.template.step(open.step.as_str())?;
        let role = self.template.role(open.regie.as_str());
        let lead = case.state.lead;
        let plays = role.is_some_and(|role| {
            self.around.doers.iter().any(|doer| match role.resolve {
                Resolve::CaseLead => lead.is_some_and(|lead| lead.membership == doer.membership),
                // Of an open step the regie is a role with people: a rule was resolved on entering it.
                _ => role.is_played_by(doer.function),
            })
        });
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
            is_mine: plays,
            tasks: role.map(|role| role.tasks.clone()).unwrap_or_default(),
            term: open.term().map(|term| term.chip(self.around.today)),
            term_label: step.term.as_ref().map(|term| term.label.clone()).unwrap_or_default(),
            target: open.target.filter(|_| open.stopped.is_none()),
            stopped: open.stopped,
            // What was decided, and why, is for those whose step it is.
            so_far: if self.reader.is_by_consent() && !plays { vec![] } else { self.so_far(case, step, open) },
            guidance: step.guidance.clone(),
            ways: here().filter(|choice| matches!(choice.kind, ChoiceKind::Move(_))).map(act).collect(),
            decisions: here().filter_map(|choice| self.deciding(choice)).collect(),
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

    fn on_the_way(&self, case: &Case, step: &Step) -> StepOnTheWay {
        StepOnTheWay {
            label: step.label.clone(),
            title: step.title.clone(),
            phase: self.template.phase(step.phase.as_str()).map(|phase| phase.label.clone()).unwrap_or_default(),
            is_open: case.state.open_step(step.key.as_str()).is_some(),
            rounds: case.state.round(step.key.as_str()),
        }
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

    fn deciding(&self, choice: &Choice) -> Option<Deciding> {
        let ChoiceKind::Decide { decision, .. } = &choice.kind else { return None };
        let outcomes = &self.template.decision(decision.as_str())?.outcomes;
        let outcomes = outcomes.iter().map(|outcome| Outcome {
            key: outcome.key.to_string(),
            label: outcome.label.clone(),
            grounds: outcome
                .grounds
                .iter()
                .map(|ground| page::Choice { value: ground.key.to_string(), label: ground.label.clone() })
                .collect(),
        });
        let Act { value, label, consequence, blocked, .. } = act(choice);
        Some(Deciding { value, label, consequence, outcomes: outcomes.collect(), blocked })
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

fn is_not_theirs(gate: &Gate) -> bool {
    matches!(gate, Gate::NotYours(_))
}

fn decided_words(case: &Case, decision: &Decision) -> Option<String> {
    let taken = case.state.decisions.get(&decision.key)?;
    let outcome = decision.outcome(taken.outcome.as_str())?;
    let ground =
        |key: &Key| outcome.grounds.iter().find(|ground| ground.key == *key).map(|ground| ground.label.clone());
    let grounds: Vec<_> = taken.grounds.iter().filter_map(ground).collect();
    let why = if grounds.is_empty() { String::new() } else { format!(", want {}", grounds.join(" en ")) };
    Some(format!("{} op {}: {}{why}", decision.stage_label(taken.stage), short_date(taken.on), outcome.label))
}

fn act(choice: &Choice) -> Act {
    let value = match &choice.kind {
        ChoiceKind::Move(key) => format!("overgang:{key}"),
        ChoiceKind::Close(key) => format!("afsluiten:{key}"),
        ChoiceKind::Decide { decision, .. } => format!("besluit:{decision}"),
        ChoiceKind::Perform { step, way } => format!("uitvoering:{step}:{way}"),
        ChoiceKind::Stop(step) => format!("stilzetten:{step}"),
        ChoiceKind::Resume(step) => format!("doorlopen:{step}"),
        ChoiceKind::Extend(step) => format!("verlengen:{step}"),
        ChoiceKind::Escalate(key) => format!("opschalen:{key}"),
    };
    let blocked = choice.blocked.as_ref().map(|why| format!("{} {}", why.why.join(" "), why.who).trim().to_owned());
    Act {
        value,
        label: choice.label.clone(),
        consequence: choice.consequence.clone(),
        reason_required: choice.reason_required,
        blocked,
    }
}
