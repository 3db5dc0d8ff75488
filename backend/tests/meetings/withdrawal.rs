//! From withdrawal to closed access: of whatever a partner asks for after parents took their yes back, nothing names the
//! child any more, while others go on reading and writing at the same moment.

use super::*;
use backend::{
    consents, pupils,
    sheets::{self, Place},
    worklist,
};
use std::{
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// Everything that tells a partner of a child, by name.
const PATHS: [&str; 7] = ["leerling", "leerlingen", "overleg", "overleggen", "verslag", "mijn werk", "formulier"];

/// Whether an answer points at the child: by name, or on the list of meetings by counting the item.
fn names(path: &str, text: &str) -> bool {
    if path == "overleggen" { text.parse().is_ok_and(|items: usize| items > 0) } else { text.contains("Sem") }
}

fn words(answer: Result<impl Debug, Failure>) -> String {
    answer.map_or_else(|refused| format!("{refused:?}"), |page| format!("{page:?}"))
}

async fn read(scope: &Scope, path: &str, meeting: MeetingId, pupil: PupilId) -> String {
    match path {
        "leerling" => words(pupils::file(scope, pupil).await),
        "leerlingen" => words(pupils::list(scope, domain::page::pupil::Filter::default(), 1).await),
        "overleg" => words(meetings::agenda(scope, meeting, None).await),
        "overleggen" => {
            let list = meetings::list(scope, None).await;
            words(list.map(|list| list.upcoming.iter().chain(&list.past).map(|line| line.items).sum::<usize>()))
        }
        "verslag" => words(meetings::minutes(scope, meeting, None, true).await),
        "mijn werk" => words(worklist::page(scope).await),
        _ => words(sheets::page(scope, Place { pupil, form: "arrangement", round: None }).await),
    }
}

/// A running meeting about a child with a case, and a partner who may read all of it.
async fn table(house: &TestHouse) -> (Zat<'_>, Member) {
    // The form that the jeugdprofessional reads is asked from the beginning.
    let steps = "steps = [\"proces_2_1\", \"arrangement\"]";
    let way = domain::template::shipped()[0].1.replacen(steps, "steps = [\"proces_1\", \"arrangement\"]", 1);
    let zat = Zat::under(house, &way, "7-9-2026").await;
    let joris = zat
        .world
        .member("Joris van Dam", Function::Jeugdprofessional, zat.world.municipality, &[zat.world.esdoorn])
        .await;
    cases::start(&zat.ib.scope, zat.sem, "proces_1").await.unwrap();
    meetings::add_all(&zat.ib.scope, zat.meeting).await.unwrap();
    zat.go(Stage::Sent).await;
    zat.go(Stage::Definitive).await;
    let item = zat.item(zat.sem).await;
    meetings::invite(&zat.ib.scope, zat.meeting, item.id, joris.membership).await.unwrap();
    let action = NewAction { what: "Ouders bellen".into(), owner: Some(joris.membership), due: "21-9-2026".into() };
    meetings::add_action(&zat.ib.scope, zat.meeting, item.id.0, &action).await.unwrap();
    zat.go(Stage::Held).await;
    zat.go(Stage::Shared).await;
    (zat, joris)
}

#[tokio::test]
async fn after_a_withdrawal_no_read_of_a_partner_names_the_child_while_everybody_goes_on() {
    for house in houses().await {
        let (zat, joris) = table(&house).await;
        for path in PATHS {
            let text = read(&joris.scope, path, zat.meeting, zat.sem).await;
            assert!(names(path, &text), "{path} shows it as long as parents agree, on {}: {text}", house.engine);
        }
        let (closed, late, before) =
            (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let readers = PATHS.map(|path| {
            let (scope, meeting, pupil) = (joris.scope.clone(), zat.meeting, zat.sem);
            let (closed, late, before) = (Arc::clone(&closed), Arc::clone(&late), Arc::clone(&before));
            tokio::spawn(async move {
                let mut after = 0;
                while after < 20 {
                    let began_after = closed.load(Ordering::SeqCst);
                    let shown = names(path, &read(&scope, path, meeting, pupil).await);
                    after += usize::from(began_after);
                    if shown {
                        if began_after { &late } else { &before }.fetch_add(1, Ordering::SeqCst);
                    }
                }
            })
        });
        while before.load(Ordering::SeqCst) < PATHS.len() {
            tokio::task::yield_now().await;
        }
        let consent = given(&zat).await;
        consents::withdraw(&zat.ib.scope, zat.sem, consent, 1, "ouder 1, aan de telefoon").await.unwrap();
        closed.store(true, Ordering::SeqCst);
        for reader in readers {
            reader.await.unwrap();
        }
        assert_eq!(late.load(Ordering::SeqCst), 0, "reads that began after the withdrawal, on {}", house.engine);
    }
}

#[tokio::test]
async fn of_two_withdrawals_in_the_same_instant_one_is_told_that_the_other_was_first() {
    for house in houses().await {
        let (zat, _) = table(&house).await;
        let consent = given(&zat).await;
        let take = |who| consents::withdraw(&zat.ib.scope, zat.sem, consent, 1, who);
        // Somebody holds the row, so that on PostgreSQL all three have read it before the first may write.
        let mut holder = zat.world.tx().await;
        let nothing = consent::Entity::update_many()
            .col_expr(consent::Column::Note, Expr::col(consent::Column::Note))
            .filter(sea_orm::ColumnTrait::eq(&consent::Column::Id, consent));
        holder.update(nothing).await.unwrap();
        let let_go = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            zat.world.keep(holder).await;
        };
        let (one, two, three, ()) = tokio::join!(take("ouder 1"), take("ouder 2"), take("de voogd"), let_go);
        let outcomes = [one, two, three];
        let first = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let stale = outcomes.iter().filter(|outcome| matches!(outcome, Err(Failure::Stale(_)))).count();
        assert_eq!((first, stale), (1, 2), "{outcomes:?} on {}", house.engine);
    }
}

/// The yes of the parents of Sem.
async fn given(zat: &Zat<'_>) -> domain::id::ConsentId {
    let mut tx = zat.world.tx().await;
    let query = consent::Entity::find().filter(sea_orm::ColumnTrait::eq(&consent::Column::PupilId, zat.sem));
    tx.one(query).await.unwrap().unwrap().id
}
