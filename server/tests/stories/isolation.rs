//! Lock 5 at the door: every address, as nobody, as somebody of another tenant with our ids, in the wrong function, and
//! in the right one. An address without a row fails, and so does a row without an address.

use crate::{
    moving,
    support::{Browser, FRONT, World, worlds},
};
use server::{
    hosts::HostKind,
    routes::{Access, table},
};
use std::collections::{BTreeMap, BTreeSet};

const OURS: &str = "haarlemmermeer";
const THEIRS: &str = "west-brabant-po";
/// Somebody of another tenant only.
const STRANGER: &str = "wouter.wolters";

const IB: &str = "ineke.bakker";
const CONSULENT: &str = "clara.smit";
const BEHEER: &str = "fenna.bos";
const PRIVACY: &str = "petra.prins";
/// Every member of the tenant may; there is no wrong function.
const EVERYBODY: &str = "";

/// Method, path, who may, who may not.
const MATRIX: &[(&str, &str, &str, &str)] = &[
    ("GET", "/", IB, EVERYBODY),
    ("GET", "/analyse", IB, BEHEER),
    ("POST", "/analyse", IB, BEHEER),
    ("GET", "/analyse/{id}", IB, BEHEER),
    ("POST", "/analyse/{id}", IB, BEHEER),
    ("GET", "/leerlingen", IB, BEHEER),
    ("GET", "/leerlingen/nieuw", IB, BEHEER),
    ("POST", "/leerlingen/nieuw", IB, BEHEER),
    ("GET", "/leerlingen/toestemming", IB, BEHEER),
    ("GET", "/leerlingen/{id}", IB, BEHEER),
    ("POST", "/leerlingen/{id}/proces", IB, BEHEER),
    ("GET", "/leerlingen/{id}/casusregie", IB, BEHEER),
    ("POST", "/leerlingen/{id}/casusregie", IB, BEHEER),
    ("GET", "/leerlingen/{id}/brieven", IB, BEHEER),
    ("GET", "/leerlingen/{id}/formulieren/{form}", IB, BEHEER),
    ("POST", "/leerlingen/{id}/formulieren/{form}", IB, BEHEER),
    ("GET", "/leerlingen/{id}/toestemming", IB, BEHEER),
    ("POST", "/leerlingen/{id}/toestemming", IB, BEHEER),
    ("GET", "/leerlingen/{id}/bezwaar", IB, BEHEER),
    ("POST", "/leerlingen/{id}/bezwaar", IB, BEHEER),
    ("GET", "/leerlingen/{id}/toestemming/{consent}/intrekken", IB, BEHEER),
    ("POST", "/leerlingen/{id}/toestemming/{consent}/intrekken", IB, BEHEER),
    ("GET", "/overleggen", CONSULENT, EVERYBODY),
    ("POST", "/overleggen", IB, BEHEER),
    ("GET", "/overleggen/jaar", CONSULENT, BEHEER),
    ("GET", "/overleggen/{id}", CONSULENT, BEHEER),
    ("POST", "/overleggen/{id}", CONSULENT, BEHEER),
    ("GET", "/overleggen/{id}/toevoegen", CONSULENT, BEHEER),
    ("POST", "/overleggen/{id}/toevoegen", CONSULENT, BEHEER),
    ("GET", "/overleggen/{id}/verslag", CONSULENT, BEHEER),
    ("POST", "/overleggen/{id}/verslag", CONSULENT, BEHEER),
    ("POST", "/overleggen/{id}/verslag/{item}", CONSULENT, BEHEER),
    ("GET", "/overleggen/{id}/beamer", CONSULENT, BEHEER),
    ("POST", "/acties/{id}/klaar", IB, BEHEER),
    ("POST", "/acties/{id}/open", IB, BEHEER),
    ("GET", "/beheer", BEHEER, IB),
    ("GET", "/beheer/convenanten", BEHEER, IB),
    ("POST", "/beheer/convenanten", BEHEER, IB),
    ("POST", "/beheer/convenanten/{id}/einde", BEHEER, IB),
    ("GET", "/beheer/kalender", BEHEER, IB),
    ("POST", "/beheer/kalender", BEHEER, IB),
    ("POST", "/beheer/kalender/weg", BEHEER, IB),
    ("GET", "/beheer/uitnodigen", BEHEER, IB),
    ("POST", "/beheer/uitnodigen", BEHEER, IB),
    ("POST", "/beheer/{id}/opnieuw", BEHEER, IB),
    ("GET", "/beheer/{id}/intrekken", BEHEER, IB),
    ("POST", "/beheer/{id}/intrekken", BEHEER, IB),
    ("POST", "/beheer/{id}/herstellen", BEHEER, IB),
    ("GET", "/werkwijze", BEHEER, IB),
    ("GET", "/werkwijze/nieuw", BEHEER, IB),
    ("POST", "/werkwijze/nieuw", BEHEER, IB),
    ("GET", "/werkwijze/verschil", BEHEER, IB),
    ("GET", "/werkwijze/vernieuwd/{number}", BEHEER, IB),
    ("GET", "/werkwijze/versie/{number}", BEHEER, IB),
    ("GET", "/werkwijze/versie/{number}/bestand", BEHEER, IB),
    ("GET", "/werkwijze/versie/{number}/bpmn", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}/bpmn", BEHEER, IB),
    ("POST", "/werkwijze/concept/{id}", BEHEER, IB),
    ("POST", "/werkwijze/concept/{id}/naam", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}/bestand", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}/inlezen", BEHEER, IB),
    ("POST", "/werkwijze/concept/{id}/inlezen", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}/weggooien", BEHEER, IB),
    ("POST", "/werkwijze/concept/{id}/weggooien", BEHEER, IB),
    ("GET", "/werkwijze/concept/{id}/publiceren", BEHEER, IB),
    ("POST", "/werkwijze/concept/{id}/publiceren", BEHEER, IB),
    ("GET", "/beheer/logboek", PRIVACY, BEHEER),
    ("GET", "/beheer/logboek.csv", PRIVACY, BEHEER),
    ("GET", "/werkwijze/verhuizen", BEHEER, IB),
    ("POST", "/werkwijze/verhuizen", BEHEER, IB),
    ("GET", "/werkwijze/verhuizen/{moving}", BEHEER, IB),
    ("POST", "/werkwijze/verhuizen/{moving}/verder", BEHEER, IB),
    ("POST", "/werkwijze/verhuizen/{moving}/terug", BEHEER, IB),
];

