//! A picture of the flow of a template: a lane per phase, a card per step, an arrow per move. Only where things are; who
//! draws it (a page, the browser, a BPMN file) chooses lines and colours. Total and deterministic for any template, also
//! one that is still being written: what names nothing is left hanging in the air, so that it can be seen.
//!
//! Cards go from left to right by the longest path from the entries. Every way out of a step leaves its card on the
//! right, with its words; every way in arrives on the left; loops go round below the row, and the ways in which a case
//! ends hang below the card as a list.

mod closings;
mod columns;
mod graph;
mod lines;
mod measure;
mod places;
mod ports;
mod routes;
#[cfg(test)]
pub(crate) mod sketch;
#[cfg(test)]
mod tests;
mod tracks;

pub(crate) use graph::{Graph, Link};
pub use lines::wrap;
pub(crate) use measure::Room;

use crate::template::{Body, Key};
use measure::Measured;

/// The strip on the left in which a lane has its name.
pub const HEAD: u32 = 36;
/// How wide every card is.
pub const CARD: u32 = 192;
/// How far the text of a card stays from its edge.
pub const PADDING: u32 = 10;
/// From one line of text to the next, in a card.
pub const LINE: u32 = 16;
/// From one line of text to the next, in a caption.
pub const CAPTION_LINE: u32 = 13;
/// Half the width of an end mark and of a start mark.
pub const MARK: u32 = 6;

/// Where everything is, in pixels from the top left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub lanes: Vec<Lane>,
    pub cards: Vec<Card>,
    pub arrows: Vec<Arrow>,
    pub starts: Vec<Start>,
    pub ends: Vec<End>,
}

/// A phase, from the left edge to the right; the first is on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// For the last lane, of steps whose phase does not exist: the phase that the first of them names.
    pub phase: Key,
    /// Empty for the lane of steps whose phase does not exist.
    pub label: String,
    pub y: u32,
    pub height: u32,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub step: Key,
    pub label: String,
    pub title: String,
    /// Label of the role; its key when there is no such role.
    pub regie: String,
    /// "6 schoolweken"
    pub term: Option<String>,
    pub entry: bool,
    /// The texts in lines that fit, from top to bottom.
    pub text: Vec<Text>,
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// One line of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub part: Part,
    pub line: String,
}

/// What a line of a card says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Label,
    Title,
    Regie,
    Term,
}

/// A move from one step to another, or the line from a step to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    pub what: Flow,
    /// None when the template names a step that does not exist.
    pub from: Option<Key>,
    /// None when the template names a step that does not exist, and for a closing.
    pub to: Option<Key>,
    pub label: String,
    /// A loop: it goes back to a step on the way to here, or to the step itself.
    pub back: bool,
    /// It happens by itself.
    pub automatic: bool,
    /// Corners from start to end; every piece is horizontal or vertical.
    pub points: Vec<(u32, u32)>,
    /// Where the label stands, if it is not that of an end mark.
    pub caption: Option<Caption>,
}

/// Which part of the template an arrow draws.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    Transition(Key),
    Join(Key),
    Closing(Key),
}

/// Words in lines that fit; the corner is top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub lines: Vec<String>,
}

/// A case may start in this step; the mark touches nothing, its line goes right to the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub step: Key,
    /// The middle.
    pub x: u32,
    pub y: u32,
}

/// A case may end from this step in this way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub closing: Key,
    pub step: Key,
    pub caption: Caption,
    /// The middle.
    pub x: u32,
    pub y: u32,
}

/// The picture of a flow.
pub fn draw(body: &Body) -> Picture {
    draw_with(body, Room::NARROW).0
}

/// The picture with as much room around the cards as somebody needs, and the flow that it shows: a card per step in the
/// order of the template, first an arrow per link and then an end and its line per closing of each step.
pub(crate) fn draw_with(body: &Body, room: Room) -> (Picture, Graph) {
    let graph = Graph::of(body);
    let columns = columns::columns(&graph);
    let places = places::places(body, &graph, &columns);
    let ports = ports::ports(&graph, &places);
    let texts = lines::cards(body, &graph);
    let measured = Measured::of(body, &graph, &places, &ports, &texts, room);
    (measured.picture(body, &graph, texts), graph)
}

/// A count as pixels.
fn px(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
