//! The last move can be taken back for a day, as long as nothing happened after it. The story keeps both.
use super::{
    apply::{claim, stale, tell},
    load::{self, Around},
    story::{self, LastMove, Undone, What},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar, consents,
    scope::Work,
    store::entity::{case, case_step},
};
use chrono::TimeDelta;
use domain::{
    engine::{Choice, ChoiceKind, Context, Doer, Event, Gate, OpenStep, options, replay},
    id::CaseId,
    policy::Action,
    template::{Published, Template},
};
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
    let states = consents::all_of(work, &[loaded.row.pupil_id]).await?;
    let ground = loaded.permit(work, Action::MoveCase, &states).await?;
    if version != loaded.row.version {
        return Err(stale(work, case).await?);
    }
    let last = story::last_move(&loaded.story).filter(|last| scope.now() - last.at <= UNDO_WITHIN).ok_or_else(|| {
        Failure::Rejected("Dit kan niet meer ongedaan worden gemaakt: er is daarna iets gebeurd, of het is langer dan een dag geleden.".into())
    })?;
    let around = Around::of(scope, &loaded, &states, calendar::usual(scope.tenant())?);
    let doer = around.contexts().find(|context| may_undo(&loaded.pinned.template, &last, context));
    let Some(Doer { membership, .. }) = doer.map(|context| context.doer) else {
        return Err(Failure::Rejected(
            "Wie deze stap mocht zetten, kan hem terugnemen. Vraag wie de stap zette.".into(),
        ));
    };
    let row = |open: &OpenStep| {
        let of = case_step::Column::CaseId.eq(case).and(case_step::Column::Step.eq(open.step.as_str()));
        of.and(case_step::Column::Round.eq(i64::from(open.round)))
    };
    for entered in entered(&loaded, &last) {
        work.delete(case_step::Entity::delete_many().filter(row(&entered))).await?;
    }
    for open in last.steps().0 {
        let due = Set(open.term().map(|term| term.due));
        let back = case_step::ActiveModel { left_at: Set(None), due_on: due, ..Default::default() };
        work.update(case_step::Entity::update_many().set(back).filter(row(open))).await?;
    }
    claim(work, case, version, case::ActiveModel::default()).await?;
    let undone = vec![What::Undone(Undone { events: last.events })];
    tell(work, case, version + 1, Some(membership), undone).await?;
    work.note(Action::MoveCase, Subject::of("pupil", loaded.row.pupil_id.0), ground, "stap");
    Ok(())
}

/// Who may make a move may take it back.
pub fn may_undo(template: &Template<Published>, last: &LastMove, context: &Context<'_>) -> bool {
    let theirs = |choice: &Choice| {
        let gates = choice.blocked.as_ref().map_or(&[][..], |why| &why.gates);
        choice.kind == ChoiceKind::Move(last.transition.clone())
            && !gates.iter().any(|gate| matches!(gate, Gate::NotYours(_)))
    };
    options(template, &last.before, context).iter().any(theirs)
}

/// Every step that the move opened, also those that it left again by itself.
fn entered(loaded: &load::Loaded, last: &LastMove) -> Vec<OpenStep> {
    let standing = story::standing(&loaded.story).into_iter().filter(|(id, _)| last.events.contains(id));
    standing
        .filter(|(_, event)| matches!(event, Event::StepEntered { .. }))
        .flat_map(|(_, event)| replay([event]).open)
        .collect()
}
