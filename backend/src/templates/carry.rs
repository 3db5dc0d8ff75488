//! A way of working leaves a tenant as one file, and comes into another: the whole text with its roles and rights, never a
//! pupil. What comes in is checked first, in bounded time; it becomes a version of its own, from a day on, and changes no
//! running case: those keep the version that they pinned.
use super::sound::{Edition, Sound, publish, whole};
use crate::{
    Failure, House, Scope, Tenant,
    audit::Subject,
    failure::Broken,
    store::entity::{area, template},
};
use chrono::NaiveDate;
use domain::{
    check::Fault,
    policy::{Action, Ground},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
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
    Failure(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Rejected(why) => Self::Rule(why),
            failure => Self::Failure(failure),
        }
    }
}

/// Said of a version that a command brought in.
const NOTE: &str = "Ingelezen uit een bestand, met een opdracht op de server.";

/// The text of a published version: the one with this number, or the one in force today.
pub async fn export(house: &House, tenant: Arc<Tenant>, number: Option<u32>) -> Result<String, Refused> {
    let scope = Scope::for_command(house.clone(), tenant);
    let mut work = scope.see().await?;
    work.by_itself();
    // Without a number the one of the whole tenant; that of an area has one.
    let in_force = super::today(&mut work).await?.map(|pinned| template::Column::Id.eq(pinned.id));
    let Some(which) = number.map(|number| template::Column::Number.eq(number)).or(in_force) else {
        return Err(nothing(&scope, number));
    };
    let query = template::Entity::find().filter(which);
    let Some(row) = work.one(query).await? else { return Err(nothing(&scope, number)) };
    let text = whole(&row.body).map_err(|cause| Broken::Stored(format!("template {}: {cause}", row.id)));
    let text = text.map_err(Failure::from)?;
    work.note(Action::ExportTemplate, Subject::of("template", row.id.0), Ground::Management, "");
    Ok(work.done(text).await?)
}

/// Publishes a file as the next version, from this day on; the number that it got.
pub async fn import(house: &House, tenant: Arc<Tenant>, text: &str, from: NaiveDate) -> Result<u32, Refused> {
    import_for(house, tenant, text, from, &[]).await
}

/// The same for areas, by the last part of their address; none is the whole tenant.
pub async fn import_for(
    house: &House,
    tenant: Arc<Tenant>,
    text: &str,
    from: NaiveDate,
    areas: &[String],
) -> Result<u32, Refused> {
    let sound = Sound::of(text).map_err(Refused::Faults)?;
    let scope = Scope::for_command(house.clone(), tenant);
    let mut work = scope.act().await?;
    work.by_itself();
    let known = work.all(area::Entity::find()).await?;
    let mut chosen = vec![];
    for slug in areas {
        let found = known.iter().find(|area| area.slug == *slug);
        chosen.push(found.ok_or_else(|| no_area(slug, &known))?.id);
    }
    let edition = Edition { from, note: NOTE.into(), areas: chosen, by: None, how: "version_imported" };
    Ok(publish(work, sound, edition, Ground::Management).await?)
}

fn no_area(slug: &str, known: &[area::Model]) -> Refused {
    let names: Vec<&str> = known.iter().map(|area| area.slug.as_str()).collect();
    let choose =
        if names.is_empty() { "Er zijn geen gebieden.".to_owned() } else { format!("Kies uit: {}.", names.join(", ")) };
    Refused::Rule(format!("Er is geen gebied met de naam '{slug}'. {choose}"))
}

fn nothing(scope: &Scope, number: Option<u32>) -> Refused {
    let which = number.map_or_else(|| "die vandaag geldt".to_owned(), |number| format!("met nummer {number}"));
    Refused::Rule(format!("{} heeft geen werkwijze {which}.", scope.tenant().slug))
}
