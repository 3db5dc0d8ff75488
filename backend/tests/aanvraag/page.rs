//! What the page of a case says: its phases, where a block can be taken away, its goals, and what was decided and why.

use super::*;
use domain::page::running::Act;

/// The rows of the form that are closed without a consent of their own, as goals.
fn with_goals() -> String {
    let plain = "title = \"Behandelaars\"\nkind = \"rows\"\n";
    assert!(WAY.contains(plain));
    WAY.replace(plain, "title = \"Behandelaars\"\nkind = \"rows\"\ngoals = true\n")
}

async fn file(story: &Story<'_>, who: &Member) -> domain::page::pupil::File {
    pupils::file(&who.scope, story.sem).await.unwrap()
}

fn mends(act: &Act) -> Vec<(&str, &str)> {
    act.mends.iter().map(|mend| (mend.label.as_str(), mend.href.rsplit('/').next().unwrap_or_default())).collect()
}

#[tokio::test]
async fn phases_stand_in_order_with_the_present_one_open_and_loops_counted() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.fills(&story.ib, &[("ouders_gehoord", "ja")]).await.unwrap();
        let phases = story.running(&story.ib.scope).await.phases;
        let open: Vec<_> = phases.iter().map(|phase| (phase.label.as_str(), phase.is_open())).collect();
        assert_eq!(open, [("Aanvraag", true), ("Advies", false), ("Besluit en uitvoering", false)], "{}", house.engine);
        story.does(&story.ib, Wish::Move { transition: "ingediend" }, "").await;
        story.does(&story.secretaris, Wish::Move { transition: "terug" }, "De verklaring ontbreekt.").await;
        story.does(&story.ib, Wish::Move { transition: "aangevuld" }, "").await;
        let phases = story.running(&story.ib.scope).await.phases;
        let toets = phases.iter().flat_map(|phase| &phase.steps).find(|step| step.is_open).unwrap();
        assert_eq!(toets.rounds, 2);
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        story.does(&story.secretaris, Wish::Move { transition: "volledig" }, "").await;
        let phases = story.running(&story.ib.scope).await.phases;
        let open = phases[1].steps.iter().filter(|step| step.is_open).count();
        assert_eq!((phases[0].is_open(), phases[0].was_entered(), open), (false, true, 2), "two tracks side by side");
    }
}

#[tokio::test]
async fn what_blocks_leads_to_where_this_reader_can_put_it_right() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let turn = story.running(&story.ib.scope).await.turns.remove(0);
        let filed = turn.ways.iter().find(|act| act.value == "overgang:ingediend").unwrap();
        assert_eq!(mends(filed)[0].1, "aanvraagformulier", "{}", house.engine);
        story.fills(&story.ib, &[("ouders_gehoord", "ja")]).await.unwrap();
        story.does(&story.ib, Wish::Move { transition: "ingediend" }, "").await;
        let blocked = async |who: &Member| {
            let turn = story.running(&who.scope).await.turns.remove(0);
            turn.ways.into_iter().find(|act| act.value == "overgang:volledig").unwrap()
        };
        let (school, secretaris) = (blocked(&story.ib).await, blocked(&story.secretaris).await);
        assert_eq!(mends(&school), [("Leg de toestemming vast", "toestemming")]);
        assert!(secretaris.blocked.is_some() && secretaris.mends.is_empty(), "the school records consents");
    }
}

#[tokio::test]
async fn goals_are_shown_as_far_as_the_form_is_open_to_the_reader() {
    for house in houses().await {
        let story = Story::under(&house, &with_goals()).await;
        let rows = [("ouders_gehoord", "ja"), ("behandelaars.1.behandelaar", "dokter Wit")];
        story.fills(&story.ib, &rows).await.unwrap();
        let goals = file(&story, &story.ib).await.goals;
        assert_eq!(goals.len(), 1);
        assert_eq!(goals[0].goals, [[("Wie behandelt de leerling?".to_owned(), "dokter Wit".to_owned())]]);
        let town = [story.world.municipality];
        story.world.consent(story.sem, "advies", story.ib.membership, &town).await;
        assert!(file(&story, &story.jp).await.goals.is_empty(), "{}: this part has a consent of its own", house.engine);
        story.world.consent(story.sem, "medisch", story.ib.membership, &town).await;
        assert_eq!(file(&story, &story.jp).await.goals.len(), 1);
        assert!(file(&story, &story.deskundige).await.goals.is_empty(), "the form does not name this role");
    }
}

#[tokio::test]
async fn decisions_stand_with_their_stage_grounds_day_and_who_and_are_for_those_whose_they_are() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.advised().await;
        let way = Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" };
        story.does(&story.deskundige, way, "").await;
        story.does(&story.jp, Wish::Record { fact: "advies_zorg_gegeven" }, "").await;
        let grounds = vec!["wet", "basis"];
        let decide = Wish::Decide { decision: "toekenning", outcome: "afgewezen", grounds };
        story.does(&story.secretaris, decide, "Zie het verslag.").await;
        let page = file(&story, &story.ib).await;
        let [decided] = &page.decisions[..] else { panic!("{:?}", page.decisions) };
        assert_eq!((decided.what.as_str(), decided.outcome.as_str()), ("Voorgenomen besluit", "afgewezen"));
        assert_eq!(decided.grounds, ["de basisondersteuning is niet uitgeput", "de wet staat het niet toe"]);
        assert_eq!((decided.reason.as_str(), decided.who.as_str()), ("Zie het verslag.", "Clara Smit, consulent"));
        assert_eq!(decided.on, house.house.clock().today(), "{}", house.engine);
        let told =
            page.days.iter().flat_map(|day| &day.happenings).find(|line| line.what.contains("afgewezen")).unwrap();
        let detail = told.detail.as_ref().unwrap();
        assert!(detail.starts_with("Omdat de basisondersteuning") && detail.ends_with("Zie het verslag."), "{detail}");
        assert!(file(&story, &story.jp).await.decisions.is_empty(), "others decided it");
    }
}
