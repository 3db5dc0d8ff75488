//! The items of an agenda as one reader may see them. Named items come with the pupil, the consent and the guests, in
//! one statement that asks only for visible ones; anonymous items are another table and know no pupil.
use super::{consented, load::Meeting, visible};
use crate::{
    Failure,
    audit::Subject,
    scope::Work,
    store::{
        back,
        entity::{agenda_item, anonymous_item, item_guest, meeting, organisation, pupil},
        to,
    },
};
use domain::{
    consent::State,
    form::{Band, Form},
    id::{ItemId, MembershipId, OrganisationId},
    policy::{Action, Ground, permit},
    pupil::{Named, Years},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, IntoIden, Query},
};

/// A named item that the reader may see.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub row: agenda_item::Model,
    pub pupil: Named,
    /// The school of the pupil.
    pub school: OrganisationId,
    pub school_name: String,
    pub consent: State,
    pub guests: Vec<MembershipId>,
    /// Place on the agenda, from 1. Items that are closed to the reader keep theirs: at one table everybody reads the
    /// same numbers.
    pub number: usize,
    /// Why the reader may see it.
    pub ground: Ground,
}

#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    row: agenda_item::Model,
    #[sea_orm(nested)]
    pupil: consented::Columns,
    guest: Option<MembershipId>,
    before: i64,
}

/// Which items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those on the agenda.
    Present,
    /// Also those that were taken off.
    All,
    /// One, also when it was taken off.
    One(ItemId),
}

/// The named items the actor may see, in the order of the agenda.
pub(super) async fn named(work: &mut Work<'_>, meeting: &Meeting, which: Which) -> Result<Vec<Item>, Failure> {
    let (actor, today, purpose) = (work.scope().actor(), work.scope().today(), meeting.purpose());
    let query = agenda_item::Entity::find()
        .column_as(item_guest::Column::MembershipId, "guest")
        .expr_as(before(meeting), "before")
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, meeting::Entity>(agenda_item::Column::MeetingId))
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .join(JoinType::LeftJoin, back::<agenda_item::Entity, item_guest::Entity>(item_guest::Column::ItemId))
        .filter(agenda_item::Column::MeetingId.eq(meeting.row.id))
        .filter(visible::to(actor, &meeting.purposes(), today))
        .order_by_asc(agenda_item::Column::Position)
        .order_by_asc(agenda_item::Column::Id);
    let query = match which {
        Which::All => query,
        Which::Present => query.filter(agenda_item::Column::RemovedAt.is_null()),
        Which::One(id) => query.filter(agenda_item::Column::Id.eq(id)),
    };
    let lines = work.shaped::<agenda_item::Entity, Line>(consented::join(query, Some(purpose))).await?;
    let mut gathered = consented::Gathered::default();
    let mut found: Vec<Item> = vec![];
    for line in lines {
        gathered.add(line.row.pupil_id, &line.pupil);
        if found.last().is_none_or(|item| item.row.id != line.row.id) {
            let pupil = line.pupil.named(line.row.pupil_id);
            let number = usize::try_from(line.before).unwrap_or_default() + 1;
            let (school, school_name) = (line.pupil.of_school, line.pupil.of_school_name);
            let (consent, ground, guests) = (State::Missing, Ground::Membership, vec![]);
            found.push(Item { row: line.row, pupil, school, school_name, consent, guests, number, ground });
        }
        if let (Some(item), Some(guest)) = (found.last_mut(), line.guest)
            && !item.guests.contains(&guest)
        {
            item.guests.push(guest);
        }
    }
    for item in &mut found {
        item.consent = gathered.state(item.row.pupil_id, purpose, today);
    }
    // The same rule once more, as policy says it: it gives the ground for the trail.
    found.retain_mut(|item| {
        let invited = actor.memberships.iter().any(|m| item.guests.contains(&m.id));
        let grounds = meeting.grounds().about(item.school).invited(invited).consent(&item.consent);
        permit(actor, Action::SeeItem, grounds).map(|ground| item.ground = ground).is_ok()
    });
    Ok(found)
}

