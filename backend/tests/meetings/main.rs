//! From concept agenda to shared minutes, in the words of S0: "Dit concept wordt ter aanvulling aangeboden aan de
//! ZAT-leden, op basis van lopende casuïstiek. Daarna is de agenda definitief."

#![expect(clippy::unwrap_used, reason = "tests")]
mod agenda;
mod doors;
mod minutes;
mod nobody;
mod owners;
mod partners;
mod roles;
mod withdrawal;

use backend::{
    Failure, Scope, cases,
    meetings::{self, Direction, NewAction, NewAnonymous, NewMeeting, NewNamed, Written},
    store::entity::{analysis, analysis_row, consent},
    testing::{Member, TestHouse, World, houses},
};
use domain::{
    actor::Function,
    id::{AnalysisId, ItemId, MeetingId, PupilId, RowId},
    page::meeting::{Agenda, Item, MinutesAre},
    policy::Refusal,
    stage::Stage,
};
use sea_orm::{EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

/// The table of De Esdoorn, and one child per answer of the parents.
struct Zat<'h> {
    world: World<'h>,
    ib: Member,
    consulent: Member,
    coach: Member,
    nurse: Member,
    leerplicht: Member,
    meeting: MeetingId,
    /// Consent for municipality and GGD.
    sem: PupilId,
    /// Consent for the GGD only.
    nour: PupilId,
    /// No consent.
    zoe: PupilId,
}

impl<'h> Zat<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        Self::under(house, domain::template::shipped()[0].1, "7-9-2026").await
    }

    /// A ZAT on 21-9-2026 of which the agenda opens to partners three days before, and closes five days after.
    async fn with_window(house: &'h TestHouse) -> Self {
        let window = "consent = \"zat\"\naccess = { opens_days_before = 3, closes_days_after = 5 }\n";
        let way = domain::template::shipped()[0].1.replacen("consent = \"zat\"\n", window, 1);
        Self::under(house, &way, "21-9-2026").await
    }

    async fn under(house: &'h TestHouse, way: &str, day: &str) -> Self {
        let world = World::with(house, "linde", (domain::template::shipped()[0].0, way)).await;
        let school = [world.esdoorn];
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &school).await;
        let consulent = world.member("Clara Smit", Function::Consulent, world.swv, &school).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &school).await;
        let nurse = world.member("Vera Visser", Function::Jeugdverpleegkundige, world.ggd, &school).await;
        let leerplicht = world.member("Lotte Leeuw", Function::Leerplichtambtenaar, world.municipality, &[]).await;
        let sem = world.pupil(world.esdoorn, "Sem", "Vries", "2017-05-10").await;
        let nour = world.pupil(world.esdoorn, "Nour", "Amrani", "2018-02-03").await;
        let zoe = world.pupil(world.esdoorn, "Zoë", "Wit", "2016-11-30").await;
        world.consent(sem, "zat", ib.membership, &[world.municipality, world.ggd]).await;
        world.consent(nour, "zat", ib.membership, &[world.ggd]).await;
        analyse(&world, &ib, &[sem, nour, zoe]).await;
        let new = NewMeeting {
            owner: Some(world.esdoorn.0),
            kind: "zat".into(),
            day: day.into(),
            time: "13:00".into(),
            place: "Teamkamer".into(),
        };
        let meeting = meetings::plan_one(&ib.scope, &new).await.unwrap();
        Self { world, ib, consulent, coach, nurse, leerplicht, meeting, sem, nour, zoe }
    }

    async fn seen_by(&self, who: &Member) -> Agenda {
        meetings::agenda(&who.scope, self.meeting, None).await.unwrap()
    }

    async fn go(&self, to: Stage) {
        let version = self.seen_by(&self.ib).await.head.version;
        meetings::move_to(&self.ib.scope, self.meeting, to, "", version).await.unwrap();
    }

    async fn item(&self, pupil: PupilId) -> Item {
        let agenda = self.seen_by(&self.ib).await;
        agenda.blocks.into_iter().flat_map(|b| b.items).find(|item| item.pupil.id == pupil).unwrap()
    }
}

/// Everybody has "ZAT: ja" in the analysis.
async fn analyse(world: &World<'_>, ib: &Member, pupils: &[PupilId]) {
    let now = world.house.house.clock().now();
    let id = AnalysisId(world.house.house.new_id());
    let mut tx = world.tx().await;
    tx.insert::<analysis::Entity>(analysis::Model {
        tenant_id: world.tenant.id,
        id,
        school_id: world.esdoorn,
        template_id: world.template,
        school_year: 2026,
        period: 1,
        made_on: world.house.house.clock().today(),
        header: serde_json::json!({}),
        created_at: now,
        created_by: ib.membership,
        version: 1,
    })
    .await
    .unwrap();
    let rows = pupils.iter().map(|pupil| analysis_row::Model {
        tenant_id: world.tenant.id,
        id: RowId(world.house.house.new_id()),
        analysis_id: id,
        section: "proces_1".into(),
        pupil_id: *pupil,
        moved_from: None,
        for_agenda: true,
        answers: serde_json::json!({"domein": {"choices": ["se", "wht"]}, "hulpvraag": {"text": "Hoe krijgen we rust?"}}),
        position: 1,
        changed_by: ib.membership,
        changed_at: now,
        removed_at: None,
        version: 1,
    });
    tx.insert_all::<analysis_row::Entity>(rows.collect()).await.unwrap();
    world.keep(tx).await;
}

async fn withdraw(world: &World<'_>, pupil: PupilId) {
    let mut tx = world.tx().await;
    let query = consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnOn, Expr::value(Some(world.house.house.clock().today())))
        .filter(sea_orm::ColumnTrait::eq(&consent::Column::PupilId, pupil));
    assert!(tx.update(query).await.unwrap() > 0);
    world.keep(tx).await;
}

fn names(agenda: &Agenda) -> Vec<String> {
    agenda.blocks.iter().flat_map(|block| &block.items).map(|item| item.pupil.name.clone()).collect()
}

fn suggested(pupil: PupilId) -> NewNamed {
    NewNamed { pupil: Some(pupil), suggested: true, ..NewNamed::default() }
}

async fn is_absent<T: std::fmt::Debug>(result: impl Future<Output = Result<T, Failure>>) -> bool {
    matches!(result.await, Err(Failure::Absent))
}

async fn open(scope: &Scope, meeting: MeetingId, item: ItemId) -> domain::page::meeting::OpenItem {
    meetings::minutes(scope, meeting, Some(item.0), false).await.unwrap().open.unwrap()
}

/// What stands under "Mijn acties"; the front door counts all of Mijn werk.
async fn actions(scope: &Scope) -> Vec<domain::page::worklist::Item> {
    let page = backend::worklist::page(scope).await.unwrap();
    assert_eq!(page.count(), backend::worklist::count(scope).await.unwrap().waiting);
    page.groups.into_iter().next().unwrap().items
}
