//! From left to right: the column of a step is the longest way to it from where a case may start. Moves back to a step
//! on the way are loops and do not count.

use super::graph::Graph;

/// Per link whether it goes back to a step from which it was come, walking from the entries in the order of the template.
pub(super) fn loops(graph: &Graph) -> Vec<bool> {
    Walk::through(graph).back
}

/// The column of each step.
pub(super) fn columns(graph: &Graph) -> Vec<usize> {
    let walk = Walk::through(graph);
    let mut columns = vec![0; graph.steps];
    for step in walk.done.iter().rev() {
        for link in &walk.out[*step] {
            if let (Some(to), false) = (graph.links[*link].to, walk.back[*link]) {
                columns[to] = columns[to].max(columns[*step] + 1);
            }
        }
    }
    columns
}

/// The entries first; then what nothing leads to, and then the rest: a template that is being written has both.
fn order_of_departure(graph: &Graph) -> Vec<usize> {
    let mut led_to = vec![false; graph.steps];
    for (from, to) in graph.links.iter().filter_map(super::graph::Link::ends) {
        led_to[to] |= from != to;
    }
    let rank = |step: &usize| match (graph.entries[*step], led_to[*step]) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    let mut steps: Vec<usize> = (0..graph.steps).collect();
    steps.sort_by_key(rank);
    steps
}

/// A walk in depth, without recursion: a template may be one long chain.
struct Walk<'a> {
    graph: &'a Graph,
    out: Vec<Vec<usize>>,
    on_the_way: Vec<bool>,
    seen: Vec<bool>,
    back: Vec<bool>,
    done: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn through(graph: &'a Graph) -> Self {
        let mut walk = Self::new(graph);
        for step in order_of_departure(graph) {
            walk.from(step);
        }
        walk
    }

    fn new(graph: &'a Graph) -> Self {
        let mut out = vec![Vec::new(); graph.steps];
        for (place, link) in graph.links.iter().enumerate() {
            if let Some((from, _)) = link.ends() {
                out[from].push(place);
            }
        }
        // In the order in which the template names the steps: people write them down as they come.
        for links in &mut out {
            links.sort_by_key(|link| graph.links[*link].to);
        }
        let (steps, links) = (graph.steps, graph.links.len());
        Self {
            graph,
            out,
            on_the_way: vec![false; steps],
            seen: vec![false; steps],
            back: vec![false; links],
            done: Vec::with_capacity(steps),
        }
    }

    fn from(&mut self, start: usize) {
        if self.seen[start] {
            return;
        }
        let mut stack = vec![(start, 0)];
        self.enter(start);
        while let Some((step, next)) = stack.last_mut() {
            let step = *step;
            let Some(link) = self.out[step].get(*next).copied() else {
                self.on_the_way[step] = false;
                self.done.push(step);
                stack.pop();
                continue;
            };
            *next += 1;
            let Some(to) = self.graph.links[link].to else { continue };
            if self.on_the_way[to] {
                self.back[link] = true;
            } else if !self.seen[to] {
                self.enter(to);
                stack.push((to, 0));
            }
        }
    }

    fn enter(&mut self, step: usize) {
        self.seen[step] = true;
        self.on_the_way[step] = true;
    }
}
