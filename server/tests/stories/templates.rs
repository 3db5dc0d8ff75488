//! The way of working in the hands of the functioneel beheerder: drafts begun and named, a file read in, two people who
//! write at the same time, and a version published. All of it as forms without script, and as the editor's JSON. On both
//! engines.

use crate::support::{Answer, Browser, TENANT, World, worlds};
use domain::template::{LARGEST, empty};
use serde_json::{Value, json};

const SLUG: &str = "haarlemmermeer";
const NEW: &str = "/werkwijze/nieuw";

async fn fenna(world: &World) -> Browser {
    world.inside("fenna.bos", SLUG).await
}

async fn get(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(&format!("{TENANT}{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

async fn post(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Answer {
    browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await
}

/// Begins a draft with next to nothing; its address.
async fn begin(browser: &mut Browser) -> String {
    let answer = browser.upload(&format!("{TENANT}{NEW}"), &[("begin", "leeg"), ("naam", "Proef")], None).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// The answer of the editor's save as JSON.
async fn save(browser: &mut Browser, draft: &str, version: i64, mine: &str) -> (u16, Value) {
    let body = json!({ "version": version, "base": empty(), "mine": mine }).to_string();
    let answer = browser.json(&format!("{TENANT}{draft}"), &body).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_begun_named_checked_and_published_without_script() {
    for world in worlds().await {
        let mut fenna = fenna(&world).await;
        let list = get(&mut fenna, "/werkwijze").await;
        assert!(list.text().contains("geldt nu") && list.body.contains("aria-current=\"page\""), "{}", list.text());
        let choices = get(&mut fenna, "/werkwijze/nieuw?begin=leeg").await;
        let checked = choices.body.split("<input").find(|input| input.contains(" checked")).unwrap();
        assert!(checked.contains("value=\"leeg\""), "{checked}");

        let draft = begin(&mut fenna).await;
        let page = get(&mut fenna, &draft).await;
        assert!(page.text().contains("Er zijn geen fouten gevonden.") && page.text().contains("Fase: Begin"));
        let named = post(&mut fenna, &format!("{draft}/naam"), &[("was", "Proef"), ("naam", "Proef 2")]).await;
        assert_eq!(named.location(), format!("{draft}?gedaan=naam"));
        let wrong = post(&mut fenna, &format!("{draft}/naam"), &[("was", "Proef 2"), ("naam", "")]).await;
        assert_eq!(wrong.wrong(), ["naam"]);

        let before = get(&mut fenna, &format!("{draft}/publiceren")).await;
        assert!(before.text().contains("Wat er anders wordt dan in versie 1"), "{}", before.text());
        assert!(before.text().contains("vervalt") && before.text().contains("lopende casussen"), "{}", before.text());
        let publish = format!("{draft}/publiceren");
        let empty_form = [("version", "1"), ("vanaf", "1-1-2020"), ("waarom", " ")];
        let wrong = post(&mut fenna, &publish, &empty_form).await;
        assert_eq!(wrong.wrong(), ["vanaf", "waarom"]);
        assert!(wrong.body.contains("value=\"1-1-2020\""), "typed text is kept");
        let stale = post(&mut fenna, &publish, &[("version", "7"), ("vanaf", "7-9-2026"), ("waarom", "Zo")]).await;
        assert!(stale.status == 422 && stale.text().contains("wijzigde dit"), "{}", stale.text());
        assert!(stale.body.contains(">Zo</textarea>"), "typed text is kept");
        let done = post(&mut fenna, &publish, &[("version", "1"), ("vanaf", "7-9-2026"), ("waarom", "Zo <b>")]).await;
        assert_eq!(done.location(), "/werkwijze?gepubliceerd=2", "{}", done.text());
        let list = get(&mut fenna, "/werkwijze?gepubliceerd=2").await;
        assert!(
            list.text().contains("Versie 2 is gepubliceerd.") && list.body.contains("Zo &lt;b&gt;"),
            "{}",
            list.body
        );
        let version = get(&mut fenna, "/werkwijze/versie/2").await;
        assert!(version.text().contains("Nieuwe werkwijze") && version.text().contains("Fenna Bos"));
        let words = get(&mut fenna, "/werkwijze/verschil?van=1&naar=2").await;
        assert!(words.text().contains("Stappen") && words.text().contains("vervalt"), "{}", words.text());
        let drawing = get(&mut fenna, "/werkwijze/versie/2/bpmn").await;
        assert!(drawing.body.contains("<bpmn:definitions"), "{}", drawing.body);
        assert_eq!(drawing.headers["content-type"], "application/xml; charset=utf-8");
        let file = get(&mut fenna, "/werkwijze/versie/2/bestand").await;
        assert_eq!(file.body, empty());
        let name = file.headers["content-disposition"].to_str().unwrap();
        assert_eq!(name, "attachment; filename=\"werkwijze-versie-2.toml\"", "{}", world.db.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_and_what_cannot_be_read_stays_on_the_screen() {
    for world in worlds().await {
        let mut fenna = fenna(&world).await;
        let new = format!("{TENANT}{NEW}");
        let file = [("begin", "bestand"), ("tekst", ""), ("naam", "")];
        let broken = "format = 1\n[[[ </textarea><b>";
        let wrong = fenna.upload(&new, &file, Some(("mijn.toml", broken.as_bytes()))).await;
        assert_eq!(wrong.wrong(), ["tekst"]);
        assert!(wrong.text().contains("Regel 2") && wrong.body.contains("&lt;/textarea>&lt;b>"), "{}", wrong.body);
        let wrong = fenna.upload(&new, &file, Some(("mijn.toml", &[0xFF, 0xFE, 0x00]))).await;
        assert!(wrong.wrong() == ["bestand"] && wrong.text().contains("geen tekst in UTF-8"), "{}", wrong.text());
        let wrong = fenna.upload(&new, &file, Some(("groot.toml", &vec![b'#'; LARGEST + 2]))).await;
        assert!(wrong.wrong() == ["bestand"] && wrong.text().contains("groter dan 512 kB"), "{}", wrong.text());
        let endless = fenna.upload(&new, &file, Some(("groot.toml", &vec![b'#'; 3 * LARGEST]))).await;
        assert!(endless.status == 422 && endless.text().contains("512 kB"), "{}", endless.text());
        let nothing = fenna.upload(&new, &[("begin", ""), ("naam", "")], None).await;
        assert_eq!(nothing.wrong(), ["begin"]);
        let odd = fenna.upload(&new, &[("begin", "bestand"), ("naam", "\u{FFFD}"), ("tekst", "\u{0}")], None).await;
        assert_eq!(odd.status, 422, "{}", odd.text());

        let pasted = [("begin", "bestand"), ("tekst", empty()), ("naam", "Geplakt")];
        let draft = fenna.upload(&new, &pasted, None).await.location();
        let faulty = empty().replace("regie = \"ib\"", "regie = \"niemand\"");
        let read = format!("{draft}/inlezen");
        get(&mut fenna, &read).await;
        let url = format!("{TENANT}{read}");
        let stale = fenna.upload(&url, &[("version", "9"), ("tekst", &faulty)], None).await;
        assert!(stale.status == 422 && stale.text().contains("wijzigde dit"), "{}", stale.text());
        assert!(stale.body.contains("regie = \"niemand\""), "kept, to send again");
        assert!(stale.body.contains("name=\"version\" value=\"1\""), "with the version that is there now");
        let done = fenna.upload(&url, &[("version", "1"), ("tekst", "")], Some(("x.toml", faulty.as_bytes()))).await;
        assert_eq!(done.location(), format!("{draft}?gedaan=inlezen"), "{}", done.text());
        let page = get(&mut fenna, &draft).await;
        assert!(page.text().contains("stap 'Stap 1'") && page.text().contains("Rol 'niemand' bestaat niet."));
        let before = get(&mut fenna, &format!("{draft}/publiceren")).await;
        assert!(before.text().contains("Zolang er fouten zijn") && !before.body.contains("name=\"vanaf\""));
        let form = [("version", "2"), ("vanaf", "7-9-2026"), ("waarom", "Toch")];
        let refused = post(&mut fenna, &format!("{draft}/publiceren"), &form).await;
        assert!(refused.status == 422 && refused.text().contains("Zolang er fouten zijn"), "{}", refused.text());
        assert!(get(&mut fenna, "/werkwijze").await.text().contains("1 fout"), "{}", world.db.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_editor_saves_on_the_way_and_two_people_both_keep_their_work() {
    for world in worlds().await {
        let mut fenna = fenna(&world).await;
        let mut elsewhere = world.inside("fenna.bos", SLUG).await;
        let draft = begin(&mut fenna).await;
        let change = |from: &str, to: &str| empty().replace(from, to);
        let (status, first) = save(&mut fenna, &draft, 1, &change("De eerste stap", "Intake")).await;
        assert_eq!((status, &first["version"], &first["at"]), (200, &json!(2), &json!("09:00")), "{first}");
        let (status, second) = save(&mut elsewhere, &draft, 1, &change("De eerste stap", "Start")).await;
        assert_eq!((status, second["version"].as_i64()), (200, Some(2)), "{second}");
        let clash = &second["clashes"][0];
        let has = |part: &str, word: &str| clash[part].as_str().unwrap().contains(word);
        assert!(has("mine", "Start") && has("theirs", "Intake") && has("place", "steps.stap_1.title"), "{clash}");
        assert!(second["text"].as_str().unwrap().contains("Intake"));
        let (_, third) = save(&mut elsewhere, &draft, 1, &change("\"Begin\"", "\"Aanmelding\"")).await;
        assert!(third["clashes"] == json!([]) && third["version"] == json!(3), "{third}");
        let page = get(&mut fenna, &draft).await.text();
        assert!(page.contains("Intake") && page.contains("Fase: Aanmelding"), "{}: {page}", world.db.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_editor_cannot_save_is_said_in_dutch() {
    for world in worlds().await {
        let mut fenna = fenna(&world).await;
        let draft = begin(&mut fenna).await;
        let url = format!("{TENANT}{draft}");
        let said = |answer: &Value| answer["errors"][0].as_str().unwrap().to_owned();
        let (status, broken) = save(&mut fenna, &draft, 1, "format = 1\nx = [").await;
        assert!(status == 422 && said(&broken).contains("Regel 2"), "{broken}");
        for body in ["", "[]", "{}", "{\"version\": \"1\"}", &"[".repeat(100_000)] {
            let answer = fenna.json(&url, body).await;
            let errors: Value = serde_json::from_str(&answer.body).unwrap();
            assert!(answer.status == 422 && said(&errors).contains("niet bewaard"), "{} {errors}", answer.status);
        }
        let (status, large) = save(&mut fenna, &draft, 1, &"#".repeat(LARGEST + 1)).await;
        assert!(status == 413 && said(&large).contains("groter dan 512 kB"), "{large}");
        let huge = fenna.json(&url, &" ".repeat(5 * LARGEST)).await;
        assert!(huge.status == 413 && huge.body.contains("groter dan 512 kB"), "{} {}", huge.status, huge.body);

        let mut nobody = world.browser();
        assert_eq!(nobody.json(&url, "{}").await.status, 401);
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        for body in ["{}", &json!({ "version": 1, "base": empty(), "mine": empty() }).to_string()] {
            let refused = ib.json(&url, body).await;
            assert!(refused.status == 403 && refused.body.contains("hoort niet bij uw functie"), "{}", refused.body);
        }
        post(&mut fenna, &format!("{draft}/weggooien"), &[("version", "1")]).await;
        let (status, gone) = save(&mut fenna, &draft, 1, empty()).await;
        assert!(status == 404 && said(&gone).contains("Dit concept is er niet meer"), "{gone}");
        assert_eq!(get(&mut fenna, "/werkwijze?weggegooid=ja").await.text().matches("Proef").count(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenants_draft_is_not_found_and_a_teacher_is_told_that_it_is_not_hers() {
    for world in worlds().await {
        let theirs = world.db.drafted("west-brabant-po", "Van een ander", empty()).await;
        let mut fenna = fenna(&world).await;
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        for rest in ["", "/bestand", "/inlezen", "/weggooien", "/publiceren"] {
            let url = format!("{TENANT}/werkwijze/concept/{theirs}{rest}");
            fenna.get(&url).await.refuses(404, "niet voor u geopend");
            ib.get(&url).await.refuses(403, "hoort niet bij uw functie");
        }
        for path in ["/werkwijze/versie/9", "/werkwijze/versie/-1", "/werkwijze/versie/een", "/werkwijze/concept/een"] {
            fenna.get(&format!("{TENANT}{path}")).await.refuses(404, "niet voor u geopend");
        }
        for two in ["van=9&naar=1", &format!("van=1&naar=concept-{theirs}"), "van=een"] {
            fenna.get(&format!("{TENANT}/werkwijze/verschil?{two}")).await.refuses(404, "niet voor u geopend");
        }
        let (status, _) = save(&mut fenna, &format!("/werkwijze/concept/{theirs}"), 1, empty()).await;
        assert_eq!(status, 404);
        let menu = ib.get(TENANT).await.body;
        assert!(!menu.contains("href=\"/werkwijze\""), "{}", world.db.engine);
    }
}
