//! A school's analysis of its four processes, once per period (S0 "Analyse in de vier processen HGW in de HMM").
//! The form is the template's; the rows follow the cases; the verzuim tables follow from facts.
mod absences;
mod facts;
mod list;
mod page;
mod rows;
mod start;
mod taken;

pub use absences::{AbsenceFacts, record_absence, save_absence};
pub use list::list;
pub use page::page;
pub use rows::{RowPost, Saved, add, header, move_row, remove, restore, save};
pub use start::start;
pub(crate) use taken::of_pupil;

use crate::{
    Failure, Scope, audit::Subject, calendar, failure::Broken, scope::Work, store::entity::analysis, templates,
};
use domain::{
    calendar::SchoolYear,
    form::{Answers, Form},
    id::{AnalysisId, OrganisationId},
    policy::{Action, Ground, Grounds},
    template::{Body, MeetingType, cadence},
};
use sea_orm::JsonValue;

/// The meeting that the analyses of this template prepare, with the form that is filled in for it.
pub(crate) fn prepared(template: &Body) -> Result<(&MeetingType, &Form), Failure> {
    template
        .meetings
        .iter()
        .find_map(|meeting| Some((meeting, template.form(meeting.form.as_ref()?.as_str())?)))
        .ok_or_else(|| Failure::Rejected("De werkwijze van dit samenwerkingsverband kent geen analyse.".into()))
}

/// The period of an analysis: "oktober 2026-2027".
fn period(scope: &Scope, kind: &MeetingType, year: SchoolYear, number: i32) -> Result<String, Failure> {
    let names = cadence::periods(kind, year, &calendar::usual(scope.tenant())?);
    let name = usize::try_from(number - 1).ok().and_then(|n| names.get(n));
    Ok(format!("{} {}", name.map_or("", String::as_str), year.label()).trim().to_owned())
}

/// Loads an analysis and asks policy for it; without the right it does not exist.
async fn open(work: &mut Work<'_>, id: AnalysisId, action: Action) -> Result<(analysis::Model, Ground), Failure> {
    let row = work.get::<analysis::Entity>(id).await?;
    let ground = work.find(action, Subject::of("analysis", id.0), Grounds::school(row.school_id)).await?;
    Ok((row, ground))
}

/// Today's membership at a school, for "changed by".
fn hand(work: &Work<'_>, school: OrganisationId) -> Result<domain::id::MembershipId, Failure> {
    work.scope().actor().at(school).map(|membership| membership.id).ok_or(Failure::Absent)
}

fn stored(answers: &Answers) -> Result<JsonValue, Failure> {
    serde_json::to_value(answers).map_err(|cause| Broken::Stored(cause.to_string()).into())
}

fn read(answers: JsonValue) -> Result<Answers, Failure> {
    serde_json::from_value(answers).map_err(|cause| Broken::Stored(cause.to_string()).into())
}

async fn template_of(work: &mut Work<'_>, row: &analysis::Model) -> Result<templates::Pinned, Failure> {
    templates::pinned(work, row.template_id).await
}
