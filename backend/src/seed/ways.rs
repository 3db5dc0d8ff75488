//! The way of working of a tenant: the shipped template of its source, as version 1.
use super::{
    consents::Purpose,
    courses::Step,
    moments::{at, shift},
    tenancy::Tenancy,
};
use crate::{
    failure::Broken,
    store::entity::{template, template_draft},
    templates::Origin,
};
use domain::{
    form::{Form, Section},
    id::{DraftId, MembershipId, TemplateId},
    template::{Draft, MeetingType, Template, Validity, shipped},
};

/// A planted way of working.
#[derive(Debug)]
pub(super) struct Way {
    pub key: &'static str,
    pub id: TemplateId,
    pub template: Template<Draft>,
}

/// Plants the tenant's way of working, and what its functioneel beheerder has in mind for the next school year.
pub(super) fn plant(tenancy: &mut Tenancy, manager: Option<MembershipId>) -> Result<Way, Broken> {
    let found = shipped().iter().find(|(key, _)| *key == tenancy.plan.template);
    let &(key, text) = found.ok_or_else(|| Broken::Other(format!("no template {}", tenancy.plan.template)))?;
    let template = Template::parse(text).map_err(|cause| Broken::Stored(format!("{key}: {cause}")))?;
    let published_at = at(tenancy.began(), 9, 0);
    let (origin_key, origin_body) = Origin::columns(Origin::shipped(key));
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
        note: "Zo werkten wij al; nu staat het in Rondom.".into(),
        published_by: None,
        origin_key: origin_key.clone(),
        origin_body: origin_body.clone(),
    });
    if let Some(manager) = manager {
        revise(tenancy, id, &template, manager, (origin_key, origin_body))?;
    }
    Ok(Way { key, id, template })
}

/// A draft that somebody began last week and has not finished.
fn revise(
    tenancy: &mut Tenancy,
    base: TemplateId,
    template: &Template<Draft>,
    manager: MembershipId,
    (origin_key, origin_body): (Option<String>, Option<String>),
) -> Result<(), Broken> {
    let mut next = template.clone();
    let year = tenancy.year.next();
    next.body_mut().meta.version = format!("Voorstel voor schooljaar {year}");
    if let Some(step) = next.body_mut().steps.first_mut() {
        step.guidance.push("Bespreek met de ouders wie hun vaste aanspreekpunt is.".into());
    }
    let begun = at(shift(tenancy.today, -6), 15, 20);
    let id: DraftId = tenancy.new_id(begun);
    tenancy.rows.drafts.push(template_draft::Model {
        tenant_id: tenancy.id,
        id,
        name: format!("Schooljaar {year}"),
        key: next.meta.key.to_string(),
        body: next.to_toml().map_err(|cause| Broken::Stored(cause.to_string()))?,
        started_from: "versie 1".into(),
        base_id: Some(base),
        origin_key,
        origin_body,
        changed_by: manager,
        changed_at: at(shift(tenancy.today, -3), 11, 5),
        created_at: begun,
        version: 2,
    });
    Ok(())
}

impl Way {
    /// The meeting that the school's form feeds.
    pub fn meeting(&self) -> Option<&MeetingType> {
        self.template.meetings.iter().find(|meeting| meeting.form.is_some())
    }

    /// The form that feeds it.
    pub fn form(&self) -> Option<&Form> {
        self.meeting()?.form.as_ref().and_then(|key| self.template.form(key.as_str()))
    }

    /// The section of that form that lists the pupils in a step.
    pub fn section(&self, step: Step) -> Option<&Section> {
        self.form()?.section_for_step(step.key(&self.template))
    }

    /// Is the agenda asked in the section of this step?
    pub fn asks_agenda(&self, step: Step) -> bool {
        self.section(step).is_some_and(|section| section.agenda_field().is_some())
    }

    /// The purpose of consent of that meeting.
    pub fn purpose(&self) -> Purpose {
        let key = self.meeting().and_then(|meeting| meeting.consent.as_ref()).map_or("zat", |key| key.as_str());
        let validity = self.template.consent(key).map_or(Validity::SchoolYear, |purpose| purpose.validity);
        Purpose { key: key.into(), validity }
    }
}
