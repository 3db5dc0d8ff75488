//! The rows of open steps follow a case to another version, and back. A row stays the row of its step, so that nothing
//! looks as if the case had made a move; of tracks that come together the others end.
use crate::{Failure, scope::Work, store::entity::case_step};
use domain::{
    engine::{CaseState, OpenStep, Placed, VersionChange},
    id::CaseId,
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::Expr};

/// The step whose row goes on, and those whose rows end.
fn parts(placed: &Placed) -> Option<(&Key, impl Iterator<Item = &Key>)> {
    let same = placed.from.iter().find(|from| **from == placed.now.step);
    let goes_on = same.or_else(|| placed.from.first())?;
    Some((goes_on, placed.from.iter().filter(move |from| *from != goes_on)))
}

/// The open steps as they are under the new version.
pub(in crate::cases) async fn place(work: &mut Work<'_>, case: CaseId, change: &VersionChange) -> Result<(), Failure> {
    let now = work.scope().now();
    for placed in &change.steps {
        let Some((goes_on, end)) = parts(placed) else { continue };
        for step in end {
            let left = case_step::ActiveModel { left_at: Set(Some(now)), ..Default::default() };
            set(work, open(case, step), left).await?;
        }
        set(work, open(case, goes_on), row_of(&placed.now)).await?;
    }
    Ok(())
}

/// The open steps as they were before.
pub(super) async fn put_back(
    work: &mut Work<'_>,
    case: CaseId,
    change: &VersionChange,
    before: &CaseState,
) -> Result<(), Failure> {
    for placed in &change.steps {
        let Some((went_on, ended)) = parts(placed) else { continue };
        let Some(was) = before.open_step(went_on.as_str()) else { continue };
        set(work, open(case, &placed.now.step), row_of(was)).await?;
        for was in ended.filter_map(|step| before.open_step(step.as_str())) {
            let back = case_step::ActiveModel { left_at: Set(None), ..row_of(was) };
            set(work, of_round(case, was), back).await?;
        }
    }
    Ok(())
}

fn row_of(open: &OpenStep) -> case_step::ActiveModel {
    case_step::ActiveModel {
        step: Set(open.step.to_string()),
        since: Set(open.since),
        regie: Set(open.regie.to_string()),
        // A clock that stands still has no day on which it is late.
        due_on: Set(open.term().map(|term| term.due)),
        round: Set(i32::try_from(open.round).unwrap_or(i32::MAX)),
        ..Default::default()
    }
}

fn open(case: CaseId, step: &Key) -> Expr {
    of(case, step).and(case_step::Column::LeftAt.is_null())
}

fn of_round(case: CaseId, open: &OpenStep) -> Expr {
    of(case, &open.step).and(case_step::Column::Round.eq(i64::from(open.round)))
}

fn of(case: CaseId, step: &Key) -> Expr {
    case_step::Column::CaseId.eq(case).and(case_step::Column::Step.eq(step.as_str()))
}

async fn set(work: &mut Work<'_>, which: Expr, change: case_step::ActiveModel) -> Result<(), Failure> {
    work.update(case_step::Entity::update_many().set(change).filter(which)).await?;
    Ok(())
}
