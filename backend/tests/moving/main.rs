//! Running cases go to another version of their way of working and back, in rows, on both engines: what the functioneel
//! beheerder sees beforehand, what becomes of each case, and that nobody's name leaves.

#![expect(clippy::unwrap_used, reason = "tests")]
mod back;
mod stays;

use backend::{
    Failure, Scope,
    cases::{
        self, Wish,
        moving::{self, Wanted},
    },
    pupils,
    sheets::{self, Place},
    templates::carry,
    testing::{Member, TestHouse, World, houses},
};
use chrono::NaiveDate;
use domain::{
    actor::Function,
    id::{CaseId, MovingId, PupilId, TemplateId},
    page::{
        moving::{After, Before, CaseLine, Outcome, Told},
        running::Running,
    },
    template::{Body, Template},
};
use std::{collections::BTreeMap, sync::Arc};

const WAY: &str = include_str!("../../../domain/tests/ways/aanvraag.toml");

/// The first morning of a story: when a preview was seen, unless a test says otherwise.
const SEEN: &str = "1788764400000000";

/// The next version of a way of working: the same text with these replacements.
fn next(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(WAY.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

/// 'Toets' is 'Controle' now.
fn renamed() -> String {
    next(&[("\"toets\"", "\"controle\""), ("label = \"Toets\"", "label = \"Controle\"")])
}

struct Story<'h> {
    world: World<'h>,
    fenna: Member,
    ib: Member,
    secretaris: Member,
    deskundige: Member,
    sem: PupilId,
    old: TemplateId,
    new: TemplateId,
}

impl<'h> Story<'h> {
    async fn new(house: &'h TestHouse, text: &str) -> Self {
        Self::beside(house, text, &[]).await.0
    }

    /// With the cases of other children, begun before the next version was there.
    async fn beside(house: &'h TestHouse, text: &str, children: &[String]) -> (Self, Vec<PupilId>) {
        let world = World::with(house, "linde", ("aanvraag", WAY)).await;
        let (school, swv) = (world.esdoorn, world.swv);
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, swv, &[]).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, school, &[school]).await;
        let secretaris = world.member("Clara Smit", Function::Consulent, swv, &[school]).await;
        let deskundige = world.member("Gijs de Groot", Function::Gedragswetenschapper, swv, &[school]).await;
        let sem = world.pupil(school, "Sem", "Vries", "2017-05-10").await;
        let old = world.template;
        let mut story = Self { world, fenna, ib, secretaris, deskundige, sem, old, new: old };
        story.starts(sem).await;
        let mut others = Vec::new();
        for name in children {
            let pupil = story.world.pupil(story.world.esdoorn, name, "Blom", "2017-06-11").await;
            story.starts(pupil).await;
            others.push(pupil);
        }
        story.new = story.publishes(text).await;
        (story, others)
    }

    async fn publishes(&self, text: &str) -> TemplateId {
        let house = &self.world.house.house;
        let today = house.clock().today();
        let number = carry::import(house, Arc::clone(&self.world.tenant), text, today).await.unwrap();
        let versions = moving::movings(&self.fenna.scope).await.unwrap().versions;
        versions.iter().find(|version| version.label == format!("versie {number}")).unwrap().id
    }

    async fn starts(&self, pupil: PupilId) -> CaseId {
        cases::start(&self.ib.scope, pupil, "indienen").await.unwrap()
    }

    /// The case of somebody, filed.
    async fn files(&self, pupil: PupilId) {
        let place = Place { pupil, form: "aanvraagformulier", round: None };
        let answers = [("ouders_gehoord", "ja"), ("voorliggend", "zorg")];
        let answers: Vec<_> = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        sheets::save(&self.ib.scope, place, 0, &answers).await.unwrap();
        self.does(&self.ib, pupil, Wish::Move { transition: "ingediend" }, "").await;
    }

    async fn running(&self, pupil: PupilId) -> Running {
        pupils::file(&self.ib.scope, pupil).await.unwrap().running.unwrap()
    }

    async fn tries(&self, who: &Member, pupil: PupilId, wish: Wish<'_>, reason: &str) -> Result<(), Failure> {
        let version = self.running(pupil).await.version;
        cases::carry_out(&who.scope, pupil, wish, reason, version).await
    }

    async fn does(&self, who: &Member, pupil: PupilId, wish: Wish<'_>, reason: &str) {
        self.tries(who, pupil, wish, reason).await.unwrap();
    }

    fn wanted<'w>(&self, steps: &[(&'w str, &'w str)]) -> Wanted<'w> {
        Wanted { from: Some(self.old), to: Some(self.new), steps: steps.to_vec(), seen: SEEN, ..Wanted::default() }
    }

    async fn before(&self, steps: &[(&str, &str)]) -> Before {
        moving::before(&self.fenna.scope, &self.wanted(steps)).await.unwrap()
    }

    /// Everything that can go, goes.
    async fn moves(&self, steps: &[(&str, &str)]) -> MovingId {
        let before = self.before(steps).await;
        let cases = ready(&before);
        let cases: Vec<&str> = cases.iter().map(|case| case.value.as_str()).collect();
        let wanted = Wanted {
            from: Some(self.old),
            to: Some(self.new),
            steps: steps.to_vec(),
            seen: &before.seen,
            otherwise: "",
        };
        let id = moving::start(&self.fenna.scope, &wanted, &cases).await.unwrap();
        assert_eq!(moving::go_on(&self.fenna.scope, id).await.unwrap(), 0);
        id
    }

    async fn after(&self, id: MovingId) -> After {
        moving::after(&self.fenna.scope, id).await.unwrap()
    }

    async fn steps(&self, pupil: PupilId) -> Vec<String> {
        self.running(pupil).await.turns.into_iter().map(|turn| turn.key).collect()
    }

    async fn told(&self, pupil: PupilId) -> Vec<(String, String)> {
        let days = pupils::file(&self.ib.scope, pupil).await.unwrap().days;
        days.into_iter().flat_map(|day| day.happenings).map(|line| (line.who, line.what)).collect()
    }

    /// Everything about cases but for their versions, which count on.
    async fn rows(&self) -> BTreeMap<&'static str, Vec<String>> {
        let mut all = self.world.house.dump(self.world.tenant.id).await;
        all.retain(|table, _| ["case_step", "case_sheet"].contains(table));
        let columns = ["id", "pupil_id", "school_id", "template_id", "lead_id", "closed_at"];
        let hex = |column: &&str| format!("coalesce(cast({column} as text), '')");
        let sql = if self.world.house.engine == "postgres" {
            columns.iter().map(hex).collect::<Vec<_>>().join(" || '|' || ")
        } else {
            columns.iter().map(|column| format!("quote({column})")).collect::<Vec<_>>().join(" || '|' || ")
        };
        let sql = format!("SELECT {sql} AS v FROM \"case\" WHERE tenant_id = TENANT ORDER BY 1");
        // `id` is a column here and not the placeholder.
        all.insert("case", self.world.house.column(self.world.tenant.id, &sql).await);
        all
    }

    fn later(&self, day: &str) {
        self.world.house.house.clock().set(format!("{day}T07:00:00Z").parse().unwrap());
    }
}

