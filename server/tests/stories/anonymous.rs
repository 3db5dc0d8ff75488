//! Anonymous on the wire (S1 "zonder toestemming ouders: anoniem!"): the parents said yes, the pupil stood on the
//! concept by name, the parents took it back, and the question is asked anew about nobody. From then on no answer that
//! anybody outside the school gets, of whatever address, holds anything that points at the pupil. On both engines.

use crate::support::{Answer, Browser, FRONT, TENANT, World, worlds};
use chrono::NaiveDate;
use server::{hosts::HostKind, routes::table};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use uuid::Uuid;

const SLUG: &str = "haarlemmermeer";
const GIVEN: &str = "Xanthippe";
const FAMILY: &str = "Quaedvlieg";
/// Stands on the same agenda by name, so that everybody has a reason to look there.
const OTHER: &str = "Odilon";
const QUESTION: &str = "Een kind durft niet meer naar school. Wat is een eerste stap?";
const SAID: &str = "Klein beginnen, samen met ouders.";
const ACTION: &str = "Meedenken over een eerste stap";
/// Partners, and members of the tenant who do not work at the school.
const OUTSIDE: [&str; 7] =
    ["sanne.kok", "vera.visser", "joris.vandam", "lotte.leeuw", "eva.enkel", "bram.vaneijk", "fenna.bos"];
/// Those of them who were sent this agenda.
const INVITED: [&str; 4] = ["sanne.kok", "vera.visser", "joris.vandam", "lotte.leeuw"];

/// The addresses of one meeting and of one pupil who is on it as nobody.
struct Line {
    /// Part of an address → ids that may stand there.
    ids: BTreeMap<&'static str, Vec<String>>,
    meeting: String,
    analysis: String,
    pupil: String,
    born: String,
    row: String,
    anonymous: String,
    /// Everything that points at the pupil, in small letters.
    secrets: BTreeSet<String>,
}

fn at(path: &str) -> String {
    format!("{TENANT}{path}")
}

async fn id(world: &World, sql: &str) -> String {
    world.id(SLUG, sql).await
}

async fn member(world: &World, name: &str, function: &str) -> String {
    let person = format!("(SELECT id FROM person WHERE name = '{name}')");
    id(world, &format!("membership WHERE OURS AND function = '{function}' AND person_id = {person}")).await
}

/// A form that does what it says.
async fn send(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> String {
    let body = serde_urlencoded::to_string(form).unwrap();
    let answer = browser.post(&at(path), &body).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.text());
    answer.location()
}

