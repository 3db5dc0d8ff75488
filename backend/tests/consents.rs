//! The consent register: per party, per purpose, by age, and closed at once when taken back (S0, `domain.md` 2).

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, analyses, consents,
    store::entity::pupil,
    templates,
    testing::{Member, World, houses},
};
use domain::{actor::Function, consent::State, id::PupilId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::sync::Arc;

const EMPTY: &str = include_str!("../../domain/templates/leeg.toml");

async fn ib(world: &World<'_>) -> Member {
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await
}

/// The municipality and the GGD sit at the table of De Esdoorn.
async fn table(world: &World<'_>) {
    world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
    world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
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

#[tokio::test]
async fn parents_say_yes_to_the_ggd_alone_until_the_end_of_the_school_year() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
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
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
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
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
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

/// What parents took back stays back: an old form, a double press or an answer from before opens nothing again.
#[tokio::test]
async fn an_answer_from_before_a_withdrawal_opens_nothing_again() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let ggd = world.ggd.to_string();
        let yes = || answer(&["ouder_1"], &[&ggd]);
        let first = consents::record(&ib.scope, sem, yes()).await.unwrap();
        let twice = consents::record(&ib.scope, sem, yes()).await;
        assert!(matches!(twice, Err(Failure::Stale(_))), "{twice:?} on {}", house.engine);

        let old = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        house.house.clock().set("2026-09-10T08:00:00Z".parse().unwrap());
        consents::withdraw(&ib.scope, sem, first, 1, "ouder 2").await.unwrap();
        let Err(Failure::Stale(who)) = consents::record(&ib.scope, sem, consents::Answer { seen: &old, ..yes() }).await
        else {
            panic!("an old form")
        };
        assert_eq!((who.by.as_str(), who.when.as_str()), ("Ineke Bakker", " om 10:00"), "{}", house.engine);
        assert!(!state(&world, sem).await.is_given());

        let now = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        let before = consents::record(&ib.scope, sem, consents::Answer { seen: &now, ..yes() }).await;
        assert!(
            matches!(&before, Err(Failure::Invalid(errors)) if errors[0].message.contains("van daarvóór telt niet")),
            "{before:?}"
        );
        let anew = consents::Answer { seen: &now, given_on: "10-9-2026", ..yes() };
        consents::record(&ib.scope, sem, anew).await.unwrap();
        assert!(state(&world, sem).await.covers(world.ggd));
    }
}

/// A yes and a withdrawal in the same instant: whoever comes second hears of the first, and never both hold.
#[tokio::test]
async fn a_yes_and_a_withdrawal_in_the_same_instant_come_one_after_the_other() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let ggd = world.ggd.to_string();
        let first = consents::record(&ib.scope, sem, answer(&["ouder_1"], &[&ggd])).await.unwrap();
        let seen = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        let yes = consents::Answer { seen: &seen, ..answer(&["ouder_2"], &[&ggd]) };
        // Somebody holds the child, so that both stand waiting before the first may go.
        let mut holder = world.tx().await;
        let nothing = pupil::Entity::update_many()
            .col_expr(pupil::Column::Version, Expr::col(pupil::Column::Version))
            .filter(pupil::Column::Id.eq(sem));
        holder.update(nothing).await.unwrap();
        let let_go = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            world.keep(holder).await;
        };
        let withdrawal = consents::withdraw(&ib.scope, sem, first, 1, "ouder 1");
        let (said, took, ()) = tokio::join!(consents::record(&ib.scope, sem, yes), withdrawal, let_go);
        took.unwrap();
        assert!(!state(&world, sem).await.is_given(), "{said:?} on {}", house.engine);
    }
}

fn no<'a>(purposes: &[&'a str], by: &'a str, seen: &'a str) -> consents::Objection<'a> {
    consents::Objection { purposes: purposes.to_vec(), by, made_on: "7-9-2026", note: "", seen }
}

