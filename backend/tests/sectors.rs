//! Primary and secondary schools: apart in a samenwerkingsverband of one sector, together in one of both (S3: "samenwerkingsverband
//! 20.01 PO en 20.02 VO"). Groep 2 and klas 2 are never taken for each other.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, analyses,
    meetings::{self, NewMeeting, NewNamed},
    pupils, sheets,
    testing::{Member, TestHouse, World, houses},
};
use domain::{
    actor::Function,
    id::{MeetingId, OrganisationId, PupilId},
    page::{School, pupil::Filter},
    pupil::{Heading, Years},
    sector::Sector,
    template::shipped,
};
use migrations::words;

fn way() -> (&'static str, &'static str) {
    *shipped().iter().find(|(key, _)| *key == "groningen").unwrap()
}

/// A pilot with a primary school, De Esdoorn, and a secondary one.
struct Pilot<'h> {
    world: World<'h>,
    college: OrganisationId,
    wietske: Member,
    geert: Member,
    taco: Member,
    maud: Member,
}

impl<'h> Pilot<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        Self::under(house, way().1).await
    }

    async fn under(house: &'h TestHouse, text: &str) -> Self {
        let world = World::in_sector(house, "wierde", (way().0, text), Sector::PoVo).await;
        let college = world.school("College Turfwijk", Years::Klas).await;
        let primary = world.esdoorn;
        world.area("Veendam/Pekela", &[primary, college]).await;
        let both = [primary, college];
        let wietske = world.member("Wietske Wieringa", Function::InternBegeleider, primary, &[primary]).await;
        let geert = world.member("Geert Gelting", Function::Gedragsdeskundige, college, &[college]).await;
        let taco = world.member("Taco Tamminga", Function::Transfercoach, world.swv, &both).await;
        let maud = world.member("Maud Mulder", Function::Procescoordinator, world.municipality, &both).await;
        Self { world, college, wietske, geert, taco, maud }
    }

    async fn registers(&self, who: &Member, given: &str, group: &str) -> PupilId {
        let school = who.scope.actor().memberships[0].schools[0].to_string();
        pupils::register(&who.scope, child(&school, given, group)).await.unwrap().unwrap()
    }

    /// A meeting of the pilot, with these pupils of whom the parents agreed, in this order.
    async fn meets_about(&self, pupils: &[(PupilId, &Member)]) -> MeetingId {
        let area = self.maud.scope.actor().memberships[0].areas[0];
        let (day, time) = ("7-9-2026".to_owned(), "13:00".to_owned());
        let new = NewMeeting { owner: Some(area.0), kind: "tweewekelijks".into(), day, time, place: String::new() };
        let meeting = meetings::plan_one(&self.maud.scope, &new).await.unwrap();
        for (pupil, by) in pupils {
            self.world.consent(*pupil, "taskforce", by.membership, &[self.world.municipality]).await;
            let named = NewNamed { pupil: Some(*pupil), question: "Wat helpt?".into(), ..NewNamed::default() };
            meetings::add_named(&self.maud.scope, meeting, &named).await.unwrap();
        }
        meeting
    }
}

fn child<'a>(school: &'a str, given: &'a str, group: &'a str) -> pupils::Child<'a> {
    let born_on = "3-9-2014";
    pupils::Child {
        school,
        given_name: given,
        family_name: "Vries",
        born_on,
        group,
        other_child: true,
        ..Default::default()
    }
}

/// What the form says of a group.
fn refused<T>(result: Result<T, Failure>) -> String {
    let Err(Failure::Invalid(errors)) = result else { unreachable!("it was taken") };
    errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect::<Vec<_>>().join(" ")
}

async fn listed(who: &Member, filter: Filter) -> Vec<String> {
    let page = pupils::list(&who.scope, filter, 1).await.unwrap();
    let heading = page.heading();
    page.lines.iter().map(|line| format!("{} {}", line.pupil.name, heading.cell(line.pupil.group))).collect()
}

fn ordered(order: &str) -> Filter {
    Filter { order: order.into(), ..Filter::default() }
}

fn of_group(group: &str) -> Filter {
    Filter { group: group.into(), ..Filter::default() }
}

#[tokio::test]
async fn the_words_in_columns_are_the_sectors_of_the_domain() {
    assert_eq!(words::SECTORS, Sector::ALL.map(Sector::key));
    assert_eq!(words::SCHOOL_SECTORS, Years::ALL.map(|years| years.sector().key()));
}

