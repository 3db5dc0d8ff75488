//! The consent register: per party, per purpose, by age, and closed at once when taken back (S0, `domain.md` 2).

#![expect(clippy::unwrap_used, reason = "tests")]
mod gaps;
mod objections;
mod races;

use backend::{
    Failure, consents, templates,
    testing::{Member, TestHouse, World, houses},
};
use domain::{actor::Function, consent::State, id::PupilId};
use std::sync::Arc;

const EMPTY: &str = include_str!("../../../domain/templates/leeg.toml");

async fn ib(world: &World<'_>) -> Member {
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await
}

/// The municipality and the GGD sit at the table of De Esdoorn.
async fn table(world: &World<'_>) {
    world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
    world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
}

/// Sem of De Esdoorn, seven years old, with a table of the municipality and the GGD.
async fn sem(house: &TestHouse) -> (World<'_>, Member, PupilId) {
    let world = World::new(house, "linde").await;
    let ib = ib(&world).await;
    table(&world).await;
    let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
    (world, ib, sem)
}

async fn state(world: &World<'_>, pupil: PupilId) -> State {
    let mut tx = world.tx().await;
    let today = world.house.house.clock().today();
    let state = consents::states(&mut tx, &[pupil], "zat", today).await.unwrap().remove(&pupil).unwrap();
    assert_eq!(tx.statements(), 1);
    state
}

fn answer<'a>(givers: &[&'a str], parties: &[&'a str]) -> consents::Answer<'a> {
    consents::Answer {
        purpose: "zat",
        given_by: givers.to_vec(),
        given_on: "7-9-2026",
        valid_until: "",
        parties: parties.to_vec(),
        evidence: "paper",
        note: "",
        seen: "0",
    }
}

fn no<'a>(purposes: &[&'a str], by: &'a str, seen: &'a str) -> consents::Objection<'a> {
    consents::Objection { purposes: purposes.to_vec(), by, made_on: "7-9-2026", note: "", seen }
}

#[tokio::test]
async fn parents_say_yes_to_the_ggd_alone_until_the_end_of_the_school_year() {
    for house in houses().await {
        let (world, ib, sem) = sem(&house).await;
        assert_eq!(state(&world, sem).await, State::Missing);
        let form = consents::ask(&ib.scope, sem).await.unwrap();
        assert_eq!(form.parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["GGD", "Gemeente"]);
        assert!(form.rule.contains("12 jaar"));

        let ggd = world.ggd.to_string();
        consents::record(&ib.scope, sem, answer(&["ouder_1", "ouder_2"], &[&ggd])).await.unwrap();
        let until = "2027-07-31".parse().unwrap();
        assert_eq!(state(&world, sem).await, State::Given { parties: vec![world.ggd], until }, "{}", house.engine);
    }
}

#[tokio::test]
async fn what_is_missing_comes_back_per_field() {
    for house in houses().await {
        let (world, ib, sem) = sem(&house).await;
        let swv = world.swv.to_string();
        let wrong = consents::Answer { given_on: "8-9-2026", evidence: "oral", ..answer(&["leerling"], &[&swv]) };
        let Err(Failure::Invalid(errors)) = consents::record(&ib.scope, sem, wrong).await else { unreachable!() };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["gegeven_door", "gegeven_op", "partijen", "toelichting"]);
        let ggd = world.ggd.to_string();
        let long = consents::Answer { valid_until: "1-8-2027", ..answer(&["voogd"], &[&ggd]) };
        let Err(Failure::Invalid(errors)) = consents::record(&ib.scope, sem, long).await else { unreachable!() };
        assert_eq!(errors[0].field, "geldig_tot");
        assert_eq!(state(&world, sem).await, State::Missing);
    }
}

#[tokio::test]
async fn at_sixteen_parents_cannot_decide() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let noor = world.pupil(world.esdoorn, "Noor", "Vries", "2010-09-07").await;
        let ggd = world.ggd.to_string();
        let parents = consents::record(&ib.scope, noor, answer(&["ouder_1"], &[&ggd])).await;
        assert!(matches!(parents, Err(Failure::Invalid(errors)) if errors[0].message.contains("16 jaar")));
        consents::record(&ib.scope, noor, answer(&["leerling"], &[&ggd])).await.unwrap();
        assert!(state(&world, noor).await.covers(world.ggd));
    }
}

