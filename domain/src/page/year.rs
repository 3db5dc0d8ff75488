//! The year calendar: what each month of a school year asks of whom, with the meetings that are planned and the school
//! holidays (S0 "Structuur HandelingsGericht en MultiDisciplinair Werken").
use super::Choice;
use crate::{
    calendar::{Calendar, Override, SchoolYear, long_date, month_name, short_date, vacations},
    template::{self, Body, Key, YearEvent, year::plan},
    term::{Chip, Term},
};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// One school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// "2026-2027"
    pub label: String,
    pub choices: Vec<Choice>,
    pub months: Vec<Month>,
    /// That the school holidays are not known yet; empty where they are.
    pub caveat: String,
    /// Nothing stands in the way of working for any month, and no meeting is planned.
    pub is_empty: bool,
}

/// A month of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// "september 2026"
    pub label: String,
    pub is_now: bool,
    pub is_past: bool,
    pub moments: Vec<Moment>,
    pub meetings: Vec<Planned>,
    /// "Herfstvakantie: 10-10-2026 tot en met 18-10-2026", "Studiedag: 10-03-2027 (dicht)"
    pub holidays: Vec<String>,
}

/// What the month asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub what: String,
    /// "ib'er, consulent"
    pub who: String,
    /// Whether the reader plays one of these roles.
    pub is_mine: bool,
    /// The last open day on which it is in time.
    pub until: NaiveDate,
    /// How long there is left, for what is the reader's and not over.
    pub term: Option<Chip>,
}

/// A meeting of one of the reader's schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub on: NaiveDate,
    /// "ZAT De Esdoorn"
    pub title: String,
    /// "dinsdag 15 september 2026"
    pub when: String,
    /// Why that day is closed; empty on another.
    pub closed: String,
    pub href: String,
}

impl Planned {
    pub fn new(on: NaiveDate, title: String, href: String) -> Self {
        Self { on, title, when: long_date(on), closed: String::new(), href }
    }

    fn on(&self, calendar: &Calendar) -> Self {
        Self { closed: calendar.no_work(self.on).unwrap_or_default().into(), ..self.clone() }
    }
}

