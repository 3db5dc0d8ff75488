//! The open and closed days of the tenant: the holidays of its region, and the days it closes itself.
use crate::{Failure, Tenant, failure::Broken, scope::Work, store::entity::closing_day};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    calendar::{Calendar, Override, Region},
    id::TenantId,
};
use sea_orm::EntityTrait;
use std::{collections::HashMap, sync::RwLock};

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

/// The days that tenants close themselves, kept for a moment; shared by all requests.
#[derive(Debug, Default)]
pub(crate) struct ClosingDays(RwLock<HashMap<TenantId, Kept>>);

impl ClosingDays {
    /// Something was closed or opened here: the days are asked anew.
    pub fn forget(&self, tenant: TenantId) {
        if let Ok(mut kept) = self.0.write() {
            kept.remove(&tenant);
        }
    }
}

/// Until when, and which.
type Kept = (DateTime<Utc>, Vec<Override>);

/// A day that is closed elsewhere counts here after this long.
const REMEMBERED: TimeDelta = TimeDelta::seconds(30);

/// The calendar in which this tenant's terms are counted; one statement, or none when it was asked a moment ago.
pub async fn of_tenant(work: &mut Work<'_>) -> Result<Calendar, Failure> {
    let (tenant, now) = (work.tenant(), work.scope().now());
    let usual = usual(work.scope().tenant())?;
    let kept = &work.scope().house().closing_days().0;
    let known = kept.read().ok().and_then(|kept| kept.get(&tenant).filter(|(until, _)| now < *until).cloned());
    if let Some((_, days)) = known {
        return Ok(usual.with_overrides(days));
    }
    let closed = work.all(closing_day::Entity::find()).await?;
    let closed =
        closed.into_iter().map(|row| Override { label: row.name, from: row.day, until: row.day, open: row.is_open });
    let closed: Vec<_> = closed.collect();
    if let Ok(mut kept) = work.scope().house().closing_days().0.write() {
        kept.insert(tenant, (now + REMEMBERED, closed.clone()));
    }
    Ok(usual.with_overrides(closed))
}
