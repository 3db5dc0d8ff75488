//! What partners see and do: only with a consent that names them, only while it is open to them.
use super::*;
use backend::log;
use domain::page::log::Filter;

#[tokio::test]
async fn partners_see_the_agenda_once_sent_and_only_the_pupils_whose_parents_named_them() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let found =
            |list: domain::page::meeting::Meetings| list.upcoming.iter().map(|line| line.is_open).collect::<Vec<_>>();
        assert_eq!(found(meetings::list(&zat.coach.scope, None).await.unwrap()), [false], "the day, and no agenda");
        assert_eq!(found(meetings::list(&zat.ib.scope, None).await.unwrap()), [true]);
        let early = meetings::agenda(&zat.coach.scope, zat.meeting, None).await;
        assert!(matches!(early, Err(Failure::Refused(domain::policy::Refusal::NotSent))), "{early:?}");
        zat.go(Stage::Sent).await;
        assert_eq!(found(meetings::list(&zat.coach.scope, None).await.unwrap()), [true]);
        let coach = zat.seen_by(&zat.coach).await;
        assert_eq!((names(&coach), coach.hidden), (vec!["Sem Vries".to_owned()], 1));
        let nurse = zat.seen_by(&zat.nurse).await;
        assert_eq!((names(&nurse).len(), nurse.hidden), (2, 0));
        assert!(is_absent(meetings::agenda(&zat.leerplicht.scope, zat.meeting, None)).await);
        withdraw(&zat.world, zat.sem).await;
        let coach = zat.seen_by(&zat.coach).await;
        assert_eq!((names(&coach).len(), coach.hidden), (0, 2));
    }
}

#[tokio::test]
async fn at_one_table_everybody_reads_the_same_numbers_and_the_same_end() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let new = NewAnonymous { question: "Wat nu?".into(), ..NewAnonymous::default() };
        meetings::add_anonymous(&zat.ib.scope, zat.meeting, &new).await.unwrap();
        let nour = zat.item(zat.nour).await;
        meetings::set_minutes(&zat.ib.scope, zat.meeting, nour.id.0, "37", nour.version).await.unwrap();
        zat.go(Stage::Sent).await;
        let (ib, coach) = (zat.seen_by(&zat.ib).await, zat.seen_by(&zat.coach).await);
        let number = |agenda: &Agenda, whom: PupilId| {
            let mut items = agenda.blocks.iter().flat_map(|block| &block.items);
            items.find(|item| item.pupil.id == whom).unwrap().number
        };
        assert_eq!((names(&coach), coach.hidden), (vec!["Sem Vries".to_owned()], 1));
        assert_eq!((number(&ib, zat.sem), number(&coach, zat.sem)), (2, 2), "{}", house.engine);
        assert_eq!((ib.anonymous[0].number, coach.anonymous[0].number), (3, 3));
        assert_eq!((&ib.head.until, ib.minutes), (&coach.head.until, coach.minutes));
        // Of what is closed nothing else is told: not the child, not its own time.
        let told = format!("{coach:?}");
        for closed in ["Nour", "Amrani", "minutes: 37", &nour.id.to_string(), &zat.nour.to_string()] {
            assert!(!told.contains(closed), "{closed} in {told}");
        }
        for stage in [Stage::Definitive, Stage::Held, Stage::Shared] {
            zat.go(stage).await;
        }
        let minutes = meetings::minutes(&zat.coach.scope, zat.meeting, None, false).await.unwrap();
        let numbers: Vec<_> = minutes.all.iter().map(|item| (item.number, item.of)).collect();
        assert_eq!((numbers, minutes.minutes), (vec![(2, 3), (3, 3)], ib.minutes));
    }
}

#[tokio::test]
async fn a_partner_is_invited_to_one_case_when_the_parents_named_the_organisation() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        let (sem, nour) = (zat.item(zat.sem).await, zat.item(zat.nour).await);
        let blocked = nour.invitable.iter().find(|one| one.id == zat.leerplicht.membership).unwrap();
        assert!(blocked.blocked.as_ref().unwrap().contains("Gemeente"));
        let guest = zat.leerplicht.membership;
        assert!(matches!(meetings::invite(&zat.ib.scope, zat.meeting, nour.id, guest).await, Err(Failure::Invalid(_))));
        meetings::invite(&zat.ib.scope, zat.meeting, sem.id, guest).await.unwrap();
        let agenda = zat.seen_by(&zat.leerplicht).await;
        assert_eq!((names(&agenda), agenda.hidden), (vec!["Sem Vries".to_owned()], 1));
        let list = meetings::list(&zat.leerplicht.scope, None).await.unwrap();
        assert_eq!(list.upcoming.iter().map(|line| line.items).collect::<Vec<_>>(), [1]);
        assert_eq!(invitations(&zat.leerplicht).await, ["Uitgenodigd voor een leerling: ZAT De Esdoorn"]);
        meetings::uninvite(&zat.ib.scope, zat.meeting, sem.id, guest).await.unwrap();
        assert!(is_absent(meetings::agenda(&zat.leerplicht.scope, zat.meeting, None)).await);
        assert!(invitations(&zat.leerplicht).await.is_empty());
        // With the consent the invitation goes out of sight too.
        meetings::invite(&zat.ib.scope, zat.meeting, sem.id, guest).await.unwrap();
        withdraw(&zat.world, zat.sem).await;
        assert!(invitations(&zat.leerplicht).await.is_empty(), "{}", house.engine);
    }
}

