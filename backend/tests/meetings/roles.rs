//! What the template says about roles, and what a table may know: asked on every path, whatever the page offered.
use super::*;
use backend::store::entity::invitation;

/// Somebody of the school whom the template of the ZAT does not name.
async fn bystander(zat: &Zat<'_>) -> Member {
    let school = [zat.world.esdoorn];
    zat.world.member("Gerda Blom", Function::Gedragsdeskundige, zat.world.esdoorn, &school).await
}

fn told(result: Result<(), Failure>) -> String {
    match result {
        Err(Failure::Rejected(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn field(result: Result<impl std::fmt::Debug, Failure>) -> (String, String) {
    match result {
        Err(Failure::Invalid(mut errors)) => errors.pop().map(|e| (e.field, e.message)).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_was_invited_and_has_not_come_in_sits_at_no_table() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        let world = &zat.world;
        let school = [world.esdoorn];
        let uma = world.member("Uma Nieuw", Function::Schoolcoach, world.municipality, &school).await;
        world.invited(&uma, &zat.ib).await;
        let sem = zat.item(zat.sem).await;
        let seen = format!("{:?}", open(&zat.ib.scope, zat.meeting, sem.id).await);
        assert!(!seen.contains("Uma") && seen.contains("Sanne"), "{}", house.engine);
        assert!(zat.seen_by(&zat.ib).await.table.iter().all(|seat| seat.id != uma.membership));
        let mut tx = world.tx().await;
        let now = Expr::value(Some(house.house.clock().now()));
        let accept = invitation::Entity::update_many().col_expr(invitation::Column::AcceptedAt, now);
        tx.update(accept).await.unwrap();
        world.keep(tx).await;
        assert!(zat.seen_by(&zat.ib).await.table.iter().any(|seat| seat.id == uma.membership));
    }
}

#[tokio::test]
async fn only_those_whom_the_template_names_prepare_and_keep_minutes() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let other = bystander(&zat).await;
        let (meeting, scope) = (zat.meeting, &other.scope);
        meetings::add_named(&zat.ib.scope, meeting, &suggested(zat.sem)).await.unwrap();
        let item = zat.item(zat.sem).await;
        let seen = zat.seen_by(&other).await;
        assert!(!seen.may_draft && seen.moves.iter().all(|step| step.blocked.is_some()), "{}", house.engine);
        let version = seen.head.version;
        let who = "Bij een ZAT is dit aan de ib'er/kc'er of de consulent. Vraag het daar.";
        let id = item.id.0;
        assert_eq!(told(meetings::shift(scope, meeting, id, Direction::Up, version).await), who);
        assert_eq!(told(meetings::set_minutes(scope, meeting, id, "5", item.version).await), who);
        assert_eq!(told(meetings::edit_question(scope, meeting, id, "Anders?", item.version).await), who);
        assert_eq!(told(meetings::remove(scope, meeting, id, "", item.version).await), who);
        assert_eq!(told(meetings::restore(scope, meeting, id).await), who);
        assert_eq!(told(meetings::invite(scope, meeting, item.id, zat.leerplicht.membership).await), who);
        assert_eq!(told(meetings::uninvite(scope, meeting, item.id, zat.leerplicht.membership).await), who);
        assert_eq!(told(meetings::add_all(scope, meeting).await.map(drop)), who);
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let written = Written { discussed: "Door een ander.".into(), version: item.version, ..Written::default() };
        assert_eq!(told(meetings::write(scope, meeting, id, &written).await.map(drop)), who);
        assert_eq!(told(meetings::record_attendance(scope, meeting, &[]).await), who);
        let new = NewAction { what: "Bellen".into(), owner: Some(other.membership), due: "1-10-2026".into() };
        assert_eq!(told(meetings::add_action(scope, meeting, id, &new).await.map(drop)), who);
        assert!(!meetings::minutes(scope, meeting, None, false).await.unwrap().may_write);
        let plan = NewMeeting {
            owner: Some(zat.world.esdoorn.0),
            kind: "zat".into(),
            day: "1-10-2026".into(),
            time: "9:00".into(),
            ..NewMeeting::default()
        };
        assert!(
            told(meetings::plan_one(scope, &plan).await.map(drop)).starts_with("Een ZAT plannen is aan de ib'er/kc'er")
        );
        assert!(
            told(meetings::plan_year(scope, zat.world.esdoorn.0, "zat").await.map(drop)).starts_with("Een ZAT plannen")
        );
        assert!(meetings::list(scope, None).await.unwrap().series.is_empty());
    }
}

#[tokio::test]
async fn a_zat_that_is_held_before_its_day_gets_the_day_it_was_held() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let plan = NewMeeting {
            owner: Some(zat.world.esdoorn.0),
            kind: "zat".into(),
            day: "8-9-2026".into(),
            time: "13:00".into(),
            ..NewMeeting::default()
        };
        let tomorrow = meetings::plan_one(&zat.ib.scope, &plan).await.unwrap();
        let seen = async || meetings::agenda(&zat.ib.scope, tomorrow, None).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            meetings::move_to(&zat.ib.scope, tomorrow, stage, "", seen().await.head.version).await.unwrap();
        }
        let before = seen().await;
        assert!(before.moves[0].consequence.contains("gepland op 08-09-2026"), "{}", before.moves[0].consequence);
        meetings::move_to(&zat.ib.scope, tomorrow, Stage::Held, "", before.head.version).await.unwrap();
        let held = seen().await;
        assert_eq!(held.head.date, "07-09-2026", "{}", house.engine);
        let told = held.history[0].happenings.first().and_then(|last| last.detail.clone());
        assert_eq!(told.as_deref(), Some("Stond gepland op 08-09-2026, gehouden op 07-09-2026."));
    }
}

