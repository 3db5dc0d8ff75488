//! The ways out of the open steps as a page shows them: buttons with their consequence, what still blocks each, and the
//! facts that can be recorded. The same rules as `decide`, asked beforehand ("Aan zet").

use super::{CaseState, Context, Rejection, decide::Case, effects, gates, roles, words};
use crate::template::{Closing, Decision, Fact, Guard, Join, Key, Published, Resolve, Template};

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub kind: ChoiceKind,
    /// The step it leaves; none for a closing that concerns the whole case.
    pub from: Option<Key>,
    pub label: String,
    /// In the words of the way of working.
    pub consequence: String,
    /// What the engine says it does: terms with their end, who gets the regie, clocks.
    pub effects: Vec<String>,
    pub reason_required: bool,
    /// Why it cannot be done yet, but for the reason that is asked with it.
    pub blocked: Option<Rejection>,
}

/// What a choice would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChoiceKind {
    Move(Key),
    Close(Key),
    /// The next stage of a decision, from 0.
    Decide {
        decision: Key,
        stage: usize,
    },
    /// Says in which of its ways a step was carried out.
    Perform {
        step: Key,
        way: Key,
    },
    /// The clock of this step.
    Stop(Key),
    Resume(Key),
    Extend(Key),
    Escalate(Key),
}

/// A fact on which a way out of an open step waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChoice {
    pub fact: Key,
    pub label: String,
    pub is_known: bool,
    /// Whether this person may record it.
    pub is_mine: bool,
    /// The form that makes it hold; nobody records it then.
    pub form: Option<Key>,
}

/// Every way out of the open steps, in the order of the template. A closed case has none.
pub fn options(template: &Template<Published>, state: &CaseState, ctx: &Context) -> Vec<Choice> {
    if state.is_closed() {
        return Vec::new();
    }
    let case = Case { template, state, ctx };
    let blocked = |step: Option<&Key>, label: &str, gates: Vec<_>| {
        (!gates.is_empty()).then(|| words::rejection(template, step, label, gates))
    };
    let open = |step: &Key| state.open_step(step.as_str()).is_some();
    let by_hand = template.transitions.iter().filter(|transition| !transition.automatic && open(&transition.from));
    let moves = by_hand.map(|transition| Choice {
        kind: ChoiceKind::Move(transition.key.clone()),
        from: Some(transition.from.clone()),
        label: transition.label.clone(),
        consequence: transition.consequence.clone(),
        effects: effects::of_move(&case, transition),
        reason_required: transition.reason_required,
        blocked: blocked(Some(&transition.from), &transition.label, case.transition_gates(transition)),
    });
    let closings = template.closings.iter().filter(|closing| closing.from.iter().any(open)).map(|closing| Choice {
        kind: ChoiceKind::Close(closing.key.clone()),
        from: None,
        label: closing.label.clone(),
        consequence: closing.consequence.clone(),
        effects: effects::of_closing(&case, closing),
        reason_required: closing.reason_required,
        blocked: blocked(None, &closing.label, case.closing_gates(closing)),
    });
    moves.chain(closings).collect()
}

/// The facts on which something waits in the open steps, in the order of the template: a way out, whoever has regie or a
/// hand in it by a rule, a form, a letter.
pub fn facts(template: &Template<Published>, state: &CaseState, ctx: &Context) -> Vec<FactChoice> {
    let choice = |fact: &Fact| {
        let mut waiting = state.open.iter().filter(|open| awaits(template, &open.step, &fact.key)).peekable();
        waiting.peek()?;
        Some(FactChoice {
            fact: fact.key.clone(),
            label: fact.label.clone(),
            is_known: waiting.all(|open| gates::is_known(template, state, Some(open), &fact.key, ctx)),
            is_mine: fact.form.is_none() && roles::plays(template, state, &fact.by, ctx),
            form: fact.form.clone(),
        })
    };
    template.facts.iter().filter_map(choice).collect()
}

fn awaits(template: &Template<Published>, step: &Key, fact: &Key) -> bool {
    let by_rule = |role: &Key| match template.role(role.as_str()).map(|role| &role.resolve) {
        Some(Resolve::ByFact(rules)) => rules.iter().any(|rule| rule.fact == *fact),
        _ => false,
    };
    let waits = |guard: &Guard| {
        guard.leaves().into_iter().any(|leaf| match leaf {
            Guard::Fact(key) | Guard::Since { fact: key, .. } => key == fact,
            Guard::Role(role) => by_rule(role),
            _ => false,
        })
    };
    let enters = |to: &Key| template.step(to.as_str()).is_some_and(|step| by_rule(&step.regie));
    let moves = template.transitions.iter().filter(|transition| transition.from == *step).any(|transition| {
        waits(&transition.guard) || transition.by.iter().any(by_rule) || transition.targets().any(enters)
    });
    let branch = |join: &Join| join.of.iter().any(|branch| branch.step == *step && waits(&branch.guard));
    let ends = |join: &Join| join.ends().any(|end| end == step) && enters(&join.to);
    let closes = |closing: &Closing| waits(&closing.guard) || closing.by.iter().any(by_rule);
    let decides = |decision: &Decision| decision.step == *step && decision.by.iter().any(by_rule);
    moves
        || template.joins.iter().any(|join| branch(join) || ends(join))
        || template.closings.iter().any(|closing| closing.from.contains(step) && closes(closing))
        || template.decisions.iter().any(decides)
        || template.forms.iter().any(|form| form.steps.contains(step) && waits(&form.when))
        || template.letters.iter().any(|letter| waits(&letter.when))
}
