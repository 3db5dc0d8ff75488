//! The demonstration: the same every time, on both engines, and true to the list of personas.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure,
    seed::{INVITATION_PATH, INVITATION_TOKEN, Settings, Size, personas, plant},
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

async fn one<T: sea_orm::TryGetable>(db: &DatabaseConnection, sql: &str) -> T {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "v").unwrap()
}

async fn planted(today: NaiveDate, size: Size) -> Vec<(TestHouse, Store)> {
    let mut all = vec![];
    for house in houses().await {
        let store = house.owner_store().await;
        plant(&store, &Settings::new(size, today), |_| {}).await.unwrap();
        all.push((house, store));
    }
    all
}

/// What is the same on every engine is looked at on one.
async fn told(today: NaiveDate) -> TestHouse {
    let house = houses().await.remove(0);
    let store = house.owner_store().await;
    plant(&store, &Settings::new(Size::Small, today), |_| {}).await.unwrap();
    house
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
    let (one, other) = (dump(&told(today()).await.owner).await, dump(&told(today()).await.owner).await);
    for table in one.keys() {
        assert_eq!(one[table], other[table], "{table}");
    }
}

#[tokio::test]
async fn every_day_of_the_year_has_a_story() {
    for day in ["2026-08-03", "2026-11-22", "2027-01-11", "2027-07-19"] {
        let day: NaiveDate = day.parse().unwrap();
        let house = told(day).await;
        let held: i64 = one(&house.owner, "SELECT count(*) AS v FROM meeting WHERE stage = 'shared'").await;
        let next = format!(
            "SELECT min(substr(starts_at, 1, 10)) AS v FROM meeting WHERE stage = 'sent' AND starts_at > '{day}'"
        );
        let next: String = one(&house.owner, &next).await;
        assert!(held >= 9 && next > day.to_string(), "{day}");
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
    let house = told(today()).await;
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
    let house = told(today()).await;
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
    let promise = backend::identity::invitations::look(&house.house, "haarlemmermeer", INVITATION_TOKEN).await.unwrap();
    assert_eq!(promise.name, "Uma van Uden");
    assert!(INVITATION_PATH.ends_with(INVITATION_TOKEN));
}

#[tokio::test]
async fn the_schools_of_groningen_are_primary_and_secondary_and_each_pupil_is_in_a_year_of_its_school() {
    let house = told(today()).await;
    let of = "FROM pupil p JOIN organisation o ON o.tenant_id = p.tenant_id AND o.id = p.school_id \
              JOIN tenant t ON t.id = o.tenant_id";
    let schools = format!("SELECT DISTINCT t.sector || ' ' || o.sector AS v {of} ORDER BY 1");
    assert_eq!(texts(&house.owner, &schools).await, ["po po", "po_vo po", "po_vo vo", "vo vo"]);
    let wrong = "(p.\"group\" < 1 OR p.\"group\" > CASE o.sector WHEN 'po' THEN 8 ELSE 6 END)";
    assert_eq!(one::<i64>(&house.owner, &format!("SELECT count(*) AS v {of} WHERE {wrong}")).await, 0);
    let here = "o.name = 'Basisschool De Trekschuit'";
    let groups = format!("SELECT CAST(count(DISTINCT p.\"group\") AS text) AS v {of} WHERE {here}");
    assert_eq!(texts(&house.owner, &groups).await, ["8"]);
    // S3: "VO en bovenbouw PO".
    let case = "JOIN \"case\" c ON c.tenant_id = p.tenant_id AND c.pupil_id = p.id";
    let cases = format!("SELECT CAST(p.\"group\" AS text) AS v {of} {case} WHERE {here} AND c.closed_at IS NULL");
    let cases = texts(&house.owner, &cases).await;
    let who = "SELECT m.function AS v FROM membership_school s JOIN membership m ON m.tenant_id = s.tenant_id \
               AND m.id = s.membership_id JOIN organisation o ON o.tenant_id = s.tenant_id AND o.id = s.school_id WHERE";
    let mut school =
        texts(&house.owner, &format!("{who} {here} AND m.function IN ('intern_begeleider', 'gedragsdeskundige')"))
            .await;
    school.sort_unstable();
    // The ib'er of the school, and of its board the gedragsdeskundige who registers.
    assert_eq!(school, ["gedragsdeskundige", "intern_begeleider"]);
    assert!((1..=4).contains(&cases.len()) && cases.iter().all(|group| group.as_str() >= "6"), "{cases:?}");
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "v").unwrap()).collect()
}

#[tokio::test]
async fn the_newcomer_begins_at_de_esdoorn_and_the_schoolcoach_at_de_wilgenhoek() {
    let house = told(today()).await;
    let next = |school: &str, what: &str| {
        format!(
            "SELECT {what} AS v FROM meeting m JOIN organisation o ON o.tenant_id = m.tenant_id AND o.id = m.school_id \
             LEFT JOIN analysis a ON a.tenant_id = m.tenant_id AND a.school_id = m.school_id \
             AND a.school_year = m.school_year AND a.period = m.period \
             WHERE o.name = '{school}' AND m.stage NOT IN ('held', 'shared') ORDER BY m.starts_at LIMIT 1"
        )
    };
    let stage: String = one(&house.owner, &next("De Esdoorn", "m.stage")).await;
    let analysed: Option<i32> = one(&house.owner, &next("De Esdoorn", "a.period")).await;
    assert_eq!((stage.as_str(), analysed), ("concept", None));
    let stage: String = one(&house.owner, &next("De Wilgenhoek", "m.stage")).await;
    let analysed: Option<i32> = one(&house.owner, &next("De Wilgenhoek", "a.period")).await;
    assert_eq!(stage, "sent");
    assert!(analysed.is_some());
}

