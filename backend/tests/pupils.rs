//! Who finds which pupil: lists, search and files follow one rule.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, Scope, cases, consents, pupils,
    store::entity::pupil,
    testing::{Member, World, houses},
};
use domain::{
    actor::Function,
    id::PupilId,
    page::pupil::{Filter, HappeningKind},
    policy::{Action, Grounds, Refusal, permit},
};
use sea_orm::{EntityTrait, QueryFilter};

async fn names(scope: &Scope, filter: Filter) -> Vec<String> {
    let page = pupils::list(scope, filter, 1).await.unwrap();
    page.lines.into_iter().map(|line| line.pupil.name).collect()
}

fn text(text: &str) -> Filter {
    Filter { text: text.into(), ..Filter::default() }
}

async fn ib(world: &World<'_>) -> Member {
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await
}

#[tokio::test]
async fn the_list_and_policy_agree_on_every_pupil() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let schools = [world.esdoorn, world.wilgenhoek];
        let outside = [world.municipality, world.ggd];
        // A generator of its own: the same every time, and every combination comes by.
        let mut seed = 7_u64;
        let mut dice = move |sides: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % sides
        };
        let mut children: Vec<(PupilId, _)> = vec![];
        for number in 0..40 {
            let school = schools[usize::try_from(dice(2)).unwrap()];
            let child = world.pupil(school, &format!("Kind{number}"), "Appel", "2017-05-10").await;
            children.push((child, school));
            for _ in 0..dice(3) {
                let parties: Vec<_> = outside.iter().copied().filter(|_| dice(2) == 0).collect();
                let purpose = if dice(2) == 0 { "zat" } else { "mdo" };
                let consent = world.consent(child, purpose, ib.membership, &parties).await;
                if dice(4) == 0 {
                    let who = "ouder 1, telefonisch";
                    consents::withdraw(&ib.scope, child, consent, 1, who).await.ok();
                }
            }
        }
        let mut everybody = vec![];
        for function in Function::ALL {
            let organisation = outside[usize::try_from(dice(2)).unwrap()];
            let at: Vec<_> = schools.iter().copied().filter(|_| dice(3) > 0).collect();
            everybody.push(world.member("Iemand", *function, organisation, &at).await);
        }
        let both = world.member("Joris van Dam", Function::Jeugdprofessional, world.ggd, &[world.esdoorn]).await;
        world.gives(both.person, Function::Consulent, world.swv, &[world.wilgenhoek]).await;
        world.gives(both.person, Function::Schoolcoach, world.municipality, &schools).await;
        let mut scopes: Vec<Scope> = everybody.into_iter().map(|member| member.scope).collect();
        scopes.push(world.enter(both.person, "Joris van Dam", true).await.unwrap());
        scopes.push(world.enter(both.person, "Joris van Dam", false).await.unwrap());

        let today = house.house.clock().today();
        let mut opened = 0;
        for scope in scopes {
            let mut tx = world.tx().await;
            let query = pupil::Entity::find().filter(pupils::visible_to(scope.actor(), world.tenant.id, today));
            let found: Vec<PupilId> = tx.all(query).await.unwrap().into_iter().map(|row| row.id).collect();
            let ids: Vec<PupilId> = children.iter().map(|(id, _)| *id).collect();
            let states = consents::all_of(&mut tx, &ids).await.unwrap();
            for (child, school) in &children {
                let state = states.of_file(*child, today);
                let may = permit(scope.actor(), Action::SeePupil, Grounds::school(*school).consent(&state)).is_ok();
                assert_eq!(found.contains(child), may, "{} {:?} {state:?}", house.engine, scope.actor());
                opened += usize::from(may);
            }
        }
        assert!(opened > 50, "the dice showed too little: {opened}");
    }
}

