//! Cases that go back to the version that they had, or do not any more.

use super::*;

#[tokio::test]
async fn what_went_back_is_as_it_was_and_the_story_keeps_both() {
    for house in houses().await {
        let (story, others) = Story::beside(
            &house,
            &next(&[("\"advies_onderwijs\"", "\"a\""), ("\"advies_zorg\"", "\"b\"")]),
            &["Ada".to_owned()],
        )
        .await;
        assert_eq!(others.len(), 1);
        story.files(story.sem).await;
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        story.does(&story.secretaris, story.sem, Wish::Move { transition: "volledig" }, "").await;
        story
            .does(&story.deskundige, story.sem, Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" }, "")
            .await;
        let (before, running) = (story.rows().await, story.running(story.sem).await);

        let id = story.moves(&[("advies_onderwijs", "besluiten"), ("advies_zorg", "besluiten")]).await;
        assert_eq!(story.steps(story.sem).await, ["besluiten"], "{}", house.engine);
        assert_ne!(story.rows().await, before);
        assert_eq!(story.after(id).await.can_go_back(), 2);
        story.later("2026-10-07");
        assert_eq!(moving::back(&story.fenna.scope, id, None).await.unwrap(), 2);
        assert_eq!(story.rows().await, before, "{}", house.engine);
        let now = story.running(story.sem).await;
        assert_eq!(serde_json::to_string(&now.phases).unwrap(), serde_json::to_string(&running.phases).unwrap());
        let so_far = |running: &Running| {
            running.turns.iter().map(|turn| (turn.key.clone(), turn.since, turn.so_far.clone())).collect::<Vec<_>>()
        };
        assert_eq!(so_far(&now), so_far(&running));
        let told = story.told(story.sem).await;
        assert_eq!(told[0].1, "zette de casus terug van versie 2 naar versie 1 van de werkwijze");
        assert!(
            told.iter().any(|(_, what)| what
                == "zette de casus over van versie 1 naar versie 2 van de werkwijze (ongedaan gemaakt)")
        );

        let again = moving::back(&story.fenna.scope, id, None).await;
        assert!(matches!(again, Err(Failure::Stale(stale)) if stale.by == "Fenna Bos"), "it went back already");
        let after = story.after(id).await;
        assert!(after.cases.iter().all(|case| case.text == "teruggezet op 07-10-2026 door Fenna Bos"), "{after:?}");
        story.does(&story.deskundige, story.sem, Wish::Perform { step: "advies_onderwijs", way: "overleg" }, "").await;
    }
}

#[tokio::test]
async fn after_thirty_days_or_after_something_happened_a_case_does_not_go_back() {
    for house in houses().await {
        let story = Story::new(&house, &renamed()).await;
        story.files(story.sem).await;
        let id = story.moves(&[("toets", "controle")]).await;
        story.does(&story.secretaris, story.sem, Wish::Move { transition: "terug" }, "De bijlage ontbreekt.").await;
        let refused = moving::back(&story.fenna.scope, id, None).await;
        let Err(Failure::Rejected(why)) = refused else { unreachable!("{refused:?}") };
        assert!(why.contains("iets gebeurd") && why.contains("Vraag het wie de regie heeft"), "{why}");
        let shown = story.after(id).await;
        assert!(!shown.cases[0].can_go_back && shown.cases[0].why_not == why);
        // Whoever made the step takes it back, and then the case can return.
        story.does(&story.secretaris, story.sem, Wish::Undo, "").await;
        assert!(story.after(id).await.cases[0].can_go_back, "{}", house.engine);

        story.later("2026-10-08");
        let late = moving::back(&story.fenna.scope, id, None).await;
        assert!(
            matches!(late, Err(Failure::Rejected(why)) if why.starts_with("Terugzetten kon tot en met 07-10-2026."))
        );
        assert_eq!(moving::movings(&story.fenna.scope).await.unwrap().earlier[0].back_until, None);
        story.later("2026-10-07");
        assert_eq!(moving::back(&story.fenna.scope, id, None).await.unwrap(), 1);
        assert_eq!(story.steps(story.sem).await, ["toets"]);
    }
}

#[tokio::test]
async fn forms_stay_and_one_that_was_filled_in_since_keeps_the_case_where_it_is() {
    for house in houses().await {
        let text = next(&[
            ("linkId = \"voorliggend\"", "linkId = \"eerst\""),
            ("field = \"voorliggend\"", "field = \"eerst\""),
        ]);
        let story = Story::new(&house, &text).await;
        story.files(story.sem).await;
        let sheets_before = story.rows().await["case_sheet"].clone();
        let before = story.before(&[]).await;
        let said = "Blijft bewaard, wordt niet meer gebruikt: het antwoord op 'Wat is voorliggend?'.";
        assert!(before.groups[0].lines.iter().any(|told| told.line.text == said), "{:?}", before.groups[0].lines);
        let id = story.moves(&[]).await;
        assert_eq!(story.rows().await["case_sheet"], sheets_before, "{}", house.engine);
        let place = Place { pupil: story.sem, form: "aanvraagformulier", round: None };
        let page = sheets::page(&story.ib.scope, place).await.unwrap();
        assert!(page.answers.is_yes("ouders_gehoord") && page.answers.get("voorliggend").is_none());
        story.later("2026-09-08");
        sheets::save(&story.ib.scope, place, page.version, &[("eerst".into(), "onderwijs".into())]).await.unwrap();
        let refused = moving::back(&story.fenna.scope, id, None).await;
        assert!(matches!(refused, Err(Failure::Rejected(why)) if why.contains("iets gebeurd")));
    }
}
