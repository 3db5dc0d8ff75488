//! Cases are sent on their way: what was chosen is kept with the version of each case that was on the screen, and then they
//! go, one by one ([`super::go_on`]).
use super::{before::Wanted, permit, plan::Plan, versions};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    failure::Broken,
    scope::Work,
    store::entity::{case, case_move, case_step, moving},
};
use domain::{
    engine::moving::Choices,
    id::{CaseId, MoveId, MovingId},
    page::moving::Outcome,
    policy::Action,
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// The most cases that are sent on their way at once.
pub const MOST_CASES: usize = 5_000;

/// Keeps what was chosen. `cases` are ids with the version on the screen, as the page sent them.
pub async fn start(scope: &Scope, wanted: &Wanted<'_>, cases: &[&str]) -> Result<MovingId, Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::list("moving");
    let ground = permit(&mut work, subject).await?;
    let (from, to) = versions::pair(&mut work, wanted.from, wanted.to).await?;
    let (cases, seen_at) = Failure::both(read(cases), wanted.seen_at(scope.now()))?;
    let plan = Plan::of(&mut work, from.id, (to.id, to.areas.clone()), Choices::default()).await?;
    let choices = wanted.choices(&plan.to.1)?;
    all_ours(&mut work, &cases).await?;
    let plan = Plan { choices, ..plan };
    all_chosen(&mut work, &plan, &cases).await?;
    let id = MovingId(scope.new_id());
    let row = moving::Model {
        tenant_id: work.tenant(),
        id,
        from_id: from.id,
        to_id: to.id,
        choices: serde_json::to_value(&plan.choices).map_err(|cause| Broken::Stored(cause.to_string()))?,
        moved_by: work.scope().manager()?,
        moved_at: scope.now(),
        seen_at,
    };
    work.insert::<moving::Entity>(row).await?;
    let rows = cases.iter().map(|(case, seen)| case_move::Model {
        tenant_id: scope.tenant().id,
        id: MoveId(scope.new_id()),
        moving_id: id,
        case_id: *case,
        seen: *seen,
        outcome: Outcome::Waiting.key().to_owned(),
        reason: String::new(),
        done_at: None,
        before: None,
        undone_at: None,
        undone_by: None,
    });
    let rows: Vec<_> = rows.collect();
    let fields = format!("van {} naar {}, {} casussen", from.label, to.label, rows.len());
    work.insert_all::<case_move::Entity>(rows).await?;
    work.note(Action::MoveCases, Subject::of("moving", id.0), ground, fields);
    work.done(id).await
}

/// Ids with versions; a case that is named twice counts once.
fn read(cases: &[&str]) -> Result<BTreeMap<CaseId, i32>, Failure> {
    let one = |text: &&str| {
        let (id, version) = text.split_once(':')?;
        Some((id.parse::<CaseId>().ok()?, version.parse::<i32>().ok()?))
    };
    let read: Option<BTreeMap<CaseId, i32>> = cases.iter().map(one).collect();
    match read {
        None => Err(Failure::field("", "Het formulier kwam niet heel aan. Bekijk opnieuw wat er verandert.")),
        Some(all) if all.is_empty() => Err(Failure::field("zaak", "Kies ten minste één casus om over te zetten.")),
        Some(all) if all.len() > MOST_CASES => {
            Err(Failure::field("zaak", &format!("Zet hoogstens {MOST_CASES} casussen tegelijk over. Kies er minder.")))
        }
        Some(all) => Ok(all),
    }
}

/// A case of another tenant does not exist here.
async fn all_ours(work: &mut Work<'_>, cases: &BTreeMap<CaseId, i32>) -> Result<(), Failure> {
    let query = case::Entity::find().filter(case::Column::Id.is_in(cases.keys().copied()));
    if work.count(query).await? == cases.len() as u64 { Ok(()) } else { Err(Failure::Absent) }
}

#[derive(FromQueryResult)]
struct Open {
    step: String,
}

/// For every step that is gone somebody chose.
async fn all_chosen(work: &mut Work<'_>, plan: &Plan, cases: &BTreeMap<CaseId, i32>) -> Result<(), Failure> {
    let query = case_step::Entity::find()
        .select_only()
        .column(case_step::Column::Step)
        .distinct()
        .filter(case_step::Column::LeftAt.is_null())
        .filter(case_step::Column::CaseId.is_in(cases.keys().copied()));
    let open: Vec<Open> = work.shaped(query).await?;
    let mut errors = vec![];
    for key in open.into_iter().filter_map(|open| Key::parse(&open.step).ok()) {
        let known = plan.from.1.step(key.as_str());
        let stays = plan.to.1.step(key.as_str()).is_some();
        if let Some(step) = known.filter(|_| !stays && plan.choices.of(&key).is_none()) {
            let message = format!("{}: kies naar welke stap deze casussen gaan.", step.label);
            errors.push(FieldError::new(Wanted::field(key.as_str()), message));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}
