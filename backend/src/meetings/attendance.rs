//! Who was there. A line per person at the table; the last word counts, nobody's text can be lost by it.
//! Once the minutes are shared it stands fast: what others were sent does not change unseen.
use super::{
    items::{self, Which},
    load, people,
};
use crate::{Failure, Scope, store::entity::attendance};
use domain::{
    id::{MeetingId, MembershipId},
    policy::Action,
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// The words of the column `presence`.
const PRESENCE: [&str; 4] = ["expected", "present", "absent", "excused"];

/// Records who of the table was there.
pub async fn record(scope: &Scope, id: MeetingId, seen: &[(MembershipId, String)]) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (meeting, ground) = load::meeting_for(&mut work, id, Action::HoldMeeting).await?;
    if meeting.stage < Stage::Definitive {
        return Err(Failure::Rejected("Maak eerst de agenda definitief; daarna houdt u het overleg.".into()));
    }
    if meeting.stage == Stage::Shared {
        return Err(Failure::Rejected(
            "Het verslag is gedeeld; wie er was ligt vast. Klopt het niet? Schrijf dat als verbetering bij een agendapunt."
                .into(),
        ));
    }
    let items = items::named(&mut work, &meeting, Which::Present).await?;
    let guests: Vec<MembershipId> = items.iter().flat_map(|item| item.guests.iter().copied()).collect();
    let table = people::people(&mut work, &meeting, &guests).await?.table(&guests);
    // Of a field that was sent twice the last counts.
    let known: BTreeMap<_, _> = seen
        .iter()
        .filter(|(member, word)| PRESENCE.contains(&word.as_str()) && table.iter().any(|seat| seat.id == *member))
        .map(|(member, word)| (member, word))
        .collect();
    let query = attendance::Entity::delete_many()
        .filter(attendance::Column::MeetingId.eq(id))
        .filter(attendance::Column::MembershipId.is_in(known.keys().map(|member| **member)));
    work.delete(query).await?;
    let rows = known.into_iter().map(|(member, word)| attendance::Model {
        tenant_id: scope.tenant().id,
        id: scope.new_id(),
        meeting_id: id,
        membership_id: *member,
        presence: word.clone(),
    });
    work.insert_all::<attendance::Entity>(rows.collect()).await?;
    work.note(Action::HoldMeeting, meeting.subject(), ground, "attendance");
    work.done(()).await
}
