//! The five locks, under the floor: every table has them or stands in a list with a reason.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    store::{
        entity::{GLOBAL_TABLES, TENANT_TABLES},
        lock,
    },
    testing::{houses, houses_after},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::collections::BTreeSet;

/// Tables without a tenant, each with the reason why it may be so. A stale line fails.
const WITHOUT_TENANT: &[(&str, &str)] = &[
    ("tenant", "the list of tenants itself: name, host and colour"),
    ("region", "the list of regions itself"),
    ("region_tenant", "which tenants form a region: public knowledge"),
    ("region_report", "numbers that tenants report to their region; no pupil, no case"),
    ("region_member", "who sits in a regie-overleg: no pupil, no tenant data"),
    ("person", "a person who logs in works in several tenants; name and work e-mail only"),
    ("person_tenant", "at which tenants a person may knock; what is held there stands in the tenant"),
    ("identity", "binds a login to a person, before any tenant is entered"),
    ("login_attempt", "state of a login under way, minutes old, deleted on use"),
    ("ticket", "one-time ticket between hosts, a minute old, deleted on use"),
    ("spent_notice", "hash of a logout notice that was obeyed, so that it cannot be replayed; minutes old"),
    ("session", "who is logged in on which host; read before the tenant is entered"),
    ("seaql_migrations", "which migrations ran"),
];

async fn tables(db: &sea_orm::DatabaseConnection) -> BTreeSet<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

#[tokio::test]
async fn every_table_has_a_tenant_or_a_reason() {
    for house in houses().await {
        let found = tables(&house.owner).await;
        let reasons = WITHOUT_TENANT.iter().map(|(name, _)| (*name).to_owned());
        let known: BTreeSet<String> = TENANT_TABLES.iter().map(|name| (*name).to_owned()).chain(reasons).collect();
        assert_eq!(found, known, "{}", house.engine);
        for name in GLOBAL_TABLES {
            assert!(WITHOUT_TENANT.iter().any(|(known, _)| known == name), "{name} has no reason");
        }
    }
}

#[tokio::test]
async fn every_tenant_table_has_composite_keys_only() {
    for house in houses().await.into_iter().filter(|house| house.engine == "sqlite") {
        for table in TENANT_TABLES {
            let keys =
                format!("SELECT \"table\" AS target, \"from\" AS source, id FROM pragma_foreign_key_list('{table}')");
            let rows = house.owner.query_all_raw(Statement::from_string(DbBackend::Sqlite, keys)).await.unwrap();
            let of = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
            for row in &rows {
                let (target, id) = (of(row, "target"), row.try_get::<i32>("", "id").unwrap());
                if TENANT_TABLES.contains(&target.as_str()) {
                    let sources: Vec<String> = rows
                        .iter()
                        .filter(|other| other.try_get::<i32>("", "id").unwrap() == id)
                        .map(|other| of(other, "source"))
                        .collect();
                    assert!(sources.contains(&"tenant_id".to_owned()), "{table} points to {target} without its tenant");
                }
            }
            let primary = format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
            let rows = house.owner.query_all_raw(Statement::from_string(DbBackend::Sqlite, primary)).await.unwrap();
            let columns: Vec<String> = rows.iter().map(|row| of(row, "name")).collect();
            assert_eq!(columns, ["tenant_id", "id"], "{table}");
        }
    }
}

#[tokio::test]
async fn the_role_of_the_server_meets_every_lock() {
    for house in houses().await {
        assert_eq!(lock::faults(house.house.store()).await.unwrap(), Vec::<String>::new(), "{}", house.engine);
    }
}

#[tokio::test]
async fn an_owner_is_refused_as_server() {
    for house in houses().await.into_iter().filter(|house| house.engine == "postgres") {
        let store = house.owner_store().await;
        let faults = lock::faults(&store).await.unwrap();
        assert!(faults.iter().any(|fault| fault.contains("eigenaar")), "{faults:?}");
    }
}

