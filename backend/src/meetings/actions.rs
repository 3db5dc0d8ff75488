//! Actions: who does what before when. Made at an item, ticked off by their owner, found again in "Mijn werk" and, as
//! "besproken in ZAT d.d.", in the next analysis.
use super::{
    anonymous::about_nobody,
    consented,
    corrections::{self, Changed},
    hold::writing,
    items, load,
    order::{Point, point},
    people, share, whose,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    failure::Broken,
    fields::Fields,
    scope::Work,
    store::{
        back,
        entity::{action, agenda_item, anonymous_item, item_guest, meeting, pupil},
        to,
    },
    templates,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::{short_date, typed_date},
    id::{ActionId, AreaId, MeetingId, MembershipId, OrganisationId, PupilId},
    page::meeting::{Action as Shown, OpenAction},
    policy::{Action, Ground, Grounds, Schools, permit},
    stage::Stage,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Expr,
};
use std::collections::HashMap;
use uuid::Uuid;

/// An action as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewAction {
    pub what: String,
    pub owner: Option<MembershipId>,
    /// dd-mm-jjjj
    pub due: String,
}

/// Adds an action to an item of a meeting. The same one, sent twice, stays one.
pub async fn add(scope: &Scope, id: MeetingId, item: Uuid, new: &NewAction) -> Result<ActionId, Failure> {
    let mut work = scope.act().await?;
    let (meeting, ground, by) = writing(&mut work, id).await?;
    let point = point(&mut work, &meeting, item).await?;
    let guests = match &point {
        Point::Named(item) => item.guests.clone(),
        Point::Anonymous(_) => vec![],
    };
    let people = people::people(&mut work, &meeting, &guests).await?;
    let (what, owner, due_on) = check(scope, new)?;
    match &point {
        Point::Named(item) => share::entrusted(&meeting, &people, item, owner, "wie").map(drop)?,
        Point::Anonymous(_) if people.table(&[]).iter().any(|seat| seat.id == owner) => {}
        Point::Anonymous(_) => return Err(Failure::field("wie", "Kies iemand die aan tafel zit.")),
    }
    if matches!(point, Point::Anonymous(_)) {
        about_nobody(&mut work, &meeting, &[("actie", &what)]).await?;
    }
    let (item_id, anonymous_item_id) = match &point {
        Point::Named(item) => (Some(item.row.id), None),
        Point::Anonymous(item) => (None, Some(item.id)),
    };
    let same = action::Entity::find()
        .filter(match item_id {
            Some(item) => action::Column::ItemId.eq(item),
            None => action::Column::AnonymousItemId.eq(anonymous_item_id),
        })
        .filter(action::Column::OwnerId.eq(owner))
        .filter(action::Column::What.eq(what.as_str()))
        .filter(action::Column::DueOn.eq(due_on))
        .filter(action::Column::DoneAt.is_null());
    if let Some(before) = work.one(same).await? {
        return work.done(before.id).await;
    }
    let action = ActionId(scope.new_id());
    work.insert::<action::Entity>(action::Model {
        tenant_id: scope.tenant().id,
        id: action,
        meeting_id: id,
        item_id,
        anonymous_item_id,
        owner_id: owner,
        what: what.clone(),
        due_on,
        made_by: by,
        made_at: scope.now(),
        done_at: None,
        version: 1,
    })
    .await?;
    if meeting.stage == Stage::Shared {
        corrections::write(&mut work, &point, by, vec![Changed::new("action", "", &what)]).await?;
    }
    work.note(Action::HoldMeeting, point.subject(), ground, "action");
    work.done(action).await
}

fn check(scope: &Scope, new: &NewAction) -> Result<(String, MembershipId, NaiveDate), Failure> {
    let mut fields = Fields::default();
    let what = fields.line("actie", "Wat gebeurt er", &new.what);
    if new.owner.is_none() {
        fields.wrong("wie", "Kies wie het doet.");
    }
    let due = fields.date_like("wanneer", "Klaar op", &new.due, &due_example(scope));
    if due.is_some_and(|due| due < scope.today()) {
        fields.wrong("wanneer", "Deze dag is al geweest. Kies vandaag of later.");
    }
    fields.finish()?;
    let (Some(owner), Some(due)) = (new.owner, due) else { return Err(Failure::Absent) };
    Ok((what, owner, due))
}

