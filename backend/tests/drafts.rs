//! A way of working is written, by one or by two, and becomes a version: what is kept, what is refused, and what the trail
//! tells of it.

#![expect(clippy::unwrap_used, reason = "tests")]
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

const WAY: &str = include_str!("../../domain/tests/ways/aanvraag.toml");

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
    Wanted { version, from: "1-10-2026", note: "De termijnen waren te kort." }
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

#[tokio::test]
async fn publishing_says_first_what_changes_and_then_makes_the_next_version() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", WAY)).await;
        let fenna = fenna(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        cases::start(&ib.scope, sem, "indienen").await.unwrap();
        let id = begin(&fenna.scope, "versie:1").await;
        let nothing = templates::publishing(&fenna.scope, id).await.unwrap();
        assert_eq!((nothing.differences.len(), nothing.running, nothing.number), (0, 1, 2));
        assert_eq!(nothing.in_force, Some((1, "Werkwijze".into())));

        let old = text(&fenna.scope, id).await;
        let label = Template::parse(WAY).unwrap().steps[0].title.clone();
        let new = old.replace(&format!("title = \"{label}\""), "title = \"Aanvraag binnen\"");
        let saved = templates::save(&fenna.scope, id, Typed { version: 1, base: old, mine: new }).await.unwrap();
        let page = templates::publishing(&fenna.scope, id).await.unwrap();
        assert_eq!(page.differences[0].title, "Stappen");
        assert!(page.differences[0].words[0].contains("Aanvraag binnen"), "{:?}", page.differences);

        let too_early = Wanted { from: "6-9-2026", note: "", ..wanted(saved.version) };
        let refused = templates::publish(&fenna.scope, id, too_early).await;
        let Err(Failure::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["vanaf", "waarom"]);
        assert!(matches!(templates::publish(&fenna.scope, id, wanted(1)).await, Err(Failure::Stale(_))));

        assert_eq!(templates::publish(&fenna.scope, id, wanted(saved.version)).await.unwrap(), 2);
        let gone = templates::publish(&fenna.scope, id, wanted(saved.version)).await;
        assert!(matches!(gone, Err(Failure::Absent)), "the draft is gone, and nothing is published twice");
        let list = templates::list(&fenna.scope).await.unwrap();
        let told: Vec<_> = list.versions.iter().map(|line| (line.number, line.standing, line.running)).collect();
        assert_eq!(told, [(2, Standing::Later, 0), (1, Standing::InForce, 1)], "{}", house.engine);
        let two = &list.versions[0];
        assert_eq!((two.note.as_str(), two.by.as_str()), ("De termijnen waren te kort.", "Fenna Bos"));
        assert!(list.drafts.is_empty());

        house.house.clock().set("2026-10-01T07:00:00Z".parse().unwrap());
        let page = templates::version(&fenna.scope, 2).await.unwrap();
        assert_eq!((page.line.standing, page.published.as_str()), (Standing::InForce, "07-09-2026"));
        let steps: Vec<_> = page.overview.phases.iter().flat_map(|phase| &phase.steps).collect();
        assert!(steps.iter().any(|step| step.title == "Aanvraag binnen"));
        let words = templates::compare(&fenna.scope, "1", "2").await.unwrap();
        assert!(words.differences[0].words[0].contains("Aanvraag binnen"));
        let back = templates::compare(&fenna.scope, "2", "1").await.unwrap();
        assert!(back.differences[0].words[0].contains(&label), "{:?}", back.differences);
        let told = trail(&world).await;
        assert!(told.contains(&("template.publish".into(), "version_published".into())), "{told:?}");
    }
}

#[tokio::test]
async fn a_version_is_published_once_also_when_two_press_the_button() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (fenna, guus) = (fenna(&world).await, guus(&world).await);
        let (one, other) = (begin(&fenna.scope, "leeg").await, begin(&fenna.scope, "leeg").await);
        let same = tokio::join!(
            templates::publish(&fenna.scope, one, wanted(1)),
            templates::publish(&guus.scope, one, wanted(1)),
        );
        assert_eq!([&same.0, &same.1].iter().filter(|done| done.is_ok()).count(), 1, "{same:?}");
        let late = if same.0.is_ok() { same.1 } else { same.0 };
        assert!(matches!(late, Err(Failure::Absent | Failure::Stale(_))), "{}: {late:?}", house.engine);
        assert_eq!(templates::publish(&guus.scope, other, wanted(1)).await.unwrap(), 3);
        let numbers: Vec<_> =
            templates::list(&fenna.scope).await.unwrap().versions.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [3, 2, 1]);
    }
}

