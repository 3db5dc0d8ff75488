//! Planning: the meetings of a whole school year from the cadence of the template ("Zes keer per schooljaar"), or one.
use super::{
    anonymous::nameless,
    events::{Data, kind},
};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    calendar,
    clock::from_local,
    failure::Broken,
    scope::Work,
    store::entity::{meeting, meeting_event, organisation},
    templates,
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    actor::Actor,
    calendar::{Calendar, SchoolYear, short_date},
    engine::meeting::prepares,
    form::{date_like, line},
    id::{EventId, MeetingId, OrganisationId},
    page::meeting::Series,
    policy::{Action, Grounds, permit},
    stage::Stage,
    template::{Cadence, MeetingType, Owner, Published, Template, cadence},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// When nothing else is known, an overleg starts at this time.
const USUAL_START: NaiveTime = NaiveTime::from_hms_opt(13, 0, 0).expect("a time of day");
const USUAL_PLACE: &str = "op school";

/// One meeting as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewMeeting {
    pub school: Option<OrganisationId>,
    pub kind: String,
    /// dd-mm-jjjj
    pub day: String,
    /// uu:mm
    pub time: String,
    pub place: String,
}

/// Whether policy and the template let this person plan a kind of meeting at a school.
fn may_plan(actor: &Actor, template: &Template<Published>, kind: &MeetingType, school: OrganisationId) -> bool {
    permit(actor, Action::DraftAgenda, Grounds::school(school)).is_ok()
        && actor.memberships.iter().any(|m| m.schools.contains(&school) && prepares(template, kind, m.function))
}

/// The same as an answer: otherwise who plans it.
fn plans(
    actor: &Actor,
    template: &Template<Published>,
    kind: &MeetingType,
    school: OrganisationId,
) -> Result<(), Failure> {
    if may_plan(actor, template, kind, school) {
        return Ok(());
    }
    let who = template.role_words(kind.preparers());
    Err(Failure::Rejected(format!("Een {} plannen is aan {who}. Vraag het daar.", kind.abbreviation)))
}