/// `domain.md` 2.3: "if one parent refuses or withdraws, processing stops until they agree".
#[tokio::test]
async fn the_objection_of_one_parent_closes_what_the_other_allowed_and_keeps_it_closed_until_it_is_taken_back() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let (ggd, town) = (world.ggd.to_string(), world.municipality.to_string());
        let seen = async || consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        consents::record(&ib.scope, sem, answer(&["ouder_1"], &[&ggd, &town])).await.unwrap();
        assert!(backend::pupils::file(&coach.scope, sem).await.is_ok());

        let wrong = consents::object(&ib.scope, sem, no(&[], "leerling", &seen().await)).await;
        let Err(Failure::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
        assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["doelen"]);
        let child = consents::object(&ib.scope, sem, no(&["zat"], "leerling", &seen().await)).await;
        assert!(matches!(&child, Err(Failure::Invalid(e)) if e[0].message.contains("beslist een ander")), "{child:?}");
        let old = consents::object(&ib.scope, sem, no(&["zat"], "ouder_2", "0")).await;
        assert!(matches!(old, Err(Failure::Stale(_))), "{old:?}");

        consents::object(&ib.scope, sem, no(&["zat"], "ouder_2", &seen().await)).await.unwrap();
        let since = "2026-09-07".parse().unwrap();
        assert_eq!(state(&world, sem).await, State::Objected { since }, "{}", house.engine);
        assert!(matches!(backend::pupils::file(&coach.scope, sem).await, Err(Failure::Absent)));
        let again = seen().await;
        let yes = consents::Answer { seen: &again, ..answer(&["ouder_1"], &[&ggd]) };
        let blocked = consents::record(&ib.scope, sem, yes).await;
        assert!(
            matches!(&blocked, Err(Failure::Invalid(e)) if e[0].message.contains("ouder 2 maakte op 07-09-2026 bezwaar")),
            "{blocked:?}"
        );
        let twice = consents::object(&ib.scope, sem, no(&["zat"], "ouder_2", &again)).await;
        assert!(matches!(&twice, Err(Failure::Invalid(e)) if e[0].message.contains("maakte al bezwaar")), "{twice:?}");
        let form = consents::ask(&ib.scope, sem).await.unwrap();
        assert!(form.objections[0].ends_with("ouder 2, sinds 07-09-2026"), "{:?}", form.objections);

        let file = backend::pupils::file(&ib.scope, sem).await.unwrap();
        let lines: Vec<_> = file.register.purposes.iter().flat_map(|purpose| &purpose.statements).collect();
        let objection = lines.iter().find(|line| line.is_objection).unwrap();
        let given = lines.iter().find(|line| !line.is_objection).unwrap();
        assert!(given.withdrawn.as_ref().unwrap().ends_with("door bezwaar van ouder 2"), "{given:?}");
        consents::withdraw(&ib.scope, sem, objection.id, 1, "ouder 2, in een gesprek").await.unwrap();
        assert!(matches!(state(&world, sem).await, State::Withdrawn { .. }), "nothing opens by itself");
        let now = seen().await;
        let anew = consents::Answer { seen: &now, ..answer(&["ouder_1", "ouder_2"], &[&ggd]) };
        consents::record(&ib.scope, sem, anew).await.unwrap();
        assert!(state(&world, sem).await.covers(world.ggd), "{}", house.engine);
    }
}

#[tokio::test]
async fn when_the_pupil_alone_decides_the_objection_of_a_parent_no_longer_counts() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let noor = world.pupil(world.esdoorn, "Noor", "Vries", "2010-10-01").await;
        consents::object(&ib.scope, noor, no(&["zat"], "ouder_1", "0")).await.unwrap();
        assert!(matches!(state(&world, noor).await, State::Objected { .. }));
        house.house.clock().set("2026-10-01T08:00:00Z".parse().unwrap());
        assert_eq!(state(&world, noor).await, State::Missing, "sixteen today, on {}", house.engine);
        let (ggd, seen) = (world.ggd.to_string(), consents::ask(&ib.scope, noor).await.unwrap().seen.to_string());
        let own = consents::Answer { given_on: "1-10-2026", seen: &seen, ..answer(&["leerling"], &[&ggd]) };
        consents::record(&ib.scope, noor, own).await.unwrap();
        let parent = consents::objecting(&ib.scope, noor).await.unwrap();
        assert_eq!(parent.givers.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["leerling"]);
    }
}

