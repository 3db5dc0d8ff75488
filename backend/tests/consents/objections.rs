//! Somebody who must agree says no.

use super::*;

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
