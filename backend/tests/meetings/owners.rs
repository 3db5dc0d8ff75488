//! Meetings of an area, of the samenwerkingsverband and of a municipality, in the words of S3: "Tweewekelijks overleg, elke
//! twee weken, elke pilot". Who leads such a table leads no file: a child is seen by its own school, by whoever of the SWV
//! is attached to it, and by a partner whom the parents named.
use super::*;
use domain::{
    consent::State,
    id::{AreaId, MembershipId, OrganisationId},
    page::meeting::Meetings,
    policy::{Action, Grounds, Schools, Seats, Table, permit},
    template::{Door, Template},
};
use serde::Serialize;

const WAY: &str = "groningen";
const FORTNIGHT: &str = "tweewekelijks";

fn way() -> (&'static str, &'static str) {
    *domain::template::shipped().iter().find(|(key, _)| *key == WAY).unwrap()
}

/// A pilot with two schools; a third school lies elsewhere.
struct Pilot<'h> {
    world: World<'h>,
    area: AreaId,
    elsewhere: OrganisationId,
    maud: Member,
    geert: Member,
    hilde: Member,
    jo: Member,
    tessa: Member,
    /// At the school elsewhere.
    anna: Member,
    /// Of Geert's school: for the CJG and youth care; for youth care alone; without an answer.
    sem: PupilId,
    pim: PupilId,
    zoe: PupilId,
    /// Of Hilde's school, for the CJG.
    noor: PupilId,
}

impl<'h> Pilot<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        Self::under(house, way().1).await
    }

    async fn under(house: &'h TestHouse, text: &str) -> Self {
        let world = World::with(house, "wierde", (WAY, text)).await;
        let elsewhere = world.organisation("school", "De Lisdodde", None).await;
        let area = world.area("Veendam/Pekela", &[world.esdoorn, world.wilgenhoek]).await;
        world.area("Stadskanaal", &[elsewhere]).await;
        let (a, b) = (world.esdoorn, world.wilgenhoek);
        let maud = world.member("Maud Mulder", Function::Procescoordinator, world.municipality, &[a]).await;
        let geert = world.member("Geert Gelting", Function::Gedragsdeskundige, a, &[a]).await;
        let hilde = world.member("Hilde Hoving", Function::Gedragsdeskundige, b, &[b]).await;
        let jo = world.member("Jo Jager", Function::Jeugdprofessional, world.ggd, &[a]).await;
        let tessa = world.member("Tessa Top", Function::Transfercoach, world.swv, &[a]).await;
        let anna = world.member("Anna Adema", Function::Gedragsdeskundige, elsewhere, &[elsewhere]).await;
        let sem = world.pupil(a, "Sem", "Vries", "2011-05-10").await;
        let pim = world.pupil(a, "Pim", "Postma", "2012-02-03").await;
        let zoe = world.pupil(a, "Zoë", "Wit", "2010-11-30").await;
        let noor = world.pupil(b, "Noor", "Noorman", "2011-01-07").await;
        world.consent(sem, "taskforce", geert.membership, &[world.municipality, world.ggd]).await;
        world.consent(pim, "taskforce", geert.membership, &[world.ggd]).await;
        world.consent(noor, "taskforce", hilde.membership, &[world.municipality]).await;
        Self { world, area, elsewhere, maud, geert, hilde, jo, tessa, anna, sem, pim, zoe, noor }
    }

    /// A meeting today, planned by Maud.
    async fn fortnight(&self) -> MeetingId {
        meetings::plan_one(&self.maud.scope, &of(self.area.0, FORTNIGHT)).await.unwrap()
    }
}

fn of(owner: Uuid, kind: &str) -> NewMeeting {
    let (day, time) = ("7-9-2026".to_owned(), "13:00".to_owned());
    NewMeeting { owner: Some(owner), kind: kind.into(), day, time, place: String::new() }
}

fn named(pupil: PupilId) -> NewNamed {
    NewNamed { pupil: Some(pupil), question: "Wat helpt?".into(), ..NewNamed::default() }
}

async fn go(who: &Member, meeting: MeetingId, to: Stage) {
    let version = meetings::agenda(&who.scope, meeting, None).await.unwrap().head.version;
    meetings::move_to(&who.scope, meeting, to, "", version).await.unwrap();
}

async fn agenda(who: &Member, meeting: MeetingId) -> Agenda {
    meetings::agenda(&who.scope, meeting, None).await.unwrap()
}

