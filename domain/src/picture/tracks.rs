//! Arrows that run beside each other each get a track: in the channels above and below the rows, and in the gaps between
//! the columns, where their order is chosen so that they cross as little as possible.

/// Above this number of arrows in one gap their order is left as it is.
const MOST_SORTED: usize = 64;

/// A track for each interval, so that intervals on one track do not touch; the short ones get the first tracks. Also how
/// many tracks there are.
pub(super) fn stack(intervals: &[(usize, usize)]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..intervals.len()).collect();
    order.sort_by_key(|place| (intervals[*place].1 - intervals[*place].0, intervals[*place]));
    let mut tracks: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut found = vec![0; intervals.len()];
    for place in order {
        let (first, last) = intervals[place];
        let fits = |track: &Vec<(usize, usize)>| track.iter().all(|(from, to)| last < *from || *to < first);
        let track = tracks.iter().position(fits).unwrap_or_else(|| {
            tracks.push(Vec::new());
            tracks.len() - 1
        });
        tracks[track].push((first, last));
        found[place] = track;
    }
    (found, tracks.len())
}

/// The vertical piece of an arrow in a gap: from one height to another, and whether it goes on to the right there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vertical {
    pub ends: [(u32, bool); 2],
}

impl Vertical {
    fn range(&self) -> (u32, u32) {
        let [(one, _), (other, _)] = self.ends;
        (one.min(other), one.max(other))
    }

    fn touches(&self, other: &Self) -> bool {
        let ((top, bottom), (other_top, other_bottom)) = (self.range(), other.range());
        top <= other_bottom.saturating_add(2) && other_top <= bottom.saturating_add(2)
    }

    /// How often two pieces cross when this one is on the left.
    fn crossings(&self, right: &Self) -> usize {
        let ((top, bottom), (right_top, right_bottom)) = (self.range(), right.range());
        let mine = self.ends.iter().filter(|(y, goes_right)| *goes_right && (right_top..=right_bottom).contains(y));
        let theirs = right.ends.iter().filter(|(y, goes_right)| !*goes_right && (top..=bottom).contains(y));
        mine.count() + theirs.count()
    }
}

/// A track for each piece, from left to right, and how many there are.
pub(super) fn order(pieces: &[Vertical]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    if pieces.len() <= MOST_SORTED {
        for _ in 0..pieces.len() {
            let mut changed = false;
            for left in 1..order.len() {
                let (one, other) = (&pieces[order[left - 1]], &pieces[order[left]]);
                if other.crossings(one) < one.crossings(other) {
                    order.swap(left - 1, left);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }
    let mut tracks = vec![0; pieces.len()];
    let mut count = 0;
    for (position, piece) in order.iter().enumerate() {
        let before = order[..position].iter().filter(|earlier| pieces[**earlier].touches(&pieces[*piece]));
        tracks[*piece] = before.map(|earlier| tracks[*earlier] + 1).max().unwrap_or(0);
        count = count.max(tracks[*piece] + 1);
    }
    (tracks, count)
}
