//! Cases that wait to be moved are moved, each in a transaction of its own. A case that changed after the preview, or that
//! cannot go, is skipped with the reason; one that cannot be read holds up no other.
use super::{
    super::{
        apply::{apply, stale},
        of_pupil::whole,
    },
    permit,
    plan::Plan,
    told, versions,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar, consents,
    failure::{Broken, Stale},
    scope::Work,
    store::entity::{case, case_move, moving, organisation},
};
use chrono::{DateTime, Utc};
use domain::{engine::moving::Choices, id::MovingId, page::moving::Outcome, policy::Action};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, prelude::Json};

/// How many cases are moved in one go; the page says how many wait, and goes on.
pub const CHUNK: u64 = 100;

/// Moves the next cases that wait; how many still do.
pub async fn go_on(scope: &Scope, id: MovingId) -> Result<u64, Failure> {
    let mut work = scope.see().await?;
    permit(&mut work, Subject::of("moving", id.0)).await?;
    let row = work.get::<moving::Entity>(id).await?;
    let areas = versions::areas(&mut work, row.to_id).await?;
    let plan = Plan::of(&mut work, row.from_id, (row.to_id, areas), choices(row.choices)?).await?;
    let waiting = case_move::Entity::find()
        .filter(case_move::Column::MovingId.eq(id))
        .filter(case_move::Column::Outcome.eq(Outcome::Waiting.key()));
    let next = waiting.clone().order_by_asc(case_move::Column::Id).limit(CHUNK);
    let (count, next) = (work.count(waiting).await?, work.all(next).await?);
    work.done(()).await?;
    let left = count.saturating_sub(next.len() as u64);
    for one in next {
        match carry_out(scope, &plan, &one, row.seen_at).await {
            Ok(()) => {}
            Err(Failure::Refused(refusal)) => return Err(Failure::Refused(refusal)),
            Err(failure) => skip(scope, &one, &reason(&plan, &one, failure)).await?,
        }
    }
    Ok(left)
}

/// What was chosen, as it is stored.
pub(super) fn choices(stored: Json) -> Result<Choices, Failure> {
    Ok(serde_json::from_value(stored).map_err(|cause| Broken::Stored(format!("choices: {cause}")))?)
}

async fn carry_out(scope: &Scope, plan: &Plan, one: &case_move::Model, seen_at: DateTime<Utc>) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let which = Condition::all().add(case::Column::Id.eq(one.case_id));
    let case = whole(&mut work, &which).await?.pop().ok_or(Failure::Absent)?;
    let subject = Subject::of("pupil", case.pupil.0);
    let ground = permit(&mut work, subject).await?;
    if case.row.template_id != plan.from.0 || case.row.version != one.seen {
        return Err(stale(&mut work, one.case_id).await?);
    }
    // The version of a case does not count what is filled in about it.
    if case.filled_at() > Some(seen_at) {
        return Err(Stale::new(None, case.filled_at(), scope.now()).into());
    }
    let states = consents::all_of(&mut work, &[case.pupil]).await?;
    let calendar = calendar::of_tenant(&mut work).await?;
    let area = match plan.areas.as_slice() {
        [] => None,
        _ => work.get::<organisation::Entity>(case.row.school_id).await?.area_id,
    };
    let preview = plan.preview((&case, area), &states, scope.today(), &calendar);
    let why_not = plan.why_not(&preview);
    let Some(event) = preview.event else { return Err(Failure::Rejected(why_not.join(" "))) };
    let before = serde_json::to_value(&case.state).map_err(|cause| Broken::Stored(cause.to_string()))?;
    let done = case_move::ActiveModel {
        outcome: Set(Outcome::Moved.key().to_owned()),
        done_at: Set(Some(scope.now())),
        before: Set(Some(before)),
        ..Default::default()
    };
    if !settle(&mut work, one, done).await? {
        return Ok(());
    }
    let by = work.scope().manager()?;
    apply(&mut work, one.case_id, one.seen, Some(by), &[event]).await?;
    work.at(case.row.school_id);
    let (from, to) = (plan.from.1.number(), plan.to.1.number());
    work.note(Action::MoveCases, subject, ground, format!("van versie {from} naar versie {to}"));
    work.done(()).await
}

/// Writes what became of it, unless somebody else went on with the same cases and was first.
async fn settle(work: &mut Work<'_>, one: &case_move::Model, outcome: case_move::ActiveModel) -> Result<bool, Failure> {
    let query = case_move::Entity::update_many()
        .set(outcome)
        .filter(case_move::Column::Id.eq(one.id))
        .filter(case_move::Column::Outcome.eq(Outcome::Waiting.key()));
    Ok(work.update(query).await? == 1)
}

async fn skip(scope: &Scope, one: &case_move::Model, why: &str) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    permit(&mut work, Subject::of("moving", one.moving_id.0)).await?;
    let skipped = case_move::ActiveModel {
        outcome: Set(Outcome::Skipped.key().to_owned()),
        reason: Set(why.to_owned()),
        done_at: Set(Some(scope.now())),
        ..Default::default()
    };
    settle(&mut work, one, skipped).await?;
    work.done(()).await
}

/// Why a case was skipped. Who changed it is not said: that is the school's.
fn reason(plan: &Plan, one: &case_move::Model, failure: Failure) -> String {
    if failure.is_duplicate() {
        let number = plan.to.1.number();
        return format!(
            "Voor deze leerling loopt al een casus onder versie {number}. Vraag de school om er een af te sluiten."
        );
    }
    match failure {
        Failure::Stale(Stale { when, .. }) => format!(
            "De casus is{when} veranderd, nadat u zag wat overzetten doet. Bekijk opnieuw wat er verandert, en zet de casus dan over."
        ),
        other => told(one, other),
    }
}
