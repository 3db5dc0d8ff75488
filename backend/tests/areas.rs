//! A samenwerkingsverband with areas of their own way of working (S3: one for the province, and pilots that say what is
//! otherwise): which version starts where, and what is asked in it.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure,
    cases::{self, moving},
    consents,
    house::Visitor,
    pupils,
    store::entity::{area, organisation},
    templates::{
        self, New, Wanted,
        carry::{self, Refused},
    },
    testing::{Member, World, houses},
};
use chrono::NaiveDate;
use domain::{
    actor::Function,
    id::{AreaId, OrganisationId},
    page::{moving::Outcome, template::Standing},
    template::shipped,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::sync::Arc;

const PROVINCE: &str = include_str!("../../domain/tests/ways/aanvraag.toml");

/// The pilot calls its first step otherwise.
fn pilot() -> String {
    let text = PROVINCE.replace("title = \"De school dient", "title = \"In de pilot dient de school");
    assert_ne!(text, PROVINCE);
    text
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn area(world: &World<'_>, slug: &str, school: OrganisationId) -> AreaId {
    let id = AreaId(world.house.house.new_id());
    let mut tx = world.tx().await;
    let row = area::Model { tenant_id: world.tenant.id, id, slug: slug.into(), name: slug.to_uppercase() };
    tx.insert::<area::Entity>(row).await.unwrap();
    let inside = organisation::ActiveModel { area_id: Set(Some(id)), ..Default::default() };
    let query = organisation::Entity::update_many().set(inside).filter(organisation::Column::Id.eq(school));
    assert_eq!(tx.update(query).await.unwrap(), 1);
    world.keep(tx).await;
    id
}

async fn ib(world: &World<'_>) -> Member {
    let schools = [world.esdoorn, world.wilgenhoek];
    world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &schools).await
}

/// What the first step is called for a new case at a school.
async fn begins(world: &World<'_>, ib: &Member, school: OrganisationId, family: &str) -> String {
    let pupil = world.pupil(school, "Sem", family, "2017-05-10").await;
    cases::start(&ib.scope, pupil, "indienen").await.unwrap();
    pupils::file(&ib.scope, pupil).await.unwrap().running.unwrap().turns[0].title.clone()
}

#[tokio::test]
async fn new_work_starts_with_the_version_of_the_area_of_the_school_and_elsewhere_with_that_of_all() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", PROVINCE)).await;
        area(&world, "dal", world.esdoorn).await;
        let ib = ib(&world).await;
        let before = begins(&world, &ib, world.esdoorn, "Eerst").await;
        let areas = ["dal".to_owned()];
        let tenant = || Arc::clone(&world.tenant);
        let today = day("2026-09-07");
        assert_eq!(carry::import_for(&house.house, tenant(), &pilot(), today, &areas).await.unwrap(), 2);
        let (inside, outside) =
            (begins(&world, &ib, world.esdoorn, "Binnen").await, begins(&world, &ib, world.wilgenhoek, "Buiten").await);
        assert!(inside.contains("In de pilot") && !before.contains("In de pilot"), "{}: {inside}", house.engine);
        assert_eq!(outside, before, "{}", house.engine);

        // A next version for everybody leaves the area the one it has; a next one of the area is the area's.
        let later = PROVINCE.replace("title = \"De school dient", "title = \"Voortaan dient de school");
        carry::import(&house.house, tenant(), &later, today).await.unwrap();
        assert!(begins(&world, &ib, world.esdoorn, "Weer").await.contains("In de pilot"));
        assert!(begins(&world, &ib, world.wilgenhoek, "Weer").await.contains("Voortaan"));

        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let list = templates::list(&fenna.scope).await.unwrap();
        let told: Vec<_> = list.versions.iter().map(|line| (line.number, line.standing())).collect();
        let said = [(3, "geldt nu"), (2, "geldt nu in DAL"), (1, "eerder")].map(|(n, words)| (n, words.to_owned()));
        assert_eq!(told, said, "{}", house.engine);
        let whole = carry::export(&house.house, tenant(), None).await.unwrap();
        assert!(whole.contains("Voortaan") && !whole.contains("In de pilot"), "what leaves is that of all");
    }
}