#[tokio::test]
async fn a_pupil_of_a_secondary_school_is_in_klas_1_to_6_and_nobody_is_in_group_0() {
    for house in houses().await {
        for (sector, wrong, right, said) in [
            (Sector::Vo, ["klas-0", "klas-7", "2"], "klas-6", "groep Klas: kies klas 1 tot en met 6."),
            (Sector::Po, ["groep-0", "groep-9", ""], "groep-8", "groep Groep: kies groep 1 tot en met 8."),
        ] {
            let world = World::in_sector(&house, &format!("linde-{}", sector.key()), shipped()[0], sector).await;
            let ib = world.member("Ineke Bakker", Function::Gedragsdeskundige, world.esdoorn, &[world.esdoorn]).await;
            let school = world.esdoorn.to_string();
            for group in wrong {
                assert_eq!(refused(pupils::register(&ib.scope, child(&school, "Sem", group)).await), said, "{group}");
            }
            pupils::register(&ib.scope, child(&school, "Sem", right)).await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn each_school_of_a_pilot_counts_in_its_own_way() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let (primary, college) = (pilot.world.esdoorn.to_string(), pilot.college.to_string());
        let form = pupils::form(&pilot.wietske.scope).await.unwrap();
        assert_eq!(form.schools.iter().map(|school| school.years).collect::<Vec<_>>(), [Years::Groep]);
        let wrong = pupils::register(&pilot.wietske.scope, child(&primary, "Sem", "klas-2")).await;
        let said = "groep Klas: De Esdoorn is een school voor primair onderwijs; kies groep 1 tot en met 8.";
        assert_eq!(refused(wrong), said, "{}", house.engine);
        let wrong = pupils::register(&pilot.geert.scope, child(&college, "Sem", "groep-2")).await;
        let said = "groep Groep: College Turfwijk is een school voor voortgezet onderwijs; kies klas 1 tot en met 6.";
        assert_eq!(refused(wrong), said);

        let sem = pilot.registers(&pilot.wietske, "Sem", "groep-2").await;
        let pim = pilot.registers(&pilot.geert, "Pim", "klas-2").await;
        let group = |file: domain::page::pupil::File| file.pupil.group.name();
        assert_eq!(group(pupils::file(&pilot.wietske.scope, sem).await.unwrap()), "groep 2");
        assert_eq!(group(pupils::file(&pilot.taco.scope, pim).await.unwrap()), "klas 2");

        // Whoever works at one of both sees one word; whoever works at both sees the two apart.
        let heading = async |who: &Member| pupils::list(&who.scope, Filter::default(), 1).await.unwrap().heading();
        assert_eq!(heading(&pilot.wietske).await, Heading::One(Years::Groep));
        assert_eq!(heading(&pilot.geert).await, Heading::One(Years::Klas));
        assert_eq!(heading(&pilot.taco).await, Heading::Both);
        let page = pupils::list(&pilot.taco.scope, Filter::default(), 1).await.unwrap();
        let apart: Vec<_> = School::apart(&page.schools).into_iter().map(|(years, all)| (years, all.len())).collect();
        assert_eq!(apart, [(Years::Groep, 1), (Years::Klas, 1)]);
    }
}

#[tokio::test]
async fn a_list_of_both_is_sorted_and_filtered_without_taking_groep_2_for_klas_2() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        for (who, given, group) in [
            (&pilot.geert, "Ada", "klas-1"),
            (&pilot.wietske, "Bob", "groep-8"),
            (&pilot.geert, "Cas", "klas-2"),
            (&pilot.wietske, "Daan", "groep-2"),
        ] {
            pilot.registers(who, given, group).await;
        }
        let up = ["Daan Vries groep 2", "Bob Vries groep 8", "Ada Vries klas 1", "Cas Vries klas 2"];
        assert_eq!(listed(&pilot.taco, ordered("groep")).await, up, "{}", house.engine);
        let mut down = listed(&pilot.taco, ordered("-groep")).await;
        down.reverse();
        assert_eq!(down, up);
        assert_eq!(listed(&pilot.taco, of_group("groep-2")).await, ["Daan Vries groep 2"]);
        assert_eq!(listed(&pilot.taco, of_group("klas-2")).await, ["Cas Vries klas 2"]);
        assert_eq!(listed(&pilot.wietske, of_group("klas-2")).await, [] as [&str; 0]);
        let none = pupils::list(&pilot.taco.scope, of_group("groep-9"), 1).await;
        assert!(matches!(none, Err(Failure::Absent)));
    }
}

#[tokio::test]
async fn at_the_table_of_both_a_pupil_is_named_with_groep_or_klas() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let klas = pilot.registers(&pilot.geert, "Sem", "klas-2").await;
        let groep = pilot.registers(&pilot.wietske, "Sem", "groep-2").await;
        let meeting = pilot.meets_about(&[]).await;
        for (pupil, by) in [(klas, &pilot.geert), (groep, &pilot.wietske)] {
            pilot.world.consent(pupil, "taskforce", by.membership, &[pilot.world.municipality]).await;
        }
        let offered = meetings::addition(&pilot.maud.scope, meeting).await.unwrap().pupils;
        let mut labels: Vec<_> = offered.iter().map(|one| one.label.as_str()).collect();
        labels.sort_unstable();
        assert_eq!(labels, ["Sem Vries, groep 2 (De Esdoorn)", "Sem Vries, klas 2 (College Turfwijk)"]);

        for pupil in [klas, groep] {
            let new = NewNamed { pupil: Some(pupil), question: "Wat helpt?".into(), ..NewNamed::default() };
            meetings::add_named(&pilot.maud.scope, meeting, &new).await.unwrap();
        }
        let page = meetings::agenda(&pilot.maud.scope, meeting, None).await.unwrap();
        assert_eq!(page.heading(), Heading::Both, "{}", house.engine);
        let screen = meetings::beamer(&pilot.maud.scope, meeting, None).await.unwrap().item.unwrap();
        assert_eq!(screen.pupil.unwrap().1, "klas 2, College Turfwijk");
    }
}

