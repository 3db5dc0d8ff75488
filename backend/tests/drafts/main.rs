//! A way of working is written, by one or by two, and becomes a version: what is kept, what is refused, and what the trail
//! tells of it.

#![expect(clippy::unwrap_used, reason = "tests")]
mod published;

use backend::{
    Failure, Scope, cases,
    store::entity::{audit, template},
    templates::{self, MOST_DRAFTS, New, Typed, Wanted, carry},
    testing::{Member, World, houses},
};
use domain::{
    actor::Function,
    id::DraftId,
    page::template::Standing,
    policy::Refusal,
    template::{LARGEST, Template, empty, shipped},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use std::sync::Arc;

const WAY: &str = include_str!("../../../domain/tests/ways/aanvraag.toml");

async fn fenna(world: &World<'_>) -> Member {
    world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await
}

async fn guus(world: &World<'_>) -> Member {
    world.member("Guus Groot", Function::FunctioneelBeheerder, world.swv, &[]).await
}

async fn begin(scope: &Scope, start: &str) -> DraftId {
    templates::start(scope, New { start, ..New::default() }).await.unwrap()
}

async fn text(scope: &Scope, id: DraftId) -> String {
    templates::page(scope, id).await.unwrap().text
}

/// What the trail tells, oldest first: deed and fields.
async fn trail(world: &World<'_>) -> Vec<(String, String)> {
    let mut tx = world.tx().await;
    let lines = tx.all(audit::Entity::find().order_by_asc(audit::Column::Id)).await.unwrap();
    world.keep(tx).await;
    lines.into_iter().map(|line| (line.action, line.fields)).collect()
}

fn wanted(version: i32) -> Wanted<'static> {
    Wanted { version, from: "1-10-2026", note: "De termijnen waren te kort.", areas: vec![] }
}

#[tokio::test]
async fn a_draft_starts_with_a_version_a_shipped_way_nothing_or_a_file() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let starts = templates::starts(&fenna.scope).await.unwrap();
        let values: Vec<_> = starts.starts.iter().map(|start| start.value.clone()).collect();
        assert_eq!(values.first().map(String::as_str), Some("versie:1"), "what is in force comes first");
        assert_eq!(values.last().map(String::as_str), Some("leeg"));
        for start in &values {
            let id = begin(&fenna.scope, start).await;
            let page = templates::page(&fenna.scope, id).await.unwrap();
            assert!(page.faults.is_empty() && page.overview.is_some(), "{start}: {:?}", page.faults);
            assert!(Template::parse(&page.text).is_ok() && !page.text.contains("\nbase = "), "{start}");
        }
        let file = New { start: "bestand", text: WAY, name: "Van de buren" };
        let id = templates::start(&fenna.scope, file).await.unwrap();
        let page = templates::page(&fenna.scope, id).await.unwrap();
        assert_eq!((page.head.name.as_str(), page.head.started_from.as_str()), ("Van de buren", "een bestand"));
        assert_eq!(page.text, WAY, "as it was written, with its remarks");

        let list = templates::list(&fenna.scope).await.unwrap();
        assert_eq!(list.drafts.len(), shipped().len() + 3, "{}", house.engine);
        assert!(
            list.drafts.iter().all(|draft| draft.faults == 0 && draft.changed.starts_with("Fenna Bos, 07-09-2026"))
        );
        assert_eq!(list.drafts[1].started_from, "leeg");
        assert_eq!(text(&fenna.scope, list.drafts[1].id).await, empty());
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_its_line_and_one_with_faults_comes_in() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let huge = "#".repeat(LARGEST + 1);
        let long = format!("format = 1\nx = [{}]", "1,".repeat(2000));
        let unknown = "format = 1\n[meta]\nbase = \"nergens\"";
        for (file, why) in [
            ("", "kies een bestand"),
            ("format = 1\n[[[", "Regel 2:"),
            ("format = 2", "taalversie 2"),
            ("x = 1", "format"),
            (&huge, "bytes groot"),
            (&long, "telt 2000 onderdelen"),
            (unknown, "de basis 'nergens' is er niet"),
        ] {
            let refused = templates::start(&fenna.scope, New { start: "bestand", text: file, name: "" }).await;
            let Err(Failure::Invalid(errors)) = refused else { panic!("{why}: {refused:?}") };
            assert!(errors[0].field == "tekst" && errors[0].message.contains(why), "{why}: {errors:?}");
        }
        for start in ["versie:9", "meegeleverd:niets", "versie:"] {
            let absent = templates::start(&fenna.scope, New { start, ..New::default() }).await;
            assert!(matches!(absent, Err(Failure::Absent)), "{start}");
        }
        let nothing = templates::start(&fenna.scope, New { start: "", name: "a\nb", ..New::default() }).await;
        let Err(Failure::Invalid(errors)) = nothing else { panic!("{nothing:?}") };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["begin", "naam"], "all that is wrong at once");
        assert!(templates::list(&fenna.scope).await.unwrap().drafts.is_empty(), "{}", house.engine);

        let faulty = WAY.replace("regie = \"deskundige\"", "regie = \"niemand\"");
        let odd = "format = 1\n[meta]\ntitle = \"a\\u0000b\"\nzomaar = 1";
        for (file, name) in [(faulty.as_str(), "Aanvraag"), (odd, "ab")] {
            let id = templates::start(&fenna.scope, New { start: "bestand", text: file, name: "" }).await.unwrap();
            let page = templates::page(&fenna.scope, id).await.unwrap();
            assert!(!page.faults.is_empty() && page.head.name.starts_with(name), "{}", page.head.name);
            let list = templates::list(&fenna.scope).await.unwrap();
            assert_eq!(list.drafts[0].faults, page.faults.len());
            let refused = templates::publish(&fenna.scope, id, wanted(1)).await;
            assert!(matches!(refused, Err(Failure::Rejected(why)) if why.contains("Zolang er fouten zijn")));
        }
        assert_eq!(templates::list(&fenna.scope).await.unwrap().versions.len(), 1);
    }
}