#[tokio::test]
async fn a_version_for_an_area_is_published_on_its_page_when_the_rest_has_one_too() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", PROVINCE)).await;
        let dal = area(&world, "dal", world.esdoorn).await.to_string();
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let draft = |start: &'static str| {
            let scope = fenna.scope.clone();
            async move { templates::start(&scope, New { start, text: "", name: "Pilot" }).await.unwrap() }
        };
        let id = draft("versie:1").await;
        let page = templates::publishing(&fenna.scope, id).await.unwrap();
        assert_eq!(page.areas.iter().map(|area| area.label.as_str()).collect::<Vec<_>>(), ["DAL"]);
        assert!(page.chosen.is_empty());
        let wanted = |areas: Vec<&'static str>| Wanted { version: 1, from: "7-9-2026", note: "Voor DAL.", areas };
        for wrong in ["dal", "018f0000-0000-7000-8000-000000000000"] {
            let Err(Failure::Invalid(errors)) = templates::publish(&fenna.scope, id, wanted(vec![wrong])).await else {
                panic!("{wrong}")
            };
            assert_eq!(errors[0].field, "gebied", "{}", house.engine);
        }
        let here = Wanted { version: 1, from: "7-9-2026", note: "Voor DAL.", areas: vec![&dal] };
        assert_eq!(templates::publish(&fenna.scope, id, here).await.unwrap(), 2);
        // A draft of that version is for the same area, and is compared with it.
        let next = templates::publishing(&fenna.scope, draft("versie:2").await).await.unwrap();
        assert_eq!((next.chosen, next.in_force.unwrap().0), (vec![dal.clone()], 2), "{}", house.engine);
        let version = templates::version(&fenna.scope, 2).await.unwrap();
        assert_eq!((version.line.areas, version.line.standing), (vec!["DAL".to_owned()], Standing::InForce));
    }
}

#[tokio::test]
async fn an_area_gets_no_version_while_the_rest_has_none_and_none_that_is_not_there() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", PROVINCE)).await;
        area(&world, "dal", world.esdoorn).await;
        let tenant = || Arc::clone(&world.tenant);
        let refused = carry::import_for(&house.house, tenant(), PROVINCE, day("2026-09-07"), &["hssm".into()]).await;
        assert!(
            matches!(&refused, Err(Refused::Rule(why)) if why.contains("'hssm'") && why.contains("dal")),
            "{refused:?}"
        );
        let mut tx = world.tx().await;
        let late = backend::store::entity::template::ActiveModel {
            effective_from: Set(day("2027-08-01")),
            ..Default::default()
        };
        tx.update(backend::store::entity::template::Entity::update_many().set(late)).await.unwrap();
        world.keep(tx).await;
        let refused = carry::import_for(&house.house, tenant(), PROVINCE, day("2026-09-07"), &["dal".into()]).await;
        assert!(matches!(&refused, Err(Refused::Failure(Failure::Invalid(_)))), "{}: {refused:?}", house.engine);
    }
}

/// Memberships do not end at an area: whoever must accede there must accede.
#[tokio::test]
async fn a_covenant_of_one_area_is_asked_in_the_whole_tenant() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        area(&world, "dal", world.esdoorn).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.wilgenhoek]).await;
        let visitor = Visitor { person: coach.person, name: "Sanne Kok".into(), two_factor: true };
        let comes_in = || house.house.enter(Arc::clone(&world.tenant), &visitor);
        assert!(comes_in().await.unwrap().is_some());
        let (_, way) = shipped()[0];
        let role = "functions = [\"schoolcoach\"]";
        let asks = way.replace(role, &format!("{role}\ncovenant = \"Convenant jeugd\""));
        assert_ne!(asks, way, "the way of working has a role for a schoolcoach");
        let tenant = Arc::clone(&world.tenant);
        carry::import_for(&house.house, tenant, &asks, day("2026-09-07"), &["dal".into()]).await.unwrap();
        let refused = comes_in().await.map(|_| ());
        assert!(matches!(&refused, Err(Failure::Rejected(why)) if why.contains("Convenant jeugd")), "{}", house.engine);
    }
}

