//! The agenda as one reader may see it: who prepares sees everything and what could be added; who was sent it sees the
//! items that policy opens, and of the others only how many there are, which numbers they keep and how long all takes.
use super::{
    draft,
    events::{Event, kind},
    items::{self, Item, Which},
    load::{self, Meeting},
    people::{self, People},
};
use crate::{Failure, Scope, audit::Subject, clock::local};
use chrono::{NaiveDateTime, TimeDelta};
use domain::{
    actor::Actor,
    calendar::{long_date, short_date},
    engine::meeting::{MeetingCommand, StageMove, next},
    id::{MeetingId, MembershipId},
    page::{
        ConsentLine, Day, by_day,
        meeting::{
            Adding, Agenda, AnonymousItem, Block, Happening, Head, Invitable, Item as Shown, MinutesAre, Move, Removed,
            StageMark,
        },
    },
    policy::{Action, Refusal, permit},
    stage::Stage,
    template::{Additions, cadence},
};
use std::collections::HashMap;

/// The agenda page. `since` is the version on which the reader worked, when somebody else was first.
pub async fn agenda(scope: &Scope, id: MeetingId, since: Option<i32>) -> Result<Agenda, Failure> {
    let mut work = scope.see().await?;
    let (meeting, _) = load::meeting(&mut work, id).await?;
    let (actor, is_wide) = (scope.actor(), meeting.table.is_wide());
    let may_draft = meeting.may(actor, Action::DraftAgenda);
    let mut all = items::named(&mut work, &meeting, Which::All).await?;
    let anonymous = items::anonymous(&mut work, &meeting, Which::All).await?;
    items::in_order(&meeting, &mut all);
    let (removed, present): (Vec<_>, Vec<_>) = all.iter().cloned().partition(Item::is_removed);
    let candidates = if may_draft && additions(&meeting) == Additions::Free {
        let pupils: Vec<_> = present.iter().map(|item| item.pupil.id).collect();
        draft::candidates(&mut work, &meeting, &pupils).await?
    } else {
        vec![]
    };
    let people = people::people(&mut work, &meeting, &hands(&meeting, &all)).await?;
    // What was taken off is told to those who lead it or work at the school only.
    let is_home = meeting.is_home(actor);
    let told: Vec<_> =
        all.into_iter().filter(|item| !item.is_removed() || is_home || actor.is_at_home(item.school)).collect();
    items::note(&mut work, &told, "agenda");
    for candidate in &candidates {
        work.at(candidate.school);
        work.note(Action::ListPupils, Subject::of("pupil", candidate.pupil.id.0), candidate.ground, "voorstel");
    }
    let open: Vec<_> = anonymous.iter().filter(|item| item.removed_at.is_none()).collect();
    let total = meeting.named_minutes + open.iter().map(|item| item.minutes).sum::<i32>();
    let guests: Vec<MembershipId> = present.iter().flat_map(|item| item.guests.iter().copied()).collect();
    let parties = people.parties(&[]);
    let written = present.iter().map(|item| (&item.row.discussed, &item.row.decision));
    let silent = silent(written.chain(open.iter().map(|item| (&item.discussed, &item.decision))));
    let page = Agenda {
        head: head(scope, &meeting, total)?,
        blocks: blocks(&meeting, &people, &present, actor, may_draft),
        anonymous: numbered(meeting.named, &open, may_draft),
        minutes: total,
        hidden: meeting.named.saturating_sub(present.len()),
        hidden_by: hidden_by(actor),
        suggestions: candidates.into_iter().map(|candidate| candidate.shown(&parties, is_wide)).collect(),
        moves: unwritten(moves(&meeting, actor)?, meeting.stage, silent),
        may_draft: may_draft && meeting.stage < Stage::Held,
        adding: adding(&meeting, actor, may_draft),
        minutes_are: match meeting.stage {
            Stage::Shared => MinutesAre::Shared,
            Stage::Definitive | Stage::Held if may_draft => MinutesAre::BeingWritten,
            _ => MinutesAre::NotYet,
        },
        table: people.table(&guests),
        without_account: without_account(&meeting)?,
        removed: if may_draft && meeting.stage < Stage::Held {
            taken_off(&removed, &present, &anonymous)
        } else {
            vec![]
        },
        history: history(&meeting, &people, &told, actor),
        news: since.map_or_else(Vec::new, |version| news(&meeting, &people, &told, actor, version)),
    };
    work.done(page).await
}

/// Members whose role no function of the tenant plays.
fn without_account(meeting: &Meeting) -> Result<Vec<String>, Failure> {
    let kind = meeting.kind()?;
    let roles = kind.members.iter().chain(&kind.optional);
    let roles = roles.filter_map(|key| meeting.pinned.template.role(key.as_str()));
    Ok(roles.filter(|role| role.functions.is_empty()).map(|role| role.label.clone()).collect())
}

