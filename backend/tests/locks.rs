//! The five locks, under the floor: every table has them or stands in a list with a reason.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    store::{
        entity::{GLOBAL_TABLES, TENANT_TABLES},
        lock,
    },
    testing::houses,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
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