#[tokio::test]
async fn a_search_finds_names_without_accents_and_never_those_of_another_school() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        world.pupil(world.esdoorn, "Zoë", "Çelik", "2017-05-10").await;
        world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        world.pupil(world.wilgenhoek, "Zoe", "Ander", "2017-05-10").await;
        assert_eq!(names(&ib.scope, text("zoe celik")).await, ["Zoë Çelik"], "{}", house.engine);
        assert_eq!(names(&ib.scope, text("ZOË")).await, ["Zoë Çelik"]);
        for nothing in ["%", "🙂", " - ", "\u{200B}"] {
            assert!(
                names(&ib.scope, text(nothing)).await.is_empty(),
                "nobody is called {nothing:?}, on {}",
                house.engine
            );
        }
        assert_eq!(names(&ib.scope, text("  ")).await, ["Sem Vries", "Zoë Çelik"]);
        assert_eq!(names(&ib.scope, text("sem 🙂")).await, ["Sem Vries"]);
        assert_eq!(names(&ib.scope, text("x' OR 1=1 --")).await, Vec::<String>::new());
        let order = Filter { order: "-naam".into(), ..Filter::default() };
        assert_eq!(names(&ib.scope, order).await, ["Zoë Çelik", "Sem Vries"]);
        let elsewhere = Filter { school: world.wilgenhoek.to_string(), ..Filter::default() };
        assert_eq!(names(&ib.scope, elsewhere).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn beyond_the_last_page_stands_the_last_page() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let empty = pupils::list(&ib.scope, Filter::default(), 9).await.unwrap();
        assert_eq!((empty.page, empty.pages, empty.total), (1, 0, 0), "{}", house.engine);
        for number in 0..=pupils::PER_PAGE {
            world.pupil(world.esdoorn, &format!("Kind{number:02}"), "Appel", "2017-05-10").await;
        }
        let last = pupils::list(&ib.scope, Filter::default(), 9).await.unwrap();
        assert_eq!((last.page, last.pages, last.total), (2, 2, pupils::PER_PAGE + 1), "{}", house.engine);
        assert_eq!(last.lines.len(), 1);
    }
}

#[tokio::test]
async fn the_list_shows_and_filters_the_process() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        world.pupil(world.esdoorn, "Zoë", "Wit", "2017-05-10").await;
        cases::start(&ib.scope, sem, "proces_2_0").await.unwrap();
        let filter = Filter { step: "proces_2_0".into(), ..Filter::default() };
        let page = pupils::list(&ib.scope, filter, 1).await.unwrap();
        assert_eq!((page.total, page.lines[0].step.as_str()), (1, "Proces 2.0"));
        assert!(page.lines[0].term.is_some());
    }
}

#[tokio::test]
async fn one_factor_finds_nobody_and_is_told_why() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let once = world.enter(ib.person, "Ineke Bakker", false).await.unwrap();
        for outcome in [pupils::list(&once, Filter::default(), 1).await.err(), pupils::file(&once, sem).await.err()] {
            assert!(matches!(outcome, Some(Failure::Refused(Refusal::SecondFactor))), "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn one_factor_hears_of_no_file_that_two_would_not_open() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let vera = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
        let (with, without) = (
            world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await,
            world.pupil(world.esdoorn, "Zoë", "Wit", "2017-05-10").await,
        );
        let elsewhere = world.pupil(world.wilgenhoek, "Nour", "Amrani", "2017-05-10").await;
        world.consent(with, "zat", ib.membership, &[world.ggd]).await;
        let nurse = world.enter(vera.person, "Vera Visser", false).await.unwrap();
        let once = world.enter(ib.person, "Ineke Bakker", false).await.unwrap();
        for (scope, pupil, says_why) in
            [(&nurse, with, true), (&nurse, without, false), (&once, without, true), (&once, elsewhere, false)]
        {
            match pupils::file(scope, pupil).await.err() {
                Some(Failure::Refused(Refusal::SecondFactor)) => assert!(says_why, "{}", house.engine),
                Some(Failure::Absent) => assert!(!says_why, "{}", house.engine),
                other => panic!("{}: {other:?}", house.engine),
            }
        }
    }
}

#[tokio::test]
async fn the_ggd_opens_a_file_only_while_the_consent_lasts() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let vera = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
        let sanne = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        assert!(matches!(pupils::file(&vera.scope, sem).await, Err(Failure::Absent)));

        let consent = world.consent(sem, "zat", ib.membership, &[world.ggd]).await;
        let file = pupils::file(&vera.scope, sem).await.unwrap();
        assert!(
            file.by_consent
                && file.running.is_some_and(|running| running.turns[0].ways.is_empty() && !running.can_move)
        );
        assert_eq!(names(&vera.scope, Filter::default()).await, ["Sem Vries"]);
        assert!(matches!(pupils::file(&sanne.scope, sem).await, Err(Failure::Absent)));

        consents::withdraw(&ib.scope, sem, consent, 1, "ouder 2, op het oudergesprek").await.unwrap();
        assert!(matches!(pupils::file(&vera.scope, sem).await, Err(Failure::Absent)));
        assert!(names(&vera.scope, Filter::default()).await.is_empty());
        let history = pupils::file(&ib.scope, sem).await.unwrap().register.purposes;
        assert!(history[0].statements[0].withdrawn.as_ref().unwrap().contains("ouder 2"));
    }
}

