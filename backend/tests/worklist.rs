//! Whose turn it is stands in that person's Mijn werk, with a term or without, and nowhere else: S1 "via de
//! jeugdprofessional", and "de casusregisseur wordt als eerste bepaald".

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    cases, consents, pupils,
    store::entity::{case, case_step},
    testing::{Member, TestHouse, World, houses},
    worklist,
};
use domain::{
    actor::Function,
    id::{OrganisationId, PupilId},
    page::worklist::Item,
    template::shipped,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, Query},
};

const TURN: &str = "Leerlingen: u bent aan zet";
const LEAD: &str = "Leerlingen van wie u casusregie hebt";

/// A school of S1 with an ib'er, a gedragswetenschapper and a jeugdprofessional at its table.
struct Story<'h> {
    world: World<'h>,
    ib: Member,
    gw: Member,
    jp: Member,
}

impl<'h> Story<'h> {
    async fn new(house: &'h TestHouse) -> Self {
        let way = shipped().iter().find(|(name, _)| *name == "west-brabant-po").unwrap();
        let world = World::with(house, "linde", *way).await;
        let school = world.esdoorn;
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, school, &[school]).await;
        let gw = world.member("Gijs de Groot", Function::Gedragswetenschapper, world.swv, &[school]).await;
        let jp = world.member("Joris van Dam", Function::Jeugdprofessional, world.municipality, &[school]).await;
        Self { world, ib, gw, jp }
    }

    async fn starts(&self, given: &str, step: &str) -> PupilId {
        let pupil = self.world.pupil(self.world.esdoorn, given, "Vries", "2017-05-10").await;
        cases::start(&self.ib.scope, pupil, step).await.unwrap();
        pupil
    }

    async fn agrees(&self, pupil: PupilId, parties: &[OrganisationId]) {
        self.world.consent(pupil, "team_jeugd", self.ib.membership, parties).await;
    }

    /// The term of its open step ends on this day, or stands still.
    async fn ends(&self, pupil: PupilId, on: Option<&str>) {
        let case = Query::select()
            .column(case::Column::Id)
            .from(case::Entity)
            .and_where(case::Column::PupilId.eq(pupil))
            .to_owned();
        let query = case_step::Entity::update_many()
            .col_expr(case_step::Column::DueOn, Expr::value(on.map(|day| day.parse::<chrono::NaiveDate>().unwrap())))
            .filter(case_step::Column::CaseId.in_subquery(case));
        let mut tx = self.world.tx().await;
        assert_eq!(tx.update(query).await.unwrap(), 1);
        self.world.keep(tx).await;
    }

    /// The parents take back what stands in the register.
    async fn takes_back(&self, pupil: PupilId) {
        let register = pupils::file(&self.ib.scope, pupil).await.unwrap().register;
        let given = register.purposes.iter().flat_map(|purpose| &purpose.statements).next().unwrap();
        consents::withdraw(&self.ib.scope, pupil, given.id, given.version, "moeder belde").await.unwrap();
    }
}

/// What stands under this title.
async fn under(who: &Member, title: &str) -> Vec<Item> {
    let page = worklist::page(&who.scope).await.unwrap();
    assert_eq!(page.count(), worklist::count(&who.scope).await.unwrap().waiting);
    page.groups.into_iter().filter(|group| group.title == title).flat_map(|group| group.items).collect()
}

async fn named(who: &Member, title: &str) -> Vec<String> {
    under(who, title).await.into_iter().map(|item| item.what).collect()
}

#[tokio::test]
async fn a_jeugdprofessional_finds_whose_turn_it_is_only_while_the_parents_agree() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let sem = story.starts("Sem", "stap_1_jp").await;
        assert!(named(&story.jp, TURN).await.is_empty(), "{}: no consent yet", house.engine);
        story.agrees(sem, &[story.world.ggd]).await;
        assert!(named(&story.jp, TURN).await.is_empty(), "another organisation was named");
        story.agrees(sem, &[story.world.municipality]).await;
        let found = under(&story.jp, TURN).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].what.as_str(), found[0].href.as_str()), ("Sem Vries", &*format!("/leerlingen/{sem}")));
        assert_eq!(found[0].why, "Stap 1 (via JP): besluit over de aanmelding.");
        assert!(found[0].due.is_some());
        assert!(named(&story.ib, TURN).await.is_empty(), "it is not the ib'er's turn");
    }
}

