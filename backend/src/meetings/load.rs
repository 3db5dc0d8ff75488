//! One meeting with whose it is, its way of working and what happened to it: one statement. Everything else of a page
//! starts from here, because only here policy is asked whether the agenda opens.
use super::{
    events,
    visible::{self, Purpose},
    whose,
};
use crate::{
    Failure,
    audit::Subject,
    clock::local,
    failure::Broken,
    scope::Work,
    store::{
        back,
        entity::{agenda_item, anonymous_item, meeting, meeting_event},
    },
    templates::{self, Pinned},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::{Actor, Function, Side},
    engine::meeting::{self as rules, Agenda, Attendee},
    id::{AnonymousItemId, MeetingId, MembershipId},
    policy::{Action, Ground, Grounds, Table, permit},
    stage::Stage,
    template::{MeetingType, Published, Template},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    Select,
    prelude::Json,
    sea_query::{Expr, Query},
};

/// A meeting and the template that drives it.
#[derive(Debug)]
pub(super) struct Meeting {
    pub row: meeting::Model,
    /// "De Esdoorn", "Veendam/Pekela"
    pub whose: String,
    /// Which schools it is about, and who has a place.
    pub table: Table,
    pub stage: Stage,
    today: NaiveDate,
    pub pinned: Pinned,
    /// Named items on the agenda, whoever may see them.
    pub named: usize,
    /// Minutes of all of them together.
    pub named_minutes: i32,
    /// The actor was invited to at least one item.
    pub invited: bool,
    pub events: Vec<events::Event>,
}

#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    row: meeting::Model,
    whose: String,
    named: i64,
    named_minutes: Option<i64>,
    invited: i64,
    event_at: Option<DateTime<Utc>>,
    event_by: Option<MembershipId>,
    event_kind: Option<String>,
    event_data: Option<Json>,
}

impl Meeting {
    /// The meeting's rules.
    pub fn kind(&self) -> Result<&MeetingType, Failure> {
        let found = self.pinned.template.meeting(&self.row.kind);
        found.ok_or_else(|| Broken::Stored(format!("meeting type {}", self.row.kind)).into())
    }

    /// The purpose for which parents are asked consent; empty when no pupil is discussed by name here.
    pub fn purpose(&self) -> &str {
        let kind = self.pinned.template.meeting(&self.row.kind);
        kind.and_then(|kind| kind.consent.as_ref()).map_or("", |key| key.as_str())
    }

    pub fn purposes(&self) -> Vec<Purpose> {
        let of = |kind| Purpose::of(self.row.template_id, &self.pinned.template, kind);
        self.kind().map(of).into_iter().collect()
    }

    pub fn grounds(&self) -> Grounds<'_> {
        self.in_stage(self.stage, self.today).invited(self.invited)
    }

    /// What is known of it for policy, in a stage and on a day; of a kind of meeting that nobody knows, nothing opens.
    pub fn in_stage(&self, stage: Stage, on: NaiveDate) -> Grounds<'_> {
        let grounds = Grounds::table(&self.table);
        self.kind().map_or(grounds, |kind| grounds.at(stage, kind.door(self.day(), on)))
    }

    /// What will be known of it once its minutes are shared: today, or on its day when that is still to come.
    pub fn when_shared(&self) -> Grounds<'_> {
        self.in_stage(Stage::Shared, std::cmp::max(self.today, self.day()))
    }

    fn day(&self) -> NaiveDate {
        local(self.row.starts_at).date()
    }

    pub fn subject(&self) -> Subject {
        Subject::of("meeting", self.row.id.0)
    }

    /// "ZAT De Esdoorn", "Tweewekelijks overleg Veendam/Pekela"
    pub fn title(&self) -> String {
        let short = self.pinned.template.meeting(&self.row.kind).map_or("", |kind| kind.abbreviation.as_str());
        format!("{short} {}", self.whose)
    }

    /// The seats this person holds here: own places at the table, and what was invited.
    pub fn seats(&self, actor: &Actor) -> Vec<(MembershipId, Attendee)> {
        let mut seats = self.table.places(actor);
        let guests = actor.on(Side::Partner).filter(|_| self.invited);
        let guests: Vec<_> = guests.filter(|held| seats.iter().all(|seat| seat.id != held.id)).collect();
        seats.extend(guests);
        seats.into_iter().map(|m| (m.id, Attendee { function: m.function, invited: self.invited })).collect()
    }

    /// Whether this person reads all that happened here: who leads it, and at the table of one school who works there.
    pub fn is_home(&self, actor: &Actor) -> bool {
        let leads = actor.memberships.iter().any(|held| self.table.leads(held));
        leads || self.table.school().is_some_and(|school| actor.is_at_home(school))
    }

    /// The membership with which this person acts here.
    pub fn hand(&self, actor: &Actor) -> Result<MembershipId, Failure> {
        self.seats(actor).first().map(|(id, _)| *id).ok_or(Failure::Absent)
    }

    /// Where its agenda stands.
    pub fn agenda(&self) -> Agenda {
        Agenda { stage: self.stage, day: self.day(), today: self.today }
    }

    /// Whether the person leads the agenda of this meeting, by template.
    pub fn is_preparer(&self, actor: &Actor) -> bool {
        self.plays(actor, rules::prepares)
    }

    /// Whether policy and the template let this person do it here: policy knows sides, the template knows roles.
    pub fn may(&self, actor: &Actor, action: Action) -> bool {
        permit(actor, action, self.grounds()).is_ok() && self.role(actor, action).is_ok()
    }

    /// Preparing is for those who prepare, minutes are for those who keep them. Moves from stage to stage name their own
    /// roles in the template.
    fn role(&self, actor: &Actor, action: Action) -> Result<(), Failure> {
        let kind = self.kind()?;
        let (plays, roles) = match action {
            Action::DraftAgenda => (self.is_preparer(actor), kind.preparers().iter().collect()),
            Action::HoldMeeting => (self.plays(actor, rules::keeps_minutes), kind.minute_keepers()),
            _ => return Ok(()),
        };
        if plays {
            return Ok(());
        }
        let who = self.pinned.template.role_words(roles);
        Err(Failure::Rejected(format!("Bij een {} is dit aan {who}. Vraag het daar.", kind.abbreviation)))
    }

    fn plays(&self, actor: &Actor, rule: fn(&Template<Published>, &MeetingType, Function) -> bool) -> bool {
        let Ok(kind) = self.kind() else { return false };
        self.seats(actor).iter().any(|(_, seat)| rule(&self.pinned.template, kind, seat.function))
    }

    /// The template's word for a function.
    pub fn word(&self, function: Function) -> String {
        self.pinned.template.function_word(function).to_owned()
    }
}

