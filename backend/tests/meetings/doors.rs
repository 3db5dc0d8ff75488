//! On which days an agenda is open to partners, and that what the database lists is what policy permits.

use super::*;
use domain::template::Access;

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
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}
