//! The minutes: at the left the agenda, at the right the item; to read, to write, to correct. A reader gets the items
//! that policy opens; a partner gets them once they are shared.
use super::{
    actions, corrections,
    items::{self, Item, Which},
    load::{self, Anonymous, Meeting},
    page,
    people::{self, People},
    share, transitions,
};
use crate::{
    Failure, Scope,
    store::entity::{action, correction},
};
use domain::{
    id::{MeetingId, MembershipId},
    page::{
        Choice,
        meeting::{About, Entry, Minutes, OpenItem, Seat},
    },
    policy::Action,
    stage::Stage,
};
use uuid::Uuid;

/// Everything from which one item is shown.
struct Sources<'a> {
    scope: &'a Scope,
    meeting: &'a Meeting,
    named: &'a [Item],
    anonymous: &'a [Anonymous],
    people: &'a People,
    actions: Vec<action::Model>,
    corrections: Vec<correction::Model>,
}

/// The minutes page. `open` is the item at the right; `whole` shows all of them, to read or print.
pub async fn minutes(scope: &Scope, id: MeetingId, open: Option<Uuid>, whole: bool) -> Result<Minutes, Failure> {
    let mut work = scope.see().await?;
    let (meeting, anonymous) = load::with_anonymous(&mut work, id, Action::SeeMinutes).await?;
    let actor = scope.actor();
    let may_write = meeting.may(actor, Action::HoldMeeting);
    let mut named = items::named(&mut work, &meeting, Which::Present).await?;
    items::in_order(&meeting, &mut named);
    let actions = actions::of_meeting(&mut work, id).await?;
    let is_correction = meeting.stage == Stage::Shared;
    let ids: Vec<Uuid> = named.iter().map(|item| item.row.id.0).chain(anonymous.iter().map(|item| item.id.0)).collect();
    if open.is_some_and(|open| !ids.contains(&open)) {
        return Err(Failure::Absent);
    }
    // Who only reads gets no form, whatever the address names.
    let whole = whole || !may_write || (open.is_none() && is_correction);
    let open = if whole { None } else { open.or(ids.first().copied()) };
    let found = if is_correction { corrections::of(&mut work, &ids).await? } else { vec![] };
    let process = match named.iter().find(|item| Some(item.row.id.0) == open) {
        Some(item) if may_write && !is_correction => transitions::process(&mut work, &meeting, item).await?,
        _ => None,
    };
    let mut hands = page::hands(&meeting, &named);
    hands.extend(actions.iter().map(|action| action.owner_id));
    hands.extend(found.iter().map(|row| row.membership_id));
    let people = people::people(&mut work, &meeting, &hands).await?;
    let (read, listed): (Vec<_>, Vec<_>) = named.iter().cloned().partition(|item| whole || Some(item.row.id.0) == open);
    items::note(&mut work, &read, "minutes");
    items::note(&mut work, &listed, "name");
    let guests: Vec<MembershipId> = named.iter().flat_map(|item| item.guests.iter().copied()).collect();
    let from = Sources {
        scope,
        meeting: &meeting,
        named: &named,
        anonymous: &anonymous,
        people: &people,
        actions,
        corrections: found,
    };
    let mut opened = open.and_then(|id| from.item(id, &ids, may_write));
    if let Some(opened) = &mut opened {
        opened.process = process;
    }
    let total = meeting.named_minutes + anonymous.iter().map(|item| item.minutes).sum::<i32>();
    let written = named.iter().map(|item| (&item.row.discussed, &item.row.decision));
    let silent = page::silent(written.chain(anonymous.iter().map(|item| (&item.discussed, &item.decision))));
    let shows_recipients = may_write && meeting.stage == Stage::Held;
    let page = Minutes {
        head: page::head(scope, &meeting, total)?,
        entries: from.entries(open),
        minutes: total,
        hidden: meeting.named.saturating_sub(named.len()),
        hidden_by: page::hidden_by(actor),
        table: people.table(&guests),
        may_write,
        is_correction,
        moves: if may_write { page::unwritten(page::moves(&meeting, actor)?, meeting.stage, silent) } else { vec![] },
        recipients: if shows_recipients {
            share::recipients(&meeting, &people, &named, anonymous.len(), &guests)
        } else {
            vec![]
        },
        all: if whole { ids.iter().filter_map(|id| from.item(*id, &ids, may_write)).collect() } else { vec![] },
        open: opened,
        guidance: meeting.kind()?.guidance.clone(),
    };
    work.done(page).await
}

