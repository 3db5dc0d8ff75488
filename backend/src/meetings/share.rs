//! Before the minutes go: what goes to whom. Policy is asked for each person at the table as if the minutes were shared
//! already, so the preview is the rule itself and not a second one.
use super::{items::Item, load::Meeting, people::People};
use domain::{
    id::MembershipId,
    page::meeting::Recipient,
    policy::{Action, Grounds, permit},
    stage::Stage,
};

/// What each person at the table will get.
pub(super) fn recipients(
    meeting: &Meeting,
    people: &People,
    items: &[Item],
    anonymous: usize,
    guests: &[MembershipId],
) -> Vec<Recipient> {
    let table = people.table(guests);
    table
        .into_iter()
        .filter_map(|seat| {
            let actor = people.get(seat.id)?.actor(meeting.row.school_id);
            let gets = |item: &&Item| {
                let grounds = Grounds::school(meeting.row.school_id)
                    .at(Stage::Shared)
                    .invited(item.guests.contains(&seat.id))
                    .consent(&item.consent);
                permit(&actor, Action::SeeItem, grounds).is_ok()
            };
            let named: Vec<String> = items.iter().filter(gets).map(|item| item.pupil.name.clone()).collect();
            let grounds = Grounds::school(meeting.row.school_id).at(Stage::Shared).invited(seat.is_guest);
            let opens = permit(&actor, Action::SeeAgenda, grounds).is_ok();
            Some(Recipient {
                hidden: items.len() - named.len(),
                items: named,
                anonymous: if opens { anonymous } else { 0 },
                person: seat,
            })
        })
        .collect()
}
