//! Putting the agenda in order: up and down inside its block, minutes per item, another question, taking off and putting
//! back. Order belongs to the whole agenda (the meeting's version), the rest to one item (its own version).
use super::{
    add::filled,
    anonymous::about_nobody,
    events::{Data, Event, by_whom, happen, kind},
    items::{self, Item, Which},
    load::{self, Meeting},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    fields::Fields,
    scope::Work,
    store::entity::{agenda_item, anonymous_item},
};
use domain::{
    engine::meeting::{MeetingCommand, decide},
    id::{AnonymousItemId, ItemId, MeetingId, MembershipId},
    policy::{Action, Ground},
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

/// The most minutes that one item can take.
const LONGEST_ITEM: i32 = 240;

/// The events that raise the version of an item.
const CHANGES: [&str; 5] = [kind::TIMED, kind::QUESTION, kind::REMOVED, kind::RESTORED, kind::CORRECTED];

/// Which way an item moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// A named or an anonymous item.
#[derive(Debug)]
pub(super) enum Point {
    Named(Box<Item>),
    Anonymous(anonymous_item::Model),
}

impl Point {
    pub fn subject(&self) -> Subject {
        match self {
            Self::Named(item) => Subject::of("pupil", item.pupil.id.0),
            Self::Anonymous(item) => Subject::of("anonymous_item", item.id.0),
        }
    }

    pub fn version(&self) -> i32 {
        match self {
            Self::Named(item) => item.row.version,
            Self::Anonymous(item) => item.version,
        }
    }

    /// Whether this stands there already.
    pub fn says(&self, discussed: &str, decision: &str, lead: Option<MembershipId>) -> bool {
        match self {
            Self::Named(item) => {
                (&*item.row.discussed, &*item.row.decision, item.row.lead_id) == (discussed, decision, lead)
            }
            Self::Anonymous(item) => (&*item.discussed, &*item.decision) == (discussed, decision),
        }
    }

    fn is_removed(&self) -> bool {
        match self {
            Self::Named(item) => item.is_removed(),
            Self::Anonymous(item) => item.removed_at.is_some(),
        }
    }

    /// For events: only a named item has an id there.
    pub fn item(&self) -> Option<ItemId> {
        match self {
            Self::Named(item) => Some(item.row.id),
            Self::Anonymous(_) => None,
        }
    }
}

/// Finds an item on the agenda that the actor may see.
pub(super) async fn point(work: &mut Work<'_>, meeting: &Meeting, id: Uuid) -> Result<Point, Failure> {
    Some(any_point(work, meeting, id).await?).filter(|point| !point.is_removed()).ok_or(Failure::Absent)
}

/// The same, also when it was taken off.
async fn any_point(work: &mut Work<'_>, meeting: &Meeting, id: Uuid) -> Result<Point, Failure> {
    let query = anonymous_item::Entity::find()
        .filter(anonymous_item::Column::Id.eq(AnonymousItemId(id)))
        .filter(anonymous_item::Column::MeetingId.eq(meeting.row.id));
    match work.one(query).await? {
        Some(item) => Ok(Point::Anonymous(item)),
        None => Ok(Point::Named(Box::new(items::any(work, meeting, ItemId(id)).await?))),
    }
}

/// Loads the meeting for somebody who drafts it, as long as it has not been held.
async fn draft(work: &mut Work<'_>, id: MeetingId) -> Result<(Meeting, Ground, MembershipId), Failure> {
    let (meeting, ground) = load::meeting_for(work, id, Action::DraftAgenda).await?;
    if meeting.stage >= Stage::Held {
        return Err(Failure::Rejected(
            "Het overleg is gehouden; de agenda ligt vast. Verbeteringen doet u in het verslag.".into(),
        ));
    }
    let by = meeting.hand(work.scope().actor())?;
    Ok((meeting, ground, by))
}

/// Moves an item one place inside its block.
pub async fn shift(scope: &Scope, id: MeetingId, item: Uuid, way: Direction, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = draft(&mut work, id).await?;
    let mut named = items::named(&mut work, &meeting, Which::Present).await?;
    items::in_order(&meeting, &mut named);
    let swapped = if let Some(found) = named.iter().find(|other| other.row.id.0 == item) {
        let band = items::band(&meeting, &found.pupil);
        let block = named.iter().filter(|other| items::band(&meeting, &other.pupil) == band);
        let before: Vec<(Uuid, i32)> = block.map(|other| (other.row.id.0, other.row.position)).collect();
        for (id, position) in reordered(&before, item, way) {
            let change = agenda_item::Entity::update_many()
                .col_expr(agenda_item::Column::Position, Expr::value(position))
                .filter(agenda_item::Column::Id.eq(ItemId(id)));
            work.update(change).await?;
        }
        Some(ItemId(item))
    } else {
        let block = items::anonymous(&mut work, &meeting, Which::Present).await?;
        let before: Vec<(Uuid, i32)> = block.iter().map(|other| (other.id.0, other.position)).collect();
        if !before.iter().any(|(id, _)| *id == item) {
            return Err(Failure::Absent);
        }
        for (id, position) in reordered(&before, item, way) {
            let change = anonymous_item::Entity::update_many()
                .col_expr(anonymous_item::Column::Position, Expr::value(position))
                .filter(anonymous_item::Column::Id.eq(AnonymousItemId(id)));
            work.update(change).await?;
        }
        None
    };
    let data = Data { item: swapped, ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::ORDERED, data, Some(version)).await?;
    work.note(Action::DraftAgenda, meeting.subject(), ground, "position");
    work.done(()).await
}

/// The new positions, as far as they change. The item changes places with its neighbour, so that items which the reader
/// does not see keep theirs.
fn reordered(block: &[(Uuid, i32)], item: Uuid, way: Direction) -> Vec<(Uuid, i32)> {
    let mut order: Vec<Uuid> = block.iter().map(|(id, _)| *id).collect();
    if let Some(place) = order.iter().position(|id| *id == item) {
        let other = match way {
            Direction::Up => place.checked_sub(1),
            Direction::Down => Some(place + 1).filter(|next| *next < order.len()),
        };
        if let Some(other) = other {
            order.swap(place, other);
        }
    }
    let mut last = i32::MIN;
    let places = block.iter().map(|(_, position)| {
        last = std::cmp::max(last.saturating_add(1), *position);
        last
    });
    order.into_iter().zip(places).filter(|new| !block.contains(new)).collect()
}

/// Sets the minutes of an item.
pub async fn set_minutes(scope: &Scope, id: MeetingId, item: Uuid, typed: &str, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = draft(&mut work, id).await?;
    let minutes = typed.trim().parse::<i32>().ok().filter(|minutes| (1..=LONGEST_ITEM).contains(minutes));
    let minutes = minutes.ok_or_else(|| Failure::field("minuten", "Typ het aantal minuten, van 1 tot en met 240."))?;
    let point = point(&mut work, &meeting, item).await?;
    let changed = match &point {
        Point::Named(found) => {
            let change = touch(found.row.id, version).col_expr(agenda_item::Column::Minutes, Expr::value(minutes));
            work.update(change).await?
        }
        Point::Anonymous(found) => {
            let change =
                touch_anonymous(found.id, version).col_expr(anonymous_item::Column::Minutes, Expr::value(minutes));
            work.update(change).await?
        }
    };
    first(&mut work, &meeting, &point, changed).await?;
    let data = Data { item: point.item(), ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::TIMED, data, None).await?;
    work.note(Action::DraftAgenda, point.subject(), ground, "minutes");
    work.done(()).await
}

/// Writes another question.
pub async fn edit_question(
    scope: &Scope,
    id: MeetingId,
    item: Uuid,
    question: &str,
    version: i32,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = draft(&mut work, id).await?;
    let mut fields = Fields::default();
    let question = fields.text("vraag", "Vraag", question);
    fields.finish()?;
    let question = question.as_str();
    let point = point(&mut work, &meeting, item).await?;
    let (changed, text) = match &point {
        Point::Named(found) => {
            let change = touch(found.row.id, version).col_expr(agenda_item::Column::Question, Expr::value(question));
            (work.update(change).await?, Some(format!("{} → {question}", found.row.question)))
        }
        Point::Anonymous(found) => {
            about_nobody(&mut work, &meeting, &[("vraag", question)]).await?;
            let change =
                touch_anonymous(found.id, version).col_expr(anonymous_item::Column::Question, Expr::value(question));
            (work.update(change).await?, None)
        }
    };
    first(&mut work, &meeting, &point, changed).await?;
    let data = Data { item: point.item(), text, ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::QUESTION, data, None).await?;
    work.note(Action::DraftAgenda, point.subject(), ground, "question");
    work.done(()).await
}

/// Takes an item off the agenda; it can be put back. After the concept the template asks a reason.
pub async fn remove(scope: &Scope, id: MeetingId, item: Uuid, reason: &str, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground) = load::meeting_for(&mut work, id, Action::DraftAgenda).await?;
    let mut fields = Fields::default();
    let reason = fields.note("reden", "Reden", reason);
    fields.finish()?;
    let command = MeetingCommand::RemoveItem { reason: filled(&reason) };
    let mut refused = None;
    let mut by = None;
    for (hand, seat) in meeting.seats(scope.actor()) {
        match decide(&meeting.pinned.template, meeting.kind()?, meeting.agenda(), &command, seat) {
            Ok(_) => by = by.or(Some(hand)),
            Err(rejection) => refused = refused.or(Some(rejection)),
        }
    }
    let Some(by) = by else {
        return Err(refused.map_or(Failure::Absent, |rejection| Failure::Rejected(rejection.to_string())));
    };
    let point = point(&mut work, &meeting, item).await?;
    let now = Expr::value(scope.now());
    let changed = match &point {
        Point::Named(found) => {
            work.update(touch(found.row.id, version).col_expr(agenda_item::Column::RemovedAt, now)).await?
        }
        Point::Anonymous(found) => {
            about_nobody(&mut work, &meeting, &[("reden", &reason)]).await?;
            work.update(touch_anonymous(found.id, version).col_expr(anonymous_item::Column::RemovedAt, now)).await?
        }
    };
    first(&mut work, &meeting, &point, changed).await?;
    let data = Data { item: point.item(), reason: filled(&reason), ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::REMOVED, data, None).await?;
    work.note(Action::DraftAgenda, point.subject(), ground, "removed_at");
    work.done(()).await
}

