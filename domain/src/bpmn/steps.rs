//! Steps as user tasks, with what hangs on them: how a case comes in, the term, the forms and the meetings.

use super::{
    documents,
    parts::{Bounds, Ids, Kind, LanePart, Node, Note, Paper, Parts, Sequence, width},
};
use crate::{
    picture::{Card, HEAD, Picture, Room, wrap},
    template::{Body, Step},
};

/// Half the width of a start event, of an end event and of a term on the edge of a step.
const START: u32 = 15;
pub(super) const END: u32 = 10;
const TERM: u32 = 13;
/// How far from the left edge of a step its term hangs.
const TERM_X: u32 = 26;
/// The line that goes up from a step to its papers and meetings, and what hangs on it.
const STEM: u32 = 8;
const HANGING: u32 = 24;
/// A form: the sheet, and from one to the next.
const SHEET: (u32, u32) = (22, 28);
const NEXT: u32 = 36;
/// A line of an annotation, in pixels and in letters, and what lies around it.
const NOTE_LINE: u32 = 15;
const NOTE_LETTERS: usize = 25;
const NOTE_LINES: usize = 4;
const AROUND: u32 = 8;

/// As much room as the signs of BPMN need around the steps.
pub(super) fn room(body: &Body) -> Room {
    let forks = body.transitions.iter().any(|transition| !transition.also.is_empty());
    Room {
        out: if forks { super::ways::FORKS } else { super::ways::CHOICES },
        out_to_ends: super::ways::CHOICES,
        into: if body.joins.is_empty() { 24 } else { super::ways::JOINS },
        mark: 36,
        start: 28,
        arrivals: 24,
        below: 26,
        end: 2 * END + 4,
        above: body.steps.iter().map(|step| above(body, step)).collect(),
    }
}

/// How high what hangs above a step is.
fn above(body: &Body, step: &Step) -> u32 {
    let papers = body.forms.iter().filter(|form| form.steps.contains(&step.key)).map(|_| NEXT);
    let note = documents::meetings(body, step).map(|text| note_height(&text) + AROUND);
    let height: u32 = papers.chain(note).sum();
    if height == 0 { 0 } else { height + AROUND }
}

fn note_height(text: &str) -> u32 {
    let lines = wrap(text, NOTE_LETTERS, NOTE_LINES).len();
    NOTE_LINE * u32::try_from(lines).unwrap_or(1) + AROUND
}

impl Parts {
    pub fn lanes(&mut self, picture: &Picture, ids: &mut Ids) {
        self.width = picture.width.max(HEAD + 200);
        self.height = picture.height.max(120);
        self.lanes.extend(picture.lanes.iter().map(|lane| LanePart {
            id: ids.give(format!("lane-{}", lane.phase)),
            label: lane.label.clone(),
            bounds: Bounds::new(0, lane.y, self.width, lane.height),
        }));
    }

    /// The steps, one node each, in the order of the template.
    pub fn steps(&mut self, body: &Body, picture: &Picture, ids: &mut Ids) {
        for (place, (step, card)) in body.steps.iter().zip(&picture.cards).enumerate() {
            let lane = picture.lanes.iter().position(|lane| (lane.y..lane.y + lane.height).contains(&card.y));
            self.nodes.push(Node {
                id: ids.give(format!("step-{}", step.key)),
                kind: Kind::Task(place),
                name: if step.title.is_empty() {
                    step.label.clone()
                } else {
                    format!("{}: {}", step.label, step.title)
                },
                documentation: documents::step(body, step),
                lane: lane.unwrap_or_default(),
                bounds: Bounds::new(card.x, card.y, card.width, card.height),
                label: None,
            });
        }
        for (place, (step, card)) in body.steps.iter().zip(&picture.cards).enumerate() {
            self.term(place, step, card, ids);
            self.hanging(body, place, step, card, ids);
        }
        self.starts(picture, ids);
    }

    fn starts(&mut self, picture: &Picture, ids: &mut Ids) {
        let entries = picture.cards.iter().enumerate().filter(|(_, card)| card.entry);
        for ((place, card), start) in entries.zip(&picture.starts) {
            let from = self.nodes.len();
            self.nodes.push(Node {
                id: ids.give(format!("start-{}", card.step)),
                kind: Kind::Start,
                name: String::new(),
                documentation: vec![format!("Een casus kan beginnen in {}.", card.label)],
                lane: self.nodes[place].lane,
                bounds: Bounds::around((start.x, start.y), START),
                label: None,
            });
            self.sequences.push(Sequence {
                id: ids.give(format!("flow-start-{}", card.step)),
                from,
                to: place,
                name: String::new(),
                documentation: Vec::new(),
                condition: None,
                points: vec![(start.x + START, start.y), (card.x, start.y)],
                label: None,
            });
        }
    }

    /// The term of a step hangs on its lower edge; it does not end the step.
    fn term(&mut self, place: usize, step: &Step, card: &Card, ids: &mut Ids) {
        let Some(term) = &step.term else { return };
        let bottom = card.y + card.height;
        self.nodes.push(Node {
            id: ids.give(format!("term-{}", step.key)),
            kind: Kind::Term(place, term.length),
            name: term.length.words(),
            documentation: vec![term.label.clone()],
            lane: self.nodes[place].lane,
            bounds: Bounds::around((card.x + TERM_X, bottom), TERM),
            label: Some(Bounds::new(card.x + TERM_X + TERM + 2, bottom + 3, width(&term.length.words()), 14)),
        });
    }

    /// The forms and the meetings of a step, above it.
    fn hanging(&mut self, body: &Body, place: usize, step: &Step, card: &Card, ids: &mut Ids) {
        let line = card.x + STEM;
        let left = card.x + HANGING;
        let mut bottom = card.y.saturating_sub(AROUND);
        let mut hang = |height: u32| {
            let top = bottom.saturating_sub(height);
            bottom = top;
            top
        };
        if let Some(text) = documents::meetings(body, step) {
            let height = note_height(&text);
            let top = hang(height + AROUND);
            let middle = top + height / 2;
            self.notes.push(Note {
                id: ids.give(format!("meetings-{}", step.key)),
                text,
                node: place,
                bounds: Bounds::new(left, top, card.width - HANGING, height),
                points: vec![(line, card.y), (line, middle), (left, middle)],
            });
        }
        for form in body.forms.iter().filter(|form| form.steps.contains(&step.key)) {
            let top = hang(NEXT);
            let (sheet, height) = SHEET;
            let words = left + sheet + 2;
            self.papers.push(Paper {
                id: ids.give(format!("form-{}-{}", form.key, step.key)),
                object: format!("form-{}", form.key),
                name: form.title.clone(),
                node: place,
                bounds: Bounds::new(left, top, sheet, height),
                label: Bounds::new(words, top + 7, width(&form.title).min(card.x + card.width - words), 14),
                points: vec![(line, card.y), (line, top + height / 2), (left, top + height / 2)],
            });
        }
    }
}
