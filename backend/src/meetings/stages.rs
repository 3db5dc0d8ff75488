//! The agenda goes on to its next stage, or one back (S0 "Concept → Versturen → Definitief → ZAT"). The template says
//! who may and what it is called; here the stage and the event are written, on the version that the reader saw.
use super::{
    add::filled,
    anonymous::nameless,
    events::{Data, happen, kind},
    load,
};
use crate::{
    Failure, Scope,
    clock::{from_local, local},
    fields::Fields,
    store::entity::meeting,
};
use domain::{
    calendar::short_date,
    engine::meeting::{MeetingCommand, MeetingEvent, decide, evolve},
    id::MeetingId,
    policy::Action,
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// Brings the agenda to this stage.
pub async fn move_to(scope: &Scope, id: MeetingId, to: Stage, reason: &str, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground) = load::meeting_for(&mut work, id, action(to)).await?;
    let mut fields = Fields::default();
    let reason = fields.note("reden", "Reden", reason);
    fields.finish()?;
    let command = command(meeting.stage, to, &reason);
    let mut refused = None;
    let mut decided = None;
    for (by, seat) in meeting.seats(scope.actor()) {
        match decide(&meeting.pinned.template, meeting.kind()?, meeting.agenda(), &command, seat) {
            Ok(events) => decided = decided.or(Some((by, events))),
            Err(rejection) => refused = refused.or(Some(rejection)),
        }
    }
    let Some((by, events)) = decided else {
        if meeting.row.version != version {
            return Err(super::events::stale(&mut work, &meeting).await?);
        }
        if matches!(command, MeetingCommand::Return { reason: None }) {
            return Err(Failure::field("reden", "Schrijf op waarom de agenda teruggaat."));
        }
        return Err(refused.map_or(Failure::Absent, |rejection| Failure::Rejected(rejection.to_string())));
    };
    let (mut kind, mut reason) = (kind::STAGE, None);
    for event in &events {
        match event {
            MeetingEvent::Returned { reason: why, .. } => {
                // Everybody at the table reads it, also who may not see every pupil.
                nameless(&mut work, meeting.table.schools, &[("reden", why.as_deref().unwrap_or_default())]).await?;
                (kind, reason) = (kind::RETURNED, why.clone());
            }
            MeetingEvent::HeldEarlier { planned, on } => {
                reason = Some(format!("Stond gepland op {}, gehouden op {}.", short_date(*planned), short_date(*on)));
                let at = from_local(on.and_time(local(meeting.row.starts_at).time()));
                let now = meeting::Entity::update_many()
                    .col_expr(meeting::Column::StartsAt, Expr::value(at))
                    .filter(meeting::Column::Id.eq(id));
                work.update(now).await?;
            }
            _ => {}
        }
    }
    let reached = events.iter().fold(meeting.stage, evolve);
    if reached != to {
        return Err(Failure::Rejected(
            "Zo ver gaat de agenda niet in één keer. Herlaad de pagina en kies een knop die daar staat.".into(),
        ));
    }
    meeting.stage = reached;
    let data = Data { to: Some(meeting.stage), reason, ..Data::default() };
    happen(&mut work, &mut meeting, by, kind, data, Some(version)).await?;
    work.note(action(to), meeting.subject(), ground, "stage");
    work.done(()).await
}

/// What policy is asked for each stage.
const fn action(to: Stage) -> Action {
    match to {
        Stage::Concept => Action::DraftAgenda,
        Stage::Sent => Action::SendAgenda,
        Stage::Definitive => Action::FinaliseAgenda,
        Stage::Held => Action::HoldMeeting,
        Stage::Shared => Action::ShareMinutes,
    }
}

fn command(from: Stage, to: Stage, reason: &str) -> MeetingCommand {
    if to < from {
        return MeetingCommand::Return { reason: filled(reason) };
    }
    match to {
        Stage::Concept | Stage::Sent => MeetingCommand::Send,
        Stage::Definitive => MeetingCommand::Finalise,
        Stage::Held => MeetingCommand::Hold,
        Stage::Shared => MeetingCommand::Share,
    }
}
