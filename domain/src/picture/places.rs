//! Which lane and row each step gets: its phase, and in it the row of the step before it if that is free.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::graph::Graph;
use crate::template::{Body, Key};

/// The grid of the picture.
pub(super) struct Places {
    pub column: Vec<usize>,
    /// Counted through all lanes, from the top.
    pub row: Vec<usize>,
    pub columns: usize,
    pub rows: usize,
    /// Per lane its first row and the one after its last.
    pub lanes: Vec<LaneRows>,
    /// Per row its columns that have a card, in order.
    taken: Vec<Vec<usize>>,
}

/// The rows of one lane.
pub(super) struct LaneRows {
    pub phase: Key,
    pub label: String,
    pub first: usize,
    pub after: usize,
}

impl Places {
    /// Whether a row has no card between two columns, neither included.
    pub fn is_free(&self, row: usize, left: usize, right: usize) -> bool {
        let taken = &self.taken[row];
        let next = taken.partition_point(|column| *column <= left);
        taken.get(next).is_none_or(|column| *column >= right)
    }
}

pub(super) fn places(body: &Body, graph: &Graph, columns: &[usize]) -> Places {
    let mut lane_of: HashMap<&Key, usize> = HashMap::new();
    for (lane, phase) in body.phases.iter().enumerate() {
        lane_of.entry(&phase.key).or_insert(lane);
    }
    let nowhere = body.phases.len();
    let lane: Vec<usize> = body.steps.iter().map(|s| lane_of.get(&s.phase).copied().unwrap_or(nowhere)).collect();
    let lost = body.steps.iter().find(|step| !lane_of.contains_key(&step.phase));
    let (within, heights) = rows(graph, columns, &lane, nowhere + 1);

    let phases = body.phases.iter().map(|phase| (phase.key.clone(), phase.label.clone()));
    let names = phases.chain(lost.map(|step| (step.phase.clone(), String::new())));
    let mut rows = 0;
    let mut lanes = Vec::new();
    for ((phase, label), height) in names.zip(heights) {
        lanes.push(LaneRows { phase, label, first: rows, after: rows + height });
        rows += height;
    }
    let row: Vec<usize> = lane.iter().zip(within).map(|(lane, within)| lanes[*lane].first + within).collect();
    let mut taken = vec![Vec::new(); rows];
    for (row, column) in row.iter().zip(columns) {
        taken[*row].push(*column);
    }
    for columns in &mut taken {
        columns.sort_unstable();
    }
    let count = columns.iter().max().map_or(0, |last| last + 1);
    Places { column: columns.to_vec(), row, columns: count, rows, lanes, taken }
}

/// The row of each step within its lane, and how many rows each lane has: one at least.
fn rows(graph: &Graph, columns: &[usize], lane: &[usize], lanes: usize) -> (Vec<usize>, Vec<usize>) {
    let mut before = vec![Vec::new(); graph.steps];
    for link in graph.links.iter().filter(|link| !link.back) {
        if let Some((from, to)) = link.ends().filter(|(from, to)| lane[*from] == lane[*to]) {
            before[to].push(from);
        }
    }
    let mut order: Vec<usize> = (0..graph.steps).collect();
    order.sort_by_key(|step| columns[*step]);
    let mut row = vec![0; graph.steps];
    let mut heights = vec![1; lanes];
    let mut taken: HashSet<(usize, usize, usize)> = HashSet::new();
    let mut lowest: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for step in order {
        let (lane, column) = (lane[step], columns[step]);
        let free = |row: usize| !taken.contains(&(lane, column, row));
        let nearest = before[step].iter().max_by_key(|from| columns[**from]).map(|from| row[*from]);
        let first = lowest.entry((lane, column)).or_default();
        while !free(*first) {
            *first += 1;
        }
        row[step] = nearest.filter(|row| free(*row)).unwrap_or(*first);
        taken.insert((lane, column, row[step]));
        heights[lane] = heights[lane].max(row[step] + 1);
    }
    (row, heights)
}
