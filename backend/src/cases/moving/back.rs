//! The way back: for thirty days a moved case returns to the version, the steps and the terms that it had, as long as nothing
//! happened in it since. The story keeps both.
use super::{
    super::{
        apply::{claim, tell},
        of_pupil::{Case, whole},
        story::{self, Undone, What},
    },
    CHUNK, permit, rows, told,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    failure::{Broken, Stale},
    scope::Work,
    store::entity::{case, case_move, moving},
};
use chrono::NaiveDate;
use domain::{
    engine::{
        CaseState, VersionChange,
        moving::{NotBack, may_go_back},
    },
    id::{CaseId, EventId, MoveId, MovingId},
    page::moving::Outcome,
    policy::Action,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Query, SelectStatement},
};
use std::collections::HashMap;

/// Puts back the moved cases of a moving that can go back, as many as in one go, or the one that is named; how many went.
/// When none can, it says why of the first.
pub async fn back(scope: &Scope, id: MovingId, only: Option<MoveId>) -> Result<usize, Failure> {
    let mut work = scope.see().await?;
    permit(&mut work, Subject::of("moving", id.0)).await?;
    work.get::<moving::Entity>(id).await?;
    let moved = case_move::Entity::find()
        .filter(case_move::Column::MovingId.eq(id))
        .filter(case_move::Column::Outcome.eq(Outcome::Moved.key()))
        .order_by_asc(case_move::Column::Id);
    let mut asked = work.all(moved).await?;
    asked.retain(|one| only.is_none_or(|only| one.id == only));
    let Some(last) = asked.iter().max_by_key(|one| one.undone_at).cloned() else { return Err(Failure::Absent) };
    asked.retain(|one| one.undone_at.is_none());
    if asked.is_empty() {
        let names = work.member_names(last.undone_by.into_iter().collect()).await?;
        return Err(Stale::new(names.into_values().next(), last.undone_at, scope.now()).into());
    }
    let cases: HashMap<CaseId, Case> =
        whole(&mut work, &moved_and_there(scope, id)).await?.into_iter().map(|case| (case.row.id, case)).collect();
    work.done(()).await?;
    let mut refused = None;
    let mut done = 0;
    for one in &asked {
        let Some(case) = cases.get(&one.case_id) else { continue };
        // What cannot go back is not tried: of many cases each go takes the next that can.
        let outcome = match may_return(one, case, scope.today()) {
            Ok(_) => put_back(scope, one).await,
            Err(why) => Err(Failure::Rejected(why.to_string())),
        };
        match outcome {
            Ok(()) => done += 1,
            Err(Failure::Refused(refusal)) => return Err(Failure::Refused(refusal)),
            Err(failure) => refused = refused.or_else(|| Some(reason(one, failure))),
        }
        if done >= CHUNK {
            break;
        }
    }
    match refused {
        Some(why) if done == 0 => Err(Failure::Rejected(why)),
        _ => Ok(usize::try_from(done).unwrap_or_default()),
    }
}

/// The cases that were moved and did not go back.
pub(super) fn moved_and_there(scope: &Scope, id: MovingId) -> Condition {
    let moved = of_moving(scope, id)
        .and_where(case_move::Column::Outcome.eq(Outcome::Moved.key()))
        .and_where(case_move::Column::UndoneAt.is_null())
        .to_owned();
    Condition::all().add(case::Column::Id.in_subquery(moved))
}

/// The cases of a moving, as part of a query.
pub(super) fn of_moving(scope: &Scope, id: MovingId) -> SelectStatement {
    Query::select()
        .column((case_move::Entity, case_move::Column::CaseId))
        .from(case_move::Entity)
        .and_where(case_move::Column::TenantId.eq(scope.tenant().id))
        .and_where(case_move::Column::MovingId.eq(id))
        .to_owned()
}

fn reason(one: &case_move::Model, failure: Failure) -> String {
    if failure.is_duplicate() {
        return "Voor deze leerling loopt al een casus onder de oude versie. Vraag de school om er een af te sluiten."
            .to_owned();
    }
    match failure {
        Failure::Stale(_) => NotBack::Happened.to_string(),
        other => told(one, other),
    }
}

async fn put_back(scope: &Scope, one: &case_move::Model) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let which = Condition::all().add(case::Column::Id.eq(one.case_id));
    let case = whole(&mut work, &which).await?.pop().ok_or(Failure::Absent)?;
    let subject = Subject::of("pupil", case.pupil.0);
    let ground = permit(&mut work, subject).await?;
    let (event, change) = may_return(one, &case, scope.today()).map_err(|why| Failure::Rejected(why.to_string()))?;
    let stored = one.before.clone().ok_or_else(|| Broken::Stored("a moved case without what it was".into()))?;
    let before: CaseState = serde_json::from_value(stored).map_err(|cause| Broken::Stored(cause.to_string()))?;
    let mut told = case.story.clone();
    told.retain(|happened| happened.id != event);
    if story::state(&told) != before {
        return Err(Broken::Stored(format!("case {} does not come back as it was", one.case_id)).into());
    }
    rows::put_back(&mut work, one.case_id, &change, &before).await?;
    let lead_id = Set(before.lead.map(|lead| lead.membership));
    let back = case::ActiveModel { template_id: Set(change.from), lead_id, ..Default::default() };
    claim(&mut work, one.case_id, case.row.version, back).await?;
    let by = work.scope().manager()?;
    let undone = vec![What::Undone(Undone { events: vec![event] })];
    tell(&mut work, one.case_id, case.row.version + 1, Some(by), undone).await?;
    mark(&mut work, one).await?;
    work.at(case.row.school_id);
    let fields = format!("terug van versie {} naar versie {}", change.to_number, change.from_number);
    work.note(Action::MoveCases, subject, ground, fields);
    work.done(()).await
}

/// Writes that it went back; somebody else may have been first.
async fn mark(work: &mut Work<'_>, one: &case_move::Model) -> Result<(), Failure> {
    let (at, by) = (work.scope().now(), work.scope().manager()?);
    let undone = case_move::ActiveModel { undone_at: Set(Some(at)), undone_by: Set(Some(by)), ..Default::default() };
    let query = case_move::Entity::update_many()
        .set(undone)
        .filter(case_move::Column::Id.eq(one.id))
        .filter(case_move::Column::UndoneAt.is_null());
    if work.update(query).await? == 1 { Ok(()) } else { Err(Failure::Absent) }
}

/// The event that goes out of the story, if the case may return today. What was undone since does not count, and neither
/// does what did not happen in the case itself.
pub(super) fn may_return(
    one: &case_move::Model,
    case: &Case,
    today: NaiveDate,
) -> Result<(EventId, VersionChange), NotBack> {
    let turn = one.seen + 1;
    let found = story::last_version_change(&case.story).filter(|(happened, _)| happened.turn == turn);
    let last = story::standing(&case.story).last().map(|(id, _)| *id);
    let filled = case.filled_at() > one.done_at;
    let happened = filled || found.is_none_or(|(happened, _)| Some(happened.id) != last);
    let moved_on = one.done_at.map_or(today, |at| local(at).date());
    may_go_back(moved_on, today, happened)?;
    found.map(|(happened, change)| (happened.id, change.clone())).ok_or(NotBack::Happened)
}
