//! A small samenwerkingsverband for story tests: two schools with their board, the SWV, the municipality and the GGD,
//! a way of working, and whoever the story needs.
use super::TestHouse;
use crate::{
    Scope, Tenant,
    house::Visitor,
    store::{
        TenantTx,
        entity::{
            area, consent, consent_party, invitation, membership, membership_school, organisation, person,
            person_tenant, pupil, template, tenant,
        },
    },
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    actor::Function,
    id::{AreaId, ConsentId, InvitationId, MembershipId, OrganisationId, PersonId, PupilId, TemplateId, TenantId},
    pupil::{Years, full_name, search_name},
    sector::Sector,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use std::sync::Arc;
use uuid::Uuid;

/// One tenant with its organisations.
pub struct World<'h> {
    pub house: &'h TestHouse,
    pub tenant: Arc<Tenant>,
    pub template: TemplateId,
    pub esdoorn: OrganisationId,
    pub wilgenhoek: OrganisationId,
    pub swv: OrganisationId,
    pub municipality: OrganisationId,
    pub ggd: OrganisationId,
}

/// Somebody who works here, entered with two factors.
pub struct Member {
    pub scope: Scope,
    pub person: PersonId,
    pub membership: MembershipId,
}

#[expect(clippy::missing_panics_doc, reason = "tests")]
impl<'h> World<'h> {
    /// A tenant with this host name and the first shipped way of working.
    pub async fn new(house: &'h TestHouse, slug: &str) -> Self {
        Self::with(house, slug, domain::template::shipped()[0]).await
    }

    /// A tenant with a way of working of its own: key and text.
    pub async fn with(house: &'h TestHouse, slug: &str, way: (&str, &str)) -> Self {
        Self::in_region(house, slug, way, "noord").await
    }

    /// The same, with the school holidays of a region: `noord`, `midden` or `zuid`.
    pub async fn in_region(house: &'h TestHouse, slug: &str, way: (&str, &str), holidays: &str) -> Self {
        Self::make(house, slug, way, Sector::Po, holidays).await
    }

    /// The same, of another sector. De Esdoorn and De Wilgenhoek are what the sector is, and primary schools in one of both.
    pub async fn in_sector(house: &'h TestHouse, slug: &str, way: (&str, &str), sector: Sector) -> Self {
        Self::make(house, slug, way, sector, "noord").await
    }

    async fn make(house: &'h TestHouse, slug: &str, (key, body): (&str, &str), sector: Sector, holidays: &str) -> Self {
        let id = TenantId(house.house.new_id());
        let row = tenant::Model {
            id,
            slug: slug.into(),
            name: format!("Passend onderwijs {slug}"),
            sector,
            colour: "#1d6f8c".into(),
            holiday_region: holidays.into(),
        };
        tenant::Entity::insert(row.into_active_model()).exec_without_returning(&house.owner).await.expect("a tenant");
        let tenant = house.house.tenant(slug).await.expect("a database").expect("a tenant");
        let mut world = Self {
            house,
            tenant,
            template: TemplateId(house.house.new_id()),
            esdoorn: OrganisationId(Uuid::nil()),
            wilgenhoek: OrganisationId(Uuid::nil()),
            swv: OrganisationId(Uuid::nil()),
            municipality: OrganisationId(Uuid::nil()),
            ggd: OrganisationId(Uuid::nil()),
        };
        let board = world.organisation("board", "Stichting De Linde", None).await;
        world.esdoorn = world.organisation("school", "De Esdoorn", Some(board)).await;
        world.wilgenhoek = world.organisation("school", "De Wilgenhoek", Some(board)).await;
        world.swv = world.organisation("swv", "Samenwerkingsverband", None).await;
        world.municipality = world.organisation("municipality", "Gemeente", None).await;
        world.ggd = world.organisation("ggd", "GGD", None).await;
        let row = template::Model {
            tenant_id: id,
            id: world.template,
            key: key.into(),
            number: 1,
            title: "Werkwijze".into(),
            body: body.into(),
            effective_from: NaiveDate::from_ymd_opt(2026, 8, 1).expect("a date"),
            published_at: house.house.clock().now(),
            note: "Zo begonnen wij.".into(),
            published_by: None,
            origin_key: None,
            origin_body: None,
        };
        let mut tx = world.tx().await;
        tx.insert::<template::Entity>(row).await.expect("a template");
        tx.commit().await.expect("kept");
        world
    }