#[tokio::test]
async fn there_is_an_end_to_the_number_of_drafts() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        for _ in 0..MOST_DRAFTS {
            begin(&fenna.scope, "leeg").await;
        }
        let one_more = templates::start(&fenna.scope, New { start: "leeg", ..New::default() }).await;
        assert!(matches!(one_more, Err(Failure::Rejected(why)) if why.contains("Er staan al 30 concepten")));
        assert!(templates::starts(&fenna.scope).await.unwrap().full.is_some(), "{}", house.engine);
    }
}

#[tokio::test]
async fn nobody_but_the_functioneel_beheerder_comes_near() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let id = begin(&fenna.scope, "leeg").await;
        let others = [
            (Function::InternBegeleider, world.esdoorn),
            (Function::Consulent, world.swv),
            (Function::Bestuurder, world.swv),
            (Function::Privacyfunctionaris, world.swv),
            (Function::Jeugdprofessional, world.municipality),
        ];
        for (function, organisation) in others {
            let other = world.member("Iemand Anders", function, organisation, &[world.esdoorn]).await;
            let other = &other.scope;
            let no = |failure: Failure| assert!(matches!(failure, Failure::Refused(Refusal::Function)), "{failure:?}");
            no(templates::list(other).await.unwrap_err());
            no(templates::starts(other).await.unwrap_err());
            no(templates::start(other, New { start: "leeg", ..New::default() }).await.unwrap_err());
            no(templates::page(other, id).await.unwrap_err());
            no(templates::text(other, id).await.unwrap_err());
            no(templates::rename(other, id, "Nieuwe werkwijze", "Van mij").await.unwrap_err());
            let typed = Typed { version: 1, base: empty().into(), mine: WAY.into() };
            no(templates::save(other, id, typed).await.unwrap_err());
            no(templates::replace(other, id, 1, WAY).await.unwrap_err());
            no(templates::publishing(other, id).await.unwrap_err());
            no(templates::publish(other, id, wanted(1)).await.unwrap_err());
            no(templates::discard(other, id, 1).await.unwrap_err());
            no(templates::version(other, 1).await.unwrap_err());
            no(templates::export(other, 1).await.unwrap_err());
            no(templates::compare(other, "", "").await.unwrap_err());
        }
        assert_eq!(text(&fenna.scope, id).await, empty(), "{}", house.engine);
    }
}

