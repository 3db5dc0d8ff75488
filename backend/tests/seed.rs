//! The demonstration: the same every time, on both engines, and true to the list of personas.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure,
    seed::{INVITATION_TOKEN, Settings, Size, personas, plant},
    store::{
        Store,
        entity::{GLOBAL_TABLES, TENANT_TABLES},
    },
    testing::{TestHouse, a_school_morning, houses},
};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};

fn today() -> NaiveDate {
    a_school_morning().date_naive()
}

/// The store with which the seed runs: the owner's.
async fn owner(house: &TestHouse) -> Store {
    let url = match house.owner.get_database_backend() {
        DbBackend::Postgres => {
            let schema: String = one(&house.owner, "SELECT current_schema()::text AS v").await;
            let url = std::env::var("RONDOM_TEST_PG_OWNER_URL").unwrap();
            let mark = if url.contains('?') { '&' } else { '?' };
            format!("{url}{mark}options=-csearch_path%3D{schema}")
        }
        _ => return house.house.store().clone(),
    };
    Store::open(&url).await.unwrap()
}

async fn one<T: sea_orm::TryGetable>(db: &DatabaseConnection, sql: &str) -> T {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "v").unwrap()
}

async fn planted(today: NaiveDate, size: Size) -> Vec<(TestHouse, Store)> {
    let mut all = vec![];
    for house in houses().await {
        let store = owner(&house).await;
        plant(&store, &Settings::new(size, today), |_| {}).await.unwrap();
        all.push((house, store));
    }
    all
}

/// Every row of every table as text, in the order of the rows.
async fn dump(db: &DatabaseConnection) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in GLOBAL_TABLES.iter().chain(TENANT_TABLES) {
        let columns = format!("SELECT name AS v FROM pragma_table_info('{table}')");
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, columns)).await.unwrap();
        let quoted: Vec<String> =
            rows.iter().map(|row| format!("quote(\"{}\")", row.try_get::<String>("", "v").unwrap())).collect();
        let sql = format!("SELECT {} AS v FROM \"{table}\" ORDER BY 1", quoted.join(" || '|' || "));
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        all.insert(*table, rows.iter().map(|row| row.try_get("", "v").unwrap()).collect());
    }
    all
}

#[tokio::test]
async fn the_same_day_gives_the_same_rows_to_the_byte() {
    let mut dumps = vec![];
    for (house, _) in planted(today(), Size::Small).await.iter().chain(&planted(today(), Size::Small).await) {
        if house.engine == "sqlite" {
            dumps.push(dump(&house.owner).await);
        }
    }
    for table in dumps[0].keys() {
        assert_eq!(dumps[0][table], dumps[1][table], "{table}");
    }
}

#[tokio::test]
async fn every_day_of_the_year_has_a_story() {
    for day in
        ["2026-08-03", "2026-08-31", "2026-11-22", "2026-12-28", "2027-01-11", "2027-04-01", "2027-07-19", "2027-07-31"]
    {
        let day: NaiveDate = day.parse().unwrap();
        let (house, _) = planted(day, Size::Small).await.remove(0);
        let held: i64 = one(&house.owner, "SELECT count(*) AS v FROM meeting WHERE stage = 'shared'").await;
        let next = format!(
            "SELECT min(substr(starts_at, 1, 10)) AS v FROM meeting WHERE stage = 'sent' AND starts_at > '{day}'"
        );
        let next: String = one(&house.owner, &next).await;
        eprintln!("{day}: {held} shared, next {next}");
        assert!(held >= 9, "{day}");
    }
}

#[tokio::test]
async fn a_demonstration_never_mixes_with_what_is_there() {
    for (house, store) in planted(today(), Size::Small).await {
        let refused = plant(&store, &Settings::new(Size::Small, today()), |_| {}).await.unwrap_err();
        assert!(matches!(refused, Failure::Rejected(why) if why.contains("--fresh")), "{}", house.engine);
    }
}

#[tokio::test]
async fn every_persona_stands_where_the_list_says() {
    let (house, _) = planted(today(), Size::Small).await.remove(0);
    let rows = house
        .owner
        .query_all_raw(Statement::from_string(
            house.owner.get_database_backend(),
            "SELECT p.email, t.slug, m.function FROM membership m JOIN person p ON p.id = m.person_id \
             JOIN tenant t ON t.id = m.tenant_id WHERE m.withdrawn_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM invitation i WHERE i.tenant_id = m.tenant_id AND i.person_id = m.person_id)",
        ))
        .await
        .unwrap();
    let held: BTreeSet<(String, String, String)> = rows
        .iter()
        .map(|row| {
            let text = |column: &str| row.try_get::<String>("", column).unwrap();
            (text("email"), text("slug"), text("function"))
        })
        .collect();
    let backend = house.owner.get_database_backend();
    let seats = "SELECT p.email, r.slug FROM region_member m JOIN person p ON p.id = m.person_id JOIN region r ON r.id = m.region_id";
    let seats = house.owner.query_all_raw(Statement::from_string(backend, seats)).await.unwrap();
    for persona in personas().unwrap() {
        let mut hosts: BTreeSet<String> = held
            .iter()
            .filter(|(email, _, _)| *email == persona.email)
            .inspect(|(_, _, function)| assert_eq!(*function, persona.function_key, "{}", persona.login))
            .map(|(_, slug, _)| slug.clone())
            .collect();
        let mine = seats.iter().filter(|row| row.try_get::<String>("", "email").unwrap() == persona.email);
        hosts.extend(mine.map(|row| row.try_get::<String>("", "slug").unwrap()));
        assert_eq!(hosts, persona.hosts.iter().cloned().collect(), "{}", persona.login);
    }
}

#[tokio::test]
async fn a_login_is_bound_for_everybody_but_the_invited_and_the_unknown() {
    let (house, _) = planted(today(), Size::Small).await.remove(0);
    let backend = house.owner.get_database_backend();
    let rows = house
        .owner
        .query_all_raw(Statement::from_string(backend, "SELECT issuer, subject FROM identity"))
        .await
        .unwrap();
    let bound: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.try_get("", "issuer").unwrap(), row.try_get("", "subject").unwrap())).collect();
    let issuer = |provider: &str| format!("http://localhost:{}", if provider == "scholen" { 3101 } else { 3102 });
    let wanted = personas().unwrap();
    let wanted = wanted.iter().filter(|p| !["nora.niemand", "uma.uitgenodigd"].contains(&p.login.as_str()));
    assert_eq!(bound, wanted.map(|p| (issuer(&p.provider), p.login.clone())).collect());
    assert!(!INVITATION_TOKEN.is_empty());
}
