//! The house: connections, clock, and what all requests share. From here a person enters a tenant.
use crate::{
    Failure, Scope, Tenant,
    calendar::ClosingDays,
    clock::Clock,
    failure::Broken,
    members,
    scope::Region,
    store::{
        Store, TenantTx, back,
        entity::{membership, membership_school, organisation},
        system, to,
    },
    templates::Shelf,
};
use chrono::NaiveDate;
use domain::{
    actor::{Actor, Function, Membership},
    id::{AreaId, MembershipId, OrganisationId, PersonId},
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, RwLock},
};
use uuid::{ContextV7, Uuid};

/// Shared by all requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct House(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    tenants: RwLock<HashMap<String, Arc<Tenant>>>,
    shelf: Shelf,
    closing_days: ClosingDays,
    ids: Mutex<ContextV7>,
}

/// Who knocks: proven by a login, not yet known to hold anything here.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub person: PersonId,
    pub name: String,
    /// The login proved two factors.
    pub two_factor: bool,
}

#[derive(FromQueryResult)]
struct Held {
    id: MembershipId,
    function: String,
    organisation_id: OrganisationId,
    organisation_name: String,
    school_id: Option<OrganisationId>,
    area_id: Option<AreaId>,
}

impl House {
    /// Opens the house on this database.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, DbErr> {
        Ok(Self::on(Store::open(url).await?, clock))
    }

    /// The house on a store that is open already.
    pub fn on(store: Store, clock: Clock) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            tenants: RwLock::default(),
            shelf: Shelf::default(),
            closing_days: ClosingDays::default(),
            ids: Mutex::new(ContextV7::new()),
        }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    pub(crate) fn closing_days(&self) -> &ClosingDays {
        &self.0.closing_days
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// A fresh id, after every id that this house made before, also within the same moment: what is written in order
    /// can be read in order.
    pub fn new_id(&self) -> Uuid {
        let now = self.clock().now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let moment = |context: &ContextV7| uuid::Timestamp::from_unix(context, seconds, now.timestamp_subsec_nanos());
        match self.0.ids.lock() {
            Ok(context) => Uuid::new_v7(moment(&context)),
            Err(poisoned) => Uuid::new_v7(moment(&poisoned.into_inner())),
        }
    }

    /// The tenant that a host name names. Tenants are few and hardly change: they are kept in memory.
    pub async fn tenant(&self, slug: &str) -> Result<Option<Arc<Tenant>>, Failure> {
        if let Some(tenant) = self.0.tenants.read().ok().and_then(|known| known.get(slug).cloned()) {
            return Ok(Some(tenant));
        }
        let Some(tenant) = system::tenant(self.store(), slug).await?.map(Arc::new) else { return Ok(None) };
        if let Ok(mut known) = self.0.tenants.write() {
            known.insert(slug.to_owned(), Arc::clone(&tenant));
        }
        Ok(Some(tenant))
    }

    /// The region that a host name names.
    pub async fn region(&self, slug: &str) -> Result<Option<Region>, Failure> {
        system::region(self.store(), slug).await
    }

    /// Enters a tenant with what the visitor holds there today; without any membership there is no way in, and none for
    /// whom an organisation works that did not accede to the covenant that is asked: that is refused with the reason.
    pub async fn enter(&self, tenant: Arc<Tenant>, visitor: &Visitor) -> Result<Option<Scope>, Failure> {
        let mut tx = TenantTx::begin(self.store(), tenant.id, false).await?;
        let memberships = memberships(&mut tx, visitor.person, self.clock().today()).await?;
        tx.commit().await?;
        if memberships.is_empty() {
            return Ok(None);
        }
        let Visitor { person, ref name, two_factor } = *visitor;
        let actor = Actor { person, name: name.clone(), two_factor, memberships };
        members::let_in(Scope::new(self.clone(), tenant, actor)).await.map(Some)
    }
}

/// What a person holds in the tenant of the transaction on this day.
pub(crate) async fn memberships(
    tx: &mut TenantTx,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<Membership>, Failure> {
    use membership::Column::{Function as FunctionKey, Id, OrganisationId as Organisation, PersonId as Person};
    let school = Alias::new("school");
    let query = membership::Entity::find()
        .select_only()
        .columns([Id, FunctionKey, Organisation])
        .column_as(organisation::Column::Name, "organisation_name")
        .column_as(membership_school::Column::SchoolId, "school_id")
        .expr_as(Expr::col((school.clone(), organisation::Column::AreaId)), "area_id")
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(Organisation))
        .join(
            JoinType::LeftJoin,
            back::<membership::Entity, membership_school::Entity>(membership_school::Column::MembershipId),
        )
        .join_as(
            JoinType::LeftJoin,
            to::<membership_school::Entity, organisation::Entity>(membership_school::Column::SchoolId),
            school.clone(),
        )
        .filter(Person.eq(person))
        .filter(membership::holds_on(today))
        .order_by_asc(Id);
    let mut all: Vec<Membership> = vec![];
    for held in tx.shaped::<membership::Entity, Held>(query).await? {
        if all.last().is_none_or(|m| m.id != held.id) {
            all.push(Membership {
                id: held.id,
                function: Function::from_key(&held.function).ok_or_else(|| Broken::Stored(held.function.clone()))?,
                organisation: held.organisation_id,
                organisation_name: held.organisation_name,
                schools: vec![],
                areas: vec![],
            });
        }
        if let Some(membership) = all.last_mut() {
            membership.schools.extend(held.school_id);
            membership.areas.extend(held.area_id.filter(|area| !membership.areas.contains(area)));
        }
    }
    Ok(all)
}
