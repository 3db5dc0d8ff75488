//! The tables of the pilots of the demonstration (S3), on every page that has something of them: planned and led by the
//! procescoördinator, and no byte of a child for somebody of another school. On both engines.

use crate::support::{Browser, World, worlds};
use std::collections::BTreeSet;
use uuid::Uuid;

const SLUG: &str = "groningen";

fn at(path: &str) -> String {
    format!("http://{SLUG}.localhost:3000{path}")
}

async fn column(world: &World, sql: &str) -> Vec<String> {
    let tenant = world.house().tenant(SLUG).await.unwrap().unwrap().id;
    world.db.column(tenant, sql).await
}

/// Full names of the pupils of a school that no other school has too.
async fn pupils(world: &World, school: &str) -> Vec<String> {
    let name = "SELECT given_name || ' ' || family_name AS v FROM pupil WHERE tenant_id = TENANT AND prefix = ''";
    let here = format!("(SELECT id FROM organisation WHERE tenant_id = TENANT AND name = '{school}')");
    let others: BTreeSet<String> =
        column(world, &format!("{name} AND school_id <> {here}")).await.into_iter().collect();
    let mut mine = column(world, &format!("{name} AND school_id = {here}")).await;
    mine.retain(|name| !others.contains(name));
    mine
}

async fn meetings(world: &World) -> Vec<String> {
    let area = "(SELECT id FROM area WHERE tenant_id = TENANT AND slug = 'veendam-pekela')";
    let all =
        column(world, &format!("SELECT ID AS v FROM meeting WHERE tenant_id = TENANT AND area_id = {area}")).await;
    all.iter().map(|id| Uuid::parse_str(id).unwrap().to_string()).collect()
}

/// Everything that this person gets of these meetings, and how many of their pages open.
async fn read(browser: &mut Browser, meetings: &[String]) -> (String, usize) {
    let (mut bytes, mut open) = (String::new(), 0);
    for path in ["/", "/overleggen", "/leerlingen", "/analyse"] {
        bytes += &browser.get(&at(path)).await.body;
    }
    for meeting in meetings {
        for tail in ["", "/toevoegen", "/verslag", "/verslag?alles=1", "/beamer"] {
            let answer = browser.get(&at(&format!("/overleggen/{meeting}{tail}"))).await;
            assert!(answer.status < 500, "{meeting}{tail}");
            open += usize::from(answer.status == 200);
            bytes += &answer.body;
        }
    }
    (bytes, open)
}

#[tokio::test(flavor = "multi_thread")]
async fn at_one_table_no_byte_of_a_child_reaches_another_school() {
    for world in worlds().await {
        let (turfwijk, wildervanck) =
            (pupils(&world, "College Turfwijk").await, pupils(&world, "Lyceum De Wildervanck").await);
        let meetings = meetings(&world).await;
        assert!(meetings.len() > 10 && turfwijk.len() > 5 && wildervanck.len() > 5, "{}", world.db.engine);
        for (login, own, others) in
            [("hilde.hoving", &wildervanck, &turfwijk), ("geert.gelting", &turfwijk, &wildervanck)]
        {
            let (bytes, open) = read(&mut world.inside(login, SLUG).await, &meetings).await;
            assert!(open > 5, "{login}: {open}");
            assert!(own.iter().any(|name| bytes.contains(name.as_str())), "{login} finds the own pupils");
            let found: Vec<_> = others.iter().filter(|name| bytes.contains(name.as_str())).collect();
            assert!(found.is_empty(), "{login} on {}: {found:?}", world.db.engine);
        }
        let (bytes, open) = read(&mut world.inside("maud.mulder", SLUG).await, &meetings).await;
        assert!(open > 10);
        for school in [&turfwijk, &wildervanck] {
            assert!(school.iter().any(|name| bytes.contains(name.as_str())), "she leads, and parents named the CJG");
            assert!(school.iter().any(|name| !bytes.contains(name.as_str())));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_a_pilot_is_planned_by_whom_the_way_of_working_gives_it() {
    for world in worlds().await {
        let area = world.id(SLUG, "area WHERE OURS AND slug = 'veendam-pekela'").await;
        let form = |kind: &'static str| {
            let day = ("dag", "14-9-2026");
            [("doe", "een"), ("van", area.as_str()), ("soort", kind), day, ("tijd", "13:00")]
        };
        let body = |kind| serde_urlencoded::to_string(form(kind)).unwrap();
        let mut maud = world.inside("maud.mulder", SLUG).await;
        let page = maud.get(&at("/overleggen")).await.body;
        assert!(page.contains("Voor wie") && page.contains("Tweewekelijks overleg Veendam/Pekela"), "{page}");
        let planned = maud.post(&at("/overleggen"), &body("mpo")).await;
        assert_eq!(planned.status, 303, "{}", planned.text());
        let agenda = maud.get(&at(&planned.location())).await;
        assert!(agenda.body.contains("MPO Veendam/Pekela"));
        let mut geert = world.inside("geert.gelting", SLUG).await;
        let refused = geert.post(&at("/overleggen"), &body("mpo")).await;
        assert!([403, 422].contains(&refused.status), "{}", refused.status);
        assert_eq!(geert.get(&at(&planned.location())).await.status, 403, "a concept");
    }
}
