//! Lock 5: whatever somebody of one tenant does, with whatever ids, another tenant stays byte for byte the same.

#![expect(clippy::unwrap_used, reason = "tests")]
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
/// How many kinds of command [`fire`] knows.
const SHOTS: u8 = 44;

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

/// A command and what it is aimed at; the numbers pick among the known ids.
type Shot = (u8, Aim, Aim, Aim);
type Aim = prop::sample::Index;

async fn fire(scope: &Scope, known: &Known, (kind, a, b, c): &Shot) {
    let analysis = AnalysisId(*a.get(&known.analyses));
    let meeting = MeetingId(*a.get(&known.meetings));
    let row = RowId(*b.get(&known.rows));
    let item = *b.get(&known.items);
    let pupil = PupilId(*b.get(&known.pupils));
    let school = OrganisationId(*c.get(&known.schools));
    let member = MembershipId(*c.get(&known.members));
    // What comes back does not matter here; what stays in the database does.
    match kind % SHOTS {
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
            drop(analyses::record_absence(scope, analysis, &pupil.to_string(), Ok(facts)).await);
        }
        6 => drop(meetings::move_to(scope, meeting, Stage::ALL[b.index(5)], "omdat het kan", 1).await),
        7 => drop(meetings::add_all(scope, meeting).await),
        8 => drop(meetings::remove(scope, meeting, item, "omdat het kan", 1).await),
        9 => drop(meetings::invite(scope, meeting, ItemId(item), member).await),
        10 => drop(meetings::complete(scope, ActionId(*b.get(&known.actions))).await),
        11 => drop(meetings::plan_year(scope, school.0, "sot").await),
        12 => drop(members::withdraw(scope, member, 1).await),
        13 => drop(meetings::edit_question(scope, meeting, item, "iets anders", 1).await),
        14 => drop(cases::start(scope, pupil, "proces_1").await),
        15 => drop(consents::withdraw(scope, pupil, ConsentId(*c.get(&known.consents)), 1, "de ouders").await),
        _ => fire_more(scope, known, (kind % SHOTS, a, b, c)).await,
    }
}

/// What else somebody can post: people, consents, and the table during a meeting.
async fn fire_more(scope: &Scope, known: &Known, (kind, a, b, c): (u8, &Aim, &Aim, &Aim)) {
    let meeting = MeetingId(*a.get(&known.meetings));
    let item = *b.get(&known.items);
    let pupil = PupilId(*b.get(&known.pupils));
    let school = OrganisationId(*c.get(&known.schools));
    let member = MembershipId(*c.get(&known.members));
    match kind {
        16 => {
            let (party, day) = (a.get(&known.schools).to_string(), short_date(scope.today()));
            let answer = consents::Answer {
                purpose: "sot",
                given_by: vec!["ouder_1", "ouder_2"],
                given_on: &day,
                valid_until: "",
                parties: vec![&party],
                evidence: "paper",
                note: "",
                seen: "0",
            };
            drop(consents::record(scope, pupil, answer).await);
        }
        17 => {
            let school = school.to_string();
            let child = pupils::Child {
                school: &school,
                given_name: "Ongeval",
                prefix: "",
                family_name: "Vreemd",
                born_on: "3-9-2018",
                group: "groep-4",
                other_child: true,
            };
            drop(pupils::register(scope, child).await);
        }
        18 => {
            let wishes = [
                cases::Wish::Start { step: "proces_1" },
                cases::Wish::Move { transition: "extra_ondersteuning" },
                cases::Wish::Close { closing: "vertrokken" },
                cases::Wish::Undo,
                cases::Wish::Reopen,
                cases::Wish::Decide { decision: "toekenning", outcome: "toegekend", grounds: vec![] },
                cases::Wish::Perform { step: "proces_1", way: "schriftelijk" },
                cases::Wish::Stop { step: "proces_1" },
                cases::Wish::Resume { step: "proces_1" },
                cases::Wish::Extend { step: "proces_1" },
                cases::Wish::Escalate { escalation: "bestuur" },
            ];
            drop(cases::carry_out(scope, pupil, a.get(&wishes).clone(), "omdat het kan", 1).await);
        }
        19 => {
            let written =
                Written { discussed: "van een ander".into(), lead: Some(member), version: 1, ..Written::default() };
            drop(meetings::write(scope, meeting, item, &written).await);
        }
        20 => {
            let due = short_date(scope.today());
            drop(
                meetings::add_action(
                    scope,
                    meeting,
                    item,
                    &NewAction { what: "bellen".into(), owner: Some(member), due },
                )
                .await,
            );
        }
        21 => {
            let new = NewNamed { pupil: Some(pupil), question: "Wat nu?".into(), ..NewNamed::default() };
            drop(meetings::add_named(scope, meeting, &new).await);
        }
        22 => {
            let new = NewAnonymous { question: "Wat nu?".into(), reason: String::new() };
            drop(meetings::add_anonymous(scope, meeting, &new).await);
        }
        23 => drop(meetings::uninvite(scope, meeting, ItemId(item), member).await),
        24 => drop(meetings::set_minutes(scope, meeting, item, "5", 1).await),
        25 => drop(meetings::record_attendance(scope, meeting, &[(member, "present".into())]).await),
        26 => drop(members::restore(scope, member, 1).await),
        27 => drop(cases::appoint(scope, pupil, Some(member), 1).await),
        28 => drop(sheets::save(scope, sheet(pupil), 0, &[("hulpvraag".into(), "van een ander".into())]).await),
        29 => drop(sheets::set_removed(scope, sheet(pupil), 1, ("doelen", 1), true).await),
        30..=35 => fire_at_drafts(scope, DraftId(*c.get(&known.drafts)), (kind, a)).await,
        36..=38 => fire_at_moving(scope, known, (kind, a, b, c)).await,
        39..=41 => fire_at_days(scope, known, (kind, a, school)).await,
        42 => fire_an_objection(scope, pupil).await,
        _ => fire_an_invitation(scope, school, OrganisationId(*a.get(&known.schools))).await,
    }
}

