//! The meeting itself: who was there, what was decided, who does what, and what flows on.
use super::*;

#[tokio::test]
async fn presence_that_was_sent_twice_counts_once() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let nurse = zat.nurse.membership;
        let twice = [(nurse, "absent".to_owned()), (nurse, "present".to_owned())];
        meetings::record_attendance(&zat.consulent.scope, zat.meeting, &twice).await.unwrap();
        let table = meetings::minutes(&zat.consulent.scope, zat.meeting, None, false).await.unwrap().table;
        assert_eq!(table.iter().find(|seat| seat.id == nurse).unwrap().presence, "present");
    }
}

#[tokio::test]
async fn beside_the_end_of_a_meeting_stands_at_how_many_items_nothing_was_written() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        let unready = async || {
            let agenda = zat.seen_by(&zat.ib).await;
            agenda.moves.into_iter().find(|step| !step.is_return).unwrap().unready
        };
        assert_eq!(unready().await, "", "nobody writes before the agenda is definitive");
        zat.go(Stage::Definitive).await;
        assert_eq!(unready().await, "Bij 2 agendapunten is nog niets opgeschreven.", "{}", house.engine);
        let sem = zat.item(zat.sem).await;
        let written = Written { decision: "Een MDO.".into(), version: sem.version, ..Written::default() };
        meetings::write(&zat.ib.scope, zat.meeting, sem.id.0, &written).await.unwrap();
        assert_eq!(unready().await, "Bij 1 agendapunt is nog niets opgeschreven.");
        let minutes = meetings::minutes(&zat.ib.scope, zat.meeting, None, false).await.unwrap();
        assert_eq!(minutes.moves[0].unready, unready().await, "the same on both pages");
    }
}

#[tokio::test]
async fn the_file_tells_the_day_of_a_meeting_and_not_the_hour_for_which_it_was_planned() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive, Stage::Held] {
            zat.go(stage).await;
        }
        let days = backend::pupils::file(&zat.ib.scope, zat.sem).await.unwrap().days;
        let held = days.iter().flat_map(|day| &day.happenings).find(|one| one.what == "besprak de leerling").unwrap();
        assert_eq!(held.time, "", "planned for 13:00, held before that");
    }
}

