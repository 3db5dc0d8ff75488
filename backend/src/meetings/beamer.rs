//! Beamerstand: one item in large type, and of every other item nothing but a link without a name.
use super::{
    actions,
    items::{self, Which},
    load, people, share,
};
use crate::{Failure, Scope};
use domain::{
    id::MeetingId,
    page::meeting::{Beamer, OnScreen, Seat},
    policy::Action,
};
use uuid::Uuid;

/// The item on the screen: the one asked for, or the first.
pub async fn beamer(scope: &Scope, id: MeetingId, open: Option<Uuid>) -> Result<Beamer, Failure> {
    let mut work = scope.see().await?;
    let (meeting, anonymous) = load::with_anonymous(&mut work, id, Action::HoldMeeting).await?;
    let mut named = items::named(&mut work, &meeting, Which::Present).await?;
    items::in_order(&meeting, &mut named);
    let ids: Vec<Uuid> = named.iter().map(|item| item.row.id.0).chain(anonymous.iter().map(|item| item.id.0)).collect();
    let place = match open {
        Some(open) => ids.iter().position(|id| *id == open).ok_or(Failure::Absent)?,
        None => 0,
    };
    let current = ids.get(place).copied();
    let shown: Vec<_> = named.iter().filter(|item| Some(item.row.id.0) == current).cloned().collect();
    let lead = shown.iter().filter_map(|item| item.row.lead_id);
    let all = actions::of_meeting(&mut work, id).await?;
    let guests = shown.iter().flat_map(|item| item.guests.iter().copied());
    let hands: Vec<_> = lead.chain(all.iter().map(|action| action.owner_id)).chain(guests).collect();
    let people = people::people(&mut work, &meeting, &hands).await?;
    items::note(&mut work, &shown, "beamer");
    let guidance = meeting.kind()?.guidance.clone();
    let item = current.map(|id| {
        let mut screen = OnScreen {
            id: id.to_string(),
            pupil: None,
            question: String::new(),
            minutes: 0,
            discussed: String::new(),
            decision: String::new(),
            lead: String::new(),
            actions: actions::shown(scope, &all, id, &people),
            guidance,
            barred: vec![],
        };
        if let Some(item) = shown.first() {
            let group = item.pupil.group.name();
            let school = item.school_shown(&meeting);
            let group = if school.is_empty() { group } else { format!("{group}, {school}") };
            screen.pupil = Some((item.pupil.name.clone(), group));
            if meeting.table.is_wide() {
                screen.barred = share::table(&meeting, &people, item).1.iter().map(Seat::label).collect();
            }
            screen.question.clone_from(&item.row.question);
            screen.minutes = item.row.minutes;
            screen.discussed.clone_from(&item.row.discussed);
            screen.decision.clone_from(&item.row.decision);
            screen.lead = item.row.lead_id.map_or_else(String::new, |lead| people.label(lead));
        } else if let Some(item) = anonymous.iter().find(|item| item.id.0 == id) {
            screen.question.clone_from(&item.question);
            screen.minutes = item.minutes;
            screen.discussed.clone_from(&item.discussed);
            screen.decision.clone_from(&item.decision);
        }
        screen
    });
    // Items that are closed to whoever holds the beamer keep their number.
    let nameless = if ids.is_empty() { 0 } else { meeting.named + (place + 1).saturating_sub(named.len()) };
    let at = |place: Option<usize>| place.and_then(|place| ids.get(place)).map(ToString::to_string);
    let page = Beamer {
        meeting: id,
        title: meeting.title(),
        number: shown.first().map_or(nameless, |item| item.number),
        of: meeting.named + anonymous.len(),
        previous: at(place.checked_sub(1)),
        next: at(Some(place + 1)),
        item,
    };
    work.done(page).await
}
