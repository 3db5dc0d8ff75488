//! What is read once and kept: published versions, which of them is in force, and what the checker said of a draft.
use super::InForce;
use crate::{Failure, failure::Broken, store::entity::template};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    check::Fault,
    id::{DraftId, TemplateId, TenantId},
    template::{Published, Template},
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// Published versions by id, which of them is in force at each tenant, and the faults of drafts; shared by all requests.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    versions: RwLock<HashMap<TemplateId, Arc<Template<Published>>>>,
    in_force: RwLock<HashMap<TenantId, Asked>>,
    faults: RwLock<HashMap<DraftId, Checked>>,
}

/// What was in force, and until when that is remembered.
type Asked = (DateTime<Utc>, Arc<InForce>);

/// What is wrong with a draft, and in which version of it that was found.
type Checked = (i32, Arc<Vec<Fault>>);

/// After publishing elsewhere, a server may start new work with the version before it for this long.
const REMEMBERED: TimeDelta = TimeDelta::seconds(30);

impl Shelf {
    pub fn version(&self, id: TemplateId) -> Option<Arc<Template<Published>>> {
        self.versions.read().ok()?.get(&id).cloned()
    }

    /// The versions in force at a tenant, as far as they were asked a moment ago.
    pub fn in_force(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<Arc<InForce>> {
        let known = self.in_force.read().ok()?;
        known.get(&tenant).filter(|(until, _)| now < *until).map(|(_, found)| Arc::clone(found))
    }

    pub fn keep_in_force(&self, tenant: TenantId, now: DateTime<Utc>, found: Arc<InForce>) {
        if let Ok(mut known) = self.in_force.write() {
            known.insert(tenant, (now + REMEMBERED, found));
        }
    }

    /// Something was published here: what is in force is asked anew.
    pub fn forget(&self, tenant: TenantId) {
        if let Ok(mut known) = self.in_force.write() {
            known.remove(&tenant);
        }
    }

    /// What the checker said of this version of a draft.
    pub fn faults(&self, draft: DraftId, version: i32) -> Option<Arc<Vec<Fault>>> {
        let known = self.faults.read().ok()?;
        known.get(&draft).filter(|(of, _)| *of == version).map(|(_, faults)| Arc::clone(faults))
    }

    pub fn keep_faults(&self, draft: DraftId, version: i32, faults: Arc<Vec<Fault>>) {
        if let Ok(mut known) = self.faults.write() {
            known.insert(draft, (version, faults));
        }
    }

    /// The draft is gone.
    pub fn drop_faults(&self, draft: DraftId) {
        if let Ok(mut known) = self.faults.write() {
            known.remove(&draft);
        }
    }

    /// A stored version as it was published, read once and not judged again.
    pub fn take(&self, row: &template::Model) -> Result<Arc<Template<Published>>, Failure> {
        if let Some(template) = self.version(row.id) {
            return Ok(template);
        }
        let stored = |cause: String| Broken::Stored(format!("template {}: {cause}", row.id));
        let number = u32::try_from(row.number).map_err(|cause| stored(cause.to_string()))?;
        let template = Template::stored(&row.body, number).map_err(|cause| stored(cause.to_string()))?;
        let template = Arc::new(template);
        if let Ok(mut known) = self.versions.write() {
            known.insert(row.id, Arc::clone(&template));
        }
        Ok(template)
    }
}
