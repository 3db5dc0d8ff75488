//! The functioneel beheerder moves running cases to another version of the way of working: without script, without a name
//! in sight, with a way back. On both engines.

use crate::support::{Answer, Browser, TENANT, World, worlds};
use backend::{
    cases::{
        self, Wish,
        moving::{self, Wanted},
    },
    templates::carry,
};
use domain::{id::PupilId, page::moving::Before};
use std::sync::Arc;

const SLUG: &str = "haarlemmermeer";
const BASE: &str = "/werkwijze/verhuizen";

/// Publishes the way of working of today once more, in other words; the number that it got.
async fn publish(world: &World, from: &str, change: impl Fn(String) -> String) -> u32 {
    let tenant = world.house().tenant(SLUG).await.unwrap().unwrap();
    let text = carry::export(world.house(), Arc::clone(&tenant), None).await.unwrap();
    carry::import(world.house(), tenant, &change(text), from.parse().unwrap()).await.unwrap()
}

/// What the page shows of the cases under the way of working of today, on their way to a version.
async fn before(world: &World, number: u32) -> Before {
    let fenna = world.db.enter(SLUG, "Fenna Bos").await;
    let versions = moving::movings(&fenna).await.unwrap().versions;
    let to = versions.iter().find(|version| version.label == format!("versie {number}")).unwrap();
    let from = versions.iter().find(|version| version.running > 0).unwrap();
    let wanted = Wanted { from: Some(from.id), to: Some(to.id), ..Wanted::default() };
    moving::before(&fenna, &wanted).await.unwrap()
}

/// A moving of two cases, for whoever needs its address.
pub async fn moved(world: &World) -> String {
    let number = publish(world, "2027-08-01", |text| text).await;
    let page = before(world, number).await;
    let wanted = Wanted { from: Some(page.from.id), to: Some(page.to.id), seen: &page.seen, ..Wanted::default() };
    let values: Vec<&str> =
        page.groups.iter().flat_map(|group| &group.cases).take(2).map(|case| case.value.as_str()).collect();
    let fenna = world.db.enter(SLUG, "Fenna Bos").await;
    let id = moving::start(&fenna, &wanted, &values).await.unwrap();
    moving::go_on(&fenna, id).await.unwrap();
    id.to_string()
}

/// Proces 1 under another key and another name.
fn renamed(text: String) -> String {
    text.replace("\"proces_1\"", "\"basis\"").replace("label = \"Proces 1\"", "label = \"Basis\"")
}

async fn get(browser: &mut Browser, path: &str) -> Answer {
    browser.get(&format!("{TENANT}{path}")).await
}