/// The version of the agenda that stands on its page; once it was held, beside the minutes.
pub async fn version(browser: &mut Browser, meeting: &str) -> String {
    let mut page = browser.get(&at(&format!("/overleggen/{meeting}"))).await.body;
    if !page.contains("value=\"fase\"") {
        page = browser.get(&at(&format!("/overleggen/{meeting}/verslag"))).await.body;
    }
    let form = page.split("value=\"fase\"").nth(1).unwrap_or_else(|| panic!("no button in {page}"));
    let rest = form.split("name=\"version\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn register(ib: &mut Browser, school: &str, given: &str, family: &str, born: NaiveDate) -> String {
    let child = [("school", school), ("roepnaam", given), ("achternaam", family)];
    let born = born.format("%d-%m-%Y").to_string();
    let form = [&child[..], &[("geboortedatum", born.as_str()), ("groep", "groep-5")]].concat();
    let path = send(ib, "/leerlingen/nieuw", &form).await;
    path.split(['/', '?', '#']).nth(2).unwrap().to_owned()
}

/// Two days in autumn on which nobody else here was born.
async fn free_days(world: &World) -> [NaiveDate; 2] {
    let tenant = world.house().tenant(SLUG).await.unwrap().unwrap().id;
    let taken = world.db.column(tenant, "SELECT CAST(born_on AS TEXT) AS v FROM pupil WHERE tenant_id = TENANT").await;
    let first = NaiveDate::from_ymd_opt(2015, 10, 10).unwrap();
    let free: Vec<_> = first.iter_days().filter(|day| !taken.contains(&day.to_string())).take(2).collect();
    free.try_into().unwrap()
}

fn secrets(born: NaiveDate, ids: &[&String]) -> BTreeSet<String> {
    let words = [GIVEN, FAMILY, "X.Q.", "X. Q.", "X.Q"].map(str::to_lowercase);
    let forms = ["%d-%m-%Y", "%-d-%-m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d"];
    let days = forms.map(|form| born.format(form).to_string());
    let ids = ids.iter().flat_map(|id| [(*id).clone(), id.replace('-', "")]);
    words.into_iter().chain(days).chain([domain::calendar::long_date(born)]).chain(ids).collect()
}

/// From the analysis to a concept agenda with one pupil by name and one question about nobody.
async fn line(world: &World) -> Line {
    let mut ib = world.inside("ineke.bakker", SLUG).await;
    let organisation = |name: &str| format!("organisation WHERE OURS AND name = '{name}'");
    let school = id(world, &organisation("De Esdoorn")).await;
    let municipality = id(world, &organisation("Gemeente Haarlemmermeer")).await;
    let ggd = id(world, &organisation("GGD Haarlemmermeer")).await;
    let [born, other_born] = free_days(world).await;
    let pupil = register(&mut ib, &school, GIVEN, FAMILY, born).await;
    let other = register(&mut ib, &school, OTHER, "Peerdeman", other_born).await;
    for child in [&pupil, &other] {
        let asked = [
            ("doel", "zat"),
            ("gegeven_door", "ouder_1"),
            ("gegeven_door", "ouder_2"),
            ("bewijs", "paper"),
            ("gezien", "0"),
        ];
        let parties = [("partijen", municipality.as_str()), ("partijen", ggd.as_str()), ("gegeven_op", "7-9-2026")];
        send(&mut ib, &format!("/leerlingen/{child}/toestemming"), &[&asked[..], &parties].concat()).await;
    }
    let analysis = send(&mut ib, "/analyse", &[("school", &school), ("periode", "1")]).await;
    let analysis = analysis.split('/').nth(2).unwrap().to_owned();
    let of = |table: &str, pupil: &str| {
        format!("{table} WHERE OURS AND pupil_id = (SELECT id FROM pupil WHERE OURS AND given_name = '{pupil}')")
    };
    for (given, family) in [(GIVEN, FAMILY), (OTHER, "Peerdeman")] {
        let picked = format!("{given} {family}, groep 5");
        let form = [("sectie", "proces_1"), ("doe", "toevoegen:proces_1"), ("leerling-proces_1", picked.as_str())];
        send(&mut ib, &format!("/analyse/{analysis}"), &form).await;
        let row = id(world, &of("analysis_row", given)).await;
        let named = ["version", "zat", "hulpvraag"].map(|field| format!("{row}.{field}"));
        let rows = [(named[0].as_str(), "1"), (named[1].as_str(), "ja"), (named[2].as_str(), "Wat helpt?")];
        send(&mut ib, &format!("/analyse/{analysis}"), &[&[("sectie", "proces_1")][..], &rows].concat()).await;
    }
    let meeting = "meeting WHERE OURS AND stage = 'concept' AND period = 1 AND school_id = (SELECT id FROM organisation \
                   WHERE OURS AND name = 'De Esdoorn')";
    let meeting = id(world, meeting).await;
    let agenda = format!("/overleggen/{meeting}");
    for child in [&pupil, &other] {
        send(&mut ib, &agenda, &[("doe", "voorstel"), ("leerling", child)]).await;
    }
    let (item, consent) = (id(world, &of("agenda_item", GIVEN)).await, id(world, &of("consent", GIVEN)).await);
    let (row, case) = (id(world, &of("analysis_row", GIVEN)).await, id(world, &of("\"case\"", GIVEN)).await);
    let taken_back = format!("/leerlingen/{pupil}/toestemming/{consent}/intrekken");
    send(&mut ib, &taken_back, &[("version", "1"), ("wie", "ouder 1, telefonisch")]).await;
    send(&mut ib, &agenda, &[("doe", "verwijderen"), ("onderwerp", &item), ("version", "1")]).await;
    let asked = [("doe", "anoniem"), ("anonieme_vraag", QUESTION)];
    let anonymous = send(&mut ib, &format!("{agenda}/toevoegen"), &asked).await;
    let anonymous = anonymous.split("#punt-").nth(1).unwrap().to_owned();
    let named = id(world, &of("agenda_item", OTHER)).await;
    for (name, function) in [("Joris van Dam", "jeugdprofessional"), ("Lotte Leeuw", "leerplichtambtenaar")] {
        let guest = member(world, name, function).await;
        send(&mut ib, &agenda, &[("doe", "uitnodigen"), ("onderwerp", &named), ("gast", &guest)]).await;
    }
    Line {
        ids: BTreeMap::from([
            ("overleggen", vec![meeting.clone()]),
            ("leerlingen", vec![pupil.clone()]),
            ("analyse", vec![analysis.clone()]),
            ("consent", vec![consent.clone()]),
            ("item", vec![anonymous.clone(), item.clone(), named]),
        ]),
        secrets: secrets(born, &[&pupil, &case, &row, &item, &consent]),
        meeting,
        analysis,
        pupil,
        born: born.format("%d-%m-%Y").to_string(),
        row,
        anonymous,
    }
}

impl Line {
    /// What points at the pupil in this answer: in its text, its attributes, the properties of its islands, its headers.
    fn found(&self, answer: &Answer) -> Vec<&str> {
        let bytes = format!("{:?} {}", answer.headers, answer.body).to_lowercase();
        self.secrets.iter().map(String::as_str).filter(|secret| bytes.contains(secret)).collect()
    }

    fn silent(&self, who: &str, answer: &Answer) {
        let found = self.found(answer);
        assert!(found.is_empty(), "{who} finds {found:?} at {}: {}", answer.url, answer.text());
    }

    /// The pages about the anonymous item.
    fn pages(&self) -> Vec<String> {
        let (agenda, item) = (format!("/overleggen/{}", self.meeting), &self.anonymous);
        let of_meeting = [
            String::new(),
            "/toevoegen".into(),
            "/verslag".into(),
            "/verslag?alles=1".into(),
            format!("/verslag?onderwerp={item}"),
            "/beamer".into(),
            format!("/beamer?onderwerp={item}"),
        ];
        let own = ["/".to_owned(), "/overleggen".into(), "/leerlingen".into(), format!("/leerlingen?zoek={OTHER}")];
        own.into_iter().chain(of_meeting.into_iter().map(|tail| format!("{agenda}{tail}"))).collect()
    }

    /// Every address of a tenant with every id of the line in it.
    fn addresses(&self) -> Vec<(&'static str, String)> {
        let fill = |paths: Vec<String>, part: &str, ids: Option<&Vec<String>>| -> Vec<String> {
            let none = vec![Uuid::nil().to_string()];
            let ids = ids.unwrap_or(&none);
            let one = |path: String| {
                let slot = format!("{{{part}}}");
                if !path.contains(&slot) {
                    return vec![path];
                }
                ids.iter().map(|id| path.replace(&slot, id)).collect()
            };
            paths.into_iter().flat_map(one).collect()
        };
        let tenant = table().into_iter().filter(|route| route.host == HostKind::Tenant && route.path != "/uit");
        let filled = tenant.flat_map(|route| {
            let room = route.path.split('/').nth(1).unwrap_or_default();
            let paths = fill(vec![route.path.to_owned()], "id", self.ids.get(room));
            let paths = fill(paths, "item", self.ids.get("item"));
            let paths = fill(paths, "consent", self.ids.get("consent"));
            paths.into_iter().map(move |path| (route.method, path))
        });
        filled.collect()
    }
}

/// Follows every link on our own host until nothing new comes; gives the number of pages.
async fn walk(browser: &mut Browser, line: &Line, who: &str) -> usize {
    let mut todo = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = todo.pop_front() {
        let answer = browser.get(&at(&path)).await;
        line.silent(who, &answer);
        for href in answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next()) {
            let href = href.replace("&amp;", "&");
            let is_page = href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/pkg/");
            if is_page && seen.insert(href.clone()) {
                todo.push_back(href);
            }
        }
        assert!(seen.len() < 500, "{who} never gets to the end of the links");
    }
    seen.len()
}

