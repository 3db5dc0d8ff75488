//! The versions and drafts of a tenant, without their texts: what one chooses from.
use super::{newest, origin::renewed, sound::Sound};
use crate::{
    Failure, House, Scope,
    audit::Subject,
    clock::local,
    members,
    scope::Work,
    store::{
        back,
        entity::{area, case, template, template_area, template_draft},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::short_date,
    check::Fault,
    id::{AreaId, DraftId, MembershipId, TemplateId},
    page::template::{DraftHead, DraftLine, Standing, Templates, VersionLine},
    policy::{Action, Grounds},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// A version without its text.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Version {
    pub id: TemplateId,
    number: i32,
    pub title: String,
    effective_from: NaiveDate,
    published_at: DateTime<Utc>,
    note: String,
    pub published_by: Option<MembershipId>,
    pub origin_key: Option<String>,
    /// The areas for which it was published; none is the whole tenant.
    #[sea_orm(skip)]
    pub areas: Vec<Area>,
    area_id: Option<AreaId>,
    area: Option<String>,
}

/// An area by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    pub id: AreaId,
    pub name: String,
}

/// A draft without its text.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Draft {
    pub id: DraftId,
    pub name: String,
    pub started_from: String,
    pub changed_by: MembershipId,
    pub changed_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(FromQueryResult)]
struct Text {
    id: DraftId,
    version: i32,
    body: String,
}

/// Running cases on one version.
#[derive(FromQueryResult)]
struct Counted {
    template_id: TemplateId,
    running: i64,
}

/// Every version, newest first, and every draft.
pub async fn list(scope: &Scope) -> Result<Templates, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::ListTemplates, Subject::list("template"), Grounds::none()).await?;
    let found = versions(&mut work).await?;
    let running = running(&mut work).await?;
    let written = drafts(&mut work).await?;
    let renewed = renewed(&mut work).await?;
    let unknown: Vec<_> =
        written.iter().filter(|draft| scope.house().shelf().faults(draft.id, draft.version).is_none()).collect();
    let texts = texts(&mut work, unknown.iter().map(|draft| draft.id).collect()).await?;
    let people = found.iter().filter_map(|version| version.published_by);
    let names = members::names(&mut work, people.chain(written.iter().map(|draft| draft.changed_by)).collect()).await?;
    let (found, names) = work.done((found, names)).await?;

    let now = in_force(&found, scope.today());
    let versions = found.iter().map(|version| {
        let by = version.published_by.map(|by| names.name(by)).unwrap_or_default();
        version.line(by, &now, scope.today(), running.get(&version.id).copied().unwrap_or_default())
    });
    let versions = versions.collect();
    for text in texts {
        faults(scope.house(), text.id, text.version, text.body).await?;
    }
    let drafts = written.into_iter().map(|draft| {
        let faults = scope.house().shelf().faults(draft.id, draft.version);
        DraftLine {
            id: draft.id,
            changed: changed(&names.name(draft.changed_by), draft.changed_at),
            faults: faults.map_or(0, |faults| faults.len()),
            name: draft.name,
            started_from: draft.started_from,
        }
    });
    Ok(Templates { versions, drafts: drafts.collect(), renewed })
}

/// Every version without its text, newest first. One statement.
pub(super) async fn versions(work: &mut Work<'_>) -> Result<Vec<Version>, Failure> {
    let mut all: Vec<Version> = vec![];
    // A row for each of its areas.
    for mut row in rows(work).await? {
        let area = row.area_id.zip(row.area.take()).map(|(id, name)| Area { id, name });
        match all.last_mut().filter(|last| last.id == row.id) {
            Some(last) => last.areas.extend(area),
            None => all.push(Version { areas: area.into_iter().collect(), ..row }),
        }
    }
    Ok(all)
}

async fn rows(work: &mut Work<'_>) -> Result<Vec<Version>, Failure> {
    use template::Column::{EffectiveFrom, Id, Note, Number, OriginKey, PublishedAt, PublishedBy, Title};
    let query = template::Entity::find()
        .select_only()
        .columns([Id, Number, Title, EffectiveFrom, PublishedAt, Note, PublishedBy, OriginKey])
        .column(template_area::Column::AreaId)
        .column_as(area::Column::Name, "area")
        .join(JoinType::LeftJoin, back::<template::Entity, template_area::Entity>(template_area::Column::TemplateId))
        .join(JoinType::LeftJoin, to::<template_area::Entity, area::Entity>(template_area::Column::AreaId))
        .order_by_desc(Number)
        .order_by_asc(area::Column::Name);
    work.shaped(query).await
}

/// The areas of the tenant, by name. One statement.
pub(super) async fn areas(work: &mut Work<'_>) -> Result<Vec<Area>, Failure> {
    let rows = work.all(area::Entity::find().order_by_asc(area::Column::Name)).await?;
    Ok(rows.into_iter().map(|row| Area { id: row.id, name: row.name }).collect())
}