async fn item(who: &Member, meeting: MeetingId, pupil: PupilId) -> Item {
    let all = agenda(who, meeting).await.blocks.into_iter().flat_map(|block| block.items);
    let mut all = all.filter(|item| item.pupil.id == pupil);
    all.next().unwrap()
}

fn told<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::Rejected(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn json(page: &impl Serialize) -> String {
    serde_json::to_string(page).unwrap()
}

/// Everything that somebody gets to see of a meeting, on every page that has something of it.
async fn everything(who: &Member, meeting: MeetingId) -> String {
    let scope = &who.scope;
    let mut seen = json(&meetings::list(scope, None).await.unwrap());
    seen += &json(&backend::worklist::page(scope).await.unwrap());
    if let Ok(page) = meetings::year(scope, "").await {
        seen += &json(&page);
    }
    if let Ok(page) = meetings::agenda(scope, meeting, Some(1)).await {
        seen += &json(&page);
    }
    if let Ok(page) = meetings::addition(scope, meeting).await {
        seen += &json(&page);
    }
    for whole in [false, true] {
        if let Ok(page) = meetings::minutes(scope, meeting, None, whole).await {
            seen += &json(&page);
        }
    }
    if let Ok(page) = meetings::beamer(scope, meeting, None).await {
        seen += &json(&page);
    }
    seen
}

fn counted(list: &Meetings, meeting: MeetingId) -> usize {
    list.upcoming.iter().chain(&list.past).filter(|line| line.id == meeting).map(|line| line.items).sum()
}

#[tokio::test]
async fn the_year_of_a_pilot_is_planned_by_whom_the_way_of_working_gives_it() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let (maud, area) = (&pilot.maud.scope, pilot.area.0);
        let page = meetings::list(maud, None).await.unwrap();
        let kinds: Vec<_> = page.series.iter().map(|one| (one.short.as_str(), one.owner_name.as_str())).collect();
        assert_eq!(kinds, [("Tweewekelijks overleg", "Veendam/Pekela"), ("Regieoverleg", "Veendam/Pekela")]);
        assert_eq!(page.plan_at.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Veendam/Pekela"]);
        let kinds: Vec<_> = page.kinds.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(kinds, [FORTNIGHT, "mpo", "regieoverleg"]);
        let days = meetings::plan_year(maud, area, FORTNIGHT).await.unwrap();
        let page = meetings::list(maud, Some(area)).await.unwrap();
        assert_eq!(
            (page.upcoming.len() + page.past.len(), page.upcoming[0].title.as_str()),
            (days, "Tweewekelijks overleg Veendam/Pekela")
        );
        assert!(told(meetings::plan_year(maud, area, FORTNIGHT).await).contains("al overleggen gepland"));
        let who = "Een Tweewekelijks overleg plannen is aan de procescoördinator CJG. Vraag het daar.";
        for other in [&pilot.geert, &pilot.hilde, &pilot.tessa, &pilot.jo] {
            assert_eq!(told(meetings::plan_year(&other.scope, area, FORTNIGHT).await), who, "{}", house.engine);
            assert_eq!(told(meetings::plan_one(&other.scope, &of(area, FORTNIGHT)).await), who);
            assert!(meetings::list(&other.scope, None).await.unwrap().series.iter().all(|one| one.owner != area));
        }
        assert!(is_absent(meetings::plan_one(&pilot.anna.scope, &of(area, FORTNIGHT))).await, "of another area");
        // Who prepares an area prepares no school and no other area.
        let own = meetings::plan_one(maud, &of(pilot.world.esdoorn.0, FORTNIGHT)).await;
        assert!(matches!(&own, Err(Failure::Invalid(errors)) if errors[0].field == "van"), "{own:?}");
        assert!(is_absent(meetings::plan_one(maud, &of(pilot.world.wilgenhoek.0, FORTNIGHT))).await);
        assert!(is_absent(meetings::plan_one(maud, &of(pilot.elsewhere.0, "mpo"))).await);
        assert!(is_absent(meetings::plan_one(maud, &of(Uuid::now_v7(), "mpo"))).await);
        let seen = meetings::list(&pilot.anna.scope, None).await.unwrap();
        assert!(seen.upcoming.is_empty() && seen.owners.is_empty());
        assert!(seen.planners.iter().any(|one| one.who == "de procescoördinator CJG"));
    }
}

