//! One person in one tenant. A [`Scope`] is made only by entering; everything that touches rows starts from it:
//! [`Scope::see`] to read, [`Scope::act`] to change. Both end in [`Work::done`], which refuses to hand out an answer
//! for which policy was never asked.
use crate::{
    Failure, House,
    audit::{self, Line, Subject},
    failure::Broken,
    store::TenantTx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::{Actor, Function},
    id::{MembershipId, OrganisationId, PersonId, RegionId, TenantId},
    policy::{Action, Ground, Grounds, Refusal, permit},
    sector::Sector,
};
use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};
use uuid::Uuid;

/// A samenwerkingsverband, as the host name names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    /// Accent colour, `#rrggbb`.
    pub colour: String,
    pub sector: Sector,
    /// `noord`, `midden` or `zuid`.
    pub holiday_region: String,
}

/// A group of tenants with a regie-overleg. Its pages read figures only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub id: RegionId,
    pub slug: String,
    pub name: String,
}

/// One person in one tenant, entered with today's memberships.
#[derive(Debug, Clone)]
pub struct Scope {
    house: House,
    tenant: Arc<Tenant>,
    actor: Arc<Actor>,
}

impl Scope {
    pub(crate) fn new(house: House, tenant: Arc<Tenant>, actor: Actor) -> Self {
        Self { house, tenant, actor: Arc::new(actor) }
    }

    /// Work without a person, such as what days bring.
    pub(crate) fn for_job(house: House, tenant: Arc<Tenant>) -> Self {
        Self::without_person(house, tenant, "")
    }

    /// Work that somebody asks of the server itself, with a command; the trail says so.
    pub(crate) fn for_command(house: House, tenant: Arc<Tenant>) -> Self {
        Self::without_person(house, tenant, "Opdracht op de server")
    }

    /// The same place for the same person with other memberships.
    pub(crate) fn as_actor(&self, actor: Actor) -> Self {
        Self::new(self.house.clone(), Arc::clone(&self.tenant), actor)
    }

    fn without_person(house: House, tenant: Arc<Tenant>, name: &str) -> Self {
        let actor = Actor { person: PersonId(Uuid::nil()), name: name.into(), two_factor: false, memberships: vec![] };
        Self::new(house, tenant, actor)
    }

    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The membership with which this person runs the tenant; asked after policy let that happen.
    pub(crate) fn manager(&self) -> Result<MembershipId, Failure> {
        let held = self.actor.holding(Function::FunctioneelBeheerder);
        held.map(|held| held.id).ok_or(Failure::Refused(Refusal::Function))
    }

    pub fn house(&self) -> &House {
        &self.house
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.house.clock().now()
    }

    /// Today in the Netherlands.
    pub fn today(&self) -> NaiveDate {
        self.house.clock().today()
    }

    /// A fresh, time-ordered id.
    pub fn new_id(&self) -> Uuid {
        self.house.new_id()
    }

    /// Starts reading.
    pub async fn see(&self) -> Result<Work<'_>, Failure> {
        self.work(false).await
    }

    /// Starts changing.
    pub async fn act(&self) -> Result<Work<'_>, Failure> {
        self.work(true).await
    }

    async fn work(&self, write: bool) -> Result<Work<'_>, Failure> {
        let tx = TenantTx::begin(self.house.store(), self.tenant.id, write).await?;
        Ok(Work { scope: self, tx: Some(tx), write, asked: false, school: None, lines: vec![] })
    }
}

/// A transaction with its trail. Dropped without [`done`](Work::done) it leaves nothing behind.
#[derive(Debug)]
pub struct Work<'s> {
    scope: &'s Scope,
    /// Gone once the work has ended, by an answer or by a refusal.
    tx: Option<TenantTx>,
    write: bool,
    asked: bool,
    /// The school of what was asked last; the lines that follow concern it.
    school: Option<OrganisationId>,
    lines: Vec<Line>,
}

