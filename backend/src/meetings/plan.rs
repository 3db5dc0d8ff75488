//! Planning: the meetings of a whole school year from the cadence of the template ("Zes keer per schooljaar"), or one.
use super::{
    anonymous::nameless,
    events::{Data, kind},
    places::{self, Place},
};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    calendar,
    clock::from_local,
    failure::Broken,
    scope::Work,
    store::entity::{meeting, meeting_event},
    templates,
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    actor::Actor,
    calendar::{Calendar, SchoolYear, short_date},
    form::{date_like, line},
    id::{EventId, MeetingId, MembershipId},
    page::meeting::Series,
    policy::{Action, Ground, Grounds},
    stage::Stage,
    template::{Cadence, MeetingType, Owner, Published, Template, cadence},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// When nothing else is known, an overleg starts at this time.
const USUAL_START: NaiveTime = NaiveTime::from_hms_opt(13, 0, 0).expect("a time of day");

/// One meeting as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewMeeting {
    /// The school, area, samenwerkingsverband or municipality.
    pub owner: Option<Uuid>,
    pub kind: String,
    /// dd-mm-jjjj
    pub day: String,
    /// uu:mm
    pub time: String,
    pub place: String,
}

/// The membership that plans a kind of meeting for somebody, with the ground on which. Who has a place there and does not
/// plan hears who does; for others the place does not exist.
async fn plans(
    work: &mut Work<'_>,
    place: &Place,
    template: &Template<Published>,
    kind: &MeetingType,
) -> Result<(MembershipId, Ground), Failure> {
    let (actor, table) = (work.scope().actor(), place.table(template, kind));
    let sits_apart = table.is_wide()
        && actor.memberships.iter().any(|held| table.touches(held))
        && !actor.memberships.iter().any(|held| table.leads(held));
    let who = template.role_words(kind.preparers());
    let refused = || Failure::Rejected(format!("Een {} plannen is aan {who}. Vraag het daar.", kind.abbreviation));
    if sits_apart {
        return Err(refused());
    }
    let ground =
        work.find(Action::DraftAgenda, Subject::of(subject(place.owner), place.id), Grounds::table(&table)).await?;
    if kind.owner != place.owner {
        let of = places::word(kind.owner);
        return Err(Failure::field(
            "van",
            &format!("Een {} is van {of}. Kies bij ‘Voor wie’ {of}.", kind.abbreviation),
        ));
    }
    Ok((place.planner(actor, template, kind).ok_or_else(refused)?, ground))
}

const fn subject(owner: Owner) -> &'static str {
    match owner {
        Owner::Area => "area",
        Owner::School | Owner::Swv | Owner::Municipality => "organisation",
    }
}

/// The place with this id; for whom it is nothing, it does not exist.
async fn place(work: &mut Work<'_>, id: Uuid) -> Result<Place, Failure> {
    if let Some(place) = places::places(work, Some(id)).await?.pop() {
        return Ok(place);
    }
    work.find(Action::DraftAgenda, Subject::list("meeting"), Grounds::none()).await?;
    Err(Failure::Absent)
}

/// The days of a kind of meeting that are still to come, with their number in the year: nobody meets in the past.
fn to_come(
    kind: &MeetingType,
    year: SchoolYear,
    calendar: &Calendar,
    owner: Uuid,
    today: NaiveDate,
) -> impl Iterator<Item = (i32, NaiveDate)> {
    let days = cadence::dates_spread(kind, year, calendar, spread(owner));
    (1..).zip(days).filter(move |(_, day)| *day >= today)
}

/// What can be planned in one act: kinds with a cadence, for whom none of them is planned this year.
pub(super) fn series(
    (calendar, today): (&Calendar, NaiveDate),
    template: &Template<Published>,
    actor: &Actor,
    places: &[Place],
    planned: &[(Uuid, String)],
) -> Vec<Series> {
    let year = SchoolYear::of(today);
    let mut all = vec![];
    for kind in template.meetings.iter().filter(|kind| kind.cadence != Cadence::OnDecision) {
        for place in places {
            let is_planned = planned.iter().any(|(at, of)| *at == place.id && kind.key.as_str() == of.as_str());
            if is_planned || place.planner(actor, template, kind).is_none() {
                continue;
            }
            let days: Vec<_> = to_come(kind, year, calendar, place.id, today).map(|(_, day)| short_date(day)).collect();
            if days.is_empty() {
                continue;
            }
            all.push(Series {
                owner: place.id,
                owner_name: place.name.clone(),
                kind: kind.key.to_string(),
                short: kind.abbreviation.clone(),
                days,
            });
        }
    }
    all
}

/// Gives each school its own weekdays, so that a consulent can be everywhere.
fn spread(owner: Uuid) -> usize {
    usize::from(owner.as_bytes()[15])
}