#[tokio::test]
async fn at_the_table_of_a_pilot_each_child_is_seen_by_its_own_school_and_whom_the_parents_named() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let (maud, geert, hilde) = (&pilot.maud, &pilot.geert, &pilot.hilde);
        // Who prepares adds only whom she may know of; of others she does not even learn that they are there.
        let offered = meetings::addition(&maud.scope, meeting).await.unwrap();
        let labels: Vec<_> = offered.pupils.iter().map(|one| one.label.as_str()).collect();
        assert_eq!(labels, ["Noor Noorman, groep 5 (De Wilgenhoek)", "Sem Vries, groep 5 (De Esdoorn)"]);
        for closed in [pilot.pim, pilot.zoe] {
            assert!(is_absent(meetings::add_named(&maud.scope, meeting, &named(closed))).await, "{}", house.engine);
        }
        meetings::add_named(&maud.scope, meeting, &named(pilot.noor)).await.unwrap();
        for other in [geert, hilde, &pilot.jo, &pilot.tessa] {
            let early = meetings::agenda(&other.scope, meeting, None).await;
            assert!(matches!(early, Err(Failure::Refused(Refusal::NotSent))), "{early:?}");
        }
        assert!(is_absent(meetings::agenda(&pilot.anna.scope, meeting, None)).await);
        go(maud, meeting, Stage::Sent).await;

        // The school brings in its own pupils, also one of whom the CJG knows nothing.
        let offered = meetings::addition(&geert.scope, meeting).await.unwrap();
        assert_eq!(offered.pupils.len(), 2);
        for child in [pilot.sem, pilot.pim] {
            meetings::add_named(&geert.scope, meeting, &named(child)).await.unwrap();
        }
        assert!(is_absent(meetings::add_named(&geert.scope, meeting, &named(pilot.noor))).await);
        let without = told(meetings::add_named(&geert.scope, meeting, &named(pilot.zoe)).await);
        assert!(without.contains("anoniem"), "{without}");

        let seen = [
            (maud, vec!["Noor Noorman", "Sem Vries"]),
            (geert, vec!["Pim Postma", "Sem Vries"]),
            (hilde, vec!["Noor Noorman"]),
            (&pilot.jo, vec!["Pim Postma", "Sem Vries"]),
            (&pilot.tessa, vec!["Pim Postma", "Sem Vries"]),
        ];
        for (who, expected) in &seen {
            let page = agenda(who, meeting).await;
            let mut found = names(&page);
            found.sort();
            assert_eq!(
                (&found, page.hidden),
                (&expected.iter().map(|n| (*n).to_owned()).collect(), 3 - expected.len())
            );
            assert_eq!(counted(&meetings::list(&who.scope, None).await.unwrap(), meeting), expected.len());
        }
        let mine = item(geert, meeting, pilot.sem).await;
        assert_eq!((mine.school.as_str(), mine.number), ("De Esdoorn", item(maud, meeting, pilot.sem).await.number));
        let everybody = agenda(maud, meeting).await.table;
        assert_eq!(everybody.len(), 5, "{everybody:?}");

        // Taking the consent back closes it for who leads, at once and on every page.
        withdraw(&pilot.world, pilot.sem).await;
        let page = agenda(maud, meeting).await;
        assert_eq!((names(&page), page.hidden), (vec!["Noor Noorman".to_owned()], 2));
        let version = mine.version;
        assert!(is_absent(meetings::edit_question(&maud.scope, meeting, mine.id.0, "Anders?", version)).await);
        assert!(is_absent(meetings::set_minutes(&maud.scope, meeting, mine.id.0, "5", version)).await);
        assert!(is_absent(meetings::remove(&maud.scope, meeting, mine.id.0, "weg", version)).await);
        assert!(!everything(maud, meeting).await.contains("Sem"));
        assert_eq!(names(&agenda(geert, meeting).await).len(), 2, "the school keeps its own");
    }
}