#[tokio::test]
async fn new_work_starts_with_what_was_published_for_today() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", WAY)).await;
        let fenna = fenna(&world).await;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        // The version in force is known to this server, and must not stay so.
        assert!(cases::start(&ib.scope, sem, "proces_1").await.is_err());
        let start = format!("meegeleverd:{}", shipped()[0].0);
        let id = begin(&fenna.scope, &start).await;
        let today = Wanted { from: "7-9-2026", ..wanted(1) };
        templates::publish(&fenna.scope, id, today).await.unwrap();
        cases::start(&ib.scope, sem, "proces_1").await.unwrap();
        let list = templates::list(&fenna.scope).await.unwrap();
        assert_eq!(list.versions[0].running, 1, "{}", house.engine);
    }
}

#[tokio::test]
async fn a_file_leaves_as_it_came_and_the_trail_tells_of_both() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let number = carry::import(&house.house, Arc::clone(&world.tenant), WAY, "2026-09-07".parse().unwrap()).await;
        assert_eq!(number.unwrap(), 2);
        let (name, file) = templates::export(&fenna.scope, 2).await.unwrap();
        assert_eq!((name.as_str(), file.as_str()), ("aanvraag-versie-2.toml", WAY));
        assert!(matches!(templates::export(&fenna.scope, 7).await, Err(Failure::Absent)));
        let id = begin(&fenna.scope, "versie:2").await;
        let (name, file) = templates::text(&fenna.scope, id).await.unwrap();
        assert_eq!((name.as_str(), file.as_str()), ("aanvraag-concept.toml", WAY));
        carry::export(&house.house, Arc::clone(&world.tenant), None).await.unwrap();

        let told: Vec<_> = trail(&world).await;
        let told: Vec<_> = told.iter().map(|(deed, fields)| (deed.as_str(), fields.as_str())).collect();
        let expected = [
            ("template.publish", "version_imported"),
            ("template.export", ""),
            ("template.draft", "draft_begun"),
            ("template.export", ""),
            ("template.export", ""),
        ];
        assert_eq!(told, expected, "{}", house.engine);
        let mut tx = world.tx().await;
        let first = tx.one(audit::Entity::find().order_by_asc(audit::Column::Id)).await.unwrap().unwrap();
        world.keep(tx).await;
        assert_eq!(first.person_name, "Opdracht op de server");
        let list = templates::list(&fenna.scope).await.unwrap();
        assert_eq!((list.versions[0].by.as_str(), list.versions[0].standing), ("", Standing::InForce));
    }
}

#[tokio::test]
async fn a_tenant_without_a_version_can_begin_and_publish_its_first() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        // As a tenant that was only just made.
        let mut tx = world.tx().await;
        tx.delete(backend::store::entity::template::Entity::delete_many()).await.unwrap();
        world.keep(tx).await;
        let list = templates::list(&fenna.scope).await.unwrap();
        assert!(list.versions.is_empty() && list.drafts.is_empty());
        let nothing = templates::compare(&fenna.scope, "", "").await.unwrap();
        assert!(nothing.choices.is_empty() && nothing.from.is_empty());
        let id = begin(&fenna.scope, "leeg").await;
        let one = templates::compare(&fenna.scope, "", "").await.unwrap();
        assert_eq!(one.choices.len(), 1);
        let page = templates::publishing(&fenna.scope, id).await.unwrap();
        assert_eq!((page.number, page.in_force), (1, None));
        let number = templates::publish(&fenna.scope, id, Wanted { from: "7-9-2026", ..wanted(1) }).await.unwrap();
        assert_eq!(number, 1, "{}", house.engine);
    }
}

