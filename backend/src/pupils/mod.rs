//! Pupils: who may be found by whom, the file of one child, and adding a child to a school's list.
pub(crate) mod file;
mod letters;
mod list;
mod register;
mod visible;

pub use file::file;
pub use letters::letters;
pub(crate) use list::own_schools;
pub use list::{PER_PAGE, list};
pub use register::{Child, form, register};
pub use visible::visible_to;

use crate::{Failure, audit::Subject, scope::Work, store::entity::pupil};
use chrono::NaiveDate;
use domain::{
    id::{OrganisationId, PupilId},
    policy::{Action, Ground, Grounds, permit},
    pupil::{Group, Named, Years, full_name},
};
use sea_orm::FromQueryResult;

/// Asks policy for a change at a pupil of this school. Whoever does not even see the school's pupils is not told that
/// this one exists.
pub(crate) async fn permit_on(
    work: &mut Work<'_>,
    action: Action,
    subject: Subject,
    school: OrganisationId,
) -> Result<Ground, Failure> {
    permit_with(work, action, subject, Grounds::school(school)).await
}

/// As [`permit_on`], with everything that is known: a consent opens what the school alone would not.
pub(crate) async fn permit_with(
    work: &mut Work<'_>,
    action: Action,
    subject: Subject,
    grounds: Grounds<'_>,
) -> Result<Ground, Failure> {
    if permit(work.scope().actor(), Action::SeePupil, grounds).is_ok() {
        work.permit(action, subject, grounds).await
    } else {
        work.find(action, subject, grounds).await
    }
}

/// The identifying fields as a query reads them: [`Identifying::COLUMNS`] of `pupil`, and the sector of its school.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Identifying {
    given_name: String,
    prefix: String,
    family_name: String,
    pub born_on: NaiveDate,
    group: i32,
    sector: Years,
}

impl Identifying {
    pub const COLUMNS: [pupil::Column; 5] = {
        use pupil::Column::{BornOn, FamilyName, GivenName, Group, Prefix};
        [GivenName, Prefix, FamilyName, BornOn, Group]
    };

    /// Only for a reader whom policy let through.
    pub fn named(&self, id: PupilId) -> Named {
        Named {
            id,
            name: full_name(&self.given_name, &self.prefix, &self.family_name),
            born_on: self.born_on,
            group: Group::of(self.sector, self.group),
        }
    }
}

/// The identifying fields of a row of a school that counts like this; only for a reader whom policy let through.
pub(crate) fn named(row: &pupil::Model, years: Years) -> Named {
    Named {
        id: row.id,
        name: full_name(&row.given_name, &row.prefix, &row.family_name),
        born_on: row.born_on,
        group: row.group(years),
    }
}
