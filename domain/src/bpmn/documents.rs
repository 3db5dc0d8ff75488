//! What a template says beside the flow, as the documentation of the parts of a process: guidance, regie, terms,
//! meetings, forms, ways to carry a step out, decisions and escalations of a step; who makes a move and what it brings.

use super::conditions::{step as step_label, words};
use crate::template::{Body, Closing, Decision, Escalation, Guard, Join, Key, Step, StepTerm, Transition, When};

/// A step: a line per thing that is said.
pub(super) fn step(body: &Body, step: &Step) -> Vec<String> {
    let mut lines = vec![step.title.clone()];
    lines.extend(step.guidance.iter().cloned());
    lines.push(format!("Regie: {}", role(body, &step.regie)));
    lines.push(format!("Mijlpaal: {}", step.milestone.label()));
    lines.extend(step.term.as_ref().map(|found| term(body, step, found)));
    lines.extend(meetings(body, step));
    lines.extend(forms(body, step).map(|title| format!("Formulier: {title}")));
    lines.extend(step.ways.iter().map(|way| format!("Uitvoering: {}", way.label)));
    lines.extend(body.decisions.iter().filter(|decision| decision.step == step.key).map(decision));
    let escalations = body.escalations.iter().filter(|escalation| escalation.step == step.key);
    lines.extend(escalations.map(|found| escalation(body, found)));
    lines.retain(|line| !line.is_empty());
    lines
}

/// "Overleg: ZAT, MDO"
pub(super) fn meetings(body: &Body, step: &Step) -> Option<String> {
    let ways = step.ways.iter().filter_map(|way| way.meeting.as_ref());
    let mut keys: Vec<&Key> = Vec::new();
    for key in step.meetings.iter().chain(ways) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let label = |key: &&Key| body.meeting(key.as_str()).map_or(key.as_str(), |meeting| &meeting.label).to_owned();
    let labels: Vec<_> = keys.iter().map(label).collect();
    (!labels.is_empty()).then(|| format!("Overleg: {}", labels.join(", ")))
}

fn forms<'a>(body: &'a Body, step: &'a Step) -> impl Iterator<Item = &'a str> {
    body.forms.iter().filter(|form| form.steps.contains(&step.key)).map(|form| form.title.as_str())
}

fn term(body: &Body, step: &Step, term: &StepTerm) -> String {
    let (length, owner) = (term.length.words(), role(body, body.term_owner(step)));
    let from = term.from.as_ref().and_then(|key| body.step(key.as_str()));
    let from = from.map_or_else(String::new, |step| format!(" vanaf het begin van {}", step.label));
    let mut parts = vec![format!("Termijn: {length}{from} ({}), bewaakt door {owner}", term.label)];
    parts.extend(term.target.map(|target| format!("streeftermijn {}", target.words())));
    parts.extend(term.extension.map(|extension| format!("eenmaal te verlengen met {}", extension.words())));
    parts.extend(term.can_stop.then(|| "kan worden stilgezet".to_owned()));
    parts.join("; ")
}

fn decision(decision: &Decision) -> String {
    let outcomes: Vec<_> = decision.outcomes.iter().map(|outcome| outcome.label.as_str()).collect();
    format!("Besluit: {} ({})", decision.label, outcomes.join(" / "))
}

fn escalation(body: &Body, escalation: &Escalation) -> String {
    let after = escalation.after.map(|after| format!(", {} na het einde van de termijn", after.words()));
    let meeting = escalation.meeting.as_ref().and_then(|key| body.meeting(key.as_str()));
    let meeting = meeting.map(|meeting| format!(" in {}", meeting.label));
    let (after, meeting) = (after.unwrap_or_default(), meeting.unwrap_or_default());
    format!("Opschalen: {} ({}{meeting}){after}", escalation.label, body.role_words(&escalation.to))
}

/// A move: what it brings, who makes it, under which condition.
pub(super) fn transition(body: &Body, transition: &Transition) -> Vec<String> {
    let who = if transition.automatic { Hands::Itself } else { Hands::Of(&transition.by) };
    movement(body, &transition.consequence, who, &transition.guard, transition.reason_required)
}

/// A way to end.
pub(super) fn closing(body: &Body, closing: &Closing) -> Vec<String> {
    movement(body, &closing.consequence, Hands::Of(&closing.by), &closing.guard, closing.reason_required)
}

/// Where tracks come together.
pub(super) fn join(body: &Body, join: &Join) -> Vec<String> {
    let when = match join.when {
        When::All => "Gaat vanzelf verder zodra alle sporen klaar zijn.",
        When::Any => "Gaat vanzelf verder zodra één spoor klaar is; de andere sporen eindigen dan.",
    };
    let mut lines = vec![when.to_owned()];
    if !join.leaves.is_empty() {
        let labels: Vec<_> = join.leaves.iter().map(|key| step_label(body, key)).collect();
        lines.push(format!("Ook deze stappen eindigen dan: {}", labels.join(", ")));
    }
    lines
}

/// Who or what makes a move.
enum Hands<'a> {
    Itself,
    Of(&'a [Key]),
}

fn movement(body: &Body, consequence: &str, who: Hands, guard: &Guard, reason: bool) -> Vec<String> {
    let mut lines = vec![consequence.to_owned()];
    lines.push(match who {
        Hands::Itself => "Gaat vanzelf.".to_owned(),
        Hands::Of(roles) => format!("Door: {}", body.role_words(roles)),
    });
    lines.extend(words(body, guard).map(|words| format!("Voorwaarde: {words}")));
    if reason {
        lines.push("Met een reden in woorden.".to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The condition of one way out of several: who chooses it, and what must be so.
pub(super) fn choice(body: &Body, label: &str, by: Option<&[Key]>, guard: &Guard) -> String {
    let chosen = by.map(|by| format!("{} kiest '{label}'", body.role_words(by)));
    match (chosen, words(body, guard)) {
        (Some(chosen), Some(words)) => format!("{chosen} en {words}"),
        (Some(chosen), None) => chosen,
        (None, words) => words.unwrap_or_else(|| "altijd".to_owned()),
    }
}

fn role<'a>(body: &'a Body, key: &'a Key) -> &'a str {
    body.role(key.as_str()).map_or(key.as_str(), |role| &role.label)
}
