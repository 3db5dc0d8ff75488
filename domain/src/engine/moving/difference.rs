//! What the new version no longer knows of a case (kept, and not used), which ways on and ways to close there are, what
//! newly holds them, and what happens by itself right after the moving.

use super::{
    super::{
        CaseState, Command, Context, Event, OpenStep, VersionChange,
        decide::{Case, decide},
        gates::missing,
        words::sentence,
    },
    Around, Hindrance, Known, Line, Moving,
    words::{quoted, step},
};
use crate::{
    form::{Answers, Form, SectionKind, Sheet},
    template::{Clock, Closing, Key, Published, Template, Transition},
};

impl Moving<'_> {
    /// Facts, decisions and answers that stay stored and are asked for by nobody.
    pub(super) fn unused(&self, state: &CaseState, around: &Around<'_>) -> Vec<Line> {
        let (from, to) = (self.from.template, self.to.template);
        let kept = |what: &str, label: &str| {
            Line::different(format!("Blijft bewaard, wordt niet meer gebruikt: {what} '{label}'."))
        };
        // What a form says from now on, nobody recorded.
        let gone = state.facts.keys().filter(|key| to.fact(key.as_str()).is_none_or(|fact| fact.form.is_some()));
        let recorded = gone.filter_map(|key| from.fact(key.as_str())).filter(|fact| fact.form.is_none());
        let facts = recorded.map(|fact| kept("het feit", &fact.label));
        let gone = state.decisions.keys().filter(|key| to.decision(key.as_str()).is_none());
        let decisions =
            gone.filter_map(|key| from.decision(key.as_str())).map(|known| kept("het besluit", &known.label));
        let mut lines: Vec<Line> = facts.chain(decisions).collect();
        for sheet in &around.sheets.0 {
            let Some(before) = from.form(sheet.form.as_str()) else { continue };
            match to.form(sheet.form.as_str()) {
                None => lines.push(kept("het formulier", &before.title)),
                Some(after) => lines.extend(self.questions(before, after, sheet)),
            }
        }
        let mut told = std::collections::BTreeSet::new();
        lines.retain(|line| told.insert(line.clone()));
        lines
    }

    /// Answered questions that are gone, or that ask for another kind of answer.
    fn questions(&self, before: &Form, after: &Form, sheet: &Sheet) -> Vec<Line> {
        let number = self.to.template.number();
        let mut lines = Vec::new();
        for section in &before.sections {
            let there = after.section(section.key.as_str());
            let answers: Vec<&Answers> = match section.kind {
                SectionKind::Rows => sheet.answers.rows(section.key.as_str()).iter().map(|row| &row.answers).collect(),
                _ => vec![&sheet.answers],
            };
            for field in section.asked() {
                let answered: Vec<_> =
                    answers.iter().filter_map(|answers| answers.get(field.link_id.as_str())).collect();
                let same = match section.kind {
                    SectionKind::Rows => there.and_then(|section| section.field(field.link_id.as_str())),
                    _ => after.sections.iter().find_map(|section| section.field(field.link_id.as_str())),
                };
                match same {
                    _ if answered.is_empty() => {}
                    None => lines.push(Line::different(format!(
                        "Blijft bewaard, wordt niet meer gebruikt: het antwoord op '{}'.",
                        field.text
                    ))),
                    Some(same) if answered.iter().all(|answer| answer.fits(same)) => {}
                    Some(same) => lines.push(Line::attention(format!(
                        "Het antwoord op '{}' past niet bij de vraag in versie {number}; vul het opnieuw in.",
                        same.text
                    ))),
                }
            }
        }
        lines
    }

    /// Terms that stand still in a step that the case has left, and that nothing lets run on any more.
    pub(super) fn stopped(&self, state: &CaseState) -> Vec<Line> {
        let resumes = |template: &Template<Published>, key: &Key| {
            let term = template.step(key.as_str()).is_some_and(|step| step.term.is_some());
            let back = |way: &Transition| way.clock == Some(Clock::Resume) && way.targets().any(|to| to == key);
            term && template.transitions.iter().any(back)
        };
        let lost =
            state.stopped.keys().filter(|key| resumes(self.from.template, key) && !resumes(self.to.template, key));
        let line = |key: &Key| {
            let label = step(self.from.template, key);
            Line::attention(format!("De termijn van '{label}' die stilstaat, loopt later niet meer door."))
        };
        lost.map(line).collect()
    }

    /// Ways on and ways to close that are gone or new, and what newly holds those that were there.
    pub(super) fn flow(
        &self,
        before: &CaseState,
        after: &CaseState,
        change: &VersionChange,
        around: &Around<'_>,
    ) -> Vec<Line> {
        let old = Known::under(self.from.template, before, around);
        let new = Known::under(self.to.template, after, around);
        let (old, new) = (old.context(around), new.context(around));
        let old = Case { template: self.from.template, state: before, ctx: &old };
        let new = Case { template: self.to.template, state: after, ctx: &new };
        let mut lines = Vec::new();
        for placed in &change.steps {
            let stayed = before.open_step(placed.now.step.as_str()).filter(|open| placed.from == [open.step.clone()]);
            match stayed {
                Some(open) => lines.extend(moves(&old, open, &new, &placed.now)),
                None => lines.extend(onwards(&new, &placed.now)),
            }
        }
        lines.extend(closings(&old, &new));
        lines
    }

    /// What happens of its own accord as soon as the case is there.
    pub(super) fn by_itself(&self, after: &CaseState, around: &Around<'_>) -> Result<Vec<Line>, Hindrance> {
        let known = Known::under(self.to.template, after, around);
        let context: Context<'_> = known.context(around);
        let template = self.to.template;
        let events = decide(template, after, &Command::TimePasses, &context).map_err(|_| Hindrance::Endless)?;
        let line = |event: &Event| match event {
            Event::StepEntered { step: key, .. } => {
                Some(Line::attention(format!("Daarna gaat de casus vanzelf naar '{}'.", step(template, key))))
            }
            Event::Escalated { escalation, .. } => {
                let label = template.escalation(escalation.as_str()).map_or(escalation.as_str(), |known| &known.label);
                Some(Line::attention(format!("Daarna gebeurt vanzelf: '{label}'.")))
            }
            _ => None,
        };
        Ok(events.iter().filter_map(line).collect())
    }
}

