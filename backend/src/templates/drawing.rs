//! A way of working as a drawing for other programs (BPMN 2.0): of a version, and of a draft as it is now. A copy to look
//! at; what is changed in it does not come back.
use super::{drafts::about, list::faults, pinned, versions::numbered};
use crate::{Failure, Scope, audit::Subject, failure::Broken, store::entity::template_draft};
use domain::{
    bpmn,
    check::Fault,
    id::DraftId,
    policy::{Action, Grounds},
    template::{Body, Template},
};

/// What the trail says.
const DRAWING: &str = "drawing";

/// The drawing of a version: its name and its text.
pub async fn drawing(scope: &Scope, number: u32) -> Result<(String, String), Failure> {
    let mut work = scope.see().await?;
    let ground = work.permit(Action::ExportTemplate, Subject::list("template"), Grounds::none()).await?;
    let row = numbered(&mut work, number).await?;
    let template = pinned(&mut work, row.id).await?.template;
    work.note(Action::ExportTemplate, Subject::of("template", row.id.0), ground, DRAWING);
    work.done(()).await?;
    Ok((format!("{}-versie-{number}.bpmn", row.key), drawn(Body::clone(&template)).await?))
}

/// The drawing of a draft, faults and all, as long as it can be read.
pub async fn drawing_of_draft(scope: &Scope, id: DraftId) -> Result<(String, String), Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::ExportTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    let row = work.done(row).await?;
    let fits = !faults(scope.house(), id, row.version, row.body.clone()).await?.iter().any(Fault::is_too_much);
    let template = fits.then(|| Template::parse(&row.body).ok()).flatten().ok_or_else(|| {
        let why = "Dit concept is nog niet te tekenen: het is niet helemaal te lezen, of het is te groot. Los eerst de fouten op die bij het concept staan.";
        Failure::Rejected(why.into())
    })?;
    let drawing = (format!("{}-concept.bpmn", row.key), drawn(Body::clone(&template)).await?);
    // Only what is handed out stands in the trail.
    let mut work = scope.see().await?;
    let ground = work.permit(Action::ExportTemplate, about(id), Grounds::none()).await?;
    work.note(Action::ExportTemplate, about(id), ground, DRAWING);
    work.done(drawing).await
}

/// Draws beside the requests: finding a place for everything takes time.
async fn drawn(body: Body) -> Result<String, Failure> {
    let drawn = tokio::task::spawn_blocking(move || bpmn::export(&body)).await;
    drawn.map_err(|cause| Broken::Other(format!("the drawing: {cause}")).into())
}
