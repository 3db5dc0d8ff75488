//! A way of working that builds on one that comes with Rondom: which one, and how that one read at the time. When Rondom
//! brings a newer one, its changes are shown in words and come in with a draft, beside what the tenant made of it itself.
use super::{
    compare::differences,
    sound::{last, whole},
    start::{Begun, full, shipped_title},
    versions::numbered,
};
use crate::{Failure, Scope, audit::Subject, failure::Broken, scope::Work, store::entity::template};
use domain::{
    edit::{Clash, Draft, merge},
    page::template::{BothChanged, Renewal, Renewed},
    policy::{Action, Grounds},
    template::{Key, ReadError, by_key, read_table},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

/// What a version or draft builds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// "groningen_dal"
    pub key: String,
    /// The whole text as it was when the work on it began.
    pub body: String,
}

impl Origin {
    /// A way of working that comes with Rondom, as it is now.
    pub fn shipped(key: &str) -> Option<Self> {
        let key = Key::parse(&key.replace('-', "_")).ok()?;
        let body = whole(by_key(&key)?).ok()?;
        Some(Self { key: key.into(), body })
    }

    /// The one that a file says it builds on.
    pub fn of_file(text: &str) -> Option<Self> {
        let table = read_table(text).ok()?;
        Self::shipped(table.get("meta")?.get("base")?.as_str()?)
    }

    /// As a row has it.
    pub fn of(key: Option<String>, body: Option<String>) -> Option<Self> {
        key.zip(body).map(|(key, body)| Self { key, body })
    }

    /// What a version builds on; one that builds on nothing has no such page.
    fn of_version(row: &template::Model) -> Result<Self, Failure> {
        Self::of(row.origin_key.clone(), row.origin_body.clone()).ok_or(Failure::Absent)
    }

    /// As a row keeps it.
    pub fn columns(origin: Option<Self>) -> (Option<String>, Option<String>) {
        origin.map(|origin| (origin.key, origin.body)).unzip()
    }

    /// How it reads now, when that is otherwise.
    fn newer(&self) -> Option<Self> {
        Self::shipped(&self.key).filter(|now| now.body != self.body)
    }
}

#[derive(FromQueryResult)]
struct Last {
    number: i32,
    origin_key: Option<String>,
    origin_body: Option<String>,
}

/// Whether what the last version builds on has changed since. One statement.
pub(super) async fn renewed(work: &mut Work<'_>) -> Result<Option<Renewed>, Failure> {
    use template::Column::{Number, OriginBody, OriginKey};
    let query = template::Entity::find()
        .select_only()
        .columns([Number, OriginKey, OriginBody])
        .filter(OriginKey.is_not_null())
        .order_by_desc(Number)
        .limit(1);
    let last: Vec<Last> = work.shaped(query).await?;
    Ok(last.into_iter().next().and_then(|last| {
        let now = Origin::of(last.origin_key, last.origin_body)?.newer()?;
        Some(Renewed { number: u32::try_from(last.number).ok()?, title: shipped_title(&now.body) })
    }))
}

/// What changed in what a version builds on, and where the tenant changed the same.
pub async fn renewal(scope: &Scope, number: u32) -> Result<Renewal, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::DraftTemplate, Subject::list("template"), Grounds::none()).await?;
    let row = numbered(&mut work, number).await?;
    let last = last(&mut work).await?;
    let full = full(&mut work).await?;
    let row = work.done(row).await?;
    let origin = Origin::of_version(&row)?;
    let Some(now) = origin.newer() else {
        return Ok(Renewal { number, last, title: shipped_title(&origin.body), full, ..Renewal::default() });
    };
    let (_, clashes) = together(&row.body, &origin, &now).await?;
    Ok(Renewal {
        number,
        last,
        title: shipped_title(&now.body),
        full,
        changes: differences(origin.body, now.body).await?,
        both: clashes.into_iter().map(both).collect(),
    })
}

fn both(clash: Clash) -> BothChanged {
    BothChanged { words: clash.words, ours: clash.theirs, renewed: clash.mine }
}

/// The version with what changed in what it builds on.
pub(super) async fn begin(work: &mut Work<'_>, number: u32) -> Result<Begun, Failure> {
    let row = numbered(work, number).await?;
    let origin = Origin::of_version(&row)?;
    let now = origin.newer().ok_or_else(|| {
        Failure::Rejected(format!("Versie {number} heeft alles al van de werkwijze waar zij op bouwt."))
    })?;
    let (text, _) = together(&row.body, &origin, &now).await?;
    let from = format!("versie {number}, met wat er nieuw is in: {}", shipped_title(&now.body));
    Ok(Begun { text, from, base: Some(row.id), origin: Some(now) })
}

/// The work of both, beside the requests; what the tenant wrote stays where both wrote.
async fn together(ours: &str, origin: &Origin, now: &Origin) -> Result<(String, Vec<Clash>), Failure> {
    let (ours, before, now) = (ours.to_owned(), origin.body.clone(), now.body.clone());
    let work = move || -> Result<_, ReadError> {
        let merged = merge(&read_table(&before)?, &read_table(&now)?, &read_table(&whole(&ours)?)?);
        Ok((Draft::of(merged.table).text(), merged.clashes))
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|cause| Broken::Other(format!("merging: {cause}")))?;
    done.map_err(|cause| Broken::Stored(format!("a way of working: {cause}")).into())
}
