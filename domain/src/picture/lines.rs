//! Text in lines. How wide letters come out is not known here, so lines are counted in letters, with room to spare.

use super::{Part, Text, graph::Graph};
use crate::template::{Body, Step};

/// Letters on a line of a card.
const CARD_LETTERS: usize = 25;
/// Letters on a line of a caption beside an arrow.
pub(super) const ARROW_LETTERS: usize = 23;
/// Letters on a line of a caption beside an end mark.
pub(super) const END_LETTERS: usize = 28;
/// Lines of one text of a card, and of a caption; what is longer ends in an ellipsis.
const MOST_CARD: usize = 4;
pub(super) const MOST_CAPTION: usize = 3;

/// A text in at most so many lines of at most so many letters; what does not fit becomes an ellipsis. White space is one
/// space, and a word that is longer than a line is broken.
pub fn wrap(text: &str, letters: usize, most: usize) -> Vec<String> {
    let letters = letters.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().take(letters * (most + 1)).collect();
        if length > 0 && length + 1 + rest.len() <= letters {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
                line.extend(&rest);
            }
            length += 1 + rest.len();
            continue;
        }
        while rest.len() > letters {
            let after = rest.split_off(letters);
            lines.push(rest.iter().collect());
            rest = after;
        }
        length = rest.len();
        lines.push(rest.into_iter().collect());
        if lines.len() > most {
            break;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let kept: String = last.chars().take(letters - 1).collect();
            *last = format!("{}…", kept.trim_end());
        }
    }
    lines
}

/// The texts of each card.
pub(super) fn cards(body: &Body, graph: &Graph) -> Vec<Vec<Text>> {
    body.steps.iter().take(graph.steps).map(|step| card(body, step)).collect()
}

fn card(body: &Body, step: &Step) -> Vec<Text> {
    let parts = [
        (Part::Label, step.label.clone()),
        (Part::Title, step.title.clone()),
        (Part::Regie, regie(body, step)),
        (Part::Term, term(step).unwrap_or_default()),
    ];
    let lines = |(part, text): (Part, String)| {
        wrap(&text, CARD_LETTERS, MOST_CARD).into_iter().map(move |line| Text { part, line })
    };
    parts.into_iter().flat_map(lines).collect()
}

pub(super) fn regie(body: &Body, step: &Step) -> String {
    body.role(step.regie.as_str()).map_or_else(|| step.regie.to_string(), |role| role.label.clone())
}

pub(super) fn term(step: &Step) -> Option<String> {
    step.term.as_ref().map(|term| term.length.words())
}
