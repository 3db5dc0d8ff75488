//! Signing a form about a case: a tick without script, a name that nobody can post, what is typed on afterwards. On both
//! engines.

use crate::support::{Browser, TENANT, World, worlds};
use backend::templates::carry;
use serde_json::Value;
use std::sync::Arc;

const SLUG: &str = "haarlemmermeer";

/// From today the ib'er signs the OPP too.
async fn publish(world: &World) {
    let tenant = world.house().tenant(SLUG).await.unwrap().unwrap();
    let text = carry::export(world.house(), Arc::clone(&tenant), None).await.unwrap();
    let parents = "  { linkId = \"opp_akkoord\"";
    let ib = "  { linkId = \"opp_getekend\", text = \"Handtekening van de ib'er\", type = \"signature\", write = [\"ib\"] },";
    assert_eq!(text.matches(parents).count(), 1);
    let text = text.replace(parents, &format!("{ib}\n{parents}"));
    carry::import(world.house(), tenant, &text, "2026-09-07".parse().unwrap()).await.unwrap();
}

async fn send(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> String {
    let answer = browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.text());
    answer.location()
}

async fn wrong(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Vec<String> {
    let answer = browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await;
    answer.wrong().into_iter().map(str::to_owned).collect()
}

/// The page as one reads it, and whether the box under which one signs is ticked.
async fn read(browser: &mut Browser, path: &str) -> (String, bool) {
    let answer = browser.get(&format!("{TENANT}{path}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let boxes = answer.body.split("<input").filter(|part| part.contains("name=\"opp_getekend\""));
    let ticked = boxes.filter_map(|part| part.split('>').next()).any(|part| part.contains(" checked"));
    (answer.text(), ticked)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_signed_by_who_is_logged_in_until_it_changes() {
    for world in worlds().await {
        publish(&world).await;
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let ib = &mut ib;
        let school = world.id(SLUG, "organisation WHERE OURS AND name = 'De Esdoorn'").await;
        let child = [("school", school.as_str()), ("roepnaam", "Dora"), ("achternaam", "Tekenaar")];
        let rest = [("geboortedatum", "3-4-2016"), ("groep", "groep-6"), ("ander_kind", "ja")];
        let file = send(ib, "/leerlingen/nieuw", &[&child[..], &rest].concat()).await;
        let file = format!("/leerlingen/{}", file.split(['/', '?', '#']).nth(2).unwrap());
        send(ib, &format!("{file}/proces"), &[("doe", "start:proces_2_0"), ("version", "0")]).await;
        let form = format!("{file}/formulieren/opp");

        let (page, ticked) = read(ib, &form).await;
        assert!(page.contains("Ik onderteken dit formulier als Ineke Bakker (ib'er)") && !ticked, "{page}");
        // Without script: the button sends the whole form, and whatever else somebody makes up.
        let crafted = [
            ("version", "0"),
            ("doe", "bewaren"),
            ("opp_uitstroom", "vmbo"),
            ("opp_getekend", ""),
            ("opp_getekend", "ja"),
            ("opp_getekend.naam", "Dirk de Directeur"),
            ("opp_getekend.function", "directeur"),
            ("opp_getekend.op", "1-1-2020"),
            ("opp_akkoord.naam", "M. Tekenaar"),
            ("opp_akkoord.op", "6-9-2026"),
        ];
        send(ib, &form, &crafted).await;
        let (page, ticked) = read(ib, &form).await;
        assert!(page.contains("Ondertekend door Ineke Bakker (ib'er) op 07-09-2026.") && ticked, "{page}");
        assert!(!page.contains("Dirk"), "{page}");
        let named = [("version", "1"), ("doe", "bewaren"), ("opp_getekend", "Dirk de Directeur")];
        assert_eq!(wrong(ib, &form, &named).await, ["opp_getekend"]);
        let half = [("version", "1"), ("doe", "bewaren"), ("opp_akkoord.naam", "M. Tekenaar"), ("opp_akkoord.op", "")];
        assert_eq!(wrong(ib, &form, &half).await, ["opp_akkoord.op"]);

        // With script: one types on, and the page learns what no longer stands.
        let on = [("version", "1"), ("opp_uitstroom", "vmbo-t"), ("opp_getekend", ""), ("opp_getekend", "ja")];
        let answer = ib.autosave(&format!("{TENANT}{form}"), &serde_urlencoded::to_string(on).unwrap()).await;
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer["emptied"], serde_json::json!(["opp_getekend", "opp_akkoord.naam", "opp_akkoord.op"]));
        assert!(
            answer["says"].as_str().unwrap().starts_with("Vervallen door deze wijziging: Handtekening van de ib'er, ")
        );
        let answer = ib.autosave(&format!("{TENANT}{form}"), "version=2&opp_akkoord.naam=M&opp_akkoord.op=").await;
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(answer["errors"][0].as_str().unwrap().contains("vul ook in op welke dag er is getekend."));

        let (page, ticked) = read(ib, &form).await;
        let lapsed = "Ondertekend door Ineke Bakker (ib'er) op 07-09-2026, maar daarna is het formulier gewijzigd. Onderteken opnieuw.";
        assert!(page.contains(lapsed) && !ticked, "{page}");
        assert!(page.contains("Op papier ondertekend door M. Tekenaar op 06-09-2026, maar daarna"), "{page}");
        send(ib, &form, &[("version", "2"), ("doe", "bewaren"), ("opp_getekend", ""), ("opp_getekend", "ja")]).await;
        assert!(read(ib, &form).await.1, "signed anew");
        send(ib, &form, &[("version", "3"), ("doe", "bewaren"), ("opp_getekend", "")]).await;
        let (page, ticked) = read(ib, &form).await;
        assert!(!page.contains("door Ineke Bakker (ib'er) op") && !ticked, "taken back: {page}");
    }
}