#[tokio::test]
async fn another_tenants_draft_does_not_exist() {
    for house in houses().await {
        let (linde, beuk) = (World::new(&house, "linde").await, World::new(&house, "beuk").await);
        let (fenna, other) = (fenna(&linde).await, guus(&beuk).await);
        let id = begin(&fenna.scope, "leeg").await;
        let other = &other.scope;
        let absent = |failure: Failure| assert!(matches!(failure, Failure::Absent), "{failure:?}");
        absent(templates::page(other, id).await.unwrap_err());
        absent(templates::text(other, id).await.unwrap_err());
        absent(templates::rename(other, id, "Nieuwe werkwijze", "Van mij").await.unwrap_err());
        let typed = Typed { version: 1, base: empty().into(), mine: WAY.into() };
        absent(templates::save(other, id, typed).await.unwrap_err());
        absent(templates::replace(other, id, 1, WAY).await.unwrap_err());
        absent(templates::publishing(other, id).await.unwrap_err());
        absent(templates::publish(other, id, wanted(1)).await.unwrap_err());
        absent(templates::discard(other, id, 1).await.unwrap_err());
        absent(templates::compare(other, "1", &format!("concept-{id}")).await.unwrap_err());
        assert_eq!(text(&fenna.scope, id).await, empty(), "{}", house.engine);
    }
}

#[tokio::test]
async fn a_draft_is_renamed_and_thrown_away_unless_somebody_was_first() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (fenna, guus) = (fenna(&world).await, guus(&world).await);
        let id = begin(&fenna.scope, "leeg").await;
        templates::rename(&fenna.scope, id, "Nieuwe werkwijze", "Voor volgend jaar").await.unwrap();
        let late = templates::rename(&guus.scope, id, "Nieuwe werkwijze", "Van Guus").await;
        assert!(matches!(late, Err(Failure::Stale(stale)) if stale.by == "Fenna Bos"));
        let empty_name = templates::rename(&fenna.scope, id, "Voor volgend jaar", " ").await;
        assert!(matches!(empty_name, Err(Failure::Invalid(errors)) if errors[0].field == "naam"));
        assert_eq!(templates::head(&fenna.scope, id).await.unwrap().name, "Voor volgend jaar");

        templates::replace(&guus.scope, id, 1, WAY).await.unwrap();
        let late = templates::replace(&fenna.scope, id, 1, empty()).await;
        assert!(matches!(late, Err(Failure::Stale(stale)) if stale.by == "Guus Groot"));
        let late = templates::discard(&fenna.scope, id, 1).await;
        assert!(matches!(late, Err(Failure::Stale(_))), "what Guus wrote is not thrown away unseen");
        assert_eq!(text(&fenna.scope, id).await, WAY);
        templates::discard(&fenna.scope, id, 2).await.unwrap();
        assert!(matches!(templates::page(&fenna.scope, id).await, Err(Failure::Absent)), "{}", house.engine);

        let told: Vec<_> = trail(&world).await.into_iter().map(|(_, fields)| fields).collect();
        assert_eq!(told, ["draft_begun", "draft_name", "draft_replaced", "draft_discarded"]);
    }
}