/// How items are added in the present stage.
pub(super) fn additions(meeting: &Meeting) -> Additions {
    let rule = meeting.kind().ok().and_then(|kind| kind.rule(meeting.stage));
    rule.map_or(Additions::Closed, |rule| rule.additions)
}

/// What the reader may add; nothing is offered to whom policy would refuse it.
pub(super) fn adding(meeting: &Meeting, actor: &Actor, is_preparer: bool) -> Option<Adding> {
    let additions = additions(meeting);
    let has_seat = !meeting.seats(actor).is_empty() && meeting.may(actor, Action::AddToAgenda);
    let may = match additions {
        Additions::Closed => false,
        Additions::Free => is_preparer,
        Additions::PartnersToo | Additions::LateWithReason => has_seat,
    };
    may.then_some(Adding { reason_required: additions == Additions::LateWithReason, is_preparer })
}

/// Why items of an agenda that is open stay closed: with one factor all of them, otherwise for lack of consent.
pub(super) const fn hidden_by(actor: &Actor) -> Refusal {
    if actor.two_factor { Refusal::Consent } else { Refusal::SecondFactor }
}

/// Everybody whose name stands somewhere on the page.
pub(super) fn hands(meeting: &Meeting, items: &[Item]) -> Vec<MembershipId> {
    let of_items = items.iter().flat_map(|item| {
        [Some(item.row.added_by), item.row.lead_id].into_iter().flatten().chain(item.guests.iter().copied())
    });
    let mut hands: Vec<_> = meeting.events.iter().map(|event| event.by).chain(of_items).collect();
    hands.sort_unstable();
    hands.dedup();
    hands
}

/// What stands on top of every page of the meeting.
pub(super) fn head(scope: &Scope, meeting: &Meeting, minutes: i32) -> Result<Head, Failure> {
    let kind = meeting.kind()?;
    let at = local(meeting.row.starts_at);
    let calendar = crate::calendar::usual(scope.tenant())?;
    let mark = |rule: &domain::template::StageRule| {
        let day = short_date(cadence::stage_day(kind, rule.stage, at.date(), &calendar));
        let note = match rule.stage {
            Stage::Concept => String::new(),
            Stage::Held => short_date(at.date()),
            stage if stage > meeting.stage => format!("uiterlijk {day}"),
            stage => reached(meeting, stage).map_or_else(String::new, |on| short_date(on.date())),
        };
        StageMark { stage: rule.stage, label: rule.label.clone(), note }
    };
    Ok(Head {
        id: meeting.row.id,
        version: meeting.row.version,
        label: kind.label.clone(),
        short: kind.abbreviation.clone(),
        whose: meeting.whose.clone(),
        school: meeting.table.school(),
        day: long_date(at.date()),
        date: short_date(at.date()),
        time: at.format("%H:%M").to_string(),
        until: (at + TimeDelta::minutes(i64::from(minutes))).format("%H:%M").to_string(),
        place: meeting.row.place.clone(),
        stage: meeting.stage,
        stages: kind.stages.iter().map(mark).collect(),
    })
}

/// When the agenda last came to this stage.
fn reached(meeting: &Meeting, stage: Stage) -> Option<NaiveDateTime> {
    meeting.events.iter().rev().find(|event| event.data.to == Some(stage)).map(|event| local(event.at))
}

fn blocks(meeting: &Meeting, people: &People, items: &[Item], actor: &Actor, may_draft: bool) -> Vec<Block> {
    let bands = items::form(meeting).map_or(&[][..], |form| &form.bands);
    let mut blocks: Vec<Block> = bands
        .iter()
        .map(|band| Block { label: band.label.clone(), caption: band.caption.clone(), items: vec![] })
        .collect();
    let known = blocks.len();
    let rest = if known == 0 { "Leerlingen" } else { "Overig" };
    blocks.push(Block { label: rest.into(), caption: String::new(), items: vec![] });
    let invitable = if may_draft { people.invitable(meeting) } else { vec![] };
    for (index, item) in items.iter().enumerate() {
        let place = items::band(meeting, &item.pupil);
        let same = |other: Option<&Item>| other.is_some_and(|other| items::band(meeting, &other.pupil) == place);
        let before = index.checked_sub(1).and_then(|before| items.get(before));
        let shown = Shown {
            id: item.row.id,
            version: item.row.version,
            number: item.number,
            pupil: item.pupil.clone(),
            school: item.school_shown(meeting),
            question: item.row.question.clone(),
            reason: item.row.reason.clone(),
            origin: origin(people, item),
            minutes: item.row.minutes,
            consent: consent_line(people, item, actor),
            guests: people.table(&item.guests).into_iter().filter(|seat| seat.is_guest).collect(),
            invitable: invitable.iter().filter(|p| !item.guests.contains(&p.id)).map(|p| invite(item, p)).collect(),
            can_move_up: may_draft && same(before),
            can_move_down: may_draft && same(items.get(index + 1)),
        };
        if let Some(block) = blocks.get_mut(place.min(known)) {
            block.items.push(shown);
        }
    }
    if blocks.last().is_some_and(|other| other.items.is_empty()) {
        blocks.pop();
    }
    blocks
}

