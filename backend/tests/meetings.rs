//! From concept agenda to shared minutes, in the words of S0: "Dit concept wordt ter aanvulling aangeboden aan de
//! ZAT-leden, op basis van lopende casuïstiek. Daarna is de agenda definitief."

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, Scope, cases,
    meetings::{self, Direction, NewAction, NewAnonymous, NewMeeting, NewNamed, Written},
    store::entity::{analysis, analysis_row, consent},
    testing::{Member, TestHouse, World, houses},
};
use domain::{
    actor::Function,
    id::{AnalysisId, ItemId, MeetingId, PupilId, RowId},
    page::meeting::{Agenda, Item, MinutesAre},
    stage::Stage,
};
use sea_orm::{EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

/// The table of De Esdoorn, and one child per answer of the parents.
struct Zat<'h> {
    world: World<'h>,
    ib: Member,
    consulent: Member,
    coach: Member,
    nurse: Member,
    leerplicht: Member,
    meeting: MeetingId,
    /// Consent for municipality and GGD.
    sem: PupilId,
    /// Consent for the GGD only.
    nour: PupilId,
    /// No consent.
    zoe: PupilId,
}

impl<'h> Zat<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        let world = World::new(house, "linde").await;
        let school = [world.esdoorn];
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &school).await;
        let consulent = world.member("Clara Smit", Function::Consulent, world.swv, &school).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &school).await;
        let nurse = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &school).await;
        let leerplicht = world.member("Lotte Leeuw", Function::Leerplichtambtenaar, world.municipality, &[]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let nour = world.pupil(world.esdoorn, "Nour", "Amrani", "2018-02-03").await;
        let zoe = world.pupil(world.esdoorn, "Zoë", "Wit", "2016-11-30").await;
        world.consent(sem, "zat", ib.membership, &[world.municipality, world.ggd]).await;
        world.consent(nour, "zat", ib.membership, &[world.ggd]).await;
        analyse(&world, &ib, &[sem, nour, zoe]).await;
        let new = NewMeeting {
            school: Some(world.esdoorn),
            kind: "zat".into(),
            day: "22-9-2026".into(),
            time: "13:00".into(),
            place: "Teamkamer".into(),
        };
        let meeting = meetings::plan_one(&ib.scope, &new).await.unwrap();
        Self { world, ib, consulent, coach, nurse, leerplicht, meeting, sem, nour, zoe }
    }

    async fn seen_by(&self, who: &Member) -> Agenda {
        meetings::agenda(&who.scope, self.meeting, None).await.unwrap()
    }

    async fn go(&self, to: Stage) {
        let version = self.seen_by(&self.ib).await.head.version;
        meetings::move_to(&self.ib.scope, self.meeting, to, "", version).await.unwrap();
    }

    async fn item(&self, pupil: PupilId) -> Item {
        let agenda = self.seen_by(&self.ib).await;
        agenda.blocks.into_iter().flat_map(|b| b.items).find(|item| item.pupil.id == pupil).unwrap()
    }
}

/// Everybody has "ZAT: ja" in the analysis.
async fn analyse(world: &World<'_>, ib: &Member, pupils: &[PupilId]) {
    let now = world.house.house.clock().now();
    let id = AnalysisId(world.house.house.new_id());
    let mut tx = world.tx().await;
    tx.insert::<analysis::Entity>(analysis::Model {
        tenant_id: world.tenant.id,
        id,
        school_id: world.esdoorn,
        template_id: world.template,
        school_year: 2026,
        period: 1,
        made_on: world.house.house.clock().today(),
        header: serde_json::json!({}),
        created_at: now,
        created_by: ib.membership,
        version: 1,
    })
    .await
    .unwrap();
    let rows = pupils.iter().map(|pupil| analysis_row::Model {
        tenant_id: world.tenant.id,
        id: RowId(world.house.house.new_id()),
        analysis_id: id,
        section: "proces_1".into(),
        pupil_id: *pupil,
        moved_from: None,
        for_agenda: true,
        answers: serde_json::json!({"domein": {"choices": ["se", "wht"]}, "hulpvraag": {"text": "Hoe krijgen we rust?"}}),
        position: 1,
        changed_by: ib.membership,
        changed_at: now,
        removed_at: None,
        version: 1,
    });
    tx.insert_all::<analysis_row::Entity>(rows.collect()).await.unwrap();
    world.keep(tx).await;
}

