//! The few questions without a tenant: which tenants there are, who a login is, where a person may knock.
//! No table read here holds anything about a pupil.
use super::{
    Store,
    entity::{person_tenant, region, region_member, region_report, region_tenant, tenant},
};
use crate::{Failure, Tenant, scope::Region};
use chrono::NaiveDate;
use domain::id::{PersonId, RegionId, TenantId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};

impl From<tenant::Model> for Tenant {
    fn from(row: tenant::Model) -> Self {
        let tenant::Model { id, slug, name, sector, colour, holiday_region } = row;
        Self { id, slug, name, colour, sector, holiday_region }
    }
}

impl From<region::Model> for Region {
    fn from(row: region::Model) -> Self {
        Self { id: row.id, slug: row.slug, name: row.name }
    }
}

/// The tenant with this host name.
pub async fn tenant(store: &Store, slug: &str) -> Result<Option<Tenant>, Failure> {
    let row = tenant::Entity::find().filter(tenant::Column::Slug.eq(slug)).one(&store.db).await?;
    Ok(row.map(Tenant::from))
}

/// Every tenant, by name.
pub async fn tenants(store: &Store) -> Result<Vec<Tenant>, Failure> {
    let rows = tenant::Entity::find().order_by_asc(tenant::Column::Name).all(&store.db).await?;
    Ok(rows.into_iter().map(Tenant::from).collect())
}

/// The tenants in which this person was ever given a membership, by name.
pub async fn tenants_of(store: &Store, person: PersonId) -> Result<Vec<Tenant>, Failure> {
    let mine = person_tenant::Entity::find().filter(person_tenant::Column::PersonId.eq(person)).all(&store.db).await?;
    let ids: Vec<TenantId> = mine.into_iter().map(|row| row.tenant_id).collect();
    let rows = tenant::Entity::find()
        .filter(tenant::Column::Id.is_in(ids))
        .order_by_asc(tenant::Column::Name)
        .all(&store.db)
        .await?;
    Ok(rows.into_iter().map(Tenant::from).collect())
}

/// The region with this host name.
pub async fn region(store: &Store, slug: &str) -> Result<Option<Region>, Failure> {
    let row = region::Entity::find().filter(region::Column::Slug.eq(slug)).one(&store.db).await?;
    Ok(row.map(Region::from))
}

/// The regions in whose regie-overleg this person sits today.
pub async fn regions_of(store: &Store, person: PersonId, today: NaiveDate) -> Result<Vec<Region>, Failure> {
    let seats = region_member::Entity::find()
        .filter(region_member::Column::PersonId.eq(person))
        .filter(region_member::Column::ValidFrom.lte(today))
        .filter(region_member::Column::ValidUntil.is_null().or(region_member::Column::ValidUntil.gte(today)))
        .all(&store.db)
        .await?;
    let ids: Vec<RegionId> = seats.into_iter().map(|row| row.region_id).collect();
    let rows = region::Entity::find().filter(region::Column::Id.is_in(ids)).all(&store.db).await?;
    Ok(rows.into_iter().map(Region::from).collect())
}

/// The tenants of a region, by name.
pub async fn tenants_in(store: &Store, region: RegionId) -> Result<Vec<Tenant>, Failure> {
    let rows = region_tenant::Entity::find().filter(region_tenant::Column::RegionId.eq(region)).all(&store.db).await?;
    let ids: Vec<TenantId> = rows.into_iter().map(|row| row.tenant_id).collect();
    let rows = tenant::Entity::find()
        .filter(tenant::Column::Id.is_in(ids))
        .order_by_asc(tenant::Column::Name)
        .all(&store.db)
        .await?;
    Ok(rows.into_iter().map(Tenant::from).collect())
}

/// In which regions each tenant takes part.
pub async fn regions_by_tenant(store: &Store) -> Result<Vec<(RegionId, TenantId)>, Failure> {
    let rows = region_tenant::Entity::find().all(&store.db).await?;
    Ok(rows.into_iter().map(|row| (row.region_id, row.tenant_id)).collect())
}

/// Writes what a tenant reports; the last report counts.
pub async fn report(store: &Store, row: region_report::Model) -> Result<(), Failure> {
    use region_report::Column::{Areas, RegionId, ReportedAt, TenantId};
    let last = OnConflict::columns([RegionId, TenantId]).update_columns([Areas, ReportedAt]).to_owned();
    let row = row.into_active_model().reset_all();
    region_report::Entity::insert(row).on_conflict(last).exec_without_returning(&store.db).await?;
    Ok(())
}

/// What the tenants of a region reported.
pub async fn reports(store: &Store, region: RegionId) -> Result<Vec<region_report::Model>, Failure> {
    let query = region_report::Entity::find().filter(region_report::Column::RegionId.eq(region));
    Ok(query.all(&store.db).await?)
}
