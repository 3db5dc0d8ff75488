//! Ways out of the steps as sequence flows: one of several through an exclusive gateway, tracks side by side through a
//! parallel one, and together again where they wait for each other. Each runs as its arrow in the picture runs, but for
//! the gateways at its ends.

use std::collections::BTreeMap;

use super::{
    documents,
    parts::{Bounds, Ids, Kind, Node, Parts, Point, Sequence, width},
    steps::END,
};
use crate::{
    picture::{Arrow, CAPTION_LINE, Caption, Graph, Link, Picture},
    template::{Body, When},
};

/// Half the width of a gateway.
const HALF: u32 = 16;
/// From the right edge of a step to the middle of the gateway of its ways out, and of the one of its tracks.
const CHOICE: u32 = 26;
const FORK: u32 = 74;
/// From the left edge of a step to the middle of the gateway where tracks come together.
const JOIN: u32 = 42;
/// Room on the right of steps, without and with gateways of tracks, and on the left.
pub(super) const CHOICES: u32 = CHOICE + HALF + 6;
pub(super) const FORKS: u32 = FORK + HALF + 6;
pub(super) const JOINS: u32 = JOIN + HALF + 14;
/// How far the ends of a step are from its right edge.
const END_X: u32 = 14;
/// The height at which a way leaves a step that has no arrows.
const MIDDLE: u32 = 40;

/// What the ways are made from.
pub(super) struct Ways<'a> {
    pub body: &'a Body,
    pub picture: &'a Picture,
    pub graph: &'a Graph,
    pub ids: &'a mut Ids,
    pub parts: &'a mut Parts,
    /// Per join the gateway that stands for it.
    joins: BTreeMap<usize, usize>,
}

/// One way out of a step.
enum Exit {
    /// A transition with its arrows.
    Move(usize, Vec<usize>),
    /// One end of a join: its arrow.
    Branch(usize),
    /// A closing and its end mark.
    Close(usize, usize),
}

/// Where ways start: a step itself, or the gateway behind it.
#[derive(Clone, Copy)]
struct Source {
    node: usize,
    /// Of a gateway, its middle; of a step, a point on its right edge.
    at: Point,
    is_gateway: bool,
}

impl Source {
    /// The first corners of a way that goes on at this height.
    fn leave(self, y: u32) -> Vec<Point> {
        let (x, middle) = self.at;
        match (self.is_gateway, y) {
            (false, _) => vec![(x, y)],
            (true, _) if y == middle => vec![(x + HALF, y)],
            (true, _) if y < middle => vec![(x, middle.saturating_sub(HALF)), (x, y)],
            (true, _) => vec![(x, middle + HALF), (x, y)],
        }
    }
}

impl<'a> Ways<'a> {
    pub fn new(body: &'a Body, picture: &'a Picture, graph: &'a Graph, ids: &'a mut Ids, parts: &'a mut Parts) -> Self {
        Self { body, picture, graph, ids, parts, joins: BTreeMap::new() }
    }

