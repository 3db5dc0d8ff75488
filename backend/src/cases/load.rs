//! A case as a command needs it: its row, its story, where it is, and the version of the way of working that it pinned.
use super::story::{self, Happened};
use crate::{
    Failure, Scope,
    consents::{self, States},
    scope::Work,
    store::entity::{case, case_event},
    templates::{self, Pinned},
};
use domain::{
    calendar::Calendar,
    engine::{CaseState, Context, Doer, Rejection},
    form::Answers,
    id::CaseId,
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// One case, whole.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub row: case::Model,
    pub pinned: Pinned,
    pub story: Vec<Happened>,
    pub state: CaseState,
}

/// Finds the case; policy is asked by whoever wants something of it.
pub async fn load(work: &mut Work<'_>, id: CaseId) -> Result<Loaded, Failure> {
    let row = work.get::<case::Entity>(id).await?;
    let pinned = templates::pinned(work, row.template_id).await?;
    let query = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(id))
        .order_by_asc(case_event::Column::At)
        .order_by_asc(case_event::Column::Id);
    let story = work.all(query).await?.into_iter().map(Happened::read).collect::<Result<Vec<_>, _>>()?;
    let state = story::state(&story);
    Ok(Loaded { row, pinned, story, state })
}

/// Purposes of this way of working for which a consent holds today.
pub async fn given(work: &mut Work<'_>, case: &Loaded) -> Result<Vec<Key>, Failure> {
    let states = consents::all_of(work, &[case.row.pupil_id]).await?;
    Ok(given_in(&states, case, work.scope().today()))
}

fn given_in(states: &States, case: &Loaded, today: chrono::NaiveDate) -> Vec<Key> {
    let holds = |key: &Key| states.of(case.row.pupil_id, key.as_str(), today).is_given();
    case.pinned.template.consents.iter().map(|purpose| purpose.key.clone()).filter(holds).collect()
}

/// As whom the person can act at this school: every function held there, the school's own first.
pub fn doers(scope: &Scope, school: domain::id::OrganisationId) -> Vec<Doer> {
    let actor = scope.actor();
    let first = actor.at(school).map(|membership| membership.id);
    let mut here: Vec<_> = actor.memberships.iter().filter(|m| m.schools.contains(&school)).collect();
    here.sort_by_key(|membership| Some(membership.id) != first);
    here.into_iter().map(|m| Doer { membership: m.id, function: m.function }).collect()
}

/// Tries in every function that the person holds; what one of them may, the person may.
pub fn in_any_function<T>(
    doers: &[Doer],
    calendar: &Calendar,
    consents: &[Key],
    facts: &[Key],
    today: chrono::NaiveDate,
    attempt: impl Fn(&Context<'_>) -> Result<T, Rejection>,
) -> Result<(Doer, T), Failure> {
    let mut first = None;
    for doer in doers {
        let context = Context { today, calendar, doer: *doer, consents, facts, answers: Answers::none() };
        match attempt(&context) {
            Ok(outcome) => return Ok((*doer, outcome)),
            Err(rejection) => first = first.or(Some(rejection)),
        }
    }
    Err(first.map_or(Failure::Absent, rejected))
}

/// A rule said no. What is wrong with the reason is an error at that field; the rest concerns the page.
fn rejected(rejection: Rejection) -> Failure {
    use domain::engine::Gate::{ReasonMissing, ReasonTooLong};
    if rejection.gates.iter().all(|gate| matches!(gate, ReasonMissing | ReasonTooLong)) {
        return Failure::field("reden", &rejection.why.join(" "));
    }
    Failure::Rejected(rejection.to_string())
}