/// The consulent brings the agenda to this stage; once it is definitive, the question about nobody is discussed.
async fn bring(world: &World, consulent: &mut Browser, line: &Line, stage: &str) {
    let agenda = format!("/overleggen/{}", line.meeting);
    let version = version(consulent, &line.meeting).await;
    send(consulent, &agenda, &[("doe", "fase"), ("naar", stage), ("version", &version)]).await;
    if stage != "definitive" {
        return;
    }
    let item = format!("{agenda}/verslag/{}", line.anonymous);
    send(consulent, &item, &[("doe", "bewaren"), ("besproken", SAID), ("besluit", ""), ("version", "1")]).await;
    for (name, function) in [("Sanne Kok", "schoolcoach"), ("Vera Visser", "jeugdverpleegkundige")] {
        let owner = member(world, name, function).await;
        let written = [("doe", "actie"), ("besproken", SAID), ("besluit", ""), ("version", "2")];
        let action = [("actie", ACTION), ("wie", owner.as_str()), ("wanneer", "1-10-2026")];
        send(consulent, &item, &[&written[..], &action].concat()).await;
    }
    // What is said when a text does name the pupil goes to whoever typed it, and says no more than that.
    let named = serde_urlencoded::to_string([
        ("doe", "bewaren"),
        ("besproken", "xanthippe"),
        ("besluit", ""),
        ("version", "2"),
    ])
    .unwrap();
    let refused = consulent.autosave(&at(&item), &named).await;
    assert_eq!(line.found(&refused), [GIVEN.to_lowercase()], "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_anybody_outside_the_school_points_at_the_pupil_of_an_anonymous_item() {
    for world in worlds().await {
        let line = line(&world).await;
        let mut consulent = world.inside("clara.smit", SLUG).await;
        let mut outside = vec![];
        for login in OUTSIDE {
            outside.push((login, world.inside(login, SLUG).await));
        }
        let agenda = at(&format!("/overleggen/{}", line.meeting));
        for stage in ["concept", "sent", "definitive", "held", "shared"] {
            if stage != "concept" {
                bring(&world, &mut consulent, &line, stage).await;
            }
            for (login, browser) in &mut outside {
                let who = format!("{login} ({stage}, {})", world.db.engine);
                for page in line.pages() {
                    line.silent(&who, &browser.get(&at(&page)).await);
                }
                let sees = browser.get(&agenda).await.body.contains(QUESTION);
                assert_eq!(sees, stage != "concept" && INVITED.contains(login), "the question itself, for {who}");
            }
        }
        the_table_and_the_school(&world, &mut consulent, &line).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_link_and_no_address_leads_anybody_outside_the_school_to_the_pupil_of_an_anonymous_item() {
    for world in worlds().await {
        let line = line(&world).await;
        let mut consulent = world.inside("clara.smit", SLUG).await;
        for stage in ["sent", "definitive", "held", "shared"] {
            bring(&world, &mut consulent, &line, stage).await;
        }
        for login in OUTSIDE {
            let browser = &mut world.inside(login, SLUG).await;
            let who = format!("{login} ({})", world.db.engine);
            line.silent(&who, &browser.get(&format!("{FRONT}/")).await);
            let pages = walk(browser, &line, &who).await;
            let expected = if INVITED.contains(&login) { 6 } else { 2 };
            assert!(pages >= expected, "{who} walked {pages} pages");
            for (method, path) in line.addresses() {
                if method == "GET" {
                    line.silent(&who, &browser.get(&at(&path)).await);
                } else {
                    line.silent(&who, &browser.post(&at(&path), "").await);
                    line.silent(&who, &browser.autosave(&at(&path), "").await);
                }
            }
            let minutes = browser.get(&at(&format!("/overleggen/{}/verslag", line.meeting))).await;
            assert_eq!(minutes.body.contains(SAID), INVITED.contains(&login), "what was said, for {who}");
        }
    }
}

/// What stands on the screen for everybody at the table is as silent; the school itself finds its pupil where it should.
async fn the_table_and_the_school(world: &World, consulent: &mut Browser, line: &Line) {
    let meeting = &line.meeting;
    for tail in ["verslag?alles=1", "beamer", "verslag?onderwerp=ITEM", "beamer?onderwerp=ITEM"] {
        let page = at(&format!("/overleggen/{meeting}/{}", tail.replace("ITEM", &line.anonymous)));
        let answer = consulent.get(&page).await;
        assert_eq!(answer.status, 200, "{page}");
        line.silent("clara.smit", &answer);
    }
    let mut ib = world.inside("ineke.bakker", SLUG).await;
    let pupil = line.pupil.as_str();
    let (given, family) = (GIVEN.to_lowercase(), FAMILY.to_lowercase());
    for (page, where_it_should) in [
        (format!("/leerlingen/{pupil}"), vec![given.as_str(), &family, &line.born, pupil]),
        (format!("/analyse/{}", line.analysis), vec![&given, &family, pupil, &line.row]),
        (format!("/leerlingen?zoek={GIVEN}"), vec![&given, &family, pupil]),
    ] {
        let answer = ib.get(&at(&page)).await;
        let found = line.found(&answer);
        let missing: Vec<_> = where_it_should.iter().filter(|value| !found.contains(value)).collect();
        assert!(missing.is_empty(), "{missing:?} at {page} on {}: {}", world.db.engine, answer.text());
    }
}