    pub fn all(mut self) {
        self.gather();
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); self.graph.steps];
        for (place, link) in self.graph.links.iter().enumerate() {
            if let Some((from, _)) = link.ends() {
                out[from].push(place);
            }
        }
        let mut ends = 0;
        for (step, links) in out.into_iter().enumerate() {
            let closings = &self.graph.closings[step];
            let mut exits = self.moves(links);
            exits.extend(closings.iter().enumerate().map(|(number, place)| Exit::Close(*place, ends + number)));
            ends += closings.len();
            self.leave(step, exits);
        }
    }

    /// The gateways in which tracks come together, each before the step that it opens.
    fn gather(&mut self) {
        for place in 0..self.body.joins.len() {
            let of = |link: &&Link| matches!(link.what, crate::picture::Flow::Join(_)) && link.place == place;
            let Some((_, to)) = self.graph.links.iter().filter(of).find_map(Link::ends) else { continue };
            let all = self.graph.links.iter().enumerate().filter(|(_, link)| of(link) && link.ends().is_some());
            let arrive = |(place, _): (usize, _)| self.picture.arrows[place].points.last().map_or(0, |(_, y)| *y);
            let card = &self.picture.cards[to];
            let y = all.map(arrive).min_by_key(|y| y.abs_diff(card.y + MIDDLE)).unwrap_or(card.y + MIDDLE);
            let join = &self.body.joins[place];
            let kind = if join.when == When::All { Kind::All } else { Kind::Any };
            let at = (card.x.saturating_sub(JOIN), y);
            let id = self.ids.give(format!("join-{}", join.key));
            let gateway = self.gateway(id, kind, at, to);
            self.parts.nodes[gateway].documentation = documents::join(self.body, join);
            self.joins.insert(place, gateway);
            let points = vec![(at.0 + HALF, y), (card.x, y)];
            self.sequence(format!("flow-{}", join.key), gateway, to, points);
        }
    }

    fn moves(&self, links: Vec<usize>) -> Vec<Exit> {
        let mut exits: Vec<Exit> = Vec::new();
        for place in links {
            let link = &self.graph.links[place];
            let joins = matches!(link.what, crate::picture::Flow::Join(_));
            match exits.last_mut() {
                Some(Exit::Move(transition, arrows)) if !joins && *transition == link.place => arrows.push(place),
                _ if joins => exits.push(Exit::Branch(place)),
                _ => exits.push(Exit::Move(link.place, vec![place])),
            }
        }
        exits
    }

    fn leave(&mut self, step: usize, exits: Vec<Exit>) {
        let card = &self.picture.cards[step];
        let heights = exits.iter().flat_map(Exit::arrows).map(|arrow| self.height(arrow));
        let lowest = card.y + card.height - 8;
        let y = heights.min_by_key(|y| y.abs_diff(card.y + MIDDLE)).unwrap_or(lowest.min(card.y + MIDDLE));
        let right = card.x + card.width;
        let mut source = Source { node: step, at: (right, y), is_gateway: false };
        if exits.len() > 1 {
            let id = self.ids.give(format!("choice-{}", card.step));
            let at = (right + CHOICE, y);
            let gateway = self.gateway(id, Kind::Choice, at, step);
            let points = vec![(right, y), (at.0 - HALF, y)];
            self.sequence(format!("flow-choice-{}", card.step), step, gateway, points);
            source = Source { node: gateway, at, is_gateway: true };
        }
        for exit in exits {
            match exit {
                Exit::Move(transition, arrows) => self.transition(source, right, transition, &arrows),
                Exit::Branch(arrow) => self.branch(source, arrow),
                Exit::Close(closing, end) => self.close(source, step, closing, end),
            }
        }
    }

    fn transition(&mut self, source: Source, right: u32, place: usize, arrows: &[usize]) {
        let transition = &self.body.transitions[place];
        let main = arrows.iter().copied().min_by_key(|arrow| self.height(*arrow).abs_diff(source.at.1));
        let Some(main) = main else { return };
        let mut named = self.flow(format!("flow-{}", transition.key), source, main);
        named.name.clone_from(&transition.label);
        named.documentation = documents::transition(self.body, transition);
        let by = (!transition.automatic).then_some(transition.by.as_slice());
        let choice = || documents::choice(self.body, &transition.label, by, &transition.guard);
        named.condition = source.is_gateway.then(choice);
        if arrows.len() == 1 {
            self.parts.sequences.push(named);
            return;
        }
        let y = self.height(main);
        let at = (right + if source.is_gateway { FORK } else { CHOICE }, y);
        let id = self.ids.give(format!("fork-{}", transition.key));
        let gateway = self.gateway(id, Kind::Fork, at, source.node);
        named.to = gateway;
        named.points = corners(source.leave(y), &[(at.0 - HALF, y)]);
        self.parts.sequences.push(named);
        let fork = Source { node: gateway, at, is_gateway: true };
        for arrow in arrows {
            let to = self.graph.links[*arrow].to.map_or("", |to| self.picture.cards[to].step.as_str()).to_owned();
            let mut flow = self.flow(format!("flow-{}-{to}", transition.key), fork, *arrow);
            flow.label = None;
            self.parts.sequences.push(flow);
        }
    }

    fn branch(&mut self, source: Source, arrow: usize) {
        let link = &self.graph.links[arrow];
        let (Some(from), Some(gateway)) = (link.from, self.joins.get(&link.place).copied()) else { return };
        let step = self.picture.cards[from].step.clone();
        let join = &self.body.joins[link.place];
        let mut flow = self.flow(format!("flow-{}-{step}", join.key), source, arrow);
        flow.to = gateway;
        flow.name.clone_from(&join.label);
        let bounds = self.parts.nodes[gateway].bounds;
        let (x, y) = (bounds.x + HALF, bounds.y + HALF);
        if let Some((_, last)) = flow.points.pop() {
            flow.points.extend(match last {
                _ if last == y => vec![(x - HALF, y)],
                _ if last < y => vec![(x, last), (x, y - HALF)],
                _ => vec![(x, last), (x, y + HALF)],
            });
        }
        let branch = join.of.iter().find(|branch| branch.step == step);
        if let Some(branch) = branch {
            let ready = documents::choice(self.body, &join.label, None, &branch.guard);
            flow.documentation = vec![format!("Klaar: {ready}")];
            flow.condition = source.is_gateway.then_some(ready);
        }
        self.parts.sequences.push(flow);
    }

    fn close(&mut self, source: Source, step: usize, place: usize, end: usize) {
        let (closing, card) = (&self.body.closings[place], &self.picture.cards[step]);
        let Some(mark) = self.picture.ends.get(end) else { return };
        let at = (card.x + card.width - END_X, mark.y);
        let to = self.parts.nodes.len();
        let room = card.width - END_X - END - 4;
        let wide = mark.caption.lines.iter().map(|line| width(line)).max().unwrap_or_default().min(room);
        let label = Bounds::new(card.x + room - wide, mark.caption.y, wide, height(&mark.caption));
        self.parts.nodes.push(Node {
            id: self.ids.give(format!("end-{}-{}", closing.key, card.step)),
            kind: Kind::End,
            name: closing.label.clone(),
            documentation: Vec::new(),
            lane: self.parts.nodes[step].lane,
            bounds: Bounds::around(at, END),
            label: Some(label),
        });
        let (x, y) = source.at;
        let points = if source.is_gateway {
            vec![(x, y + HALF), (x, at.1), (at.0 + END, at.1)]
        } else {
            vec![(at.0, card.y + card.height), (at.0, at.1 - END)]
        };
        self.sequence(format!("flow-{}-{}", closing.key, card.step), source.node, to, points);
        if let Some(flow) = self.parts.sequences.last_mut() {
            flow.documentation = documents::closing(self.body, closing);
            let choice = || documents::choice(self.body, &closing.label, Some(&closing.by), &closing.guard);
            flow.condition = source.is_gateway.then(choice);
        }
    }

    /// The height at which an arrow leaves its step.
    fn height(&self, arrow: usize) -> u32 {
        self.picture.arrows[arrow].points.first().map_or(0, |(_, y)| *y)
    }

    fn gateway(&mut self, id: String, kind: Kind, at: Point, beside: usize) -> usize {
        self.parts.nodes.push(Node {
            id,
            kind,
            name: String::new(),
            documentation: Vec::new(),
            lane: self.parts.nodes[beside].lane,
            bounds: Bounds::around(at, HALF),
            label: None,
        });
        self.parts.nodes.len() - 1
    }

    fn sequence(&mut self, id: String, from: usize, to: usize, points: Vec<Point>) {
        let id = self.ids.give(id);
        let (name, documentation) = (String::new(), Vec::new());
        self.parts.sequences.push(Sequence { id, from, to, name, documentation, condition: None, points, label: None });
    }

    /// A flow along an arrow, from a source to the step at its end.
    fn flow(&mut self, id: String, source: Source, arrow: usize) -> Sequence {
        let Arrow { points, caption, .. } = &self.picture.arrows[arrow];
        Sequence {
            id: self.ids.give(id),
            from: source.node,
            to: self.graph.links[arrow].to.unwrap_or_default(),
            name: String::new(),
            documentation: Vec::new(),
            condition: None,
            points: corners(source.leave(self.height(arrow)), points.get(1..).unwrap_or_default()),
            label: caption.as_ref().map(|words| Bounds::new(words.x, words.y, words.width, height(words))),
        }
    }
}

impl Exit {
    fn arrows(&self) -> Vec<usize> {
        match self {
            Self::Move(_, arrows) => arrows.clone(),
            Self::Branch(arrow) => vec![*arrow],
            Self::Close(..) => Vec::new(),
        }
    }
}

fn height(words: &Caption) -> u32 {
    CAPTION_LINE * u32::try_from(words.lines.len().max(1)).unwrap_or(1)
}

fn corners(mut first: Vec<Point>, rest: &[Point]) -> Vec<Point> {
    first.extend(rest);
    first.dedup();
    first
}