async fn post(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Answer {
    browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await
}

/// Every full name of a child of the tenant.
async fn names(world: &World) -> Vec<String> {
    let tenant = world.house().tenant(SLUG).await.unwrap().unwrap().id;
    let sql = "SELECT given_name || ' ' || family_name AS v FROM pupil WHERE tenant_id = TENANT AND prefix = ''";
    world.db.column(tenant, sql).await
}

/// The values of the ticked boxes of a page.
fn ticked(page: &str) -> Vec<String> {
    let boxes = page.split("<input").filter(|part| part.contains("name=\"zaak\"") && part.contains(" checked"));
    boxes.map(|part| part.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_moved_and_put_back_without_a_name_in_sight() {
    for world in worlds().await {
        let names = names(&world).await;
        let silent = |answer: &Answer| {
            let found = names.iter().find(|name| answer.body.contains(name.as_str()));
            assert_eq!(found, None, "{} on {}", answer.url, world.db.engine);
        };
        let number = publish(&world, "2026-09-07", renamed).await;
        let page = before(&world, number).await;
        let mut fenna = world.inside("fenna.bos", SLUG).await;
        let start = get(&mut fenna, BASE).await;
        assert!(start.status == 200 && start.text().contains(&format!("versie {number}")), "{}", start.text());
        let versions = format!("{BASE}?van={}&naar={}", page.from.id, page.to.id);
        let unchosen = get(&mut fenna, &versions).await;
        silent(&unchosen);
        assert!(unchosen.text().contains(&format!("Stappen die versie {number} niet kent")), "{}", unchosen.text());
        let stay = ticked(&unchosen.body);
        assert!(!stay.is_empty() && stay.len() < page.total(), "who is in a step that is gone waits for a choice");

        let chosen = get(&mut fenna, &format!("{versions}&stap-proces_1=basis")).await;
        silent(&chosen);
        assert_eq!(chosen.status, 200);
        assert!(chosen.text().contains("Gaat van 'Proces 1' naar 'Basis'."), "{}", chosen.text());
        let cases = ticked(&chosen.body);
        assert_eq!(cases.len(), page.total());

        // Meanwhile somebody is at work in one of them.
        let ib = world.db.enter(SLUG, "Ineke Bakker").await;
        let school = "(SELECT id FROM organisation WHERE OURS AND name = 'De Esdoorn')";
        let open = "(SELECT case_id FROM case_step WHERE OURS AND left_at IS NULL AND step = 'proces_2_0')";
        let of = format!(
            "SELECT pupil_id FROM \"case\" WHERE OURS AND closed_at IS NULL AND school_id = {school} AND id IN {open}"
        );
        let pupil: PupilId = world.id(SLUG, &format!("pupil WHERE OURS AND id IN ({of})")).await.parse().unwrap();
        let running = backend::pupils::file(&ib, pupil).await.unwrap().running.unwrap();
        let wish = Wish::Record { fact: "herhaalde_hulpvraag" };
        cases::carry_out(&ib, pupil, wish, "", running.version).await.unwrap();

        let (van, naar) = (page.from.id.to_string(), page.to.id.to_string());
        let seen = chosen.body.split("name=\"gezien\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut form =
            vec![("van", van.as_str()), ("naar", naar.as_str()), ("gezien", &seen), ("stap-proces_1", "basis")];
        form.extend(cases.iter().map(|case| ("zaak", case.as_str())));
        let answer = post(&mut fenna, BASE, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let here = answer.location();
        let mut result = get(&mut fenna, &here).await;
        for _ in 0..page.total() / 100 {
            assert!(result.text().contains("te gaan."));
            assert_eq!(post(&mut fenna, &format!("{here}/verder"), &[]).await.status, 303);
            result = get(&mut fenna, &here).await;
        }
        silent(&result);
        let moved = page.total() - 1;
        assert!(
            result.text().contains(&format!("{moved} casussen zijn overgezet. 1 casus is overgeslagen")),
            "{}",
            result.text()
        );
        let skipped = format!("{} De Esdoorn", running.number);
        assert!(result.text().contains(&skipped), "the school knows the case by that number: {}", result.text());
        let mut ineke = world.inside("ineke.bakker", SLUG).await;
        let file = get(&mut ineke, &format!("/leerlingen/{pupil}")).await;
        assert!(file.text().contains(&format!("{} (werkwijze versie 1)", running.number)), "{}", file.text());

        while result.text().contains(" terugzetten ") {
            assert_eq!(post(&mut fenna, &format!("{here}/terug"), &[]).await.status, 303);
            result = get(&mut fenna, &here).await;
        }
        assert!(result.text().contains("teruggezet op 07-09-2026 door Fenna Bos"), "{}", result.text());
        post(&mut fenna, &format!("{here}/terug"), &[]).await.refuses(409, "Fenna Bos wijzigde dit");
        assert!(get(&mut fenna, BASE).await.text().contains("teruggezet"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_no_good_comes_back_with_what_to_do_and_moves_nothing() {
    for world in worlds().await {
        let number = publish(&world, "2026-09-07", renamed).await;
        let page = before(&world, number).await;
        let tenant = world.house().tenant(SLUG).await.unwrap().unwrap().id;
        let untouched = world.db.dump(tenant).await;
        let mut fenna = world.inside("fenna.bos", SLUG).await;
        let (van, naar) = (page.from.id.to_string(), page.to.id.to_string());
        let nobody = "00000000-0000-7000-8000-000000000000";
        let gone = page.groups.iter().flat_map(|group| &group.cases).find(|case| !case.why_not.is_empty()).unwrap();
        let stays = page.groups.iter().flat_map(|group| &group.cases).find(|case| case.why_not.is_empty()).unwrap();
        let both = [("van", van.as_str()), ("naar", naar.as_str()), ("gezien", page.seen.as_str())];
        let with = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
            let all = both.iter().map(|(k, v)| (*k, *v)).chain(more.iter().copied());
            all.map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
        };
        let foreign = format!("{nobody}:1");
        for (form, status, fields) in [
            (vec![], 422, vec!["van", "naar"]),
            (vec![("van".to_owned(), van.clone()), ("naar".to_owned(), van.clone())], 422, vec!["naar"]),
            (vec![("van".to_owned(), van.clone()), ("naar".to_owned(), nobody.to_owned())], 422, vec!["naar"]),
            (with(&[]), 422, vec!["zaak"]),
            (with(&[("zaak", "onzin")]), 422, vec![]),
            (with(&[("zaak", &gone.value)]), 422, vec!["stap-proces_1"]),
            (with(&[("zaak", &stays.value), ("stap-proces_1", "nergens")]), 422, vec!["stap-proces_1"]),
            (with(&[("zaak", &stays.value), ("anders", "nergens")]), 422, vec![]),
            (with(&[("zaak", &stays.value), ("stap-geheim", "nergens")]), 422, vec![]),
            (with(&[("zaak", &foreign)]), 404, vec![]),
            (
                vec![
                    ("van".to_owned(), van.clone()),
                    ("naar".to_owned(), naar.clone()),
                    ("zaak".to_owned(), stays.value.clone()),
                ],
                422,
                vec![],
            ),
        ] {
            let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let answer = post(&mut fenna, BASE, &pairs).await;
            assert_eq!(answer.status, status, "{form:?}: {}", answer.text());
            if status == 422 {
                assert_eq!(answer.wrong(), fields, "{form:?} on {}", world.db.engine);
            }
        }
        for query in ["?van=onzin&naar=onzin", "?van=&naar="] {
            assert_eq!(get(&mut fenna, &format!("{BASE}{query}")).await.wrong(), ["van", "naar"]);
        }
        for path in ["", "/verder", "/terug"] {
            let there = format!("{BASE}/{nobody}{path}");
            let answer =
                if path.is_empty() { get(&mut fenna, &there).await } else { post(&mut fenna, &there, &[]).await };
            assert_eq!(answer.status, 404, "{there}");
        }
        let after = world.db.dump(tenant).await;
        for (table, rows) in &untouched {
            assert!(rows == &after[table], "{table} changed on {}", world.db.engine);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preview_asks_at_most_six_statements() {
    for world in worlds().await {
        let number = publish(&world, "2026-09-07", renamed).await;
        let page = before(&world, number).await;
        let mut fenna = world.inside("fenna.bos", SLUG).await;
        let address = format!("{BASE}?van={}&naar={}&stap-proces_1=basis", page.from.id, page.to.id);
        get(&mut fenna, &address).await;
        let before = world.house().store().statements();
        get(&mut fenna, &address).await;
        let asked = world.house().store().statements() - before;
        // The line in the trail is written after the page and counts one more.
        assert!(asked <= 7, "{asked} on {}", world.db.engine);
    }
}