impl<'s> Work<'s> {
    /// For whom the work is done.
    pub fn scope(&self) -> &'s Scope {
        self.scope
    }

    /// Asks policy. A refusal is written in a transaction of its own and ends the work.
    pub async fn permit(&mut self, action: Action, subject: Subject, grounds: Grounds<'_>) -> Result<Ground, Failure> {
        self.asked = true;
        self.school = grounds.school;
        match permit(self.scope.actor(), action, grounds) {
            Ok(ground) => Ok(ground),
            Err(refusal) => {
                self.refuse(action, subject, refusal).await?;
                Err(Failure::Refused(refusal))
            }
        }
    }

    /// Ends the work with a refusal. Nothing of refused work stays; only the refusal does, in a transaction of its own.
    pub async fn refuse(&mut self, action: Action, subject: Subject, why: Refusal) -> Result<(), Failure> {
        if let Some(tx) = self.tx.take() {
            tx.rollback().await?;
        }
        let line = Line { action, subject, school: self.school, outcome: Err(why), fields: String::new() };
        write_trail(self.scope, vec![line]).await
    }

    /// Nobody asks: a rule of the way of working does this by itself, and nothing of it leaves the house.
    pub(crate) fn by_itself(&mut self) {
        self.asked = true;
    }

    /// The lines that follow concern this school.
    pub fn at(&mut self, school: OrganisationId) {
        self.school = Some(school);
    }

    /// Asks policy for something of which the actor may not even know that it exists. That a second factor is missing is
    /// said only to those whom it would let in.
    pub async fn find(&mut self, action: Action, subject: Subject, grounds: Grounds<'_>) -> Result<Ground, Failure> {
        let twice = Actor { two_factor: true, ..self.scope.actor().clone() };
        self.permit(action, subject, grounds).await.map_err(|failure| match failure {
            Failure::Refused(Refusal::SecondFactor) if permit(&twice, action, grounds).is_ok() => failure,
            Failure::Broken(_) => failure,
            _ => Failure::Absent,
        })
    }

    /// Notes what was seen or changed; names of fields, never values.
    pub fn note(&mut self, action: Action, subject: Subject, ground: Ground, fields: impl Into<String>) {
        self.lines.push(Line { action, subject, school: self.school, outcome: Ok(ground), fields: fields.into() });
    }

    /// Ends the work: the trail is written, the change is kept, and only then the answer leaves.
    pub async fn done<T>(mut self, answer: T) -> Result<T, Failure> {
        if !self.asked {
            return Err(Broken::Unasked.into());
        }
        let lines = std::mem::take(&mut self.lines);
        let Some(mut tx) = self.tx.take() else { return Err(Broken::Unasked.into()) };
        if lines.is_empty() {
            tx.commit().await?;
        } else if self.write {
            audit::write(&mut tx, self.scope, lines).await?;
            tx.commit().await?;
        } else {
            // A reader that becomes a writer would clash with other writers on SQLite; the trail is short and its own.
            tx.commit().await?;
            write_trail(self.scope, lines).await?;
        }
        Ok(answer)
    }
}

async fn write_trail(scope: &Scope, lines: Vec<Line>) -> Result<(), Failure> {
    let mut tx = TenantTx::begin(scope.house.store(), scope.tenant.id, true).await?;
    audit::write(&mut tx, scope, lines).await?;
    tx.commit().await
}

const ENDED: &str = "a service goes on after its work has ended";

impl Deref for Work<'_> {
    type Target = TenantTx;
    #[expect(clippy::expect_used, reason = "every service returns at a refusal; going on is a mistake in the code")]
    fn deref(&self) -> &TenantTx {
        self.tx.as_ref().expect(ENDED)
    }
}

impl DerefMut for Work<'_> {
    #[expect(clippy::expect_used, reason = "as above")]
    fn deref_mut(&mut self) -> &mut TenantTx {
        self.tx.as_mut().expect(ENDED)
    }
}
