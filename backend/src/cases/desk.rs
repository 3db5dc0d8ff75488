//! What a pupil's page asks of the case of that pupil, without knowing which case it is.
use super::{
    moves::{command_case, key},
    open::open,
    undo::take_back,
};
use crate::{Failure, Scope, fields::Fields, scope::Work, store::entity::case};
use domain::{
    engine::Command,
    id::{CaseId, PupilId},
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, sea_query::NullOrdering};

/// A wish, with keys as the page sent them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish<'a> {
    Start {
        step: &'a str,
    },
    Move {
        transition: &'a str,
    },
    Record {
        fact: &'a str,
    },
    Retract {
        fact: &'a str,
    },
    Close {
        closing: &'a str,
    },
    Reopen,
    Undo,
    /// The next stage of a decision.
    Decide {
        decision: &'a str,
        outcome: &'a str,
        grounds: Vec<&'a str>,
    },
    /// How a step was carried out.
    Perform {
        step: &'a str,
        way: &'a str,
    },
    /// The clock of a step.
    Stop {
        step: &'a str,
    },
    Resume {
        step: &'a str,
    },
    Extend {
        step: &'a str,
    },
    Escalate {
        escalation: &'a str,
    },
}

/// Does it, or says why not. `version` is the one on the page; starting needs none.
pub async fn carry_out(
    scope: &Scope,
    pupil: PupilId,
    wish: Wish<'_>,
    reason: &str,
    version: i32,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let mut fields = Fields::default();
    let reason = Some(fields.note("reden", "Reden", reason));
    fields.finish()?;
    let command = match wish {
        Wish::Start { step } => {
            open(&mut work, pupil, step).await?;
            return work.done(()).await;
        }
        Wish::Undo => {
            let case = latest(&mut work, pupil).await?;
            take_back(&mut work, case, version).await?;
            return work.done(()).await;
        }
        Wish::Move { transition } => Command::Move { transition: key(transition)?, reason },
        Wish::Record { fact } => Command::Record { fact: key(fact)? },
        Wish::Retract { fact } => Command::Retract { fact: key(fact)?, reason },
        Wish::Close { closing } => Command::Close { closing: key(closing)?, reason },
        Wish::Reopen => Command::Reopen,
        Wish::Decide { decision, outcome, grounds } => Command::Decide {
            decision: key(decision)?,
            outcome: Key::parse(outcome).map_err(|_| Failure::field("uitkomst", "Kies een uitkomst."))?,
            grounds: grounds.into_iter().map(key).collect::<Result<_, _>>()?,
            reason,
        },
        Wish::Perform { step, way } => Command::Perform { step: key(step)?, way: key(way)? },
        Wish::Stop { step } => Command::Stop { step: key(step)?, reason },
        Wish::Resume { step } => Command::Resume { step: key(step)? },
        Wish::Extend { step } => Command::Extend { step: key(step)?, reason },
        Wish::Escalate { escalation } => Command::Escalate { escalation: key(escalation)?, reason },
    };
    let case = latest(&mut work, pupil).await?;
    command_case(&mut work, case, &command, Some(version), &[]).await?;
    work.done(()).await
}

/// The running case, or else the one that was closed last.
async fn latest(work: &mut Work<'_>, pupil: PupilId) -> Result<CaseId, Failure> {
    let query = case::Entity::find().filter(case::Column::PupilId.eq(pupil)).order_by_with_nulls(
        case::Column::ClosedAt,
        Order::Desc,
        NullOrdering::First,
    );
    Ok(work.one(query).await?.ok_or(Failure::Absent)?.id)
}
