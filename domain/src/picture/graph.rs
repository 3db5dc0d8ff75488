//! The flow as numbers: which step leads to which, each arrow once, with the loops marked.

use std::collections::{HashMap, HashSet};

use super::Flow;
use crate::template::{Body, Key};

/// More arrows than this are not drawn: nobody could follow them, and the checker refuses such a template.
const MOST: usize = 4000;

/// Steps by their place in the template, and what leads from one to the other.
pub(crate) struct Graph {
    pub steps: usize,
    pub links: Vec<Link>,
    /// Per step the places of the closings that it has.
    pub closings: Vec<Vec<usize>>,
    pub entries: Vec<bool>,
}

/// One arrow.
pub(crate) struct Link {
    pub what: Flow,
    /// The transition or join in its list.
    pub place: usize,
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub label: String,
    pub automatic: bool,
    pub back: bool,
}

impl Link {
    /// Both ends, when both exist.
    pub fn ends(&self) -> Option<(usize, usize)> {
        Some((self.from?, self.to?))
    }
}

impl Graph {
    pub fn of(body: &Body) -> Self {
        let mut places: HashMap<&Key, usize> = HashMap::new();
        for (place, step) in body.steps.iter().enumerate() {
            places.entry(&step.key).or_insert(place);
        }
        let mut graph = Self {
            steps: body.steps.len(),
            links: links(body, &places),
            closings: closings(body, &places),
            entries: body.steps.iter().map(|step| step.entry).collect(),
        };
        let loops = super::columns::loops(&graph);
        for (link, back) in graph.links.iter_mut().zip(loops) {
            link.back = back;
        }
        graph
    }
}

fn links(body: &Body, places: &HashMap<&Key, usize>) -> Vec<Link> {
    let moves = body.transitions.iter().enumerate().flat_map(|(place, transition)| {
        let from = places.get(&transition.from).copied();
        transition.targets().map(move |to| Link {
            what: Flow::Transition(transition.key.clone()),
            place,
            from,
            to: places.get(to).copied(),
            label: transition.label.clone(),
            automatic: transition.automatic,
            back: false,
        })
    });
    let joins = body.joins.iter().enumerate().flat_map(|(place, join)| {
        let to = places.get(&join.to).copied();
        join.of.iter().map(move |branch| Link {
            what: Flow::Join(join.key.clone()),
            place,
            from: places.get(&branch.step).copied(),
            to,
            label: join.label.clone(),
            automatic: true,
            back: false,
        })
    });
    let mut seen = HashSet::new();
    moves
        .chain(joins)
        .filter(|link| link.from.is_some() || link.to.is_some())
        .filter(|link| seen.insert((matches!(link.what, Flow::Join(_)), link.place, link.from, link.to)))
        .take(MOST)
        .collect()
}

fn closings(body: &Body, places: &HashMap<&Key, usize>) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); body.steps.len()];
    let all = body.closings.iter().enumerate();
    let mut left = MOST;
    for (closing, step) in all.flat_map(|(place, closing)| closing.from.iter().map(move |from| (place, from))) {
        let Some(closings) = places.get(step).and_then(|step| of.get_mut(*step)) else { continue };
        if left > 0 && closings.last() != Some(&closing) {
            closings.push(closing);
            left -= 1;
        }
    }
    of
}