#[tokio::test]
async fn when_one_parent_takes_back_the_other_ones_yes_to_the_same_party_closes_too() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let one = world.consent(sem, "zat", ib.membership, &[world.ggd]).await;
        world.consent(sem, "zat", ib.membership, &[world.ggd, world.municipality]).await;
        world.consent(sem, "zat", ib.membership, &[world.municipality]).await;
        let shown = consents::withdrawal(&ib.scope, sem, one).await.unwrap();
        assert_eq!(shown.also.len(), 1);
        consents::withdraw(&ib.scope, sem, one, 1, "ouder 2, telefonisch").await.unwrap();
        let now = state(&world, sem).await;
        assert!(!now.covers(world.ggd) && now.covers(world.municipality), "{now:?}");
        let twice = consents::withdraw(&ib.scope, sem, one, 1, "ouder 2").await;
        assert!(matches!(twice, Err(Failure::Stale(_))));
    }
}

#[tokio::test]
async fn only_the_school_records_and_withdraws() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let clara = world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn]).await;
        let other = world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let given = world.consent(sem, "zat", ib.membership, &[world.ggd]).await;
        let ggd = world.ggd.to_string();
        let refused = consents::record(&clara.scope, sem, answer(&["ouder_1"], &[&ggd])).await;
        assert!(matches!(refused, Err(Failure::Refused(_))));
        for somebody in [&other, &fenna] {
            assert!(matches!(consents::ask(&somebody.scope, sem).await, Err(Failure::Absent)));
            let outcome = consents::withdraw(&somebody.scope, sem, given, 1, "ouder 1").await;
            assert!(matches!(outcome, Err(Failure::Absent)));
        }
    }
}

/// UAVG art. 5: on the sixteenth birthday the pupil decides, and what parents said until then opens nothing any more.
#[tokio::test]
async fn on_the_sixteenth_birthday_what_parents_said_no_longer_opens_anything() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let party = world.ggd.to_string();
        let given = |until: &str| State::Given { parties: vec![world.ggd], until: until.parse().unwrap() };
        let parents = world.pupil(world.esdoorn, "Noor", "Bos", "2010-12-01").await;
        let both = world.pupil(world.esdoorn, "Daan", "Mos", "2010-12-01").await;
        consents::record(&ib.scope, parents, answer(&["ouder_1", "gehoord"], &[&party])).await.unwrap();
        consents::record(&ib.scope, both, answer(&["ouder_1", "leerling"], &[&party])).await.unwrap();
        assert_eq!(state(&world, parents).await, given("2026-11-30"), "{}", house.engine);
        assert_eq!(state(&world, both).await, given("2027-07-31"), "{}", house.engine);
        let mut tx = world.tx().await;
        let birthday = "2026-12-01".parse().unwrap();
        let states = consents::states(&mut tx, &[parents, both], "zat", birthday).await.unwrap();
        assert_eq!(states[&parents], State::Expired { on: "2026-11-30".parse().unwrap() }, "{}", house.engine);
        assert!(states[&both].is_given());
    }
}

/// A case keeps its version, and with it the purposes that its meetings and steps ask for.
#[tokio::test]
async fn a_running_case_is_asked_what_its_own_version_asks() {
    for house in houses().await {
        let (world, ib, sem) = sem(&house).await;
        let lot = world.pupil(world.esdoorn, "Lot", "Mos", "2017-05-10").await;
        backend::cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let today = house.house.clock().today();
        templates::carry::import(&house.house, Arc::clone(&world.tenant), EMPTY, today).await.unwrap();
        let party = world.ggd.to_string();
        assert!(consents::ask(&ib.scope, sem).await.unwrap().purposes.iter().any(|purpose| purpose.key == "zat"));
        assert!(consents::ask(&ib.scope, lot).await.unwrap().purposes.iter().all(|purpose| purpose.key != "zat"));
        consents::record(&ib.scope, sem, answer(&["ouder_1"], &[&party])).await.unwrap();
        let refused = consents::record(&ib.scope, lot, answer(&["ouder_1"], &[&party])).await;
        assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
        assert!(state(&world, sem).await.is_given(), "{}", house.engine);
    }
}