/// "Gevallen zonder geldige toestemming": who must ask sees each once, and nobody else sees any.
#[tokio::test]
async fn running_cases_without_a_consent_that_holds_are_listed_for_whoever_must_ask() {
    use domain::page::gaps::Lack::{Ending, Expired, Missing, Objection, Withdrawn};
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let clara =
            world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn, world.wilgenhoek]).await;
        let wim = world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let ggd = world.ggd.to_string();
        let mut pupils = vec![];
        for (name, born) in [
            ("Aad", "2017-05-10"),
            ("Bea", "2017-05-10"),
            ("Cor", "2010-10-01"),
            ("Dik", "2017-05-10"),
            ("Eef", "2017-05-10"),
        ] {
            let pupil = world.pupil(world.esdoorn, name, "Vries", born).await;
            backend::cases::start(&ib.scope, pupil, "proces_1").await.unwrap();
            pupils.push(pupil);
        }
        // Whom nobody brings to a table needs nothing: a case of its own, and none at all.
        let gijs = world.pupil(world.esdoorn, "Gijs", "Vries", "2017-05-10").await;
        backend::cases::start(&ib.scope, gijs, "proces_1").await.unwrap();
        world.pupil(world.esdoorn, "Fop", "Vries", "2017-05-10").await;
        let [aad, bea, cor, dik, eef] = pupils[..] else { unreachable!() };
        let withdrawn = world.consent(bea, "zat", ib.membership, &[world.ggd]).await;
        consents::withdraw(&ib.scope, bea, withdrawn, 1, "ouder 1").await.unwrap();
        consents::record(&ib.scope, cor, answer(&["ouder_1", "gehoord"], &[&ggd])).await.unwrap();
        consents::object(&ib.scope, dik, no(&["zat"], "voogd", "0")).await.unwrap();
        consents::record(&ib.scope, eef, answer(&["ouder_1"], &[&ggd])).await.unwrap();

        // The school wants Aad at the table, and nobody asked the parents yet.
        let made = analyses::start(&ib.scope, world.esdoorn, 1).await.unwrap();
        let rows = analyses::page(&ib.scope, made).await.unwrap();
        let row = rows
            .parts
            .iter()
            .flat_map(|part| &part.blocks)
            .flat_map(|block| &block.rows)
            .find(|row| row.pupil.id == aad);
        let (row, version) = row.map(|row| (row.id, row.version)).unwrap();
        let fields = vec![("zat".to_owned(), "ja".to_owned())];
        analyses::save(&ib.scope, made, vec![analyses::RowPost { row, version, fields }]).await.unwrap();

        let list = async |who: &Member| consents::gaps(&who.scope, consents::Asked::default()).await;
        let told =
            |gaps: &domain::page::gaps::Gaps| gaps.lines.iter().map(|gap| (gap.pupil.id, gap.lack)).collect::<Vec<_>>();
        let before = house.house.store().statements();
        let page = list(&ib).await.unwrap();
        assert!(house.house.store().statements() - before <= 6);
        assert_eq!(
            told(&page),
            [(dik, Objection), (bea, Withdrawn), (aad, Missing), (cor, Ending)],
            "{}",
            house.engine
        );
        assert_eq!(page.lines[2].step, "voorstel in de analyse (ZAT)");
        assert!(page.lines[3].ends.contains("daarna is de leerling 16"), "{}", page.lines[3].ends);
        assert!(page.lines.iter().all(|gap| gap.can_record));
        assert!(list(&clara).await.unwrap().lines.iter().all(|gap| !gap.can_record));
        assert_eq!(list(&clara).await.unwrap().total, 4);
        let only = consents::Asked { kind: "ontbreekt", ..consents::Asked::default() };
        assert_eq!(told(&consents::gaps(&ib.scope, only).await.unwrap()), [(aad, Missing)]);
        let there = world.wilgenhoek.to_string();
        let elsewhere = consents::Asked { school: &there, ..consents::Asked::default() };
        assert_eq!(consents::gaps(&ib.scope, elsewhere).await.unwrap().total, 0, "a school that is not the reader's");
        assert_eq!(list(&wim).await.unwrap().total, 0);
        for nobody in [&coach, &fenna] {
            assert!(matches!(list(nobody).await, Err(Failure::Refused(_))), "{}", nobody.scope.actor().name);
        }
        house.house.clock().set("2027-08-20T08:00:00Z".parse().unwrap());
        let later = list(&ib).await.unwrap();
        assert!(told(&later).contains(&(eef, Expired)), "{:?}", told(&later));
    }
}