#[tokio::test]
async fn a_pilot_is_held_and_its_minutes_go_to_whom_they_may() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let (maud, geert, hilde) = (&pilot.maud, &pilot.geert, &pilot.hilde);
        meetings::add_named(&maud.scope, meeting, &named(pilot.sem)).await.unwrap();
        meetings::add_named(&maud.scope, meeting, &named(pilot.noor)).await.unwrap();
        go(maud, meeting, Stage::Sent).await;
        meetings::add_named(&geert.scope, meeting, &named(pilot.pim)).await.unwrap();
        go(maud, meeting, Stage::Definitive).await;
        for other in [geert, hilde, &pilot.tessa] {
            let refused = meetings::beamer(&other.scope, meeting, None).await;
            assert!(matches!(refused, Err(Failure::Refused(_))), "{refused:?}");
        }
        let (sem, pim) = (item(maud, meeting, pilot.sem).await, item(geert, meeting, pilot.pim).await);
        let written = |version| Written {
            discussed: "Hij slaapt slecht.".into(),
            decision: "De jeugdhulp kijkt mee.".into(),
            lead: Some(geert.membership),
            version,
        };
        meetings::write(&maud.scope, meeting, sem.id.0, &written(sem.version)).await.unwrap();
        assert!(is_absent(meetings::write(&maud.scope, meeting, pim.id.0, &written(pim.version))).await);
        let task = |who: &Member| NewAction {
            what: "Huisbezoek".into(),
            owner: Some(who.membership),
            due: "1-10-2026".into(),
        };
        let refused = meetings::add_action(&maud.scope, meeting, sem.id.0, &task(hilde)).await;
        let Err(Failure::Invalid(why)) = refused else { panic!("Hilde got a task about a child of another school") };
        assert!(why[0].message.contains("van een andere school"), "{why:?}");
        let action = meetings::add_action(&maud.scope, meeting, sem.id.0, &task(geert)).await.unwrap();
        let screen = meetings::beamer(&maud.scope, meeting, Some(sem.id.0)).await.unwrap();
        assert_eq!((screen.number, screen.of), (sem.number, 3));
        assert_eq!(screen.item.unwrap().barred, ["Hilde Hoving, gedragsdeskundige"]);
        let seen = [(maud.membership, "present".to_owned()), (hilde.membership, "present".to_owned())];
        meetings::record_attendance(&maud.scope, meeting, &seen).await.unwrap();
        go(maud, meeting, Stage::Held).await;
        let goes = meetings::minutes(&maud.scope, meeting, None, false).await.unwrap().recipients;
        let gets = |who: &Member| goes.iter().find(|one| one.person.id == who.membership).unwrap().items.clone();
        assert_eq!((gets(hilde), gets(geert)), (vec!["Noor Noorman".to_owned()], vec!["Sem Vries".to_owned()]));
        assert!(meetings::minutes(&geert.scope, meeting, None, false).await.is_err(), "not before they are shared");
        go(maud, meeting, Stage::Shared).await;
        let read = meetings::minutes(&geert.scope, meeting, None, false).await.unwrap();
        assert!(read.all.len() == 2 && json(&read).contains("De jeugdhulp kijkt mee."), "{}", house.engine);
        let waits = actions(&geert.scope).await;
        assert!(
            waits[0].why.contains("Tweewekelijks overleg Veendam/Pekela van 07-09-2026, over Sem Vries"),
            "{waits:?}"
        );
        assert!(is_absent(meetings::complete(&hilde.scope, action)).await);
        // Leading opens no file: with the consent the tick goes too.
        withdraw(&pilot.world, pilot.sem).await;
        assert!(is_absent(meetings::complete(&maud.scope, action)).await);
        meetings::complete(&geert.scope, action).await.unwrap();
        let file = backend::pupils::file(&geert.scope, pilot.sem).await.unwrap();
        assert_eq!(file.meetings[0].kind, "Tweewekelijks overleg");
        assert_eq!(file.meetings[0].href, format!("/overleggen/{meeting}"));
    }
}

#[tokio::test]
async fn nothing_of_a_child_reaches_somebody_of_another_school_at_the_same_table() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let (maud, geert, hilde) = (&pilot.maud, &pilot.geert, &pilot.hilde);
        let head = pilot
            .world
            .member("Dirk Dam", Function::Directeur, pilot.world.wilgenhoek, &[pilot.world.wilgenhoek])
            .await;
        go(maud, meeting, Stage::Sent).await;
        meetings::add_named(&geert.scope, meeting, &named(pilot.sem)).await.unwrap();
        meetings::add_named(&hilde.scope, meeting, &named(pilot.noor)).await.unwrap();
        let sem = item(geert, meeting, pilot.sem).await;
        let secret = ["Sem", "Vries", "2011-05-10", "10-05-2011", "Zorgen om thuis"].map(str::to_owned);
        let secret: Vec<String> = secret.into_iter().chain([pilot.sem.to_string(), sem.id.to_string()]).collect();
        meetings::edit_question(&maud.scope, meeting, sem.id.0, "Zorgen om thuis", sem.version).await.unwrap();
        for stage in [Stage::Definitive, Stage::Held, Stage::Shared] {
            for who in [hilde, &head, &pilot.anna] {
                let seen = everything(who, meeting).await;
                for value in &secret {
                    assert!(!seen.contains(value.as_str()), "{value} for {} at {stage:?}", who.scope.actor().name);
                }
            }
            assert!(everything(geert, meeting).await.contains("Zorgen om thuis"));
            go(maud, meeting, stage).await;
        }
        assert!(is_absent(Box::pin(meetings::minutes(&hilde.scope, meeting, Some(sem.id.0), false))).await);
        assert!(is_absent(backend::pupils::file(&hilde.scope, pilot.sem)).await);
        // Of the own school, without a seat: the child, and not the table.
        assert!(is_absent(meetings::agenda(&head.scope, meeting, None)).await);
        let file = backend::pupils::file(&head.scope, pilot.noor).await.unwrap();
        assert_eq!((file.meetings.len(), file.meetings[0].href.as_str()), (1, ""));
    }
}

