//! What moving does to one stored case: the domain is asked, with the forms and the consents of that case.
use super::super::of_pupil::Case;
use crate::{Failure, consents::States, scope::Work, templates};
use chrono::NaiveDate;
use domain::{
    calendar::Calendar,
    engine::moving::{Around, Choices, Hindrance, Moving, Preview, Version},
    id::{AreaId, TemplateId},
    template::{Key, Published, Template},
};
use std::sync::Arc;

/// Two versions, and where cases of vanished steps go.
pub(super) struct Plan {
    pub from: (TemplateId, Arc<Template<Published>>),
    pub to: (TemplateId, Arc<Template<Published>>),
    pub choices: Choices,
    /// The areas for which the new version is; none is every school.
    pub areas: Vec<AreaId>,
}

impl Plan {
    pub async fn of(
        work: &mut Work<'_>,
        from: TemplateId,
        (to, areas): (TemplateId, Vec<AreaId>),
        choices: Choices,
    ) -> Result<Self, Failure> {
        let (old, new) = (templates::pinned(work, from).await?, templates::pinned(work, to).await?);
        Ok(Self { from: (from, old.template), to: (to, new.template), choices, areas })
    }

    pub fn moving(&self) -> Moving<'_> {
        Moving {
            from: Version { id: self.from.0, template: &self.from.1 },
            to: Version { id: self.to.0, template: &self.to.1 },
            choices: &self.choices,
        }
    }

    /// What it does to a case of a school in this area, or why it cannot go.
    pub fn preview(
        &self,
        (case, area): (&Case, Option<AreaId>),
        states: &States,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Preview {
        if !self.areas.is_empty() && area.is_none_or(|area| !self.areas.contains(&area)) {
            return Preview { steps: vec![], lines: vec![], hindrances: vec![Hindrance::Elsewhere], event: None };
        }
        let purposes = self.from.1.consents.iter().chain(&self.to.1.consents).map(|purpose| &purpose.key);
        let given = |key: &&Key| states.of(case.pupil, key.as_str(), today).is_given();
        let consents: Vec<Key> = purposes.filter(given).cloned().collect();
        let around = Around { today, calendar, sheets: &case.sheets, consents: &consents };
        self.moving().preview(&case.state, &around)
    }

    /// Why a case does not go, in one text.
    pub fn why_not(&self, preview: &Preview) -> Vec<String> {
        preview.hindrances.iter().map(|hindrance| self.moving().why_not(hindrance)).collect()
    }
}