/// What the version of the area asks of parents is asked of its pupils, and of nobody else.
#[tokio::test]
async fn parents_are_asked_what_the_version_of_their_area_asks() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", PROVINCE)).await;
        area(&world, "dal", world.esdoorn).await;
        let ib = ib(&world).await;
        let said = "Advies vragen aan de jeugdprofessional";
        let other = PROVINCE.replace(said, "Advies vragen in de pilot");
        let tenant = Arc::clone(&world.tenant);
        carry::import_for(&house.house, tenant, &other, day("2026-09-07"), &["dal".into()]).await.unwrap();
        for (school, asked) in [(world.esdoorn, "Advies vragen in de pilot"), (world.wilgenhoek, said)] {
            let pupil = world.pupil(school, "Sem", "Vries", "2017-05-10").await;
            let form = consents::ask(&ib.scope, pupil).await.unwrap();
            let labels: Vec<_> = form.purposes.iter().map(|purpose| purpose.label.as_str()).collect();
            assert!(labels.contains(&asked) && labels.len() == 2, "{}: {labels:?}", house.engine);
        }
    }
}

#[tokio::test]
async fn a_case_does_not_go_to_the_version_of_another_area() {
    for house in houses().await {
        let world = World::with(&house, "linde", ("aanvraag", PROVINCE)).await;
        area(&world, "dal", world.esdoorn).await;
        area(&world, "hssm", world.wilgenhoek).await;
        let ib = ib(&world).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let before = begins(&world, &ib, world.esdoorn, "Binnen").await;
        begins(&world, &ib, world.wilgenhoek, "Buiten").await;
        carry::import_for(&house.house, Arc::clone(&world.tenant), &pilot(), day("2026-09-07"), &["dal".into()])
            .await
            .unwrap();
        let versions = moving::movings(&fenna.scope).await.unwrap().versions;
        let id = |label: &str| versions.iter().find(|version| version.label == label).unwrap().id;
        let wanted = moving::Wanted { from: Some(id("versie 1")), to: Some(id("versie 2")), ..Default::default() };
        let page = moving::before(&fenna.scope, &wanted).await.unwrap();
        let lines: Vec<_> = page.groups.iter().flat_map(|group| &group.cases).collect();
        let told: Vec<_> = lines.iter().map(|line| (line.school.as_str(), line.why_not.join(" "))).collect();
        let elsewhere = told.iter().find(|(school, _)| *school == "De Wilgenhoek").unwrap();
        assert!(elsewhere.1.contains("ander gebied"), "{}: {told:?}", house.engine);
        assert!(told.iter().any(|(school, why)| *school == "De Esdoorn" && why.is_empty()), "{told:?}");

        // Also for a form that names it all the same.
        let cases: Vec<&str> = lines.iter().map(|line| line.value.as_str()).collect();
        let wanted = moving::Wanted { seen: &page.seen, ..wanted };
        let started = moving::start(&fenna.scope, &wanted, &cases).await.unwrap();
        moving::go_on(&fenna.scope, started).await.unwrap();
        let moved = moving::after(&fenna.scope, started).await.unwrap();
        let outcomes: Vec<_> = moved.cases.iter().map(|line| (line.school.as_str(), line.outcome)).collect();
        assert!(outcomes.contains(&("De Esdoorn", Outcome::Moved)), "{}: {outcomes:?}", house.engine);
        assert!(outcomes.contains(&("De Wilgenhoek", Outcome::Skipped)), "{}: {outcomes:?}", house.engine);
        assert!(!before.is_empty());
    }
}