fn ready(before: &Before) -> Vec<CaseLine> {
    before.groups.iter().flat_map(|group| &group.cases).filter(|case| case.why_not.is_empty()).cloned().collect()
}

#[tokio::test]
async fn who_moves_cases_sees_where_they_are_and_never_whose_they_are() {
    for house in houses().await {
        let (story, others) = Story::beside(&house, &renamed(), &["Ada".to_owned()]).await;
        story.files(story.sem).await;
        let ada = others[0];
        let before = story.before(&[("toets", "controle")]).await;
        let id = story.moves(&[("toets", "controle")]).await;
        let (after, start) = (story.after(id).await, moving::movings(&story.fenna.scope).await.unwrap());
        for page in [
            serde_json::to_string(&before).unwrap(),
            serde_json::to_string(&after).unwrap(),
            serde_json::to_string(&start).unwrap(),
        ] {
            for name in ["Sem", "Vries", "Ada", "Blom", "2017", "Ineke", "Clara"] {
                assert!(!page.contains(name), "{name} on {}: {page}", house.engine);
            }
            let ids = [story.sem, ada].map(|pupil| pupil.to_string());
            assert!(ids.iter().all(|id| !page.contains(id.as_str())), "no id of a child either");
        }
        assert_eq!((before.total(), before.ready()), (2, 2));
        let titles: Vec<_> = before.groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["1 casus in 'Indienen'", "1 casus in 'Toets'"]);
        let line = &before.groups[1].cases[0];
        assert_eq!((line.school.as_str(), line.regie.as_str()), ("De Esdoorn", "secretaris van de commissie"));
        assert_eq!(line.since, "2026-09-07".parse::<NaiveDate>().unwrap());
        assert_eq!(line.number, story.running(story.sem).await.number, "the school knows the case by that number");
        let said: Vec<_> = before.groups[1].lines.iter().map(|told| (told.line.text.as_str(), told.cases)).collect();
        assert_eq!(said[0], ("Gaat van 'Toets' naar 'Controle'.", 1));
    }
}