#[tokio::test]
async fn the_words_in_columns_are_the_words_of_the_domain() {
    use domain::{actor::Function, page::moving::Outcome, stage::Stage};
    let functions: Vec<&str> = Function::ALL.iter().map(|f| f.key()).collect();
    let mut words = migrations::words::FUNCTIONS.to_vec();
    let mut expected = functions.clone();
    words.sort_unstable();
    expected.sort_unstable();
    assert_eq!(words, expected);
    assert_eq!(migrations::words::STAGES, Stage::ALL.map(Stage::key));
    assert_eq!(migrations::words::MOVE_OUTCOMES, Outcome::ALL.map(Outcome::key));
}

/// How many migrations there were when every school was what its samenwerkingsverband is.
const BEFORE_SECTORS: u32 = 14;

#[tokio::test]
async fn a_school_from_before_is_what_its_samenwerkingsverband_was() {
    for house in houses_after(Some(BEFORE_SECTORS)).await {
        let postgres = house.owner.get_database_backend() == DbBackend::Postgres;
        let id = |n: u128| {
            let id = uuid::Uuid::from_u128(n);
            if postgres { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
        };
        let run = async |tenant: u128, sql: String| {
            let tx = house.owner.begin().await.unwrap();
            if postgres {
                let set = format!("SELECT set_config('app.tenant_id', {}, true)", id(tenant));
                tx.execute_unprepared(&set).await.unwrap();
            }
            let done = tx.execute_unprepared(&sql).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            done.map(|done| done.rows_affected())
        };
        let row = |tenant: u128, own: u128, kind: &str| {
            format!(
                "INSERT INTO organisation (tenant_id, id, kind, name) VALUES ({}, {}, '{kind}', 'De Es')",
                id(tenant),
                id(own)
            )
        };
        for (tenant, sector) in [(1, "po"), (2, "vo")] {
            let new =
                format!("INSERT INTO tenant VALUES ({}, '{sector}', 'Oud', '{sector}', '#000', 'noord')", id(tenant));
            run(tenant, new).await.unwrap();
            run(tenant, row(tenant, tenant + 10, "board")).await.unwrap();
            run(tenant, row(tenant, tenant + 20, "school")).await.unwrap();
            let under =
                format!("UPDATE organisation SET parent_id = {} WHERE id = {}", id(tenant + 10), id(tenant + 20));
            run(tenant, under).await.unwrap();
        }
        house.migrate().await;
        for (tenant, sector) in [(1, "po"), (2, "vo")] {
            let set = |what: &str, filter: &str| {
                format!("UPDATE organisation SET {what} WHERE tenant_id = {} AND {filter}", id(tenant))
            };
            let kept = format!("kind = 'school' AND sector = '{sector}' AND parent_id = {}", id(tenant + 10));
            assert_eq!(run(tenant, set("name = 'De Eik'", &kept)).await.unwrap(), 1, "{} {sector}", house.engine);
            let board = set("name = 'Bestuur'", "kind = 'board' AND sector IS NULL");
            assert_eq!(run(tenant, board).await.unwrap(), 1);
            for wrong in ["'po_vo'", "'mbo'", "NULL"] {
                let refused = run(tenant, set(&format!("sector = {wrong}"), "kind = 'school'")).await;
                assert!(refused.is_err(), "{}: a school of {wrong}", house.engine);
            }
            assert!(run(tenant, set("sector = 'po'", "kind = 'board'")).await.is_err(), "a board is of no sector");
        }
        assert!(run(1, row(1, 31, "school")).await.is_err(), "a new school says what it is");
        let sector = |word: &str| format!("UPDATE tenant SET sector = '{word}' WHERE slug = 'vo'");
        assert_eq!(run(2, sector("po_vo")).await.unwrap(), 1, "{}", house.engine);
        assert!(run(2, sector("mbo")).await.is_err());
        assert!(run(1, "UPDATE tenant SET slug = 'vo'".into()).await.is_err(), "two with one host name");
        assert!(
            run(1, format!("DELETE FROM tenant WHERE id = {}", id(1))).await.is_err(),
            "schools still belong to it"
        );
        assert_eq!(lock::faults(house.house.store()).await.unwrap(), Vec::<String>::new(), "{}", house.engine);
    }
}

/// How many migrations there were when every meeting was of a school.
const BEFORE_OWNERS: u32 = 11;

#[tokio::test]
async fn a_meeting_from_before_stays_that_of_its_school() {
    for house in houses_after(Some(BEFORE_OWNERS)).await {
        let postgres = house.owner.get_database_backend() == DbBackend::Postgres;
        let id = |n: u128| {
            let id = uuid::Uuid::from_u128(n);
            if postgres { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
        };
        let (tenant, school, template, person, member, meeting) = (id(1), id(2), id(3), id(4), id(5), id(6));
        let run = async |sql: String| {
            let tx = house.owner.begin().await.unwrap();
            if postgres {
                let set = format!("SELECT set_config('app.tenant_id', {tenant}, true)");
                tx.execute_unprepared(&set).await.unwrap();
            }
            let done = tx.execute_unprepared(&sql).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            done.map(|done| done.rows_affected())
        };
        let day = "'2026-09-07 10:00:00+00:00'";
        for sql in [
            format!("INSERT INTO tenant VALUES ({tenant}, 'oud', 'Oud', 'po', '#000000', 'noord')"),
            format!(
                "INSERT INTO organisation (tenant_id, id, kind, name) VALUES ({tenant}, {school}, 'school', 'De Es')"
            ),
            format!(
                "INSERT INTO template (tenant_id, id, key, number, title, body, effective_from, published_at, note) \
                 VALUES ({tenant}, {template}, 'zat', 1, '', '', '2026-08-01', {day}, '')"
            ),
            format!("INSERT INTO person (id, name, email, created_at) VALUES ({person}, 'Ineke', '', {day})"),
            format!(
                "INSERT INTO membership (tenant_id, id, person_id, function, organisation_id, valid_from, version) \
                 VALUES ({tenant}, {member}, {person}, 'intern_begeleider', {school}, '2026-08-01', 1)"
            ),
            format!(
                "INSERT INTO meeting (tenant_id, id, school_id, template_id, kind, school_year, period, starts_at, place, \
                 stage, version) VALUES ({tenant}, {meeting}, {school}, {template}, 'zat', 2026, 1, {day}, '', 'sent', 4)"
            ),
            format!(
                "INSERT INTO attendance (tenant_id, id, meeting_id, membership_id, presence) \
                 VALUES ({tenant}, {}, {meeting}, {member}, 'present')",
                id(7)
            ),
        ] {
            run(sql.clone()).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        house.migrate().await;
        let kept = format!(
            "UPDATE meeting SET version = 5 WHERE tenant_id = {tenant} AND school_id = {school} AND area_id IS NULL \
             AND organisation_id IS NULL AND stage = 'sent' AND version = 4"
        );
        assert_eq!(run(kept).await.unwrap(), 1, "{}", house.engine);
        let same = |school: &str, new: u128| {
            format!(
                "INSERT INTO meeting (tenant_id, id, school_id, template_id, kind, school_year, period, starts_at, place, \
                 stage, version) VALUES ({tenant}, {}, {school}, {template}, 'zat', 2026, 1, {day}, '', 'sent', 1)",
                id(new)
            )
        };
        assert!(run(same(&school, 8)).await.is_err(), "the same period twice");
        assert!(run(same("NULL", 9)).await.is_err(), "nobody's meeting");
        let area = format!("UPDATE meeting SET school_id = NULL, area_id = {} WHERE tenant_id = {tenant}", id(10));
        assert!(run(area).await.is_err(), "an area that is not there");
        assert!(run(format!("DELETE FROM meeting WHERE tenant_id = {tenant}")).await.is_err(), "somebody was there");
        assert_eq!(lock::faults(house.house.store()).await.unwrap(), Vec::<String>::new(), "{}", house.engine);
    }
}
