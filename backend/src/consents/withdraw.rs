//! An answer is taken back. From the next request on nobody of the parties finds the pupil any more; what was recorded
//! stays. When one parent takes back, the other's statements about the same parties close too: "if one parent refuses
//! or withdraws, processing stops until they agree" (`domain.md` 2.3).
use super::{ask::child, register};
use crate::{
    Failure, Scope, audit::Subject, failure::Stale, fields::Fields, pupils::permit_on, scope::Work,
    store::entity::consent,
};
use chrono::{DateTime, Utc};
use domain::{
    actor::Side,
    id::{ConsentId, MembershipId, PupilId},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::Expr};

/// Takes a statement back. `who` says in words who took it back and how.
pub async fn withdraw(
    scope: &Scope,
    pupil: PupilId,
    consent: ConsentId,
    version: i32,
    who: &str,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    register::hold(&mut work, pupil).await?;
    let (child, _) = child(&mut work, pupil).await?;
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_on(&mut work, Action::WithdrawConsent, subject, child.school_id).await?;
    let register = register::of_pupil(&mut work, pupil).await?;
    let chosen = register.0.iter().find(|statement| statement.id == consent).ok_or(Failure::Absent)?;
    if chosen.withdrawn_on.is_some() || chosen.version != version {
        return Err(stale(&mut work, chosen.withdrawn_by, chosen.withdrawn_at).await?);
    }
    let mut fields = Fields::default();
    let who = fields.line("wie", "Wie trok in, en hoe", who);
    fields.finish()?;
    let today = scope.today();
    let closes =
        |other: &&register::Recorded| other.id == consent || (other.overlaps(chosen) && other.statement().holds(today));
    let ids: Vec<ConsentId> = register.0.iter().filter(closes).map(|statement| statement.id).collect();
    let by = scope.actor().on(Side::School).find(|m| m.schools.contains(&child.school_id)).ok_or(Failure::Absent)?;
    close(&mut work, ids, by.id, who).await?;
    work.note(Action::WithdrawConsent, subject, ground, "ingetrokken op, ingetrokken door");
    work.done(()).await
}

/// Closes statements, from this moment on.
pub(super) async fn close(
    work: &mut Work<'_>,
    ids: Vec<ConsentId>,
    by: MembershipId,
    how: String,
) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let change = consent::ActiveModel {
        withdrawn_on: Set(Some(work.scope().today())),
        withdrawn_at: Set(Some(work.scope().now())),
        withdrawn_by: Set(Some(by)),
        withdrawal: Set(how),
        ..Default::default()
    };
    let query = consent::Entity::update_many()
        .set(change)
        .col_expr(consent::Column::Version, Expr::col(consent::Column::Version).add(1))
        .filter(consent::Column::Id.is_in(ids))
        .filter(consent::Column::WithdrawnOn.is_null());
    work.update(query).await?;
    Ok(())
}

/// Who was first.
pub(super) async fn stale(
    work: &mut Work<'_>,
    by: Option<MembershipId>,
    at: Option<DateTime<Utc>>,
) -> Result<Failure, Failure> {
    let name = work.member_names(by.into_iter().collect()).await?.into_values().next();
    Ok(Stale::new(name, at, work.scope().now()).into())
}
