//! Which named items a person finds: the rule of `policy::permit(.., SeeItem, ..)` as a condition for the database, so
//! that lists, counts and pages never load what the reader may not see. A test proves that both agree.
use super::{load::Meeting, whose::touches};
use crate::{
    clock::from_local,
    store::entity::{agenda_item, consent, consent_party, item_guest, meeting, pupil},
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    actor::{Actor, Membership, Side},
    id::{MembershipId, OrganisationId, TemplateId},
    policy::Seats,
    stage::Stage,
    template::{Access, Body, MeetingType},
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait, JoinType,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

/// For which purpose parents are asked consent in a kind of meeting of one way of working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Purpose {
    pub template: TemplateId,
    pub kind: String,
    pub key: String,
    /// When partners may look into it.
    access: Access,
    /// Who sits there, and to whom the way of working gives it.
    seats: Seats,
}

impl Purpose {
    /// Those of one way of working.
    pub fn all(template: TemplateId, body: &Body) -> Vec<Self> {
        body.meetings.iter().map(|kind| Self::of(template, body, kind)).collect()
    }

    pub fn of(template: TemplateId, body: &Body, kind: &MeetingType) -> Self {
        let key = kind.consent.as_ref().map_or_else(String::new, ToString::to_string);
        let (access, seats) = (kind.access.unwrap_or_default(), Seats::of(body, kind));
        Self { template, kind: kind.key.to_string(), key, access, seats }
    }

    /// A meeting of this kind.
    fn is_it(&self) -> Condition {
        Condition::all()
            .add(meeting::Column::TemplateId.eq(self.template))
            .add(meeting::Column::Kind.eq(self.kind.clone()))
    }

    /// One that was sent.
    fn sent(&self) -> Condition {
        self.is_it().add(sent())
    }

    /// A partner's seat at an item: at the school of the pupil, and at a table of more schools as a member of it.
    fn seat(&self, held: &Membership) -> Condition {
        let sits = self.seats.sits.contains(&held.function);
        let table = Condition::any()
            .add(meeting::Column::SchoolId.is_not_null())
            .add_option(sits.then(|| Condition::all().add(meeting::Column::SchoolId.is_null()).add(touches(held))));
        Condition::all().add(pupil::Column::SchoolId.is_in(held.schools.iter().copied())).add(table)
    }

    /// Its day lies so that partners may look into it today.
    fn is_open(&self, today: NaiveDate) -> Condition {
        let (first, last) = self.access.open_meetings(today);
        let midnight = |day: NaiveDate| from_local(day.and_time(NaiveTime::MIN));
        let after = last.and_then(|day| day.succ_opt()).map(midnight);
        Condition::all()
            .add_option(first.map(midnight).map(|moment| meeting::Column::StartsAt.gte(moment)))
            .add_option(after.map(|moment| meeting::Column::StartsAt.lt(moment)))
    }
}

/// Named items that this person may see; the query joins `meeting` and `pupil`.
pub(super) fn to(actor: &Actor, purposes: &[Purpose], today: NaiveDate) -> Condition {
    if !actor.two_factor {
        return Condition::all().add(Expr::val(1).eq(0));
    }
    let own = actor.home_schools();
    let mut visible = Condition::any().add(pupil::Column::SchoolId.is_in(own));
    for membership in actor.on(Side::Partner) {
        for purpose in purposes {
            let at_hand = Condition::any().add(purpose.seat(membership)).add(invited(actor));
            let named = || named_in_consent(membership.organisation, &purpose.key, today);
            visible = visible.add(purpose.sent().add(purpose.is_open(today)).add(at_hand).add(named()));
            if purpose.seats.leads.contains(&membership.function) {
                visible = visible.add(purpose.is_it().add(touches(membership)).add(named()));
            }
        }
    }
    visible
}

/// Pupils whom this person may see at this meeting once they are on it, in a query on `pupil` and its consents: those of
/// own schools, and for a partner those with a consent that names the organisation. Policy says it once more.
pub(super) fn pupils_for(actor: &Actor, meeting: &Meeting, today: NaiveDate) -> Condition {
    let own = actor.home_schools();
    let named = |held: &Membership| {
        let at_school = pupil::Column::SchoolId.is_in(held.schools.iter().copied());
        let here = Condition::all().add_option((!meeting.table.leads(held)).then_some(at_school));
        let child = |column| Expr::col((pupil::Entity, column));
        let child = [child(pupil::Column::TenantId), child(pupil::Column::Id)];
        here.add(consented(child, held.organisation, meeting.purpose(), today))
    };
    actor
        .on(Side::Partner)
        .fold(Condition::any().add(pupil::Column::SchoolId.is_in(own)), |any, held| any.add(named(held)))
}

