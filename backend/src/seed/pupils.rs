//! The pupils of a school: invented names, birth dates that fit their group, a few who doubled a year.
use super::{moments::at, names, random::Random, schools::School, tenancy::Tenancy};
use crate::store::entity::pupil;
use chrono::{Days, NaiveDate};
use domain::{
    calendar::SchoolYear,
    id::{OrganisationId, PupilId},
    pupil::{Group, Years, full_name, search_name},
};

/// A pupil as the rest of the seed needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Child {
    pub id: PupilId,
    pub group: Group,
}

impl Child {
    /// From groep 3 on a child must be at school.
    pub fn is_of_compulsory_age(&self) -> bool {
        self.group >= Group::of(Years::Groep, 3)
    }
}

/// Plants the pupils of one school, group by group.
pub(super) fn plant(tenancy: &mut Tenancy, id: OrganisationId, school: &School) -> Vec<Child> {
    let (years, count) = (school.years, school.pupils);
    let youngest = match years {
        Years::Groep => 4,
        Years::Klas => 12,
    };
    let groups = usize::from(years.last());
    let mut random = Random::named(&format!("pupils of {}", school.name));
    let since = at(tenancy.year.previous().first_day(), 12, 0);
    let mut children = Vec::with_capacity(count);
    for number in 0..count {
        let group = i32::try_from(number * groups / count.max(1)).unwrap_or_default() + 1;
        let names::Name { given, prefix, family } = names::pupil(&mut random);
        let born_on = born_on(&mut random, tenancy.year, group, youngest, tenancy.today);
        let pupil: PupilId = tenancy.new_id(since);
        children.push(Child { id: pupil, group: Group::of(years, group) });
        tenancy.rows.pupils.push(pupil::Model {
            tenant_id: tenancy.id,
            id: pupil,
            school_id: id,
            search_name: search_name(&full_name(&given, &prefix, &family)),
            given_name: given,
            prefix,
            family_name: family,
            born_on,
            group,
            unenrolled_on: None,
            version: 1,
        });
    }
    children
}

/// A cohort runs from 1 October to 30 September; a child of four must have turned four before it can be at school.
fn born_on(random: &mut Random, year: SchoolYear, group: i32, youngest: i32, today: NaiveDate) -> NaiveDate {
    let late = i32::from(random.chance(6));
    let first = NaiveDate::from_ymd_opt(year.start_year() - youngest - group - late, 10, 1).unwrap_or_default();
    let born = first + Days::new(u64::try_from(random.below(365)).unwrap_or_default());
    let latest = today.checked_sub_months(chrono::Months::new(u32::try_from(youngest).unwrap_or_default() * 12));
    latest.map_or(born, |latest| born.min(latest))
}
