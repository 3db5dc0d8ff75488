//! The year calendar and the days that a tenant closes or opens itself: S0 "Structuur HandelingsGericht en
//! MultiDisciplinair Werken", and "around the school holidays".

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, cases,
    closing_days::{self, Typed},
    meetings, pupils,
    testing::{Member, World, houses},
    worklist,
};
use chrono::NaiveDate;
use domain::{actor::Function, calendar::SchoolYear, policy::Refusal};

async fn beheer(world: &World<'_>) -> Member {
    world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await
}

async fn ib(world: &World<'_>) -> Member {
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await
}

fn closed<'a>(name: &'a str, from: &'a str, until: &'a str) -> Typed<'a> {
    Typed { name, from, until, kind: "dicht" }
}

fn wrong(outcome: Result<SchoolYear, Failure>) -> Vec<(String, String)> {
    let Err(Failure::Invalid(errors)) = outcome else { panic!("{outcome:?}") };
    errors.into_iter().map(|error| (error.field, error.message)).collect()
}

/// The last day of the term of a case that starts today in process 1.
async fn due(world: &World<'_>, ib: &Member, given: &str) -> NaiveDate {
    let pupil = world.pupil(world.esdoorn, given, "Vries", "2017-05-10").await;
    cases::start(&ib.scope, pupil, "proces_1").await.unwrap();
    let turn = pupils::file(&ib.scope, pupil).await.unwrap().running.unwrap().turns.remove(0);
    turn.term.unwrap().due
}

#[tokio::test]
async fn a_week_that_the_tenant_closes_makes_new_terms_longer_and_taking_it_out_shorter_again() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (beheer, ib) = (beheer(&world).await, ib(&world).await);
        let before = due(&world, &ib, "Sem").await;
        closing_days::record(&beheer.scope, closed("Werkweek", "21-9-2026", "27-9-2026")).await.unwrap();
        let page = closing_days::list(&beheer.scope, "2026-2027").await.unwrap();
        assert_eq!(page.own.len(), 5, "{}: the weekend is free already", house.engine);
        assert!(due(&world, &ib, "Lies").await > before, "a closed week is no school week");
        for own in page.own {
            closing_days::remove(&beheer.scope, own.id.parse().unwrap()).await.unwrap();
        }
        assert_eq!(due(&world, &ib, "Noor").await, before, "{}", house.engine);
    }
}

#[tokio::test]
async fn a_week_of_holidays_in_which_is_worked_counts() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (beheer, ib) = (beheer(&world).await, ib(&world).await);
        let before = due(&world, &ib, "Sem").await;
        let autumn = closing_days::list(&beheer.scope, "").await.unwrap().vacations;
        let autumn = autumn.iter().find(|vacation| vacation.name == "Herfstvakantie").unwrap();
        let (from, until) =
            (autumn.from.format("%-d-%-m-%Y").to_string(), autumn.until.format("%-d-%-m-%Y").to_string());
        let open = Typed { name: "Wij werken door", from: &from, until: &until, kind: "open" };
        closing_days::record(&beheer.scope, open).await.unwrap();
        assert!(due(&world, &ib, "Lies").await < before, "{}", house.engine);
    }
}

#[tokio::test]
async fn what_cannot_be_closed_or_opened_is_said_at_its_field() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let beheer = beheer(&world).await;
        let record = async |typed| closing_days::record(&beheer.scope, typed).await;
        assert_eq!(wrong(record(closed("", "31-2-2026", "")).await).len(), 2);
        assert!(wrong(record(closed("Feest", "25-12-2026", "")).await)[0].1.contains("al iedereen vrij"));
        let open = Typed { kind: "open", ..closed("Werk", "21-9-2026", "") };
        assert!(wrong(record(open).await)[0].1.contains("geen schoolvakantie"));
        assert!(wrong(record(closed("Terug", "22-9-2026", "21-9-2026")).await)[0].1.contains("voor de eerste dag"));
        assert!(wrong(record(closed("Lang", "1-9-2026", "1-12-2026")).await)[0].1.contains("twee maanden"));
        record(closed("Studiedag", "22-9-2026", "")).await.unwrap();
        let twice = wrong(record(closed("Nog een", "21-9-2026", "23-9-2026")).await);
        assert!(twice[0].1.contains("22-09-2026 staat al 'Studiedag'"), "{} {twice:?}", house.engine);
        assert_eq!(closing_days::list(&beheer.scope, "").await.unwrap().own.len(), 1, "all or nothing");
    }
}

