//! The year calendar of the way of working in force, with the meetings at which the reader has a place. No
//! pupil is in it.
use super::whose;
use crate::{Failure, Scope, audit::Subject, calendar, clock::local, scope::Work, store::entity::meeting, templates};
use chrono::{DateTime, Utc};
use domain::{
    actor::Actor,
    calendar::SchoolYear,
    id::{AreaId, MeetingId, OrganisationId, TemplateId},
    page::year::{Planned, Year},
    policy::{Action, Grounds, Schools},
    template::{Body, Key, Published, Template},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use std::{collections::BTreeSet, sync::Arc};

#[derive(FromQueryResult)]
struct Line {
    id: MeetingId,
    template_id: TemplateId,
    kind: String,
    starts_at: DateTime<Utc>,
    school_id: Option<OrganisationId>,
    area_id: Option<AreaId>,
    organisation_id: Option<OrganisationId>,
    whose: String,
}

/// The school year that is named, or that of today.
pub async fn year(scope: &Scope, named: &str) -> Result<Year, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::SeeYear, Subject::list("meeting"), Grounds::none()).await?;
    let today = scope.today();
    let year: SchoolYear = named.parse().unwrap_or_else(|_| SchoolYear::of(today));
    let ways = ways(&mut work).await?;
    let calendar = calendar::of_tenant(&mut work).await?;
    let meetings = planned(&mut work, year).await?;
    let read: Vec<(&Body, Vec<&Key>)> = ways.iter().map(|way| (&***way, roles(way, scope.actor()))).collect();
    let answer = Year::of(&read, year, &calendar, today, meetings);
    work.done(answer).await
}

/// The ways of working in force at the schools where the actor is at home, each once; that of the whole tenant for whoever
/// has no school.
pub(crate) async fn ways(work: &mut Work<'_>) -> Result<Vec<Arc<Template<Published>>>, Failure> {
    let actor = work.scope().actor();
    let (schools, mut all) = (actor.home_schools(), vec![]);
    // Read at once, so that no school costs a question of its own.
    templates::everywhere(work).await?;
    let mut known = BTreeSet::new();
    for school in schools {
        let pinned = templates::current_at(work, school).await?;
        if known.insert(pinned.id) {
            all.push(pinned.template);
        }
    }
    if all.is_empty() {
        all.push(templates::current(work).await?.template);
    }
    Ok(all)
}

/// The roles that somebody plays by function, wherever that is.
pub(crate) fn roles<'a>(body: &'a Body, actor: &Actor) -> Vec<&'a Key> {
    actor.memberships.iter().flat_map(|membership| body.roles_of(membership.function)).collect()
}

async fn planned(work: &mut Work<'_>, year: SchoolYear) -> Result<Vec<Planned>, Failure> {
    let query = meeting::Entity::find()
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::TemplateId, meeting::Column::Kind, meeting::Column::StartsAt])
        .columns([meeting::Column::SchoolId, meeting::Column::AreaId, meeting::Column::OrganisationId])
        .expr_as(whose::name(), "whose")
        .filter(whose::touched_by(work.scope().actor()))
        .filter(meeting::Column::SchoolYear.eq(year.start_year()))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id);
    let mut all = vec![];
    for line in work.shaped::<meeting::Entity, Line>(query).await? {
        let way = templates::pinned(work, line.template_id).await?;
        let schools = Schools::of(line.school_id, line.area_id);
        let table = whose::table(schools, line.organisation_id, &line.kind, &way.template);
        // As in the list of meetings: who has no seat there hears nothing of it.
        if table.places(work.scope().actor()).is_empty() {
            continue;
        }
        let kind = way.template.meeting(&line.kind).map_or(line.kind.as_str(), |kind| kind.abbreviation.as_str());
        let title = format!("{kind} {}", line.whose);
        all.push(Planned::new(local(line.starts_at).date(), title, format!("/overleggen/{}", line.id)));
    }
    Ok(all)
}