#[tokio::test]
async fn a_withdrawal_stands_above_what_happened_before_it_on_that_day() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let consent = world.consent(sem, "zat", ib.membership, &[world.ggd]).await;
        consents::withdraw(&ib.scope, sem, consent, 1, "ouder 2, op het oudergesprek").await.unwrap();
        let day = pupils::file(&ib.scope, sem).await.unwrap().days.remove(0);
        let told: Vec<_> = day.happenings.iter().map(|one| (one.kind, one.time.as_str())).take(2).collect();
        assert_eq!(told, [(HappeningKind::Withdrawn, "09:00"), (HappeningKind::Consent, "09:00")], "{}", house.engine);
    }
}

#[tokio::test]
async fn the_file_says_whose_turn_it_is_and_what_it_waits_for() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let head = world.member("Dirk Dekker", Function::Directeur, world.esdoorn, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        assert!(!pupils::file(&ib.scope, sem).await.unwrap().entries.is_empty());
        cases::start(&ib.scope, sem, "proces_2_0").await.unwrap();
        let running = pupils::file(&ib.scope, sem).await.unwrap().running.unwrap();
        let turn = &running.turns[0];
        assert!(turn.is_mine && turn.term.is_some());
        let next = turn.ways.iter().find(|way| way.value == "overgang:volgende_fase").unwrap();
        assert!(next.blocked.as_ref().unwrap().contains("getekend door ouders"));
        let read = pupils::file(&head.scope, sem).await.unwrap().running.unwrap();
        // The directeur reads along, but for what the way of working gives: asking for a TLV, on behalf of the board.
        assert!(!read.turns[0].is_mine && read.turns[0].ways.is_empty());
        let mine: Vec<_> = read.facts.iter().filter(|fact| fact.is_mine).map(|fact| fact.key.as_str()).collect();
        assert!(mine.iter().all(|fact| fact.starts_with("tlv_")), "{mine:?}");
    }
}

#[tokio::test]
async fn a_pupil_who_is_there_already_is_not_added_unseen() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let school = world.esdoorn.to_string();
        let child = |other_child| pupils::Child {
            school: &school,
            given_name: "Zoë",
            prefix: "de",
            family_name: "Wit",
            born_on: "3-9-2018",
            group: "groep-4",
            other_child,
        };
        let first = pupils::register(&ib.scope, child(false)).await.unwrap().unwrap();
        let warned = pupils::register(&ib.scope, child(false)).await.unwrap().unwrap_err();
        assert_eq!((warned.alike[0].pupil.id, warned.alike[0].why.as_str()), (first, "zelfde naam en geboortedatum"));
        assert_eq!(names(&ib.scope, text("wit")).await.len(), 1);
        pupils::register(&ib.scope, child(true)).await.unwrap().unwrap();
        assert_eq!(names(&ib.scope, text("wit")).await.len(), 2);
        let bad = pupils::Child { born_on: "31-2-2018", group: "groep-12", family_name: " ", ..child(false) };
        let Err(Failure::Invalid(errors)) = pupils::register(&ib.scope, bad).await else { unreachable!() };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["achternaam", "geboortedatum", "groep"]);
        let other = world.wilgenhoek.to_string();
        let elsewhere = pupils::register(&ib.scope, pupils::Child { school: &other, ..child(false) }).await;
        assert!(matches!(elsewhere, Err(Failure::Refused(_))));
    }
}

/// The trail is written after the page, in a statement of its own; entering the tenant is one.
#[tokio::test]
async fn the_list_and_the_file_ask_at_most_six_statements() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let vera = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &[world.esdoorn]).await;
        let mut last = None;
        for number in 0..60 {
            let child = world.pupil(world.esdoorn, &format!("Kind{number}"), "Appel", "2017-05-10").await;
            if number % 3 == 0 {
                cases::start(&ib.scope, child, "proces_1").await.unwrap();
                world.consent(child, "zat", ib.membership, &[world.ggd]).await;
                last = Some(child);
            }
        }
        let store = house.house.store();
        for (name, who) in [("ib'er", &ib), ("nurse", &vera)] {
            // The way of working is read once and kept.
            pupils::list(&who.scope, Filter::default(), 1).await.unwrap();
            for page in ["list", "file"] {
                let before = store.statements();
                let scope = world.enter(who.person, name, true).await.unwrap();
                if page == "list" {
                    pupils::list(&scope, Filter::default(), 1).await.unwrap();
                } else {
                    pupils::file(&scope, last.unwrap()).await.unwrap();
                }
                let asked = store.statements() - before;
                assert!(asked <= 6 + 1, "{} {name} {page}: {asked}", house.engine);
            }
        }
    }
}
