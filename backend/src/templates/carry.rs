//! A way of working leaves a tenant as one file, and comes into another: the whole text with its roles and rights, never a
//! pupil. What comes in is checked first, in bounded time; it becomes a version of its own, from a day on, and changes no
//! running case: those keep the version that they pinned.
use crate::{Failure, House, Scope, Tenant, failure::Broken, store::entity::template};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    check::{Fault, check_text},
    id::TemplateId,
    template::{Template, by_key},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;

/// Why a file does not come in; nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The checker's faults, in the order of the file.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    #[error("{0}")]
    Rule(String),
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// The text of a published version: the one with this number, or the one in force today.
pub async fn export(house: &House, tenant: Arc<Tenant>, number: Option<u32>) -> Result<String, Refused> {
    let scope = Scope::for_job(house.clone(), tenant);
    let mut work = scope.see().await?;
    work.by_itself();
    let query = match number {
        Some(number) => template::Entity::find().filter(template::Column::Number.eq(number)),
        None => template::Entity::find().filter(template::Column::EffectiveFrom.lte(scope.today())),
    };
    let query = query.order_by_desc(template::Column::EffectiveFrom).order_by_desc(template::Column::Number);
    let Some(row) = work.one(query).await? else {
        let which = number.map_or_else(|| "die vandaag geldt".to_owned(), |number| format!("met nummer {number}"));
        return Err(Refused::Rule(format!("{} heeft geen werkwijze {which}.", scope.tenant().slug)));
    };
    // A variant is written out whole, so that the file needs nothing beside it.
    let stored = |cause: String| Failure::from(Broken::Stored(format!("template {}: {cause}", row.id)));
    let whole = Template::parse(&row.body).map_err(|cause| stored(cause.to_string()))?;
    let text = whole.to_toml().map_err(|cause| stored(cause.to_string()))?;
    Ok(work.done(text).await?)
}

/// Publishes a file as the next version, from this day on; the number that it got.
pub async fn import(house: &House, tenant: Arc<Tenant>, text: &str, from: NaiveDate) -> Result<u32, Refused> {
    let draft = check_text(text, &|key| by_key(key).map(str::to_owned)).map_err(Refused::Faults)?;
    let scope = Scope::for_job(house.clone(), tenant);
    if from < scope.today() {
        let why = format!(
            "De ingangsdatum {} ligt voor vandaag. Kies vandaag of later: wat al gebeurde, verandert niet.",
            short_date(from)
        );
        return Err(Refused::Rule(why));
    }
    let mut work = scope.act().await?;
    work.by_itself();
    let last = work.one(template::Entity::find().order_by_desc(template::Column::Number)).await?;
    let number = last.map_or(1, |row| row.number + 1);
    let body = draft.to_toml().map_err(|cause| Failure::from(Broken::Stored(cause.to_string())))?;
    let row = template::Model {
        tenant_id: work.tenant(),
        id: TemplateId(scope.new_id()),
        key: draft.meta.key.to_string(),
        number,
        title: draft.meta.title.clone(),
        body,
        effective_from: from,
        published_at: scope.now(),
    };
    work.insert::<template::Entity>(row).await?;
    Ok(work.done(u32::try_from(number).unwrap_or_default()).await?)
}