#[tokio::test]
async fn an_anonymous_item_does_not_tell_of_which_school_it_is() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let (maud, geert, hilde) = (&pilot.maud, &pilot.geert, &pilot.hilde);
        go(maud, meeting, Stage::Sent).await;
        let try_it = async |who: &Member, question: &str| {
            let new = NewAnonymous { question: question.into(), reason: String::new() };
            match meetings::add_anonymous(&who.scope, meeting, &new).await {
                Err(Failure::Invalid(errors)) => errors[0].message.clone(),
                other => panic!("{question}: {other:?}"),
            }
        };
        assert!(try_it(geert, "Wat doen we met Zoë?").await.contains("“Zoë”"));
        // Nobody learns who is at another school.
        assert_eq!(try_it(geert, "Wat doen we met Noor?").await, Refusal::Naming.to_string());
        assert_eq!(try_it(maud, "Geboren op 30-11-2010").await, Refusal::Naming.to_string());
        assert!(try_it(geert, "Op de Esdoorn loopt een kind vast.").await.contains("naam van een school"));
        let new = NewAnonymous { question: "Een kind komt niet meer buiten.".into(), reason: String::new() };
        let id = meetings::add_anonymous(&geert.scope, meeting, &new).await.unwrap();
        for who in [maud, hilde, &pilot.jo] {
            let page = agenda(who, meeting).await;
            let told = page.history.iter().flat_map(|day| &day.happenings);
            let added: Vec<_> = told.filter(|one| one.what.contains("anoniem")).map(|one| one.who.as_str()).collect();
            assert_eq!(added, ["iemand aan tafel"], "{}", house.engine);
        }
        // Nor does whoever comes too late hear who was first.
        let old = agenda(maud, meeting).await.head.version - 1;
        match meetings::move_to(&maud.scope, meeting, Stage::Definitive, "", old).await {
            Err(Failure::Stale(stale)) => assert!(!format!("{stale:?}").contains("Geert"), "{stale:?}"),
            other => panic!("{other:?}"),
        }
        go(maud, meeting, Stage::Definitive).await;
        let named = Written { discussed: "Noor is stil.".into(), version: 1, ..Written::default() };
        assert!(matches!(meetings::write(&maud.scope, meeting, id.0, &named).await, Err(Failure::Invalid(_))));
        let written = Written { discussed: "Het kind is stil.".into(), version: 1, ..Written::default() };
        meetings::write(&maud.scope, meeting, id.0, &written).await.unwrap();
    }
}