impl Sources<'_> {
    fn entries(&self, open: Option<Uuid>) -> Vec<Entry> {
        let named = self.named.iter().map(|item| {
            let minuted = item.row.minuted_at.is_some();
            (item.row.id.0, item.number, item.pupil.name.clone(), item.row.minutes, minuted)
        });
        let nameless = self.anonymous.iter().zip(self.meeting.named + 1..).map(|(item, number)| {
            let minuted = !item.discussed.is_empty() || !item.decision.is_empty();
            (item.id.0, number, "Anoniem agendapunt".to_owned(), item.minutes, minuted)
        });
        let all = named.chain(nameless);
        all.map(|(id, number, label, minutes, is_minuted)| Entry {
            id: id.to_string(),
            number,
            label,
            minutes,
            is_minuted,
            is_open: Some(id) == open,
        })
        .collect()
    }

    fn item(&self, id: Uuid, ids: &[Uuid], may_write: bool) -> Option<OpenItem> {
        let place = ids.iter().position(|other| *other == id)?;
        let at = |place: Option<usize>| place.and_then(|place| ids.get(place)).map(ToString::to_string);
        let mut shown = OpenItem {
            id: id.to_string(),
            version: 0,
            number: 0,
            of: self.meeting.named + self.anonymous.len(),
            previous: at(place.checked_sub(1)),
            next: at(Some(place + 1)),
            about: About::Nobody,
            question: String::new(),
            reason: String::new(),
            origin: String::new(),
            minutes: 0,
            discussed: String::new(),
            decision: String::new(),
            lead: None,
            lead_name: String::new(),
            leads: vec![],
            guests: vec![],
            actions: actions::shown(self.scope, &self.actions, id, self.people),
            owners: vec![],
            due_example: actions::due_example(self.scope),
            barred: vec![],
            process: None,
            corrections: corrections::shown(&self.corrections, id, self.people),
        };
        if let Some(item) = self.named.iter().find(|item| item.row.id.0 == id) {
            let consent = page::consent_line(self.people, item, self.scope.actor());
            shown.number = item.number;
            let school = item.school_shown(self.meeting);
            shown.about = About::Pupil { pupil: item.pupil.clone(), school, consent };
            shown.version = item.row.version;
            shown.question.clone_from(&item.row.question);
            shown.reason.clone_from(&item.row.reason);
            shown.origin = page::origin(self.people, item);
            shown.minutes = item.row.minutes;
            shown.discussed.clone_from(&item.row.discussed);
            shown.decision.clone_from(&item.row.decision);
            shown.lead = item.row.lead_id;
            shown.lead_name = item.row.lead_id.map_or_else(String::new, |lead| self.people.label(lead));
            shown.guests = item.guests.iter().map(|guest| self.people.label(*guest)).collect();
            if may_write {
                let (open, closed) = share::table(self.meeting, self.people, item);
                shown.owners = share::choices(&open);
                shown.leads = shown.owners.clone();
                if let Some(lead) = item.row.lead_id.filter(|lead| open.iter().all(|seat| seat.id != *lead)) {
                    // Whoever had it keeps it until somebody chooses.
                    shown.leads.push(Choice { value: lead.to_string(), label: self.people.label(lead) });
                }
                shown.barred = closed.iter().map(Seat::label).collect();
            }
        } else {
            let (item, number) =
                self.anonymous.iter().zip(self.meeting.named + 1..).find(|(item, _)| item.id.0 == id)?;
            shown.number = number;
            shown.version = item.version;
            shown.question.clone_from(&item.question);
            shown.minutes = item.minutes;
            shown.discussed.clone_from(&item.discussed);
            shown.decision.clone_from(&item.decision);
            if may_write {
                shown.owners = share::choices(&self.people.table(&[]));
            }
        }
        Some(shown)
    }
}
