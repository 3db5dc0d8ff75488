//! A person in a regie-overleg. A [`RegionScope`] holds no way to a tenant's rows: it has its region, and the few
//! numbers that each tenant reported itself (architecture.md: "the region's pages read only that table").
use crate::{
    Failure, House,
    clock::local,
    house::Visitor,
    scope::Region,
    store::{
        Store, TenantTx,
        entity::{area, region_report},
        system,
    },
};
use domain::{
    calendar::short_date,
    page::region::{Overview, Participant},
};
use sea_orm::EntityTrait;

/// Somebody who sits in the regie-overleg of one region today.
#[derive(Debug, Clone)]
pub struct RegionScope {
    store: Store,
    region: Region,
    name: String,
}

impl RegionScope {
    /// Enters; nothing for whoever has no seat today.
    pub async fn enter(house: &House, region: &Region, visitor: &Visitor) -> Result<Option<Self>, Failure> {
        let seats = system::regions_of(house.store(), visitor.person, house.clock().today()).await?;
        let scope = || Self { store: house.store().clone(), region: region.clone(), name: visitor.name.clone() };
        Ok(seats.iter().any(|seat| seat.id == region.id).then(scope))
    }

    /// Who reads.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The region with its samenwerkingsverbanden; three statements.
    pub async fn overview(&self) -> Result<Overview, Failure> {
        let tenants = system::tenants_in(&self.store, self.region.id).await?;
        let reports = system::reports(&self.store, self.region.id).await?;
        let participants = tenants.into_iter().map(|tenant| {
            let report = reports.iter().find(|report| report.tenant_id == tenant.id);
            Participant {
                name: tenant.name,
                sector: tenant.sector.label().into(),
                areas: report.and_then(|report| u32::try_from(report.areas).ok()),
                reported_on: report.map_or_else(String::new, |report| short_date(local(report.reported_at).date())),
            }
        });
        Ok(Overview { name: self.region.name.clone(), participants: participants.collect() })
    }
}

/// Every tenant reports to its regions, in its own transaction; numbers only.
pub async fn report(house: &House) -> Result<(), Failure> {
    for (region_id, tenant_id) in system::regions_by_tenant(house.store()).await? {
        let mut tx = TenantTx::begin(house.store(), tenant_id, false).await?;
        let areas = tx.count(area::Entity::find()).await?;
        tx.commit().await?;
        let areas = i32::try_from(areas).unwrap_or(i32::MAX);
        let row = region_report::Model { region_id, tenant_id, areas, reported_at: house.clock().now() };
        system::report(house.store(), row).await?;
    }
    Ok(())
}