#[tokio::test]
async fn nobody_gets_a_task_about_a_child_that_is_closed_to_them() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        // Nour's parents named the GGD, not the municipality of the schoolcoach.
        meetings::add_named(&zat.ib.scope, zat.meeting, &suggested(zat.nour)).await.unwrap();
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let item = zat.item(zat.nour).await;
        let shown = open(&zat.ib.scope, zat.meeting, item.id).await;
        let choices: Vec<_> = shown.leads.iter().chain(&shown.owners).map(|choice| choice.value.clone()).collect();
        assert!(
            !choices.contains(&zat.coach.membership.to_string()) && choices.contains(&zat.nurse.membership.to_string())
        );
        assert_eq!(shown.barred, ["Sanne Kok, schoolcoach"]);
        let lead =
            |lead| Written { discussed: "Rust".into(), lead: Some(lead), version: item.version, ..Written::default() };
        let (at, why) =
            field(meetings::write(&zat.ib.scope, zat.meeting, item.id.0, &lead(zat.coach.membership)).await);
        assert!(at == "casusregie" && why.starts_with("Sanne Kok mag dit agendapunt niet zien"), "{at}: {why}");
        let task = |owner| NewAction { what: "Bellen".into(), owner: Some(owner), due: "1-10-2026".into() };
        let (at, why) =
            field(meetings::add_action(&zat.ib.scope, zat.meeting, item.id.0, &task(zat.coach.membership)).await);
        assert!(at == "wie" && why.starts_with("Sanne Kok mag dit agendapunt niet zien"), "{at}: {why}");
        meetings::write(&zat.ib.scope, zat.meeting, item.id.0, &lead(zat.nurse.membership)).await.unwrap();
        meetings::add_action(&zat.ib.scope, zat.meeting, item.id.0, &task(zat.nurse.membership)).await.unwrap();
        // Whoever has casusregie keeps it when the consent ends, until somebody chooses.
        withdraw(&zat.world, zat.nour).await;
        let item = zat.item(zat.nour).await;
        let shown = open(&zat.ib.scope, zat.meeting, item.id).await;
        assert!(shown.leads.iter().any(|choice| choice.value == zat.nurse.membership.to_string()));
        let kept = Written { discussed: "Rust!".into(), ..lead(zat.nurse.membership) };
        meetings::write(&zat.ib.scope, zat.meeting, item.id.0, &Written { version: shown.version, ..kept })
            .await
            .unwrap();
        assert_eq!(open(&zat.ib.scope, zat.meeting, item.id).await.lead, Some(zat.nurse.membership));
    }
}