#[tokio::test]
async fn a_way_of_working_leaves_as_a_drawing_too_also_a_draft_with_faults() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", WAY)).await;
        let fenna = fenna(&world).await;
        let (name, text) = templates::drawing(&fenna.scope, 1).await.unwrap();
        assert_eq!(name, "aanvraag-versie-1.bpmn");
        assert!(text.starts_with("<?xml") && text.contains("<bpmn:userTask"), "{text}");
        assert!(matches!(templates::drawing(&fenna.scope, 9).await, Err(Failure::Absent)));

        let faulty = WAY.replace("regie = \"deskundige\"", "regie = \"niemand\"");
        let id = templates::start(&fenna.scope, New { start: "bestand", text: &faulty, name: "" }).await.unwrap();
        assert!(templates::drawing_of_draft(&fenna.scope, id).await.unwrap().1.contains("<bpmn:userTask"));
        templates::replace(&fenna.scope, id, 1, "format = 1\nzomaar = 1").await.unwrap();
        let refused = templates::drawing_of_draft(&fenna.scope, id).await;
        assert!(matches!(refused, Err(Failure::Rejected(why)) if why.contains("nog niet te tekenen")));
        let other = guus(&World::new(&house, "beuk").await).await;
        assert!(matches!(templates::drawing_of_draft(&other.scope, id).await, Err(Failure::Absent)));
        let told = trail(&world).await.into_iter().filter(|(_, fields)| fields == "drawing").count();
        assert_eq!(told, 2, "what was not handed out is not in the trail: {}", house.engine);
    }
}

/// The demonstration of a pilot, as if Rondom had a newer text of the province since.
#[tokio::test]
async fn what_is_new_in_what_a_version_builds_on_comes_in_beside_what_the_tenant_wrote() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let id = begin(&fenna.scope, "meegeleverd:groningen-dal").await;
        let begun = text(&fenna.scope, id).await;
        // What the tenant makes of it: a title and a term of its own.
        let mine = begun.replacen("title = \"Integrale aanpak: pilot DAL-gemeenten\"", "title = \"Onze aanpak\"", 1);
        assert_ne!(mine, begun);
        let typed = Typed { version: 1, base: begun.clone(), mine };
        let saved = templates::save(&fenna.scope, id, typed).await.unwrap();
        let number = templates::publish(&fenna.scope, id, wanted(saved.version)).await.unwrap();
        assert_eq!(templates::list(&fenna.scope).await.unwrap().renewed, None, "it has everything");
        let renewal = templates::renewal(&fenna.scope, number).await.unwrap();
        assert!(renewal.changes.is_empty() && renewal.both.is_empty(), "{renewal:?}");
        let refused = templates::start(&fenna.scope, New { start: "vernieuwd:2", ..New::default() }).await;
        assert!(matches!(refused, Err(Failure::Rejected(_))), "{refused:?}");

        // The text with which the work began was an older one: another title, and another name of a role.
        let older = begun
            .replacen("title = \"Integrale aanpak: pilot DAL-gemeenten\"", "title = \"Aanpak van vorig jaar\"", 1)
            .replacen("label = \"procescoördinator CJG DAL-gemeenten\"", "label = \"coördinator\"", 1);
        assert_ne!(older, begun);
        let mut tx = world.tx().await;
        let change = template::ActiveModel { origin_body: Set(Some(older)), ..Default::default() };
        let query = template::Entity::update_many().set(change).filter(template::Column::Number.eq(number));
        tx.update(query).await.unwrap();
        world.keep(tx).await;

        let renewed = templates::list(&fenna.scope).await.unwrap().renewed.unwrap();
        assert_eq!((renewed.number, renewed.title.as_str()), (number, "Integrale aanpak: pilot DAL-gemeenten"));
        let renewal = templates::renewal(&fenna.scope, number).await.unwrap();
        let words: Vec<_> = renewal.changes.iter().flat_map(|part| &part.words).collect();
        assert!(words.iter().any(|words| words.contains("procescoördinator CJG DAL-gemeenten")), "{words:?}");
        let [both] = renewal.both.as_slice() else { panic!("{:?}", renewal.both) };
        assert_eq!(
            (both.ours.as_str(), both.renewed.as_str()),
            ("'Onze aanpak'", "'Integrale aanpak: pilot DAL-gemeenten'")
        );

        let id = begin(&fenna.scope, &format!("vernieuwd:{number}")).await;
        let page = templates::page(&fenna.scope, id).await.unwrap();
        assert!(page.faults.is_empty() && page.head.started_from.contains("met wat er nieuw is"), "{:?}", page.head);
        assert!(page.text.contains("\"Onze aanpak\"") && page.text.contains("procescoördinator CJG DAL-gemeenten"));
        let next = templates::publish(&fenna.scope, id, wanted(1)).await.unwrap();
        assert_eq!(templates::list(&fenna.scope).await.unwrap().renewed, None, "{}: version {next}", house.engine);
    }
}
