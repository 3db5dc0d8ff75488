//! The trail can be shown, and cannot be changed unseen (`domain.md` 2.7; "every read of a child's file is recorded").

use backend::{
    Failure,
    audit::Subject,
    log, pupils,
    testing::{Member, World, houses},
};
use chrono::TimeDelta;
use domain::{
    actor::Function,
    page::log::Filter,
    policy::{Action, Grounds},
};
use sea_orm::ConnectionTrait;

async fn petra(world: &World<'_>) -> Member {
    world.member("Petra Prins", Function::Privacyfunctionaris, world.swv, &[]).await
}

#[tokio::test]
async fn parents_can_be_shown_who_opened_the_file_and_on_which_ground() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let vera = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
        let zoe = world.pupil(world.esdoorn, "Zoë", "Vries", "2017-05-10").await;
        let sem = world.pupil(world.esdoorn, "Sem", "Smit", "2017-05-10").await;
        pupils::file(&ib.scope, zoe).await.unwrap();
        pupils::file(&ib.scope, sem).await.unwrap();
        assert!(matches!(pupils::file(&vera.scope, zoe).await, Err(Failure::Absent)));

        let of_zoe = Filter { pupil: "zoe".into(), ..Filter::default() };
        let page = log::list(&petra.scope, of_zoe.clone(), 1).await.unwrap();
        let told: Vec<_> = page.lines.iter().map(|l| (l.who.as_str(), l.what.as_str(), l.about.as_str())).collect();
        let look = "bekeek het dossier";
        assert_eq!(told, [("Vera Visser", look, "Zoë Vries"), ("Ineke Bakker", look, "Zoë Vries")], "{}", house.engine);
        assert!(page.lines[0].refused && page.lines[0].ground.contains("geweigerd"));
        assert_eq!(page.lines[1].ground, "taak van de school");
        assert_eq!(log::export(&petra.scope, &of_zoe).await.unwrap(), page.lines);

        let by_petra = Filter { who: "petra".into(), ..Filter::default() };
        let own = log::list(&petra.scope, by_petra, 1).await.unwrap();
        assert_eq!(own.lines.iter().filter(|line| line.what == "bekeek het logboek").count(), 2);
        let later = Filter { from: "8-9-2026".into(), ..Filter::default() };
        assert_eq!(log::list(&petra.scope, later, 1).await.unwrap().total, 0);
        let wrong = Filter { until: "morgen".into(), ..Filter::default() };
        assert!(matches!(log::list(&petra.scope, wrong, 1).await, Err(Failure::Invalid(e)) if e[0].field == "tot"));
        assert!(matches!(log::list(&ib.scope, Filter::default(), 1).await, Err(Failure::Refused(_))));
    }
}

#[tokio::test]
async fn fields_are_told_in_words_and_what_nobody_knows_as_it_was_noted() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let mut told = vec![];
        for fields in ["discussed, decision, lead", "naar proces_2_0", "geboortedatum", "raadsel_7"] {
            let mut work = ib.scope.see().await.unwrap();
            let about = Subject::list("worklist");
            let ground = work.permit(Action::SeeWorklist, about, Grounds::none()).await.unwrap();
            work.note(Action::SeeWorklist, about, ground, fields);
            work.done(()).await.unwrap();
            let newest = log::list(&petra.scope, Filter { who: "ineke".into(), ..Filter::default() }, 1).await.unwrap();
            told.push(newest.lines[0].fields.clone());
        }
        assert_eq!(
            told,
            [
                "wat is besproken, besluit, casusregie",
                "naar Proces 2.0: Extra ondersteuning",
                "geboortedatum",
                "raadsel_7"
            ]
        );
    }
}

#[tokio::test]
async fn a_line_that_is_changed_afterwards_breaks_the_chain() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let clock = house.house.clock().clone();
        for _ in 0..3 {
            pupils::file(&ib.scope, sem).await.unwrap();
            assert!(!log::seal(&house.house, &world.tenant).await.unwrap(), "what is younger than a minute is left");
            clock.set(clock.now() + TimeDelta::minutes(2));
            assert!(log::seal(&house.house, &world.tenant).await.unwrap());
        }
        let whole = log::verify(&house.house, &world.tenant).await.unwrap();
        assert_eq!((whole.seals, whole.lines, whole.broken), (3, 3, None), "{}", house.engine);
        assert!(
            house.owner.execute_unprepared("UPDATE audit SET ground = 'x'").await.is_err()
                || house.engine == "postgres"
        );

        let tamper: &[&str] = if house.engine == "sqlite" {
            &[
                "DROP TRIGGER audit_no_update",
                "UPDATE audit SET person_name = 'Niemand' WHERE at = (SELECT max(at) FROM audit)",
            ]
        } else {
            &[
                "ALTER TABLE audit NO FORCE ROW LEVEL SECURITY",
                "UPDATE audit SET person_name = 'Niemand' WHERE at = (SELECT max(at) FROM audit)",
            ]
        };
        for sql in tamper {
            house.owner.execute_unprepared(sql).await.unwrap();
        }
        let broken = log::verify(&house.house, &world.tenant).await.unwrap();
        assert_eq!((broken.seals, broken.broken.map(|(number, _)| number)), (2, Some(3)), "{}", house.engine);
    }
}