/// How many named items come before this one on the agenda, in the order of [`in_order`]: only their number leaves the
/// database.
fn before(meeting: &Meeting) -> Expr {
    use agenda_item::Column::{Id, MeetingId, Position, PupilId, RemovedAt, TenantId};
    let (other, child) = (Alias::new("other_item"), Alias::new("other_pupil"));
    let (theirs, mine) =
        (|column| Expr::col((other.clone(), column)), |column| Expr::col((agenda_item::Entity, column)));
    let bands = form(meeting).map_or(&[][..], |form| &form.bands);
    let (their_band, my_band) = (band_of(bands, child.clone()), band_of(bands, pupil::Entity));
    let same_band = || Condition::all().add(their_band.clone().eq(my_band.clone()));
    let same_place = same_band().add(theirs(Position).eq(mine(Position)));
    let earlier = Condition::any()
        .add(their_band.clone().lt(my_band.clone()))
        .add(same_band().add(theirs(Position).lt(mine(Position))))
        .add(same_place.add(theirs(Id).lt(mine(Id))));
    let of_child = Condition::all()
        .add(Expr::col((child.clone(), pupil::Column::TenantId)).eq(theirs(TenantId)))
        .add(Expr::col((child.clone(), pupil::Column::Id)).eq(theirs(PupilId)));
    let count = Query::select()
        .expr(theirs(Id).count())
        .from_as(agenda_item::Entity, other.clone())
        .join_as(JoinType::InnerJoin, pupil::Entity, child.clone(), of_child)
        .and_where(theirs(TenantId).eq(mine(TenantId)))
        .and_where(theirs(MeetingId).eq(mine(MeetingId)))
        .and_where(theirs(RemovedAt).is_null())
        .cond_where(earlier)
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}

/// The place of the block in which the group of this pupil falls, as [`band`] says it.
fn band_of(bands: &[Band], pupil: impl IntoIden) -> Expr {
    if bands.is_empty() {
        return Expr::val(0);
    }
    let pupil = pupil.into_iden();
    let mut place = CaseStatement::new();
    for (band, number) in bands.iter().zip(0..) {
        let group = Expr::col((pupil.clone(), pupil::Column::Group));
        let counts =
            |years: Years| pupil::of_school(pupil.clone(), organisation::Column::Sector).eq(years.sector().key());
        let holds = Condition::all()
            .add(group.is_in(band.groups.iter().map(|group| i32::from(*group))))
            .add_option(band.sector.map(counts));
        place = place.case(holds, Expr::val(number));
    }
    place.finally(Expr::val(i32::try_from(bands.len()).unwrap_or_default())).into()
}

/// The anonymous items, in the order of the agenda.
pub(super) async fn anonymous(
    work: &mut Work<'_>,
    meeting: &Meeting,
    which: Which,
) -> Result<Vec<anonymous_item::Model>, Failure> {
    let query = anonymous_item::Entity::find()
        .filter(anonymous_item::Column::MeetingId.eq(meeting.row.id))
        .order_by_asc(anonymous_item::Column::Position)
        .order_by_asc(anonymous_item::Column::Id);
    let query = if which == Which::All { query } else { query.filter(anonymous_item::Column::RemovedAt.is_null()) };
    work.all(query).await
}

/// Writes in the trail that these items were read: a line per child.
pub(super) fn note(work: &mut Work<'_>, items: &[Item], fields: &str) {
    for item in items {
        work.at(item.school);
        work.note(Action::SeeItem, Subject::of("pupil", item.pupil.id.0), item.ground, fields);
    }
}

/// One named item on the agenda that the actor may see.
pub(super) async fn one(work: &mut Work<'_>, meeting: &Meeting, id: ItemId) -> Result<Item, Failure> {
    Some(any(work, meeting, id).await?).filter(|item| !item.is_removed()).ok_or(Failure::Absent)
}

/// The same, also when it was taken off.
pub(super) async fn any(work: &mut Work<'_>, meeting: &Meeting, id: ItemId) -> Result<Item, Failure> {
    named(work, meeting, Which::One(id)).await?.pop().ok_or(Failure::Absent)
}

/// The form behind the meeting's agenda, for its blocks and its questions.
pub(super) fn form(meeting: &Meeting) -> Option<&Form> {
    let kind = meeting.pinned.template.meeting(&meeting.row.kind)?;
    meeting.pinned.template.form(kind.form.as_ref()?.as_str())
}

/// Place of a pupil's block on the agenda; 0 without blocks.
pub(super) fn band(meeting: &Meeting, pupil: &Named) -> usize {
    let Some(form) = form(meeting) else { return 0 };
    form.band(pupil.group).unwrap_or(form.bands.len())
}

/// In the order in which they are discussed: block by block, then by position.
pub(super) fn in_order(meeting: &Meeting, items: &mut [Item]) {
    items.sort_by_key(|item| (band(meeting, &item.pupil), item.row.position, item.row.id));
}

impl Item {
    /// The school of the pupil, where the table is of more schools than one; otherwise everybody knows it.
    pub fn school_shown(&self, meeting: &Meeting) -> String {
        if meeting.table.is_wide() { self.school_name.clone() } else { String::new() }
    }

    pub fn is_removed(&self) -> bool {
        self.row.removed_at.is_some()
    }
}
