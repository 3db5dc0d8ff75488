//! The last move can be taken back for a day, as long as nothing happened after it. The story keeps both.
use super::{
    apply::{claim, stale, tell},
    load,
    story::{self, Undone, What},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    pupils::permit_on,
    scope::Work,
    store::entity::{case, case_step},
};
use chrono::TimeDelta;
use domain::{id::CaseId, policy::Action};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

/// How long a move can be taken back.
pub const UNDO_WITHIN: TimeDelta = TimeDelta::hours(24);

/// Takes the last move back.
pub async fn undo(scope: &Scope, case: CaseId, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    take_back(&mut work, case, version).await?;
    work.done(()).await
}

pub(super) async fn take_back(work: &mut Work<'_>, case: CaseId, version: i32) -> Result<(), Failure> {
    let scope = work.scope();
    let loaded = load::load(work, case).await?;
    let subject = Subject::of("pupil", loaded.row.pupil_id.0);
    let ground = permit_on(work, Action::MoveCase, subject, loaded.row.school_id).await?;
    if version != loaded.row.version {
        return Err(stale(work, case).await?);
    }
    let last = story::last_move(&loaded.story).filter(|last| scope.now() - last.at <= UNDO_WITHIN).ok_or_else(|| {
        Failure::Rejected("Dit kan niet meer ongedaan worden gemaakt: er is daarna iets gebeurd, of het is langer dan een dag geleden.".into())
    })?;
    let doer = load::doers(scope, loaded.row.school_id).first().copied().ok_or(Failure::Absent)?;
    let of_step = |step: &str| case_step::Column::CaseId.eq(case).and(case_step::Column::Step.eq(step));

    let entered = of_step(last.to).and(case_step::Column::Round.eq(i64::from(last.round)));
    work.delete(case_step::Entity::delete_many().filter(entered)).await?;
    let round = before(&loaded, &last.events).round(last.from);
    let back = case_step::ActiveModel { left_at: Set(None), ..Default::default() };
    let left = of_step(last.from).and(case_step::Column::Round.eq(i64::from(round)));
    work.update(case_step::Entity::update_many().set(back).filter(left)).await?;
    claim(work, case, version, case::ActiveModel::default()).await?;
    tell(work, case, doer.membership, vec![What::Undone(Undone { events: last.events.to_vec() })]).await?;
    work.note(Action::MoveCase, subject, ground, "stap");
    Ok(())
}

/// Where the case was before these events.
fn before(loaded: &load::Loaded, events: &[domain::id::EventId]) -> domain::engine::CaseState {
    let standing = story::standing(&loaded.story);
    domain::engine::replay(standing.into_iter().filter(|(id, _)| !events.contains(id)).map(|(_, event)| event))
}
