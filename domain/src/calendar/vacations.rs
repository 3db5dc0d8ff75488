//! School holidays per region, from the published list that is part of this crate (`data/schoolvakanties.csv`).
//! Read once; a line that cannot be read is a fault of the build and a test finds it.

use std::{ops::RangeInclusive, sync::OnceLock};

use chrono::NaiveDate;

use super::Region;

const LIST: &str = include_str!("../../data/schoolvakanties.csv");

/// One school holiday in one region; both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacation {
    pub name: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Vacation {
    pub fn covers(&self, date: NaiveDate) -> bool {
        (self.from..=self.until).contains(&date)
    }
}

#[derive(Default)]
struct Published {
    noord: Vec<Vacation>,
    midden: Vec<Vacation>,
    zuid: Vec<Vacation>,
}

/// The school holidays of a region, in order.
pub fn vacations(region: Region) -> &'static [Vacation] {
    let published = published();
    match region {
        Region::Noord => &published.noord,
        Region::Midden => &published.midden,
        Region::Zuid => &published.zuid,
    }
}

/// From the first to the last day about which the list says something, in every region.
pub(super) fn known_period() -> RangeInclusive<NaiveDate> {
    let midden = vacations(Region::Midden);
    let first = midden.first().map_or(NaiveDate::MAX, |v| v.from);
    let last = midden.last().map_or(NaiveDate::MIN, |v| v.until);
    first..=last
}

fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let mut published = Published::default();
        for (region, vacation) in LIST.lines().skip(1).filter_map(line) {
            match region {
                Region::Noord => published.noord.push(vacation),
                Region::Midden => published.midden.push(vacation),
                Region::Zuid => published.zuid.push(vacation),
            }
        }
        published
    })
}

fn line(line: &str) -> Option<(Region, Vacation)> {
    let mut cells = line.trim().split(',');
    let region = match cells.next()? {
        "Noord" => Region::Noord,
        "Midden" => Region::Midden,
        "Zuid" => Region::Zuid,
        _ => return None,
    };
    let name = cells.next()?.to_owned();
    let from = cells.next()?.parse().ok()?;
    let until = cells.next()?.parse().ok()?;
    Some((region, Vacation { name, from, until }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let read = [Region::Noord, Region::Midden, Region::Zuid].map(|r| vacations(r).len()).iter().sum::<usize>();
        assert_eq!(read, LIST.lines().skip(1).filter(|l| !l.trim().is_empty()).count());
    }

    #[test]
    fn holidays_stand_in_order_and_do_not_overlap() {
        for region in [Region::Noord, Region::Midden, Region::Zuid] {
            for pair in vacations(region).windows(2) {
                assert!(pair[0].from <= pair[0].until && pair[0].until < pair[1].from, "{region:?}: {pair:?}");
            }
        }
    }
}
