//! Who has casusregie: chosen among those whose function may have it at this school (S1: "de casusregisseur wordt als
//! eerste bepaald"), and to whom the case is open.
use super::{apply::stale, desk::latest, load, moves::set_lead};
use crate::{
    Failure, Scope,
    audit::Subject,
    consents::{self, States},
    failure::Broken,
    members::person_of,
    pupils::file::rows,
    scope::Work,
    store::{
        back,
        entity::{membership, membership_school, organisation, person},
        to,
    },
};
use domain::{
    actor::{Actor, Function, Membership},
    id::{MembershipId, OrganisationId, PersonId, PupilId},
    page::{Choice, running::Appointing},
    policy::{Action, Grounds, permit},
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

/// The form in which casusregie is given.
pub async fn appointing(scope: &Scope, pupil: PupilId) -> Result<Appointing, Failure> {
    let mut work = scope.see().await?;
    let case = latest(&mut work, pupil).await?;
    let loaded = load::load(&mut work, case).await?;
    let states = consents::all_of(&mut work, &[pupil]).await?;
    let ground = loaded.permit(&mut work, Action::MoveCase, &states).await?;
    let (child, _) = rows::child(&mut work, pupil).await?;
    let template = &loaded.pinned.template;
    let found = candidates(&mut work, template, loaded.row.school_id).await?;
    let word = |function: &str| words(template, function);
    let now = loaded.state.lead.and_then(|lead| found.iter().find(|one| one.id == lead.membership));
    let now = now.map_or_else(String::new, |one| format!("{}, {}", one.name, word(&one.function)));
    let (open, barred): (Vec<&Candidate>, Vec<&Candidate>) =
        found.iter().partition(|one| may_know(one, &loaded, &states, scope));
    let label = |one: &Candidate| format!("{}, {} ({})", one.name, word(&one.function), one.organisation);
    let tasks = template.roles.iter().filter(|role| role.resolve == Resolve::CaseLead).flat_map(|role| &role.tasks);
    let answer = Appointing {
        version: loaded.row.version,
        now,
        choices: open.into_iter().map(|one| Choice { value: one.id.to_string(), label: label(one) }).collect(),
        barred: barred.into_iter().map(label).collect(),
        tasks: tasks.cloned().collect(),
        pupil: child.named(pupil),
        school: child.school,
    };
    work.note(Action::MoveCase, Subject::of("pupil", pupil.0), ground, "casusregie");
    work.done(answer).await
}

/// Gives it to somebody of the list.
pub async fn appoint(scope: &Scope, pupil: PupilId, member: Option<MembershipId>, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let case = latest(&mut work, pupil).await?;
    let loaded = load::load(&mut work, case).await?;
    let states = consents::all_of(&mut work, &[pupil]).await?;
    loaded.permit(&mut work, Action::MoveCase, &states).await?;
    if version != loaded.row.version {
        return Err(stale(&mut work, case).await?);
    }
    let found = candidates(&mut work, &loaded.pinned.template, loaded.row.school_id).await?;
    let chosen = found.iter().find(|one| Some(one.id) == member);
    let Some(chosen) = chosen else { return Err(Failure::field("wie", "Casusregie: kies iemand uit de lijst.")) };
    if !may_know(chosen, &loaded, &states, scope) {
        let why = format!(
            "{} mag dit dossier niet zien: de toestemming noemt {} niet. Kies iemand anders, of vraag het de ouders.",
            chosen.name, chosen.organisation
        );
        return Err(Failure::field("wie", &why));
    }
    let function = Function::from_key(&chosen.function).ok_or_else(|| Broken::Stored(chosen.function.clone()))?;
    set_lead(&mut work, case, chosen.id, function).await?;
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
        .order_by_asc(person::Column::Name)
        .order_by_asc(Id);
    work.shaped::<membership::Entity, Candidate>(query).await
}

/// Policy is asked as if this person opened the file: nobody gets a task about a child that is closed to them.
fn may_know(one: &Candidate, case: &load::Loaded, states: &States, scope: &Scope) -> bool {
    let Some(function) = Function::from_key(&one.function) else { return false };
    let school = case.row.school_id;
    let actor = Actor {
        person: one.person_id,
        name: one.name.clone(),
        two_factor: true,
        memberships: vec![Membership {
            id: one.id,
            function,
            organisation: one.organisation_id,
            organisation_name: one.organisation.clone(),
            schools: vec![school],
        }],
    };
    let state = states.of_file(case.row.pupil_id, scope.today());
    permit(&actor, Action::SeePupil, Grounds::school(school).consent(&state)).is_ok()
}

/// The function in the words of the way of working.
fn words(template: &Body, function: &str) -> String {
    let Some(known) = Function::from_key(function) else { return function.to_owned() };
    template.word(known.key(), known.label()).to_owned()
}