async fn fire_an_invitation(scope: &Scope, school: OrganisationId, at: OrganisationId) {
    let (organisation, at) = (school.to_string(), at.to_string());
    let wanted = members::Wanted {
        name: "Vera Vreemd",
        email: "vera@elders.nl",
        function: "intern_begeleider",
        organisation: &organisation,
        schools: vec![&at],
        from: "7-9-2026",
        until: "",
    };
    drop(members::invite(scope, wanted, "http://localhost:3000").await);
}

async fn fire_an_objection(scope: &Scope, pupil: PupilId) {
    let day = short_date(scope.today());
    let (purposes, by) = (vec!["zat", "sot"], "ouder_2");
    let objection = consents::Objection { purposes, by, made_on: &day, note: "", seen: "0" };
    drop(consents::object(scope, pupil, objection).await);
}

/// Days that are closed, and a day for a meeting.
async fn fire_at_days(scope: &Scope, known: &Known, (kind, a, school): (u8, &Aim, OrganisationId)) {
    match kind {
        39 => {
            let days = closing_days::Typed { name: "van een ander", from: "14-10-2026", until: "", kind: "dicht" };
            drop(closing_days::record(scope, days).await);
        }
        40 => drop(closing_days::remove(scope, *a.get(&known.closing_days)).await),
        _ => {
            let kinds = ["tlv_commissie", "zat", "sot"];
            let new = NewMeeting {
                owner: Some(school.0),
                kind: (*a.get(&kinds)).to_owned(),
                day: short_date(scope.today()),
                time: "13:00".into(),
                place: "van een ander".into(),
            };
            drop(meetings::plan_one(scope, &new).await);
        }
    }
}

/// Moving cases to another version, with ids of both tenants.
async fn fire_at_moving(scope: &Scope, known: &Known, (kind, a, b, c): (u8, &Aim, &Aim, &Aim)) {
    match kind {
        36 => {
            let version = |aim: &Aim| Some(TemplateId(*aim.get(&known.templates)));
            let seen = scope.now().timestamp_micros().to_string();
            let wanted = Wanted { from: version(a), to: version(b), seen: &seen, ..Wanted::default() };
            let case = format!("{}:{}", c.get(&known.cases), b.index(4));
            if let Ok(id) = cases::moving::start(scope, &wanted, &[&case]).await {
                drop(cases::moving::go_on(scope, id).await);
            }
        }
        37 => drop(cases::moving::go_on(scope, MovingId(*a.get(&known.movings))).await),
        _ => {
            let only = (b.index(2) == 0).then(|| MoveId(*c.get(&known.moves)));
            drop(cases::moving::back(scope, MovingId(*a.get(&known.movings)), only).await);
        }
    }
}

/// What the functioneel beheerder of one tenant can do to the way of working that another one is writing.
async fn fire_at_drafts(scope: &Scope, draft: DraftId, (kind, a): (u8, &Aim)) {
    let version = 1 + i32::try_from(a.index(3)).unwrap();
    match kind {
        30 => {
            let start = ["leeg", "versie:1", "bestand"][a.index(3)];
            drop(templates::start(scope, templates::New { start, text: empty(), name: "van een ander" }).await);
        }
        31 => drop(templates::rename(scope, draft, "Concept", "van een ander").await),
        32 => {
            let typed = templates::Typed { version: version.into(), base: empty().into(), mine: empty().into() };
            drop(templates::save(scope, draft, typed).await);
        }
        33 => drop(templates::replace(scope, draft, version, empty()).await),
        34 => drop(templates::discard(scope, draft, version).await),
        _ => {
            let today = short_date(scope.today());
            let wanted = templates::Wanted { version, from: &today, note: "omdat het kan", areas: vec![] };
            drop(templates::publish(scope, draft, wanted).await);
        }
    }
}

fn sheet(pupil: PupilId) -> sheets::Place<'static> {
    sheets::Place { pupil, form: "analyse", round: None }
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
