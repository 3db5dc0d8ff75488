//! My meetings in this school year, of schools and of whom else: what comes, what was, and what waits for me.
use super::{
    places::{self, Place},
    visible::{self, Purpose},
    whose,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar,
    clock::local,
    failure::Broken,
    scope::Work,
    store::{
        entity::{agenda_item, anonymous_item, meeting, pupil},
        to,
    },
    templates,
};
use chrono::{Days, NaiveDate};
use domain::{
    actor::Actor,
    calendar::{Calendar, SchoolYear, long_date},
    engine::meeting::{Agenda, Attendee, StageMove, is_member, next},
    id::MeetingId,
    page::{
        Choice,
        meeting::{Line, Meetings, OwnerChip, Planners},
    },
    policy::{Action, Grounds, Table, permit},
    stage::Stage,
    template::{Additions, MeetingType, Published, Template, cadence::stage_day},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::{BTreeMap, HashMap, hash_map::Entry};
use uuid::Uuid;

/// How long before its day a stage is somebody's work.
const AHEAD: Days = Days::new(14);

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    meeting: meeting::Model,
    whose: String,
    anonymous: i64,
    invited: i64,
}

impl Row {
    fn table(&self, template: &Template<Published>) -> Table {
        let row = &self.meeting;
        whose::table(row.schools(), row.organisation_id, &row.kind, template)
    }
}

#[derive(FromQueryResult)]
struct Count {
    meeting_id: MeetingId,
    items: i64,
}

/// The list, of everybody whose meetings the actor has a place at or of one of them.
pub async fn list(scope: &Scope, owner: Option<Uuid>) -> Result<Meetings, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::ListMeetings, Subject::list("meeting"), Grounds::none()).await?;
    let year = SchoolYear::of(scope.today());
    let mut rows = meetings(&mut work, year).await?;
    let current = templates::current(&mut work).await?;
    let mut ways = HashMap::from([(current.id, current.clone())]);
    for row in &rows {
        let id = row.meeting.template_id;
        if let Entry::Vacant(free) = ways.entry(id) {
            free.insert(templates::pinned(&mut work, id).await?);
        }
    }
    let mut purposes: Vec<Purpose> = vec![];
    for (id, way) in &ways {
        purposes.extend(Purpose::all(*id, &way.template));
    }
    let counts = counts(&mut work, &rows, &purposes).await?;
    // A guest whose last item closed with its consent finds nothing of the meeting any more.
    rows.retain(|row| {
        let table = ways.get(&row.meeting.template_id).map(|way| row.table(&way.template));
        let has_place = table.is_some_and(|table| !table.places(scope.actor()).is_empty());
        has_place || (row.invited > 0 && counts.contains_key(&row.meeting.id))
    });
    let places = places::plannable(places::places(&mut work, None).await?, scope.actor(), &current.template);
    let calendar = calendar::of_tenant(&mut work).await?;
    let mut page = Meetings {
        school_year: year.label(),
        owners: chips(&rows, owner),
        upcoming: vec![],
        past: vec![],
        has_year: permit(scope.actor(), Action::SeeYear, Grounds::none()).is_ok(),
        series: super::plan::series(
            (&calendar, scope.today()),
            &current.template,
            scope.actor(),
            &places,
            &rows_planned(&rows),
        ),
        plan_at: places.iter().map(|one| Choice { value: one.id.to_string(), label: one.name.clone() }).collect(),
        kinds: kinds(&current.template, scope.actor(), &places),
        planners: planners(&current.template),
        day_example: super::actions::due_example(scope),
    };
    for row in rows.iter().filter(|row| owner.is_none_or(|owner| row.meeting.owner() == owner)) {
        let Some(way) = ways.get(&row.meeting.template_id) else { continue };
        let named = counts.get(&row.meeting.id).copied().unwrap_or_default();
        let line = line(scope.actor(), &way.template, row, named, scope.today(), &calendar)?;
        if is_past(row, scope.today()) { page.past.push(line) } else { page.upcoming.push(line) }
    }
    page.past.reverse();
    work.done(page).await
}

