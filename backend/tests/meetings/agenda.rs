//! The agenda from concept to definitive: who puts what on it, in which order.
use super::*;

/// Entering included; the line in the audit trail is written after the page and counts one more.
const STATEMENTS_PER_PAGE: usize = 6;

#[tokio::test]
async fn the_concept_agenda_comes_from_the_analysis_with_its_consent() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let agenda = zat.seen_by(&zat.ib).await;
        assert_eq!(agenda.count(), 0, "{}", house.engine);
        let found: Vec<_> =
            agenda.suggestions.iter().map(|s| (s.pupil.name.as_str(), s.by_name, s.consent.text.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Nour Amrani", true, "toestemming voor 1 van 2 partijen"),
                ("Sem Vries", true, "toestemming tot en met 31-07-2027"),
                ("Zoë Wit", false, "toestemming ontbreekt"),
            ]
        );
        assert_eq!(agenda.suggestions[0].question, "SE, WHT: Hoe krijgen we rust?");
        assert_eq!(agenda.suggestions[0].why, "ZAT: ja in de analyse van 07-09-2026");
        assert_eq!(meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap(), 2);
        let agenda = zat.seen_by(&zat.consulent).await;
        assert_eq!(names(&agenda), ["Nour Amrani", "Sem Vries"]);
        assert_eq!((agenda.minutes, agenda.head.until.as_str()), (30, "13:30"));
        assert_eq!(agenda.suggestions.len(), 1);
    }
}

#[tokio::test]
async fn without_consent_a_pupil_comes_on_the_agenda_only_as_nobody() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let refused = meetings::add_named(&zat.ib.scope, zat.meeting, &suggested(zat.zoe)).await;
        let Err(Failure::Rejected(why)) = refused else { unreachable!("{refused:?}") };
        assert!(why.contains("anoniem"), "{why}");
        for text in ["Hoe helpen we Zoe met spellen?", "Geboren op 30-11-2016, wat nu?"] {
            let new = NewAnonymous { question: text.into(), ..NewAnonymous::default() };
            let refused = meetings::add_anonymous(&zat.ib.scope, zat.meeting, &new).await;
            let Err(Failure::Invalid(errors)) = refused else { unreachable!("{refused:?}") };
            assert_eq!(errors[0].field, "anonieme_vraag");
        }
        let new = NewAnonymous { question: "Hoe helpen we iemand met spellen?".into(), ..NewAnonymous::default() };
        meetings::add_anonymous(&zat.ib.scope, zat.meeting, &new).await.unwrap();
        zat.go(Stage::Sent).await;
        let agenda = zat.seen_by(&zat.coach).await;
        assert_eq!((names(&agenda).len(), agenda.anonymous.len()), (0, 1));
    }
}

#[tokio::test]
async fn members_add_pupils_of_their_own_caseload_and_late_only_with_a_reason() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        zat.go(Stage::Sent).await;
        let page = meetings::addition(&zat.coach.scope, zat.meeting).await.unwrap();
        assert_eq!(page.pupils.len(), 1, "only Sem's parents named the municipality");
        let named = |pupil, reason: &str| NewNamed {
            pupil: Some(pupil),
            question: "Thuis gaat het niet goed.".into(),
            reason: reason.into(),
            suggested: false,
        };
        assert!(is_absent(meetings::add_named(&zat.coach.scope, zat.meeting, &named(zat.nour, ""))).await);
        assert!(is_absent(meetings::add_named(&zat.coach.scope, zat.meeting, &named(zat.zoe, ""))).await);
        meetings::add_named(&zat.coach.scope, zat.meeting, &named(zat.sem, "")).await.unwrap();
        let again = meetings::add_named(&zat.nurse.scope, zat.meeting, &named(zat.sem, "")).await;
        assert!(matches!(again, Err(Failure::Rejected(_))), "{again:?}");
        assert_eq!(zat.item(zat.sem).await.origin, "ingebracht door Sanne Kok, schoolcoach");
        zat.go(Stage::Definitive).await;
        let late = meetings::add_named(&zat.nurse.scope, zat.meeting, &named(zat.nour, "")).await;
        assert!(matches!(late, Err(Failure::Invalid(errors)) if errors[0].field == "reden"));
        meetings::add_named(&zat.nurse.scope, zat.meeting, &named(zat.nour, "Gisteren gezien.")).await.unwrap();
        assert_eq!(zat.item(zat.nour).await.reason, "Gisteren gezien.");
    }
}