#[tokio::test]
async fn parents_give_every_answer_and_verzuim_has_every_category() {
    use domain::absence::{Category, Facts, Finding, finding};
    let house = told(today()).await;
    let day = today();
    let db = &house.owner;
    let count = |condition: String| async move {
        let sql = format!("SELECT count(*) AS v FROM consent c WHERE {condition}");
        one::<i64>(db, &sql).await
    };
    assert!(count(format!("c.valid_until >= '{day}' AND c.withdrawn_on IS NULL")).await > 20);
    assert!(count(format!("c.valid_until < '{day}'")).await > 0);
    assert!(count("c.withdrawn_on IS NOT NULL".into()).await > 0);
    let parties = "(SELECT count(*) FROM consent_party p WHERE p.tenant_id = c.tenant_id AND p.consent_id = c.id)";
    assert!(count(format!("{parties} = 1")).await > 0, "for the GGD alone");
    let rows = house
        .owner
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT a.since, a.until, a.authorised, p.born_on, p.unenrolled_on FROM absence a JOIN pupil p \
             ON p.tenant_id = a.tenant_id AND p.id = a.pupil_id",
        ))
        .await
        .unwrap();
    let findings: Vec<Finding> = rows
        .iter()
        .map(|row| {
            let facts = Facts {
                born_on: row.try_get("", "born_on").unwrap(),
                since: row.try_get("", "since").unwrap(),
                until: row.try_get("", "until").unwrap(),
                authorised: row.try_get("", "authorised").unwrap(),
                unenrolled_on: row.try_get("", "unenrolled_on").unwrap(),
            };
            finding(facts, day)
        })
        .collect();
    for category in Category::ALL {
        assert!(findings.contains(&Finding::In(category)), "{category:?}");
    }
    assert!(findings.iter().any(|finding| matches!(finding, Finding::Becomes { .. })));
}

#[tokio::test]
async fn cases_stand_where_the_engine_would_have_brought_them() {
    use domain::engine::{Event, replay};
    let house = told(today()).await;
    let cases = texts(&house.owner, "SELECT hex(id) AS v FROM \"case\"").await;
    assert!(cases.len() > 60);
    for case in cases {
        let events = format!("SELECT data AS v FROM case_event WHERE hex(case_id) = '{case}' ORDER BY at, id");
        let events: Vec<Event> =
            texts(&house.owner, &events).await.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
        let state = replay(&events);
        let open = format!(
            "SELECT step || ' ' || round AS v FROM case_step WHERE hex(case_id) = '{case}' AND left_at IS NULL"
        );
        let open = texts(&house.owner, &open).await;
        let said: Vec<String> = state.open.iter().map(|step| format!("{} {}", step.step, step.round)).collect();
        let closed: Option<String> =
            one(&house.owner, &format!("SELECT closed_at AS v FROM \"case\" WHERE hex(id) = '{case}'")).await;
        assert_eq!(state.is_closed(), closed.is_some());
        assert_eq!(open, said, "{events:#?}");
    }
}

#[tokio::test]
async fn what_is_written_names_no_pupil() {
    use domain::pupil::name_in;
    let house = told(today()).await;
    let names = texts(&house.owner, "SELECT given_name || ' ' || family_name AS v FROM pupil").await;
    let written = texts(
        &house.owner,
        "SELECT question || ' ' || discussed || ' ' || decision AS v FROM anonymous_item \
         UNION SELECT question || ' ' || discussed || ' ' || decision FROM agenda_item UNION SELECT what FROM action",
    )
    .await;
    for text in written {
        assert_eq!(name_in(&text, names.iter().map(String::as_str)), None, "{text}");
    }
}

#[tokio::test]
async fn every_answer_fits_its_field() {
    use domain::{form::Answers, template::Template};
    let house = told(today()).await;
    let rows = house
        .owner
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT r.section, r.answers, t.body FROM analysis_row r JOIN analysis a ON a.tenant_id = r.tenant_id \
             AND a.id = r.analysis_id JOIN template t ON t.tenant_id = a.tenant_id AND t.id = a.template_id \
             GROUP BY r.section, r.answers, t.key",
        ))
        .await
        .unwrap();
    assert!(rows.len() > 50);
    let mut templates = BTreeMap::new();
    for row in rows {
        let body: String = row.try_get("", "body").unwrap();
        let template = templates.entry(body).or_insert_with_key(|body| Template::parse(body).unwrap());
        let section: String = row.try_get("", "section").unwrap();
        let form = template.forms.iter().find(|form| form.meeting.is_some()).unwrap();
        let section = form.section(&section).unwrap();
        let answers: Answers = serde_json::from_value(row.try_get("", "answers").unwrap()).unwrap();
        for (key, answer) in &answers.0 {
            let field = section.field(key).unwrap_or_else(|| panic!("{} has no {key}", section.key));
            assert!(answer.fits(field), "{key}: {answer:?}");
        }
    }
}
