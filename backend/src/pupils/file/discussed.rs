//! Meetings in which the pupil was discussed and what was agreed there: only what policy lets this reader see of each.
use super::rows::Item;
use crate::{clock::local, consents::Register, meetings::whose, members::Names, templates::Pinned};
use chrono::NaiveDate;
use domain::{
    actor::Actor,
    id::{OrganisationId, TemplateId},
    page::pupil::{Deed, Discussed},
    policy::{Action, Grounds, Schools, permit},
    stage::Stage,
    template::Body,
    term::Term,
};
use std::collections::HashMap;

/// The items that this reader may see, by the same rule as on the agenda itself: that of the way of working under which
/// the meeting was planned. What nobody knows the rule of stays closed.
pub fn readable(
    actor: &Actor,
    school: OrganisationId,
    items: Vec<Item>,
    register: &Register,
    today: NaiveDate,
    ways: &HashMap<TemplateId, Pinned>,
) -> Vec<Item> {
    let may = |item: &mut Item| {
        let Some(way) = ways.get(&item.template) else { return false };
        let kind = way.template.meeting(&item.kind);
        let table = whose::table(item.schools, item.host, &item.kind, &way.template);
        let purpose = kind.and_then(|kind| kind.consent.as_ref()).map_or("", |key| key.as_str());
        let state = register.state(purpose, today);
        let grounds = Grounds::table(&table).consent(&state);
        let door = kind.map(|kind| kind.door(local(item.starts_at).date(), today));
        let grounds = door.map_or(grounds, |door| grounds.at(item.stage, door));
        item.opens = permit(actor, Action::SeeAgenda, grounds).is_ok();
        permit(actor, Action::SeeItem, grounds.about(school)).is_ok()
    };
    let mut items = items;
    items.retain_mut(may);
    items
}

/// From which stage a reader knows what was decided and agreed: the school of its own meeting once it was held, others when
/// the minutes were shared.
fn agreed_from(by_consent: bool, item: &Item) -> Stage {
    if by_consent || !matches!(item.schools, Schools::One(_)) { Stage::Shared } else { Stage::Held }
}

/// The meetings; decisions once they were taken, and for partners once the minutes were shared.
pub fn meetings(body: Option<&Body>, items: &[Item], by_consent: bool) -> Vec<Discussed> {
    let line = |item: &Item| {
        let kind = body.and_then(|body| body.meeting(&item.kind));
        Discussed {
            kind: kind.map_or_else(|| item.kind.clone(), |kind| kind.abbreviation.clone()),
            on: local(item.starts_at).date(),
            stage: kind.map_or_else(String::new, |kind| kind.stage_label(item.stage).to_owned()),
            question: item.question.clone(),
            decision: if item.stage >= agreed_from(by_consent, item) { item.decision.clone() } else { String::new() },
            href: if item.opens { format!("/overleggen/{}", item.meeting) } else { String::new() },
        }
    };
    items.iter().map(line).collect()
}

/// The actions, open ones first, by date; for partners once the minutes were shared.
pub fn actions(items: &[Item], names: &Names, today: NaiveDate, by_consent: bool) -> Vec<Deed> {
    let held = items.iter().filter(|item| item.stage >= agreed_from(by_consent, item));
    let mut all: Vec<Deed> = held
        .flat_map(|item| &item.actions)
        .map(|action| Deed {
            what: action.what.clone(),
            owner: names.of(action.owner),
            term: Term::new(action.due_on).chip(today),
            done_on: action.done_at.map(|at| local(at).date()),
        })
        .collect();
    all.sort_by_key(|deed| (deed.done_on.is_some(), deed.term.due));
    all
}
