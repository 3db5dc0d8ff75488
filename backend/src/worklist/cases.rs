//! Steps of pupils whose term ends soon or has ended, for those of the school who move them.
use crate::{
    Failure,
    audit::Subject,
    scope::Work,
    store::{
        entity::{case, case_step, pupil},
        to,
    },
};
use chrono::{Days, NaiveDate};
use domain::{
    actor::Side,
    id::PupilId,
    page::worklist::Item,
    policy::{Action, Grounds, permit},
    pupil::full_name,
    template::Body,
    term::Term,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

/// How far ahead a term is announced.
const AHEAD_DAYS: u64 = 14;
/// The list stays readable; the rest is under Leerlingen.
const MOST: u64 = 12;

#[derive(Debug, FromQueryResult)]
struct Line {
    pupil_id: PupilId,
    given_name: String,
    prefix: String,
    family_name: String,
    school_id: domain::id::OrganisationId,
    step: String,
    due_on: NaiveDate,
}

/// Terms of the reader's own schools. Without a second factor no name is shown, so nothing is.
pub(super) async fn due(work: &mut Work<'_>, template: &Body) -> Result<Vec<Item>, Failure> {
    let scope = work.scope();
    let schools = scope.actor().schools(Side::School);
    let today = scope.today();
    let query = case_step::Entity::find()
        .select_only()
        .columns([case_step::Column::Step, case_step::Column::DueOn])
        .columns([pupil::Column::GivenName, pupil::Column::Prefix, pupil::Column::FamilyName])
        .column_as(pupil::Column::Id, "pupil_id")
        .column_as(case::Column::SchoolId, "school_id")
        .join(JoinType::InnerJoin, to::<case_step::Entity, case::Entity>(case_step::Column::CaseId))
        .join(JoinType::InnerJoin, to::<case::Entity, pupil::Entity>(case::Column::PupilId))
        .filter(case::Column::SchoolId.is_in(schools))
        .filter(case::Column::ClosedAt.is_null())
        .filter(case_step::Column::LeftAt.is_null())
        .filter(case_step::Column::DueOn.lte(today + Days::new(AHEAD_DAYS)))
        .order_by_asc(case_step::Column::DueOn)
        .limit(MOST);
    let mut lines = work.shaped::<case_step::Entity, Line>(query).await?;
    lines.retain(|line| match permit(scope.actor(), Action::SeePupil, Grounds::school(line.school_id)) {
        Ok(ground) => {
            work.at(line.school_id);
            work.note(Action::SeePupil, Subject::of("pupil", line.pupil_id.0), ground, "name, term");
            true
        }
        Err(_) => false,
    });
    Ok(lines
        .into_iter()
        .map(|line| {
            let step = template.step(&line.step);
            let label = step.map_or(line.step.as_str(), |step| step.label.as_str());
            let term = step.and_then(|step| step.term.as_ref()).map_or("", |term| term.label.as_str());
            Item {
                what: full_name(&line.given_name, &line.prefix, &line.family_name),
                why: format!("{label}: {term}"),
                href: format!("/leerlingen/{}", line.pupil_id),
                due: Some(Term::new(line.due_on).chip(today)),
                tick: String::new(),
            }
        })
        .collect())
}
