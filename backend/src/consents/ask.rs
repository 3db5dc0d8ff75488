//! The form in which the school records an answer: for what, by whom, with which organisations at its table.
use super::{
    register::{self, Recorded, Register},
    words,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    failure::Broken,
    members::{self, Names},
    pupils::{named, permit_on},
    scope::Work,
    store::{
        entity::{case, membership, membership_school, organisation, pupil},
        to,
    },
    templates,
};
use chrono::NaiveDate;
use domain::{
    actor::{Function, Side},
    calendar::{SchoolYear, short_date},
    gezag::{Age, Giver, years},
    id::{ConsentId, OrganisationId, PupilId},
    page::{
        Choice, School,
        pupil::{AskConsent, AskedPurpose, Party, Withdrawal},
    },
    policy::Action,
    template::ConsentPurpose,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// The form for one pupil.
pub async fn ask(scope: &Scope, pupil: PupilId) -> Result<AskConsent, Failure> {
    let mut work = scope.see().await?;
    let (child, school) = child(&mut work, pupil).await?;
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_on(&mut work, Action::RecordConsent, subject, child.school_id).await?;
    let parties = at_table(&mut work, child.school_id).await?;
    let register = register::of_pupil(&mut work, pupil).await?;
    let asked = purposes(&mut work, pupil, child.school_id).await?;
    let today = scope.today();
    let (rule, rules) = words::rules(&asked, child.born_on, today);
    let purposes = asked.iter().zip(rules).map(|(asked, rule)| AskedPurpose {
        key: asked.key.to_string(),
        label: asked.label.clone(),
        explanation: asked.explanation.clone(),
        rule,
    });
    let answer = AskConsent {
        age: years(child.born_on, today),
        rule,
        purposes: purposes.collect(),
        givers: givers(asked.iter().map(|asked| Age::of(child.born_on, today, asked.ages))),
        parties: parties.into_iter().map(Table::party).collect(),
        today: short_date(today),
        until: short_date(SchoolYear::of(today).last_day()),
        pupil: named(&child, school.years),
        school: school.label,
        seen: register.mark(),
        objections: objections(&register, &asked, today),
    };
    work.note(Action::RecordConsent, subject, ground, "toestemming");
    work.done(answer).await
}

/// Whose no stands, against what and since when.
fn objections(register: &Register, asked: &[ConsentPurpose], today: NaiveDate) -> Vec<String> {
    let one = |purpose: &ConsentPurpose| {
        let standing = register.objections(purpose.key.as_str(), today);
        let say = |no: &Recorded| format!("{}: {}, sinds {}", purpose.label, no.given_by, short_date(no.given_on));
        standing.map(say).collect::<Vec<_>>()
    };
    asked.iter().flat_map(one).collect()
}

/// What can be asked for this pupil: the purposes of the way of working that is in force at the school, those that only the
/// whole samenwerkingsverband asks, at its own tables, and those that only the version of the running case knows.
pub(super) async fn purposes(
    work: &mut Work<'_>,
    pupil: PupilId,
    school: OrganisationId,
) -> Result<Vec<ConsentPurpose>, Failure> {
    let running = case::Entity::find().filter(case::Column::PupilId.eq(pupil)).filter(case::Column::ClosedAt.is_null());
    let of_case = match work.one(running).await? {
        Some(case) => Some(templates::pinned(work, case.template_id).await?),
        None => None,
    };
    let mut all: Vec<ConsentPurpose> = vec![];
    let (here, whole) = (templates::at(work, school).await?, templates::today(work).await?);
    for version in here.iter().chain(&whole).chain(&of_case) {
        let unknown: Vec<_> =
            version.template.consents.iter().filter(|asked| all.iter().all(|known| known.key != asked.key)).collect();
        all.extend(unknown.into_iter().cloned());
    }
    Ok(all)
}

/// What a withdrawal of this statement would close.
pub async fn withdrawal(scope: &Scope, pupil: PupilId, consent: ConsentId) -> Result<Withdrawal, Failure> {
    let mut work = scope.see().await?;
    let (child, school) = child(&mut work, pupil).await?;
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_on(&mut work, Action::WithdrawConsent, subject, child.school_id).await?;
    let register = register::of_pupil(&mut work, pupil).await?;
    let chosen = register.0.iter().find(|statement| statement.id == consent).ok_or(Failure::Absent)?;
    let today = scope.today();
    let members = register.0.iter().map(|statement| statement.recorded_by).collect();
    let names: Names = members::names(&mut work, members).await?;
    let asked = purposes(&mut work, pupil, child.school_id).await?;
    let label = asked.iter().find(|purpose| purpose.key == chosen.purpose.as_str());
    let also = register.0.iter().filter(|other| other.id != consent && other.overlaps(chosen));
    let answer = Withdrawal {
        pupil: named(&child, school.years),
        school: school.label,
        purpose: label.map_or_else(|| chosen.purpose.clone(), |asked| asked.label.clone()),
        statement: words::line(chosen, &names, today),
        also: also.filter(|s| s.statement().holds(today)).map(|s| words::line(s, &names, today)).collect(),
    };
    work.note(Action::WithdrawConsent, subject, ground, "toestemming");
    work.done(answer).await
}

/// The pupil with the name of its school; one statement.
pub(super) async fn child(work: &mut Work<'_>, pupil: PupilId) -> Result<(pupil::Model, School), Failure> {
    let query = pupil::Entity::find()
        .join(JoinType::InnerJoin, to::<pupil::Entity, organisation::Entity>(pupil::Column::SchoolId))
        .select_also(organisation::Entity)
        .filter(pupil::Column::Id.eq(pupil));
    let (child, school) = work.pairs(query).await?.into_iter().next().ok_or(Failure::Absent)?;
    let school = school.and_then(organisation::Model::choice).ok_or(Broken::from("a pupil without a school"))?;
    Ok((child, school))
}

/// Everybody who can have agreed to any of the purposes, each once; what counts for the chosen one is asked when it is
/// recorded.
fn givers(ages: impl Iterator<Item = Age>) -> Vec<Choice> {
    let mut all: Vec<Giver> = vec![];
    for giver in ages.flat_map(Age::givers) {
        if !all.contains(giver) {
            all.push(*giver);
        }
    }
    all.iter().map(|giver| Choice { value: giver.key().into(), label: capital(giver.label()) }).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An outside organisation at a school's table, with those who sit there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub organisation: OrganisationId,
    pub name: String,
    pub people: Vec<String>,
}

impl Table {
    fn party(self) -> Party {
        Party { value: self.organisation.to_string(), name: self.name, people: self.people.join(", ") }
    }
}

#[derive(FromQueryResult)]
struct Seat {
    organisation_id: OrganisationId,
    name: String,
    function: String,
    person: String,
}

/// The outside organisations whose people work at this school today; one statement.
pub async fn at_table(work: &mut Work<'_>, school: OrganisationId) -> Result<Vec<Table>, Failure> {
    use membership::Column::{Function as FunctionKey, OrganisationId as Organisation, PersonId};
    let today = work.scope().today();
    let outside = Function::ALL.iter().filter(|function| function.side() == Side::Partner).map(|f| f.key());
    let query = membership::Entity::find()
        .select_only()
        .columns([Organisation, FunctionKey])
        .column_as(organisation::Column::Name, "name")
        .column_as(crate::store::entity::person::Column::Name, "person")
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(Organisation))
        .join(
            JoinType::InnerJoin,
            crate::store::back::<membership::Entity, membership_school::Entity>(
                membership_school::Column::MembershipId,
            ),
        )
        .join(JoinType::InnerJoin, members::person_of())
        .filter(membership_school::Column::SchoolId.eq(school))
        .filter(FunctionKey.is_in(outside))
        .filter(membership::holds_on(today))
        .order_by_asc(organisation::Column::Name)
        .order_by_asc(PersonId);
    let mut tables: BTreeMap<(String, OrganisationId), Vec<String>> = BTreeMap::new();
    for seat in work.shaped::<membership::Entity, Seat>(query).await? {
        let function = Function::from_key(&seat.function).map_or("", Function::label);
        tables.entry((seat.name, seat.organisation_id)).or_default().push(format!("{} ({function})", seat.person));
    }
    Ok(tables.into_iter().map(|((name, organisation), people)| Table { organisation, name, people }).collect())
}