#[tokio::test]
async fn the_zat_is_held_and_its_minutes_and_actions_flow_on() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (scope, meeting) = (&zat.ib.scope, zat.meeting);
        let case = cases::start(scope, zat.sem, "proces_1").await.unwrap();
        meetings::add_all(scope, meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let sem = zat.item(zat.sem).await;
        let presence = [(zat.coach.membership, "present".to_owned()), (zat.nurse.membership, "excused".to_owned())];
        meetings::record_attendance(scope, meeting, &presence).await.unwrap();
        let written = Written {
            discussed: "Rust na de pauze lukt beter.".into(),
            decision: "De schoolcoach kijkt mee.".into(),
            lead: Some(zat.coach.membership),
            version: sem.version,
        };
        meetings::write(scope, meeting, sem.id.0, &written).await.unwrap();
        // The same words twice are no quarrel; others are.
        let same = meetings::write(&zat.consulent.scope, meeting, sem.id.0, &written).await.unwrap();
        assert_eq!(same, written.version + 1);
        let other = Written { decision: "De jeugdverpleegkundige kijkt mee.".into(), ..written };
        let second = meetings::write(&zat.consulent.scope, meeting, sem.id.0, &other).await;
        assert!(matches!(second, Err(Failure::Stale(who)) if who.by == "Ineke Bakker"));
        let open = open(scope, meeting, sem.id).await;
        assert_eq!((open.number, open.of, open.lead_name.as_str()), (2, 2, "Sanne Kok, schoolcoach"));
        let process = open.process.unwrap();
        assert!(process.step.starts_with("Proces 1"), "{}", process.step);
        let next = process.next.iter().find(|next| next.key == "extra_ondersteuning").unwrap();
        assert_eq!((next.reason_required, &next.blocked), (true, &None));
        let step = |reason| meetings::take_step(scope, meeting, sem.id, "extra_ondersteuning", reason, open.version);
        assert!(matches!(step("").await, Err(Failure::Invalid(_))));
        step("Besproken in het ZAT.").await.unwrap();
        let mut tx = zat.world.tx().await;
        let now = cases::at_school(&mut tx, zat.world.esdoorn).await.unwrap();
        drop(tx);
        assert_eq!((now[&zat.sem].step.as_str(), now[&zat.sem].case), ("proces_2_0", case));
        assert_eq!(now[&zat.sem].lead, Some(zat.coach.membership));
        let action = NewAction {
            what: "Twee keer meekijken in de groep".into(),
            owner: Some(zat.coach.membership),
            due: "1-10-2026".into(),
        };
        let action = meetings::add_action(scope, meeting, sem.id.0, &action).await.unwrap();
        assert!(actions(&zat.coach.scope).await.is_empty(), "until the meeting is closed nothing waits");
        zat.go(Stage::Held).await;
        let waiting = actions(&zat.coach.scope).await;
        assert_eq!(waiting[0].why, "Afgesproken in het ZAT De Esdoorn van 07-09-2026, over Sem Vries.");
        assert_eq!(waiting[0].href, format!("/overleggen/{meeting}"), "a partner has no minutes until they are shared");
        assert!(is_absent(meetings::complete(&zat.nurse.scope, action)).await);
        meetings::complete(&zat.coach.scope, action).await.unwrap();
        assert!(actions(&zat.coach.scope).await.is_empty());
        meetings::undo(&zat.coach.scope, action).await.unwrap();
        assert_eq!(actions(&zat.coach.scope).await.len(), 1);
        zat.go(Stage::Shared).await;
        let minutes = format!("/overleggen/{meeting}/verslag?onderwerp={0}#punt-{0}", sem.id);
        assert_eq!(actions(&zat.coach.scope).await[0].href, minutes);
    }
}

#[tokio::test]
async fn an_action_about_a_pupil_closes_with_the_consent() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let sem = zat.item(zat.sem).await;
        let what = "Met de ouders van Sem bellen".to_owned();
        let action = NewAction { what: what.clone(), owner: Some(zat.coach.membership), due: "1-10-2026".into() };
        meetings::add_action(&zat.ib.scope, zat.meeting, sem.id.0, &action).await.unwrap();
        zat.go(Stage::Held).await;
        assert_eq!(actions(&zat.coach.scope).await[0].what, what);
        let once = zat.world.enter(zat.coach.person, "Sanne Kok", false).await.unwrap();
        assert!(!actions(&once).await[0].what.contains("Sem"), "one factor opens no name");
        withdraw(&zat.world, zat.sem).await;
        let closed = actions(&zat.coach.scope).await;
        assert!(!format!("{closed:?}").contains("Sem"), "{closed:?}");
        assert!(closed[0].why.ends_with("Vraag de school wat u kunt doen."), "{}", closed[0].why);
        assert_eq!(closed[0].href, format!("/overleggen/{}", zat.meeting));
    }
}

