//! A case as a command needs it: its row, its story, where it is, and the version of the way of working that it pinned.
use super::{
    sheets,
    story::{self, Happened},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    consents::States,
    pupils::permit_with,
    scope::Work,
    store::entity::{case, case_event},
    templates::{self, Pinned},
};
use chrono::NaiveDate;
use domain::{
    actor::Function,
    calendar::Calendar,
    engine::{CaseState, Context, Doer, Rejection},
    form::{Answers, Sheets},
    id::{CaseId, MembershipId, OrganisationId},
    policy::{Action, Ground, Grounds},
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One case, whole.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub row: case::Model,
    pub pinned: Pinned,
    pub story: Vec<Happened>,
    pub state: CaseState,
    pub sheets: Sheets,
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
    let sheets = sheets::of_case(work, id).await?;
    Ok(Loaded { row, pinned, story, state, sheets })
}

impl Loaded {
    /// Asks policy about this case: the school's own people, or a partner whom a consent names.
    pub(crate) async fn permit(&self, work: &mut Work<'_>, action: Action, states: &States) -> Result<Ground, Failure> {
        let subject = Subject::of("pupil", self.row.pupil_id.0);
        let state = states.of_file(self.row.pupil_id, work.scope().today());
        permit_with(work, action, subject, Grounds::school(self.row.school_id).consent(&state)).await
    }
}

/// The world around a case, for every function in which the person can act there.
#[derive(Debug)]
pub struct Around {
    pub today: NaiveDate,
    pub doers: Vec<Doer>,
    pub calendar: Calendar,
    /// Purposes for which a consent holds today.
    pub consents: Vec<Key>,
    /// Facts that follow from forms, or that the caller derived.
    pub facts: Vec<Key>,
    pub answers: Answers,
}

impl Around {
    /// The world of a case that is not there yet.
    pub fn before(scope: &Scope, school: OrganisationId, calendar: Calendar) -> Self {
        let (consents, facts, answers) = (vec![], vec![], Answers::default());
        Self { today: scope.today(), doers: doers(scope, school), calendar, consents, facts, answers }
    }

    /// The world of a case today.
    pub fn of(scope: &Scope, case: &Loaded, states: &States, calendar: Calendar) -> Self {
        let (template, today) = (&case.pinned.template, scope.today());
        let given = |key: &Key| states.of(case.row.pupil_id, key.as_str(), today).is_given();
        Self {
            consents: template.consents.iter().map(|purpose| purpose.key.clone()).filter(given).collect(),
            facts: case.sheets.facts(template, &case.state),
            answers: case.sheets.answers(template, &case.state),
            ..Self::before(scope, case.row.school_id, calendar)
        }
    }

    /// As the engine asks it, once for every function of the person.
    pub fn contexts(&self) -> impl Iterator<Item = Context<'_>> {
        self.doers.iter().map(|doer| self.context(*doer))
    }

    /// As the engine asks it, for one function.
    pub fn context(&self, doer: Doer) -> Context<'_> {
        let Self { today, calendar, consents, facts, answers, .. } = self;
        Context { today: *today, calendar, doer, consents, facts, answers }
    }

    /// Tries in every function that the person holds; what one of them may, the person may.
    pub fn attempt<T>(&self, attempt: impl Fn(&Context<'_>) -> Result<T, Rejection>) -> Result<(Doer, T), Failure> {
        let mut first = None;
        for context in self.contexts() {
            match attempt(&context) {
                Ok(outcome) => return Ok((context.doer, outcome)),
                Err(rejection) => first = first.or(Some(rejection)),
            }
        }
        Err(first.map_or(Failure::Absent, rejected))
    }
}

/// Who brings the days: plays no role.
pub(super) const NOBODY: Doer =
    Doer { membership: MembershipId(Uuid::nil()), function: Function::FunctioneelBeheerder };

/// As whom the person can act at this school: every function held there, the school's own first.
pub fn doers(scope: &Scope, school: OrganisationId) -> Vec<Doer> {
    let actor = scope.actor();
    let first = actor.at(school).map(|membership| membership.id);
    let mut here: Vec<_> = actor.memberships.iter().filter(|m| m.schools.contains(&school)).collect();
    here.sort_by_key(|membership| Some(membership.id) != first);
    here.into_iter().map(|m| Doer { membership: m.id, function: m.function }).collect()
}

/// A rule said no. What is wrong with the reason is an error at that field; the rest concerns the page.
fn rejected(rejection: Rejection) -> Failure {
    use domain::engine::Gate::{GroundsMissing, ReasonMissing, ReasonTooLong};
    if rejection.gates.iter().all(|gate| matches!(gate, ReasonMissing | ReasonTooLong)) {
        return Failure::field("reden", &rejection.why.join(" "));
    }
    if rejection.gates.iter().all(|gate| matches!(gate, GroundsMissing(_))) {
        return Failure::field("gronden", &rejection.why.join(" "));
    }
    Failure::Rejected(rejection.to_string())
}
