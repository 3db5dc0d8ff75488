//! A pupil's way through the four processes, in rows: S0 "process transitions 0→1/2/3, 1→2.0→2.1→3".

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, Scope, cases, pupils,
    sheets::{self, Place},
    store::entity::case_step,
    testing::{Member, World, houses},
};
use domain::{
    actor::Function,
    engine::Command,
    form::Answer,
    id::{CaseId, PupilId},
    template::Key,
};
use sea_orm::EntityTrait;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn moved(transition: &str, reason: &str) -> Command {
    Command::Move { transition: key(transition), reason: Some(reason.into()) }
}

async fn ib(world: &World<'_>) -> Member {
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await
}

/// The OPP, to which parents agreed on paper.
const OPP: &[(&str, &str)] = &[
    ("opp_uitstroom", "vmbo"),
    ("opp_bevorderend", "Werkt graag met de handen."),
    ("opp_belemmerend", "Tempo van de groep."),
    ("opp_behoefte", "Kleine groep."),
    ("opp_gehoord", "nee"),
    ("opp_niet_gehoord", "Hij was ziek."),
    ("opp_begeleiding", "Rekenen in een groep van zes."),
    ("opp_akkoord.naam", "M. de Vries"),
    ("opp_akkoord.op", "6-9-2026"),
];

/// Its phase, evaluated and signed.
const PHASE: &[(&str, &str)] = &[
    ("fase_nummer", "fase_1"),
    ("fase_doel", "Sommen tot 100"),
    ("fase_aanpak", "Elke dag een half uur"),
    ("fase_evaluatie", "Ouders zien vooruitgang."),
    ("fase_evaluatie_op", "6-9-2026"),
    ("fase_handtekening.naam", "M. de Vries"),
    ("fase_handtekening.op", "6-9-2026"),
];

async fn fill(scope: &Scope, pupil: PupilId, form: &str, answers: &[(&str, &str)]) {
    let posted: Vec<_> = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    sheets::save(scope, Place { pupil, form, round: None }, 0, &posted).await.unwrap();
}

async fn version_of(scope: &Scope, case: CaseId) -> i32 {
    let mut work = scope.see().await.unwrap();
    cases::load(&mut work, case).await.unwrap().row.version
}

/// Step, previous step, round and version of the only case at De Esdoorn.
async fn place(world: &World<'_>, case: CaseId) -> (String, Option<String>, i32) {
    let mut tx = world.tx().await;
    let at = cases::at_school(&mut tx, world.esdoorn).await.unwrap();
    let current = at.into_values().find(|current| current.case == case).unwrap();
    assert_eq!(tx.statements(), 1);
    (current.step, current.previous, current.round)
}

async fn act(scope: &Scope, case: CaseId, command: Command, version: i32) -> Result<(), Failure> {
    cases::command(scope, case, &command, version).await
}

#[tokio::test]
async fn a_pupil_goes_from_process_1_to_process_2_0_with_a_reason_and_a_term() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_1".into(), None, 1));

        let without = act(&ib.scope, case, moved("extra_ondersteuning", " "), 1).await;
        assert!(matches!(without, Err(Failure::Invalid(errors)) if errors[0].field == "reden"), "{}", house.engine);

        act(&ib.scope, case, moved("extra_ondersteuning", "De interventies helpen te weinig."), 1).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_2_0".into(), Some("proces_1".into()), 1));
    }
}

