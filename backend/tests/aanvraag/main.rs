//! A whole case under a way of working that says everything the language can say: forms that open a step, a term that
//! stands still, two tracks side by side with different owners, a decision in two stages, what days bring, undoing.

#![expect(clippy::unwrap_used, reason = "tests")]
mod page;
mod partners;
mod sources;
mod stored;

use backend::{
    Failure, Scope,
    cases::{self, Wish},
    consents, pupils,
    sheets::{self, Place},
    testing::{Member, TestHouse, World, houses},
};
use domain::{
    actor::Function,
    id::PupilId,
    page::{
        running::Running,
        sheet::{SheetPage, SheetState},
    },
};

const WAY: &str = include_str!("../../../domain/tests/ways/aanvraag.toml");

struct Story<'h> {
    world: World<'h>,
    ib: Member,
    secretaris: Member,
    deskundige: Member,
    jp: Member,
    sem: PupilId,
}

impl<'h> Story<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        Self::under(house, WAY).await
    }

    async fn under(house: &'h TestHouse, way: &str) -> Self {
        let world = World::with(house, "linde", ("aanvraag", way)).await;
        let (school, swv, town) = (world.esdoorn, world.swv, world.municipality);
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, school, &[school]).await;
        let secretaris = world.member("Clara Smit", Function::Consulent, swv, &[school]).await;
        let deskundige = world.member("Gijs de Groot", Function::Gedragswetenschapper, swv, &[school]).await;
        let jp = world.member("Joris van Dam", Function::Jeugdprofessional, town, &[school]).await;
        let sem = world.pupil(school, "Sem", "Vries", "2017-05-10").await;
        cases::start(&ib.scope, sem, "indienen").await.unwrap();
        Self { world, ib, secretaris, deskundige, jp, sem }
    }

    async fn running(&self, scope: &Scope) -> Running {
        pupils::file(scope, self.sem).await.unwrap().running.unwrap()
    }

    async fn tries(&self, who: &Member, wish: Wish<'_>, reason: &str) -> Result<(), Failure> {
        let version = self.running(&self.ib.scope).await.version;
        cases::carry_out(&who.scope, self.sem, wish, reason, version).await
    }

    async fn does(&self, who: &Member, wish: Wish<'_>, reason: &str) {
        self.tries(who, wish, reason).await.unwrap();
    }

    fn place(&self) -> Place<'static> {
        Place { pupil: self.sem, form: "aanvraagformulier", round: None }
    }

    async fn fills(&self, who: &Member, pairs: &[(&str, &str)]) -> Result<sheets::Saved, Failure> {
        let version = sheets::page(&who.scope, self.place()).await.unwrap().version;
        let posted: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        sheets::save(&who.scope, self.place(), version, &posted).await
    }

    fn declaration(&self) -> Place<'static> {
        Place { form: "verklaring", ..self.place() }
    }

    /// Posts to the form that is signed, on the version that is on the screen.
    async fn signs(&self, who: &Member, pairs: &[(&str, &str)]) -> Result<sheets::Saved, Failure> {
        let version = self.declared(who).await.version;
        let posted: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        sheets::save(&who.scope, self.declaration(), version, &posted).await
    }

    async fn declared(&self, who: &Member) -> SheetPage {
        sheets::page(&who.scope, self.declaration()).await.unwrap()
    }

    async fn steps(&self) -> Vec<String> {
        self.running(&self.ib.scope).await.turns.into_iter().map(|turn| turn.key).collect()
    }

    /// Filed, found complete, and with parents who said yes: both advise.
    async fn advised(&self) {
        self.fills(&self.ib, &[("ouders_gehoord", "ja"), ("voorliggend", "zorg")]).await.unwrap();
        self.does(&self.ib, Wish::Move { transition: "ingediend" }, "").await;
        self.world.consent(self.sem, "advies", self.ib.membership, &[self.world.municipality]).await;
        self.does(&self.secretaris, Wish::Move { transition: "volledig" }, "").await;
    }
}