/// Loads a meeting whose agenda the actor may see.
pub(super) async fn meeting(work: &mut Work<'_>, id: MeetingId) -> Result<(Meeting, Ground), Failure> {
    meeting_for(work, id, Action::SeeAgenda).await
}

/// Loads a meeting for one action, when policy and the template let the actor do it. Who has a place there or
/// was invited hears why not; for others it does not exist.
pub(super) async fn meeting_for(
    work: &mut Work<'_>,
    id: MeetingId,
    action: Action,
) -> Result<(Meeting, Ground), Failure> {
    let meeting = raw(work, id).await?;
    let ground = ask(work, &meeting, action).await?;
    Ok((meeting, ground))
}

async fn ask(work: &mut Work<'_>, meeting: &Meeting, action: Action) -> Result<Ground, Failure> {
    let (subject, grounds) = (meeting.subject(), meeting.grounds());
    let actor = work.scope().actor();
    let ground = if meeting.invited || !meeting.table.places(actor).is_empty() {
        work.permit(action, subject, grounds).await?
    } else {
        work.find(action, subject, grounds).await?
    };
    meeting.role(actor, action)?;
    Ok(ground)
}

async fn raw(work: &mut Work<'_>, id: MeetingId) -> Result<Meeting, Failure> {
    let query = base(work.scope().actor(), id)
        .column_as(meeting_event::Column::At, "event_at")
        .column_as(meeting_event::Column::MembershipId, "event_by")
        .column_as(meeting_event::Column::Kind, "event_kind")
        .column_as(meeting_event::Column::Data, "event_data")
        .join(JoinType::LeftJoin, back::<meeting::Entity, meeting_event::Entity>(meeting_event::Column::MeetingId))
        .order_by_asc(meeting_event::Column::Id);
    let mut lines = work.shaped::<meeting::Entity, Line>(query).await?.into_iter().peekable();
    let first = lines.peek().ok_or(Failure::Absent)?;
    let first = Found {
        row: first.row.clone(),
        whose: first.whose.clone(),
        named: first.named,
        named_minutes: first.named_minutes,
        invited: first.invited,
    };
    let events = lines.filter_map(Line::event).collect();
    first.meeting(work, events).await
}

fn base(actor: &Actor, id: MeetingId) -> Select<meeting::Entity> {
    meeting::Entity::find()
        .expr_as(whose::name(), "whose")
        .expr_as(named_items(item(agenda_item::Column::Id).count()), "named")
        .expr_as(named_items(item(agenda_item::Column::Minutes).sum()), "named_minutes")
        .expr_as(invitations(actor), "invited")
        .filter(meeting::Column::Id.eq(id))
}

#[derive(FromQueryResult)]
struct Nameless {
    #[sea_orm(nested)]
    row: meeting::Model,
    whose: String,
    named: i64,
    named_minutes: Option<i64>,
    invited: i64,
    item_id: Option<AnonymousItemId>,
    item_minutes: Option<i32>,
    item_question: Option<String>,
    item_discussed: Option<String>,
    item_decision: Option<String>,
    item_version: Option<i32>,
}

