//! A published version to read, and to take along as a file.
use super::{
    list::{in_force, running, versions},
    pinned,
    sound::whole,
    start::shipped_title,
};
use crate::{Failure, Scope, audit::Subject, failure::Broken, members, scope::Work, store::entity::template};
use domain::{
    page::template::{Overview, VersionPage},
    policy::{Action, Grounds},
    template::{Key, by_key},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A version in words.
pub async fn version(scope: &Scope, number: u32) -> Result<VersionPage, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::SeeTemplate, Subject::list("template"), Grounds::none()).await?;
    let all = versions(&mut work).await?;
    let line = all.iter().find(|version| version.number() == number).cloned().ok_or(Failure::Absent)?;
    let template = pinned(&mut work, line.id).await?.template;
    let cases = running(&mut work).await?.get(&line.id).copied().unwrap_or_default();
    let names = members::names(&mut work, line.published_by.into_iter().collect()).await?;
    let by = line.published_by.map(|by| names.name(by)).unwrap_or_default();
    let origin = line.origin_key.as_deref().and_then(|key| by_key(&Key::parse(key).ok()?));
    let page = VersionPage {
        builds_on: origin.map(shipped_title),
        published: line.published(),
        line: line.line(by, &in_force(&all, scope.today()), scope.today(), cases),
        overview: Overview::of(&template),
    };
    work.done(page).await
}

/// The file of a version: its name and its text, whole.
pub async fn export(scope: &Scope, number: u32) -> Result<(String, String), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::ExportTemplate, Subject::list("template"), Grounds::none()).await?;
    let row = numbered(&mut work, number).await?;
    let text = whole(&row.body).map_err(|cause| Broken::Stored(format!("template {}: {cause}", row.id)))?;
    work.note(Action::ExportTemplate, Subject::of("template", row.id.0), ground, "");
    work.done((format!("{}-versie-{number}.toml", row.key), text)).await
}

/// The row with this number.
pub(super) async fn numbered(work: &mut Work<'_>, number: u32) -> Result<template::Model, Failure> {
    let number = i32::try_from(number).map_err(|_| Failure::Absent)?;
    let query = template::Entity::find().filter(template::Column::Number.eq(number));
    work.one(query).await?.ok_or(Failure::Absent)
}
