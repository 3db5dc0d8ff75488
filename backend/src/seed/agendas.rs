//! What happened to an agenda: planned, filled, sent, made definitive, held, shared; a line per act, with who and when,
//! as the services of the meetings write and read it.
use super::{
    analyses,
    history::Story,
    items::Table,
    moments::{at, shift},
    tenancy::Tenancy,
};
use crate::store::entity::meeting_event;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{calendar::Open, id::MembershipId, stage::Stage};
use serde_json::{Value, json};

struct Deed {
    at: DateTime<Utc>,
    by: MembershipId,
    kind: &'static str,
    data: Value,
}

/// Writes the story of the agenda that was planted last; its version counts the acts.
pub(super) fn plant(tenancy: &mut Tenancy, story: &Story<'_>, table: &Table) {
    let mut deeds = filled(tenancy, story, table);
    let stages = Stage::ALL.iter().skip(1).take_while(|stage| **stage <= table.stage);
    deeds.extend(stages.map(|stage| Deed {
        at: reached(tenancy, story, table, *stage),
        by: story.secretary,
        kind: "stage_reached",
        data: json!({ "to": stage }),
    }));
    deeds.sort_by_key(|deed| deed.at);
    let acts = i32::try_from(deeds.len()).unwrap_or_default();
    for (version, mut deed) in (1..).zip(deeds) {
        if let Some(data) = deed.data.as_object_mut() {
            data.insert("version".into(), json!(version));
        }
        let id = tenancy.new_id(deed.at);
        tenancy.rows.meeting_events.push(meeting_event::Model {
            tenant_id: tenancy.id,
            id,
            meeting_id: table.meeting,
            at: deed.at,
            membership_id: deed.by,
            kind: deed.kind.into(),
            data: deed.data,
        });
    }
    if let Some(meeting) = tenancy.rows.meetings.last_mut() {
        meeting.version = acts;
    }
}

/// How the agenda was planned and filled, and what was corrected afterwards.
fn filled(tenancy: &Tenancy, story: &Story<'_>, table: &Table) -> Vec<Deed> {
    let by = story.secretary;
    let planned = at(story.cycles.all[table.cycle].year.first_day(), 10, 0).min(at(tenancy.today, 8, 0));
    let mut deeds = vec![Deed { at: planned, by, kind: "planned", data: json!({}) }];
    let items = || tenancy.rows.items.iter().filter(|item| item.meeting_id == table.meeting);
    let (own, partners): (Vec<_>, Vec<_>) = items().partition(|item| item.added_by == by);
    if let Some(first) = own.first() {
        deeds.push(Deed { at: first.added_at, by, kind: "items_added", data: json!({ "count": own.len() }) });
    }
    deeds.extend(partners.into_iter().map(|item| Deed {
        at: item.added_at,
        by: item.added_by,
        kind: "item_added",
        data: json!({ "item": item.id }),
    }));
    let anonymous = tenancy.rows.anonymous_items.iter().filter(|item| item.meeting_id == table.meeting);
    deeds.extend(anonymous.map(|item| Deed {
        at: at(item.added_on, 15, 46),
        by: item.added_by,
        kind: "anonymous_added",
        data: json!({}),
    }));
    let corrected = tenancy.rows.corrections.iter().filter(|row| items().any(|item| row.item_id == Some(item.id)));
    deeds.extend(corrected.map(|row| Deed {
        at: row.at,
        by: row.membership_id,
        kind: "corrected",
        data: json!({ "item": row.item_id }),
    }));
    deeds
}

/// When the agenda came into a stage.
fn reached(tenancy: &Tenancy, story: &Story<'_>, table: &Table, stage: Stage) -> DateTime<Utc> {
    let day = story.cycles.all[table.cycle].day;
    let before = |days: i64| -> NaiveDate {
        let day = shift(day, -days).min(shift(tenancy.today, -1));
        tenancy.calendar.roll_back(day, Open::School).max(analyses::made_on(tenancy, story, table.cycle))
    };
    match stage {
        Stage::Concept => at(before(14), 16, 0),
        Stage::Sent => at(before(9), 16, 5),
        Stage::Definitive => at(before(4), 16, 45),
        Stage::Held => table.starts_at + chrono::TimeDelta::minutes(95),
        Stage::Shared => at(shift(day, 4), 16, 20),
    }
}