#[tokio::test]
async fn the_agenda_is_put_in_order_timed_and_mended() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let (sem, scope) = (zat.item(zat.sem).await, &zat.ib.scope);
        let version = zat.seen_by(&zat.ib).await.head.version;
        meetings::shift(scope, zat.meeting, sem.id.0, Direction::Up, version).await.unwrap();
        assert_eq!(names(&zat.seen_by(&zat.ib).await), ["Sem Vries", "Nour Amrani"]);
        let stale = meetings::shift(scope, zat.meeting, sem.id.0, Direction::Down, version).await;
        let Err(Failure::Stale(who)) = stale else { unreachable!("{stale:?}") };
        assert!(who.to_string().starts_with("Ineke Bakker wijzigde dit om 09:00, terwijl"), "{who}");
        meetings::set_minutes(scope, zat.meeting, sem.id.0, "25", sem.version).await.unwrap();
        let twice = meetings::set_minutes(scope, zat.meeting, sem.id.0, "5", sem.version).await;
        assert!(matches!(twice, Err(Failure::Stale(_))));
        meetings::edit_question(scope, zat.meeting, sem.id.0, "Is een MDO nodig?", sem.version + 1).await.unwrap();
        meetings::remove(scope, zat.meeting, sem.id.0, "", sem.version + 2).await.unwrap();
        let agenda = zat.seen_by(&zat.ib).await;
        assert_eq!((names(&agenda), agenda.removed.len()), (vec!["Nour Amrani".to_owned()], 1));
        meetings::restore(scope, zat.meeting, sem.id.0).await.unwrap();
        let back = zat.item(zat.sem).await;
        assert_eq!((back.minutes, back.question.as_str()), (25, "Is een MDO nodig?"));
        let told = meetings::agenda(scope, zat.meeting, Some(version)).await.unwrap().news;
        assert_eq!(told.len(), 5);
        assert!(told.iter().any(|one| one.what == "veranderde de vraag bij Sem Vries"));
    }
}

#[tokio::test]
async fn the_agenda_moves_by_the_hands_that_the_template_names_and_back_with_a_reason() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (meeting, version) = (zat.meeting, zat.seen_by(&zat.ib).await.head.version);
        let by_coach = meetings::move_to(&zat.coach.scope, meeting, Stage::Sent, "", version).await;
        assert!(matches!(by_coach, Err(Failure::Refused(_))), "{by_coach:?}");
        let skipped = meetings::move_to(&zat.ib.scope, meeting, Stage::Held, "", version).await;
        assert!(matches!(skipped, Err(Failure::Rejected(_))));
        meetings::move_to(&zat.consulent.scope, meeting, Stage::Sent, "", version).await.unwrap();
        let stale = meetings::move_to(&zat.ib.scope, meeting, Stage::Sent, "", version).await;
        assert!(matches!(stale, Err(Failure::Stale(who)) if who.by == "Clara Smit"));
        let back = meetings::move_to(&zat.ib.scope, meeting, Stage::Concept, " ", version + 1).await;
        assert!(matches!(back, Err(Failure::Invalid(_))), "{back:?}");
        let named = meetings::move_to(&zat.ib.scope, meeting, Stage::Concept, "Zoë moet eraf.", version + 1).await;
        assert!(matches!(named, Err(Failure::Invalid(_))), "everybody at the table reads the reason: {named:?}");
        meetings::move_to(&zat.ib.scope, meeting, Stage::Concept, "Te vroeg.", version + 1).await.unwrap();
        let agenda = zat.seen_by(&zat.ib).await;
        let told: Vec<_> = agenda.history[0].happenings.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            told,
            ["zette de agenda terug naar: concept", "zette de agenda op: concept verstuurd", "plande dit overleg"]
        );
    }
}

#[tokio::test]
async fn an_agenda_reaches_the_stage_that_was_asked_for_or_stays() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let version = zat.seen_by(&zat.ib).await.head.version;
        let sent = meetings::move_to(&zat.ib.scope, zat.meeting, Stage::Concept, "", version).await;
        assert!(matches!(sent, Err(Failure::Rejected(_))), "{sent:?}");
        assert_eq!(zat.seen_by(&zat.ib).await.head.stage, Stage::Concept);
    }
}