#[tokio::test]
async fn the_samenwerkingsverband_holds_its_own_meetings() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let swv = pilot.world.swv.0;
        let boss = pilot.world.member("Bram van Eijk", Function::Bestuurder, pilot.world.swv, &[]).await;
        let meeting = meetings::plan_one(&pilot.tessa.scope, &of(swv, "train_de_trainer")).await.unwrap();
        meetings::add_named(&pilot.tessa.scope, meeting, &named(pilot.pim)).await.unwrap();
        assert!(
            is_absent(meetings::add_named(&pilot.tessa.scope, meeting, &named(pilot.noor))).await,
            "not her school"
        );
        let far = pilot.world.member("Tom Ver", Function::Transfercoach, pilot.world.swv, &[pilot.elsewhere]).await;
        go(&far, meeting, Stage::Sent).await;
        let page = agenda(&far, meeting).await;
        assert_eq!((page.head.title().as_str(), page.count(), page.hidden), ("TdT Samenwerkingsverband", 0, 1));
        for other in [&pilot.geert, &pilot.maud, &pilot.jo, &boss] {
            assert!(is_absent(meetings::agenda(&other.scope, meeting, None)).await, "no seat, no table");
        }
        // Who runs the tenant leads the regie-overleg, and sees no child there.
        let plan = told(meetings::plan_one(&pilot.tessa.scope, &of(swv, "regieoverleg_alle")).await);
        assert!(plan.contains("de directeur samenwerkingsverband"), "{plan}");
        let all = meetings::plan_one(&boss.scope, &of(swv, "regieoverleg_alle")).await.unwrap();
        let question = NewAnonymous { question: "Hoe sluiten de gegevens aan?".into(), reason: String::new() };
        meetings::add_anonymous(&boss.scope, all, &question).await.unwrap();
        let by_name = told(meetings::add_named(&boss.scope, all, &named(pilot.sem)).await);
        assert!(by_name.contains("geen leerlingen met naam"), "{by_name}");
        for stage in [Stage::Sent, Stage::Definitive, Stage::Held, Stage::Shared] {
            go(&boss, all, stage).await;
        }
        assert_eq!(meetings::minutes(&pilot.maud.scope, all, None, false).await.unwrap().all.len(), 1);
        assert!(backend::worklist::page(&boss.scope).await.is_ok());
        // A meeting of another kind of owner is planned there and nowhere else.
        let wrong = meetings::plan_one(&pilot.maud.scope, &of(swv, FORTNIGHT)).await;
        assert!(matches!(&wrong, Err(Failure::Invalid(errors)) if errors[0].field == "van"), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_municipality_meets_with_the_schools_of_its_area_or_with_all() {
    for house in houses().await {
        let text = way().1.replacen(
            "abbreviation = \"MPO\"\nowner = \"area\"",
            "abbreviation = \"MPO\"\nowner = \"municipality\"",
            1,
        );
        let pilot = Pilot::under(&house, &text).await;
        let municipality = pilot.world.municipality;
        let all = meetings::plan_one(&pilot.maud.scope, &of(municipality.0, "mpo")).await.unwrap();
        assert_eq!(meetings::addition(&pilot.maud.scope, all).await.unwrap().pupils.len(), 2, "{}", house.engine);
        go(&pilot.maud, all, Stage::Sent).await;
        assert!(meetings::agenda(&pilot.anna.scope, all, None).await.is_ok(), "every school");
        pilot.world.area("Pekela", &[municipality, pilot.world.esdoorn]).await;
        let again = async |who: &Member| pilot.world.enter(who.person, "iemand", true).await.unwrap();
        let (maud, geert, hilde) = (again(&pilot.maud).await, again(&pilot.geert).await, again(&pilot.hilde).await);
        let later = NewMeeting { time: "16:00".into(), ..of(municipality.0, "mpo") };
        let own = meetings::plan_one(&maud, &later).await.unwrap();
        let offered = meetings::addition(&maud, own).await.unwrap().pupils;
        assert_eq!(offered.iter().map(|one| one.value.clone()).collect::<Vec<_>>(), [pilot.sem.to_string()]);
        assert!(is_absent(meetings::add_named(&maud, own, &named(pilot.noor))).await);
        let version = meetings::agenda(&maud, own, None).await.unwrap().head.version;
        meetings::move_to(&maud, own, Stage::Sent, "", version).await.unwrap();
        assert!(meetings::agenda(&geert, own, None).await.is_ok());
        assert!(is_absent(meetings::agenda(&hilde, own, None)).await);
    }
}

#[tokio::test]
async fn ids_of_another_samenwerkingsverband_lead_nowhere() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let other = World::with(&house, "elders", way()).await;
        let area = other.area("Elders", &[other.esdoorn]).await;
        let ada = other.member("Ada Elders", Function::Procescoordinator, other.municipality, &[other.esdoorn]).await;
        let stranger = other.pupil(other.esdoorn, "Kee", "Vreemd", "2011-01-01").await;
        other.consent(stranger, "taskforce", ada.membership, &[other.municipality]).await;
        for owner in [pilot.area.0, pilot.world.swv.0, pilot.world.esdoorn.0] {
            assert!(is_absent(meetings::plan_one(&ada.scope, &of(owner, FORTNIGHT))).await, "{}", house.engine);
            assert!(is_absent(meetings::plan_year(&ada.scope, owner, FORTNIGHT)).await);
        }
        assert!(is_absent(meetings::plan_one(&pilot.maud.scope, &of(area.0, FORTNIGHT))).await);
        assert!(is_absent(meetings::agenda(&ada.scope, meeting, None)).await);
        assert!(is_absent(meetings::add_named(&pilot.maud.scope, meeting, &named(stranger))).await);
        let list = meetings::list(&ada.scope, Some(pilot.area.0)).await.unwrap();
        assert!(list.upcoming.is_empty() && list.past.is_empty());
    }
}