async fn withdraw(world: &World<'_>, pupil: PupilId) {
    let mut tx = world.tx().await;
    let query = consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnOn, Expr::value(Some(world.house.house.clock().today())))
        .filter(sea_orm::ColumnTrait::eq(&consent::Column::PupilId, pupil));
    assert!(tx.update(query).await.unwrap() > 0);
    world.keep(tx).await;
}

fn names(agenda: &Agenda) -> Vec<String> {
    agenda.blocks.iter().flat_map(|block| &block.items).map(|item| item.pupil.name.clone()).collect()
}

fn suggested(pupil: PupilId) -> NewNamed {
    NewNamed { pupil: Some(pupil), suggested: true, ..NewNamed::default() }
}

async fn is_absent<T: std::fmt::Debug>(result: impl Future<Output = Result<T, Failure>>) -> bool {
    matches!(result.await, Err(Failure::Absent))
}

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
                ("Sem Vries", true, "toestemming tot 31-07-2027"),
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
        meetings::uninvite(&zat.ib.scope, zat.meeting, sem.id, guest).await.unwrap();
        assert!(is_absent(meetings::agenda(&zat.leerplicht.scope, zat.meeting, None)).await);
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
        assert_eq!((who.by.as_str(), who.at.as_str()), ("Ineke Bakker", "09:00"));
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
        let second = meetings::write(&zat.consulent.scope, meeting, sem.id.0, &written).await;
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
        assert_eq!(waiting[0].why, "Afgesproken in het ZAT De Esdoorn van 22-09-2026, over Sem Vries.");
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
        assert!(closed[0].why.ends_with("Vraag de ib'er van de school wat u kunt doen."), "{}", closed[0].why);
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
        assert!(matches!(before, Err(Failure::Rejected(_))));
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
async fn the_year_is_planned_from_the_cadence_of_the_template() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let list = meetings::list(&ib.scope, None).await.unwrap();
        assert!(list.upcoming.is_empty());
        assert_eq!(list.series[0].days.len(), 6, "Zes keer per schooljaar");
        assert_eq!(meetings::plan_year(&ib.scope, world.esdoorn, "zat").await.unwrap(), 6);
        let list = meetings::list(&ib.scope, Some(world.esdoorn)).await.unwrap();
        assert_eq!((list.upcoming.len(), list.series.len()), (6, 0));
        assert_eq!(list.upcoming[0].todo, "Agenda versturen");
        assert!(matches!(meetings::plan_year(&ib.scope, world.esdoorn, "zat").await, Err(Failure::Rejected(_))));
        assert!(is_absent(meetings::plan_year(&ib.scope, world.wilgenhoek, "zat")).await);
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

/// Entering included; the line in the audit trail is written after the page and counts one more.
const STATEMENTS_PER_PAGE: usize = 6;

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

/// Everything that points at the pupil: parts of the name, the birth date in every way of writing it, the ids.
fn identifying(zat: &Zat<'_>) -> Vec<String> {
    let id = zat.zoe.0;
    ["Zoë", "Zoe", "Wit", "30-11-2016", "2016-11-30", "30/11/2016", "30 november 2016"]
        .map(str::to_owned)
        .into_iter()
        .chain([id.to_string(), id.simple().to_string()])
        .collect()
}