/// An anonymous item as far as minutes need it.
#[derive(Debug, Clone)]
pub(super) struct Anonymous {
    pub id: AnonymousItemId,
    pub minutes: i32,
    pub question: String,
    pub discussed: String,
    pub decision: String,
    pub version: i32,
}

/// As [`meeting_for`], with its anonymous items and without its history: one statement.
pub(super) async fn with_anonymous(
    work: &mut Work<'_>,
    id: MeetingId,
    action: Action,
) -> Result<(Meeting, Vec<Anonymous>), Failure> {
    use anonymous_item::Column::{
        Decision, Discussed, Id, MeetingId as Of, Minutes, Position, Question, RemovedAt, Version,
    };
    let items = back::<meeting::Entity, anonymous_item::Entity>(Of)
        .on_condition(|_, _| Condition::all().add(RemovedAt.is_null()));
    let query = base(work.scope().actor(), id)
        .column_as(Id, "item_id")
        .column_as(Minutes, "item_minutes")
        .column_as(Question, "item_question")
        .column_as(Discussed, "item_discussed")
        .column_as(Decision, "item_decision")
        .column_as(Version, "item_version")
        .join(JoinType::LeftJoin, items)
        .order_by_asc(Position)
        .order_by_asc(Id);
    let lines = work.shaped::<meeting::Entity, Nameless>(query).await?;
    let first = lines.first().ok_or(Failure::Absent)?;
    let found = Found {
        row: first.row.clone(),
        whose: first.whose.clone(),
        named: first.named,
        named_minutes: first.named_minutes,
        invited: first.invited,
    };
    let found = found.meeting(work, vec![]).await?;
    let items = lines.into_iter().filter_map(Nameless::item).collect();
    ask(work, &found, action).await?;
    Ok((found, items))
}

impl Nameless {
    fn item(self) -> Option<Anonymous> {
        Some(Anonymous {
            id: self.item_id?,
            minutes: self.item_minutes?,
            question: self.item_question?,
            discussed: self.item_discussed?,
            decision: self.item_decision?,
            version: self.item_version?,
        })
    }
}

/// What every statement about one meeting brings along.
struct Found {
    row: meeting::Model,
    whose: String,
    named: i64,
    named_minutes: Option<i64>,
    invited: i64,
}

impl Found {
    async fn meeting(self, work: &mut Work<'_>, events: Vec<events::Event>) -> Result<Meeting, Failure> {
        let Self { row, whose, named, named_minutes, invited } = self;
        let stage = Stage::from_key(&row.stage).ok_or_else(|| Broken::Stored(row.stage.clone()))?;
        let pinned = templates::pinned(work, row.template_id).await?;
        let table = whose::table(row.schools(), row.organisation_id, &row.kind, &pinned.template);
        let named = usize::try_from(named).unwrap_or_default();
        let named_minutes = i32::try_from(named_minutes.unwrap_or_default()).unwrap_or_default();
        let (today, invited) = (work.scope().today(), invited > 0);
        let mut meeting = Meeting { row, whose, table, stage, today, pinned, named, named_minutes, invited, events };
        if meeting.invited && meeting.table.places(work.scope().actor()).is_empty() {
            meeting.invited = is_guest(work, &meeting).await?;
        }
        Ok(meeting)
    }
}

/// Whether somebody from elsewhere still has an item here: an invitation lasts no longer than the consent it rests on.
async fn is_guest(work: &mut Work<'_>, meeting: &Meeting) -> Result<bool, Failure> {
    let (actor, today) = (work.scope().actor(), work.scope().today());
    let query = meeting::Entity::find().filter(meeting::Column::Id.eq(meeting.row.id)).filter(visible::guest_at(
        actor,
        &meeting.purposes(),
        today,
    ));
    Ok(work.count(query).await? > 0)
}

impl Line {
    fn event(self) -> Option<events::Event> {
        Some(events::Event {
            at: self.event_at?,
            by: self.event_by?,
            kind: self.event_kind?,
            data: serde_json::from_value(self.event_data?).unwrap_or_default(),
        })
    }
}

fn item(column: agenda_item::Column) -> Expr {
    Expr::col((agenda_item::Entity, column))
}

/// One figure of the named items on the agenda, whoever may see them.
fn named_items(figure: Expr) -> Expr {
    let figure = Query::select()
        .expr(figure)
        .from(agenda_item::Entity)
        .and_where(item(agenda_item::Column::TenantId).equals((meeting::Entity, meeting::Column::TenantId)))
        .and_where(item(agenda_item::Column::MeetingId).equals((meeting::Entity, meeting::Column::Id)))
        .and_where(agenda_item::Column::RemovedAt.is_null())
        .to_owned();
    Expr::SubQuery(None, Box::new(figure.into()))
}

fn invitations(actor: &Actor) -> Expr {
    let count = Expr::col((agenda_item::Entity, agenda_item::Column::Id)).count();
    let mine = visible::invitations(actor.memberships.iter().map(|m| m.id)).expr(count).to_owned();
    Expr::SubQuery(None, Box::new(mine.into()))
}