/// The consent of an item in words. How many of the table it names is for its school and the SWV; a partner who sees the
/// item is named, and the others are none of their business.
pub(super) fn consent_line(people: &People, item: &Item, actor: &Actor) -> ConsentLine {
    let at_home = actor.is_at_home(item.school);
    ConsentLine::of(&item.consent, &if at_home { people.parties(&item.guests) } else { vec![] })
}

/// "uit de analyse", "ingebracht door Sanne Kok, schoolcoach"
pub(super) fn origin(people: &People, item: &Item) -> String {
    let who = people.label(item.row.added_by);
    match item.row.origin.as_str() {
        "analysis" => "uit de analyse van de school".into(),
        "case" => "lopende casus".into(),
        "late" => format!("later toegevoegd door {who}"),
        _ => format!("ingebracht door {who}"),
    }
}

fn invite(item: &Item, person: &people::Person) -> Invitable {
    let blocked = super::guests::blocked(person, &item.consent);
    Invitable { id: person.id, label: format!("{} ({})", person.label(), person.organisation_name), blocked }
}

fn numbered(
    before: usize,
    items: &[&crate::store::entity::anonymous_item::Model],
    may_draft: bool,
) -> Vec<AnonymousItem> {
    let last = items.len();
    let shown = |(index, item): (usize, &&crate::store::entity::anonymous_item::Model)| AnonymousItem {
        id: item.id,
        version: item.version,
        number: before + index + 1,
        question: item.question.clone(),
        minutes: item.minutes,
        can_move_up: may_draft && index > 0,
        can_move_down: may_draft && index + 1 < last,
    };
    items.iter().enumerate().map(shown).collect()
}

/// What can be put back: a pupil only with a consent in force, and not when it stands on the agenda again.
fn taken_off(
    removed: &[Item],
    present: &[Item],
    anonymous: &[crate::store::entity::anonymous_item::Model],
) -> Vec<Removed> {
    let fits = |item: &&Item| item.consent.is_given() && !present.iter().any(|other| other.pupil.id == item.pupil.id);
    let named = removed.iter().filter(fits);
    let named = named.map(|item| Removed { id: item.row.id.to_string(), label: item.pupil.name.clone() });
    let nameless = anonymous.iter().filter(|item| item.removed_at.is_some());
    let nameless = nameless.map(|item| Removed { id: item.id.to_string(), label: "Anoniem agendapunt".into() });
    named.chain(nameless).collect()
}

/// The stage buttons of this reader.
pub(super) fn moves(meeting: &Meeting, actor: &domain::actor::Actor) -> Result<Vec<Move>, Failure> {
    let kind = meeting.kind()?;
    if permit(actor, Action::DraftAgenda, meeting.grounds()).is_err() {
        return Ok(vec![]);
    }
    let seats = meeting.seats(actor);
    let offers: Vec<StageMove> =
        seats.iter().filter_map(|(_, seat)| next(&meeting.pinned.template, kind, meeting.agenda(), *seat)).collect();
    let open = offers.iter().find(|offer| offer.blocked.is_none()).or(offers.first());
    let mut moves: Vec<Move> = open
        .map(|offer| Move {
            to: offer.to,
            label: offer.label.clone(),
            consequence: offer.consequence.clone(),
            unready: String::new(),
            blocked: offer.blocked.as_ref().map(ToString::to_string),
            is_return: false,
        })
        .into_iter()
        .collect();
    let back = MeetingCommand::Return { reason: Some("reden".into()) };
    let returned = seats.iter().find_map(|(_, seat)| {
        domain::engine::meeting::decide(&meeting.pinned.template, kind, meeting.agenda(), &back, *seat).ok()
    });
    if let Some(to) =
        returned.and_then(|events| events.first().map(|e| domain::engine::meeting::evolve(meeting.stage, e)))
    {
        let label = kind.stage_label(to).to_lowercase();
        moves.push(Move {
            to,
            label: format!("Terug naar {label}"),
            consequence: match to {
                Stage::Concept => "De leden en partners zien de agenda niet meer, tot u hem weer verstuurt.".into(),
                _ => "Leden en partners kunnen weer leerlingen toevoegen zonder reden.".into(),
            },
            unready: String::new(),
            blocked: None,
            is_return: true,
        });
    }
    Ok(moves)
}