#[tokio::test]
async fn two_people_write_and_nothing_is_lost() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (fenna, guus) = (fenna(&world).await, guus(&world).await);
        let id = begin(&fenna.scope, "leeg").await;
        let save = |scope: Scope, version, mine: String| async move {
            templates::save(&scope, id, Typed { version, base: empty().into(), mine }).await.unwrap()
        };
        let change = |from: &str, to: &str| empty().replace(from, to);
        let first = save(fenna.scope.clone(), 1, change("label = \"Begin\"", "label = \"Start\"")).await;
        assert_eq!((first.version, first.at.as_str(), first.clashes.len()), (2, "09:00", 0));
        assert!(first.text.contains("# Een werkwijze om mee te beginnen"), "remarks stay while nobody else writes");

        // Guus still has what both began with, and changes something else.
        let second = save(guus.scope.clone(), 1, change("De eerste stap", "Kennismaken")).await;
        assert_eq!((second.version, second.clashes.len()), (3, 0));
        assert!(second.text.contains("Start") && second.text.contains("Kennismaken"), "{}", second.text);

        // Now the same thing: what is stored stays, and Fenna hears what she wanted.
        let third = save(fenna.scope.clone(), 1, change("De eerste stap", "Intake")).await;
        let clash = &third.clashes[0];
        assert_eq!((third.version, third.clashes.len()), (3, 1), "nothing new was written");
        assert!(clash.mine.contains("Intake") && clash.theirs.contains("Kennismaken"), "{clash:?}");
        assert!(third.text.contains("Kennismaken") && third.text == text(&fenna.scope, id).await);

        // What was saved already is saved again without a new version.
        let again =
            templates::save(&guus.scope, id, Typed { version: 3, base: third.text.clone(), mine: third.text.clone() });
        assert_eq!(again.await.unwrap().version, 3, "{}", house.engine);
        let told = trail(&world).await;
        let texts = told.iter().filter(|(_, fields)| fields == "draft_text").count();
        assert_eq!(texts, 2, "one line for each who wrote today: {told:?}");
        house.house.clock().set("2026-09-08T07:00:00Z".parse().unwrap());
        let next = third.text.replace("Kennismaken", "Kennis maken");
        templates::save(&fenna.scope, id, Typed { version: 3, base: third.text, mine: next }).await.unwrap();
        let texts = trail(&world).await.iter().filter(|(_, fields)| fields == "draft_text").count();
        assert_eq!(texts, 3, "and one for the next day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_save_at_once_everybodys_work_is_there() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (fenna, guus) = (fenna(&world).await, guus(&world).await);
        let id = begin(&fenna.scope, "leeg").await;
        let one = |scope: Scope, task: &'static str| async move {
            let mine = empty().replace("tasks = [", &format!("tasks = [\"{task}\", "));
            let typed = Typed { version: 1, base: empty().into(), mine };
            // Who comes too often too late is told so, and tries again.
            loop {
                match templates::save(&scope, id, typed.clone()).await {
                    Ok(saved) => break assert_eq!(saved.clashes.len(), 0),
                    Err(Failure::Rejected(_)) => {}
                    Err(failure) => panic!("{failure:?}"),
                }
            }
        };
        let all = ["Een.", "Twee.", "Drie.", "Vier."];
        let mine = |index: usize| one(fenna.scope.clone(), all[index]);
        let theirs = |index: usize| one(guus.scope.clone(), all[index]);
        tokio::join!(mine(0), theirs(1), mine(2), theirs(3));
        let text = text(&fenna.scope, id).await;
        assert!(all.iter().all(|task| text.contains(task)), "{}: {text}", house.engine);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_not_kept() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let id = begin(&fenna.scope, "leeg").await;
        let typed = |version, base: &str, mine: &str| Typed { version, base: base.into(), mine: mine.into() };
        for (typed, why) in [
            (typed(1, empty(), "format = 1\nx = ["), "Uw tekst is niet te lezen en niet bewaard. Regel 2"),
            (typed(0, "[", empty()), "De tekst waarmee u begon is niet te lezen"),
            (typed(1, empty(), ""), "format"),
            (typed(1, empty(), &"#".repeat(LARGEST + 1)), "bytes groot"),
        ] {
            let refused = templates::save(&fenna.scope, id, typed).await;
            assert!(
                matches!(&refused, Err(Failure::Invalid(errors)) if errors[0].message.contains(why)),
                "{refused:?}"
            );
        }
        assert_eq!(text(&fenna.scope, id).await, empty(), "{}", house.engine);
    }
}