/// Function and organisation of the last line about a child that was permitted.
async fn acted_as(petra: &Member, child: &str) -> String {
    let of = Filter { pupil: child.into(), ..Filter::default() };
    let lines = log::list(&petra.scope, of, 1).await.expect("the log").lines;
    lines.into_iter().find(|line| !line.refused).expect("a line").place
}

#[tokio::test]
async fn a_line_names_the_function_and_organisation_that_opened_the_file() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        // Consulent of one school, ib'er of another: at each she acts in the function she has there.
        let clara = world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn]).await;
        world.gives(clara.person, Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let scope = world.enter(clara.person, "Clara Smit", true).await.unwrap();
        let zoe = world.pupil(world.esdoorn, "Zoë", "Vries", "2017-05-10").await;
        let sem = world.pupil(world.wilgenhoek, "Sem", "Smit", "2017-05-10").await;
        pupils::file(&scope, zoe).await.unwrap();
        pupils::file(&scope, sem).await.unwrap();
        assert!(acted_as(&petra, "zoe").await.starts_with("consulent, "), "{}", house.engine);
        assert_eq!(acted_as(&petra, "sem").await, "ib'er, De Wilgenhoek", "{}", house.engine);
    }
}

#[tokio::test]
async fn whoever_is_warned_of_an_alike_child_has_seen_it() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        world.pupil(world.esdoorn, "Zoë", "Vries", "2017-05-10").await;
        let school = world.esdoorn.to_string();
        let child = pupils::Child {
            school: &school,
            given_name: "Zoë",
            prefix: "",
            family_name: "Vries",
            born_on: "10-5-2017",
            group: "groep-4",
            other_child: false,
        };
        pupils::register(&ib.scope, child).await.unwrap().unwrap_err();
        let of_zoe = Filter { pupil: "zoe".into(), ..Filter::default() };
        let lines = log::list(&petra.scope, of_zoe, 1).await.unwrap().lines;
        assert_eq!(lines[0].fields, "naam, geboortedatum, groep", "{}", house.engine);
        assert_eq!(lines[0].what, "bekeek de lijst van leerlingen", "nobody was added, on {}", house.engine);
    }
}

#[tokio::test]
async fn a_search_for_nothing_that_can_be_a_name_finds_no_line() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let zoe = world.pupil(world.esdoorn, "Zoë", "Vries", "2017-05-10").await;
        pupils::file(&ib.scope, zoe).await.unwrap();
        for filter in [
            Filter { pupil: "🙂".into(), ..Filter::default() },
            Filter { who: "🙂 %".into(), ..Filter::default() },
            Filter { who: "ineke".into(), pupil: "?".into(), ..Filter::default() },
        ] {
            assert_eq!(log::list(&petra.scope, filter.clone(), 1).await.unwrap().total, 0, "{filter:?}");
            assert!(log::export(&petra.scope, &filter).await.unwrap().is_empty(), "{filter:?}");
        }
        let found = Filter { who: "ineke 🙂".into(), pupil: "zoe 🙂".into(), ..Filter::default() };
        assert_eq!(log::list(&petra.scope, found, 1).await.unwrap().total, 1, "{}", house.engine);
    }
}

#[tokio::test]
async fn beyond_the_last_page_of_the_log_stands_the_last_page() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let petra = petra(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let zoe = world.pupil(world.esdoorn, "Zoë", "Vries", "2017-05-10").await;
        for _ in 0..=log::PER_PAGE {
            pupils::file(&ib.scope, zoe).await.unwrap();
        }
        let of_zoe = Filter { pupil: "zoe".into(), ..Filter::default() };
        let last = log::list(&petra.scope, of_zoe, 40).await.unwrap();
        assert_eq!((last.page, last.pages, last.total), (2, 2, log::PER_PAGE + 1), "{}", house.engine);
        assert_eq!(last.lines.len(), 1);
    }
}