/// Meetings stay in sight until their minutes are shared, or a day has passed.
fn is_past(row: &Row, today: NaiveDate) -> bool {
    row.meeting.stage == Stage::Shared.key() || local(row.meeting.starts_at).date() < today
}

fn rows_planned(rows: &[Row]) -> Vec<(Uuid, String)> {
    rows.iter().map(|row| (row.meeting.owner(), row.meeting.kind.clone())).collect()
}

async fn meetings(work: &mut Work<'_>, year: SchoolYear) -> Result<Vec<Row>, Failure> {
    let actor = work.scope().actor();
    let query = meeting::Entity::find()
        .expr_as(whose::name(), "whose")
        .expr_as(anonymous(), "anonymous")
        .expr_as(invitations(actor), "invited")
        .filter(meeting::Column::SchoolYear.eq(year.start_year()))
        .filter(
            Condition::any()
                .add(whose::touched_by(actor))
                .add(Condition::all().add(visible::sent()).add(invited_to_meeting(actor))),
        )
        .order_by_asc(meeting::Column::StartsAt);
    let mut rows = work.shaped::<meeting::Entity, Row>(query).await?;
    rows.sort_by(|a, b| (a.meeting.starts_at, &a.whose).cmp(&(b.meeting.starts_at, &b.whose)));
    Ok(rows)
}

fn anonymous() -> Expr {
    let item = |column| Expr::col((anonymous_item::Entity, column));
    let count = Query::select()
        .expr(item(anonymous_item::Column::Id).count())
        .from(anonymous_item::Entity)
        .and_where(item(anonymous_item::Column::TenantId).equals((meeting::Entity, meeting::Column::TenantId)))
        .and_where(item(anonymous_item::Column::MeetingId).equals((meeting::Entity, meeting::Column::Id)))
        .and_where(anonymous_item::Column::RemovedAt.is_null())
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}

fn invitations(actor: &Actor) -> Expr {
    let count = Expr::col((agenda_item::Entity, agenda_item::Column::Id)).count();
    let mine = visible::invitations(actor.memberships.iter().map(|m| m.id)).expr(count).to_owned();
    Expr::SubQuery(None, Box::new(mine.into()))
}

fn invited_to_meeting(actor: &Actor) -> Expr {
    Expr::exists(visible::invitations(actor.memberships.iter().map(|m| m.id)).expr(Expr::val(1)).to_owned())
}

/// Named items per meeting, counted by the rule that opens them.
async fn counts(work: &mut Work<'_>, rows: &[Row], purposes: &[Purpose]) -> Result<HashMap<MeetingId, usize>, Failure> {
    let (actor, today) = (work.scope().actor(), work.scope().today());
    let query = agenda_item::Entity::find()
        .select_only()
        .column(agenda_item::Column::MeetingId)
        .column_as(agenda_item::Column::Id.count(), "items")
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, meeting::Entity>(agenda_item::Column::MeetingId))
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .filter(agenda_item::Column::MeetingId.is_in(rows.iter().map(|row| row.meeting.id)))
        .filter(agenda_item::Column::RemovedAt.is_null())
        .filter(visible::to(actor, purposes, today))
        .group_by(agenda_item::Column::MeetingId);
    let found = work.shaped::<agenda_item::Entity, Count>(query).await?;
    Ok(found.into_iter().map(|count| (count.meeting_id, usize::try_from(count.items).unwrap_or_default())).collect())
}

fn chips(rows: &[Row], on: Option<Uuid>) -> Vec<OwnerChip> {
    let mut found: BTreeMap<(&str, Uuid), usize> = BTreeMap::new();
    for row in rows {
        *found.entry((&row.whose, row.meeting.owner())).or_default() += 1;
    }
    found
        .into_iter()
        .map(|((name, id), count)| OwnerChip { id, name: name.into(), is_on: on == Some(id), count })
        .collect()
}

