//! The open and closed days of the tenant: the holidays of its region, and the days it closes itself.
use crate::{Failure, Tenant, failure::Broken, scope::Work, store::entity::closing_day};
use domain::calendar::{Calendar, Override, Region};
use sea_orm::EntityTrait;

/// The calendar of a holiday region, without the days that a tenant closes itself: for a line that says about when.
pub fn usual(tenant: &Tenant) -> Result<Calendar, Failure> {
    let region = match tenant.holiday_region.as_str() {
        "noord" => Region::Noord,
        "midden" => Region::Midden,
        "zuid" => Region::Zuid,
        other => return Err(Broken::Stored(format!("holiday region {other}")).into()),
    };
    Ok(Calendar::new(region))
}

/// The calendar in which this tenant's terms are counted; one statement.
pub async fn of_tenant(work: &mut Work<'_>) -> Result<Calendar, Failure> {
    let usual = usual(work.scope().tenant())?;
    let closed = work.all(closing_day::Entity::find()).await?;
    let closed = closed.into_iter().map(|row| Override { label: row.name, from: row.day, until: row.day, open: false });
    Ok(usual.with_overrides(closed))
}
