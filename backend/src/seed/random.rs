//! Chance and ids that come out the same every time, on every machine and with every version of every library: the
//! demonstration a colleague sees is the one that is described to them.
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A small generator (`SplitMix64`), started from a name: a school keeps its pupils when another school is added.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The same name gives the same chances.
    pub fn named(name: &str) -> Self {
        // FNV-1a.
        let hash = |h: u64, byte: u8| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.number() % n).unwrap_or_default()
    }

    /// Yes in so many of a hundred times.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One out of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// In another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// Makes ids in the shape of `UUIDv7`: the moment, then a count that keeps their order, then chance.
#[derive(Debug)]
pub(super) struct Ids {
    random: Random,
    made: u64,
}

impl Ids {
    pub fn named(name: &str) -> Self {
        Self { random: Random::named(name), made: 0 }
    }

    /// The id of something that came about at this moment.
    pub fn at<Id: From<Uuid>>(&mut self, moment: DateTime<Utc>) -> Id {
        self.made += 1;
        let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
        let (high, low) = ((self.made >> 30) & 0xfff, self.made & 0x3fff_ffff);
        let chance = self.random.number() & 0xffff_ffff;
        let first = (milliseconds << 16) | 0x7000 | high;
        let second = (0b10 << 62) | (low << 32) | chance;
        Uuid::from_u64_pair(first, second).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_name_gives_the_same_chances() {
        let draw = |name| {
            let mut random = Random::named(name);
            (0..5).map(|_| random.number()).collect::<Vec<_>>()
        };
        assert_eq!(draw("De Esdoorn"), draw("De Esdoorn"));
        assert_ne!(draw("De Esdoorn"), draw("De Wilgenhoek"));
    }

    #[test]
    fn ids_are_version_7_of_their_moment_and_in_order() {
        let moment: DateTime<Utc> = "2026-09-07T07:00:00Z".parse().unwrap();
        let mut ids = Ids::named("ids");
        let made: Vec<Uuid> = (0..500).map(|_| ids.at(moment)).collect();
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
        assert!(made.iter().all(|id| id.get_version_num() == 7));
        let seconds = made[0].get_timestamp().unwrap().to_unix().0;
        assert_eq!(i64::try_from(seconds).unwrap(), moment.timestamp());
    }
}
