//! Where a case stays where it is, and why.

use super::*;

#[tokio::test]
async fn a_step_that_is_gone_needs_a_choice_from_the_list() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.files(story.sem).await;
        let before = story.before(&[]).await;
        assert_eq!((before.gone.len(), before.ready()), (1, 0), "{}", house.engine);
        assert!(before.groups[0].cases[0].why_not[0].starts_with("Versie 2 kent 'Toets' niet."));
        let value = before.groups[0].cases[0].value.clone();
        let start = |steps: Vec<(&'static str, &'static str)>, otherwise: &'static str| {
            let wanted = Wanted { steps, otherwise, ..story.wanted(&[]) };
            let (scope, value) = (story.fenna.scope.clone(), value.clone());
            async move { moving::start(&scope, &wanted, &[&value]).await }
        };
        let field = |outcome: Result<MovingId, Failure>| match outcome {
            Err(Failure::Invalid(errors)) => errors[0].field.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(field(start(vec![], "").await), "stap-toets");
        assert_eq!(field(start(vec![("toets", "nergens")], "").await), "stap-toets");
        assert_eq!(field(start(vec![], "nergens").await), "anders");
        for (cases, wrong) in [(vec![], "zaak"), (vec!["onzin"], ""), (vec!["onzin:1"], "")] {
            let outcome = moving::start(&story.fenna.scope, &story.wanted(&[("toets", "controle")]), &cases).await;
            assert_eq!(field(outcome), wrong);
        }
        assert!(moving::movings(&story.fenna.scope).await.unwrap().earlier.is_empty(), "nothing was begun");
        let id = start(vec![], "controle").await.unwrap();
        moving::go_on(&story.fenna.scope, id).await.unwrap();
        assert_eq!(story.steps(story.sem).await, ["controle"], "for every step without a choice of its own");
    }
}

#[tokio::test]
async fn only_to_a_version_that_holds_or_will() {
    for house in houses().await {
        let mut story = Story::new(&house, &renamed()).await;
        let (first, second) = (story.old, story.new);
        story.later("2026-09-08");
        let text = next(&[("Proefwerkwijze 2026", "Proefwerkwijze 2027")]);
        let third = story.publishes(&text).await;
        let try_to = |from: TemplateId, to: TemplateId| {
            let wanted = Wanted { from: Some(from), to: Some(to), ..Wanted::default() };
            let scope = story.fenna.scope.clone();
            async move { moving::before(&scope, &wanted).await }
        };
        let why = |outcome: Result<Before, Failure>| match outcome {
            Err(Failure::Invalid(errors)) => errors[0].message.clone(),
            other => panic!("{other:?}"),
        };
        assert!(why(try_to(first, second).await).contains("versie 2 geldt niet meer"), "{}", house.engine);
        assert!(why(try_to(first, first).await).contains("andere versie"));
        assert!(try_to(first, third).await.is_ok());
        let house = &story.world.house.house;
        carry::import(house, Arc::clone(&story.world.tenant), WAY, "2027-08-01".parse().unwrap()).await.unwrap();
        let versions = moving::movings(&story.fenna.scope).await.unwrap().versions;
        assert_eq!(versions[0].standing, "gaat gelden op 01-08-2027");
        assert_eq!((versions[1].standing.as_str(), versions[1].running), ("geldt sinds 08-09-2026", 0));
        story.new = versions[0].id;
        assert_eq!(story.before(&[]).await.total(), 1);
    }
}

