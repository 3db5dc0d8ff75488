//! Lock 5: whatever somebody of one tenant does, with whatever ids, another tenant stays byte for byte the same.

#![expect(clippy::unwrap_used, reason = "tests")]
mod shots;

use backend::{
    Scope,
    analyses::{self, AbsenceFacts, RowPost},
    cases::{self, moving::Wanted},
    closing_days, consents,
    meetings::{self, NewAction, NewAnonymous, NewMeeting, NewNamed, Written},
    members, pupils, sheets,
    templates::{self, carry},
    testing::{TestHouse, demos},
};
use domain::{
    calendar::short_date,
    id::{
        ActionId, AnalysisId, ConsentId, DraftId, ItemId, MeetingId, MembershipId, MoveId, MovingId, OrganisationId,
        PupilId, RowId, TemplateId,
    },
    stage::Stage,
    template::empty,
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::sync::Arc;
use uuid::Uuid;

use shots::fire;

/// Two tenants, and who attacks one from the other.
const TENANTS: [&str; 2] = ["west-brabant-po", "haarlemmermeer"];
const ATTACKS: [(&str, &str, &str); 3] = [
    ("Wouter Wolters", "west-brabant-po", "haarlemmermeer"),
    ("Ineke Bakker", "haarlemmermeer", "west-brabant-po"),
    ("Fenna Bos", "haarlemmermeer", "west-brabant-po"),
];
/// Sequences on each engine, and commands in each.
const SEQUENCES: usize = 6;
const COMMANDS: usize = 20;

/// Ids of a table, of both tenants together: the attacker knows them all.
async fn ids(house: &TestHouse, table: &str) -> Vec<Uuid> {
    let mut all = vec![];
    for slug in TENANTS {
        let tenant = house.house.tenant(slug).await.unwrap().unwrap().id;
        let tx = house.owner.begin().await.unwrap();
        let backend = house.owner.get_database_backend();
        let filter = if backend == DbBackend::Postgres {
            let set = format!("SELECT set_config('app.tenant_id', '{tenant}', true)");
            tx.execute_unprepared(&set).await.unwrap();
            format!("'{tenant}'")
        } else {
            format!("x'{}'", tenant.0.simple())
        };
        let sql = format!("SELECT id FROM \"{table}\" WHERE tenant_id = {filter} ORDER BY id LIMIT 40");
        let rows = tx.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        all.extend(rows.iter().map(|row| row.try_get::<Uuid>("", "id").unwrap()));
        tx.rollback().await.unwrap();
    }
    all
}

/// A version to go to, and a case that waits to go there, in a tenant; under the floor, as not every demonstration has
/// somebody who moves cases.
async fn moving(house: &TestHouse, slug: &str) {
    let tenant = house.house.tenant(slug).await.unwrap().unwrap();
    let text = carry::export(&house.house, Arc::clone(&tenant), None).await.unwrap();
    carry::import(&house.house, Arc::clone(&tenant), &text, "2027-08-01".parse().unwrap()).await.unwrap();
    let backend = house.owner.get_database_backend();
    let tx = house.owner.begin().await.unwrap();
    let postgres = backend == DbBackend::Postgres;
    let quoted = |id: Uuid| if postgres { format!("'{id}'::uuid") } else { format!("x'{}'", id.simple()) };
    if postgres {
        tx.execute_unprepared(&format!("SELECT set_config('app.tenant_id', '{}', true)", tenant.id)).await.unwrap();
    }
    let (mine, id) = (format!("tenant_id = {}", quoted(tenant.id.0)), quoted(house.house.new_id()));
    let one = |table: &str| format!("(SELECT id FROM \"{table}\" WHERE {mine} ORDER BY id LIMIT 1)");
    let sql = format!(
        "INSERT INTO moving (tenant_id, id, from_id, to_id, choices, moved_by, moved_at, seen_at) \
         SELECT tenant_id, {id}, id, id, '{{}}', {}, published_at, published_at FROM template \
         WHERE {mine} AND id = {}",
        one("membership"),
        one("template")
    );
    tx.execute_unprepared(&sql).await.unwrap();
    let sql = format!(
        "INSERT INTO case_move (tenant_id, id, moving_id, case_id, seen, outcome, reason) \
         SELECT tenant_id, {}, {id}, id, version, 'waiting', '' FROM \"case\" WHERE {mine} AND id = {}",
        quoted(house.house.new_id()),
        one("case")
    );
    tx.execute_unprepared(&sql).await.unwrap();
    tx.commit().await.unwrap();
}

/// What the attacker can name.
struct Known {
    schools: Vec<Uuid>,
    pupils: Vec<Uuid>,
    analyses: Vec<Uuid>,
    rows: Vec<Uuid>,
    meetings: Vec<Uuid>,
    items: Vec<Uuid>,
    actions: Vec<Uuid>,
    members: Vec<Uuid>,
    consents: Vec<Uuid>,
    drafts: Vec<Uuid>,
    templates: Vec<Uuid>,
    cases: Vec<Uuid>,
    movings: Vec<Uuid>,
    moves: Vec<Uuid>,
    closing_days: Vec<Uuid>,
}

impl Known {
    async fn of(house: &TestHouse) -> Self {
        Self {
            schools: ids(house, "organisation").await,
            pupils: ids(house, "pupil").await,
            analyses: ids(house, "analysis").await,
            rows: ids(house, "analysis_row").await,
            meetings: ids(house, "meeting").await,
            items: ids(house, "agenda_item").await,
            actions: ids(house, "action").await,
            members: ids(house, "membership").await,
            consents: ids(house, "consent").await,
            drafts: ids(house, "template_draft").await,
            templates: ids(house, "template").await,
            cases: ids(house, "case").await,
            movings: ids(house, "moving").await,
            moves: ids(house, "case_move").await,
            closing_days: ids(house, "closing_day").await,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_commands_leave_another_tenant_byte_for_byte_the_same() {
    for house in demos().await {
        // Only one of the tenants has somebody in the demonstration who writes its way of working.
        for slug in TENANTS {
            house.drafted(slug, "Concept", empty()).await;
            moving(&house, slug).await;
        }
        let known = Known::of(&house).await;
        let mut runner = TestRunner::new(Config::default());
        let index = any::<prop::sample::Index>;
        let shots = prop::collection::vec((any::<u8>(), index(), index(), index()), COMMANDS);
        for (name, from, other) in ATTACKS {
            let other = house.house.tenant(other).await.unwrap().unwrap().id;
            let before = house.dump(other).await;
            assert!(before.values().map(Vec::len).sum::<usize>() > 100, "there is something to protect");
            let attacker = house.enter(from, name).await;
            for _ in 0..SEQUENCES {
                let sequence = shots.new_tree(&mut runner).unwrap().current();
                for shot in &sequence {
                    fire(&attacker, &known, shot).await;
                }
                assert_eq!(house.dump(other).await, before, "{} by {name} after {sequence:?}", house.engine);
            }
        }
    }
}

#[tokio::test]
async fn a_dump_sees_every_change() {
    for house in demos().await {
        let tenant = house.house.tenant(TENANTS[1]).await.unwrap().unwrap().id;
        let before = house.dump(tenant).await;
        let ib = house.enter(TENANTS[1], "Ineke Bakker").await;
        let list = analyses::list(&ib).await.unwrap();
        let school = list.schools.iter().find(|school| school.startable.is_some()).unwrap();
        analyses::start(&ib, school.id, school.startable.unwrap()).await.unwrap();
        assert_ne!(house.dump(tenant).await, before, "{}", house.engine);
    }
}