#[tokio::test]
async fn the_blocks_of_an_agenda_are_of_groepen_or_of_klassen() {
    let bands = [("onderbouw_vo", "1, 2", "vo"), ("onderbouw_po", "1, 2", "po"), ("bovenbouw_po", "6, 7", "po")];
    let bands = bands.map(|(key, groups, sector)| {
        format!("\n[[forms.bands]]\nkey = '{key}'\nlabel = '{key}'\ncaption = ''\ngroups = [{groups}]\nsector = '{sector}'\n")
    });
    let heads = way().1.match_indices("[[forms.sections]]").map(|(at, _)| at);
    let form = way().1.find("key = \"analyse\"").unwrap();
    let place = heads.into_iter().find(|at| *at > form).unwrap();
    let text = format!("{}{}\n{}", &way().1[..place], bands.concat(), &way().1[place..]);
    for house in houses().await {
        let pilot = Pilot::under(&house, &text).await;
        let six = pilot.registers(&pilot.wietske, "Zes", "groep-6").await;
        let two = pilot.registers(&pilot.wietske, "Twee", "groep-2").await;
        let klas = pilot.registers(&pilot.geert, "Klaas", "klas-2").await;
        let late = pilot.registers(&pilot.geert, "Laat", "klas-5").await;
        let (ib, geert) = (&pilot.wietske, &pilot.geert);
        let meeting = pilot.meets_about(&[(late, geert), (six, ib), (two, ib), (klas, geert)]).await;
        let page = meetings::agenda(&pilot.maud.scope, meeting, None).await.unwrap();
        let items = page.blocks.iter().flat_map(|block| block.items.iter().map(move |item| (block, item)));
        let told: Vec<_> = items
            .map(|(block, item)| (block.label.as_str(), item.number, item.pupil.name.split(' ').next().unwrap()))
            .collect();
        let expected = [
            ("onderbouw_vo", 1, "Klaas"),
            ("onderbouw_po", 2, "Twee"),
            ("bovenbouw_po", 3, "Zes"),
            ("Overig", 4, "Laat"),
        ];
        assert_eq!(told, expected, "{}", house.engine);
    }
}

#[tokio::test]
async fn the_analysis_and_the_forms_of_a_school_speak_its_own_word() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        for (who, group, picked) in
            [(&pilot.geert, "klas-2", "Sem Vries, klas 2"), (&pilot.wietske, "groep-6", "Sem Vries, groep 6")]
        {
            let school = who.scope.actor().memberships[0].schools[0];
            let sem = pilot.registers(who, "Sem", group).await;
            let analysis = analyses::start(&who.scope, school, 1).await.unwrap();
            let page = analyses::page(&who.scope, analysis).await.unwrap();
            assert_eq!(
                page.pupils.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(),
                [picked],
                "{}",
                house.engine
            );
            let klas_or_groep = picked.replace("groep 6", "klas 6").replace("klas 2", "groep 2");
            assert!(analyses::add(&who.scope, analysis, "stap_0", &klas_or_groep).await.is_err(), "{klas_or_groep}");
            analyses::add(&who.scope, analysis, "stap_0", picked).await.unwrap();
            let place = sheets::Place { pupil: sem, form: "intake", round: None };
            let sheet = serde_json::to_string(&sheets::page(&who.scope, place).await.unwrap()).unwrap();
            assert!(sheet.contains(&format!("\"{}\"", picked.trim_start_matches("Sem Vries, "))), "{sheet}");
        }
    }
}

#[tokio::test]
async fn the_pages_of_both_sectors_ask_no_more_than_those_of_one() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let six = pilot.registers(&pilot.wietske, "Zes", "groep-6").await;
        let klas = pilot.registers(&pilot.geert, "Klaas", "klas-2").await;
        let meeting = pilot.meets_about(&[(six, &pilot.wietske), (klas, &pilot.geert)]).await;
        let store = house.house.store();
        for page in ["list", "agenda"] {
            let before = store.statements();
            if page == "list" {
                let filter = Filter { group: "klas-2".into(), ..ordered("groep") };
                assert_eq!(pupils::list(&pilot.taco.scope, filter, 1).await.unwrap().total, 1);
            } else {
                meetings::agenda(&pilot.maud.scope, meeting, None).await.unwrap();
            }
            // The trail is written after the page, in a statement of its own.
            let asked = store.statements() - before;
            assert!(asked <= 6 + 1, "{} {page}: {asked}", house.engine);
        }
    }
}
