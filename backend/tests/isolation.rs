//! Lock 5: whatever somebody of one tenant does, with whatever ids, another tenant stays byte for byte the same.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Scope,
    analyses::{self, AbsenceFacts, RowPost},
    meetings, members,
    testing::{TestHouse, demos},
};
use domain::{
    id::{ActionId, AnalysisId, ConsentId, ItemId, MeetingId, MembershipId, OrganisationId, PupilId, RowId},
    stage::Stage,
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use uuid::Uuid;

const MINE: &str = "west-brabant-po";
const OTHER: &str = "haarlemmermeer";
/// Sequences on each engine, and commands in each.
const SEQUENCES: usize = 12;
const COMMANDS: usize = 12;

/// Ids of a table, of both tenants together: the attacker knows them all.
async fn ids(house: &TestHouse, table: &str) -> Vec<Uuid> {
    let mut all = vec![];
    for slug in [MINE, OTHER] {
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
}

/// A command and what it is aimed at; the numbers pick among the known ids.
type Shot = (u8, prop::sample::Index, prop::sample::Index, prop::sample::Index);

async fn fire(scope: &Scope, known: &Known, (kind, a, b, c): &Shot) {
    let analysis = AnalysisId(*a.get(&known.analyses));
    let meeting = MeetingId(*a.get(&known.meetings));
    let row = RowId(*b.get(&known.rows));
    let item = *b.get(&known.items);
    let pupil = PupilId(*b.get(&known.pupils));
    let school = OrganisationId(*c.get(&known.schools));
    let member = MembershipId(*c.get(&known.members));
    // What comes back does not matter here; what stays in the database does.
    match kind % 16 {
        0 => drop(analyses::start(scope, school, 1 + i32::try_from(b.index(6)).unwrap()).await),
        1 => {
            let fields =
                vec![("hulpvraag".to_owned(), "van een ander".to_owned()), ("zat".to_owned(), "ja".to_owned())];
            drop(analyses::save(scope, analysis, vec![RowPost { row, version: 1, fields }]).await);
        }
        2 => drop(analyses::add(scope, analysis, "proces_1", &pupil.to_string()).await),
        3 => drop(analyses::remove(scope, analysis, row).await),
        4 => drop(analyses::move_row(scope, analysis, row, "naar_2_0", "omdat het kan").await),
        5 => {
            let facts = AbsenceFacts {
                since: scope.today(),
                until: None,
                authorised: false,
                unenrolled_on: Some(scope.today()),
                fields: vec![],
            };
            drop(analyses::record_absence(scope, analysis, &pupil.to_string(), facts).await);
        }
        6 => drop(meetings::move_to(scope, meeting, Stage::ALL[b.index(5)], "omdat het kan", 1).await),
        7 => drop(meetings::add_all(scope, meeting).await),
        8 => drop(meetings::remove(scope, meeting, item, "omdat het kan", 1).await),
        9 => drop(meetings::invite(scope, meeting, ItemId(item), member).await),
        10 => drop(meetings::complete(scope, ActionId(*b.get(&known.actions))).await),
        11 => drop(meetings::plan_year(scope, school, "sot").await),
        12 => drop(members::withdraw(scope, member, 1).await),
        13 => drop(meetings::edit_question(scope, meeting, item, "iets anders", 1).await),
        14 => drop(backend::cases::start(scope, pupil, "proces_1").await),
        _ => drop(backend::consents::withdrawal(scope, pupil, ConsentId(*c.get(&known.consents))).await),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_commands_leave_another_tenant_byte_for_byte_the_same() {
    for house in demos().await {
        let known = Known {
            schools: ids(&house, "organisation").await,
            pupils: ids(&house, "pupil").await,
            analyses: ids(&house, "analysis").await,
            rows: ids(&house, "analysis_row").await,
            meetings: ids(&house, "meeting").await,
            items: ids(&house, "agenda_item").await,
            actions: ids(&house, "action").await,
            members: ids(&house, "membership").await,
            consents: ids(&house, "consent").await,
        };
        let other = house.house.tenant(OTHER).await.unwrap().unwrap().id;
        let before = house.dump(other).await;
        assert!(before.values().map(Vec::len).sum::<usize>() > 100, "there is something to protect");
        let mut runner = TestRunner::new(Config::default());
        let index = any::<prop::sample::Index>;
        let shots = prop::collection::vec((any::<u8>(), index(), index(), index()), COMMANDS);
        let attacker = house.enter(MINE, "Wouter Wolters").await;
        for _ in 0..SEQUENCES {
            let sequence = shots.new_tree(&mut runner).unwrap().current();
            for shot in &sequence {
                fire(&attacker, &known, shot).await;
            }
            assert_eq!(house.dump(other).await, before, "{} after {sequence:?}", house.engine);
        }
    }
}

#[tokio::test]
async fn a_dump_sees_every_change() {
    for house in demos().await {
        let tenant = house.house.tenant(OTHER).await.unwrap().unwrap().id;
        let before = house.dump(tenant).await;
        let ib = house.enter(OTHER, "Ineke Bakker").await;
        let list = analyses::list(&ib).await.unwrap();
        let school = list.schools.iter().find(|school| school.startable.is_some()).unwrap();
        analyses::start(&ib, school.id, school.startable.unwrap()).await.unwrap();
        assert_ne!(house.dump(tenant).await, before, "{}", house.engine);
    }
}
