//! A case moves: a transition, a fact on which one waits, casusregie, closing and reopening. Each is a command to the
//! engine; what it answers is written in the transaction of the caller.
use super::{
    apply::apply,
    load::{self, Around},
};
use crate::{Failure, Scope, audit::Subject, calendar, consents, scope::Work};
use domain::{
    actor::Function,
    engine::{Command, Lead, decide},
    id::{CaseId, MembershipId},
    policy::{Action, Ground},
    template::Key,
};

/// A transition that somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Move<'a> {
    /// Key of the transition in the template of the case.
    pub transition: &'a str,
    pub reason: Option<&'a str>,
    /// The version of the case on the screen; none when the caller holds the case by other means.
    pub version: Option<i32>,
    /// Facts that the caller derived, beside those recorded on the case.
    pub facts: &'a [Key],
}

/// Takes a transition, inside other work.
pub async fn transition(work: &mut Work<'_>, case: CaseId, wanted: Move<'_>) -> Result<(), Failure> {
    let key = key(wanted.transition)?;
    let command = Command::Move { transition: key, reason: wanted.reason.map(str::to_owned) };
    command_case(work, case, &command, wanted.version, wanted.facts).await
}

/// Gives casusregie, inside other work such as a meeting.
pub async fn set_lead(
    work: &mut Work<'_>,
    case: CaseId,
    membership: MembershipId,
    function: Function,
) -> Result<(), Failure> {
    let command = Command::SetLead { lead: Lead { membership, function } };
    command_case(work, case, &command, None, &[]).await
}

/// Gives one command to a case, as a piece of work of its own.
pub async fn command(scope: &Scope, case: CaseId, command: &Command, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    command_case(&mut work, case, command, Some(version), &[]).await?;
    work.done(()).await
}

/// Names of what a command changes, for the trail.
const fn fields(command: &Command) -> &'static str {
    match command {
        Command::Open { .. } | Command::Move { .. } => "stap",
        Command::Record { .. } | Command::Retract { .. } => "feit",
        Command::SetLead { .. } => "casusregie",
        Command::Close { .. } | Command::Reopen => "afsluiting",
        Command::Decide { .. } => "besluit",
        Command::Perform { .. } => "uitvoering",
        Command::Stop { .. } | Command::Resume { .. } | Command::Extend { .. } => "termijn",
        Command::Escalate { .. } | Command::TimePasses => "opschaling",
    }
}

pub(super) async fn command_case(
    work: &mut Work<'_>,
    case: CaseId,
    command: &Command,
    version: Option<i32>,
    facts: &[Key],
) -> Result<(), Failure> {
    let loaded = load::load(work, case).await?;
    let states = consents::all_of(work, &[loaded.row.pupil_id]).await?;
    let ground = loaded.permit(work, Action::MoveCase, &states).await?;
    if ground == Ground::Consent && *command == Command::Reopen {
        return Err(Failure::Rejected("De school opent een gesloten casus opnieuw. Vraag de ib'er.".into()));
    }
    let calendar = calendar::of_tenant(work).await?;
    let version = version.unwrap_or(loaded.row.version);
    if version != loaded.row.version {
        return Err(super::apply::stale(work, case).await?);
    }
    let mut around = Around::of(work.scope(), &loaded, &states, calendar);
    around.facts.extend_from_slice(facts);
    let template = &loaded.pinned.template;
    let (doer, events) = around.attempt(|context| decide(template, &loaded.state, command, context))?;
    apply(work, case, version, Some(doer.membership), &events).await?;
    work.note(Action::MoveCase, Subject::of("pupil", loaded.row.pupil_id.0), ground, fields(command));
    Ok(())
}

/// A key as a form sends it.
pub(super) fn key(text: &str) -> Result<Key, Failure> {
    Key::parse(text).map_err(|_| Failure::Rejected("Deze stap bestaat niet in deze werkwijze.".into()))
}
