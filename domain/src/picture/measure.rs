//! From grid to pixels: how high rows and lanes are, how wide the gaps between the columns, and at which height each
//! arrow leaves and reaches its card.

use super::{
    CARD, HEAD, LINE, PADDING, Text, closings,
    graph::Graph,
    lines::{ARROW_LETTERS, MOST_CAPTION, wrap},
    places::Places,
    ports::{Channel, Ports, Side, Way},
    px, tracks,
    tracks::Vertical,
};
use crate::template::Body;

/// Around the cards of a row, above and below.
const AIR: u32 = 14;
/// From one arrow to the next beside it.
const TRACK: u32 = 12;
/// How wide a letter of a caption is, with room to spare, and what lies around the caption.
const LETTER: usize = 6;
pub(super) const AROUND: u32 = 10;
/// The least height at which the middle of a card's side lies.
const MIDDLE: u32 = 40;
/// From the name of a lane to the edges of that lane, and how much a letter takes of it.
const LANE_LETTER: u32 = 8;
const LANE_LETTERS: usize = 40;
/// A gap in which nothing runs.
const NOTHING: u32 = 12;

/// How much room a card has on its sides for what the reader puts there.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// On the right, before the words of the arrows.
    pub out: u32,
    /// On the right of a card with two ends or more, where no arrow leaves.
    pub out_to_ends: u32,
    /// On the left, after the last corner of the arrows.
    pub into: u32,
    /// From the left edge to the middle of a start mark.
    pub mark: u32,
    /// Above and below a start mark; 4 more than a multiple of 8.
    pub start: u32,
    /// Between two arrows that arrive; a multiple of 8.
    pub arrivals: u32,
    /// Between a card and the ends below it, and the least height of an end.
    pub below: u32,
    pub end: u32,
    /// Above each card; nothing for those that are not named.
    pub above: Vec<u32>,
}

impl Room {
    pub const NARROW: Self = Self {
        out: 4,
        out_to_ends: 0,
        into: 20,
        mark: 20,
        start: 12,
        arrivals: 16,
        below: 8,
        end: 0,
        above: Vec::new(),
    };
}

/// A card's top and height, and where arrows leave and reach it, from its top.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Box {
    pub top: u32,
    pub height: u32,
}

/// Everything in pixels, before it is drawn.
pub(super) struct Measured<'a> {
    pub places: &'a Places,
    pub ports: &'a Ports,
    pub room: Room,
    pub boxes: Vec<Box>,
    /// Per link the height at which it leaves and at which it arrives.
    pub out_y: Vec<u32>,
    pub into_y: Vec<u32>,
    pub start_y: Vec<u32>,
    pub captions: Vec<Vec<String>>,
    /// Per lane its top and height.
    pub lanes: Vec<(u32, u32)>,
    /// Per link the height of its channel, if it has one.
    pub channel_y: Vec<u32>,
    /// How wide the captions in each gap are.
    pub caption_widths: Vec<u32>,
    /// Left edge of each column, and after the last the right edge of the picture.
    pub columns: Vec<u32>,
    /// Per link where it turns behind its source, and before its target.
    pub out_x: Vec<u32>,
    pub into_x: Vec<u32>,
}

impl<'a> Measured<'a> {
    pub fn of(
        body: &Body,
        graph: &Graph,
        places: &'a Places,
        ports: &'a Ports,
        texts: &[Vec<Text>],
        room: Room,
    ) -> Self {
        let links = graph.links.len();
        let captions = graph.links.iter().map(|link| wrap(&link.label, ARROW_LETTERS, MOST_CAPTION)).collect();
        let mut measured = Self {
            places,
            ports,
            room,
            boxes: vec![Box::default(); graph.steps],
            out_y: vec![0; links],
            into_y: vec![0; links],
            start_y: vec![0; graph.steps],
            captions,
            lanes: Vec::new(),
            channel_y: vec![0; links],
            caption_widths: vec![0; places.columns + 1],
            columns: Vec::new(),
            out_x: vec![0; links],
            into_x: vec![0; links],
        };
        measured.sides(graph, texts);
        measured.rows(body, graph);
        measured.gaps(graph);
        measured
    }