/// Takes an action away again, as long as the minutes are not shared.
pub async fn remove(scope: &Scope, id: MeetingId, item: Uuid, action: ActionId) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (meeting, ground, _) = writing(&mut work, id).await?;
    if meeting.stage == Stage::Shared {
        return Err(Failure::Rejected("Het verslag is gedeeld. Rond de actie af of maak een nieuwe.".into()));
    }
    let point = point(&mut work, &meeting, item).await?;
    let query = action::Entity::delete_many().filter(action::Column::Id.eq(action));
    let query = match &point {
        Point::Named(item) => query.filter(action::Column::ItemId.eq(item.row.id)),
        Point::Anonymous(item) => query.filter(action::Column::AnonymousItemId.eq(item.id)),
    };
    if work.delete(query).await? == 0 {
        return Err(Failure::Absent);
    }
    work.note(Action::HoldMeeting, point.subject(), ground, "action");
    work.done(()).await
}

/// Ticks an action off.
pub async fn complete(scope: &Scope, id: ActionId) -> Result<(), Failure> {
    set_done(scope, id, Some(scope.now())).await
}

/// It was not done after all.
pub async fn undo(scope: &Scope, id: ActionId) -> Result<(), Failure> {
    set_done(scope, id, None).await
}

async fn set_done(scope: &Scope, id: ActionId, done: Option<DateTime<Utc>>) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let row = work.get::<action::Entity>(id).await?;
    let meeting = work.get::<meeting::Entity>(row.meeting_id).await?;
    let way = templates::pinned(&mut work, meeting.template_id).await?.template;
    let table = whose::table(meeting.schools(), meeting.organisation_id, &meeting.kind, &way);
    let grounds = Grounds::table(&table).owner(row.owner_id);
    let subject = Subject::of("action", id.0);
    let ground = work.find(Action::CompleteAction, subject, grounds).await?;
    if let (Some(item), true) = (row.item_id, ground != Ground::Own) {
        // Leading opens no file: what was agreed about a child that is closed stays with its owner.
        let (meeting, _) = load::meeting(&mut work, row.meeting_id).await?;
        items::any(&mut work, &meeting, item).await?;
    }
    let change = action::Entity::update_many()
        .col_expr(action::Column::DoneAt, Expr::value(done))
        .col_expr(action::Column::Version, Expr::col(action::Column::Version).add(1))
        .filter(action::Column::Id.eq(id));
    let change = if done.is_some() {
        change.filter(action::Column::DoneAt.is_null())
    } else {
        change.filter(action::Column::DoneAt.is_not_null())
    };
    // Doing it twice changes nothing: who did it first stays.
    work.update(change).await?;
    work.note(Action::CompleteAction, subject, ground, "done_at");
    work.done(()).await
}

/// The actions of a meeting; one statement.
pub(super) async fn of_meeting(work: &mut Work<'_>, id: MeetingId) -> Result<Vec<action::Model>, Failure> {
    let query = action::Entity::find()
        .filter(action::Column::MeetingId.eq(id))
        .order_by_asc(action::Column::DueOn)
        .order_by_asc(action::Column::Id);
    work.all(query).await
}

/// The actions of one item in words.
pub(super) fn shown(scope: &Scope, all: &[action::Model], item: Uuid, people: &people::People) -> Vec<Shown> {
    let mine = |row: &&action::Model| {
        row.item_id.is_some_and(|id| id.0 == item) || row.anonymous_item_id.is_some_and(|id| id.0 == item)
    };
    let show = |row: &action::Model| Shown {
        id: row.id,
        version: row.version,
        what: row.what.clone(),
        owner: people.label(row.owner_id),
        due: short_date(row.due_on),
        is_late: row.done_at.is_none() && row.due_on < scope.today(),
        done: row.done_at.map(|at| short_date(local(at).date())),
        is_mine: scope.actor().memberships.iter().any(|m| m.id == row.owner_id),
    };
    all.iter().filter(mine).map(show).collect()
}

#[derive(FromQueryResult)]
struct Open {
    #[sea_orm(nested)]
    row: action::Model,
    school_id: Option<OrganisationId>,
    area_id: Option<AreaId>,
    organisation_id: Option<OrganisationId>,
    whose: String,
    starts_at: DateTime<Utc>,
    kind: String,
    template_id: domain::id::TemplateId,
    stage: String,
    guest: Option<MembershipId>,
    pupil_id: Option<PupilId>,
    #[sea_orm(nested)]
    pupil: Option<consented::Columns>,
}

/// A day to come, as one types it.
pub(super) fn due_example(scope: &Scope) -> String {
    typed_date(scope.today() + chrono::Days::new(14))
}

/// What a reader finds instead of an action about a pupil who is not open to them any more.
const CLOSED: &str = "Een afspraak over een leerling die nu niet voor u is geopend";

