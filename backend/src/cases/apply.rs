//! The engine's events become rows: the case, its steps, and the story, or nothing at all.
use super::{moving::rows, story::What};
use crate::{
    Failure,
    failure::Stale,
    scope::Work,
    store::entity::{case, case_event, case_step},
};
use chrono::NaiveDate;
use domain::{
    engine::Event,
    id::{CaseId, EventId, MembershipId, StepId},
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

/// Writes what was decided. `version` is the one on the screen; another one means that somebody was first. Nobody did
/// what days brought.
pub(super) async fn apply(
    work: &mut Work<'_>,
    case: CaseId,
    version: i32,
    by: Option<MembershipId>,
    events: &[Event],
) -> Result<(), Failure> {
    let now = work.scope().now();
    let mut change = case::ActiveModel::default();
    for event in events {
        match event {
            Event::LeadSet { lead, .. } => change.lead_id = Set(Some(lead.membership)),
            Event::Closed { .. } => change.closed_at = Set(Some(now)),
            Event::Reopened { .. } => change.closed_at = Set(None),
            Event::StepEntered { step, on, regie, due, round, .. } => {
                let row = case_step::Model {
                    tenant_id: work.tenant(),
                    id: StepId(work.scope().new_id()),
                    case_id: case,
                    step: step.to_string(),
                    since: *on,
                    regie: regie.to_string(),
                    due_on: *due,
                    round: i32::try_from(*round).unwrap_or(i32::MAX),
                    left_at: None,
                };
                work.insert::<case_step::Entity>(row).await?;
            }
            Event::StepLeft { step, .. } => {
                let left = case_step::ActiveModel { left_at: Set(Some(now)), ..Default::default() };
                change_open(work, case, step, left).await?;
            }
            Event::ClockStopped { step, .. } => set_due(work, case, step, None).await?,
            Event::ClockResumed { step, due, .. } => set_due(work, case, step, *due).await?,
            Event::TermExtended { step, due, .. } => set_due(work, case, step, Some(*due)).await?,
            Event::FactRecorded { .. }
            | Event::FactRetracted { .. }
            | Event::Decided { .. }
            | Event::Performed { .. }
            | Event::Escalated { .. } => {}
            Event::VersionChanged(changed) => {
                change.template_id = Set(changed.to);
                if changed.lead_ends {
                    change.lead_id = Set(None);
                }
                rows::place(work, case, changed).await?;
            }
        }
    }
    claim(work, case, version, change).await?;
    tell(work, case, version + 1, by, events.iter().cloned().map(What::Event).collect()).await
}

/// Changes the row of an open step.
async fn change_open(
    work: &mut Work<'_>,
    case: CaseId,
    step: &Key,
    change: case_step::ActiveModel,
) -> Result<(), Failure> {
    let open = case_step::Column::CaseId
        .eq(case)
        .and(case_step::Column::Step.eq(step.as_str()))
        .and(case_step::Column::LeftAt.is_null());
    work.update(case_step::Entity::update_many().set(change).filter(open)).await?;
    Ok(())
}

/// A clock that stands still has no day on which it is late.
async fn set_due(work: &mut Work<'_>, case: CaseId, step: &Key, due: Option<NaiveDate>) -> Result<(), Failure> {
    change_open(work, case, step, case_step::ActiveModel { due_on: Set(due), ..Default::default() }).await
}

/// Raises the version of the case, if it is still the expected one.
pub(super) async fn claim(
    work: &mut Work<'_>,
    case: CaseId,
    version: i32,
    change: case::ActiveModel,
) -> Result<(), Failure> {
    let query = case::Entity::update_many()
        .set(change)
        .col_expr(case::Column::Version, Expr::col(case::Column::Version).add(1))
        .filter(case::Column::Id.eq(case))
        .filter(case::Column::Version.eq(version));
    if work.update(query).await? == 1 { Ok(()) } else { Err(stale(work, case).await?) }
}

/// Adds to the story what came about together: the turn is the version that the case has now.
pub(crate) async fn tell(
    work: &mut Work<'_>,
    case: CaseId,
    turn: i32,
    by: Option<MembershipId>,
    what: Vec<What>,
) -> Result<(), Failure> {
    let scope = work.scope();
    let row = |what: What| {
        let (kind, data) = what.stored()?;
        Ok(case_event::Model {
            tenant_id: scope.tenant().id,
            id: EventId(scope.new_id()),
            case_id: case,
            at: scope.now(),
            membership_id: by,
            kind,
            data,
            turn,
        })
    };
    let rows = what.into_iter().map(row).collect::<Result<Vec<_>, Failure>>()?;
    work.insert_all::<case_event::Entity>(rows).await
}

/// Who was first.
pub(super) async fn stale(work: &mut Work<'_>, case: CaseId) -> Result<Failure, Failure> {
    let query = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .order_by_desc(case_event::Column::At)
        .order_by_desc(case_event::Column::Id);
    let last = work.one(query).await?;
    let by = last.as_ref().and_then(|event| event.membership_id);
    let name = work.member_names(by.into_iter().collect()).await?.into_values().next();
    Ok(Stale::new(name, last.map(|event| event.at), work.scope().now()).into())
}