    /// Heights on the sides of the cards, from the tops of their cards, and with that how high the cards must be.
    fn sides(&mut self, graph: &Graph, texts: &[Vec<Text>]) {
        let mut middle = vec![MIDDLE; self.places.rows];
        for step in 0..graph.steps {
            let row = &mut middle[self.places.row[step]];
            *row = (*row).max(self.above_out(&self.ports.out[step])).max(self.above_into(graph, step));
        }
        for (step, text) in texts.iter().enumerate() {
            let middle = up(middle[self.places.row[step]]);
            let lowest = self.leave(step, middle).max(self.arrive(graph, step, middle));
            let text = 2 * PADDING + LINE * px(text.len());
            self.boxes[step].height = text.max(lowest + 8);
        }
    }

    /// The words of an arrow stand above it.
    fn slot(&self, link: usize) -> u32 {
        match px(self.captions[link].len()) {
            0 => 16,
            lines => up(super::CAPTION_LINE * lines + 6),
        }
    }

    fn above_out(&self, side: &Side) -> u32 {
        let all = side.above.iter().chain(&side.middle).map(|link| self.slot(*link)).sum();
        if all == 0 { side.below.first().map_or(0, |link| self.slot(*link)) } else { all }
    }

    fn above_into(&self, graph: &Graph, step: usize) -> u32 {
        let side = &self.ports.into[step];
        let start = if graph.entries[step] { self.room.start } else { 0 };
        12 + self.room.arrivals * px(side.above.len()) + 2 * start
    }

    /// Where arrows leave a card; gives the lowest.
    fn leave(&mut self, step: usize, middle: u32) -> u32 {
        let side = &self.ports.out[step];
        let mut y = middle;
        for link in side.middle.iter().chain(&side.above) {
            self.out_y[*link] = y;
            y = y.saturating_sub(self.slot(*link));
        }
        let mut lowest = middle;
        let alone = side.middle.is_none() && side.above.is_empty();
        for (number, link) in side.below.iter().enumerate() {
            lowest += if alone && number == 0 { 0 } else { self.slot(*link) };
            self.out_y[*link] = lowest;
        }
        lowest
    }

    /// Where arrows and the start mark reach a card, never at the height of what leaves the card before; gives the
    /// lowest.
    fn arrive(&mut self, graph: &Graph, step: usize, middle: u32) -> u32 {
        let side = &self.ports.into[step];
        let in_the_middle = graph.entries[step] && side.middle.is_none();
        let first = if in_the_middle { self.room.start } else { 12 };
        if let Some(link) = side.middle {
            self.into_y[link] = middle;
        }
        let mut y = middle;
        for (number, link) in side.above.iter().enumerate() {
            y = middle.saturating_sub(first + self.room.arrivals * px(number));
            self.into_y[*link] = y;
        }
        self.start_y[step] = if in_the_middle { middle } else { y.saturating_sub(self.room.start) };
        y = middle;
        for (number, link) in side.below.iter().enumerate() {
            y = middle + first + self.room.arrivals * px(number);
            self.into_y[*link] = y;
        }
        y
    }

    /// From top to bottom: channels, rows and lanes; heights on the sides become heights in the picture.
    fn rows(&mut self, body: &Body, graph: &Graph) {
        let channels = self.channels(graph);
        let (mut content, mut above) = (vec![0; self.places.rows], vec![0; self.places.rows]);
        for (step, card) in self.boxes.iter().enumerate() {
            let row = &mut content[self.places.row[step]];
            *row = (*row).max(card.height + closings::height(body, &graph.closings[step], &self.room));
            let row = &mut above[self.places.row[step]];
            *row = (*row).max(self.room.above.get(step).copied().unwrap_or(0));
        }
        let room = |tracks: usize| AIR + TRACK * px(tracks);
        let mut tops = vec![0; self.places.rows];
        let mut bottoms = vec![0; self.places.rows];
        let mut y = 0;
        for lane in &self.places.lanes {
            let top = y;
            for row in lane.first..lane.after {
                tops[row] = y + room(channels.counts[2 * row]) + above[row];
                bottoms[row] = tops[row] + content[row];
                y = bottoms[row] + room(channels.counts[2 * row + 1]);
            }
            y = y.max(top + 2 * AIR + LANE_LETTER * px(lane.label.chars().count().min(LANE_LETTERS)));
            self.lanes.push((top, y - top));
        }
        for (step, card) in self.boxes.iter_mut().enumerate() {
            card.top = tops[self.places.row[step]];
        }
        for (place, link) in graph.links.iter().enumerate() {
            self.out_y[place] += link.from.map_or(0, |from| self.boxes[from].top);
            self.into_y[place] += link.to.map_or(0, |to| self.boxes[to].top);
            if let Way::Channel(Channel { row, below }) = self.ports.ways[place] {
                let away = TRACK * (1 + px(channels.tracks[place]));
                self.channel_y[place] = if below { bottoms[row] + away } else { tops[row] - above[row] - away };
            }
        }
        for (start, card) in self.start_y.iter_mut().zip(&self.boxes) {
            *start += card.top;
        }
    }