/// Plans a year's meetings of one kind for somebody. Refused when there are any already.
pub async fn plan_year(scope: &Scope, owner: Uuid, kind_key: &str) -> Result<usize, Failure> {
    let mut work = scope.act().await?;
    let place = place(&mut work, owner).await?;
    let pinned = templates::current_for(&mut work, place.schools).await?;
    let Some(kind) = pinned.template.meeting(kind_key) else {
        work.find(Action::DraftAgenda, Subject::list("meeting"), Grounds::none()).await?;
        return Err(Failure::Absent);
    };
    let (by, ground) = plans(&mut work, &place, &pinned.template, kind).await?;
    let year = SchoolYear::of(scope.today());
    if last_period(&mut work, &place, kind_key, year).await? > 0 {
        return Err(Failure::Rejected(format!(
            "Voor {} zijn al overleggen gepland in {}. U kunt er wel een toevoegen.",
            kind.abbreviation,
            year.label()
        )));
    }
    let calendar = calendar::of_tenant(&mut work).await?;
    let days: Vec<_> = to_come(kind, year, &calendar, owner, scope.today()).collect();
    if days.is_empty() {
        let why = format!("In {} komt er geen {} meer.", year.label(), kind.abbreviation);
        return Err(Failure::Rejected(format!("{why} Plan er een zelf, of wacht op het nieuwe schooljaar.")));
    }
    for (period, day) in days.iter().copied() {
        let at = from_local(day.and_time(USUAL_START));
        insert(&mut work, (&place, by), &pinned, kind_key, period, at, usual_place(&place)).await?;
    }
    work.note(Action::DraftAgenda, Subject::of(subject(place.owner), owner), ground, "meetings");
    work.done(days.len()).await
}

const fn usual_place(place: &Place) -> &'static str {
    match place.owner {
        Owner::School => "op school",
        Owner::Swv | Owner::Area | Owner::Municipality => "plaats volgt",
    }
}

/// Plans one meeting.
pub async fn plan_one(scope: &Scope, new: &NewMeeting) -> Result<MeetingId, Failure> {
    let mut work = scope.act().await?;
    let owner = new.owner.ok_or_else(|| Failure::field("van", "Kies voor wie het overleg is."))?;
    let place = place(&mut work, owner).await?;
    let pinned = templates::current_for(&mut work, place.schools).await?;
    let Some(kind) = pinned.template.meeting(&new.kind) else {
        work.find(
            Action::DraftAgenda,
            Subject::list("meeting"),
            Grounds { school: place.schools.school(), ..Grounds::none() },
        )
        .await?;
        return Err(Failure::field("soort", "Kies welk overleg het is."));
    };
    let (by, ground) = plans(&mut work, &place, &pinned.template, kind).await?;
    let (day, time) = when(scope, new)?;
    if let Some(why) = calendar::of_tenant(&mut work).await?.no_work(day) {
        let why = format!("Op {} is het {why}. Kies een dag waarop wordt gewerkt.", short_date(day));
        return Err(Failure::field("dag", &why));
    }
    let at = from_local(day.and_time(time));
    let query = meeting::Entity::find()
        .filter(place.owns())
        .filter(meeting::Column::Kind.eq(kind.key.as_str()))
        .filter(meeting::Column::StartsAt.eq(at));
    if work.one(query).await?.is_some() {
        return Err(Failure::field("tijd", "Op deze dag en tijd staat dit overleg al gepland."));
    }
    let year = SchoolYear::of(day);
    let period = last_period(&mut work, &place, kind.key.as_str(), year).await? + 1;
    let room = if new.place.trim().is_empty() { usual_place(&place) } else { new.place.trim() };
    // Everybody at the table reads it, also who may see no pupil.
    nameless(&mut work, place.schools, &[("plaats", room)]).await?;
    let id = insert(&mut work, (&place, by), &pinned, kind.key.as_str(), period, at, room).await?;
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

async fn last_period(work: &mut Work<'_>, place: &Place, kind: &str, year: SchoolYear) -> Result<i32, Failure> {
    let query = meeting::Entity::find()
        .filter(place.owns())
        .filter(meeting::Column::Kind.eq(kind))
        .filter(meeting::Column::SchoolYear.eq(year.start_year()))
        .order_by_desc(meeting::Column::Period);
    Ok(work.one(query).await?.map_or(0, |row| row.period))
}

async fn insert(
    work: &mut Work<'_>,
    (place, by): (&Place, MembershipId),
    pinned: &templates::Pinned,
    kind_key: &str,
    period: i32,
    starts_at: chrono::DateTime<chrono::Utc>,
    room: &str,
) -> Result<MeetingId, Failure> {
    let scope = work.scope();
    let id = MeetingId(scope.new_id());
    let day = crate::clock::local(starts_at).date();
    work.insert::<meeting::Entity>(meeting::Model {
        tenant_id: scope.tenant().id,
        id,
        school_id: place.schools.school(),
        area_id: place.schools.area(),
        organisation_id: place.host,
        template_id: pinned.id,
        kind: kind_key.into(),
        school_year: SchoolYear::of(day).start_year(),
        period,
        starts_at,
        place: room.into(),
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