/// The schools where the actor may plan some kind of meeting, by name.
pub(super) async fn schools(
    work: &mut Work<'_>,
    template: &Template<Published>,
) -> Result<Vec<(OrganisationId, String)>, Failure> {
    let actor = work.scope().actor();
    let mut mine: Vec<OrganisationId> = actor.memberships.iter().flat_map(|m| m.schools.iter().copied()).collect();
    mine.sort_unstable();
    mine.dedup();
    mine.retain(|school| template.meetings.iter().any(|kind| may_plan(actor, template, kind, *school)));
    if mine.is_empty() {
        return Ok(vec![]);
    }
    let query = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(mine))
        .order_by_asc(organisation::Column::Name);
    Ok(work.all(query).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What can be planned in one act: kinds with a cadence, at schools that have none of them this year.
pub(super) fn series(
    calendar: &Calendar,
    template: &Template<Published>,
    actor: &Actor,
    schools: &[(OrganisationId, String)],
    planned: &[(OrganisationId, String)],
    year: SchoolYear,
) -> Vec<Series> {
    let kinds = template.meetings.iter().filter(|kind| kind.owner == Owner::School);
    let mut all = vec![];
    for kind in kinds.filter(|kind| kind.cadence != Cadence::OnDecision) {
        for (school, name) in schools {
            if !may_plan(actor, template, kind, *school) {
                continue;
            }
            if planned.iter().any(|(at, of)| at == school && kind.key.as_str() == of.as_str()) {
                continue;
            }
            let days = cadence::dates_spread(kind, year, calendar, spread(*school));
            all.push(Series {
                school: *school,
                school_name: name.clone(),
                kind: kind.key.to_string(),
                short: kind.abbreviation.clone(),
                days: days.into_iter().map(short_date).collect(),
            });
        }
    }
    all
}

/// Gives each school its own weekdays, so that a consulent can be everywhere.
fn spread(school: OrganisationId) -> usize {
    usize::from(school.0.as_bytes()[15])
}

/// Plans a year's meetings of one kind at a school. Refused when there are any already.
pub async fn plan_year(scope: &Scope, school: OrganisationId, kind_key: &str) -> Result<usize, Failure> {
    let mut work = scope.act().await?;
    let ground = work.find(Action::DraftAgenda, Subject::of("organisation", school.0), Grounds::school(school)).await?;
    let pinned = templates::current(&mut work).await?;
    let Some(kind) = pinned.template.meeting(kind_key) else { return Err(Failure::Absent) };
    plans(scope.actor(), &pinned.template, kind, school)?;
    let year = SchoolYear::of(scope.today());
    if last_period(&mut work, school, kind_key, year).await? > 0 {
        return Err(Failure::Rejected(format!(
            "Voor {} zijn al overleggen gepland in {}. U kunt er wel een toevoegen.",
            kind.abbreviation,
            year.label()
        )));
    }
    let days = cadence::dates_spread(kind, year, &calendar::of_tenant(&mut work).await?, spread(school));
    for (period, day) in (1..).zip(&days) {
        let at = from_local(day.and_time(USUAL_START));
        insert(&mut work, school, &pinned, kind_key, period, at, USUAL_PLACE).await?;
    }
    work.note(Action::DraftAgenda, Subject::of("organisation", school.0), ground, "meetings");
    work.done(days.len()).await
}

/// Plans one meeting.
pub async fn plan_one(scope: &Scope, new: &NewMeeting) -> Result<MeetingId, Failure> {
    let mut work = scope.act().await?;
    let school = new.school.ok_or_else(|| Failure::field("school", "Kies de school van het overleg."))?;
    let ground = work.find(Action::DraftAgenda, Subject::of("organisation", school.0), Grounds::school(school)).await?;
    let pinned = templates::current(&mut work).await?;
    let (day, time) = when(scope, new)?;
    let Some(kind) = pinned.template.meeting(&new.kind) else {
        return Err(Failure::field("soort", "Kies welk overleg het is."));
    };
    plans(scope.actor(), &pinned.template, kind, school)?;
    let year = SchoolYear::of(day);
    let period = last_period(&mut work, school, kind.key.as_str(), year).await? + 1;
    let place = if new.place.trim().is_empty() { USUAL_PLACE } else { new.place.trim() };
    // Everybody at the table reads it, also who may see no pupil.
    nameless(&mut work, school, &[("plaats", place)]).await?;
    let at = from_local(day.and_time(time));
    let id = insert(&mut work, school, &pinned, kind.key.as_str(), period, at, place).await?;
    work.note(Action::DraftAgenda, Subject::of("meeting", id.0), ground, "starts_at, place");
    work.done(id).await
}

fn when(scope: &Scope, new: &NewMeeting) -> Result<(NaiveDate, NaiveTime), Failure> {
    let mut errors = vec![];
    let day = date_like(&new.day, &super::actions::due_example(scope))
        .map_err(|why| errors.push(FieldError::new("dag", why)))
        .ok();
    if day.is_some_and(|day| day < scope.today()) {
        errors.push(FieldError::new("dag", "Deze dag is al geweest. Kies vandaag of later."));
    }
    let typed = new.time.replace('.', ":");
    let time = NaiveTime::parse_from_str(&typed, "%H:%M");
    let time = time.map_err(|_| errors.push(FieldError::new("tijd", "Typ de tijd als 13:00."))).ok();
    match line(&new.place) {
        Ok(place) if place.chars().count() > 100 => {
            errors.push(FieldError::new("plaats", "De plaats past in 100 tekens."));
        }
        Ok(_) => {}
        Err(why) => errors.push(FieldError::new("plaats", format!("Plaats: {why}"))),
    }
    match (day, time) {
        (Some(day), Some(time)) if errors.is_empty() => Ok((day, time)),
        _ => Err(Failure::Invalid(errors)),
    }
}

async fn last_period(
    work: &mut Work<'_>,
    school: OrganisationId,
    kind: &str,
    year: SchoolYear,
) -> Result<i32, Failure> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(school))
        .filter(meeting::Column::Kind.eq(kind))
        .filter(meeting::Column::SchoolYear.eq(year.start_year()))
        .order_by_desc(meeting::Column::Period);
    Ok(work.one(query).await?.map_or(0, |row| row.period))
}

async fn insert(
    work: &mut Work<'_>,
    school: OrganisationId,
    pinned: &templates::Pinned,
    kind_key: &str,
    period: i32,
    starts_at: chrono::DateTime<chrono::Utc>,
    place: &str,
) -> Result<MeetingId, Failure> {
    let scope = work.scope();
    let id = MeetingId(scope.new_id());
    let by = scope.actor().at(school).ok_or(Failure::Absent)?.id;
    let day = crate::clock::local(starts_at).date();
    work.insert::<meeting::Entity>(meeting::Model {
        tenant_id: scope.tenant().id,
        id,
        school_id: school,
        template_id: pinned.id,
        kind: kind_key.into(),
        school_year: SchoolYear::of(day).start_year(),
        period,
        starts_at,
        place: place.into(),
        stage: Stage::Concept.key().into(),
        version: 1,
    })
    .await?;
    let data = Data { version: 1, ..Data::default() };
    work.insert::<meeting_event::Entity>(meeting_event::Model {
        tenant_id: scope.tenant().id,
        id: EventId(scope.new_id()),
        meeting_id: id,
        at: scope.now(),
        membership_id: by,
        kind: kind::PLANNED.into(),
        data: serde_json::to_value(data).map_err(|cause| Broken::Other(cause.to_string()))?,
    })
    .await?;
    Ok(id)
}
