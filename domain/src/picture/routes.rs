//! The corners of the arrows, and the picture put together.

use super::{
    Arrow, CAPTION_LINE, CARD, Caption, Card, HEAD, Lane, Picture, Start, Text, closings,
    graph::{Graph, Link},
    lines,
    measure::{AROUND, Measured},
    ports::Way,
    px,
};
use crate::template::{Body, Key};

/// How long an arrow of which the start does not exist is.
const HANGING: u32 = 18;

impl Measured<'_> {
    pub(super) fn picture(&self, body: &Body, graph: &Graph, texts: Vec<Vec<Text>>) -> Picture {
        let named = self.places.lanes.iter().zip(&self.lanes);
        let lanes: Vec<Lane> = named
            .map(|(lane, (y, height))| Lane {
                phase: lane.phase.clone(),
                label: lane.label.clone(),
                y: *y,
                height: *height,
            })
            .collect();
        let cards: Vec<Card> = texts.into_iter().enumerate().map(|(step, text)| self.card(body, step, text)).collect();
        let mut arrows: Vec<Arrow> =
            graph.links.iter().enumerate().map(|(place, link)| self.arrow(body, place, link)).collect();
        let mut ends = Vec::new();
        for (card, closings) in cards.iter().zip(&graph.closings) {
            let (marks, stems) = closings::ends(body, card, closings, &self.room);
            ends.extend(marks);
            arrows.extend(stems);
        }
        let entries = cards.iter().zip(&self.start_y).filter(|(card, _)| card.entry);
        let starts =
            entries.map(|(card, y)| Start { step: card.step.clone(), x: card.x - self.room.mark, y: *y }).collect();
        Picture {
            width: self.columns.last().copied().unwrap_or(HEAD),
            height: lanes.last().map_or(0, |lane| lane.y + lane.height),
            lanes,
            cards,
            arrows,
            starts,
            ends,
        }
    }

    fn card(&self, body: &Body, place: usize, text: Vec<Text>) -> Card {
        let step = &body.steps[place];
        Card {
            step: step.key.clone(),
            label: step.label.clone(),
            title: step.title.clone(),
            regie: lines::regie(body, step),
            term: lines::term(step),
            entry: step.entry,
            text,
            x: self.left(place),
            y: self.boxes[place].top,
            width: CARD,
            height: self.boxes[place].height,
        }
    }

    fn left(&self, step: usize) -> u32 {
        self.columns[self.places.column[step]]
    }

    /// How wide the captions behind a card are.
    fn caption_width(&self, step: usize) -> u32 {
        self.caption_widths[self.places.column[step] + 1]
    }

    fn arrow(&self, body: &Body, place: usize, link: &Link) -> Arrow {
        let key = |step: Option<usize>| -> Option<Key> { Some(body.steps[step?].key.clone()) };
        let lines = self.captions[place].clone();
        let caption = link.from.filter(|_| !lines.is_empty()).map(|from| Caption {
            x: self.left(from) + CARD + self.room.out + 4,
            y: self.out_y[place].saturating_sub(3 + CAPTION_LINE * px(lines.len())),
            width: self.caption_width(from) - AROUND,
            lines,
        });
        let mut points = self.points(place, link);
        points.dedup();
        Arrow {
            what: link.what.clone(),
            from: key(link.from),
            to: key(link.to),
            label: link.label.clone(),
            back: link.back,
            automatic: link.automatic,
            points,
            caption,
        }
    }

    fn points(&self, place: usize, link: &Link) -> Vec<(u32, u32)> {
        let (y, target) = (self.out_y[place], self.into_y[place]);
        let (out_x, into_x, channel) = (self.out_x[place], self.into_x[place], self.channel_y[place]);
        let start = link.from.map(|from| (self.left(from) + CARD, y));
        let end = link.to.map(|to| (self.left(to), target));
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) => (start, end),
            (Some((x, y)), None) => {
                let caption = link.from.map_or(0, |from| self.caption_width(from));
                return vec![(x, y), (x + self.room.out + caption, y)];
            }
            (None, Some((x, y))) => return vec![(x - HANGING, y), (x, y)],
            (None, None) => return Vec::new(),
        };
        match self.ports.ways[place] {
            Way::Straight | Way::Hanging => vec![start, end],
            Way::AlongTarget => vec![start, (out_x, y), (out_x, target), end],
            Way::AlongSource => vec![start, (into_x, y), (into_x, target), end],
            Way::Channel(_) => {
                vec![start, (out_x, y), (out_x, channel), (into_x, channel), (into_x, target), end]
            }
        }
    }
}