    /// A transaction in this tenant, without policy.
    pub async fn tx(&self) -> TenantTx {
        TenantTx::begin(self.house.house.store(), self.tenant.id, true).await.expect("a transaction")
    }

    /// Keeps what was written in a transaction without policy.
    pub async fn keep(&self, tx: TenantTx) {
        tx.commit().await.expect("kept");
    }

    /// Adds an organisation.
    pub async fn organisation(&self, kind: &str, name: &str, parent: Option<OrganisationId>) -> OrganisationId {
        let years = (kind == "school").then(|| self.tenant.sector.only().unwrap_or_default());
        self.add(kind, name, parent, years).await
    }

    /// Adds a school that counts groepen or klassen.
    pub async fn school(&self, name: &str, years: Years) -> OrganisationId {
        self.add("school", name, None, Some(years)).await
    }

    async fn add(
        &self,
        kind: &str,
        name: &str,
        parent: Option<OrganisationId>,
        sector: Option<Years>,
    ) -> OrganisationId {
        let id = OrganisationId(self.house.house.new_id());
        let row = organisation::Model {
            tenant_id: self.tenant.id,
            id,
            kind: kind.into(),
            name: name.into(),
            code: None,
            parent_id: parent,
            area_id: None,
            sector,
        };
        let mut tx = self.tx().await;
        tx.insert::<organisation::Entity>(row).await.expect("an organisation");
        tx.commit().await.expect("kept");
        id
    }

    /// An area in which these schools and organisations lie. Who entered before, works there after entering again.
    pub async fn area(&self, name: &str, organisations: &[OrganisationId]) -> AreaId {
        let id = AreaId(self.house.house.new_id());
        let mut tx = self.tx().await;
        let row = area::Model { tenant_id: self.tenant.id, id, slug: search_name(name), name: name.into() };
        tx.insert::<area::Entity>(row).await.expect("an area");
        let lies = organisation::Entity::update_many()
            .col_expr(organisation::Column::AreaId, Expr::value(Some(id)))
            .filter(organisation::Column::Id.is_in(organisations.iter().copied()));
        tx.update(lies).await.expect("organisations");
        tx.commit().await.expect("kept");
        id
    }

