//! What the analysis says of a pupil, in the forms about the case: standing there, or offered.

use super::*;

/// Writes in the analysis of De Esdoorn what the school says of a pupil whose case runs.
async fn says(ib: &Member, school: OrganisationId, pupil: PupilId, (section, fields): (&str, &[(&str, &str)])) {
    let list = analyses::list(&ib.scope).await.unwrap();
    let period = list.schools.iter().find(|one| one.id == school).unwrap().startable.unwrap();
    let id = analyses::start(&ib.scope, school, period).await.unwrap();
    let page = analyses::page(&ib.scope, id).await.unwrap();
    let row = rows(&page, section).into_iter().find(|row| row.pupil.id == pupil).unwrap().clone();
    let saved = analyses::save(&ib.scope, id, vec![post(&row, fields)]).await.unwrap();
    assert_eq!(saved.errors, []);
}

fn shipped_way(key: &str) -> (&'static str, &'static str) {
    *shipped().iter().find(|(name, _)| *name == key).unwrap()
}

fn words(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

/// What the school wrote in its analysis stands in the form about the case, and is written once: product principle 4.
#[tokio::test]
async fn what_the_analysis_says_of_a_pupil_stands_in_the_form_about_the_case() {
    for house in houses().await {
        let world = World::with(&house, "vo", shipped_way("west-brabant-vo")).await;
        let school = world.esdoorn;
        let oc = world.member("Ilse IJzerman", Function::Ondersteuningscoordinator, school, &[school]).await;
        let sem = world.pupil(school, "Sem", "Vries", "2013-05-10").await;
        cases::start(&oc.scope, sem, "stap_1").await.unwrap();
        let place = Place { pupil: sem, form: "signaal", round: None };
        let before = sheets::page(&oc.scope, place).await.unwrap();
        assert_eq!(before.answers.get("route"), None);
        says(&oc, school, sem, ("stap_1", &[("triage", "beide")])).await;
        let after = sheets::page(&oc.scope, place).await.unwrap();
        assert_eq!(after.answers.get("route"), Some(&Answer::Choice("beide".into())), "{}", house.engine);
        assert!(after.lacks.iter().any(|lack| lack.contains("Onderwijs, zorg of beide")), "it counts when it is saved");
        // Another choice stays, whatever the analysis says.
        let posted = [("route".to_owned(), "zorg".to_owned())];
        sheets::save(&oc.scope, place, after.version, &posted).await.unwrap();
        let kept = sheets::page(&oc.scope, place).await.unwrap();
        assert_eq!(kept.answers.get("route"), Some(&Answer::Choice("zorg".into())));
    }
}

/// A form that partners read only offers what the analysis says: the school takes it over with a button of its own.
#[tokio::test]
async fn what_partners_would_read_is_taken_over_by_whoever_writes_and_by_nobody_else() {
    for house in houses().await {
        let world = World::with(&house, "gr", shipped_way("groningen")).await;
        let (school, town) = (world.esdoorn, world.municipality);
        let geert = world.member("Geert Gelting", Function::Gedragsdeskundige, school, &[school]).await;
        let maud = world.member("Maud Mulder", Function::Procescoordinator, town, &[school]).await;
        let sem = world.pupil(school, "Sem", "Vries", "2013-05-10").await;
        cases::start(&geert.scope, sem, "stap_0").await.unwrap();
        says(&geert, school, sem, ("stap_0", &[("waarom", "Hij komt niet meer."), ("wat", "Een vast gezicht.")])).await;
        world.consent(sem, "taskforce", geert.membership, &[town]).await;

        let place = Place { pupil: sem, form: "vaststelling", round: None };
        let page = sheets::page(&geert.scope, place).await.unwrap();
        assert_eq!(page.answers.get("waarom"), None, "nothing by itself");
        let ready: Vec<_> = page.parts.iter().flat_map(|part| &part.offers).map(|offer| offer.answer.clone()).collect();
        assert_eq!(ready, [words("Hij komt niet meer."), words("Een vast gezicht.")], "{}", house.engine);
        let from = page.parts.iter().flat_map(|part| &part.offers).map(|offer| offer.from.as_str()).next().unwrap();
        assert_eq!(from, "Inbreng voor het tweewekelijks overleg (periode 1 2026-2027)", "from which one");

        let offers: Vec<_> = page.parts.iter().flat_map(|part| part.offers.clone()).collect();
        let mark = |field: &str| {
            offers.iter().find(|offer| offer.field.as_str() == field).map(domain::form::Offer::mark).unwrap_or_default()
        };
        let read = sheets::page(&maud.scope, place).await.unwrap();
        assert!(read.parts.iter().all(|part| part.offers.is_empty()), "a partner reads nothing of the analysis");
        let refused = sheets::take(&maud.scope, place, read.version, "waarom", &mark("waarom")).await;
        assert!(refused.is_err());
        assert!(sheets::page(&geert.scope, place).await.unwrap().answers.get("waarom").is_none());

        let typed = [("wat".to_owned(), "Een ander antwoord.".to_owned())];
        let saved = sheets::save(&geert.scope, place, page.version, &typed).await.unwrap();
        // What was on the screen is shared, not what the analysis says since.
        let unread = sheets::take(&geert.scope, place, saved.version, "waarom", &mark("wat")).await.unwrap_err();
        assert!(matches!(&unread, Failure::Invalid(errors) if errors[0].message.contains("intussen veranderd")));
        let saved = sheets::take(&geert.scope, place, saved.version, "waarom", &mark("waarom")).await.unwrap();
        for (question, why) in
            [("wat", "hier stond al een antwoord"), ("dat", "niets meer klaar"), ("weg", "niets meer klaar")]
        {
            let refused =
                sheets::take(&geert.scope, place, saved.version, question, &mark(question)).await.unwrap_err();
            assert!(
                matches!(&refused, Failure::Invalid(errors) if errors[0].message.contains(why)),
                "{question} {refused:?}"
            );
        }
        let page = sheets::page(&geert.scope, place).await.unwrap();
        assert_eq!(page.answers.get("waarom"), Some(&words("Hij komt niet meer.")));
        assert_eq!(page.answers.get("wat"), Some(&words("Een ander antwoord.")), "what stands, stays");
        assert_eq!(page.answers.get("dat"), None);
        let read = sheets::page(&maud.scope, place).await.unwrap();
        assert_eq!(read.answers.get("waarom"), Some(&words("Hij komt niet meer.")), "now it is shared");
        assert!(matches!(sheets::take(&geert.scope, place, 1, "dat", "").await, Err(Failure::Stale(_))), "an old page");
    }
}