#[tokio::test]
async fn no_byte_of_an_anonymous_item_points_at_the_pupil() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (ib, meeting) = (&zat.ib.scope, zat.meeting);
        let new = NewAnonymous { question: "Hoe helpen we een kind dat stil is?".into(), ..NewAnonymous::default() };
        let item = meetings::add_anonymous(ib, meeting, &new).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        let taken_off = meetings::remove(ib, meeting, item.0, "Zoë is beter.", 1).await;
        assert!(matches!(taken_off, Err(Failure::Invalid(_))), "{taken_off:?}");
        let named = Written { discussed: "Zoë is stil.".into(), version: 1, ..Written::default() };
        assert!(matches!(meetings::write(ib, meeting, item.0, &named).await, Err(Failure::Invalid(_))));
        let written = Written { discussed: "Het kind is stil.".into(), version: 1, ..Written::default() };
        meetings::write(ib, meeting, item.0, &written).await.unwrap();
        let action =
            |what: &str| NewAction { what: what.into(), owner: Some(zat.coach.membership), due: "1-10-2026".into() };
        let refused = meetings::add_action(ib, meeting, item.0, &action("Zoe spreken")).await;
        assert!(matches!(refused, Err(Failure::Invalid(_))));
        meetings::add_action(ib, meeting, item.0, &action("Meekijken")).await.unwrap();
        for stage in [Stage::Held, Stage::Shared] {
            zat.go(stage).await;
            for who in [&zat.ib, &zat.consulent, &zat.coach, &zat.nurse] {
                let mut seen = serde_json::to_string(&zat.seen_by(who).await).unwrap();
                if let Ok(minutes) = meetings::minutes(&who.scope, meeting, None, true).await {
                    seen += &serde_json::to_string(&minutes).unwrap();
                }
                if let Ok(minutes) = meetings::minutes(&who.scope, meeting, Some(item.0), false).await {
                    seen += &serde_json::to_string(&minutes).unwrap();
                }
                if let Ok(beamer) = meetings::beamer(&who.scope, meeting, Some(item.0)).await {
                    seen += &serde_json::to_string(&beamer).unwrap();
                }
                seen += &serde_json::to_string(&actions(&who.scope).await).unwrap();
                assert!(seen.contains("Hoe helpen we een kind dat stil is?"));
                for value in identifying(&zat) {
                    assert!(!seen.contains(&value), "{value} in {seen}");
                }
            }
        }
        // Nor does the database know: no row of the meeting or its trail of events holds the pupil.
        let rows = house.dump(zat.world.tenant.id).await;
        for table in ["anonymous_item", "meeting_event", "action", "correction", "meeting"] {
            for value in identifying(&zat) {
                assert!(!rows[table].iter().any(|row| row.contains(&value)), "{value} in {table}");
            }
        }
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
async fn what_the_database_lists_is_what_policy_permits() {
    use domain::{
        consent::State,
        policy::{Action, Grounds, permit},
    };
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (world, mut dice) = (&zat.world, Dice(2026));
        let both = [world.municipality, world.ggd];
        let doctor = world.member("Dora Drent", Function::Jeugdarts, world.ggd, &[world.wilgenhoek]).await;
        let neighbour =
            world.member("Nina Nies", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
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
        let today = world.house.house.clock().today();
        let mut tx = world.tx().await;
        let states = backend::consents::states(&mut tx, &pupils, "zat", today).await.unwrap();
        drop(tx);
        let all = zat.seen_by(&zat.ib).await;
        let guests: std::collections::HashMap<_, Vec<_>> = all
            .blocks
            .iter()
            .flat_map(|block| &block.items)
            .map(|item| (item.pupil.id, item.guests.iter().map(|guest| guest.id).collect()))
            .collect();
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
                let grounds = Grounds::school(world.esdoorn).at(Stage::Sent).invited(invited).consent(state);
                permit(scope.actor(), Action::SeeItem, grounds).is_ok()
            };
            let permitted: std::collections::BTreeSet<_> = pupils.iter().filter(may).map(ToString::to_string).collect();
            let agenda = meetings::agenda(scope, zat.meeting, None).await;
            let listed: std::collections::BTreeSet<_> = agenda
                .iter()
                .flat_map(|agenda| agenda.blocks.iter().flat_map(|block| &block.items))
                .map(|item| item.pupil.id.to_string())
                .collect();
            assert_eq!(listed, permitted, "{} on {}", scope.actor().name, house.engine);
            let list = meetings::list(scope, None).await.unwrap();
            let counted: usize =
                list.upcoming.iter().filter(|line| line.id == zat.meeting).map(|line| line.items).sum();
            assert_eq!(counted, permitted.len(), "{} in the list", scope.actor().name);
        }
    }
}

async fn open(scope: &Scope, meeting: MeetingId, item: ItemId) -> domain::page::meeting::OpenItem {
    meetings::minutes(scope, meeting, Some(item.0), false).await.unwrap().open.unwrap()
}

/// What stands under "Mijn acties"; the front door counts the same.
async fn actions(scope: &Scope) -> Vec<domain::page::worklist::Item> {
    let page = backend::worklist::page(scope).await.unwrap();
    let found = page.groups.into_iter().next().unwrap().items;
    let counted = backend::worklist::count(scope).await.unwrap().open_actions;
    assert_eq!(found.len() as u64, counted);
    found
}