#[tokio::test]
async fn only_who_runs_the_tenant_moves_its_cases_and_no_others() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        let id = story.moves(&[]).await;
        let wanted = story.wanted(&[]);
        let bestuur = story.world.member("Bea Bestuur", Function::Bestuurder, story.world.swv, &[]).await;
        for somebody in [&story.ib, &story.secretaris, &bestuur] {
            let scope = &somebody.scope;
            assert!(matches!(moving::movings(scope).await, Err(Failure::Refused(_))), "{}", house.engine);
            assert!(matches!(moving::before(scope, &wanted).await, Err(Failure::Refused(_))));
            assert!(matches!(moving::start(scope, &wanted, &[]).await, Err(Failure::Refused(_))));
            assert!(matches!(moving::after(scope, id).await, Err(Failure::Refused(_))));
            assert!(matches!(moving::go_on(scope, id).await, Err(Failure::Refused(_))));
            assert!(matches!(moving::back(scope, id, None).await, Err(Failure::Refused(_))));
        }
        let other = World::with(&house, "beuk", ("aanvraag", WAY)).await;
        let ben = other.member("Ben Beuk", Function::FunctioneelBeheerder, other.swv, &[]).await;
        assert!(matches!(moving::after(&ben.scope, id).await, Err(Failure::Absent)));
        assert!(matches!(moving::go_on(&ben.scope, id).await, Err(Failure::Absent)));
        assert!(matches!(moving::back(&ben.scope, id, None).await, Err(Failure::Absent)));
        let theirs = moving::before(&ben.scope, &wanted).await;
        assert!(matches!(theirs, Err(Failure::Invalid(errors)) if errors.iter().any(|error| error.field == "van")));

        // Our case, named by the beheerder of another tenant that has two versions of its own.
        let ours = story.running(story.sem).await.number;
        carry::import(&house.house, Arc::clone(&other.tenant), &renamed(), house.house.clock().today()).await.unwrap();
        let versions = moving::movings(&ben.scope).await.unwrap().versions;
        let mine = Wanted { from: Some(versions[1].id), to: Some(versions[0].id), seen: SEEN, ..Wanted::default() };
        let sql = "SELECT ID AS v FROM \"case\" WHERE tenant_id = TENANT";
        let case = house.column(story.world.tenant.id, sql).await.remove(0);
        let value = format!("{case}:2");
        let refused = moving::start(&ben.scope, &mine, &[&value]).await;
        assert!(matches!(refused, Err(Failure::Absent)), "{ours}: {refused:?}");
    }
}