#[tokio::test]
async fn after_the_withdrawal_nothing_of_the_pupil_waits_for_a_partner() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let sem = story.starts("Sem", "stap_1_jp").await;
        story.agrees(sem, &[story.world.municipality]).await;
        assert_eq!(named(&story.jp, TURN).await, ["Sem Vries"]);
        story.takes_back(sem).await;
        assert!(named(&story.jp, TURN).await.is_empty(), "{}", house.engine);
        assert_eq!(worklist::count(&story.jp.scope).await.unwrap().waiting, 0);
    }
}

#[tokio::test]
async fn the_most_urgent_comes_first_and_a_step_without_a_term_is_not_forgotten() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let lies = story.starts("Lies", "stap_1").await;
        let sem = story.starts("Sem", "stap_1").await;
        story.ends(sem, Some("2026-09-14")).await;
        assert_eq!(named(&story.ib, TURN).await, ["Sem Vries", "Lies Vries"]);
        story.ends(sem, None).await;
        assert_eq!(named(&story.ib, TURN).await, ["Lies Vries", "Sem Vries"]);
        story.ends(lies, Some("2026-09-01")).await;
        let found = under(&story.ib, TURN).await;
        assert_eq!(found.iter().map(|item| item.due.is_some()).collect::<Vec<_>>(), [true, false], "{}", house.engine);
        assert!(named(&story.gw, TURN).await.is_empty());
    }
}

#[tokio::test]
async fn the_casusregisseur_finds_the_case_also_when_it_is_somebody_elses_turn() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let sem = story.starts("Sem", "stap_1").await;
        story.agrees(sem, &[story.world.municipality]).await;
        assert!(named(&story.jp, LEAD).await.is_empty());
        cases::appoint(&story.ib.scope, sem, Some(story.jp.membership), 1).await.unwrap();
        let found = under(&story.jp, LEAD).await;
        assert_eq!(found.iter().map(|item| item.what.as_str()).collect::<Vec<_>>(), ["Sem Vries"]);
        assert!(found[0].why.ends_with("Aan zet is de ib'er."), "{}", found[0].why);
        assert!(named(&story.jp, TURN).await.is_empty());
        story.takes_back(sem).await;
        assert!(named(&story.jp, LEAD).await.is_empty(), "{}: casusregie opens nothing by itself", house.engine);
    }
}

#[tokio::test]
async fn another_school_another_tenant_and_one_factor_find_nothing() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let sem = story.starts("Sem", "stap_1_jp").await;
        story.agrees(sem, &[story.world.municipality]).await;
        story.starts("Lies", "stap_1").await;
        let world = &story.world;
        let elsewhere = world.wilgenhoek;
        let ib = world.member("Wim Wit", Function::InternBegeleider, elsewhere, &[elsewhere]).await;
        let jp = world.member("Jan Jansen", Function::Jeugdprofessional, world.municipality, &[elsewhere]).await;
        let ggd = world.member("Lotte Leeuw", Function::Jeugdprofessional, world.ggd, &[world.esdoorn]).await;
        let way = shipped().iter().find(|(name, _)| *name == "west-brabant-po").unwrap();
        let other = World::with(&house, "beuk", *way).await;
        let stranger = other.member("Els Eik", Function::Jeugdprofessional, other.municipality, &[other.esdoorn]).await;
        for somebody in [&ib, &jp, &ggd, &stranger] {
            let page = worklist::page(&somebody.scope).await.unwrap();
            assert_eq!(page.count(), 0, "{} {:?}", house.engine, page.groups);
        }
        for who in [&story.jp, &story.ib] {
            let once = world.enter(who.person, "Joris van Dam", false).await.unwrap();
            assert_eq!(worklist::page(&once).await.unwrap().count(), 0, "one factor");
        }
    }
}

#[tokio::test]
async fn a_long_list_says_how_much_more_there_is() {
    for house in houses().await {
        let story = Story::new(&house).await;
        for number in 0..15 {
            story.starts(&format!("Kind {number}"), "stap_1").await;
        }
        let page = worklist::page(&story.ib.scope).await.unwrap();
        let group = page.groups.iter().find(|group| group.title == TURN).unwrap();
        assert_eq!((group.items.len(), group.more, page.count()), (12, 3, 15), "{}", house.engine);
    }
}
