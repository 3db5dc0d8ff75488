//! What is different for a case, sentence by sentence: where it goes, its regie and its term first, then what somebody
//! has to know or do.

use super::{
    super::{CaseState, VersionChange},
    Around, Hindrance, Line, Moving, StepChange, TermChange,
    words::{quoted, step},
};
use crate::template::{Key, Step};

impl Moving<'_> {
    /// Every sentence, in the order in which somebody asks; a hindrance when what follows by itself never comes to rest.
    pub(super) fn lines(
        &self,
        before: &CaseState,
        after: &CaseState,
        change: &VersionChange,
        steps: &[StepChange],
        around: &Around<'_>,
    ) -> Result<Vec<Line>, Hindrance> {
        let mut lines: Vec<Line> = steps.iter().flat_map(|one| self.step_lines(one, before, after)).collect();
        lines.extend(self.lead_line(change).map(Line::by_number));
        lines.extend(self.again(change));
        lines.extend(self.flow(before, after, change, around));
        lines.extend(self.by_itself(after, around)?);
        lines.extend(self.unused(before, around));
        lines.extend(self.stopped(before));
        lines.extend(self.readers(around));
        Ok(lines)
    }

    fn step_lines(&self, one: &StepChange, before: &CaseState, after: &CaseState) -> Vec<Line> {
        let (from, to) = (self.from.template, self.to.template);
        let mut lines = vec![self.where_to(one)];
        let roles = (from.role_words([&one.regie.0]), to.role_words([&one.regie.1]));
        lines.push(if roles.0 == roles.1 {
            Line::same(format!("De regie blijft bij {}.", roles.0))
        } else {
            Line::different(format!("De regie gaat van {} naar {}.", roles.0, roles.1))
        });
        lines.extend(self.term_line(one));
        let now = after.open_step(one.to.as_str());
        if now.is_some_and(|open| open.round > 1) && !one.from.contains(&one.to) {
            lines.push(Line::different("De ronden tellen door."));
        }
        let mut lines: Vec<Line> = lines.into_iter().map(Line::by_number).collect();
        let way = |open: &super::super::OpenStep| open.way.clone();
        let ways = one.from.iter().filter_map(|key| before.open_step(key.as_str())).filter_map(way);
        if now.is_some_and(|open| open.way.is_none()) && ways.count() > 0 {
            let text = format!("Hoe de stap is uitgevoerd, kent versie {} niet; leg het opnieuw vast.", to.number());
            lines.push(Line::attention(text));
        }
        lines
    }

    fn where_to(&self, one: &StepChange) -> Line {
        let (from, to) = (self.from.template, self.to.template);
        let (there, label) = (step(to, &one.to), |key| step(from, key));
        if let [only] = one.from.as_slice() {
            return match label(only) {
                same if *only == one.to && same == there => Line::same(format!("Blijft in '{there}'.")),
                other if *only == one.to => Line::different(format!("Blijft in '{other}', dat nu '{there}' heet.")),
                other => Line::different(format!("Gaat van '{other}' naar '{there}'.")),
            };
        }
        let others = quoted(one.from.iter().map(label));
        Line::attention(format!("{others} komen samen in '{there}'."))
    }

    fn term_line(&self, one: &StepChange) -> Option<Line> {
        let length = || {
            let term = self.to.template.step(one.to.as_str()).and_then(|step: &Step| step.term.as_ref());
            term.map_or_else(String::new, |term| format!(" ({})", term.length.words()))
        };
        Some(match one.term {
            TermChange::None => return None,
            TermChange::Kept { stopped: true, .. } => Line::same("De termijn staat stil en blijft stilstaan."),
            TermChange::Kept { .. } => Line::same("De termijn blijft, met de dagen die over zijn."),
            TermChange::Lost { .. } => Line::attention(format!(
                "De termijn vervalt: versie {} heeft hier geen termijn.",
                self.to.template.number()
            )),
            TermChange::Starts { .. } => Line::attention(format!("Er begint een termijn{}, vandaag.", length())),
        })
    }

    fn lead_line(&self, change: &VersionChange) -> Option<Line> {
        let text = format!(
            "De casusregie houdt op: versie {} geeft die niet aan deze functie. Wijs zo nodig iemand anders aan.",
            self.to.template.number()
        );
        change.lead_ends.then(|| Line::attention(text))
    }

    fn again(&self, change: &VersionChange) -> Vec<Line> {
        let label = |key: &Key| {
            let known = self.to.template.decision(key.as_str());
            let label = known.map_or(key.as_str(), |decision| decision.label.as_str());
            Line::attention(format!("'{label}' telt niet mee zoals het is genomen; neem het opnieuw."))
        };
        change.undecided.iter().map(label).collect()
    }
}