#[tokio::test]
async fn shared_minutes_go_per_item_to_those_entitled_and_change_only_as_correction() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (scope, meeting) = (&zat.ib.scope, zat.meeting);
        meetings::add_all(scope, meeting).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive, Stage::Held] {
            zat.go(stage).await;
        }
        let before = meetings::minutes(&zat.coach.scope, meeting, None, false).await;
        assert!(matches!(before, Err(Failure::Refused(Refusal::NotShared))));
        let preview = meetings::minutes(scope, meeting, None, false).await.unwrap().recipients;
        let of = |name: &str| preview.iter().find(|r| r.person.name == name).unwrap();
        assert_eq!((of("Sanne Kok").items.clone(), of("Sanne Kok").hidden), (vec!["Sem Vries".to_owned()], 1));
        assert_eq!(of("Vera Visser").items.len(), 2);
        zat.go(Stage::Shared).await;
        let coach = meetings::minutes(&zat.coach.scope, meeting, None, false).await.unwrap();
        assert_eq!((coach.all.len(), coach.hidden, coach.may_write), (1, 1, false));
        let sem = zat.item(zat.sem).await;
        let mended = Written { decision: "Toch een MDO.".into(), version: sem.version, ..Written::default() };
        meetings::write(&zat.consulent.scope, meeting, sem.id.0, &mended).await.unwrap();
        let coach = meetings::minutes(&zat.coach.scope, meeting, None, false).await.unwrap();
        let correction = &coach.all[0].corrections[0];
        assert_eq!((correction.what.as_str(), correction.after.as_str()), ("Besluit", "Toch een MDO."));
        assert!(correction.who.starts_with("Clara Smit, consulent, 07-09-2026"), "{}", correction.who);
        assert_eq!(zat.seen_by(&zat.coach).await.minutes_are, MinutesAre::Shared);
    }
}

#[tokio::test]
async fn on_the_beamer_stands_one_item_and_no_other_name() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let sem = zat.item(zat.sem).await;
        let screen = meetings::beamer(&zat.ib.scope, zat.meeting, Some(sem.id.0)).await.unwrap();
        let bytes = serde_json::to_string(&screen).unwrap();
        assert!(bytes.contains("Sem Vries"), "{bytes}");
        assert!(!bytes.contains("Nour") && !bytes.contains("Amrani"), "{bytes}");
        assert!(is_absent(meetings::beamer(&zat.ib.scope, zat.meeting, Some(Uuid::nil()))).await);
    }
}

#[tokio::test]
async fn who_was_there_stands_fast_once_the_minutes_are_shared() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        let nurse = zat.nurse.membership;
        let seen = |word: &str| [(nurse, word.to_owned())];
        meetings::record_attendance(&zat.ib.scope, zat.meeting, &seen("present")).await.unwrap();
        for stage in [Stage::Held, Stage::Shared] {
            zat.go(stage).await;
        }
        let late = meetings::record_attendance(&zat.ib.scope, zat.meeting, &seen("absent")).await;
        assert!(matches!(&late, Err(Failure::Rejected(why)) if why.contains("gedeeld")), "{}: {late:?}", house.engine);
        let table = meetings::minutes(&zat.ib.scope, zat.meeting, None, false).await.unwrap().table;
        assert_eq!(table.iter().find(|seat| seat.id == nurse).unwrap().presence, "present");
    }
}

#[tokio::test]
async fn an_action_that_is_sent_twice_is_one_action() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (scope, meeting) = (&zat.ib.scope, zat.meeting);
        meetings::add_all(scope, meeting).await.unwrap();
        let asked = NewAnonymous { question: "Wat nu?".into(), ..NewAnonymous::default() };
        let nobody = meetings::add_anonymous(scope, meeting, &asked).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        let new =
            |what: &str, due: &str| NewAction { what: what.into(), owner: Some(zat.coach.membership), due: due.into() };
        for item in [zat.item(zat.sem).await.id.0, nobody.0] {
            let add = async |what: &str, due: &str| {
                meetings::add_action(scope, meeting, item, &new(what, due)).await.unwrap()
            };
            let first = add("Bellen met thuis", "1-10-2026").await;
            assert_eq!(add(" Bellen met thuis ", "01-10-2026").await, first, "{}", house.engine);
            assert_ne!(add("Bellen met thuis", "2-10-2026").await, first, "another day is another action");
            assert_ne!(add("Schrijven naar thuis", "1-10-2026").await, first);
            let actions = meetings::minutes(scope, meeting, Some(item), false).await.unwrap().open.unwrap().actions;
            assert_eq!(actions.len(), 3, "{}", house.engine);
            meetings::complete(&zat.coach.scope, first).await.unwrap();
            assert_ne!(add("Bellen met thuis", "1-10-2026").await, first, "what was done can be agreed again");
        }
    }
}
