//! One tenant in the making: what is known of it, and the rows so far.
use super::{
    Settings,
    moments::at,
    random::{Ids, Random},
    rows::Rows,
    schools::School,
    tenants::Plan,
};
use crate::failure::Broken;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::{Function, Side},
    calendar::{Calendar, SchoolYear},
    id::{AreaId, MembershipId, OrganisationId, TenantId},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A tenant in the making.
#[derive(Debug)]
pub(super) struct Tenancy {
    pub plan: &'static Plan,
    pub id: TenantId,
    pub today: NaiveDate,
    pub year: SchoolYear,
    pub calendar: Calendar,
    pub random: Random,
    pub rows: Rows,
    pub sites: Vec<Site>,
    pub ids: Ids,
    organisations: BTreeMap<String, OrganisationId>,
    names: BTreeMap<MembershipId, String>,
}

/// A school with those who work around it.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub id: OrganisationId,
    pub school: School,
    pub team: Team,
}

/// The people at a school's table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Team {
    pub head: MembershipId,
    pub school: MembershipId,
    /// Of the board, where the school has an ib'er but none of its own (S3: "gedragsdeskundige van de school/ het bestuur").
    pub specialist: Option<MembershipId>,
    pub swv: MembershipId,
    pub municipality: MembershipId,
    pub ggd: MembershipId,
}

impl Tenancy {
    pub fn new(plan: &'static Plan, settings: &Settings) -> Self {
        let year = SchoolYear::of(settings.today);
        let mut ids = Ids::named(plan.slug);
        Self {
            plan,
            id: ids.at(at(year.previous().previous().first_day(), 9, 0)),
            today: settings.today,
            year,
            calendar: Calendar::new(plan.holidays),
            random: Random::named(plan.slug),
            rows: Rows::default(),
            sites: vec![],
            ids,
            organisations: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The day on which the tenant began to work with Rondom.
    pub fn began(&self) -> NaiveDate {
        self.year.previous().previous().first_day()
    }

    /// The id of something that came about at this moment.
    pub fn new_id<Id: From<Uuid>>(&mut self, moment: DateTime<Utc>) -> Id {
        self.ids.at(moment)
    }

    /// Remembers who holds a membership.
    pub fn remember_holder(&mut self, membership: MembershipId, name: &str) {
        self.names.insert(membership, name.to_owned());
    }

    /// The name of the person with this membership.
    pub fn name_of(&self, membership: MembershipId) -> String {
        self.names.get(&membership).cloned().unwrap_or_default()
    }

    /// The area in which a school lies.
    pub fn area_of(&self, school: &School) -> Option<AreaId> {
        school.area.and_then(|number| self.rows.areas.get(number)).map(|area| area.id)
    }

    /// Whether this is somebody of a partner, to whom a name opens by consent.
    pub fn is_partner(&self, membership: MembershipId) -> bool {
        self.function_of(membership).is_some_and(|function| function.side() == Side::Partner)
    }

    /// The function of this membership.
    pub fn function_of(&self, membership: MembershipId) -> Option<Function> {
        let row = self.rows.memberships.iter().find(|row| row.id == membership)?;
        Function::from_key(&row.function)
    }

    /// Remembers an organisation by its name.
    pub fn remember(&mut self, name: &str, id: OrganisationId) {
        self.organisations.insert(name.to_owned(), id);
    }

    pub fn organisation(&self, name: &str) -> Result<OrganisationId, Broken> {
        let found = self.organisations.get(name).copied();
        found.ok_or_else(|| Broken::Other(format!("no organisation {name} in {}", self.plan.slug)))
    }

    /// The organisation of the partners at the schools' tables.
    pub fn municipality(&self) -> Result<OrganisationId, Broken> {
        self.organisation(self.plan.municipalities.first().copied().unwrap_or_default())
    }

    pub fn ggd(&self) -> Result<OrganisationId, Broken> {
        self.organisation(self.plan.ggd)
    }
}
