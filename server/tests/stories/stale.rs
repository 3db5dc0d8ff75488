//! Two people at one agenda: who is too late reads what happened since the page was loaded, and nothing older. On both
//! engines.

use crate::support::{Browser, TENANT, worlds};

const SLUG: &str = "haarlemmermeer";

async fn send(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> String {
    let answer = browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.text());
    answer.location()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_late_at_an_item_reads_what_others_did_since_the_page_was_loaded() {
    for world in worlds().await {
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let mut clara = world.inside("clara.smit", SLUG).await;
        let school = world.id(SLUG, "organisation WHERE OURS AND name = 'De Esdoorn'").await;
        let new =
            [("van", school.as_str()), ("soort", "zat"), ("dag", "3-2-2027"), ("tijd", "13:00"), ("plaats", "Hal")];
        let here = send(&mut ib, "/overleggen", &new).await;
        let add = format!("{here}/toevoegen");
        for question in ["Wat nu?", "Wat daarna?"] {
            send(&mut ib, &add, &[("doe", "anoniem"), ("anonieme_vraag", question), ("anonieme_reden", "")]).await;
        }
        let page = ib.get(&format!("{TENANT}{here}")).await.body;
        // The form for the question of the first item, as this page shows it.
        let form = page.split("value=\"vraag\"").nth(1).unwrap().split("</form>").next().unwrap();
        let value = |name: &str| {
            let rest =
                form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name} in {form}"));
            rest.split('"').next().unwrap().to_owned()
        };
        let (item, version, agenda) = (value("onderwerp"), value("version"), value("agenda"));
        let seen = [("onderwerp", item.as_str()), ("version", &version), ("agenda", &agenda)];
        send(&mut clara, &here, &[&seen[..], &[("doe", "minuten"), ("minuten", "25")]].concat()).await;

        let late = serde_urlencoded::to_string([&seen[..], &[("doe", "vraag"), ("vraag", "En nu?")]].concat()).unwrap();
        let answer = ib.post(&format!("{TENANT}{here}"), &late).await;
        let notice = answer.body.split("notice__text").find(|part| part.contains("wijzigde dit")).unwrap();
        let told: Vec<&str> = notice.split("</ul>").next().unwrap().split("<li>").skip(1).collect();
        assert!(told.len() == 1 && told[0].contains("veranderde de tijd"), "{}: {told:?}", world.db.engine);
    }
}
