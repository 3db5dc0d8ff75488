//! The way of working of a tenant: the first shipped template that fits it, as version 1.
use super::{consents::Purpose, moments::at, tenancy::Tenancy};
use crate::{failure::Broken, store::entity::template};
use domain::{
    id::TemplateId,
    template::{Draft, Template, Validity, shipped},
};

/// A planted way of working.
#[derive(Debug)]
pub(super) struct Way {
    pub id: TemplateId,
    pub template: Template<Draft>,
}

/// Plants the tenant's way of working, if one is shipped.
pub(super) fn plant(tenancy: &mut Tenancy) -> Result<Option<Way>, Broken> {
    let wanted = tenancy.plan.templates;
    let Some(&(key, text)) = wanted.iter().find_map(|key| shipped().iter().find(|(shipped, _)| shipped == key)) else {
        return Ok(None);
    };
    let template = Template::parse(text).map_err(|cause| Broken::Stored(format!("{key}: {cause}")))?;
    let published_at = at(tenancy.began(), 9, 0);
    let id: TemplateId = tenancy.new_id(published_at);
    tenancy.rows.templates.push(template::Model {
        tenant_id: tenancy.id,
        id,
        key: key.into(),
        number: 1,
        title: template.meta.title.clone(),
        body: text.into(),
        effective_from: tenancy.began(),
        published_at,
    });
    Ok(Some(Way { id, template }))
}

impl Way {
    /// The purpose of consent of the meeting that the form feeds.
    pub fn purpose(&self) -> Purpose {
        let meeting = self.template.meetings.iter().find(|meeting| meeting.form.is_some());
        let key = meeting.and_then(|meeting| meeting.consent.as_ref()).map_or("zat", |key| key.as_str());
        let validity = self.template.consent(key).map_or(Validity::SchoolYear, |purpose| purpose.validity);
        Purpose { key: key.into(), validity }
    }
}