    /// Somebody new, who holds one function.
    pub async fn member(
        &self,
        name: &str,
        function: Function,
        organisation: OrganisationId,
        schools: &[OrganisationId],
    ) -> Member {
        let person = PersonId(self.house.house.new_id());
        let row = person::Model {
            id: person,
            name: name.into(),
            email: format!("{}@voorbeeld.nl", search_name(name).replace(' ', ".")),
            created_at: self.house.house.clock().now(),
        };
        person::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.house.owner)
            .await
            .expect("a person");
        let knock = person_tenant::Model { person_id: person, tenant_id: self.tenant.id };
        person_tenant::Entity::insert(knock.into_active_model())
            .exec_without_returning(&self.house.owner)
            .await
            .expect("a place to knock");
        let membership = self.gives(person, function, organisation, schools).await;
        let scope = self.enter(person, name, true).await.expect("a way in");
        Member { scope, person, membership }
    }

    /// One more function for somebody.
    pub async fn gives(
        &self,
        person: PersonId,
        function: Function,
        organisation: OrganisationId,
        schools: &[OrganisationId],
    ) -> MembershipId {
        let id = MembershipId(self.house.house.new_id());
        let mut tx = self.tx().await;
        let row = membership::Model {
            tenant_id: self.tenant.id,
            id,
            person_id: person,
            function: function.key().into(),
            organisation_id: organisation,
            valid_from: NaiveDate::from_ymd_opt(2025, 8, 1).expect("a date"),
            valid_until: None,
            withdrawn_at: None,
            withdrawn_by: None,
            version: 1,
        };
        tx.insert::<membership::Entity>(row).await.expect("a membership");
        let schools = schools.iter().map(|school| membership_school::Model {
            tenant_id: self.tenant.id,
            id: self.house.house.new_id(),
            membership_id: id,
            school_id: *school,
        });
        tx.insert_all::<membership_school::Entity>(schools.collect()).await.expect("schools");
        tx.commit().await.expect("kept");
        id
    }

    /// An invitation that this person has not accepted yet.
    pub async fn invited(&self, member: &Member, by: &Member) {
        let now = self.house.house.clock().now();
        let row = invitation::Model {
            tenant_id: self.tenant.id,
            id: InvitationId(self.house.house.new_id()),
            token_hash: vec![7],
            person_id: member.person,
            invited_by: by.membership,
            created_at: now,
            expires_at: now + TimeDelta::days(14),
            accepted_at: None,
        };
        let mut tx = self.tx().await;
        tx.insert::<invitation::Entity>(row).await.expect("an invitation");
        tx.commit().await.expect("kept");
    }

    /// Enters as this person; none when nothing is held here.
    pub async fn enter(&self, person: PersonId, name: &str, two_factor: bool) -> Option<Scope> {
        let visitor = Visitor { person, name: name.into(), two_factor };
        self.house.house.enter(Arc::clone(&self.tenant), &visitor).await.expect("a database")
    }

    /// A child at a school.
    pub async fn pupil(&self, school: OrganisationId, given: &str, family: &str, born_on: &str) -> PupilId {
        let id = PupilId(self.house.house.new_id());
        let row = pupil::Model {
            tenant_id: self.tenant.id,
            id,
            school_id: school,
            given_name: given.into(),
            prefix: String::new(),
            family_name: family.into(),
            search_name: search_name(&full_name(given, "", family)),
            born_on: born_on.parse().expect("a date"),
            group: 5,
            unenrolled_on: None,
            version: 1,
        };
        let mut tx = self.tx().await;
        tx.insert::<pupil::Entity>(row).await.expect("a pupil");
        tx.commit().await.expect("kept");
        id
    }

    /// Parents said yes, this school year, to these organisations.
    pub async fn consent(
        &self,
        pupil: PupilId,
        purpose: &str,
        by: MembershipId,
        parties: &[OrganisationId],
    ) -> ConsentId {
        let id = ConsentId(self.house.house.new_id());
        let today = self.house.house.clock().today();
        let row = consent::Model {
            tenant_id: self.tenant.id,
            id,
            pupil_id: pupil,
            purpose: purpose.into(),
            given_by: "ouder 1, ouder 2".into(),
            given_on: today,
            valid_until: domain::calendar::SchoolYear::of(today).last_day(),
            refuses: false,
            evidence: "paper".into(),
            note: String::new(),
            recorded_by: by,
            recorded_at: self.house.house.clock().now(),
            withdrawn_on: None,
            withdrawn_at: None,
            withdrawn_by: None,
            withdrawal: String::new(),
            version: 1,
        };
        let parties = parties.iter().map(|party| consent_party::Model {
            tenant_id: self.tenant.id,
            id: self.house.house.new_id(),
            consent_id: id,
            organisation_id: *party,
        });
        let mut tx = self.tx().await;
        tx.insert::<consent::Entity>(row).await.expect("a consent");
        tx.insert_all::<consent_party::Entity>(parties.collect()).await.expect("parties");
        tx.commit().await.expect("kept");
        id
    }
}