#[tokio::test]
async fn a_case_goes_on_under_the_new_version_with_the_term_that_it_had_and_the_story_says_so() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.files(story.sem).await;
        let due = story.running(story.sem).await.turns[0].term.clone();
        story.moves(&[("toets", "controle")]).await;
        let running = story.running(story.sem).await;
        assert_eq!(
            (running.turns[0].step.as_str(), running.way.as_str()),
            ("Controle", "versie 2"),
            "{}",
            house.engine
        );
        assert_eq!(running.turns[0].term, due, "terms keep the time that is left");
        let mut tx = story.world.tx().await;
        let there = cases::at_school(&mut tx, story.world.esdoorn).await.unwrap();
        drop(tx);
        let current = &there[&story.sem];
        assert_eq!((current.step.as_str(), current.template), ("controle", story.new));
        assert_eq!(current.due_on, due.map(|chip| chip.due));
        assert_eq!(current.previous.as_deref(), Some("indienen"), "moving is no step of the way");

        let told = story.told(story.sem).await;
        let first =
            ("Fenna Bos, functioneel beheerder", "zette de casus over van versie 1 naar versie 2 van de werkwijze");
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), first);
        let file = pupils::file(&story.ib.scope, story.sem).await.unwrap();
        let detail = file.days[0].happenings[0].detail.clone().unwrap();
        assert!(detail.starts_with("Toets → Controle, termijn tot "), "the words of both versions: {detail}");
        assert!(
            told.iter().any(|(_, what)| what == "zette de leerling in Toets"),
            "what was, keeps its words: {told:?}"
        );
        let sql = "SELECT fields AS v FROM audit WHERE tenant_id = TENANT AND action = 'cases.move' AND subject_kind = 'pupil'";
        assert_eq!(house.column(story.world.tenant.id, sql).await, ["van versie 1 naar versie 2"]);

        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        story.does(&story.secretaris, story.sem, Wish::Move { transition: "volledig" }, "").await;
        assert_eq!(story.steps(story.sem).await, ["advies_onderwijs", "advies_zorg"]);
        let told = story.told(story.sem).await;
        assert!(told.iter().any(|(_, what)| what == "zette de leerling in Advies zorg"));

        // Somebody let in by the consent reads that it happened, and no more.
        let (town, school) = (story.world.municipality, story.world.esdoorn);
        let jp = story.world.member("Joris van Dam", Function::Jeugdprofessional, town, &[school]).await;
        let days = pupils::file(&jp.scope, story.sem).await.unwrap().days;
        let moved = |line: &&domain::page::pupil::Happening| line.what.starts_with("zette de casus over");
        let line = days.iter().flat_map(|day| &day.happenings).find(moved).unwrap();
        assert_eq!(line.detail, None);
    }
}

