//! The ends that hang below a card: a list with a mark and its words per way in which a case closes.

use super::{
    Arrow, CAPTION_LINE, Caption, Card, End, Flow, MARK, PADDING, Room,
    lines::{END_LETTERS, MOST_CAPTION, wrap},
    px,
};
use crate::template::{Body, Closing};

/// Between two ends.
const BETWEEN: u32 = 5;
/// From the left edge of the card to the line from which the ends hang, and to their marks.
const STEM: u32 = PADDING;
const TO_MARK: u32 = STEM + 16;

/// How high the list below a card is.
pub(super) fn height(body: &Body, closings: &[usize], room: &Room) -> u32 {
    let lines = closings.iter().filter_map(|place| body.closings.get(*place)).map(lines);
    let heights: u32 = lines.map(|lines| one(&lines, room)).sum();
    if heights == 0 { 0 } else { room.below + heights }
}

fn lines(closing: &Closing) -> Vec<String> {
    wrap(&closing.label, END_LETTERS, MOST_CAPTION)
}

/// The height of one end.
fn one(lines: &[String], room: &Room) -> u32 {
    room.end.max(CAPTION_LINE * px(lines.len().max(1)) + BETWEEN)
}

/// The ends below a card, and the lines to them.
pub(super) fn ends(body: &Body, card: &Card, closings: &[usize], room: &Room) -> (Vec<End>, Vec<Arrow>) {
    let bottom = card.y + card.height;
    let mut top = bottom + room.below;
    let mut found = (Vec::new(), Vec::new());
    for closing in closings.iter().filter_map(|place| body.closings.get(*place)) {
        let lines = lines(closing);
        let height = one(&lines, room);
        let (x, y) = (card.x + TO_MARK + MARK, top + CAPTION_LINE / 2 + 1);
        let caption_x = x + MARK + 6;
        let caption = Caption { x: caption_x, y: top, width: card.x + card.width - caption_x, lines };
        top += height;
        let stem = card.x + STEM;
        found.1.push(Arrow {
            what: Flow::Closing(closing.key.clone()),
            from: Some(card.step.clone()),
            to: None,
            label: closing.label.clone(),
            back: false,
            automatic: false,
            points: vec![(stem, bottom), (stem, y), (x - MARK, y)],
            caption: None,
        });
        found.0.push(End { closing: closing.key.clone(), step: card.step.clone(), caption, x, y });
    }
    found
}