impl Year {
    /// The year as somebody reads it today under these ways of working, each with the roles that he or she plays in it. What
    /// two of them ask alike is asked once.
    pub fn of(
        ways: &[(&Body, Vec<&Key>)],
        year: SchoolYear,
        calendar: &Calendar,
        today: NaiveDate,
        meetings: Vec<Planned>,
    ) -> Self {
        let mut asked: Vec<(&Body, &[&Key], template::year::Planned<'_>)> = vec![];
        for (body, mine) in ways {
            for planned in plan(body, year, calendar) {
                if !asked.iter().any(|(_, _, known)| known.event == planned.event) {
                    asked.push((body, mine, planned));
                }
            }
        }
        let is_empty = asked.is_empty() && meetings.is_empty();
        let first = year.first_day();
        // The August after the summer holiday closes the year where something is asked in it.
        let after =
            asked.iter().filter(|(.., planned)| planned.event.after_summer).map(|(.., planned)| planned.month).max();
        let months = (0..12).filter_map(|month| first.checked_add_months(Months::new(month))).chain(after);
        let month = |month: NaiveDate| {
            let here = asked.iter().filter(|(.., planned)| planned.month == month);
            let moments = here.map(|(body, mine, planned)| {
                let is_mine = is_asked_of(planned.event, mine);
                Moment {
                    what: planned.event.label.clone(),
                    who: who(body, planned.event),
                    is_mine,
                    until: planned.until,
                    term: (is_mine && planned.until >= today).then(|| Term::new(planned.until).chip(today)),
                }
            });
            Month {
                label: format!("{} {}", month_name(month.month()), month.year()),
                is_now: is_same(month, today),
                is_past: month < today && !is_same(month, today),
                moments: moments.collect(),
                meetings: meetings.iter().filter(|one| is_same(one.on, month)).map(|one| one.on(calendar)).collect(),
                holidays: holidays(calendar, month),
            }
        };
        Self {
            label: year.label(),
            choices: year.choices(today).into_iter().map(choice).collect(),
            months: months.map(month).collect(),
            caveat: calendar.caveat(year.last_day()).unwrap_or_default(),
            is_empty,
        }
    }
}

fn choice(year: SchoolYear) -> Choice {
    Choice { value: year.label(), label: year.label() }
}

/// Whether one of these roles takes part.
pub fn is_asked_of(event: &YearEvent, roles: &[&Key]) -> bool {
    event.by.iter().any(|role| roles.contains(&role))
}

/// "ib'er, consulent"
pub fn who(body: &Body, event: &YearEvent) -> String {
    let label = |key: &Key| body.role(key.as_str()).map_or_else(|| key.to_string(), |role| role.label.clone());
    event.by.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn is_same(a: NaiveDate, b: NaiveDate) -> bool {
    (a.year(), a.month()) == (b.year(), b.month())
}

/// The school holidays of the region that begin in this month, and what the tenant closes or opens in it.
fn holidays(calendar: &Calendar, month: NaiveDate) -> Vec<String> {
    let between = |from: NaiveDate, until: NaiveDate| {
        if from == until { short_date(from) } else { format!("{} tot en met {}", short_date(from), short_date(until)) }
    };
    let begins = vacations(calendar.region()).iter().filter(|vacation| is_same(vacation.from, month));
    let mut words: Vec<_> =
        begins.map(|vacation| format!("{}: {}", vacation.name, between(vacation.from, vacation.until))).collect();
    let mut own: Vec<Override> = calendar.own().iter().filter(|day| is_same(day.from, month)).cloned().collect();
    own.sort_by_key(|day| day.from);
    // Days are kept one by one; a week is told as a week.
    own.dedup_by(|next, one| {
        let goes_on = (&next.label, next.open) == (&one.label, one.open) && next.from - one.until <= TimeDelta::days(3);
        one.until = if goes_on { next.until } else { one.until };
        goes_on
    });
    words.extend(own.iter().map(|day| {
        format!("{}: {} ({})", day.label, between(day.from, day.until), if day.open { "open" } else { "dicht" })
    }));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::Region,
        template::{Template, shipped},
    };

    #[test]
    fn the_year_of_the_source_is_told_month_by_month_with_whose_it_is() {
        let way = Template::parse(shipped()[0].1).unwrap();
        let body: &Body = &way;
        let calendar = Calendar::new(Region::Noord);
        let today = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        let ib = Key::parse("ib").unwrap();
        let zat = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        let meetings = vec![Planned::new(zat, "ZAT De Esdoorn".into(), "/overleggen/1".into())];
        // Two areas under the same words hear them once.
        let ways = [(body, vec![&ib]), (body, vec![&ib])];
        let year = Year::of(&ways, SchoolYear::of(today), &calendar, today, meetings);
        assert_eq!((year.months.len(), year.months[0].label.as_str()), (13, "augustus 2026"));
        assert_eq!(year.months.last().unwrap().label, "augustus 2027");
        let told: usize = year.months.iter().map(|month| month.moments.len()).sum();
        assert_eq!(told, body.year_events.len(), "nothing falls out");
        let september = &year.months[1];
        assert!(september.is_now && year.months[0].is_past && !year.months[2].is_past);
        assert_eq!(september.meetings[0].when, "dinsdag 15 september 2026");
        let mine = september.moments.iter().find(|moment| moment.is_mine).unwrap();
        assert!(mine.term.is_some() && mine.until == NaiveDate::from_ymd_opt(2026, 9, 30).unwrap());
        assert!(year.months[2].holidays[0].starts_with("Herfstvakantie"), "{:?}", year.months[2].holidays);
        assert!(year.caveat.is_empty());
        let day = |on: u32, label: &str| Override {
            label: label.into(),
            from: NaiveDate::from_ymd_opt(2026, 9, on).unwrap(),
            until: NaiveDate::from_ymd_opt(2026, 9, on).unwrap(),
            open: false,
        };
        let own = Calendar::new(Region::Noord).with_overrides([
            day(15, "Studiedag"),
            day(24, "Werkweek"),
            day(25, "Werkweek"),
            day(28, "Werkweek"),
        ]);
        let meetings = vec![Planned::new(zat, "ZAT De Esdoorn".into(), "/overleggen/1".into())];
        let september = Year::of(&ways, SchoolYear::of(today), &own, today, meetings).months.remove(1);
        assert_eq!(september.meetings[0].closed, "Studiedag");
        let said = ["Studiedag: 15-09-2026 (dicht)", "Werkweek: 24-09-2026 tot en met 28-09-2026 (dicht)"];
        assert_eq!(september.holidays, said);
        let far = Year::of(&ways, SchoolYear::starting_in(2040), &calendar, today, vec![]);
        assert!(far.caveat.contains("2040-2041") && far.months.iter().all(|month| month.holidays.is_empty()));
    }
}