/// Values of our tenant, read under the floor.
struct Ours {
    /// Part of the path → id.
    ids: BTreeMap<&'static str, String>,
    /// Full names of our pupils that the other tenant does not have too.
    names: Vec<String>,
}

async fn column(world: &World, slug: &str, sql: &str) -> Vec<String> {
    let tenant = world.house().tenant(slug).await.unwrap().unwrap().id;
    world.db.column(tenant, sql).await
}

async fn ours(world: &World) -> Ours {
    let school = "(SELECT id FROM organisation WHERE tenant_id = TENANT AND name LIKE '%Esdoorn%')";
    let first = |table: &str, filter: &str| {
        format!("SELECT ID AS v FROM \"{table}\" WHERE tenant_id = TENANT AND {filter} ORDER BY id LIMIT 1")
    };
    let of_school = format!("school_id = {school}");
    let meeting = format!("(SELECT id FROM meeting WHERE tenant_id = TENANT AND {of_school} ORDER BY id LIMIT 1)");
    let of_pupil = format!(
        "tenant_id = TENANT AND withdrawn_on IS NULL \
         AND pupil_id IN (SELECT id FROM pupil WHERE tenant_id = TENANT AND {of_school})"
    );
    let of_form = format!(
        "SELECT pupil_id FROM \"case\" WHERE tenant_id = TENANT AND {of_school} AND closed_at IS NULL AND id IN \
         (SELECT case_id FROM case_step WHERE tenant_id = TENANT AND left_at IS NULL AND step = 'proces_2_1')"
    );
    let wanted = [
        ("analyse", first("analysis", &of_school)),
        (
            "leerlingen",
            first("pupil", &format!("id = (SELECT pupil_id FROM consent WHERE {of_pupil} ORDER BY id LIMIT 1)")),
        ),
        ("form", first("pupil", &format!("id IN ({of_form})"))),
        ("overleggen", first("meeting", &of_school)),
        ("acties", first("action", "done_at IS NULL")),
        ("beheer", first("membership", "withdrawn_at IS NULL")),
        ("werkwijze", first("template_draft", "version > 0")),
        ("consent", first("consent", &of_pupil)),
        ("item", first("agenda_item", &format!("meeting_id = {meeting}"))),
    ];
    let mut ids = BTreeMap::new();
    for (part, sql) in wanted {
        let id = column(world, OURS, &sql).await.into_iter().next();
        ids.insert(part, id.unwrap_or_else(|| panic!("the demonstration has no {part}")));
    }
    ids.insert("moving", moving::moved(world).await);
    let full = "SELECT given_name || ' ' || family_name AS v FROM pupil WHERE tenant_id = TENANT AND prefix = ''";
    let theirs: BTreeSet<String> = column(world, THEIRS, full).await.into_iter().collect();
    let mut names = column(world, OURS, full).await;
    names.retain(|name| !theirs.contains(name));
    Ours { ids, names }
}

