//! Nothing is typed twice: what one form says stands in the next when somebody opens it who reads it there too, and it is
//! kept with the first thing that this person saves.

use super::*;
use domain::form::{Answer, Answers};

/// A second form, that takes over from the application: what is for everybody, and what has a consent of its own.
const REPORT: &str = r#"
[[roles]]
key = "leider"
label = "casusregisseur"
resolve = "case_lead"
functions = ["intern_begeleider", "jeugdprofessional"]

[[letters]]
key = "aan_de_leider"
title = "Aan de casusregisseur"
to = ["leider"]
text = ["Het verslag is er."]

[[forms]]
key = "verslag"
title = "Verslag"
steps = ["indienen", "toets"]
read = ["ib", "secretaris", "jp"]
write = ["ib", "jp"]

[[forms.sections]]
key = "over"
title = "Over de aanvraag"
kind = "header"
fields = [
  { linkId = "verslag_bestuur", text = "Bestuur", type = "string", source = "board" },
  { linkId = "verslag_regie", text = "Casusregisseur", type = "string", source = "lead" },
  { linkId = "verslag_voorliggend", text = "Voorliggend", type = "choice", required = true, answerOption = [{ value = "onderwijs", label = "onderwijs" }, { value = "zorg", label = "zorg" }], source = { answer = { form = "aanvraagformulier", field = "voorliggend" } } },
  { linkId = "verslag_slot", text = "Slot", type = "text" },
]

[[forms.sections]]
key = "verslag_gezondheid"
title = "Gezondheid"
kind = "header"
consent = "medisch"
fields = [
  { linkId = "verslag_medicatie", text = "Medicijnen", type = "text", source = { answer = { form = "aanvraagformulier", field = "medicatie" } } },
]

[[forms.sections]]
key = "verslag_behandelaars"
title = "Behandelaars"
kind = "rows"
consent = "medisch"
fields = [
  { linkId = "verslag_behandelaar", text = "Wie?", type = "string", source = { answer = { form = "aanvraagformulier", field = "behandelaar" } } },
  { linkId = "verslag_hoe", text = "Hoe gaat dat?", type = "string" },
]
"#;

fn report(story: &Story<'_>) -> Place<'static> {
    Place { form: "verslag", ..story.place() }
}

async fn opened(story: &Story<'_>, who: &Member) -> SheetPage {
    sheets::page(&who.scope, report(story)).await.unwrap()
}

fn text<'a>(answers: &'a Answers, link_id: &str) -> Option<&'a str> {
    match answers.get(link_id) {
        Some(Answer::Text(text) | Answer::Choice(text)) => Some(text),
        _ => None,
    }
}

fn known<'p>(page: &'p SheetPage, link_id: &str) -> &'p str {
    let mut known = page.parts.iter().flat_map(|part| &part.known);
    known.find(|(key, _)| key == link_id).map_or("", |(_, text)| text)
}

async fn running(house: &TestHouse) -> Story<'_> {
    let story = Story::under(house, &format!("{WAY}\n{REPORT}")).await;
    let told = [
        ("ouders_gehoord", "ja"),
        ("voorliggend", "zorg"),
        ("medicatie", "Ritalin"),
        ("behandelaars.1.behandelaar", "Kinderarts"),
    ];
    story.fills(&story.ib, &told).await.unwrap();
    story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
    story
}

#[tokio::test]
async fn what_the_application_says_stands_in_the_report_and_is_kept_with_what_is_saved() {
    for house in houses().await {
        let story = running(&house).await;
        let page = opened(&story, &story.ib).await;
        assert_eq!(text(&page.answers, "verslag_voorliggend"), Some("zorg"), "{}", house.engine);
        assert_eq!(text(&page.answers, "verslag_medicatie"), Some("Ritalin"));
        assert_eq!(
            text(&page.answers.rows("verslag_behandelaars")[0].answers, "verslag_behandelaar"),
            Some("Kinderarts")
        );
        assert!(page.version == 0 && page.lacks == ["Voorliggend"], "nothing is kept before somebody saves");
        assert_eq!((known(&page, "verslag_bestuur"), known(&page, "verslag_regie")), ("Stichting De Linde", ""));

        let read = opened(&story, &story.secretaris).await;
        let nothing = text(&read.answers, "verslag_voorliggend").is_none() && !read.lacks.is_empty();
        assert!(nothing && read.answers.rows("verslag_behandelaars").is_empty(), "who only reads, sees what was saved");
        let saved = sheets::save(&story.ib.scope, report(&story), 0, &[("verslag_slot".into(), "Klaar.".into())]).await;
        assert_eq!(saved.unwrap().version, 1);
        let read = opened(&story, &story.secretaris).await;
        assert_eq!(text(&read.answers, "verslag_voorliggend"), Some("zorg"));

        // It can be changed, and then stays as it was changed.
        let changed = [("verslag_voorliggend".to_owned(), "onderwijs".to_owned())];
        sheets::save(&story.ib.scope, report(&story), 1, &changed).await.unwrap();
        assert_eq!(text(&opened(&story, &story.ib).await.answers, "verslag_voorliggend"), Some("onderwijs"));
        // A row that came along is taken out, and put back, like any other.
        let row = ("verslag_behandelaars", 1);
        sheets::set_removed(&story.ib.scope, report(&story), 2, row, true).await.unwrap();
        let page = opened(&story, &story.ib).await;
        assert!(page.answers.rows(row.0).iter().all(|row| row.removed), "it does not come back by itself");
    }
}

#[tokio::test]
async fn a_partner_gets_nothing_through_the_report_that_the_consent_keeps_from_him_in_the_application() {
    for house in houses().await {
        let story = running(&house).await;
        let page = opened(&story, &story.jp).await;
        assert!(page.can_fill, "{}", house.engine);
        assert_eq!(text(&page.answers, "verslag_voorliggend"), Some("zorg"));
        assert!(!format!("{page:?}").contains("Ritalin") && !format!("{page:?}").contains("Kinderarts"));
        sheets::save(&story.jp.scope, report(&story), 0, &[("verslag_slot".into(), "Gezien.".into())]).await.unwrap();
        let stored = opened(&story, &story.secretaris).await;
        assert!(!format!("{stored:?}").contains("Ritalin"), "nor was it written in his name");

        story.world.consent(story.sem, "medisch", story.ib.membership, &[story.world.municipality]).await;
        assert_eq!(text(&opened(&story, &story.jp).await.answers, "verslag_medicatie"), Some("Ritalin"));
    }
}

#[tokio::test]
async fn who_has_casusregie_stands_in_the_form_by_name() {
    for house in houses().await {
        let story = running(&house).await;
        let version = story.running(&story.ib.scope).await.version;
        cases::appoint(&story.ib.scope, story.sem, Some(story.jp.membership), version).await.unwrap();
        for reader in [&story.ib, &story.secretaris, &story.jp] {
            assert_eq!(known(&opened(&story, reader).await, "verslag_regie"), "Joris van Dam", "{}", house.engine);
        }
        let database = house.house.store();
        opened(&story, &story.ib).await;
        let before = database.statements();
        opened(&story, &story.ib).await;
        assert!(database.statements() - before <= 7, "six statements and the trail");
    }
}