/// The kinds that the actor may plan for one of these.
fn kinds(template: &Template<Published>, actor: &Actor, places: &[Place]) -> Vec<Choice> {
    let may = |kind: &&MeetingType| places.iter().any(|place| place.planner(actor, template, kind).is_some());
    let mine = template.meetings.iter().filter(may);
    mine.map(|kind| Choice { value: kind.key.to_string(), label: kind.label.clone() }).collect()
}

/// Who plans which kinds, in the words of the way of working.
fn planners(template: &Template<Published>) -> Vec<Planners> {
    let mut all: Vec<Planners> = vec![];
    for kind in &template.meetings {
        let who = template.role_words(kind.preparers());
        match all.iter_mut().find(|known| known.who == who) {
            Some(known) => known.kinds.push(kind.abbreviation.clone()),
            None => all.push(Planners { who, kinds: vec![kind.abbreviation.clone()] }),
        }
    }
    all
}

fn line(
    actor: &Actor,
    template: &Template<Published>,
    row: &Row,
    named: usize,
    today: NaiveDate,
    calendar: &Calendar,
) -> Result<Line, Failure> {
    let kind = template.meeting(&row.meeting.kind).ok_or_else(|| Broken::Stored(row.meeting.kind.clone()))?;
    let stage = Stage::from_key(&row.meeting.stage).ok_or_else(|| Broken::Stored(row.meeting.stage.clone()))?;
    let at = local(row.meeting.starts_at);
    let anonymous = usize::try_from(row.anonymous).unwrap_or_default();
    let table = row.table(template);
    let grounds = Grounds::table(&table).at(stage, kind.door(at.date(), today)).invited(row.invited > 0);
    let opens = permit(actor, Action::SeeAgenda, grounds).is_ok();
    Ok(Line {
        id: row.meeting.id,
        title: format!("{} {}", kind.abbreviation, row.whose),
        day: long_date(at.date()),
        time: at.format("%H:%M").to_string(),
        place: row.meeting.place.clone(),
        closed: Some(at.date())
            .filter(|day| *day >= today)
            .and_then(|day| calendar.no_work(day))
            .unwrap_or_default()
            .into(),
        stage,
        stage_label: kind.stage_label(stage).into(),
        is_open: opens,
        items: if opens { named + anonymous } else { 0 },
        todo: todo(actor, template, kind, Agenda { stage, day: at.date(), today }, &table, calendar),
    })
}

/// What waits for this person: the next stage, adding pupils, or nothing.
fn todo(
    actor: &Actor,
    template: &Template<Published>,
    kind: &MeetingType,
    agenda: Agenda,
    table: &Table,
    calendar: &Calendar,
) -> String {
    let Some(membership) = table.places(actor).into_iter().next() else { return String::new() };
    let seat = Attendee::with(membership.function);
    let grounds = Grounds::table(table).at(agenda.stage, kind.door(agenda.day, agenda.today));
    let may = |action| permit(actor, action, grounds).is_ok();
    let coming = next(template, kind, agenda, seat).filter(|next| next.blocked.is_none() && may(Action::SendAgenda));
    // What is far ahead waits for nobody yet.
    let soon = |next: &StageMove| stage_day(kind, next.to, agenda.day, calendar) <= agenda.today + AHEAD;
    if let Some(next) =
        coming.filter(|next| if next.to < Stage::Held { soon(next) } else { agenda.day <= agenda.today })
    {
        return next.label;
    }
    let additions = kind.rule(agenda.stage).map_or(Additions::Closed, |rule| rule.additions);
    let member = is_member(template, kind, seat.function);
    match additions {
        Additions::PartnersToo if member && may(Action::AddToAgenda) => "Leerlingen toevoegen".into(),
        _ => String::new(),
    }
}