/// What stands under "Overleggen" in somebody's Mijn werk.
async fn invitations(who: &Member) -> Vec<String> {
    let page = backend::worklist::page(&who.scope).await.unwrap();
    assert!(page.meetings.len() <= 1);
    let group = page.groups.into_iter().find(|group| group.title == "Overleggen").unwrap();
    group.items.into_iter().map(|item| item.what).collect()
}

#[tokio::test]
async fn a_partner_who_tries_names_hears_nothing_and_leaves_a_line() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        zat.go(Stage::Sent).await;
        // Zoë's parents gave no consent: the coach may not learn that she is here.
        let tried = NewAnonymous { question: "Gaat het over Zoë?".into(), reason: "Wit".into() };
        let Err(Failure::Invalid(errors)) = meetings::add_anonymous(&zat.coach.scope, zat.meeting, &tried).await else {
            panic!("{}: a name stood in an anonymous text", house.engine)
        };
        let said: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        assert!(said.iter().all(|said| *said == Refusal::Naming.to_string()), "{said:?}");
        let petra = zat.world.member("Petra Prins", Function::Privacyfunctionaris, zat.world.swv, &[]).await;
        let by_coach = Filter { who: "sanne".into(), ..Filter::default() };
        let lines = log::list(&petra.scope, by_coach, 1).await.unwrap().lines;
        assert!(lines[0].refused && lines[0].ground.contains("wees in een anonieme tekst"), "{:?}", lines[0]);
        // Whoever works at the school knows its pupils, and is shown what to change.
        let Err(Failure::Invalid(errors)) = meetings::add_anonymous(&zat.ib.scope, zat.meeting, &tried).await else {
            panic!("{}: a name stood in an anonymous text", house.engine)
        };
        assert!(errors[0].message.contains("“Zoë”"));
    }
}

#[tokio::test]
async fn an_invitation_lasts_no_longer_than_the_consent_it_rests_on() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        let sem = zat.item(zat.sem).await;
        meetings::invite(&zat.ib.scope, zat.meeting, sem.id, zat.leerplicht.membership).await.unwrap();
        assert_eq!(names(&zat.seen_by(&zat.leerplicht).await), ["Sem Vries"]);
        withdraw(&zat.world, zat.sem).await;
        assert!(is_absent(meetings::agenda(&zat.leerplicht.scope, zat.meeting, None)).await, "{}", house.engine);
        let list = meetings::list(&zat.leerplicht.scope, None).await.unwrap();
        assert!(list.upcoming.is_empty() && list.owners.is_empty(), "not even the name of the school");
        let question = NewAnonymous { question: "Hoe nu verder?".into(), reason: String::new() };
        assert!(is_absent(meetings::add_anonymous(&zat.leerplicht.scope, zat.meeting, &question)).await);
        assert!(meetings::list(&zat.leerplicht.scope, None).await.unwrap().upcoming.is_empty());
    }
}

#[tokio::test]
async fn what_was_written_and_struck_out_in_a_concept_is_no_history_for_partners() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let sem = zat.item(zat.sem).await;
        let version = sem.version;
        meetings::edit_question(&zat.ib.scope, zat.meeting, sem.id.0, "Thuis is er ruzie", version).await.unwrap();
        let version = zat.item(zat.sem).await.version;
        meetings::edit_question(&zat.ib.scope, zat.meeting, sem.id.0, "Hoe komt er rust?", version).await.unwrap();
        let nour = zat.item(zat.nour).await;
        let reason = "Eerst een gesprek thuis";
        meetings::remove(&zat.ib.scope, zat.meeting, nour.id.0, reason, nour.version).await.unwrap();
        zat.go(Stage::Sent).await;
        let nurse = format!("{:?}", zat.seen_by(&zat.nurse).await);
        for hidden in ["Thuis is er ruzie", reason, "Nour"] {
            assert!(!nurse.contains(hidden), "{hidden} in {nurse}");
        }
        let ib = format!("{:?}", zat.seen_by(&zat.ib).await);
        assert!(ib.contains("Thuis is er ruzie") && ib.contains(reason), "{ib}");
    }
}