#[tokio::test]
async fn a_phase_without_the_parents_signature_does_not_end() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_2_0").await.unwrap();
        let refused = act(&ib.scope, case, moved("volgende_fase", ""), 1).await;
        let Err(Failure::Rejected(why)) = refused else { unreachable!("{refused:?}") };
        assert!(why.contains("getekend door ouders"), "{why}");

        // Nobody says so with a button: parents signed the OPP, and this phase of it.
        let tick = act(&ib.scope, case, Command::Record { fact: key("fase_getekend") }, 1).await;
        assert!(matches!(tick, Err(Failure::Rejected(why)) if why.contains("vanzelf")), "{}", house.engine);
        fill(&ib.scope, sem, "opp", OPP).await;
        fill(&ib.scope, sem, "opp_fase", PHASE).await;
        let version = version_of(&ib.scope, case).await;
        act(&ib.scope, case, moved("volgende_fase", ""), version).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_2_0".into(), None, 2));

        // The next phase begins with the goal of the last, and is signed anew.
        let place = Place { pupil: sem, form: "opp_fase", round: None };
        let next = sheets::page(&ib.scope, place).await.unwrap();
        assert_eq!(next.answers.get("fase_doel"), Some(&Answer::Text("Sommen tot 100".into())));
        let version = version_of(&ib.scope, case).await;
        let refused = act(&ib.scope, case, moved("volgende_fase", ""), version).await;
        assert!(matches!(refused, Err(Failure::Rejected(why)) if why.contains("getekend door ouders")));
    }
}

#[tokio::test]
async fn a_move_is_undone_as_long_as_nothing_happened_after_it() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        act(&ib.scope, case, moved("volgende_cyclus", ""), 1).await.unwrap();
        act(&ib.scope, case, moved("extra_ondersteuning", "Nodig."), 2).await.unwrap();
        cases::undo(&ib.scope, case, 3).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_1".into(), None, 2));
        cases::undo(&ib.scope, case, 4).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_1".into(), None, 1));
        let nothing_left = cases::undo(&ib.scope, case, 5).await;
        assert!(matches!(nothing_left, Err(Failure::Rejected(_))));
        act(&ib.scope, case, moved("extra_ondersteuning", "Toch nodig."), 5).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_2_0".into(), Some("proces_1".into()), 1));
    }
}

#[tokio::test]
async fn the_second_of_two_people_is_told_who_was_first() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let clara = world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        act(&clara.scope, case, moved("extra_ondersteuning", "In het ZAT besproken."), 1).await.unwrap();
        let late = act(&ib.scope, case, moved("extra_ondersteuning", "Nodig."), 1).await;
        assert!(
            matches!(late, Err(Failure::Stale(stale)) if stale.to_string().starts_with("Clara Smit wijzigde dit om 09:00, terwijl"))
        );
    }
}

#[tokio::test]
async fn a_closed_case_opens_again_where_it_was() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let close = Command::Close { closing: key("hulpvraag_beantwoord"), reason: Some("Het gaat goed.".into()) };
        act(&ib.scope, case, close, 1).await.unwrap();
        let mut tx = world.tx().await;
        assert!(cases::at_school(&mut tx, world.esdoorn).await.unwrap().is_empty());
        drop(tx);
        act(&ib.scope, case, Command::Reopen, 2).await.unwrap();
        assert_eq!(place(&world, case).await, ("proces_1".into(), None, 1));
        let twice = cases::start(&ib.scope, sem, "proces_1").await;
        assert!(matches!(twice, Err(Failure::Rejected(_))));
    }
}

#[tokio::test]
async fn a_case_that_opens_again_has_the_days_left_that_it_had() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let due = async || {
            let mut tx = world.tx().await;
            tx.all(case_step::Entity::find()).await.unwrap()[0].due_on.unwrap().to_string()
        };
        assert_eq!(due().await, "2026-10-26");
        house.house.clock().set("2026-10-12T07:00:00Z".parse().unwrap());
        let close = Command::Close { closing: key("hulpvraag_beantwoord"), reason: Some("Het gaat goed.".into()) };
        act(&ib.scope, case, close, 1).await.unwrap();
        house.house.clock().set("2027-03-01T07:00:00Z".parse().unwrap());
        act(&ib.scope, case, Command::Reopen, 2).await.unwrap();
        let running = pupils::file(&ib.scope, sem).await.unwrap().running.unwrap();
        let shown = running.turns[0].term.as_ref().unwrap().due.to_string();
        assert_eq!(shown, due().await, "{}: the list of work and the page say the same", house.engine);
        assert!(shown.as_str() > "2027-03-01", "{shown}: nothing is late because it was closed");
    }
}