#[tokio::test]
async fn the_year_is_planned_from_the_cadence_of_the_template() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let list = meetings::list(&ib.scope, None).await.unwrap();
        assert!(list.upcoming.is_empty());
        assert_eq!(list.series[0].days.len(), 6, "Zes keer per schooljaar");
        assert_eq!(meetings::plan_year(&ib.scope, world.esdoorn.0, "zat").await.unwrap(), 6);
        let list = meetings::list(&ib.scope, Some(world.esdoorn.0)).await.unwrap();
        assert_eq!((list.upcoming.len(), list.series.len()), (6, 0));
        assert_eq!(list.upcoming[0].todo, "Agenda versturen");
        assert!(matches!(meetings::plan_year(&ib.scope, world.esdoorn.0, "zat").await, Err(Failure::Rejected(_))));
        assert!(is_absent(meetings::plan_year(&ib.scope, world.wilgenhoek.0, "zat")).await);
    }
}

/// Halfway through the year only what is still to come is planned; its number in the year stays.
#[tokio::test]
async fn nobody_plans_a_year_of_meetings_in_the_past_nor_one_on_a_day_without_work_nor_the_same_one_twice() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        house.house.clock().set("2027-01-11T08:00:00Z".parse().unwrap());
        let today = house.house.clock().today();
        let offered = meetings::list(&ib.scope, None).await.unwrap().series[0].days.len();
        assert!((1..6).contains(&offered), "{offered}");
        assert_eq!(meetings::plan_year(&ib.scope, world.esdoorn.0, "zat").await.unwrap(), offered);
        let mut tx = world.tx().await;
        let rows = tx.all(backend::store::entity::meeting::Entity::find()).await.unwrap();
        drop(tx);
        assert!(rows.iter().all(|row| row.starts_at.date_naive() >= today));
        let mut periods: Vec<_> = rows.iter().map(|row| row.period).collect();
        periods.sort_unstable();
        assert_eq!(periods.last(), Some(&6), "the last one is the sixth of the year, on {}", house.engine);

        let study = backend::closing_days::Typed { name: "Studiedag", from: "9-3-2027", until: "", kind: "dicht" };
        backend::closing_days::record(&fenna.scope, study).await.unwrap();
        let plan = async |day: &str| {
            let new = NewMeeting {
                owner: Some(world.esdoorn.0),
                kind: "zat".into(),
                day: day.into(),
                time: "9:00".into(),
                place: String::new(),
            };
            match meetings::plan_one(&ib.scope, &new).await {
                Err(Failure::Invalid(errors)) => errors[0].message.clone(),
                other => format!("{:?}", other.map(|_| ())),
            }
        };
        assert_eq!(plan("9-3-2027").await, "Op 09-03-2027 is het Studiedag. Kies een dag waarop wordt gewerkt.");
        assert!(
            plan("13-3-2027").await.contains("weekend") && plan("29-3-2027").await.to_lowercase().contains("paasdag")
        );
        assert_eq!(plan("10-3-2027").await, "Ok(())");
        assert_eq!(plan("10-3-2027").await, "Op deze dag en tijd staat dit overleg al gepland.");

        house.house.clock().set("2027-07-30T08:00:00Z".parse().unwrap());
        let wim = world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        assert!(meetings::list(&wim.scope, None).await.unwrap().series.is_empty());
        let late = meetings::plan_year(&wim.scope, world.wilgenhoek.0, "zat").await;
        assert!(matches!(&late, Err(Failure::Rejected(why)) if why.contains("komt er geen ZAT meer")), "{late:?}");
    }
}

#[tokio::test]
async fn every_page_of_a_meeting_stays_within_six_statements() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let case = cases::start(&zat.ib.scope, zat.sem, "proces_1").await.unwrap();
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let new = NewAnonymous { question: "Wat nu?".into(), ..NewAnonymous::default() };
        meetings::add_anonymous(&zat.ib.scope, zat.meeting, &new).await.unwrap();
        assert_ne!(case.0, Uuid::nil());
        for stage in [None, Some(Stage::Sent), Some(Stage::Definitive), Some(Stage::Held), Some(Stage::Shared)] {
            if let Some(stage) = stage {
                zat.go(stage).await;
            }
            for who in [&zat.ib, &zat.coach] {
                let store = house.house.store();
                for page in ["list", "agenda", "addition", "minutes", "beamer"] {
                    let before = store.statements();
                    let scope = zat.world.enter(who.person, "iemand", true).await.unwrap();
                    match page {
                        "list" => drop(meetings::list(&scope, None).await),
                        "agenda" => drop(meetings::agenda(&scope, zat.meeting, None).await),
                        "addition" => drop(meetings::addition(&scope, zat.meeting).await),
                        "minutes" => drop(meetings::minutes(&scope, zat.meeting, None, false).await),
                        _ => drop(meetings::beamer(&scope, zat.meeting, None).await),
                    }
                    let asked = store.statements() - before;
                    assert!(asked <= STATEMENTS_PER_PAGE + 1, "{page} at {stage:?}: {asked}");
                }
            }
        }
    }
}