#[tokio::test]
async fn only_who_runs_this_tenant_touches_its_days() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let other = World::new(&house, "beuk").await;
        let (beheer, ib) = (beheer(&world).await, ib(&world).await);
        let stranger = other.member("Eva Eik", Function::FunctioneelBeheerder, other.swv, &[]).await;
        closing_days::record(&beheer.scope, closed("Studiedag", "22-9-2026", "")).await.unwrap();
        let day = closing_days::list(&beheer.scope, "").await.unwrap().own[0].id.parse().unwrap();
        assert!(matches!(closing_days::remove(&stranger.scope, day).await, Err(Failure::Absent)), "{}", house.engine);
        assert!(closing_days::list(&stranger.scope, "").await.unwrap().own.is_empty());
        for refused in [
            closing_days::list(&ib.scope, "").await.map(drop),
            closing_days::remove(&ib.scope, day).await.map(drop),
            closing_days::record(&ib.scope, closed("Vrij", "23-9-2026", "")).await.map(drop),
        ] {
            assert!(matches!(refused, Err(Failure::Refused(Refusal::Function))), "{refused:?}");
        }
        assert_eq!(closing_days::list(&beheer.scope, "").await.unwrap().own.len(), 1);
    }
}

#[tokio::test]
async fn beyond_the_published_holidays_the_page_says_that_they_are_not_known() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let beheer = beheer(&world).await;
        assert_eq!(closing_days::list(&beheer.scope, "").await.unwrap().caveat, "");
        let far = closing_days::list(&beheer.scope, "2040-2041").await.unwrap();
        assert!(far.caveat.contains("2040-2041") && far.vacations.is_empty(), "{}", house.engine);
        assert!(far.public_holidays.len() > 9);
    }
}

#[tokio::test]
async fn the_year_calendar_is_for_school_and_swv_with_the_meetings_of_their_own_schools() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let clara =
            world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn, world.wilgenhoek]).await;
        let elsewhere =
            world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        meetings::plan_year(&ib.scope, world.esdoorn.0, "zat").await.unwrap();
        let planned = async |who: &Member| {
            let year = meetings::year(&who.scope, "2026-2027").await.unwrap();
            year.months.into_iter().map(|month| month.meetings.len()).sum::<usize>()
        };
        assert_eq!(
            (planned(&ib).await, planned(&clara).await, planned(&elsewhere).await),
            (6, 6, 0),
            "{}",
            house.engine
        );
        let refused = meetings::year(&coach.scope, "").await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::Function))), "{refused:?}");
        let year = meetings::year(&ib.scope, "").await.unwrap();
        assert_eq!(year.label, "2026-2027");
        let asked: Vec<_> = year.months.iter().flat_map(|month| &month.moments).collect();
        assert!(asked.iter().any(|moment| moment.is_mine) && asked.iter().any(|moment| !moment.is_mine));
    }
}

#[tokio::test]
async fn what_the_year_asks_soon_stands_in_the_work_of_whom_it_names() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (ib, beheer) = (ib(&world).await, beheer(&world).await);
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let titles = async |who: &Member| {
            let page = worklist::page(&who.scope).await.unwrap();
            let group = page.groups.into_iter().find(|group| group.title == "Uit de jaarkalender");
            group.map(|group| group.items.into_iter().map(|item| item.what).collect::<Vec<_>>()).unwrap_or_default()
        };
        assert!(titles(&ib).await.is_empty(), "September asks for meetings only");
        house.house.clock().set("2026-10-20T08:00:00Z".parse().unwrap());
        let ib = world.enter(ib.person, "Ineke Bakker", true).await.unwrap();
        let page = worklist::page(&ib).await.unwrap();
        let group = page.groups.iter().find(|group| group.title == "Uit de jaarkalender").unwrap();
        let found: Vec<_> = group.items.iter().map(|item| item.what.as_str()).collect();
        assert_eq!(found, ["Inventarisatie thuiszitters en ziekteverzuim"], "{}", house.engine);
        assert!(titles(&coach).await.is_empty() && titles(&beheer).await.is_empty());
    }
}
