//! One draft: its page, its name, and its file.
use super::list::{self, faults};
use crate::{
    Failure, Scope, audit::Subject, failure::Stale, fields::Fields, members, scope::Work, store::entity::template_draft,
};
use domain::{
    check::Fault,
    id::DraftId,
    page::template::{DraftHead, DraftPage, FaultLine, Overview},
    policy::{Action, Grounds},
    template::Template,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// The subject of lines about a draft.
pub(super) fn about(id: DraftId) -> Subject {
    Subject::of("template_draft", id.0)
}

/// The draft to read: what is wrong with it, and what it says.
pub async fn page(scope: &Scope, id: DraftId) -> Result<DraftPage, Failure> {
    let (head, row) = read(scope, id).await?;
    let faults = faults(scope.house(), id, row.version, row.body.clone()).await?;
    let fits = !faults.iter().any(Fault::is_too_much);
    let overview = fits.then(|| Template::parse(&row.body).ok()).flatten().map(|draft| Overview::of(&draft));
    Ok(DraftPage { head, faults: FaultLine::all(&faults, &row.body), overview, text: row.body })
}

/// What is said above a page about the draft.
pub async fn head(scope: &Scope, id: DraftId) -> Result<DraftHead, Failure> {
    Ok(read(scope, id).await?.0)
}

async fn read(scope: &Scope, id: DraftId) -> Result<(DraftHead, template_draft::Model), Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    let head = headed(&mut work, &row).await?;
    work.done((head, row)).await
}

/// The head of a row. One statement.
pub(super) async fn headed(work: &mut Work<'_>, row: &template_draft::Model) -> Result<DraftHead, Failure> {
    let names = members::names(work, vec![row.changed_by]).await?;
    Ok(list::Draft::from(row).head(&names.name(row.changed_by)))
}

/// The file of a draft: its name and its text, as it is now.
pub async fn text(scope: &Scope, id: DraftId) -> Result<(String, String), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::ExportTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    work.note(Action::ExportTemplate, about(id), ground, "");
    work.done((format!("{}-concept.toml", row.key), row.body)).await
}

/// Gives a draft another name; `was` is the name that was on the screen.
pub async fn rename(scope: &Scope, id: DraftId, was: &str, name: &str) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    let mut fields = Fields::default();
    let name = fields.line("naam", "Naam", name);
    fields.finish()?;
    if row.name != was {
        return Err(stale(&mut work, &row).await?);
    }
    if row.name != name {
        let change = template_draft::ActiveModel {
            name: Set(name),
            changed_by: Set(scope.manager()?),
            changed_at: Set(scope.now()),
            ..Default::default()
        };
        let query = template_draft::Entity::update_many().set(change).filter(template_draft::Column::Id.eq(id));
        work.update(query).await?;
        work.note(Action::DraftTemplate, about(id), ground, "draft_name");
    }
    work.done(()).await
}

/// Who was first.
pub(super) async fn stale(work: &mut Work<'_>, row: &template_draft::Model) -> Result<Failure, Failure> {
    let name = work.member_names(vec![row.changed_by]).await?.into_values().next();
    Ok(Stale::new(name, Some(row.changed_at), work.scope().now()).into())
}