#[tokio::test]
async fn who_is_too_late_hears_who_changed_this_very_item() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (ib, clara, meeting) = (&zat.ib.scope, &zat.consulent.scope, zat.meeting);
        let later = || house.house.clock().set(house.house.clock().now() + chrono::TimeDelta::minutes(5));
        meetings::add_all(ib, meeting).await.unwrap();
        let (sem, nour) = (zat.item(zat.sem).await, zat.item(zat.nour).await);
        later();
        meetings::edit_question(clara, meeting, sem.id.0, "Is een MDO nodig?", sem.version).await.unwrap();
        later();
        meetings::set_minutes(ib, meeting, nour.id.0, "20", nour.version).await.unwrap();
        let stale = meetings::set_minutes(ib, meeting, sem.id.0, "5", sem.version).await;
        let Err(Failure::Stale(who)) = stale else { unreachable!("{stale:?}") };
        assert!(who.to_string().starts_with("Clara Smit wijzigde dit om 09:05,"), "{}: {who}", house.engine);

        // Of an anonymous item the history does not say which one was changed.
        for _ in 0..2 {
            let new = NewAnonymous { question: "Wat nu?".into(), ..NewAnonymous::default() };
            meetings::add_anonymous(ib, meeting, &new).await.unwrap();
        }
        let nobodies = zat.seen_by(&zat.ib).await.anonymous;
        meetings::set_minutes(clara, meeting, nobodies[0].id.0, "20", nobodies[0].version).await.unwrap();
        later();
        meetings::set_minutes(ib, meeting, nobodies[1].id.0, "20", nobodies[1].version).await.unwrap();
        let stale = meetings::set_minutes(ib, meeting, nobodies[0].id.0, "5", nobodies[0].version).await;
        let Err(Failure::Stale(who)) = stale else { unreachable!("{stale:?}") };
        assert!(who.to_string().starts_with("Iemand anders wijzigde dit, terwijl"), "{}: {who}", house.engine);
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        later();
        let nobody = &zat.seen_by(&zat.ib).await.anonymous[0];
        let written = Written { discussed: "Rustig aan.".into(), version: nobody.version, ..Written::default() };
        meetings::write(clara, meeting, nobody.id.0, &written).await.unwrap();
        let other = Written { discussed: "Nog rustiger.".into(), ..written };
        let stale = meetings::write(ib, meeting, nobody.id.0, &other).await;
        assert!(matches!(stale, Err(Failure::Stale(who)) if who.by == "Clara Smit"), "{}", house.engine);
    }
}

#[tokio::test]
async fn only_what_was_taken_off_is_put_back_and_only_while_that_works() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (scope, meeting) = (&zat.ib.scope, zat.meeting);
        meetings::add_all(scope, meeting).await.unwrap();
        let new = NewAnonymous { question: "Wat nu?".into(), ..NewAnonymous::default() };
        let nobody = meetings::add_anonymous(scope, meeting, &new).await.unwrap();
        let (sem, nour) = (zat.item(zat.sem).await, zat.item(zat.nour).await);
        let before = zat.seen_by(&zat.ib).await;
        for never_gone in [sem.id.0, nobody.0] {
            let back = meetings::restore(scope, meeting, never_gone).await;
            assert!(matches!(back, Err(Failure::Rejected(_))), "{}: {back:?}", house.engine);
        }
        assert_eq!(zat.seen_by(&zat.ib).await.history, before.history, "{}", house.engine);

        let offered = async || zat.seen_by(&zat.ib).await.removed.into_iter().map(|one| one.label).collect::<Vec<_>>();
        for item in [&sem, &nour] {
            meetings::remove(scope, meeting, item.id.0, "", item.version).await.unwrap();
        }
        assert_eq!(offered().await, ["Nour Amrani", "Sem Vries"]);
        // Added once more, or without consent: it would be refused.
        meetings::add_named(scope, meeting, &suggested(zat.nour)).await.unwrap();
        assert_eq!(offered().await, ["Sem Vries"], "{}", house.engine);
        withdraw(&zat.world, zat.sem).await;
        assert!(offered().await.is_empty(), "{}", house.engine);
        let nour = zat.item(zat.nour).await;
        meetings::remove(scope, meeting, nour.id.0, "", nour.version).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive, Stage::Held] {
            assert!(!offered().await.is_empty(), "{}", house.engine);
            zat.go(stage).await;
        }
        assert!(offered().await.is_empty(), "{}: the agenda stands fast", house.engine);
    }
}
