//! Areas, organisations and schools of a tenant, with its ways of working and the days on which it is closed.
use super::{
    Size,
    moments::{at, shift},
    schools::{self, School},
    tenancy::Tenancy,
};
use crate::store::entity::{area, closing_day, organisation};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::{Open, Override, SchoolYear, easter},
    id::{AreaId, OrganisationId},
    pupil::Years,
};

/// Areas, boards, schools, SWV, municipalities and GGD.
pub(super) fn plant(tenancy: &mut Tenancy, size: Size) -> Vec<(OrganisationId, School)> {
    let (plan, since) = (tenancy.plan, at(tenancy.began(), 9, 0));
    let areas: Vec<AreaId> = plan.areas.iter().map(|_| tenancy.new_id(since)).collect();
    for (&id, &(slug, name)) in areas.iter().zip(plan.areas) {
        tenancy.rows.areas.push(area::Model { tenant_id: tenancy.id, id, slug: slug.into(), name: name.into() });
    }
    let mut planter = Planter { tenancy, since };
    let boards: Vec<OrganisationId> = plan.boards.iter().map(|name| planter.add("board", name, None, None)).collect();
    planter.add("swv", plan.swv, None, None);
    for name in plan.municipalities {
        planter.add("municipality", name, None, areas.last().copied());
    }
    planter.add("ggd", plan.ggd, None, None);
    let mut found = vec![];
    for school in schools::of(plan.slug, size) {
        let area = school.area.and_then(|number| areas.get(number).copied());
        let id = planter.add("school", &school.name, boards.get(school.board).copied(), area);
        planter.counts(school.years);
        found.push((id, school));
    }
    found
}

struct Planter<'t> {
    tenancy: &'t mut Tenancy,
    since: DateTime<Utc>,
}

impl Planter<'_> {
    fn add(&mut self, kind: &str, name: &str, board: Option<OrganisationId>, area: Option<AreaId>) -> OrganisationId {
        let id = self.tenancy.new_id(self.since);
        let number = self.tenancy.rows.organisations.len();
        self.tenancy.remember(name, id);
        self.tenancy.rows.organisations.push(organisation::Model {
            tenant_id: self.tenancy.id,
            id,
            kind: kind.into(),
            name: name.into(),
            // In the shape of a BRIN number, out of a range that is not given out.
            code: (kind == "school").then(|| format!("99{}{}", letter(number / 26), letter(number % 26))),
            parent_id: board,
            area_id: area,
            sector: None,
        });
        id
    }

    /// The school that was added last is of this kind.
    fn counts(&mut self, years: Years) {
        if let Some(school) = self.tenancy.rows.organisations.last_mut() {
            school.sector = Some(years);
        }
    }
}

fn letter(number: usize) -> char {
    char::from(b'A' + u8::try_from(number % 26).unwrap_or_default())
}

/// The tenant's own closing days of last, this and next school year; the calendar knows them from here on.
pub(super) fn close_days(tenancy: &mut Tenancy) {
    let year = tenancy.year;
    let days: Vec<(NaiveDate, &str)> =
        [year.previous(), year, year.next()].iter().flat_map(|year| closing_days(*year)).collect();
    let days: Vec<_> = days.into_iter().filter(|(day, _)| tenancy.calendar.is_open(*day, Open::School)).collect();
    let overrides = days.iter().map(|&(day, name)| Override { label: name.into(), from: day, until: day, open: false });
    tenancy.calendar = tenancy.calendar.clone().with_overrides(overrides);
    for (day, name) in days {
        let id = tenancy.new_id(at(tenancy.began(), 9, 0));
        tenancy.rows.closing_days.push(closing_day::Model {
            tenant_id: tenancy.id,
            id,
            day,
            name: name.into(),
            is_open: false,
        });
    }
}

/// A study day in autumn and one in spring, and the Friday after Ascension Day.
fn closing_days(year: SchoolYear) -> Vec<(NaiveDate, &'static str)> {
    let spring = year.start_year() + 1;
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let wednesday = |day: NaiveDate| day.week(chrono::Weekday::Wed).first_day();
    let study = [on(spring - 1, 11, 14), on(spring, 3, 21)].map(|day| (wednesday(day), "Studiedag alle scholen"));
    let ascension = easter(spring).map(|easter| (shift(easter, 40), "Vrijdag na Hemelvaart"));
    study.into_iter().chain(ascension).collect()
}
