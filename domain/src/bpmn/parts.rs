//! The parts of a process: what BPMN calls flow nodes, sequence flows, data and annotations, with their place in the
//! diagram.

use std::collections::HashSet;

use crate::term::Period;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Bounds {
    pub const fn new(x: u32, y: u32, width: u32, height: u32) -> Self {
        Self { x, y, width, height }
    }

    /// A square around a point.
    pub const fn around((x, y): Point, radius: u32) -> Self {
        Self::new(x.saturating_sub(radius), y.saturating_sub(radius), 2 * radius, 2 * radius)
    }
}

/// About how wide a text is on one line; tools set a label in the middle of its room.
pub(super) fn width(text: &str) -> u32 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    letters.saturating_mul(6).saturating_add(12)
}

pub(super) type Point = (u32, u32);

/// Everything that stands in the process and in its diagram.
#[derive(Default)]
pub(super) struct Parts {
    pub lanes: Vec<LanePart>,
    pub nodes: Vec<Node>,
    pub sequences: Vec<Sequence>,
    pub papers: Vec<Paper>,
    pub notes: Vec<Note>,
    pub width: u32,
    pub height: u32,
}

/// A phase.
pub(super) struct LanePart {
    pub id: String,
    pub label: String,
    pub bounds: Bounds,
}

/// A step, an event or a gateway.
pub(super) struct Node {
    pub id: String,
    pub kind: Kind,
    pub name: String,
    pub documentation: Vec<String>,
    pub lane: usize,
    pub bounds: Bounds,
    /// Where its name stands, when that is outside of it.
    pub label: Option<Bounds>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    /// The step at this place in the template.
    Task(usize),
    /// One of several ways out of a step.
    Choice,
    /// Tracks that start side by side.
    Fork,
    /// Tracks that wait for each other.
    All,
    /// The first of several tracks goes on.
    Any,
    End,
    /// The term of the node at this place.
    Term(usize, Period),
}

/// A flow from node to node.
pub(super) struct Sequence {
    pub id: String,
    pub from: usize,
    pub to: usize,
    pub name: String,
    pub documentation: Vec<String>,
    /// Only for a way out of a gateway.
    pub condition: Option<String>,
    pub points: Vec<Point>,
    pub label: Option<Bounds>,
}

/// A form that is filled in in a step.
pub(super) struct Paper {
    pub id: String,
    /// The form itself, which several steps may share.
    pub object: String,
    pub name: String,
    pub node: usize,
    pub bounds: Bounds,
    pub label: Bounds,
    /// From the step to the form.
    pub points: Vec<Point>,
}

/// Words beside a step: its meetings.
pub(super) struct Note {
    pub id: String,
    pub text: String,
    pub node: usize,
    pub bounds: Bounds,
    /// From the step to the words.
    pub points: Vec<Point>,
}

/// Names inside the document, each given once. A template that is being written may use a name twice; a number then
/// tells them apart. Names of a template have no hyphen, so what is put together with hyphens never clashes by chance.
#[derive(Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    pub fn give(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut number = 2;
        while !self.0.insert(id.clone()) {
            id = format!("{wanted}-nr{number}");
            number += 1;
        }
        id
    }
}
