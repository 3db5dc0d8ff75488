//! Who at the table may know of whom. Policy is asked for each person as if the minutes were shared already, so the
//! preview of what goes to whom is the rule itself and not a second one; and nobody gets a task about a child that is
//! closed to them.
use super::{
    items::Item,
    load::Meeting,
    people::{People, Person},
};
use crate::Failure;
use domain::{
    actor::Side,
    id::MembershipId,
    page::{
        Choice,
        meeting::{Recipient, Seat},
    },
    policy::{Action, permit},
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
            let person = people.get(seat.id)?;
            let gets = |item: &&Item| may_know(meeting, person, item);
            let named: Vec<String> = items.iter().filter(gets).map(|item| item.pupil.name.clone()).collect();
            let actor = person.actor(meeting);
            let grounds = meeting.when_shared().invited(seat.is_guest);
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

/// Whether this person gets the minutes of this item.
fn may_know(meeting: &Meeting, person: &Person, item: &Item) -> bool {
    let invited = item.guests.contains(&person.id);
    let grounds = meeting.when_shared().about(item.school).invited(invited).consent(&item.consent);
    permit(&person.actor(meeting), Action::SeeItem, grounds).is_ok()
}

/// The table of an item, split: who can get a task there, and who may not know of the child.
pub(super) fn table(meeting: &Meeting, people: &People, item: &Item) -> (Vec<Seat>, Vec<Seat>) {
    let knows = |seat: &Seat| people.get(seat.id).is_some_and(|person| may_know(meeting, person, item));
    people.table(&item.guests).into_iter().partition(knows)
}

/// Seats as choices of a form.
pub(super) fn choices(seats: &[Seat]) -> Vec<Choice> {
    seats.iter().map(|seat| Choice { value: seat.id.to_string(), label: seat.label() }).collect()
}

/// The person who gets a task at this item; otherwise what to do at that field.
pub(super) fn entrusted<'p>(
    meeting: &Meeting,
    people: &'p People,
    item: &Item,
    member: MembershipId,
    field: &str,
) -> Result<&'p Person, Failure> {
    let (open, closed) = table(meeting, people, item);
    if let Some(seat) = closed.iter().find(|seat| seat.id == member) {
        return Err(Failure::field(
            field,
            &format!(
                "{} mag dit agendapunt niet zien: {}.",
                seat.name,
                match people.get(member).map(|person| person.function.side()) {
                    Some(Side::Partner) | None => format!(
                        "de toestemming noemt {} niet. Kies iemand anders, of vraag het de ouders",
                        seat.organisation
                    ),
                    Some(_) => "deze leerling is van een andere school. Kies iemand anders".into(),
                }
            ),
        ));
    }
    let seated = open.iter().any(|seat| seat.id == member);
    people.get(member).filter(|_| seated).ok_or_else(|| Failure::field(field, "Kies iemand die aan tafel zit."))
}
