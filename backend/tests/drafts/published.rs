//! A draft becomes a version, leaves as a file or a drawing, and takes in what is new in what it builds on.

use super::*;

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

/// Somebody began before another published: what the other made different would quietly go out again.
#[tokio::test]
async fn a_draft_that_began_with_an_older_version_says_so_before_it_takes_the_newer_one_back() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", WAY)).await;
        let fenna = fenna(&world).await;
        let (old, new) = (begin(&fenna.scope, "versie:1").await, begin(&fenna.scope, "versie:1").await);
        assert_eq!(templates::publishing(&fenna.scope, old).await.unwrap().overtaken, None);
        let today = Wanted { from: "7-9-2026", ..wanted(1) };
        assert_eq!(templates::publish(&fenna.scope, new, today).await.unwrap(), 2);
        let page = templates::publishing(&fenna.scope, old).await.unwrap();
        assert_eq!((page.in_force.map(|(number, _)| number), page.overtaken), (Some(2), Some(1)), "{}", house.engine);
        let fresh = begin(&fenna.scope, "versie:2").await;
        assert_eq!(templates::publishing(&fenna.scope, fresh).await.unwrap().overtaken, None);
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