fn ways<'a>(template: &'a Template<Published>, step: &'a Key) -> impl Iterator<Item = &'a Transition> {
    template.transitions.iter().filter(move |way| way.from == *step && !way.automatic)
}

/// The ways on out of a step that stays.
fn moves(old: &Case<'_>, before: &OpenStep, new: &Case<'_>, after: &OpenStep) -> Vec<Line> {
    let known = |template: &Template<Published>, key: &Key| ways(template, &after.step).any(|way| way.key == *key);
    let gone = ways(old.template, &before.step).filter(|way| !known(new.template, &way.key));
    let mut lines: Vec<Line> = gone.map(|way| Line::attention(format!("Kan niet meer: '{}'.", way.label))).collect();
    for way in ways(new.template, &after.step) {
        let Some(same) = ways(old.template, &before.step).find(|same| same.key == way.key) else {
            lines.push(Line::different(format!("Kan voortaan ook: '{}'.", way.label)));
            continue;
        };
        let held: Vec<String> = old.way_gates(same, before).iter().map(|gate| sentence(old.template, gate)).collect();
        let holds = new.way_gates(way, after).into_iter().map(|gate| sentence(new.template, &gate));
        lines.extend(newly(&way.label, &held, holds));
    }
    lines
}

fn newly<'a>(
    label: &'a str,
    held: &'a [String],
    holds: impl Iterator<Item = String> + 'a,
) -> impl Iterator<Item = Line> + 'a {
    let new = holds.filter(|sentence| !held.contains(sentence));
    new.map(move |sentence| Line::attention(format!("'{label}' wacht voortaan ook hierop: {sentence}")))
}

/// The ways on out of a step to which the case comes.
fn onwards(new: &Case<'_>, after: &OpenStep) -> Option<Line> {
    let labels = quoted(ways(new.template, &after.step).map(|way| way.label.as_str()));
    let here = step(new.template, &after.step);
    (!labels.is_empty()).then(|| Line::different(format!("Vanuit '{here}' kan het verder met {labels}.")))
}

/// The ways in which the case can be closed from where it is.
fn closings(old: &Case<'_>, new: &Case<'_>) -> Vec<Line> {
    fn open<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Closing> {
        let state = case.state;
        let from = move |closing: &&Closing| state.open.iter().all(|open| closing.from.contains(&open.step));
        case.template.closings.iter().filter(from)
    }
    let gone = open(old).filter(|closing| !open(new).any(|known| known.key == closing.key));
    let gone = gone.map(|closing| Line::attention(format!("Afsluiten kan hier niet meer met '{}'.", closing.label)));
    let mut lines: Vec<Line> = gone.collect();
    for closing in open(new) {
        let Some(same) = open(old).find(|known| known.key == closing.key) else {
            lines.push(Line::different(format!("Afsluiten kan hier voortaan ook met '{}'.", closing.label)));
            continue;
        };
        let gates = |case: &Case<'_>, closing: &Closing| -> Vec<String> {
            let from = case.state.open.first();
            let gates = missing(case.template, case.state, from, &closing.guard, case.ctx);
            gates.iter().map(|gate| sentence(case.template, gate)).collect()
        };
        let held = gates(old, same);
        lines.extend(newly(&closing.label, &held, gates(new, closing).into_iter()).collect::<Vec<_>>());
    }
    lines
}