#[tokio::test]
async fn a_case_goes_from_its_start_to_its_end() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let refused = story.tries(&story.ib, Wish::Move { transition: "ingediend" }, "").await;
        let Err(Failure::Rejected(why)) = refused else { unreachable!("{refused:?}") };
        assert!(why.contains("'Zijn ouders gehoord?'"), "{why}");
        story.advised().await;
        assert_eq!(story.steps().await, ["advies_onderwijs", "advies_zorg"], "{}", house.engine);

        let way = Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" };
        story.does(&story.deskundige, way, "").await;
        let partner = story.running(&story.jp.scope).await;
        assert!(partner.turns.iter().any(|turn| turn.key == "advies_zorg" && turn.is_mine));
        story.does(&story.jp, Wish::Record { fact: "advies_zorg_gegeven" }, "").await;
        assert_eq!(story.steps().await, ["besluiten"], "the tracks joined by themselves");

        let decides = |grounds: &[&'static str]| Wish::Decide {
            decision: "toekenning",
            outcome: if grounds.is_empty() { "toegekend" } else { "afgewezen" },
            grounds: grounds.to_vec(),
        };
        let without = Wish::Decide { decision: "toekenning", outcome: "afgewezen", grounds: vec![] };
        let refused = story.tries(&story.secretaris, without, "").await;
        assert!(matches!(refused, Err(Failure::Invalid(errors)) if errors[0].field == "gronden"));
        story.does(&story.secretaris, decides(&[]), "").await;
        let early = story.tries(&story.secretaris, decides(&[]), "").await;
        assert!(matches!(early, Err(Failure::Rejected(why)) if why.contains("Dit kan vanaf 14-09-2026.")));
        house.house.clock().set("2026-09-14T07:00:00Z".parse().unwrap());
        story.does(&story.secretaris, decides(&[]), "").await;
        let running = story.running(&story.jp.scope).await;
        assert_eq!(running.turns[0].regie, "jeugdprofessional", "the form said that care leads");
        assert!(running.turns[0].is_mine);

        // Nobody evaluates: eight days after the term the secretary is called in by itself, once.
        house.house.clock().set("2026-11-04T07:00:00Z".parse().unwrap());
        assert_eq!(cases::pass(&house.house).await.unwrap(), 1);
        assert_eq!(cases::pass(&house.house).await.unwrap(), 0);
        let running = story.running(&story.ib.scope).await;
        assert_eq!(running.turns[0].so_far, ["Opgeschaald: De secretaris vraagt na"]);

        story.does(&story.secretaris, Wish::Record { fact: "afspraken" }, "").await;
        house.house.clock().set("2026-11-19T07:00:00Z".parse().unwrap());
        assert_eq!(cases::pass(&house.house).await.unwrap(), 1, "two weeks after the agreements");
        assert_eq!(story.steps().await, ["vervolg"]);
        story.does(&story.ib, Wish::Close { closing: "klaar" }, "").await;
        let file = pupils::file(&story.ib.scope, story.sem).await.unwrap();
        assert!(file.running.is_none() && file.reopen.is_some());
        let told: Vec<_> = file.days.iter().flat_map(|day| &day.happenings).map(|line| line.what.clone()).collect();
        assert!(told.iter().any(|what| what == "Besluit: toegekend"), "{told:?}");
        let ours = file.days.iter().flat_map(|day| &day.happenings).filter(|line| line.who == "Rondom").count();
        assert!(ours >= 2, "what happened by itself is told as Rondom's own");
    }
}

#[tokio::test]
async fn a_file_that_goes_back_keeps_its_term_and_a_clock_is_stopped_by_hand() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.fills(&story.ib, &[("ouders_gehoord", "ja")]).await.unwrap();
        story.does(&story.ib, Wish::Move { transition: "ingediend" }, "").await;
        let turn = story.running(&story.secretaris.scope).await.turns.remove(0);
        assert_eq!((turn.term.unwrap().due, turn.target), ("2026-09-21".parse().unwrap(), "2026-09-14".parse().ok()));
        let labels: Vec<_> = turn.acts.iter().map(|act| act.label.as_str()).collect();
        assert_eq!(labels, ["Termijn stilzetten", "Termijn verlengen"]);
        assert!(story.running(&story.ib.scope).await.turns[0].acts.is_empty(), "the clock is not the school's");

        let reasonless = story.tries(&story.secretaris, Wish::Stop { step: "toets" }, "").await;
        assert!(matches!(reasonless, Err(Failure::Invalid(errors)) if errors[0].field == "reden"));
        story.does(&story.secretaris, Wish::Stop { step: "toets" }, "Wachten op ouders.").await;
        let turn = story.running(&story.ib.scope).await.turns.remove(0);
        assert!(turn.term.is_none() && turn.stopped.is_some());
        house.house.clock().set("2026-10-05T07:00:00Z".parse().unwrap());
        story.does(&story.secretaris, Wish::Resume { step: "toets" }, "").await;
        story.does(&story.secretaris, Wish::Extend { step: "toets" }, "Veel aanvragen.").await;
        let turn = story.running(&story.ib.scope).await.turns.remove(0);
        assert_eq!(turn.term.unwrap().due, "2026-10-26".parse().unwrap(), "10 days were left, and 5 more");
        assert_eq!(turn.so_far, ["De termijn is verlengd op 05-10-2026"]);
    }
}

#[tokio::test]
async fn a_move_that_opened_two_tracks_is_undone_whole_by_who_may_make_it() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.advised().await;
        let running = story.running(&story.secretaris.scope).await;
        assert_eq!(running.undo.as_deref(), Some("Toets → Advies onderwijs en Advies zorg"));
        assert_eq!(story.running(&story.jp.scope).await.undo, None, "who may not make the move does not undo it");
        let refused = story.tries(&story.jp, Wish::Undo, "").await;
        assert!(matches!(refused, Err(Failure::Rejected(_))), "{refused:?}");
        story.does(&story.secretaris, Wish::Undo, "").await;
        assert_eq!(story.steps().await, ["toets"]);
        let mut tx = story.world.tx().await;
        let there = cases::at_school(&mut tx, story.world.esdoorn).await.unwrap();
        drop(tx);
        let current = there.values().next().unwrap();
        assert_eq!((current.step.as_str(), current.due_on), ("toets", "2026-09-21".parse().ok()), "{}", house.engine);
        story.does(&story.secretaris, Wish::Move { transition: "volledig" }, "").await;
        assert_eq!(story.steps().await, ["advies_onderwijs", "advies_zorg"]);
    }
}

