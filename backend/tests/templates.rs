//! A way of working is carried from one tenant to another as one file; running cases keep the version they pinned.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    cases, pupils,
    templates::carry::{self, Refused},
    testing::{World, houses},
};
use chrono::NaiveDate;
use domain::{actor::Function, template::Template};
use std::sync::Arc;

const WAY: &str = include_str!("../../domain/tests/ways/aanvraag.toml");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn what_one_tenant_exports_another_imports_with_every_right() {
    for house in houses().await {
        let linde = World::with(&house, "linde", ("aanvraag", WAY)).await;
        let beuk = World::new(&house, "beuk").await;
        let text = carry::export(&house.house, Arc::clone(&linde.tenant), None).await.unwrap();
        assert_eq!(*Template::parse(&text).unwrap(), *Template::parse(WAY).unwrap(), "{}", house.engine);
        let number = carry::import(&house.house, Arc::clone(&beuk.tenant), &text, day("2026-09-07")).await.unwrap();
        assert_eq!(number, 2);
        let back = carry::export(&house.house, Arc::clone(&beuk.tenant), Some(2)).await.unwrap();
        assert_eq!(back, text);
        let none = carry::export(&house.house, Arc::clone(&beuk.tenant), Some(9)).await;
        assert!(matches!(none, Err(Refused::Rule(why)) if why.contains("geen werkwijze met nummer 9")));
    }
}

#[tokio::test]
async fn a_running_case_keeps_its_version_and_new_work_waits_for_the_day() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let ada = world.pupil(world.esdoorn, "Ada", "Blom", "2017-05-11").await;
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        carry::import(&house.house, Arc::clone(&world.tenant), WAY, day("2026-10-01")).await.unwrap();
        assert!(cases::start(&ib.scope, ada, "indienen").await.is_err(), "not before the day");
        house.house.clock().set("2026-10-01T07:00:00Z".parse().unwrap());
        cases::start(&ib.scope, ada, "indienen").await.unwrap();
        let running = pupils::file(&ib.scope, sem).await.unwrap().running.unwrap();
        assert_eq!(running.turns[0].key, "proces_1", "{}", house.engine);
    }
}

#[tokio::test]
async fn a_file_that_is_not_sound_leaves_nothing_behind() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let mine = || Arc::clone(&world.tenant);
        let broken = WAY.replace("regie = \"deskundige\"", "regie = \"niemand\"");
        let huge = "x = 1\n".repeat(1_000_000);
        for text in [broken.as_str(), "format = 99", "[[[", &huge, ""] {
            let refused = carry::import(&house.house, mine(), text, day("2026-10-01")).await;
            assert!(matches!(refused, Err(Refused::Faults(faults)) if !faults.is_empty()));
        }
        let past = carry::import(&house.house, mine(), WAY, day("2026-09-01")).await;
        assert!(matches!(past, Err(Refused::Rule(why)) if why.contains("ligt voor vandaag")));
        let none = carry::export(&house.house, mine(), Some(2)).await;
        assert!(matches!(none, Err(Refused::Rule(_))), "{}: nothing was imported", house.engine);
    }
}