/// Puts an item back. A pupil comes back by name only when consent is still in force.
pub async fn restore(scope: &Scope, id: MeetingId, item: Uuid) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = draft(&mut work, id).await?;
    let point = any_point(&mut work, &meeting, item).await?;
    if !point.is_removed() {
        return Err(Failure::Rejected("Dit punt staat op de agenda; er is niets terug te zetten.".into()));
    }
    let gone = Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None);
    let changed = match &point {
        Point::Named(found) if !found.consent.is_given() => {
            return Err(Failure::Rejected(
                "Er is geen geldige toestemming meer. De leerling kan alleen anoniem op de agenda.".into(),
            ));
        }
        Point::Named(found) => {
            let change = touch(found.row.id, found.row.version).col_expr(agenda_item::Column::RemovedAt, gone);
            match work.update(change).await {
                Err(failure) if failure.is_duplicate() => {
                    return Err(Failure::Rejected("Deze leerling staat al weer op de agenda.".into()));
                }
                other => other?,
            }
        }
        Point::Anonymous(found) => {
            let change = touch_anonymous(found.id, found.version).col_expr(anonymous_item::Column::RemovedAt, gone);
            work.update(change).await?
        }
    };
    first(&mut work, &meeting, &point, changed).await?;
    let data = Data { item: point.item(), ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::RESTORED, data, None).await?;
    work.note(Action::DraftAgenda, point.subject(), ground, "removed_at");
    work.done(()).await
}

