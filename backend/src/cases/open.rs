//! A case starts: a pupil enters one of the entry steps of the way of working that is in force today.
use super::{apply::apply, load::Around};
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar, consents,
    pupils::permit_with,
    scope::Work,
    store::entity::{case, pupil},
    templates,
};
use domain::{
    engine::{CaseState, Command, decide},
    id::{CaseId, PupilId},
    policy::{Action, Ground, Grounds, permit},
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Opens a case as a piece of work of its own.
pub async fn start(scope: &Scope, pupil: PupilId, step: &str) -> Result<CaseId, Failure> {
    let mut work = scope.act().await?;
    let case = open(&mut work, pupil, step).await?;
    work.done(case).await
}

/// Opens a case inside other work, such as an analysis that adds the pupil to a process.
///
/// Somebody of the school may (it knows the pupil), and whoever may move cases there: also a partner whom a consent
/// names, when the way of working lets that role begin (S3: "aanmelding bij het CJG").
pub async fn open(work: &mut Work<'_>, pupil: PupilId, step: &str) -> Result<CaseId, Failure> {
    let child = work.get::<pupil::Entity>(pupil).await?;
    let states = consents::all_of(work, &[pupil]).await?;
    let state = states.of_file(pupil, work.scope().today());
    let grounds = Grounds::school(child.school_id).consent(&state);
    let school = permit(work.scope().actor(), Action::RegisterPupil, grounds).is_ok();
    let action = if school { Action::RegisterPupil } else { Action::MoveCase };
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_with(work, action, subject, grounds).await?;

    let running = case::Entity::find().filter(case::Column::PupilId.eq(pupil)).filter(case::Column::ClosedAt.is_null());
    if work.one(running).await?.is_some() {
        return Err(Failure::Rejected("Voor deze leerling loopt al een casus.".into()));
    }
    let pinned = templates::current_at(work, child.school_id).await?;
    let calendar = calendar::of_tenant(work).await?;
    let mut around = Around::before(work.scope(), child.school_id, calendar);
    if ground == Ground::Consent {
        let entry = pinned.template.step(step);
        around.doers.retain(|doer| entry.is_some_and(|step| pinned.template.begins(step, doer.function)));
    }
    let step = Key::parse(step).map_err(|_| Failure::Rejected("Kies een stap uit de lijst.".into()))?;
    let command = Command::Open { step };
    let start = CaseState::default();
    let (doer, events) = around.attempt(|context| decide(&pinned.template, &start, &command, context))?;
    let id = CaseId(work.scope().new_id());
    let row = case::Model {
        tenant_id: work.tenant(),
        id,
        pupil_id: pupil,
        school_id: child.school_id,
        template_id: pinned.id,
        lead_id: None,
        opened_at: work.scope().now(),
        closed_at: None,
        version: 0,
    };
    work.insert::<case::Entity>(row).await?;
    apply(work, id, 0, Some(doer.membership), &events).await?;
    work.note(action, subject, ground, "casus, stap");
    Ok(id)
}