#[tokio::test]
async fn a_partner_takes_no_words_out_of_the_analysis() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        zat.go(Stage::Sent).await;
        let taken = meetings::add_named(&zat.coach.scope, zat.meeting, &suggested(zat.sem)).await;
        assert!(matches!(taken, Err(Failure::Refused(_) | Failure::Absent)), "{taken:?}");
    }
}

#[tokio::test]
async fn of_the_consent_a_partner_reads_only_what_names_its_organisation() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let world = &zat.world;
        // For the MDO the GGD may know Zoë; for the ZAT the parents had named the municipality, and took it back.
        world.consent(zat.zoe, "mdo", zat.ib.membership, &[world.ggd]).await;
        world.consent(zat.zoe, "zat", zat.ib.membership, &[world.municipality]).await;
        let mut tx = world.tx().await;
        let back = consent::Entity::update_many()
            .col_expr(consent::Column::WithdrawnOn, Expr::value(Some(house.house.clock().today())))
            .filter(sea_orm::ColumnTrait::eq(&consent::Column::PupilId, zat.zoe))
            .filter(sea_orm::ColumnTrait::eq(&consent::Column::Purpose, "zat"));
        tx.update(back).await.unwrap();
        world.keep(tx).await;
        let line = async |who: &Member| {
            let found = backend::pupils::list(&who.scope, domain::page::pupil::Filter::default(), 1).await.unwrap();
            found.lines.into_iter().find(|line| line.pupil.id == zat.zoe).unwrap().consent.text
        };
        assert!(line(&zat.ib).await.starts_with("toestemming ingetrokken op"), "{}", house.engine);
        assert_eq!(line(&zat.nurse).await, "toestemming ontbreekt", "{}", house.engine);
        // At the table of Nour, whose parents named the GGD of two.
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        zat.go(Stage::Sent).await;
        let told = async |who: &Member| {
            let agenda = zat.seen_by(who).await;
            let items = agenda.blocks.into_iter().flat_map(|block| block.items);
            items.filter(|item| item.pupil.id == zat.nour).map(|item| item.consent.text).next().unwrap()
        };
        assert_eq!(told(&zat.ib).await, "toestemming voor 1 van 2 partijen");
        assert!(told(&zat.nurse).await.starts_with("toestemming tot"), "{}", house.engine);
    }
}

#[tokio::test]
async fn whoever_reads_the_list_of_choices_has_seen_pupils_and_added_none() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let petra = zat.world.member("Petra Prins", Function::Privacyfunctionaris, zat.world.swv, &[]).await;
        let told = async |who: &str| -> Vec<_> {
            let by = Filter { who: who.into(), pupil: "sem".into(), ..Filter::default() };
            let lines = log::list(&petra.scope, by, 1).await.unwrap().lines;
            lines.into_iter().map(|line| (line.what, line.ground)).collect()
        };
        let line = |what: &str, ground: &str| (what.to_owned(), ground.to_owned());
        let (seen, added) = ("bekeek de lijst van leerlingen", "voegde toe aan de agenda");
        let consent = "toestemming voor deze organisatie";
        // The suggestions beside a concept are a list too.
        zat.seen_by(&zat.consulent).await;
        let task = "taak van het samenwerkingsverband (WPO 18a)";
        assert_eq!(told("clara").await, [line(seen, task)], "{}", house.engine);
        zat.go(Stage::Sent).await;
        meetings::addition(&zat.coach.scope, zat.meeting).await.unwrap();
        assert_eq!(told("sanne").await, [line(seen, consent)], "{}", house.engine);
        let new = NewNamed { pupil: Some(zat.sem), question: "Hoe nu?".into(), ..NewNamed::default() };
        meetings::add_named(&zat.coach.scope, zat.meeting, &new).await.unwrap();
        assert_eq!(told("sanne").await, [line(added, consent), line(seen, consent)], "{}", house.engine);
    }
}

#[tokio::test]
async fn with_one_factor_nobody_is_offered_what_asks_two() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        zat.go(Stage::Sent).await;
        let offered = async |scope: &Scope| {
            let page = backend::worklist::page(scope).await.unwrap();
            let waits =
                page.groups.iter().flat_map(|group| &group.items).any(|item| item.what.starts_with("Agenda aan"));
            (waits, meetings::agenda(scope, zat.meeting, None).await.unwrap().adding.is_some())
        };
        assert_eq!(offered(&zat.coach.scope).await, (true, true), "{}", house.engine);
        let one = zat.world.enter(zat.coach.person, "Sanne Kok", false).await.unwrap();
        assert_eq!(offered(&one).await, (false, false), "{}", house.engine);
    }
}