/// The address with ids of our tenant in it.
fn address(path: &str, ours: &Ours) -> String {
    // A form is about a pupil in the step in which it is filled in.
    let room = if path.contains("{form}") { "form" } else { path.split('/').nth(1).unwrap_or_default() };
    let path = &path.replace("{form}", "toeleiding").replace("{number}", "1");
    let path = ["consent", "item", "moving"]
        .iter()
        .fold(path.to_owned(), |path, part| path.replace(&format!("{{{part}}}"), &ours.ids[part]));
    path.replace("{id}", ours.ids.get(room).map_or("", String::as_str))
}

async fn ask(browser: &mut Browser, method: &str, url: &str) -> (u16, String) {
    let answer = if method == "GET" { browser.get(url).await } else { browser.post(url, "").await };
    (answer.status, answer.body)
}

fn silent(body: &str, ours: &Ours, who: &str, path: &str) {
    let found = ours.names.iter().find(|name| body.contains(name.as_str()));
    assert_eq!(found, None, "{who} at {path}");
}

#[test]
fn every_address_that_policy_guards_has_a_row_and_every_row_an_address() {
    let found: BTreeSet<(&str, &str)> = table()
        .iter()
        .filter(|route| route.host == HostKind::Tenant && matches!(route.access, Access::Policy(_)))
        .map(|route| (route.method, route.path))
        .collect();
    let rows: BTreeSet<(&str, &str)> = MATRIX.iter().map(|(method, path, ..)| (*method, *path)).collect();
    let without: Vec<_> = found.difference(&rows).collect();
    let stale: Vec<_> = rows.difference(&found).collect();
    assert!(without.is_empty(), "no row for {without:?}");
    assert!(stale.is_empty(), "no address for {stale:?}");
}

