//! Partners invited to one case (S0 "Op casusniveau worden betrokken partners geïnviteerd, bv. leerplicht en/of
//! jeugdarts"). Only an organisation that the parents named gets an invitation; otherwise the button says why not.
use super::{
    events::{Data, happen, kind},
    items,
    load::{self, Meeting},
    people::{self, Person},
};
use crate::{Failure, Scope, audit::Subject, scope::Work, store::entity::item_guest};
use domain::{
    actor::Side,
    consent::State,
    id::{ItemId, MeetingId, MembershipId},
    policy::{Action, Ground},
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Why this person cannot be invited to an item with this consent.
pub(super) fn blocked(person: &Person, consent: &State) -> Option<String> {
    let is_partner = person.function.side() == Side::Partner;
    (is_partner && !consent.covers(person.organisation)).then(|| {
        format!("De toestemming noemt {} niet. Vraag de ouders of zij daarbij mogen.", person.organisation_name)
    })
}

async fn open(work: &mut Work<'_>, id: MeetingId) -> Result<(Meeting, Ground, MembershipId), Failure> {
    let (meeting, ground) = load::meeting_for(work, id, Action::DraftAgenda).await?;
    if meeting.stage >= Stage::Held {
        return Err(Failure::Rejected("Het overleg is gehouden; uitnodigen kan niet meer.".into()));
    }
    let by = meeting.hand(work.scope().actor())?;
    Ok((meeting, ground, by))
}

/// Invites somebody to one item.
pub async fn invite(scope: &Scope, id: MeetingId, item: ItemId, guest: MembershipId) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = open(&mut work, id).await?;
    let item = items::one(&mut work, &meeting, item).await?;
    let people = people::people(&mut work, &meeting, &[]).await?;
    let Some(person) = people.invitable(&meeting).into_iter().find(|person| person.id == guest) else {
        return Err(Failure::field("gast", "Kies wie u wilt uitnodigen."));
    };
    if let Some(why) = blocked(person, &item.consent) {
        return Err(Failure::field("gast", &why));
    }
    if !item.guests.contains(&guest) {
        let id = scope.new_id();
        let tenant_id = scope.tenant().id;
        let row = item_guest::Model { tenant_id, id, item_id: item.row.id, membership_id: guest, invited_by: by };
        work.insert::<item_guest::Entity>(row).await?;
        let data = Data { item: Some(item.row.id), text: Some(person.label()), ..Data::default() };
        happen(&mut work, &mut meeting, by, kind::INVITED, data, None).await?;
    }
    work.note(Action::DraftAgenda, Subject::of("pupil", item.pupil.id.0), ground, "guests");
    work.done(()).await
}

/// Takes an invitation back: the item closes for this person at once.
pub async fn uninvite(scope: &Scope, id: MeetingId, item: ItemId, guest: MembershipId) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = open(&mut work, id).await?;
    let item = items::one(&mut work, &meeting, item).await?;
    let query = item_guest::Entity::delete_many()
        .filter(item_guest::Column::ItemId.eq(item.row.id))
        .filter(item_guest::Column::MembershipId.eq(guest));
    if work.delete(query).await? > 0 {
        let data = Data { item: Some(item.row.id), ..Data::default() };
        happen(&mut work, &mut meeting, by, kind::UNINVITED, data, None).await?;
    }
    work.note(Action::DraftAgenda, Subject::of("pupil", item.pupil.id.0), ground, "guests");
    work.done(()).await
}
