//! The periods of this school year, per school of the reader.
use super::prepared;
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar,
    clock::local,
    store::entity::{analysis, meeting, organisation},
    templates,
};
use domain::{
    calendar::SchoolYear,
    page::analysis::{Analyses, Period, SchoolAnalyses},
    policy::{Action, Grounds, permit},
    template::{MeetingType, cadence},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

/// The page that lists them: five statements.
pub async fn list(scope: &Scope) -> Result<Analyses, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::ListAnalyses, Subject::list("analysis"), Grounds::none()).await?;
    let year = SchoolYear::of(scope.today());
    let mine = scope.actor().home_schools();
    let areas = scope.actor().memberships.iter().flat_map(|held| held.areas.iter().copied());
    let of_areas =
        Condition::all().add(meeting::Column::AreaId.is_in(areas)).add(meeting::Column::OrganisationId.is_null());
    // Read at once, so that no school costs a question of its own.
    templates::everywhere(&mut work).await?;
    let usual = templates::current(&mut work).await?;
    let title = prepared(&usual.template)?.1.title.clone();
    let schools = work
        .all(
            organisation::Entity::find()
                .filter(organisation::Column::Id.is_in(mine.clone()))
                .order_by_asc(organisation::Column::Name),
        )
        .await?;
    let analyses = work
        .all(
            analysis::Entity::find()
                .filter(analysis::Column::SchoolId.is_in(mine.clone()))
                .filter(analysis::Column::SchoolYear.eq(year.start_year())),
        )
        .await?;
    let meetings = work
        .all(
            meeting::Entity::find()
                .filter(Condition::any().add(meeting::Column::SchoolId.is_in(mine)).add(of_areas))
                .filter(meeting::Column::SchoolYear.eq(year.start_year())),
        )
        .await?;
    let calendar = calendar::usual(scope.tenant())?;
    let mut lines = Vec::with_capacity(schools.len());
    for school in schools {
        let pinned = templates::current_at(&mut work, school.id).await?;
        let (kind, _) = prepared(&pinned.template)?;
        let names = cadence::periods(kind, year, &calendar);
        lines.push(one_school(scope, school, (kind, &names), &analyses, &meetings));
    }
    work.done(Analyses { school_year: year.label(), title, schools: lines }).await
}

fn one_school(
    scope: &Scope,
    school: organisation::Model,
    (kind, names): (&MeetingType, &[String]),
    analyses: &[analysis::Model],
    meetings: &[meeting::Model],
) -> SchoolAnalyses {
    let periods: Vec<Period> = (1..)
        .zip(names)
        .map(|(number, name)| {
            let made = analyses.iter().find(|row| row.school_id == school.id && row.period == number);
            // The table of the school, or that of the area in which it lies.
            let own = |row: &&meeting::Model| row.school_id == Some(school.id);
            let wide = |row: &&meeting::Model| row.school_id.is_none() && row.area_id == school.area_id;
            let held = || meetings.iter().filter(|row| row.period == number && row.kind == kind.key.as_str());
            let sits = held().find(own).or_else(|| held().find(wide));
            Period {
                number,
                name: name.clone(),
                analysis: made.map(|row| row.id),
                made_on: made.map(|row| row.made_on),
                meeting: sits.filter(|row| row.school_id.is_some()).map(|row| row.id),
                meeting_on: sits.map(|row| local(row.starts_at).date()),
            }
        })
        .collect();
    let may = permit(scope.actor(), Action::EditAnalysis, Grounds::school(school.id)).is_ok();
    let last = periods.iter().filter(|p| p.analysis.is_some()).map(|p| p.number).max().unwrap_or(0);
    let coming =
        periods.iter().find(|p| p.meeting_on.is_some_and(|day| day >= scope.today())).map_or(last + 1, |p| p.number);
    let next = coming.max(last + 1);
    let startable = (may && periods.iter().any(|p| p.number == next)).then_some(next);
    SchoolAnalyses { id: school.id, name: school.name, periods, startable }
}
