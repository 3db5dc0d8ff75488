//! Forms that come back: what is wrong stands on top, and each line leads to its field, also where a page has the same
//! form many times; what concerns the form as a whole leads nowhere. On both engines.

use crate::{
    anonymous::version,
    support::{Answer, Browser, FRONT, TENANT, World, worlds},
};

const SLUG: &str = "haarlemmermeer";
const SCHOOL: &str = "organisation WHERE OURS AND name = 'De Esdoorn'";

async fn post(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Answer {
    browser.post(&format!("{TENANT}{path}"), &serde_urlencoded::to_string(form).unwrap()).await
}

async fn send(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> String {
    let answer = post(browser, path, form).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.text());
    answer.location()
}

/// What a form that was no good leads to.
async fn wrong(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Vec<String> {
    post(browser, path, form).await.wrong().into_iter().map(str::to_owned).collect()
}

const WHOLE: [&str; 0] = [];

async fn child(ib: &mut Browser, school: &str, name: &str) -> String {
    let child = [("school", school), ("roepnaam", name), ("achternaam", "Terugkomst"), ("geboortedatum", "3-4-2016")];
    let form = [&child[..], &[("groep", "groep-6"), ("ander_kind", "ja")]].concat();
    send(ib, "/leerlingen/nieuw", &form).await.split(['/', '?', '#']).nth(2).unwrap().to_owned()
}

/// The parents agree with the municipality.
async fn agree(world: &World, ib: &mut Browser, pupil: &str) {
    let party = world.id(SLUG, "organisation WHERE OURS AND name = 'Gemeente Haarlemmermeer'").await;
    let given = [("doel", "zat"), ("gegeven_door", "ouder_1"), ("gegeven_door", "ouder_2"), ("bewijs", "paper")];
    let with = [("partijen", party.as_str()), ("gegeven_op", "1-9-2026"), ("gezien", "0")];
    send(ib, &format!("/leerlingen/{pupil}/toestemming"), &[&given[..], &with].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_an_analysis_leads_to_its_field() {
    for world in worlds().await {
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let ib = &mut ib;
        let school = world.id(SLUG, SCHOOL).await;
        let here = send(ib, "/analyse", &[("school", &school), ("periode", "1")]).await;
        let here = here.as_str();

        assert_eq!(
            wrong(ib, here, &[("sectie", "verzuim"), ("doe", "verzuim")]).await,
            ["leerling-verzuim", "sinds", "geoorloofd"]
        );
        let mut absences = vec![];
        for name in ["Ada", "Bea"] {
            let pupil = child(ib, &school, name).await;
            let facts = [("leerling-verzuim", pupil.as_str()), ("sinds", "2-3-2026"), ("geoorloofd", "nee")];
            let place = send(ib, here, &[&[("sectie", "verzuim")][..], &facts].concat()).await;
            let kept = ib.get(&format!("{TENANT}{}", place.split('#').next().unwrap())).await.text();
            assert_eq!(kept.matches("Bewaard om 09:00").count(), 1, "beside what was kept, and nowhere else");
            absences.push(place.split("#verzuim-").nth(1).unwrap().to_owned());
        }
        let section = format!("verzuim:{}", absences[0]);
        let of = |rest: &[(&'static str, &'static str)]| [&[("sectie", section.as_str())][..], rest].concat();
        let facts = [("version", "1"), ("sinds", "2-3-2026"), ("geoorloofd", "nee")];
        let wrong_day = of(&[("version", "1"), ("sinds", "straks"), ("geoorloofd", "nee")]);
        assert_eq!(wrong(ib, here, &wrong_day).await, ["sinds"]);
        assert_eq!(wrong(ib, here, &of(&[("version", "1"), ("sinds", "2-3-2026")])).await, ["geoorloofd"]);
        let asked = of(&[&facts[..], &[("vraag.schoolarts_betrokken", "misschien")]].concat());
        assert_eq!(wrong(ib, here, &asked).await, ["vraag.schoolarts_betrokken"]);
        let overtaken = of(&[("version", "9"), ("sinds", "2-3-2026"), ("geoorloofd", "nee")]);
        assert_eq!(wrong(ib, here, &overtaken).await, [absences[0].as_str()]);
        assert_eq!(wrong(ib, here, &of(&[("sinds", "2-3-2026")])).await, WHOLE, "without a version");

        let section = ("sectie", "proces_1");
        let add = ("doe", "toevoegen:proces_1");
        assert_eq!(wrong(ib, here, &[section, add]).await, ["leerling-proces_1"]);
        let pupil = child(ib, &school, "Cor").await;
        send(ib, here, &[section, add, ("leerling-proces_1", &pupil)]).await;
        let row = world.id(SLUG, "analysis_row WHERE OURS ORDER BY id DESC").await;
        let [version, domain, question] = ["version", "domein", "hulpvraag"].map(|field| format!("{row}.{field}"));
        let odd = [section, (version.as_str(), "1"), (domain.as_str(), "niets")];
        assert_eq!(wrong(ib, here, &odd).await, [domain.as_str()]);
        let overtaken = [section, (version.as_str(), "9"), (question.as_str(), "Wat helpt?")];
        assert_eq!(wrong(ib, here, &overtaken).await, [row.as_str()]);
        let gone = [section, ("00000000-0000-7000-8000-000000000000.version", "1")];
        assert_eq!(wrong(ib, here, &gone).await, WHOLE, "a row that is gone");
        assert_eq!(wrong(ib, here, &[("sectie", "kop"), ("version", "99")]).await, WHOLE, "the heading");
        for section in ["a\u{1}", "x\"><script>", "verzuim:x", "../overleggen"] {
            assert_eq!(post(ib, here, &[("sectie", section), ("version", "1")]).await.status, 404, "{section:?}");
        }
        the_case(&world, ib, &pupil).await;
    }
}

/// Its row opened a case: ways on, and a consent that is taken back.
async fn the_case(world: &World, ib: &mut Browser, pupil: &str) {
    let process = format!("/leerlingen/{pupil}/proces");
    let way = ("doe", "overgang:extra_ondersteuning");
    assert_eq!(wrong(ib, &process, &[way, ("version", "1")]).await, ["reden"]);
    assert_eq!(wrong(ib, &process, &[way, ("reden", "Omdat.")]).await, WHOLE, "without a version");
    let consent = format!("/leerlingen/{pupil}/toestemming");
    assert_eq!(wrong(ib, &consent, &[("gezien", "0")]).await[..3], ["doel", "gegeven_door", "gegeven_op"]);
    agree(world, ib, pupil).await;
    let row = world.id(SLUG, "consent WHERE OURS ORDER BY id DESC").await;
    let back = format!("{consent}/{row}/intrekken");
    assert_eq!(wrong(ib, &back, &[("wie", "ouder 1")]).await, WHOLE, "without a version");
    assert_eq!(wrong(ib, &back, &[("version", "1")]).await, ["wie"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_on_an_agenda_leads_to_its_field() {
    for world in worlds().await {
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let school = world.id(SLUG, SCHOOL).await;
        let concept = format!(
            "meeting WHERE OURS AND stage = 'concept' AND period = 1 AND school_id = (SELECT id FROM {SCHOOL})"
        );
        let meeting = world.id(SLUG, &concept).await;
        let here = format!("/overleggen/{meeting}");
        let mut items = vec![];
        for name in ["Dee", "Eef"] {
            let pupil = child(&mut ib, &school, name).await;
            agree(&world, &mut ib, &pupil).await;
            send(&mut ib, &format!("/leerlingen/{pupil}/proces"), &[("doe", "start:proces_1"), ("version", "0")]).await;
            let form = [("doe", "leerling"), ("leerling", pupil.as_str()), ("vraag", "Wat helpt?")];
            let place = send(&mut ib, &format!("{here}/toevoegen"), &form).await;
            items.push(place.split("#punt-").nth(1).unwrap().to_owned());
        }
        let mut consulent = world.inside("clara.smit", SLUG).await;
        let clara = &mut consulent;
        let of = |doe: &'static str| [("doe", doe), ("onderwerp", items[1].as_str()), ("version", "1")];
        for (doe, field) in [("minuten", "minuten"), ("vraag", "vraag"), ("uitnodigen", "gast")] {
            assert_eq!(wrong(clara, &here, &of(doe)).await, [field]);
        }
        let order = [("doe", "omhoog"), ("onderwerp", items[1].as_str())];
        assert_eq!(wrong(clara, &here, &order).await, WHOLE, "without a version");
        for (stage, back) in [("sent", "concept"), ("definitive", "sent")] {
            let now = version(clara, &meeting).await;
            send(clara, &here, &[("doe", "fase"), ("naar", stage), ("version", &now)]).await;
            let now = version(clara, &meeting).await;
            assert_eq!(wrong(clara, &here, &[("doe", "fase"), ("naar", back), ("version", &now)]).await, ["reden"]);
        }
        let point = format!("{here}/verslag/{}", items[1]);
        let of = |doe: &'static str| [("doe", doe), ("version", "1"), ("besproken", ""), ("besluit", "")];
        assert_eq!(wrong(clara, &point, &of("actie")).await, ["actie", "wie", "wanneer"]);
        for half in [&of("bewaren")[..1], &of("bewaren")[..3], &of("actie")[..2]] {
            assert_eq!(wrong(clara, &point, half).await, WHOLE, "half a form");
        }
        assert_eq!(wrong(clara, &point, &of("stap:extra_ondersteuning")).await, ["reden.extra_ondersteuning"]);

        // Whatever the button, what was typed elsewhere is kept.
        let typed = [
            ("doe", "actie"),
            ("version", "1"),
            ("besproken", "Het gaat beter."),
            ("besluit", "Doorgaan."),
            ("actie", "Bellen"),
        ];
        assert_eq!(wrong(clara, &point, &typed).await, ["wie", "wanneer"]);
        let page = clara.get(&format!("{TENANT}{here}/verslag?onderwerp={}", items[1])).await;
        assert!(
            page.body.contains(">Het gaat beter.</textarea>") && page.body.contains(">Doorgaan.</textarea>"),
            "{}",
            page.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_character_that_no_database_stores_is_refused_and_never_a_500() {
    for world in worlds().await {
        let mut nobody = world.browser();
        for path in ["/thema/%00.css", "/auth/login/scholen?uitnodiging=a%00/b", "/%00", "/?x=%00"] {
            let answer = nobody.get(&format!("{FRONT}{path}")).await;
            assert_eq!(answer.status, 404, "{path} on {}", world.db.engine);
        }
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let school = world.id(SLUG, SCHOOL).await;
        let pupil = child(&mut ib, &school, "Nul").await;
        assert_eq!(ib.get(&format!("{TENANT}/leerlingen?proces=%00")).await.status, 404);
        let proces = format!("/leerlingen/{pupil}/proces");
        send(&mut ib, &proces, &[("doe", "start:proces_1"), ("version", "0")]).await;
        let page = ib.get(&format!("{TENANT}/leerlingen/{pupil}")).await.body;
        let version = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let reason = [("doe", "overgang:extra_ondersteuning"), ("version", version), ("reden", "a\0b")];
        let answer = post(&mut ib, &proces, &reason).await;
        assert!(
            answer.status == 422 && answer.text().contains("onzichtbare tekens"),
            "{}: {}",
            answer.status,
            answer.text()
        );
        let other = [("doe", "overgang:\0"), ("version", "\0"), ("reden", "\0")];
        assert!(post(&mut ib, &proces, &other).await.status < 500, "{}", world.db.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_for_something_that_is_gone_can_be_copied() {
    for world in worlds().await {
        let mut clara = world.inside("clara.smit", SLUG).await;
        let meeting = world.id(SLUG, &format!("meeting WHERE OURS AND school_id = (SELECT id FROM {SCHOOL})")).await;
        let gone = format!("/overleggen/{meeting}/verslag/{}", uuid::Uuid::now_v7());
        let typed =
            [("doe", "bewaren"), ("besproken", "Zij leest nu <b>AVI E3</b>."), ("besluit", ""), ("version", "1")];
        let answer = post(&mut clara, &gone, &typed).await;
        assert!(matches!(answer.status, 403 | 404), "{}", answer.status);
        assert!(answer.body.contains("Zij leest nu &lt;b&gt;AVI E3&lt;/b&gt;."), "{}", answer.text());
        let nothing = post(&mut clara, &gone, &[("doe", "bewaren"), ("version", "1")]).await;
        assert!(!nothing.body.contains("Uw tekst"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_that_cannot_be_read_are_refused_and_not_stored() {
    for world in worlds().await {
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let answer = ib.post(&format!("{TENANT}/leerlingen/nieuw"), "roepnaam=Ren%e9e&achternaam=Kok").await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("tekens die niet te lezen zijn"), "{}", answer.text());
        for path in ["/leerlingen/%ff/toestemming/%ff/intrekken", "/leerlingen/%ff/formulieren/%ff", "/leerlingen/%ff"]
        {
            let answer = ib.get(&format!("{TENANT}{path}")).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.body.contains("Niet gevonden"), "{path}");
        }
    }
}

/// The OPP, to which parents agreed on paper.
const OPP: &[(&str, &str)] = &[
    ("version", "0"),
    ("doe", "bewaren"),
    ("opp_uitstroom", "vmbo"),
    ("opp_bevorderend", "Werkt graag met de handen."),
    ("opp_belemmerend", "Tempo van de groep."),
    ("opp_behoefte", "Kleine groep."),
    ("opp_gehoord", "nee"),
    ("opp_niet_gehoord", "Zij was ziek."),
    ("opp_begeleiding", "Rekenen in een groep van zes."),
    ("opp_akkoord.naam", "M. Tekenaar"),
    ("opp_akkoord.op", "6-9-2026"),
];

/// Its phase, evaluated and signed.
const PHASE: &[(&str, &str)] = &[
    ("version", "0"),
    ("doe", "bewaren"),
    ("fase_nummer", "fase_1"),
    ("fase_doel", "Sommen tot 100"),
    ("fase_aanpak", "Elke dag een half uur"),
    ("fase_evaluatie", "Ouders zien vooruitgang."),
    ("fase_evaluatie_op", "6-9-2026"),
    ("fase_handtekening.naam", "M. Tekenaar"),
    ("fase_handtekening.op", "6-9-2026"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_in_a_closed_day_comes_back_in_the_school_year_that_was_on_the_screen() {
    for world in worlds().await {
        let mut beheer = world.inside("fenna.bos", SLUG).await;
        let asked = [("naam", "Studiedag"), ("soort", "dicht"), ("van", "32-10-2027"), ("jaar", "2027-2028")];
        let answer = post(&mut beheer, "/beheer/kalender", &asked).await;
        assert_eq!(answer.wrong(), ["van"]);
        assert!(answer.text().contains("Schooljaar 2027-2028"));
        assert!(answer.text().contains("Studiedag"), "what was typed stays");
    }
}

async fn step_on(browser: &mut Browser, file: &str, version: usize, step: &str) {
    let version = version.to_string();
    let form = [("doe", step), ("version", version.as_str()), ("reden", "De hulpvraag komt terug.")];
    send(browser, &format!("{file}/proces"), &form).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_about_a_case_comes_back_with_what_was_typed_and_grows_by_a_row() {
    for world in worlds().await {
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        let ib = &mut ib;
        let school = world.id(SLUG, SCHOOL).await;
        let pupil = child(ib, &school, "Dora").await;
        let file = format!("/leerlingen/{pupil}");
        for (version, step) in ["start:proces_2_0", "feit:herhaalde_hulpvraag"].into_iter().enumerate() {
            step_on(ib, &file, version, step).await;
        }
        // Parents agree and sign in the forms of the OPP; a button says nothing of that.
        let early = [("doe", "overgang:toeleiding_tlv"), ("version", "2"), ("reden", "De hulpvraag komt terug.")];
        let early = ib.post(&format!("{TENANT}{file}/proces"), &serde_urlencoded::to_string(early).unwrap()).await;
        assert!(early.text().contains("nog geen akkoord van ouders"), "{}", early.text());
        send(ib, &format!("{file}/formulieren/opp"), OPP).await;
        send(ib, &format!("{file}/formulieren/opp_fase"), PHASE).await;
        step_on(ib, &file, 2, "overgang:toeleiding_tlv").await;
        // A press without an answer opens nothing either, and no address of a form is anything else.
        let mut fenna = world.inside("fenna.bos", SLUG).await;
        let press = [("version", "1"), ("doe", "x")];
        for form in ["opp", "plan", "a%0Ab", "a%01", "..%2F..%2Fanalyse"] {
            let path = format!("{file}/formulieren/{form}");
            assert_eq!(post(&mut fenna, &path, &press).await.status, 404, "{form}");
            if form != "opp" {
                assert_eq!(post(ib, &path, &press).await.status, 404, "{form}");
            }
        }
        let form = format!("{file}/formulieren/toeleiding");
        let asked = ["toeleiding_mdo_op"];
        let typed = [
            ("version", "0"),
            ("doe", "bewaren"),
            ("toeleiding_mdo_op", "gisteren"),
            ("toeleiding_hulpvraag", "Rekenen"),
        ];
        assert_eq!(wrong(ib, &form, &typed).await, asked);
        let back = post(ib, &form, &typed).await;
        assert!(
            back.status == 422 && back.body.contains("gisteren") && back.body.contains(">Rekenen<"),
            "{}",
            back.text()
        );

        let row = [("version", "0"), ("doe", "rij:scenarios"), ("scenarios.1.scenario", "SBO in augustus")];
        let place = send(ib, &form, &row).await;
        assert!(place.ends_with("#deel-scenarios"), "{place}");
        let page = ib.get(&format!("{TENANT}{form}")).await;
        assert!(page.body.contains("SBO in augustus") && page.body.contains("name=\"scenarios.2.scenario\""));
        assert!(page.body.contains("name=\"ronde\""), "an old page never writes in a new round");
        let odd = post(ib, &form, &[("version", "1"), ("doe", "rij:a\nb"), ("toeleiding_mdo_wie", "ouders")]).await;
        assert_eq!(odd.status, 303);
        let away = [("version", "2"), ("doe", "weghalen:scenarios:1"), ("scenarios.1.scenario", "SBO in augustus")];
        assert!(send(ib, &form, &away).await.contains("weggehaald=scenarios:1"));
        let page = ib.get(&format!("{TENANT}{form}?weggehaald=scenarios:1")).await;
        assert!(page.body.contains("De rij is weggehaald."));
        send(ib, &form, &[("version", "3"), ("doe", "terugzetten:scenarios:1")]).await;
        let page = ib.get(&format!("{TENANT}{form}")).await;
        assert!(page.body.contains("SBO in augustus") && !page.body.contains("Weggehaald"));
        let stale = post(ib, &form, &row).await;
        assert!(stale.status == 422 && stale.body.contains("wijzigde dit"), "{}", stale.text());
    }
}