#[tokio::test]
async fn what_the_database_lists_of_a_wide_table_is_what_policy_permits() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let (world, mut dice) = (&pilot.world, crate::doors::Dice(2027));
        let both = [world.municipality, world.ggd];
        let nurse = world.member("Nel Nooij", Function::Jeugdarts, world.ggd, &[world.wilgenhoek]).await;
        let guest = world.member("Lotte Leeuw", Function::Jeugdverpleegkundige, world.ggd, &[]).await;
        let double =
            world.member("Mo Dubbel", Function::Procescoordinator, world.municipality, &[pilot.elsewhere]).await;
        world.gives(double.person, Function::Jeugdprofessional, world.ggd, &[world.wilgenhoek]).await;
        let double = Member { scope: world.enter(double.person, "Mo Dubbel", true).await.unwrap(), ..double };
        let one_factor = world.enter(pilot.maud.person, "Maud Mulder", false).await.unwrap();
        let template = Template::parse(way().1).unwrap();
        let schools = [world.esdoorn, world.wilgenhoek];
        let mut children = vec![];
        for number in 0..14 {
            let school = schools[usize::from(dice.roll(2) == 0)];
            let child = world.pupil(school, &format!("Kind{number}"), "Test", "2012-01-01").await;
            let parties: Vec<_> = both.iter().copied().filter(|_| dice.roll(2) == 0).collect();
            world.consent(child, "taskforce", pilot.geert.membership, &parties).await;
            children.push((child, school));
        }
        for (kind, owner, host, planner) in [
            (FORTNIGHT, pilot.area.0, None, &pilot.maud),
            ("train_de_trainer", world.swv.0, Some(world.swv), &pilot.tessa),
        ] {
            let meeting = meetings::plan_one(&planner.scope, &of(owner, kind)).await.unwrap();
            let schools = host.map_or(Schools::Of(pilot.area), |_| Schools::All);
            let seats = Seats::of(&template, template.meeting(kind).unwrap());
            let table = Table { schools, host, seats };
            go(planner, meeting, Stage::Sent).await;
            let mut guests = std::collections::HashMap::new();
            for (child, school) in &children {
                let by = if *school == world.esdoorn { &pilot.geert } else { &pilot.hilde };
                let by = if kind == FORTNIGHT { by } else { &pilot.tessa };
                if meetings::add_named(&by.scope, meeting, &named(*child)).await.is_err() {
                    continue;
                }
                let seen = meetings::agenda(&planner.scope, meeting, None).await.unwrap();
                let mut mine = seen.blocks.iter().flat_map(|block| &block.items);
                if let Some(item) = mine.find(|item| item.pupil.id == *child)
                    && dice.roll(2) == 0
                    && meetings::invite(&planner.scope, meeting, item.id, guest.membership).await.is_ok()
                {
                    guests.insert(*child, guest.membership);
                }
                if dice.roll(5) == 0 {
                    withdraw(world, *child).await;
                }
                guests.entry(*child).or_insert(MembershipId(Uuid::nil()));
            }
            let today = house.house.clock().today();
            let all: Vec<PupilId> = guests.keys().copied().collect();
            assert!(all.len() > 3);
            let mut tx = world.tx().await;
            let states = backend::consents::states(&mut tx, &all, "taskforce", today).await.unwrap();
            drop(tx);
            let people = [&pilot.maud, &pilot.geert, &pilot.hilde, &pilot.jo, &pilot.tessa, &pilot.anna];
            let scopes = people.into_iter().chain([&nurse, &guest, &double]).map(|who| &who.scope).chain([&one_factor]);
            for scope in scopes {
                let may = |child: &&(PupilId, OrganisationId)| {
                    let (child, school) = child;
                    let Some(guest) = guests.get(child) else { return false };
                    let invited = scope.actor().memberships.iter().any(|held| held.id == *guest);
                    let state = states.get(child).unwrap_or(&State::Missing);
                    let grounds = Grounds::table(&table).about(*school).at(Stage::Sent, Door::Open);
                    permit(scope.actor(), Action::SeeItem, grounds.invited(invited).consent(state)).is_ok()
                };
                let mut permitted: Vec<_> = children.iter().filter(may).map(|(child, _)| *child).collect();
                let listed = meetings::agenda(scope, meeting, None).await;
                let mut listed: Vec<_> = listed
                    .iter()
                    .flat_map(|page| page.blocks.iter().flat_map(|block| &block.items))
                    .map(|item| item.pupil.id)
                    .collect();
                let list = meetings::list(scope, None).await.unwrap();
                permitted.sort_unstable();
                listed.sort_unstable();
                let name = &scope.actor().name;
                if permit(scope.actor(), Action::SeeAgenda, Grounds::table(&table).at(Stage::Sent, Door::Open)).is_ok()
                    || !listed.is_empty()
                {
                    assert_eq!(listed, permitted, "{name} at {kind} on {}", house.engine);
                    assert_eq!(counted(&list, meeting), permitted.len(), "{name} in the list");
                } else {
                    assert_eq!((listed.len(), counted(&list, meeting)), (0, 0), "{name} at {kind}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_page_of_a_wide_table_stays_within_six_statements() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        meetings::add_named(&pilot.maud.scope, meeting, &named(pilot.sem)).await.unwrap();
        for stage in [None, Some(Stage::Sent), Some(Stage::Definitive), Some(Stage::Held), Some(Stage::Shared)] {
            if let Some(stage) = stage {
                go(&pilot.maud, meeting, stage).await;
            }
            for who in [&pilot.maud, &pilot.geert] {
                for page in ["list", "agenda", "addition", "minutes", "beamer", "worklist"] {
                    let store = house.house.store();
                    let scope = pilot.world.enter(who.person, "iemand", true).await.unwrap();
                    let before = store.statements();
                    let opens = match page {
                        "list" => meetings::list(&scope, None).await.is_ok(),
                        "agenda" => meetings::agenda(&scope, meeting, None).await.is_ok(),
                        "addition" => meetings::addition(&scope, meeting).await.is_ok(),
                        "minutes" => meetings::minutes(&scope, meeting, None, false).await.is_ok(),
                        "worklist" => backend::worklist::page(&scope).await.is_ok(),
                        _ => meetings::beamer(&scope, meeting, None).await.is_ok(),
                    };
                    let asked = store.statements() - before;
                    assert!(asked <= 6, "{page} at {stage:?}: {asked} on {}", house.engine);
                    let leads = who.membership == pilot.maud.membership;
                    let always =
                        matches!(page, "list" | "worklist") || (page == "agenda" && (leads || stage.is_some()));
                    assert!(opens || !always, "{page} at {stage:?} on {}", house.engine);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_year_calendar_tells_the_meetings_at_which_somebody_has_a_place() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        let told = async |who: &Member| {
            let year = meetings::year(&who.scope, "2026-2027").await.unwrap();
            let address = format!("/overleggen/{meeting}");
            year.months.iter().flat_map(|month| &month.meetings).filter(|one| one.href == address).count()
        };
        assert_eq!(told(&pilot.geert).await, 1, "{}", house.engine);
        assert_eq!(told(&pilot.hilde).await, 1, "{}", house.engine);
        assert_eq!(told(&pilot.anna).await, 0, "{}: the school lies elsewhere", house.engine);
    }
}

/// The procescoördinator leads the table of the pilot and is let in by a consent: the analysis is the school's.
#[tokio::test]
async fn who_leads_by_a_consent_may_propose_a_child_and_reads_nothing_of_the_analysis() {
    for house in houses().await {
        let pilot = Pilot::new(&house).await;
        let meeting = pilot.fortnight().await;
        analyse(&pilot.world, &pilot.geert, &[pilot.sem, pilot.pim]).await;
        let page = agenda(&pilot.maud, meeting).await;
        let told: Vec<_> =
            page.suggestions.iter().map(|one| (one.pupil.id, one.question.as_str(), one.why.as_str())).collect();
        assert_eq!(told, [(pilot.sem, "", "")], "{}: pim's parents did not name the CJG", house.engine);
        let new = NewNamed { pupil: Some(pilot.sem), suggested: true, ..NewNamed::default() };
        meetings::add_named(&pilot.maud.scope, meeting, &new).await.unwrap();
        assert_eq!(item(&pilot.maud, meeting, pilot.sem).await.question, "", "{}", house.engine);
    }
}
