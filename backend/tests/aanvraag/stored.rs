//! Versions that were published before: the checker of today does not judge them again, and one that cannot be read holds
//! up nobody else.
use super::{Story, WAY};
use backend::{
    cases::{self, Wish},
    store::entity::{case, template},
    testing::houses,
};
use chrono::NaiveDate;
use domain::{
    check::check_text,
    id::{CaseId, TemplateId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// With a fact that nothing asks: a rule that a version of before may not have met.
fn of_before() -> String {
    format!("{WAY}\n[[facts]]\nkey = \"ongebruikt\"\nlabel = \"Ongebruikt\"\nmissing = \"Nog niet.\"\nby = [\"ib\"]\n")
}

#[tokio::test]
async fn a_version_that_todays_checker_faults_drives_its_cases_on() {
    assert!(check_text(&of_before(), &|_| None).is_err(), "today it would not be published");
    for house in houses().await {
        let story = Story::under(&house, &of_before()).await;
        story.advised().await;
        let way = Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" };
        story.does(&story.deskundige, way, "").await;
        story.does(&story.jp, Wish::Record { fact: "advies_zorg_gegeven" }, "").await;
        assert_eq!(story.steps().await, ["besluiten"], "{}", house.engine);
        assert_eq!(cases::pass(&house.house).await.unwrap(), 0, "and days go by");
    }
}

#[tokio::test]
async fn a_version_that_cannot_be_read_holds_up_its_own_cases_only() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let world = &story.world;
        let unreadable = TemplateId(house.house.new_id());
        let ada = world.pupil(world.esdoorn, "Ada", "Blom", "2017-05-11").await;
        let stuck: CaseId = cases::start(&story.ib.scope, ada, "indienen").await.unwrap();
        let mut tx = world.tx().await;
        let from: NaiveDate = "2026-08-01".parse().unwrap();
        tx.insert::<template::Entity>(template::Model {
            tenant_id: world.tenant.id,
            id: unreadable,
            key: "aanvraag".into(),
            number: 2,
            title: "Werkwijze".into(),
            body: "format = 1\nkapot = [".into(),
            effective_from: from,
            published_at: house.house.clock().now(),
            note: "Beschadigd.".into(),
            published_by: None,
            origin_key: None,
            origin_body: None,
        })
        .await
        .unwrap();
        let pinned = case::ActiveModel { template_id: Set(unreadable), ..Default::default() };
        tx.update(case::Entity::update_many().set(pinned).filter(case::Column::Id.eq(stuck))).await.unwrap();
        world.keep(tx).await;

        story.advised().await;
        let way = Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" };
        story.does(&story.deskundige, way, "").await;
        story.does(&story.jp, Wish::Record { fact: "advies_zorg_gegeven" }, "").await;
        let decides = || Wish::Decide { decision: "toekenning", outcome: "toegekend", grounds: vec![] };
        story.does(&story.secretaris, decides(), "").await;
        house.house.clock().set("2026-09-14T07:00:00Z".parse().unwrap());
        story.does(&story.secretaris, decides(), "").await;
        house.house.clock().set("2026-11-04T07:00:00Z".parse().unwrap());
        assert_eq!(cases::pass(&house.house).await.unwrap(), 1, "{}: the other case is told", house.engine);
    }
}
