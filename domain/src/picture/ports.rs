//! How each arrow runs, and in which order arrows leave and reach a card, so that they cross as little as they can: from
//! the middle of a side outward first those that stay in the row, then those that go on, and last the loops.

use std::cmp::Reverse;

use super::{
    graph::{Graph, Link},
    places::Places,
};

/// How an arrow runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In one line, within a row.
    Straight,
    /// To the row of the target right behind its card, and along that row.
    AlongTarget,
    /// Along its own row, and to the target right before that.
    AlongSource,
    /// Through the channel above or below a row.
    Channel(Channel),
    /// Only one end exists.
    Hanging,
}

/// Room for arrows above or below the cards of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Channel {
    pub row: usize,
    pub below: bool,
}

/// The arrows on one side of a card.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// Upward from the middle.
    pub above: Vec<usize>,
    pub middle: Option<usize>,
    /// Downward from the middle.
    pub below: Vec<usize>,
}

/// The ways of all arrows and the sides of all cards.
pub(super) struct Ports {
    pub ways: Vec<Way>,
    pub out: Vec<Side>,
    pub into: Vec<Side>,
}

pub(super) fn ports(graph: &Graph, places: &Places) -> Ports {
    let mut ports = Ports {
        ways: Vec::with_capacity(graph.links.len()),
        out: vec![Side::default(); graph.steps],
        into: vec![Side::default(); graph.steps],
    };
    for (place, link) in graph.links.iter().enumerate() {
        let mut way = way(link, places);
        if let (Way::Straight, Some((from, to))) = (way, link.ends()) {
            if ports.out[from].middle.is_none() && ports.into[to].middle.is_none() {
                (ports.out[from].middle, ports.into[to].middle) = (Some(place), Some(place));
            } else {
                way = Way::AlongTarget;
            }
        }
        ports.ways.push(way);
    }
    for (place, link) in graph.links.iter().enumerate().filter(|(place, _)| ports.ways[*place] != Way::Straight) {
        if let Some(from) = link.from {
            let side = &mut ports.out[from];
            if ports.ways[place].leaves(link, places) < 0 { &mut side.above } else { &mut side.below }.push(place);
        }
        if let Some(to) = link.to {
            let side = &mut ports.into[to];
            if ports.ways[place].comes(link, places) < 0 { &mut side.above } else { &mut side.below }.push(place);
        }
    }
    let Ports { ways, out, into } = &mut ports;
    let sort = |sides: &mut Vec<Side>, turn: &dyn Fn(usize) -> i64| {
        let outward = |place: &usize| {
            let link = &graph.links[*place];
            let class = match ways[*place] {
                _ if link.back => 2,
                _ if turn(*place).abs() <= 1 => 0,
                _ => 1,
            };
            (class, turn(*place).abs(), Reverse(span(link, places)))
        };
        for side in sides {
            side.above.sort_by_key(outward);
            side.below.sort_by_key(outward);
        }
    };
    sort(out, &|place| ways[place].leaves(&graph.links[place], places));
    sort(into, &|place| ways[place].comes(&graph.links[place], places));
    ports
}

/// How many columns an arrow bridges.
fn span(link: &Link, places: &Places) -> usize {
    link.ends().map_or(0, |(from, to)| places.column[from].abs_diff(places.column[to]))
}

fn way(link: &Link, places: &Places) -> Way {
    let Some((from, to)) = link.ends() else { return Way::Hanging };
    let (left, right) = (places.column[from], places.column[to]);
    let (row, target) = (places.row[from], places.row[to]);
    if link.back || right <= left {
        return Way::Channel(Channel { row: row.min(target), below: true });
    }
    match row == target {
        true if places.is_free(row, left, right) => Way::Straight,
        _ if places.is_free(target, left, right) => Way::AlongTarget,
        _ if places.is_free(row, left, right) => Way::AlongSource,
        _ => Way::Channel(Channel { row: target, below: target < row }),
    }
}

impl Channel {
    /// Heights in the grid: three per row, the cards in the middle.
    fn height(self) -> i64 {
        height(self.row) + if self.below { 1 } else { -1 }
    }

    pub const fn place(self) -> usize {
        2 * self.row + if self.below { 1 } else { 0 }
    }
}

fn height(row: usize) -> i64 {
    3 * i64::try_from(row).unwrap_or(i64::MAX / 8) + 1
}

impl Way {
    /// How far up (negative) or down the arrow turns right behind its source; 1 or -1 when it goes along the row.
    fn leaves(self, link: &Link, places: &Places) -> i64 {
        let Some((from, to)) = link.ends() else { return 1 };
        let own = height(places.row[from]);
        let turn = height(places.row[to]) - own;
        match self {
            Self::Straight | Self::Hanging => 1,
            Self::AlongTarget => {
                if turn == 0 {
                    1
                } else {
                    turn
                }
            }
            Self::AlongSource => {
                if turn < 0 {
                    -1
                } else {
                    1
                }
            }
            Self::Channel(channel) => 2 * (channel.height() - own),
        }
    }

    /// From how far up (negative) or down the arrow comes right before its target; 1 or -1 when it comes along the row.
    fn comes(self, link: &Link, places: &Places) -> i64 {
        let Some((from, to)) = link.ends() else { return 1 };
        let own = height(places.row[to]);
        let turn = height(places.row[from]) - own;
        let near = places.column[from] + 1 == places.column[to];
        match self {
            Self::Straight | Self::Hanging => 1,
            Self::AlongTarget if near && turn != 0 => turn,
            Self::AlongTarget => {
                if turn < 0 {
                    -1
                } else {
                    1
                }
            }
            Self::AlongSource => turn,
            Self::Channel(channel) => 2 * (channel.height() - own),
        }
    }
}