#[tokio::test]
async fn hidden_characters_are_refused_in_every_text_of_a_meeting() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (scope, meeting) = (&zat.ib.scope, zat.meeting);
        meetings::add_named(scope, meeting, &suggested(zat.sem)).await.unwrap();
        for bad in ["a\u{0}b", "a\u{202E}b", "a\u{1b}[2Jb"] {
            let item = zat.item(zat.sem).await;
            let id = item.id.0;
            let refused =
                |result: Result<(), Failure>| assert!(field(result).1.contains("onzichtbare tekens"), "{bad:?}");
            let text = bad.to_owned();
            refused(meetings::edit_question(scope, meeting, id, bad, item.version).await);
            refused(meetings::remove(scope, meeting, id, bad, item.version).await);
            let new = NewNamed { pupil: Some(zat.nour), question: text.clone(), ..NewNamed::default() };
            refused(meetings::add_named(scope, meeting, &new).await.map(drop));
            let new = NewNamed {
                pupil: Some(zat.nour),
                question: "Wat?".into(),
                reason: text.clone(),
                ..NewNamed::default()
            };
            refused(meetings::add_named(scope, meeting, &new).await.map(drop));
            let new = NewAnonymous { question: text.clone(), reason: String::new() };
            refused(meetings::add_anonymous(scope, meeting, &new).await.map(drop));
            let plan = NewMeeting {
                owner: Some(zat.world.esdoorn.0),
                kind: "zat".into(),
                day: "8-9-2026".into(),
                time: "13:00".into(),
                place: text.clone(),
            };
            refused(meetings::plan_one(scope, &plan).await.map(drop));
        }
        zat.go(Stage::Sent).await;
        let version = zat.seen_by(&zat.ib).await.head.version;
        let back = meetings::move_to(scope, meeting, Stage::Concept, "a\u{0}b", version).await;
        assert_eq!(field(back).0, "reden");
        zat.go(Stage::Definitive).await;
        let item = zat.item(zat.sem).await;
        for (discussed, decision, at) in [("a\u{0}b", "", "besproken"), ("", "a\u{202E}b", "besluit")] {
            let text =
                Written { discussed: discussed.into(), decision: decision.into(), lead: None, version: item.version };
            assert_eq!(field(meetings::write(scope, meeting, item.id.0, &text).await).0, at);
        }
        let new = NewAction { what: "a\u{0}b".into(), owner: Some(zat.ib.membership), due: "1-10-2026".into() };
        assert_eq!(field(meetings::add_action(scope, meeting, item.id.0, &new).await).0, "actie");
    }
}

#[tokio::test]
async fn who_left_gets_no_task() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        meetings::add_named(&zat.ib.scope, zat.meeting, &suggested(zat.sem)).await.unwrap();
        zat.go(Stage::Sent).await;
        let item = zat.item(zat.sem).await;
        meetings::invite(&zat.ib.scope, zat.meeting, item.id, zat.leerplicht.membership).await.unwrap();
        zat.go(Stage::Definitive).await;
        let fenna = zat.world.member("Fenna Bos", Function::FunctioneelBeheerder, zat.world.swv, &[]).await;
        backend::members::withdraw(&fenna.scope, zat.leerplicht.membership, 1).await.unwrap();
        let task = NewAction { what: "Bellen".into(), owner: Some(zat.leerplicht.membership), due: "1-10-2026".into() };
        let (at, _) = field(meetings::add_action(&zat.ib.scope, zat.meeting, item.id.0, &task).await);
        assert_eq!(at, "wie", "{}", house.engine);
    }
}

#[tokio::test]
async fn what_was_taken_off_is_agreed_with_nobody() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let scope = &zat.ib.scope;
        meetings::add_named(scope, zat.meeting, &suggested(zat.sem)).await.unwrap();
        zat.go(Stage::Sent).await;
        zat.go(Stage::Definitive).await;
        let item = zat.item(zat.sem).await;
        let task = NewAction { what: "Bellen".into(), owner: Some(zat.coach.membership), due: "1-10-2026".into() };
        meetings::add_action(scope, zat.meeting, item.id.0, &task).await.unwrap();
        meetings::remove(scope, zat.meeting, item.id.0, "verhuisd", item.version).await.unwrap();
        assert!(is_absent(meetings::add_action(scope, zat.meeting, item.id.0, &task)).await, "{}", house.engine);
        let written = Written { discussed: "Toch.".into(), version: item.version + 1, ..Written::default() };
        assert!(is_absent(meetings::write(scope, zat.meeting, item.id.0, &written)).await, "{}", house.engine);
        zat.go(Stage::Held).await;
        assert!(actions(&zat.coach.scope).await.is_empty(), "{}", house.engine);
    }
}

#[tokio::test]
async fn after_sharing_no_step_is_taken_at_the_table() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let scope = &zat.ib.scope;
        meetings::add_named(scope, zat.meeting, &suggested(zat.sem)).await.unwrap();
        cases::start(scope, zat.sem, "proces_1").await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive, Stage::Held, Stage::Shared] {
            zat.go(stage).await;
        }
        let item = zat.item(zat.sem).await;
        let step = meetings::take_step(scope, zat.meeting, item.id, "extra_ondersteuning", "omdat", item.version).await;
        assert!(told(step).starts_with("Het verslag is gedeeld."), "{}", house.engine);
    }
}

#[tokio::test]
async fn a_pupil_that_is_closed_does_not_exist_for_a_case_either() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        assert!(is_absent(cases::start(&zat.coach.scope, zat.zoe, "proces_1")).await, "{}", house.engine);
    }
}
