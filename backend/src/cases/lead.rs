//! Who has casusregie: chosen among those whose function may have it at this school (S1: "de casusregisseur wordt als
//! eerste bepaald"), and to whom the case is open.
use super::{
    apply::stale,
    load::Around,
    moves::set_lead,
    of_pupil::{Case, of_pupil},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    consents,
    failure::Broken,
    members::{has_come_in, person_of},
    pupils::{
        file::rows::{self, Child},
        permit_with,
    },
    scope::Work,
    store::{
        back,
        entity::{membership, membership_school, organisation, person},
        to,
    },
    templates::{self, Pinned},
};
use domain::{
    actor::{Actor, Function, Membership},
    calendar::{Calendar, Region},
    consent::State,
    engine::{Context, roles},
    id::{MembershipId, OrganisationId, PersonId, PupilId},
    page::{Choice, running::Appointing},
    policy::{Action, Ground, Grounds, permit},
    template::{Body, Resolve},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

/// Somebody who could have it.
#[derive(FromQueryResult)]
struct Candidate {
    id: MembershipId,
    person_id: PersonId,
    function: String,
    organisation_id: OrganisationId,
    organisation: String,
    name: String,
}

/// A running case, opened by somebody who may move it.
struct Desk {
    child: Child,
    case: Case,
    pinned: Pinned,
    /// With whom the file may be shared.
    state: State,
    ground: Ground,
}

/// Four questions to the database with the candidates, so that the page stays within its budget.
async fn desk(work: &mut Work<'_>, pupil: PupilId) -> Result<Desk, Failure> {
    let (child, _) = rows::child(work, pupil).await?;
    let state = consents::of_pupil(work, pupil).await?.file_state(work.scope().today());
    let mut cases = of_pupil(work, pupil).await?;
    let running = cases.iter().position(Case::is_running);
    let school = running.map_or(child.school_id, |running| cases[running].row.school_id);
    let grounds = Grounds::school(school).consent(&state);
    let ground = permit_with(work, Action::MoveCase, Subject::of("pupil", pupil.0), grounds).await?;
    let case = cases.swap_remove(running.ok_or(Failure::Absent)?);
    let pinned = templates::pinned(work, case.row.template_id).await?;
    if ground == Ground::Consent && !leads_now(work, &case, &pinned) {
        return Err(Failure::Absent);
    }
    Ok(Desk { child, case, pinned, state, ground })
}

/// Whether the person may give casusregie of the running case of a pupil: who moves cases at the school, and a partner who
/// has the regie.
pub(crate) async fn gives_lead(work: &mut Work<'_>, pupil: PupilId) -> Result<bool, Failure> {
    let state = consents::of_pupil(work, pupil).await?.file_state(work.scope().today());
    let Some(case) = of_pupil(work, pupil).await?.into_iter().find(Case::is_running) else { return Ok(false) };
    let grounds = Grounds::school(case.row.school_id).consent(&state);
    let pinned = templates::pinned(work, case.row.template_id).await?;
    Ok(match permit(work.scope().actor(), Action::MoveCase, grounds) {
        Ok(Ground::Consent) => leads_now(work, &case, &pinned),
        Ok(_) => true,
        Err(_) => false,
    })
}

/// Whether the person has the regie of an open step: a partner gives casusregie only then.
fn leads_now(work: &Work<'_>, case: &Case, pinned: &Pinned) -> bool {
    let around = Around::before(work.scope(), case.row.school_id, Calendar::new(Region::Midden));
    let plays = |context: &Context<'_>| {
        let mine = roles(&pinned.template, &case.state, context);
        case.state.open.iter().any(|open| mine.contains(&&open.regie))
    };
    around.contexts().any(|context| plays(&context))
}

