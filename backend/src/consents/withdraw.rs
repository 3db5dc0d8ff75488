//! An answer is taken back. From the next request on nobody of the parties finds the pupil any more; what was recorded
//! stays. When one parent takes back, the other's statements about the same parties close too: "if one parent refuses
//! or withdraws, processing stops until they agree" (`domain.md` 2.3).
use super::{
    held::{hold, stale},
    register::Recorded,
};
use crate::{Failure, Scope, fields::Fields};
use domain::{
    id::{ConsentId, PupilId},
    policy::Action,
};

/// Takes a statement back. `who` says in words who took it back and how.
pub async fn withdraw(
    scope: &Scope,
    pupil: PupilId,
    consent: ConsentId,
    version: i32,
    who: &str,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let held = hold(&mut work, Action::WithdrawConsent, pupil).await?;
    let chosen = held.register.0.iter().find(|statement| statement.id == consent).ok_or(Failure::Absent)?;
    if chosen.withdrawn_on.is_some() || chosen.version != version {
        return Err(stale(&mut work, chosen.withdrawn_by, chosen.withdrawn_at).await?);
    }
    let mut fields = Fields::default();
    let who = fields.line("wie", "Wie trok in, en hoe", who);
    fields.finish()?;
    let today = scope.today();
    let closes = |other: &&Recorded| other.id == consent || (other.overlaps(chosen) && other.statement().holds(today));
    let ids: Vec<ConsentId> = held.register.0.iter().filter(closes).map(|statement| statement.id).collect();
    held.close(&mut work, ids, who).await?;
    work.note(Action::WithdrawConsent, held.subject, held.ground, "ingetrokken op, ingetrokken door");
    work.done(()).await
}