#[test]
fn what_is_open_says_why() {
    for route in table() {
        if let Access::Open(reason) = route.access {
            assert!(reason.len() > 15, "{} {}: {reason:?}", route.method, route.path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_a_stranger_and_the_wrong_function_get_nothing_and_change_nothing() {
    for world in worlds().await {
        let ours = ours(&world).await;
        assert!(ours.names.len() > 50);
        let tenant = world.house().tenant(OURS).await.unwrap().unwrap().id;
        let before = world.db.dump(tenant).await;
        let mut nobody = world.browser();
        let mut stranger = world.inside(STRANGER, THEIRS).await;
        let mut wrong = BTreeMap::new();
        for login in [IB, BEHEER] {
            wrong.insert(login, world.inside(login, OURS).await);
        }
        for (method, path, _, not) in MATRIX {
            let at = address(path, &ours);
            let here = format!("http://{OURS}.localhost:3000{at}");
            let there = format!("http://{THEIRS}.localhost:3000{at}");
            for (who, browser) in [("nobody", &mut nobody), ("a stranger", &mut stranger)] {
                let (status, body) = ask(browser, method, &here).await;
                assert!([303, 401, 403].contains(&status), "{who} {method} {path}: {status}");
                silent(&body, &ours, who, path);
            }
            let (status, body) = ask(&mut stranger, method, &there).await;
            assert!(status != 500, "a stranger at home {method} {path}");
            let refused = [403, 404].contains(&status) || (*method == "POST" && status == 422);
            assert!(!path.contains('{') || refused, "a stranger at home {method} {path}: {status}");
            silent(&body, &ours, "a stranger at home", path);
            if let Some(browser) = wrong.get_mut(not) {
                let (status, body) = ask(browser, method, &here).await;
                // An empty form may be refused as a form; what counts is that nothing is said and nothing changes.
                let refused = [403, 404].contains(&status) || (*method == "POST" && status == 422);
                assert!(refused, "{not} {method} {path}: {status}");
                silent(&body, &ours, not, path);
            }
        }
        let after = world.db.dump(tenant).await;
        for (table, rows) in &before {
            assert!(rows == &after[table], "{table} changed on {}", world.db.engine);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_function_gets_in() {
    for world in worlds().await {
        let ours = ours(&world).await;
        for login in [IB, CONSULENT, BEHEER, PRIVACY] {
            let mut browser = world.inside(login, OURS).await;
            for (method, path, ..) in MATRIX.iter().filter(|(_, _, right, _)| *right == login) {
                let url = format!("http://{OURS}.localhost:3000{}", address(path, &ours));
                let (status, body) = ask(&mut browser, method, &url).await;
                // An empty form is no good, and a shared meeting takes no more; but it is this person who is told so.
                let fine: &[u16] = if *method == "GET" { &[200, 422] } else { &[303, 404, 409, 422] };
                assert!(fine.contains(&status), "{login} {method} {path}: {status} {body}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_another_tenant_is_turned_away_at_the_door() {
    for world in worlds().await {
        let mut stranger = world.logged_in(STRANGER).await;
        let answer = stranger.post(&format!("{FRONT}/auth/enter/{OURS}"), "").await;
        let answer = stranger.follow(answer).await;
        assert!(answer.status == 403, "{}: {}", answer.status, answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_routes_names_the_action_that_policy_is_asked_for() {
    for world in worlds().await {
        let ours = ours(&world).await;
        let routes = table();
        let refused = "SELECT action AS v FROM audit WHERE tenant_id = TENANT AND outcome = 'refused' ORDER BY id";
        for login in [IB, BEHEER] {
            let mut wrong = world.inside(login, OURS).await;
            for (method, path, ..) in MATRIX.iter().filter(|(.., not)| *not == login) {
                // A form that is no good comes back on its page, and the page asks for itself.
                let named: Vec<&str> = routes
                    .iter()
                    .filter(|route| route.path == *path || (route.method == "GET" && path.starts_with(route.path)))
                    .filter(|route| route.method == *method || *method == "POST")
                    .filter_map(|route| match route.access {
                        Access::Policy(action) => Some(action.key()),
                        _ => None,
                    })
                    .collect();
                let before = column(&world, OURS, refused).await.len();
                ask(&mut wrong, method, &format!("http://{OURS}.localhost:3000{}", address(path, &ours))).await;
                let said = column(&world, OURS, refused).await.split_off(before);
                // An empty form can be refused before policy is asked.
                assert!(*method == "POST" || !said.is_empty(), "{path}: nothing was asked");
                let known = said.iter().all(|action| named.contains(&action.as_str()));
                assert!(known, "{method} {path}: {said:?}, not {named:?}");
            }
        }
    }
}

/// Entering the tenant included; the line in the trail is written after the page and counts one more.
const STATEMENTS_PER_PAGE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_asks_at_most_six_statements() {
    for world in worlds().await {
        let ours = ours(&world).await;
        let store = world.house().store().clone();
        let mut over = vec![];
        for login in [IB, CONSULENT, BEHEER, PRIVACY] {
            let mut browser = world.inside(login, OURS).await;
            for (_, path, ..) in MATRIX.iter().filter(|(method, _, right, _)| *method == "GET" && *right == login) {
                let url = format!("http://{OURS}.localhost:3000{}", address(path, &ours));
                // What is read once and kept (tenant, way of working) is not what a page costs.
                ask(&mut browser, "GET", &url).await;
                let before = store.statements();
                ask(&mut browser, "GET", &url).await;
                let asked = store.statements() - before;
                if asked > STATEMENTS_PER_PAGE + 1 {
                    over.push(format!("{path} as {login}: {asked}"));
                }
            }
        }
        assert!(over.is_empty(), "on {}: {over:?}", world.db.engine);
    }
}
