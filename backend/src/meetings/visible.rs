//! Which named items a person finds: the rule of `policy::permit(.., SeeItem, ..)` as a condition for the database, so
//! that lists, counts and pages never load what the reader may not see. A test proves that both agree.
use crate::{
    clock::from_local,
    store::entity::{agenda_item, consent, consent_party, item_guest, meeting},
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    actor::{Actor, Side},
    id::{MembershipId, OrganisationId, TemplateId},
    stage::Stage,
    template::{Access, Body, MeetingType},
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Query, SelectStatement},
};

/// For which purpose parents are asked consent in a kind of meeting of one way of working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Purpose {
    pub template: TemplateId,
    pub kind: String,
    pub key: String,
    /// When partners may look into it.
    access: Access,
}

impl Purpose {
    /// Those of one way of working.
    pub fn all(template: TemplateId, body: &Body) -> Vec<Self> {
        body.meetings.iter().map(|kind| Self::of(template, kind)).collect()
    }

    pub fn of(template: TemplateId, kind: &MeetingType) -> Self {
        let key = kind.consent.as_ref().map_or_else(String::new, ToString::to_string);
        Self { template, kind: kind.key.to_string(), key, access: kind.access.unwrap_or_default() }
    }

    /// A meeting of this kind that was sent.
    fn sent(&self) -> Condition {
        Condition::all()
            .add(meeting::Column::TemplateId.eq(self.template))
            .add(meeting::Column::Kind.eq(self.kind.clone()))
            .add(sent())
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

/// Named items that this person may see; the query joins `meeting`.
pub(super) fn to(actor: &Actor, purposes: &[Purpose], today: NaiveDate) -> Condition {
    if !actor.two_factor {
        return Condition::all().add(Expr::val(1).eq(0));
    }
    let mut own = actor.schools(Side::School);
    own.extend(actor.schools(Side::Swv));
    let mut visible = Condition::any().add(meeting::Column::SchoolId.is_in(own));
    for membership in actor.on(Side::Partner) {
        for purpose in purposes {
            let at_hand =
                Condition::any().add(meeting::Column::SchoolId.is_in(membership.schools.clone())).add(invited(actor));
            visible = visible.add(purpose.sent().add(purpose.is_open(today)).add(at_hand).add(named_in_consent(
                membership.organisation,
                &purpose.key,
                today,
            )));
        }
    }
    visible
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
    let party = |column| Expr::col((consent_party::Entity, column));
    let holds = |column| Expr::col((consent::Entity, column));
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(consent::Entity)
            .inner_join(
                consent_party::Entity,
                Condition::all()
                    .add(party(consent_party::Column::TenantId).equals((consent::Entity, consent::Column::TenantId)))
                    .add(party(consent_party::Column::ConsentId).equals((consent::Entity, consent::Column::Id))),
            )
            .and_where(holds(consent::Column::TenantId).equals((agenda_item::Entity, agenda_item::Column::TenantId)))
            .and_where(holds(consent::Column::PupilId).equals((agenda_item::Entity, agenda_item::Column::PupilId)))
            .and_where(consent::Column::Purpose.eq(purpose))
            .and_where(consent::Column::GivenOn.lte(today))
            .and_where(consent::Column::ValidUntil.gte(today))
            .and_where(consent::Column::WithdrawnOn.is_null())
            .and_where(consent_party::Column::OrganisationId.eq(organisation))
            .to_owned(),
    )
}