#[tokio::test]
async fn a_case_that_changed_after_the_preview_is_skipped_and_the_others_go() {
    for house in houses().await {
        let (story, others) = Story::beside(&house, &renamed(), &["Ada".to_owned()]).await;
        let ada = others[0];
        let before = story.before(&[("toets", "controle")]).await;
        let cases = ready(&before);
        story.files(story.sem).await;
        let cases: Vec<&str> = cases.iter().map(|case| case.value.as_str()).collect();
        let id = moving::start(&story.fenna.scope, &story.wanted(&[("toets", "controle")]), &cases).await.unwrap();
        let waiting = story.after(id).await;
        assert_eq!((waiting.moving.counts.waiting, waiting.cases[0].outcome), (2, Outcome::Waiting));
        moving::go_on(&story.fenna.scope, id).await.unwrap();
        let after = story.after(id).await;
        let counts = after.moving.counts;
        assert_eq!((counts.moved, counts.skipped, counts.waiting), (1, 1, 0), "{}", house.engine);
        let skipped = after.cases.iter().find(|case| case.outcome == Outcome::Skipped).unwrap();
        assert!(skipped.text.starts_with("De casus is om 09:00 veranderd, nadat u zag"), "{}", skipped.text);
        assert_eq!(story.steps(story.sem).await, ["toets"], "untouched");
        assert_eq!(story.running(ada).await.way, "versie 2");
        // Pressing once more moves nothing twice.
        assert_eq!(moving::go_on(&story.fenna.scope, id).await.unwrap(), 0);
        assert_eq!(story.after(id).await.moving.counts, counts);
    }
}

#[tokio::test]
async fn what_was_filled_in_after_the_preview_keeps_a_case_where_it_is() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        let before = story.before(&[]).await;
        let value = before.groups[0].cases[0].value.clone();
        house.house.clock().set("2026-09-07T07:05:00Z".parse().unwrap());
        let place = Place { pupil: story.sem, form: "aanvraagformulier", round: None };
        sheets::save(&story.ib.scope, place, 0, &[("voorliggend".into(), "zorg".into())]).await.unwrap();
        let id = moving::start(&story.fenna.scope, &story.wanted(&[]), &[&value]).await.unwrap();
        moving::go_on(&story.fenna.scope, id).await.unwrap();
        let after = story.after(id).await;
        assert!(after.cases[0].text.starts_with("De casus is om 09:05 veranderd"), "{}: {after:?}", house.engine);
        for seen in ["", "straks", "99999999999999999"] {
            let wanted = Wanted { seen, ..story.wanted(&[]) };
            let refused = moving::start(&story.fenna.scope, &wanted, &[&value]).await;
            assert!(
                matches!(refused, Err(Failure::Invalid(errors)) if errors[0].message.contains("verouderd")),
                "{seen}"
            );
        }
    }
}

#[tokio::test]
async fn a_case_that_cannot_go_says_why_and_who_can_help() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.files(story.sem).await;
        let partner = [("toets", "advies_zorg")];
        let before = story.before(&partner).await;
        assert_eq!(before.ready(), 0, "{}", house.engine);
        let why = &before.groups[0].cases[0].why_not[0];
        assert!(why.contains("geen geldige toestemming") && why.contains("Vraag de school"), "{why}");
        let value = before.groups[0].cases[0].value.clone();
        let id = moving::start(&story.fenna.scope, &story.wanted(&partner), &[&value]).await.unwrap();
        moving::go_on(&story.fenna.scope, id).await.unwrap();
        let after = story.after(id).await;
        assert_eq!((after.cases[0].outcome, &after.cases[0].text), (Outcome::Skipped, why));
        assert_eq!(story.steps(story.sem).await, ["toets"]);
    }
}

#[tokio::test]
async fn a_child_with_a_running_case_under_the_new_version_keeps_the_old_one_where_it_is() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.does(&story.ib, story.sem, Wish::Close { closing: "ingetrokken" }, "Ouders zien ervan af.").await;
        story.later("2026-09-08");
        story.starts(story.sem).await;
        let first = story
            .world
            .house
            .column(
                story.world.tenant.id,
                "SELECT ID AS v FROM \"case\" WHERE tenant_id = TENANT AND closed_at IS NOT NULL",
            )
            .await;
        let first: CaseId = first[0].parse().unwrap();
        cases::command(&story.ib.scope, first, &domain::engine::Command::Reopen, 2).await.unwrap();
        let id = story.moves(&[]).await;
        let after = story.after(id).await;
        assert_eq!(after.cases[0].outcome, Outcome::Skipped, "{}", house.engine);
        assert!(after.cases[0].text.starts_with("Voor deze leerling loopt al een casus"), "{}", after.cases[0].text);
    }
}
