//! The next step in the pupil's process, taken at the table (S0 proces 1 → 2.0 → 2.1 → 3). The ways on come from the
//! template of the case; the engine says what blocks each. Taking one is a command of the case, in the same transaction.
use super::{
    hold::{running_case, writing},
    items,
    load::Meeting,
    order::{Point, overtaken, touch},
};
use crate::{
    Failure, Scope, calendar,
    cases::{self, Move},
    fields::Fields,
    scope::Work,
    store::entity::agenda_item,
    templates,
};
use domain::{
    engine::{ChoiceKind, Context, Doer, options},
    id::{ItemId, MeetingId},
    page::meeting::{NextStep, Process},
    policy::{Action, Grounds, permit},
    stage::Stage,
    template::Key,
};
use sea_orm::sea_query::Expr;

/// Where the pupil's running case is and where it can go; one statement.
pub(super) async fn process(
    work: &mut Work<'_>,
    meeting: &Meeting,
    item: &items::Item,
) -> Result<Option<Process>, Failure> {
    // Who leads a table of more schools may discuss a pupil without having a say in the case.
    let grounds = Grounds::school(item.school).consent(&item.consent);
    if permit(work.scope().actor(), Action::MoveCase, grounds).is_err() {
        return Ok(None);
    }
    let cases = cases::of_pupil(work, item.pupil.id).await?;
    let Some(case) = cases.into_iter().find(cases::Case::is_running) else { return Ok(None) };
    let state = &case.state;
    let template = templates::pinned(work, case.row.template_id).await?.template;
    let label = |key: &Key| template.step(key.as_str()).map(|step| format!("{} {}", step.label, step.title));
    let step = state.open.iter().filter_map(|open| label(&open.step)).collect::<Vec<_>>().join(" en ");
    // Of other purposes nothing is known here: they do not block beforehand, the command asks for real.
    let consents: Vec<Key> = template
        .consents
        .iter()
        .map(|purpose| purpose.key.clone())
        .filter(|key| *key != meeting.purpose() || item.consent.is_given())
        .collect();
    let (answers, facts) = (case.sheets.answers(&template, state), case.sheets.facts(&template, state));
    let calendar = calendar::usual(work.scope().tenant())?;
    let mut next: Vec<NextStep> = vec![];
    for (membership, seat) in meeting.seats(work.scope().actor()) {
        let doer = Doer { membership, function: seat.function };
        let context = Context {
            today: work.scope().today(),
            calendar: &calendar,
            doer,
            consents: &consents,
            facts: &facts,
            answers: &answers,
        };
        for choice in options(&template, state, &context) {
            let ChoiceKind::Move(key) = choice.kind else { continue };
            let blocked = choice.blocked.map(|rejection| rejection.to_string());
            match next.iter_mut().find(|step| step.key == key.as_str()) {
                Some(known) if known.blocked.is_some() => known.blocked = blocked,
                Some(_) => {}
                None => next.push(NextStep {
                    key: key.to_string(),
                    label: choice.label,
                    consequence: choice.consequence,
                    reason_required: choice.reason_required,
                    blocked,
                }),
            }
        }
    }
    let taken = item.row.transition.as_deref().and_then(|key| template.transition(key));
    Ok(Some(Process { step, next, taken: taken.map_or_else(String::new, |taken| taken.label.clone()) }))
}

/// Takes a step of the pupil's case, as decided in this meeting.
pub async fn take_step(
    scope: &Scope,
    id: MeetingId,
    item: ItemId,
    step: &str,
    reason: &str,
    version: i32,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (meeting, ground, by) = writing(&mut work, id).await?;
    if meeting.stage == Stage::Shared {
        return Err(Failure::Rejected("Het verslag is gedeeld. Zet de volgende stap bij de leerling zelf.".into()));
    }
    let mut fields = Fields::default();
    let reason = fields.note("reden", "Reden", reason);
    fields.finish()?;
    let item = items::one(&mut work, &meeting, item).await?;
    let Some(case) = running_case(&mut work, item.pupil.id).await? else {
        return Err(Failure::Rejected(
            "Deze leerling heeft nog geen lopende casus. De ib'er start die bij de leerling of in de analyse.".into(),
        ));
    };
    let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty());
    cases::transition(&mut work, case, Move { transition: step, reason, version: None, facts: &[] }).await?;
    let change = touch(item.row.id, version)
        .col_expr(agenda_item::Column::Transition, Expr::value(step))
        .col_expr(agenda_item::Column::MinutedAt, Expr::value(scope.now()))
        .col_expr(agenda_item::Column::MinutedBy, Expr::value(by));
    if work.update(change).await? != 1 {
        return Err(overtaken(&mut work, &meeting, &Point::Named(Box::new(item))).await?);
    }
    work.note(Action::HoldMeeting, crate::audit::Subject::of("pupil", item.pupil.id.0), ground, "transition");
    work.done(()).await
}
