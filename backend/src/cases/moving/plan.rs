//! What moving does to one stored case: the domain is asked, with the forms and the consents of that case.
use super::super::of_pupil::Case;
use crate::{Failure, consents::States, scope::Work, templates};
use chrono::NaiveDate;
use domain::{
    calendar::Calendar,
    engine::moving::{Around, Choices, Moving, Preview, Version},
    id::TemplateId,
    template::{Key, Published, Template},
};
use std::sync::Arc;

/// Two versions, and where cases of vanished steps go.
pub(super) struct Plan {
    pub from: (TemplateId, Arc<Template<Published>>),
    pub to: (TemplateId, Arc<Template<Published>>),
    pub choices: Choices,
}

impl Plan {
    pub async fn of(work: &mut Work<'_>, from: TemplateId, to: TemplateId, choices: Choices) -> Result<Self, Failure> {
        let (old, new) = (templates::pinned(work, from).await?, templates::pinned(work, to).await?);
        Ok(Self { from: (from, old.template), to: (to, new.template), choices })
    }

    pub fn moving(&self) -> Moving<'_> {
        Moving {
            from: Version { id: self.from.0, template: &self.from.1 },
            to: Version { id: self.to.0, template: &self.to.1 },
            choices: &self.choices,
        }
    }

    /// What it does to a case, or why it cannot go.
    pub fn preview(&self, case: &Case, states: &States, today: NaiveDate, calendar: &Calendar) -> Preview {
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