/// Every draft without its text, the one that was changed last first. One statement.
pub(super) async fn drafts(work: &mut Work<'_>) -> Result<Vec<Draft>, Failure> {
    use template_draft::Column::{ChangedAt, ChangedBy, Id, Name, StartedFrom, Version};
    let query = template_draft::Entity::find()
        .select_only()
        .columns([Id, Name, StartedFrom, ChangedBy, ChangedAt, Version])
        .order_by_desc(ChangedAt)
        .order_by_desc(Id);
    work.shaped(query).await
}

async fn texts(work: &mut Work<'_>, of: Vec<DraftId>) -> Result<Vec<Text>, Failure> {
    use template_draft::Column::{Body, Id, Version};
    if of.is_empty() {
        return Ok(vec![]);
    }
    let query = template_draft::Entity::find().select_only().columns([Id, Version, Body]).filter(Id.is_in(of));
    work.shaped(query).await
}

/// How many running cases keep to each version. One statement.
pub(super) async fn running(work: &mut Work<'_>) -> Result<HashMap<TemplateId, u64>, Failure> {
    use case::Column::{ClosedAt, Id, TemplateId as Pinned};
    let query = case::Entity::find()
        .select_only()
        .column(Pinned)
        .column_as(Id.count(), "running")
        .filter(ClosedAt.is_null())
        .group_by(Pinned);
    let counted: Vec<Counted> = work.shaped(query).await?;
    Ok(counted.into_iter().map(|one| (one.template_id, u64::try_from(one.running).unwrap_or_default())).collect())
}

/// The versions with which new work starts on this day: one for the whole tenant, and one for each area that has its own.
pub(super) fn in_force(versions: &[Version], today: NaiveDate) -> BTreeMap<Option<AreaId>, TemplateId> {
    let lines = versions.iter().flat_map(|version| {
        let areas: Vec<_> = version.areas.iter().map(|area| Some(area.id)).collect();
        let areas = if areas.is_empty() { vec![None] } else { areas };
        areas.into_iter().map(|area| (area, version.effective_from, version.number, version.id))
    });
    newest(lines, today)
}

/// The version in force for the same people as this one: its first area, or the whole tenant.
pub(super) fn in_force_beside<'v>(versions: &'v [Version], like: &[Area], today: NaiveDate) -> Option<&'v Version> {
    let now = in_force(versions, today);
    let area = like.first().map(|area| area.id);
    let id = now.get(&area).or_else(|| now.get(&None))?;
    versions.iter().find(|version| version.id == *id)
}

/// What the checker says of a draft; looked for once for each version, beside the requests.
pub(super) async fn faults(house: &House, id: DraftId, version: i32, text: String) -> Result<Arc<Vec<Fault>>, Failure> {
    if let Some(known) = house.shelf().faults(id, version) {
        return Ok(known);
    }
    let faults = Arc::new(Sound::look(text).await?.err().unwrap_or_default());
    house.shelf().keep_faults(id, version, Arc::clone(&faults));
    Ok(faults)
}

/// "Fenna Bos, 07-09-2026 om 09:00"
pub(super) fn changed(by: &str, at: DateTime<Utc>) -> String {
    let at = local(at);
    format!("{by}, {} om {}", short_date(at.date()), at.format("%H:%M"))
}

impl Version {
    pub fn number(&self) -> u32 {
        u32::try_from(self.number).unwrap_or_default()
    }

    /// " in Veendam/Pekela"; nothing for the whole tenant.
    pub fn in_areas(&self) -> String {
        if self.areas.is_empty() { String::new() } else { format!(" in {}", domain::text::listed(&self.names())) }
    }

    fn names(&self) -> Vec<&str> {
        self.areas.iter().map(|area| area.name.as_str()).collect()
    }

    /// "07-09-2026"
    pub fn published(&self) -> String {
        short_date(local(self.published_at).date())
    }

    pub fn line(
        &self,
        by: String,
        in_force: &BTreeMap<Option<AreaId>, TemplateId>,
        today: NaiveDate,
        running: u64,
    ) -> VersionLine {
        let standing = if in_force.values().any(|id| *id == self.id) {
            Standing::InForce
        } else if self.effective_from > today {
            Standing::Later
        } else {
            Standing::Earlier
        };
        VersionLine {
            number: self.number(),
            title: self.title.clone(),
            areas: self.names().into_iter().map(str::to_owned).collect(),
            from: self.effective_from,
            note: self.note.clone(),
            by,
            standing,
            running,
        }
    }
}

impl From<&template_draft::Model> for Draft {
    fn from(row: &template_draft::Model) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            started_from: row.started_from.clone(),
            changed_by: row.changed_by,
            changed_at: row.changed_at,
            version: row.version,
        }
    }
}

impl Draft {
    /// What is said above every page about it. `by` is the name of who changed it last.
    pub fn head(self, by: &str) -> DraftHead {
        DraftHead {
            id: self.id,
            changed: changed(by, self.changed_at),
            name: self.name,
            version: self.version,
            started_from: self.started_from,
        }
    }
}