#[tokio::test]
async fn a_case_of_another_school_or_tenant_is_not_found() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let other = World::new(&house, "beuk").await;
        let ib = ib(&world).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let case = cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let elsewhere =
            world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let stranger = other.member("Els Eik", Function::InternBegeleider, other.esdoorn, &[other.esdoorn]).await;
        for somebody in [&elsewhere, &coach, &stranger] {
            let outcome = act(&somebody.scope, case, moved("volgende_cyclus", ""), 1).await;
            assert!(matches!(outcome, Err(Failure::Absent)), "{} {outcome:?}", house.engine);
        }
        let head = world.member("Dirk Dekker", Function::Directeur, world.esdoorn, &[world.esdoorn]).await;
        let refused = act(&head.scope, case, moved("volgende_cyclus", ""), 1).await;
        // The way of working says whose move it is: not the directeur's.
        assert!(matches!(&refused, Err(Failure::Rejected(why)) if why.contains("Dit is aan")), "{refused:?}");
    }
}

#[tokio::test]
async fn casusregie_goes_to_who_may_know_of_the_pupil_and_has_come_in() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        let school = [world.esdoorn];
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &school).await;
        let uma = world.member("Uma Nieuw", Function::InternBegeleider, world.esdoorn, &school).await;
        world.invited(&uma, &ib).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();

        let page = cases::appointing(&ib.scope, sem).await.unwrap();
        let labels: Vec<_> = page.choices.iter().map(|choice| choice.label.as_str()).collect();
        assert_eq!(labels, ["Ineke Bakker, ib'er/kc'er (De Esdoorn)"], "{}", house.engine);
        assert_eq!(page.barred, ["Sanne Kok, schoolcoach (Gemeente)"]);
        let version = page.version;
        let barred = cases::appoint(&ib.scope, sem, Some(coach.membership), version).await;
        assert!(matches!(barred, Err(Failure::Invalid(errors)) if errors[0].message.contains("noemt Gemeente niet")));
        for nobody in [None, Some(uma.membership)] {
            let refused = cases::appoint(&ib.scope, sem, nobody, version).await;
            assert!(matches!(refused, Err(Failure::Invalid(errors)) if errors[0].field == "wie"));
        }
        world.consent(sem, "zat", ib.membership, &[world.municipality]).await;
        cases::appoint(&ib.scope, sem, Some(coach.membership), version).await.unwrap();
        assert_eq!(cases::appointing(&ib.scope, sem).await.unwrap().now, "Sanne Kok, schoolcoach");
        let late = cases::appoint(&ib.scope, sem, Some(ib.membership), version).await;
        assert!(matches!(late, Err(Failure::Stale(_))));
    }
}

/// S3 "aanmelding bij het CJG": a partner whom a consent names begins where the way of working gives it the regie.
#[tokio::test]
async fn a_partner_begins_only_with_a_consent_and_only_where_it_has_the_regie() {
    let groningen = domain::template::shipped().iter().find(|(key, _)| *key == "groningen").unwrap();
    for house in houses().await {
        let world = World::with(&house, "wierde", *groningen).await;
        let school = world.member("Gea Gedrag", Function::Gedragsdeskundige, world.esdoorn, &[world.esdoorn]).await;
        let cjg = world.member("Maud Mulder", Function::Procescoordinator, world.municipality, &[world.esdoorn]).await;
        let doctor = world.member("Jan Arts", Function::Jeugdarts, world.ggd, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2014-05-10").await;
        assert!(matches!(cases::start(&cjg.scope, sem, "stap_1").await, Err(Failure::Absent)), "{}", house.engine);

        world.consent(sem, "taskforce", school.membership, &[world.municipality, world.ggd]).await;
        let file = pupils::file(&cjg.scope, sem).await.unwrap();
        let entries: Vec<_> = file.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(entries, ["stap_1"]);
        assert!(pupils::file(&doctor.scope, sem).await.unwrap().entries.is_empty());
        for (member, step) in [(&cjg, "stap_0"), (&doctor, "stap_0"), (&doctor, "stap_1")] {
            assert!(cases::start(&member.scope, sem, step).await.is_err(), "{step}");
        }
        cases::start(&cjg.scope, sem, "stap_1").await.unwrap();
    }
}