/// At how many items nothing was written: neither what was discussed nor a decision.
pub(super) fn silent<'a>(items: impl Iterator<Item = (&'a String, &'a String)>) -> usize {
    items.filter(|(discussed, decision)| discussed.is_empty() && decision.is_empty()).count()
}

/// Says beside a step forward at how many items nothing was written yet, from the day on which minutes are kept.
pub(super) fn unwritten(mut moves: Vec<Move>, stage: Stage, silent: usize) -> Vec<Move> {
    let told = match silent {
        _ if stage < Stage::Definitive => return moves,
        0 => return moves,
        1 => "Bij 1 agendapunt is nog niets opgeschreven.".to_owned(),
        more => format!("Bij {more} agendapunten is nog niets opgeschreven."),
    };
    for step in moves.iter_mut().filter(|step| !step.is_return && step.blocked.is_none()) {
        step.unready.clone_from(&told);
    }
    moves
}

/// What happened, newest day first, in words that name only pupils the reader may see.
pub(super) fn history(meeting: &Meeting, people: &People, items: &[Item], actor: &Actor) -> Vec<Day<Happening>> {
    let newest_first = open_to(meeting, actor).into_iter().rev();
    by_day(newest_first.map(|event| (local(event.at).date(), happening(meeting, people, items, event))))
}

/// School and SWV read all that happened at the table of the school, and who leads it everywhere. Others read what happened
/// once the agenda was sent: what was written and struck out in a concept was never meant for them.
fn open_to<'m>(meeting: &'m Meeting, actor: &Actor) -> Vec<&'m Event> {
    let at_home = meeting.is_home(actor);
    let mut stage = Stage::Concept;
    let mut open = vec![];
    for event in &meeting.events {
        let moves = matches!(event.kind.as_str(), kind::STAGE | kind::RETURNED);
        if moves {
            stage = event.data.to.unwrap_or(stage);
        }
        if at_home || moves || stage >= Stage::Sent {
            open.push(event);
        }
    }
    open
}

/// What others did after this version.
pub(super) fn news(meeting: &Meeting, people: &People, items: &[Item], actor: &Actor, since: i32) -> Vec<Happening> {
    let later = open_to(meeting, actor).into_iter().filter(|event| event.data.version > since);
    later.map(|event| happening(meeting, people, items, event)).collect()
}

fn happening(meeting: &Meeting, people: &People, items: &[Item], event: &Event) -> Happening {
    let names: HashMap<_, _> = items.iter().map(|item| (item.row.id, item.pupil.name.as_str())).collect();
    let seen = event.data.item.and_then(|id| names.get(&id).copied());
    let whom = seen.unwrap_or("een agendapunt");
    let stage = |stage: Option<Stage>| {
        let label = meeting.kind().ok().zip(stage).map_or("", |(kind, stage)| kind.stage_label(stage));
        label.to_lowercase()
    };
    let what = match event.kind.as_str() {
        kind::PLANNED => "plande dit overleg".into(),
        kind::STAGE => format!("zette de agenda op: {}", stage(event.data.to)),
        kind::RETURNED => format!("zette de agenda terug naar: {}", stage(event.data.to)),
        kind::ADDED => format!("voegde {whom} toe"),
        kind::ADDED_ALL => {
            let count = event.data.count.unwrap_or_default();
            format!("voegde {count} {} met toestemming toe", if count == 1 { "leerling" } else { "leerlingen" })
        }
        kind::ANONYMOUS => "voegde een anoniem agendapunt toe".into(),
        kind::REMOVED => format!("haalde {whom} van de agenda"),
        kind::RESTORED => format!("zette {whom} terug op de agenda"),
        kind::ORDERED => "veranderde de volgorde".into(),
        kind::TIMED => format!("veranderde de tijd voor {whom}"),
        kind::QUESTION => format!("veranderde de vraag bij {whom}"),
        kind::INVITED => format!("nodigde iemand uit bij {whom}"),
        kind::UNINVITED => format!("trok een uitnodiging in bij {whom}"),
        kind::CORRECTED => format!("verbeterde het verslag van {whom}"),
        other => other.to_owned(),
    };
    // Whoever it was would tell of which school it is.
    let is_closed = event.data.item.is_some() && seen.is_none();
    let is_nobodys = meeting.table.is_wide() && (event.is_of_nobody() || is_closed);
    // A text beside an item belongs to the item: it is shown to those who see it.
    let text = event.data.text.clone().filter(|_| event.data.item.is_none() || seen.is_some());
    Happening {
        time: local(event.at).format("%H:%M").to_string(),
        who: if is_nobodys { "iemand aan tafel".into() } else { people.label(event.by) },
        what,
        detail: event.data.reason.clone().filter(|_| event.data.item.is_none() || seen.is_some()).or(text),
    }
}