/// The agenda has been sent.
pub(super) fn sent() -> Expr {
    let sent = Stage::ALL.into_iter().filter(|stage| *stage >= Stage::Sent);
    meeting::Column::Stage.is_in(sent.map(Stage::key))
}

/// One of the actor's memberships was invited to the item.
pub(super) fn invited(actor: &Actor) -> Expr {
    let mine = actor.own();
    let item = |column| Expr::col((agenda_item::Entity, column));
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(item_guest::Entity)
            .and_where(item(agenda_item::Column::TenantId).equals((item_guest::Entity, item_guest::Column::TenantId)))
            .and_where(item(agenda_item::Column::Id).equals((item_guest::Entity, item_guest::Column::ItemId)))
            .and_where(item_guest::Column::MembershipId.is_in(mine))
            .to_owned(),
    )
}

/// The items of the meeting to which these memberships were invited, whatever the parents say today; the caller adds
/// what it wants of them.
pub(super) fn invitations(members: impl IntoIterator<Item = MembershipId>) -> SelectStatement {
    let item = |column| Expr::col((agenda_item::Entity, column));
    Query::select()
        .from(agenda_item::Entity)
        .inner_join(
            item_guest::Entity,
            item(agenda_item::Column::TenantId)
                .equals((item_guest::Entity, item_guest::Column::TenantId))
                .and(item(agenda_item::Column::Id).equals((item_guest::Entity, item_guest::Column::ItemId))),
        )
        .and_where(item(agenda_item::Column::TenantId).equals((meeting::Entity, meeting::Column::TenantId)))
        .and_where(item(agenda_item::Column::MeetingId).equals((meeting::Entity, meeting::Column::Id)))
        .and_where(agenda_item::Column::RemovedAt.is_null())
        .and_where(item_guest::Column::MembershipId.is_in(members))
        .to_owned()
}

/// One of the actor's memberships was invited to an item of a meeting that was sent, and the parents still name its
/// organisation. Whether the agenda is open today, policy says: a guest hears when it opens or when it closed.
pub(crate) fn guest_at(actor: &Actor, purposes: &[Purpose], today: NaiveDate) -> Condition {
    let mut any = Condition::any().add(Expr::val(1).eq(0));
    for membership in actor.on(Side::Partner) {
        for purpose in purposes {
            let invited = invitations([membership.id])
                .expr(Expr::val(1))
                .and_where(named_in_consent(membership.organisation, &purpose.key, today))
                .to_owned();
            any = any.add(purpose.sent().add(Expr::exists(invited)));
        }
    }
    any
}

/// A consent in force names the organisation.
pub(super) fn named_in_consent(organisation: OrganisationId, purpose: &str, today: NaiveDate) -> Expr {
    let item = |column| Expr::col((agenda_item::Entity, column));
    let child = [item(agenda_item::Column::TenantId), item(agenda_item::Column::PupilId)];
    consented(child, organisation, purpose, today)
}

/// The same for a child: its tenant and its id, as the outer query knows them.
fn consented([tenant, child]: [Expr; 2], organisation: OrganisationId, purpose: &str, today: NaiveDate) -> Expr {
    let (said, named) = (Alias::new("said"), Alias::new("named"));
    let party = |column: consent_party::Column| Expr::col((named.clone(), column));
    let holds = |column: consent::Column| Expr::col((said.clone(), column));
    let of_it = Condition::all()
        .add(party(consent_party::Column::TenantId).eq(holds(consent::Column::TenantId)))
        .add(party(consent_party::Column::ConsentId).eq(holds(consent::Column::Id)));
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from_as(consent::Entity, said.clone())
            .join_as(JoinType::InnerJoin, consent_party::Entity, named.clone(), of_it)
            .and_where(holds(consent::Column::TenantId).eq(tenant))
            .and_where(holds(consent::Column::PupilId).eq(child))
            .and_where(holds(consent::Column::Purpose).eq(purpose))
            .and_where(holds(consent::Column::GivenOn).lte(today))
            .and_where(holds(consent::Column::ValidUntil).gte(today))
            .and_where(holds(consent::Column::WithdrawnOn).is_null())
            .and_where(party(consent_party::Column::OrganisationId).eq(organisation))
            .to_owned(),
    )
}