#[tokio::test]
async fn a_form_is_filled_in_by_those_whose_questions_they_are() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let lines = pupils::file(&story.ib.scope, story.sem).await.unwrap().sheets;
        assert_eq!((lines.len(), lines[0].state, lines[0].can_fill), (2, SheetState::Empty, true));
        story.fills(&story.ib, &[("ouders_gehoord", "ja"), ("oordeel", "ja")]).await.unwrap();
        let page = sheets::page(&story.secretaris.scope, story.place()).await.unwrap();
        assert!(page.answers.is_yes("ouders_gehoord") && page.answers.get("oordeel").is_none(), "{}", house.engine);
        assert!(page.changed.starts_with("Ineke Bakker, "), "{}", page.changed);
        story.fills(&story.secretaris, &[("ouders_gehoord", "ja"), ("oordeel", "ja")]).await.unwrap();
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        let partner = sheets::page(&story.jp.scope, story.place()).await.unwrap();
        let seen: Vec<_> =
            partner.parts.iter().flat_map(|part| &part.section.fields).map(|f| f.link_id.as_str()).collect();
        assert_eq!(seen, ["ouders_gehoord", "voorliggend"], "the verdict is not for the partner");
        assert!(partner.answers.get("oordeel").is_none());
    }
}

#[tokio::test]
async fn two_people_in_one_form_do_not_lose_words_and_a_closed_case_stands() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let posted = [("ouders_gehoord".to_owned(), "ja".to_owned())];
        sheets::save(&story.ib.scope, story.place(), 0, &posted).await.unwrap();
        let late = sheets::save(&story.secretaris.scope, story.place(), 0, &posted).await;
        assert!(matches!(late, Err(Failure::Stale(stale)) if stale.by == "Ineke Bakker"));
        let wrong = sheets::save(&story.ib.scope, story.place(), 1, &[("voorliggend".into(), "geld".into())]).await;
        assert!(matches!(wrong, Err(Failure::Invalid(errors)) if errors[0].field == "voorliggend"));
        story.does(&story.ib, Wish::Close { closing: "ingetrokken" }, "Ouders zien ervan af.").await;
        let page = sheets::page(&story.ib.scope, story.place()).await.unwrap();
        assert!(!page.can_fill && page.closed.unwrap().contains("afgesloten"));
        let closed = sheets::save(&story.ib.scope, story.place(), 1, &posted).await;
        assert!(matches!(closed, Err(Failure::Rejected(_))), "{}", house.engine);
    }
}

#[tokio::test]
async fn a_form_and_a_step_are_closed_to_who_may_not_know_of_the_pupil() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let other = World::with(&house, "beuk", ("aanvraag", WAY)).await;
        let stranger = other.member("Els Eik", Function::InternBegeleider, other.esdoorn, &[other.esdoorn]).await;
        for somebody in [&story.jp, &stranger] {
            let page = sheets::page(&somebody.scope, story.place()).await;
            assert!(matches!(page, Err(Failure::Absent)), "{}", house.engine);
            let save = sheets::save(&somebody.scope, story.place(), 0, &[]).await;
            assert!(matches!(save, Err(Failure::Absent)));
            let lead = cases::appointing(&somebody.scope, story.sem).await;
            assert!(matches!(lead, Err(Failure::Absent)));
            let moves = cases::carry_out(&somebody.scope, story.sem, Wish::Undo, "", 1).await;
            assert!(matches!(moves, Err(Failure::Absent)));
        }
        let consent = story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        assert!(sheets::page(&story.jp.scope, story.place()).await.is_ok());
        consents::withdraw(&story.ib.scope, story.sem, consent, 1, "ouder 1, telefonisch").await.unwrap();
        let after = sheets::page(&story.jp.scope, story.place()).await;
        assert!(matches!(after, Err(Failure::Absent)), "withdrawn closes it at once");
    }
}

#[tokio::test]
async fn the_pages_of_a_case_ask_at_most_six_statements() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.advised().await;
        let database = house.house.store();
        for round in 0..2 {
            // The trail is written in a transaction of its own.
            let trail = 1;
            let before = database.statements();
            pupils::file(&story.ib.scope, story.sem).await.unwrap();
            let file = database.statements() - before;
            let before = database.statements();
            sheets::page(&story.ib.scope, story.place()).await.unwrap();
            let sheet = database.statements() - before;
            if round > 0 {
                assert!(file <= 6 + trail && sheet <= 6 + trail, "file {file}, form {sheet}");
            }
        }
    }
}
