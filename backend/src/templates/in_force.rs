//! Which version new work starts with: the one of the area in which a school lies, or else the one of the whole
//! samenwerkingsverband (S3: one way of working for the province, and pilots that say what is otherwise).
use super::{Pinned, pin, pinned};
use crate::{
    Failure, Scope,
    scope::Work,
    store::{
        back,
        entity::{organisation, template, template_area},
    },
};
use chrono::NaiveDate;
use domain::{
    id::{AreaId, OrganisationId, TemplateId},
    policy::Schools,
    template::{Published, Template},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The versions in force at a tenant on a day.
#[derive(Debug, Default)]
pub(crate) struct InForce {
    /// By area; nothing stands for the whole tenant.
    versions: BTreeMap<Option<AreaId>, TemplateId>,
    /// Schools of areas that have a version of their own.
    schools: HashMap<OrganisationId, AreaId>,
}

/// A version as far as it says where and when it holds: a row for each of its areas.
#[derive(Debug, Clone, Copy, FromQueryResult)]
struct Line {
    id: TemplateId,
    number: i32,
    effective_from: NaiveDate,
    area_id: Option<AreaId>,
}

/// Of the versions that began, the last of each area: by day, and on one day by number.
pub(crate) fn newest<T: Copy>(
    lines: impl IntoIterator<Item = (Option<AreaId>, NaiveDate, i32, T)>,
    today: NaiveDate,
) -> BTreeMap<Option<AreaId>, T> {
    let mut newest: BTreeMap<Option<AreaId>, (NaiveDate, i32, T)> = BTreeMap::new();
    for (area, from, number, what) in lines.into_iter().filter(|(_, from, ..)| *from <= today) {
        let last = newest.entry(area).or_insert((from, number, what));
        if (last.0, last.1) < (from, number) {
            *last = (from, number, what);
        }
    }
    newest.into_iter().map(|(area, (.., what))| (area, what)).collect()
}

impl InForce {
    fn whole(&self) -> Option<TemplateId> {
        self.versions.get(&None).copied()
    }

    fn at(&self, school: OrganisationId) -> Option<TemplateId> {
        let area = self.schools.get(&school).copied();
        self.versions.get(&area).copied().or_else(|| self.whole())
    }
}

/// The version with which work about a school starts today.
pub async fn current_at(work: &mut Work<'_>, school: OrganisationId) -> Result<Pinned, Failure> {
    at(work, school).await?.ok_or_else(nothing)
}

/// The version with which work about the schools of a meeting starts today.
pub async fn current_for(work: &mut Work<'_>, schools: Schools) -> Result<Pinned, Failure> {
    let found = found(work).await?;
    let id = match schools {
        Schools::One(school) => found.at(school),
        Schools::Of(area) => found.versions.get(&Some(area)).copied().or_else(|| found.whole()),
        Schools::All => found.whole(),
    };
    known(work, id).await?.ok_or_else(nothing)
}

/// The version of the whole tenant with which new work starts today.
pub async fn current(work: &mut Work<'_>) -> Result<Pinned, Failure> {
    today(work).await?.ok_or_else(nothing)
}

fn nothing() -> Failure {
    Failure::Rejected(
        "Voor dit samenwerkingsverband is nog geen werkwijze gepubliceerd. Vraag de functioneel beheerder.".into(),
    )
}

/// The version that is in force at a school today, if any was published.
pub async fn at(work: &mut Work<'_>, school: OrganisationId) -> Result<Option<Pinned>, Failure> {
    let id = found(work).await?.at(school);
    known(work, id).await
}

/// The version of the whole tenant that is in force today, if any was published.
pub async fn today(work: &mut Work<'_>) -> Result<Option<Pinned>, Failure> {
    let id = found(work).await?.whole();
    known(work, id).await
}

async fn known(work: &mut Work<'_>, id: Option<TemplateId>) -> Result<Option<Pinned>, Failure> {
    match id {
        Some(id) => pinned(work, id).await.map(Some),
        None => Ok(None),
    }
}

/// Every version that is in force somewhere in the tenant.
pub(crate) async fn everywhere(work: &mut Work<'_>) -> Result<Vec<Pinned>, Failure> {
    let ids: Vec<TemplateId> = found(work).await?.versions.values().copied().collect();
    let shelf = work.scope().house().clone();
    let unread: Vec<_> = ids.iter().copied().filter(|id| shelf.shelf().version(*id).is_none()).collect();
    if !unread.is_empty() {
        for row in work.all(template::Entity::find().filter(template::Column::Id.is_in(unread))).await? {
            pin(work, &row)?;
        }
    }
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.push(pinned(work, id).await?);
    }
    Ok(all)
}

/// The versions in force, when they were asked a moment ago; costs no question to the database.
pub(crate) fn remembered(scope: &Scope) -> Option<Vec<Arc<Template<Published>>>> {
    let shelf = scope.house().shelf();
    let found = shelf.in_force(scope.tenant().id, scope.now())?;
    found.versions.values().map(|id| shelf.version(*id)).collect()
}

/// What is in force, from memory or with one statement; with a second where an area has a version of its own.
async fn found(work: &mut Work<'_>) -> Result<Arc<InForce>, Failure> {
    use template::Column::{EffectiveFrom, Id, Number};
    let (tenant, now, today) = (work.tenant(), work.scope().now(), work.scope().today());
    if let Some(known) = work.scope().house().shelf().in_force(tenant, now) {
        return Ok(known);
    }
    let query = template::Entity::find()
        .select_only()
        .columns([Id, Number, EffectiveFrom])
        .column(template_area::Column::AreaId)
        .join(JoinType::LeftJoin, back::<template::Entity, template_area::Entity>(template_area::Column::TemplateId))
        .filter(EffectiveFrom.lte(today));
    let lines: Vec<Line> = work.shaped(query).await?;
    let lines = lines.into_iter().map(|line| (line.area_id, line.effective_from, line.number, line.id));
    let versions = newest(lines, today);
    let areas: Vec<AreaId> = versions.keys().copied().flatten().collect();
    let mut schools = HashMap::new();
    if !areas.is_empty() {
        let query = organisation::Entity::find().filter(organisation::Column::AreaId.is_in(areas));
        schools = work.all(query).await?.into_iter().filter_map(|row| Some((row.id, row.area_id?))).collect();
    }
    let found = Arc::new(InForce { versions, schools });
    work.scope().house().shelf().keep_in_force(tenant, now, Arc::clone(&found));
    Ok(found)
}