    /// A track for each arrow in a channel.
    fn channels(&self, graph: &Graph) -> Channels {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); 2 * self.places.rows];
        for (place, way) in self.ports.ways.iter().enumerate() {
            if let Way::Channel(channel) = way {
                users[channel.place()].push(place);
            }
        }
        let mut channels = Channels { tracks: vec![0; graph.links.len()], counts: Vec::with_capacity(users.len()) };
        for links in users {
            let gaps = |place: &usize| {
                let ends = graph.links[*place].ends();
                let (out, into) = ends.map_or((0, 0), |(from, to)| self.gaps_of(from, to));
                (out.min(into), out.max(into))
            };
            let intervals: Vec<_> = links.iter().map(gaps).collect();
            let (tracks, count) = tracks::stack(&intervals);
            for (link, track) in links.into_iter().zip(tracks) {
                channels.tracks[link] = track;
            }
            channels.counts.push(count);
        }
        channels
    }

    /// The gap right behind the source, and the one right before the target.
    fn gaps_of(&self, from: usize, to: usize) -> (usize, usize) {
        (self.places.column[from] + 1, self.places.column[to])
    }

    /// From left to right: gaps and columns, and where in the gaps the arrows run.
    fn gaps(&mut self, graph: &Graph) {
        let gaps = self.places.columns + 1;
        let mut pieces: Vec<Vec<(usize, bool, Vertical)>> = vec![Vec::new(); gaps];
        let (mut leaving, mut arriving) = (vec![0; gaps], vec![0; gaps]);
        for (place, link) in graph.links.iter().enumerate() {
            if let Some(from) = link.from {
                let gap = self.places.column[from] + 1;
                let letters = self.captions[place].iter().map(|line| line.chars().count()).max().unwrap_or(0);
                let width = &mut self.caption_widths[gap];
                *width = (*width).max(px(LETTER * letters) + AROUND);
                leaving[gap] = self.room.out + *width;
            }
            if let Some(to) = link.to {
                let room = &mut arriving[self.places.column[to]];
                *room = self.room.into.max(*room);
            }
            let Some((from, to)) = link.ends() else { continue };
            let (out, into) = self.gaps_of(from, to);
            let (y, target, channel) = (self.out_y[place], self.into_y[place], self.channel_y[place]);
            let on = |ends| Vertical { ends };
            match self.ports.ways[place] {
                Way::Straight | Way::Hanging => {}
                Way::AlongTarget => pieces[out].push((place, true, on([(y, false), (target, true)]))),
                Way::AlongSource => pieces[into].push((place, false, on([(y, false), (target, true)]))),
                Way::Channel(_) => {
                    pieces[out].push((place, true, on([(y, false), (channel, !link.back)])));
                    pieces[into].push((place, false, on([(channel, link.back), (target, true)])));
                }
            }
        }
        for (step, _) in graph.closings.iter().enumerate().filter(|(_, closings)| closings.len() > 1) {
            let room = &mut leaving[self.places.column[step] + 1];
            *room = self.room.out_to_ends.max(*room);
        }
        for (step, _) in graph.entries.iter().enumerate().filter(|(_, entry)| **entry) {
            arriving[self.places.column[step]] = self.room.into.max(self.room.mark + super::MARK + TRACK);
        }
        let mut x = HEAD;
        for (gap, pieces) in pieces.iter().enumerate() {
            let verticals: Vec<_> = pieces.iter().map(|(_, _, piece)| *piece).collect();
            let (tracks, count) = tracks::order(&verticals);
            x += leaving[gap].max(NOTHING);
            for ((link, is_out, _), track) in pieces.iter().zip(tracks) {
                let turn = if *is_out { &mut self.out_x } else { &mut self.into_x };
                turn[*link] = x + TRACK * px(track) + TRACK / 2;
            }
            x += TRACK * px(count);
            x += arriving[gap].max(NOTHING);
            self.columns.push(x);
            x += if gap + 1 < gaps { CARD } else { 0 };
        }
    }
}

/// Which track each link has in its channel, and how many tracks each channel has.
struct Channels {
    tracks: Vec<usize>,
    counts: Vec<usize>,
}

/// The next multiple of 8: arrows that leave keep to them, arrows that arrive stay between them.
const fn up(height: u32) -> u32 {
    height.next_multiple_of(8)
}