/// The form in which casusregie is given.
pub async fn appointing(scope: &Scope, pupil: PupilId) -> Result<Appointing, Failure> {
    let mut work = scope.see().await?;
    let desk = desk(&mut work, pupil).await?;
    let template = &desk.pinned.template;
    let found = candidates(&mut work, template, desk.case.row.school_id).await?;
    let called = |function: &str| words(template, function);
    let now = desk.case.state.lead.and_then(|lead| found.iter().find(|one| one.id == lead.membership));
    let now = now.map_or_else(String::new, |one| format!("{}, {}", one.name, called(&one.function)));
    let (open, barred): (Vec<&Candidate>, Vec<&Candidate>) = found.iter().partition(|one| may_know(one, &desk));
    let label = |one: &Candidate| format!("{}, {} ({})", one.name, called(&one.function), one.organisation);
    let tasks = template.roles.iter().filter(|role| role.resolve == Resolve::CaseLead).flat_map(|role| &role.tasks);
    let answer = Appointing {
        version: desk.case.row.version,
        now,
        choices: open.into_iter().map(|one| Choice { value: one.id.to_string(), label: label(one) }).collect(),
        // Which organisations a consent names is nothing for another partner.
        barred: barred.into_iter().filter(|_| desk.ground != Ground::Consent).map(label).collect(),
        tasks: tasks.cloned().collect(),
        pupil: desk.child.named(pupil),
        school: desk.child.school.clone(),
    };
    work.note(Action::SeePupil, Subject::of("pupil", pupil.0), desk.ground, "naam, casusregie");
    work.done(answer).await
}

/// Gives it to somebody of the list.
pub async fn appoint(scope: &Scope, pupil: PupilId, member: Option<MembershipId>, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let desk = desk(&mut work, pupil).await?;
    if version != desk.case.row.version {
        return Err(stale(&mut work, desk.case.row.id).await?);
    }
    let found = candidates(&mut work, &desk.pinned.template, desk.case.row.school_id).await?;
    let chosen = found.iter().find(|one| Some(one.id) == member);
    let Some(chosen) = chosen else { return Err(Failure::field("wie", "Casusregie: kies iemand uit de lijst.")) };
    if !may_know(chosen, &desk) {
        let why = format!(
            "{} mag dit dossier niet zien: de toestemming noemt {} niet. Kies iemand anders, of vraag het de ouders.",
            chosen.name, chosen.organisation
        );
        return Err(Failure::field("wie", &why));
    }
    let function = Function::from_key(&chosen.function).ok_or_else(|| Broken::Stored(chosen.function.clone()))?;
    set_lead(&mut work, desk.case.row.id, chosen.id, function).await?;
    work.done(()).await
}

/// Everybody at the school whose function may have casusregie, by name.
async fn candidates(work: &mut Work<'_>, template: &Body, school: OrganisationId) -> Result<Vec<Candidate>, Failure> {
    use membership::Column::{Function as Key, Id, OrganisationId as Organisation, PersonId as Who};
    let may =
        Function::ALL.iter().filter(|function| template.roles.iter().any(|role| role.may_be_appointed(**function)));
    let query = membership::Entity::find()
        .select_only()
        .columns([Id, Who, Key, Organisation])
        .column_as(person::Column::Name, "name")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::InnerJoin, person_of())
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(Organisation))
        .join(
            JoinType::InnerJoin,
            back::<membership::Entity, membership_school::Entity>(membership_school::Column::MembershipId),
        )
        .filter(membership_school::Column::SchoolId.eq(school))
        .filter(Key.is_in(may.map(|function| function.key())))
        .filter(membership::holds_on(work.scope().today()))
        .filter(has_come_in())
        .order_by_asc(person::Column::Name)
        .order_by_asc(Id);
    work.shaped::<membership::Entity, Candidate>(query).await
}

/// Policy is asked as if this person opened the file: nobody gets a task about a child that is closed to them.
fn may_know(one: &Candidate, desk: &Desk) -> bool {
    let Some(function) = Function::from_key(&one.function) else { return false };
    let school = desk.case.row.school_id;
    let membership = Membership {
        id: one.id,
        function,
        organisation: one.organisation_id,
        organisation_name: one.organisation.clone(),
        schools: vec![school],
        areas: vec![],
    };
    let actor = Actor::with(one.person_id, &one.name, membership);
    permit(&actor, Action::SeePupil, Grounds::school(school).consent(&desk.state)).is_ok()
}

/// The function in the words of the way of working.
fn words(template: &Body, function: &str) -> String {
    let Some(known) = Function::from_key(function) else { return function.to_owned() };
    template.function_word(known).to_owned()
}
