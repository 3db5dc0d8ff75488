//! The story of a pupil by day, newest first: steps, facts, casusregie, what was said about sharing, meetings held.
//! Reasons and facts are the school's and the SWV's own; a partner sees the steps. What is known by its day only shows
//! no time. What happened is told in the words of the version of the way of working under which it happened.
use super::{decided::grounds_in_words, rows::Item};
use crate::{
    cases::{
        Case,
        story::{Happened, SigningAct, Undone, What, standing},
    },
    clock::local,
    consents::Register,
    members::Names,
    templates::Pinned,
};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use domain::{
    calendar::short_date,
    engine::{Event, Placed, VersionChange},
    id::{EventId, TemplateId},
    page::{
        Day, by_day,
        pupil::{Happening, HappeningKind},
    },
    stage::Stage,
    template::{Body, Key},
};
use std::collections::HashMap;

/// The versions under which something happened in these cases, and those that they are on now.
pub fn versions(cases: &[Case]) -> Vec<TemplateId> {
    let now = cases.iter().map(|case| case.row.template_id);
    let mut all: Vec<_> = cases.iter().flat_map(versions_of).chain(now).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Under which version each thing in the story of a case happened, in the order of the story.
pub(super) fn versions_of(case: &Case) -> Vec<TemplateId> {
    let changes: Vec<(EventId, &VersionChange)> = case
        .story
        .iter()
        .filter_map(|happened| match &happened.what {
            What::Event(Event::VersionChanged(change)) => Some((happened.id, change)),
            _ => None,
        })
        .collect();
    let mut now = changes.first().map_or(case.row.template_id, |(_, change)| change.from);
    let mut all = vec![];
    for happened in &case.story {
        all.push(now);
        match &happened.what {
            What::Event(Event::VersionChanged(change)) => now = change.to,
            What::Undone(undone) => {
                let back = changes.iter().find(|(id, _)| undone.events.contains(id));
                now = back.map_or(now, |(_, change)| change.from);
            }
            _ => {}
        }
    }
    all
}

/// Everything that happened. `known` holds the versions of [`versions`].
pub fn days(
    known: &HashMap<TemplateId, Pinned>,
    body: Option<&Body>,
    cases: &[Case],
    register: &Register,
    items: &[Item],
    names: &Names,
    by_consent: bool,
) -> Vec<Day<Happening>> {
    let mut all: Vec<(NaiveDateTime, Happening)> = vec![];
    for case in cases {
        let counts: Vec<_> = standing(&case.story).into_iter().map(|(id, _)| id).collect();
        for (happened, under) in case.story.iter().zip(versions_of(case)) {
            let undone = matches!(happened.what, What::Event(_)) && !counts.contains(&happened.id);
            let then = known.get(&under).map(|pinned| &**pinned.template as &Body);
            let told = match &happened.what {
                What::Event(Event::VersionChanged(change)) => Some(moved(known, then, change, happened, names)),
                What::Undone(what) => put_back(case, what, happened, names),
                _ => None,
            };
            let told = told.map(|line| Happening { detail: line.detail.filter(|_| !by_consent), ..line });
            if let Some(line) =
                told.map(|line| crossed(line, undone)).or_else(|| event(then, happened, names, by_consent, undone))
            {
                all.push((local(happened.at), line));
            }
        }
    }
    all.extend(consents(body, register, names));
    all.extend(items.iter().filter(|item| item.stage >= Stage::Held).map(|item| held(body, item)));
    // Of what happened at the same moment, the last comes first too.
    all.reverse();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    by_day(all.into_iter().map(|(at, line)| (at.date(), line)))
}

/// The case goes on under another version: what became of its steps, in the words of both.
fn moved(
    known: &HashMap<TemplateId, Pinned>,
    before: Option<&Body>,
    change: &VersionChange,
    happened: &Happened,
    names: &Names,
) -> Happening {
    let after = known.get(&change.to).map(|pinned| &**pinned.template as &Body);
    let label = |body: Option<&Body>, key: &Key| {
        body.and_then(|body| body.step(key.as_str())).map_or_else(|| key.to_string(), |step| step.label.clone())
    };
    let step = |placed: &Placed| {
        let from: Vec<_> = placed.from.iter().map(|key| label(before, key)).collect();
        let (from, to) = (from.join(" en "), label(after, &placed.now.step));
        let due = placed.now.due.map(|due| format!(", termijn tot {}", short_date(due))).unwrap_or_default();
        if from == to { format!("{to}{due}") } else { format!("{from} → {to}{due}") }
    };
    let detail = change.steps.iter().map(step).collect::<Vec<_>>().join("; ");
    Happening {
        time: time(local(happened.at)),
        who: who(happened, names),
        what: format!(
            "zette de casus over van versie {} naar versie {} van de werkwijze",
            change.from_number, change.to_number
        ),
        detail: Some(detail),
        kind: HappeningKind::Version,
    }
}

/// The case went back to the version that it came from.
fn put_back(case: &Case, undone: &Undone, happened: &Happened, names: &Names) -> Option<Happening> {
    let change = case.story.iter().find_map(|other| match &other.what {
        What::Event(Event::VersionChanged(change)) if undone.events.contains(&other.id) => Some(change),
        _ => None,
    })?;
    Some(Happening {
        time: time(local(happened.at)),
        who: who(happened, names),
        what: format!(
            "zette de casus terug van versie {} naar versie {} van de werkwijze",
            change.to_number, change.from_number
        ),
        detail: None,
        kind: HappeningKind::Version,
    })
}

/// "'Plan van aanpak' (ronde 2)"
fn sheet(body: Option<&Body>, form: &Key, round: u32) -> Option<String> {
    let title = &body.and_then(|body| body.form(form.as_str()))?.title;
    Some(if round > 1 { format!("'{title}' (ronde {round})") } else { format!("'{title}'") })
}

/// What was undone stays, and says so.
fn crossed(line: Happening, undone: bool) -> Happening {
    if undone { Happening { what: format!("{} (ongedaan gemaakt)", line.what), ..line } } else { line }
}

fn event(body: Option<&Body>, happened: &Happened, names: &Names, by_consent: bool, undone: bool) -> Option<Happening> {
    let step =
        |key: &str| body.and_then(|body| body.step(key)).map_or_else(|| key.to_owned(), |step| step.label.clone());
    let fact =
        |key: &str| body.and_then(|body| body.fact(key)).map_or_else(|| key.to_owned(), |fact| fact.label.clone());
    let (kind, what, detail) = match &happened.what {
        What::Completed(completed) => (
            HappeningKind::Sheet,
            format!("vulde {} volledig in", sheet(body, &completed.form, completed.round)?),
            None,
        ),
        What::Signed(signing) => {
            let sheet = sheet(body, &signing.form, signing.round)?;
            let what = match signing.act {
                SigningAct::Own => format!("ondertekende {sheet}"),
                SigningAct::Paper => format!("legde vast wie er op papier tekende bij {sheet}"),
                SigningAct::Back => format!("nam een handtekening terug bij {sheet}"),
            };
            (HappeningKind::Sheet, what, None)
        }
        What::Undone(_) => (HappeningKind::Undone, "maakte de laatste stap ongedaan".to_owned(), None),
        What::Event(event) => match event {
            // Leaving is told by entering the next step; a reason is told with it.
            Event::StepLeft { reason, step: left, .. } => {
                let reason = reason.clone()?;
                (HappeningKind::Step, format!("gaf de reden om {} te verlaten", step(left.as_str())), Some(reason))
            }
            Event::StepEntered { step: entered, due, round, .. } => {
                let times = if *round > 1 { format!(" (ronde {round})") } else { String::new() };
                let due = due.map(|due| format!("Termijn tot {}", short_date(due)));
                (HappeningKind::Step, format!("zette de leerling in {}{times}", step(entered.as_str())), due)
            }
            Event::FactRecorded { fact: key, .. } => {
                (HappeningKind::Fact, format!("legde vast: {}", fact(key.as_str())), None)
            }
            Event::FactRetracted { fact: key, reason, .. } => {
                (HappeningKind::Fact, format!("nam terug: {}", fact(key.as_str())), reason.clone())
            }
            Event::LeadSet { lead, .. } => {
                (HappeningKind::Lead, format!("gaf de casusregie aan {}", names.of(lead.membership)), None)
            }
            Event::Closed { closing, reason, .. } => {
                let how = body.and_then(|body| body.closing(closing.as_str()));
                let how = how.map_or_else(|| "sloot de casus".to_owned(), |closing| format!("koos: {}", closing.label));
                (HappeningKind::Closed, how, reason.clone())
            }
            Event::Reopened { .. } => (HappeningKind::Step, "opende de casus opnieuw".to_owned(), None),
            Event::Decided { decision, stage, outcome, grounds, reason, .. } => {
                let known = body.and_then(|body| body.decision(decision.as_str()))?;
                let why = grounds_in_words(known, outcome, grounds).join(" en ");
                let why = Some(why).filter(|why| !why.is_empty()).map(|why| format!("Omdat {why}."));
                let detail = why.into_iter().chain(reason.clone()).collect::<Vec<_>>().join(" ");
                let outcome = known.outcome(outcome.as_str()).map_or(outcome.as_str(), |outcome| &outcome.label);
                let what = format!("{}: {outcome}", known.stage_label(*stage));
                (HappeningKind::Fact, what, Some(detail).filter(|detail| !detail.is_empty()))
            }
            Event::Performed { step: of, way, .. } => {
                let known = body.and_then(|body| body.step(of.as_str()))?;
                let way = known.ways.iter().find(|known| known.key == *way)?;
                (HappeningKind::Fact, format!("voerde {} uit: {}", known.label, way.label), None)
            }
            Event::ClockStopped { step: of, reason, .. } => {
                (HappeningKind::Step, format!("zette de termijn van {} stil", step(of.as_str())), reason.clone())
            }
            Event::ClockResumed { step: of, due, .. } => {
                let due = due.map(|due| format!("Termijn tot {}", short_date(due)));
                (HappeningKind::Step, format!("liet de termijn van {} doorlopen", step(of.as_str())), due)
            }
            Event::TermExtended { step: of, due, reason, .. } => {
                let until = format!("verlengde de termijn van {} tot {}", step(of.as_str()), short_date(*due));
                (HappeningKind::Step, until, reason.clone())
            }
            Event::Escalated { escalation, reason, .. } => {
                let known = body.and_then(|body| body.escalation(escalation.as_str()))?;
                (HappeningKind::Fact, format!("schaalde op: {}", known.label), reason.clone())
            }
            // Told with the words of both versions.
            Event::VersionChanged(_) => return None,
        },
    };
    if by_consent && !matches!(kind, HappeningKind::Step | HappeningKind::Lead | HappeningKind::Closed) {
        return None;
    }
    let detail = if by_consent { None } else { detail };
    if by_consent && matches!(happened.what, What::Event(Event::StepLeft { .. })) {
        return None;
    }
    let line = Happening { time: time(local(happened.at)), who: who(happened, names), what, detail, kind };
    Some(crossed(line, undone))
}

fn who(happened: &Happened, names: &Names) -> String {
    happened.by.map(|by| names.of(by)).filter(|name| !name.is_empty()).unwrap_or_else(|| "Rondom".into())
}

fn time(at: NaiveDateTime) -> String {
    at.format("%H:%M").to_string()
}

fn consents(body: Option<&Body>, register: &Register, names: &Names) -> Vec<(NaiveDateTime, Happening)> {
    let label = |key: &str| {
        body.and_then(|body| body.consent(key)).map_or_else(|| key.to_owned(), |purpose| purpose.label.clone())
    };
    let mut all = vec![];
    for statement in &register.0 {
        let at = local(statement.recorded_at);
        let parties = statement.parties.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        let (opens, closes) = (HappeningKind::Consent, HappeningKind::Withdrawn);
        let purpose = label(&statement.purpose);
        let ((what, kind), (back, back_kind), about) = if statement.refuses {
            (("een bezwaar", closes), ("het bezwaar is opgeheven", opens), purpose)
        } else {
            (("toestemming", opens), ("toestemming is ingetrokken", closes), format!("{purpose}: {parties}"))
        };
        let said = format!("legde {what} vast van {}", statement.given_by);
        all.push((
            at,
            Happening {
                time: time(at),
                who: names.of(statement.recorded_by),
                what: said,
                detail: Some(about.clone()),
                kind,
            },
        ));
        let Some(on) = statement.withdrawn_on else { continue };
        // Where its time is not known: at the end of its day it stands above everything that is older.
        let end = (on.and_time(NaiveTime::MIN) + TimeDelta::days(1)) - TimeDelta::seconds(1);
        let taken_back = statement.withdrawn_at.map(local);
        all.push((
            taken_back.unwrap_or(end).max(at),
            Happening {
                time: taken_back.map(time).unwrap_or_default(),
                who: statement.withdrawn_by.map(|by| names.of(by)).unwrap_or_default(),
                what: format!("legde vast dat {back}"),
                detail: Some(about),
                kind: back_kind,
            },
        ));
    }
    all
}

/// A meeting is planned for an hour; when it was held is known by the day.
fn held(body: Option<&Body>, item: &Item) -> (NaiveDateTime, Happening) {
    let kind = body.and_then(|body| body.meeting(&item.kind));
    let name = kind.map_or_else(|| item.kind.clone(), |kind| kind.abbreviation.clone());
    let at = local(item.starts_at);
    let line = Happening {
        time: String::new(),
        who: name,
        what: "besprak de leerling".into(),
        detail: None,
        kind: HappeningKind::Meeting,
    };
    (at, line)
}