/// The open actions of these memberships. Until the meeting was held nothing is agreed, and nothing about an item that
/// was taken off.
fn waiting(mine: &[MembershipId]) -> Select<action::Entity> {
    action::Entity::find()
        .join(JoinType::InnerJoin, to::<action::Entity, meeting::Entity>(action::Column::MeetingId))
        .join(JoinType::LeftJoin, to::<action::Entity, agenda_item::Entity>(action::Column::ItemId))
        .join(JoinType::LeftJoin, to::<action::Entity, anonymous_item::Entity>(action::Column::AnonymousItemId))
        .filter(agenda_item::Column::RemovedAt.is_null())
        .filter(anonymous_item::Column::RemovedAt.is_null())
        .filter(action::Column::OwnerId.is_in(mine.iter().copied()))
        .filter(action::Column::DoneAt.is_null())
        .filter(meeting::Column::Stage.is_in([Stage::Held.key(), Stage::Shared.key()]))
}

/// The actor's own open actions from meetings that were held, nearest term first. One statement. The pupil is named, and
/// the action told, only when the reader may still see the item today.
pub async fn open_actions(work: &mut Work<'_>) -> Result<Vec<OpenAction>, Failure> {
    let scope = work.scope();
    let (actor, today) = (scope.actor(), scope.today());
    let mine = actor.own();
    let query = waiting(&mine)
        .columns([meeting::Column::SchoolId, meeting::Column::AreaId, meeting::Column::OrganisationId])
        .expr_as(whose::name(), "whose")
        .columns([
            meeting::Column::StartsAt,
            meeting::Column::Kind,
            meeting::Column::TemplateId,
            meeting::Column::Stage,
        ])
        .column_as(item_guest::Column::MembershipId, "guest")
        .column_as(pupil::Column::Id, "pupil_id")
        .join(JoinType::LeftJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .join(JoinType::LeftJoin, back::<agenda_item::Entity, item_guest::Entity>(item_guest::Column::ItemId))
        .order_by_asc(action::Column::DueOn)
        .order_by_asc(action::Column::Id);
    let lines = work.shaped::<action::Entity, Open>(consented::join(query, None)).await?;
    let mut gathered = consented::Gathered::default();
    let mut invited: HashMap<ActionId, bool> = HashMap::new();
    for line in &lines {
        if let (Some(id), Some(columns)) = (line.pupil_id, &line.pupil) {
            gathered.add(id, columns);
        }
        *invited.entry(line.row.id).or_default() |= line.guest.is_some_and(|guest| mine.contains(&guest));
    }
    let mut found: Vec<OpenAction> = vec![];
    for line in lines {
        if found.last().is_some_and(|last| last.id == line.row.id) {
            continue;
        }
        let template = templates::pinned(work, line.template_id).await?.template;
        let kind = template.meeting(&line.kind);
        let purpose = kind.and_then(|kind| kind.consent.as_ref()).map_or("", |key| key.as_str());
        let stage = Stage::from_key(&line.stage).ok_or_else(|| Broken::Stored(line.stage.clone()))?;
        let schools = Schools::of(line.school_id, line.area_id);
        let table = whose::table(schools, line.organisation_id, &line.kind, &template);
        let grounds = Grounds::table(&table).invited(invited.get(&line.row.id).copied().unwrap_or_default());
        let day = local(line.starts_at).date();
        let grounds = kind.map_or(grounds, |kind| grounds.at(stage, kind.door(day, today)));
        let named = line.pupil_id.zip(line.pupil.as_ref()).and_then(|(id, columns)| {
            let consent = gathered.state(id, purpose, today);
            permit(actor, Action::SeeItem, grounds.about(columns.of_school).consent(&consent))
                .ok()
                .map(|ground| (id, columns.of_school, columns.named(id).name, ground))
        });
        if let Some((id, school, _, ground)) = &named {
            work.at(*school);
            work.note(Action::SeeItem, Subject::of("pupil", id.0), *ground, "action");
        }
        let point = line.row.item_id.map(|id| id.0).or(line.row.anonymous_item_id.map(|id| id.0));
        let is_open = named.is_some() || line.row.anonymous_item_id.is_some();
        let has_minutes = permit(actor, Action::SeeMinutes, grounds).is_ok();
        let href = match point.filter(|_| is_open && has_minutes) {
            Some(point) => format!("/overleggen/{}/verslag?onderwerp={point}#punt-{point}", line.row.meeting_id),
            None => format!("/overleggen/{}", line.row.meeting_id),
        };
        let short = kind.map_or("", |kind| kind.abbreviation.as_str());
        found.push(OpenAction {
            id: line.row.id,
            what: if is_open { line.row.what } else { CLOSED.into() },
            due_on: line.row.due_on,
            meeting_label: format!("{short} {} van {}", line.whose, short_date(day)),
            pupil: named.map(|(id, _, name, _)| (id, name)),
            is_anonymous: line.row.anonymous_item_id.is_some(),
            href,
        });
    }
    Ok(found)
}
