//! What partners see and do: only with a consent that names them, only while it is open to them.
use super::*;
use backend::log;
use domain::page::log::Filter;
use domain::template::Access;

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
        assert!(list.upcoming.is_empty() && list.schools.is_empty(), "not even the name of the school");
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
async fn what_the_database_lists_is_what_policy_permits() {
    for house in houses().await {
        compare(&Zat::new(&house).await, Access::default(), &["2026-09-07T07:00:00Z"]).await;
    }
}

#[tokio::test]
async fn what_the_database_lists_is_what_policy_permits_on_every_day_around_a_meeting() {
    let access = Access { opens_days_before: Some(3), closes_days_after: Some(5) };
    // In summer a day begins at 22:00 of the day before.
    let moments = ["07T07:00", "17T21:59", "17T22:00", "21T10:00", "26T21:59", "26T22:00"];
    let moments = moments.map(|moment| format!("2026-09-{moment}:00Z"));
    for house in houses().await {
        compare(&Zat::with_window(&house).await, access, &moments.each_ref().map(String::as_str)).await;
    }
}

/// Random consents and invitations; at each moment every reader finds exactly what policy permits.
async fn compare(zat: &Zat<'_>, access: Access, moments: &[&str]) {
    use domain::{
        consent::State,
        policy::{Action, Grounds, permit},
    };
    let house = zat.world.house;
    let (world, mut dice) = (&zat.world, Dice(2026));
    let both = [world.municipality, world.ggd];
    let doctor = world.member("Dora Drent", Function::Jeugdarts, world.ggd, &[world.wilgenhoek]).await;
    let neighbour = world.member("Nina Nies", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
    let single = world.enter(zat.ib.person, "Ineke Bakker", false).await.unwrap();
    let mut pupils = vec![];
    for number in 0..12 {
        let pupil = world.pupil(world.esdoorn, &format!("Kind{number}"), "Test", "2018-01-01").await;
        let parties: Vec<_> = both.iter().copied().filter(|_| dice.roll(2) == 0).collect();
        world.consent(pupil, "zat", zat.ib.membership, &parties).await;
        if dice.roll(4) == 0 {
            world.consent(pupil, "mdo", zat.ib.membership, &both).await;
        }
        let new = NewNamed { pupil: Some(pupil), question: "Vraag".into(), ..NewNamed::default() };
        meetings::add_named(&zat.ib.scope, zat.meeting, &new).await.unwrap();
        let item = zat.item(pupil).await;
        for guest in [zat.leerplicht.membership, doctor.membership] {
            if dice.roll(2) == 0 {
                let _ = meetings::invite(&zat.ib.scope, zat.meeting, item.id, guest).await;
            }
        }
        if dice.roll(4) == 0 {
            withdraw(world, pupil).await;
        }
        pupils.push(pupil);
    }
    zat.go(Stage::Sent).await;
    let all = zat.seen_by(&zat.ib).await;
    let guests: std::collections::HashMap<_, Vec<_>> = all
        .blocks
        .iter()
        .flat_map(|block| &block.items)
        .map(|item| (item.pupil.id, item.guests.iter().map(|guest| guest.id).collect()))
        .collect();
    let day = if access == Access::default() { "2026-09-07" } else { "2026-09-21" }.parse().unwrap();
    for moment in moments {
        house.house.clock().set(moment.parse().unwrap());
        let today = world.house.house.clock().today();
        let mut tx = world.tx().await;
        let states = backend::consents::states(&mut tx, &pupils, "zat", today).await.unwrap();
        drop(tx);
        let door = access.door(day, today);
        for scope in [
            &zat.ib.scope,
            &zat.consulent.scope,
            &zat.coach.scope,
            &zat.nurse.scope,
            &zat.leerplicht.scope,
            &doctor.scope,
            &neighbour.scope,
            &single,
        ] {
            let may = |pupil: &&PupilId| {
                let invited = scope.actor().memberships.iter().any(|m| guests[*pupil].contains(&m.id));
                let state = states.get(*pupil).unwrap_or(&State::Missing);
                let grounds = Grounds::school(world.esdoorn).at(Stage::Sent, door).invited(invited).consent(state);
                permit(scope.actor(), Action::SeeItem, grounds).is_ok()
            };
            let permitted: std::collections::BTreeSet<_> = pupils.iter().filter(may).map(ToString::to_string).collect();
            let agenda = meetings::agenda(scope, zat.meeting, None).await;
            let listed: std::collections::BTreeSet<_> = agenda
                .iter()
                .flat_map(|agenda| agenda.blocks.iter().flat_map(|block| &block.items))
                .map(|item| item.pupil.id.to_string())
                .collect();
            assert_eq!(listed, permitted, "{} at {moment} on {}", scope.actor().name, house.engine);
            let list = meetings::list(scope, None).await.unwrap();
            let counted: usize = list
                .upcoming
                .iter()
                .chain(&list.past)
                .filter(|line| line.id == zat.meeting)
                .map(|line| line.items)
                .sum();
            assert_eq!(counted, permitted.len(), "{} in the list at {moment}", scope.actor().name);
        }
    }
}

#[tokio::test]
async fn a_partner_reads_an_agenda_only_between_its_days_and_hears_when_that_is() {
    for house in houses().await {
        let zat = Zat::with_window(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        let sem = zat.item(zat.sem).await;
        meetings::invite(&zat.ib.scope, zat.meeting, sem.id, zat.leerplicht.membership).await.unwrap();
        zat.go(Stage::Sent).await;
        let at = |moment: &str| house.house.clock().set(moment.parse().unwrap());
        let everywhere = async |who: &Member| {
            let list = meetings::list(&who.scope, None).await.unwrap();
            let work = backend::worklist::page(&who.scope).await.unwrap();
            let file = backend::pupils::file(&who.scope, zat.sem).await.ok().map(|file| (file.meetings, file.actions));
            let items: usize = list.upcoming.iter().chain(&list.past).map(|line| line.items).sum();
            (items, format!("{work:?} {file:?}").contains(&zat.meeting.to_string()))
        };
        let question = NewAnonymous { question: "Hoe nu verder?".into(), reason: String::new() };
        let closed_to = async |who: &Member, why: Refusal| {
            let refused = |said: Option<Failure>| matches!(said, Some(Failure::Refused(said)) if said == why);
            assert!(refused(meetings::agenda(&who.scope, zat.meeting, None).await.err()), "{why}");
            assert!(refused(meetings::minutes(&who.scope, zat.meeting, None, false).await.err()), "{why}");
            assert!(refused(meetings::addition(&who.scope, zat.meeting).await.err()), "{why}");
            assert!(refused(meetings::add_anonymous(&who.scope, zat.meeting, &question).await.err()), "{why}");
            assert_eq!(everywhere(who).await, (0, false), "{} on {}", who.scope.actor().name, house.engine);
        };
        let early = Refusal::NotYetOpen("2026-09-18".parse().unwrap());
        for who in [&zat.coach, &zat.nurse, &zat.leerplicht] {
            closed_to(who, early).await;
        }
        assert_eq!(names(&zat.seen_by(&zat.consulent).await).len(), 2, "the SWV always sees it");

        at("2026-09-18T07:00:00Z");
        assert_eq!(names(&zat.seen_by(&zat.leerplicht).await), ["Sem Vries"]);
        assert_eq!(everywhere(&zat.nurse).await, (2, true), "{}", house.engine);

        at("2026-09-21T12:00:00Z");
        for stage in [Stage::Definitive, Stage::Held, Stage::Shared] {
            zat.go(stage).await;
        }
        at("2026-09-26T12:00:00Z");
        assert!(meetings::minutes(&zat.coach.scope, zat.meeting, None, false).await.is_ok());
        at("2026-09-27T07:00:00Z");
        let late = Refusal::Closed("2026-09-26".parse().unwrap());
        for who in [&zat.coach, &zat.nurse, &zat.leerplicht] {
            closed_to(who, late).await;
        }
        assert!(meetings::minutes(&zat.ib.scope, zat.meeting, None, false).await.is_ok(), "{}", house.engine);
    }
}

/// A plain stream of numbers: the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
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