/// A change of one named item on the version that the reader saw.
pub(super) fn touch(id: ItemId, version: i32) -> sea_orm::UpdateMany<agenda_item::Entity> {
    agenda_item::Entity::update_many()
        .col_expr(agenda_item::Column::Version, Expr::col(agenda_item::Column::Version).add(1))
        .filter(agenda_item::Column::Id.eq(id))
        .filter(agenda_item::Column::Version.eq(version))
}

/// The same for an anonymous item.
pub(super) fn touch_anonymous(id: AnonymousItemId, version: i32) -> sea_orm::UpdateMany<anonymous_item::Entity> {
    anonymous_item::Entity::update_many()
        .col_expr(anonymous_item::Column::Version, Expr::col(anonymous_item::Column::Version).add(1))
        .filter(anonymous_item::Column::Id.eq(id))
        .filter(anonymous_item::Column::Version.eq(version))
}

async fn first(work: &mut Work<'_>, meeting: &Meeting, point: &Point, changed: u64) -> Result<(), Failure> {
    if changed == 1 { Ok(()) } else { Err(overtaken(work, meeting, point).await?) }
}

/// Who was first at this item: whoever last wrote its minutes or changed it on the agenda. Nobody is named when that is
/// not known: an event about an anonymous item does not say about which.
pub(super) async fn overtaken(work: &mut Work<'_>, meeting: &Meeting, point: &Point) -> Result<Failure, Failure> {
    let minuted = match point {
        Point::Named(item) => item.row.minuted_by.zip(item.row.minuted_at),
        Point::Anonymous(item) => item.minuted_by.zip(item.minuted_at),
    };
    let of_item = |event: &&Event| event.data.item == point.item() && CHANGES.contains(&event.kind.as_str());
    let changed = meeting.events.iter().rev().find(of_item).map(|event| (event.by, event.at));
    let last = match (point, minuted, changed) {
        (Point::Anonymous(_), Some((_, at)), Some((_, later))) if later > at => None,
        (Point::Anonymous(_), minuted, _) => minuted,
        (Point::Named(_), minuted, changed) => minuted.into_iter().chain(changed).max_by_key(|(_, at)| *at),
    };
    by_whom(work, last).await
}