#[tokio::test]
async fn a_case_leads_on_without_who_cannot_lead_there_and_gets_the_lead_back() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let school = [world.esdoorn];
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &school).await;
        let clara = world.member("Clara Smit", Function::Consulent, world.swv, &school).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let way: Template<_> = Template::parse(domain::template::shipped()[0].1).unwrap();
        let may = |body: &Body, function| body.roles.iter().any(|role| role.may_be_appointed(function));
        assert!(may(&way, Function::InternBegeleider));
        let mut other = way.clone();
        let leads = |role: &&mut domain::template::Role| role.resolve == domain::template::Resolve::CaseLead;
        for role in other.body_mut().roles.iter_mut().filter(leads) {
            role.functions = vec![Function::Consulent];
        }
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let running = pupils::file(&ib.scope, sem).await.unwrap().running.unwrap();
        cases::appoint(&ib.scope, sem, Some(ib.membership), running.version).await.unwrap();
        // Beside a case that nobody leads.
        let ada = world.pupil(world.esdoorn, "Ada", "Blom", "2017-06-11").await;
        cases::start(&ib.scope, ada, "proces_1").await.unwrap();
        let text = other.to_toml().unwrap();
        carry::import(&house.house, Arc::clone(&world.tenant), &text, house.house.clock().today()).await.unwrap();
        let versions = moving::movings(&fenna.scope).await.unwrap().versions;
        let wanted = Wanted { from: Some(versions[1].id), to: Some(versions[0].id), seen: SEEN, ..Wanted::default() };
        let before = moving::before(&fenna.scope, &wanted).await.unwrap();
        let ends = |told: &&Told| told.line.text.starts_with("De casusregie houdt op");
        let ends = before.groups[0].lines.iter().find(ends).expect("the end of casusregie is said");
        assert_eq!((ends.cases, before.groups[0].cases.len()), (1, 2));
        assert_eq!(ends.numbers, [running.number.as_str()], "and of which case on {}", house.engine);
        let led = before.groups[0].cases.iter().find(|case| case.number == running.number);
        let value = led.expect("the case that somebody leads").value.clone();
        let id = moving::start(&fenna.scope, &wanted, &[&value]).await.unwrap();
        moving::go_on(&fenna.scope, id).await.unwrap();
        let who = |scope: Scope| async move { pupils::file(&scope, sem).await.unwrap().running.unwrap().lead };
        assert_eq!(who(clara.scope.clone()).await, "", "{}", house.engine);
        moving::back(&fenna.scope, id, None).await.unwrap();
        assert!(who(clara.scope.clone()).await.starts_with("Ineke Bakker"));
    }
}

#[tokio::test]
async fn many_cases_go_in_parts_and_the_page_says_how_many_wait() {
    for house in houses().await {
        let many: Vec<String> = (0..moving::CHUNK + 4).map(|number| format!("Kind{number}")).collect();
        let (story, _) = Story::beside(&house, &renamed(), &many).await;
        let before = story.before(&[]).await;
        let cases = ready(&before);
        let cases: Vec<&str> = cases.iter().map(|case| case.value.as_str()).collect();
        assert_eq!(cases.len() as u64, moving::CHUNK + 5);
        let id = moving::start(&story.fenna.scope, &story.wanted(&[]), &cases).await.unwrap();
        assert_eq!(moving::go_on(&story.fenna.scope, id).await.unwrap(), 5, "{}", house.engine);
        let counts = story.after(id).await.moving.counts;
        assert_eq!((counts.moved, counts.waiting), (moving::CHUNK, 5));
        assert_eq!(moving::go_on(&story.fenna.scope, id).await.unwrap(), 0);
        assert_eq!(moving::back(&story.fenna.scope, id, None).await.unwrap() as u64, moving::CHUNK);
        assert_eq!(moving::back(&story.fenna.scope, id, None).await.unwrap(), 5);
        let counts = story.after(id).await.moving.counts;
        assert_eq!((counts.moved, counts.back), (moving::CHUNK + 5, moving::CHUNK + 5));
    }
}

#[tokio::test]
async fn the_pages_of_moving_ask_at_most_six_statements() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.files(story.sem).await;
        let id = story.moves(&[("toets", "controle")]).await;
        let ada = story.world.pupil(story.world.wilgenhoek, "Ada", "Blom", "2017-06-11").await;
        let school = [story.world.wilgenhoek];
        let ib = story.world.member("Wim Wit", Function::InternBegeleider, story.world.wilgenhoek, &school).await;
        cases::start(&ib.scope, ada, "indienen").await.unwrap();
        let database = house.house.store();
        // Entering is one more, and the trail is written in a transaction of its own.
        let most = 5 + 1;
        for round in 0..2 {
            let before = database.statements();
            moving::movings(&story.fenna.scope).await.unwrap();
            let start = database.statements() - before;
            let before = database.statements();
            story.before(&[]).await;
            let preview = database.statements() - before;
            let before = database.statements();
            story.after(id).await;
            let result = database.statements() - before;
            if round > 0 {
                assert!(start <= most && preview <= most && result <= most, "{start}, {preview}, {result}");
            }
        }
    }
}
