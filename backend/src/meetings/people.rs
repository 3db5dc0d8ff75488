//! Who sits at the table: the fixed members by function at the school or schools, those invited to a case, and the names behind
//! everything that was done here. One statement.
use super::{load::Meeting, whose::members_of};
use crate::{
    Failure,
    failure::Broken,
    members,
    scope::Work,
    store::{
        back,
        entity::{attendance, membership, membership_school, organisation, person},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::{Actor, Function, Membership, Side},
    engine::meeting::is_member,
    id::{MembershipId, OrganisationId, PersonId},
    page::meeting::Seat,
    policy::Schools,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

/// Somebody of the tenant, as far as a meeting needs.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub id: MembershipId,
    pub name: String,
    pub function: Function,
    /// The function in the words of the template.
    pub word: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    human: PersonId,
    /// Of the meeting, where this person works.
    schools: Vec<OrganisationId>,
    is_active: bool,
    presence: Option<String>,
}

/// Everybody who matters to one meeting.
#[derive(Debug, Default)]
pub(super) struct People {
    all: Vec<Person>,
    fixed: Vec<MembershipId>,
}

#[derive(FromQueryResult)]
struct Line {
    id: MembershipId,
    person_id: PersonId,
    function: String,
    organisation_id: OrganisationId,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    withdrawn_at: Option<DateTime<Utc>>,
    person_name: String,
    organisation_name: String,
    school_id: Option<OrganisationId>,
    presence: Option<String>,
    invited: i64,
    accepted: i64,
}

/// Loads the table of a meeting, and whoever else is named by id.
pub(super) async fn people(work: &mut Work<'_>, meeting: &Meeting, also: &[MembershipId]) -> Result<People, Failure> {
    use membership::Column::{Function as Key, Id, OrganisationId as Organisation, PersonId as Who};
    let kind = meeting.kind()?;
    let template = &meeting.pinned.template;
    let outside = template.functions_of(kind.invited()).into_iter().filter(|f| f.side() == Side::Partner);
    let (schools, id) = (meeting.table.schools, meeting.row.id);
    let of_person: RelationDef = membership::Entity::belongs_to(person::Entity).from(Who).to(person::Column::Id).into();
    let at_school = back::<membership::Entity, membership_school::Entity>(membership_school::Column::MembershipId)
        .on_condition(move |_, _| members_of(schools));
    let seen = back::<membership::Entity, attendance::Entity>(attendance::Column::MembershipId)
        .on_condition(move |_, _| Condition::all().add(attendance::Column::MeetingId.eq(id)));
    let query = membership::Entity::find()
        .select_only()
        .columns([Id, Who, Key, Organisation])
        .columns([membership::Column::ValidFrom, membership::Column::ValidUntil, membership::Column::WithdrawnAt])
        .column_as(person::Column::Name, "person_name")
        .column_as(organisation::Column::Name, "organisation_name")
        .column_as(membership_school::Column::SchoolId, "school_id")
        .column_as(attendance::Column::Presence, "presence")
        .expr_as(members::invited(), "invited")
        .expr_as(members::accepted(), "accepted")
        .join(JoinType::InnerJoin, of_person)
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(Organisation))
        .join(JoinType::LeftJoin, at_school)
        .join(JoinType::LeftJoin, seen)
        .filter(
            Condition::any()
                .add(at_table(meeting))
                .add(Key.is_in(outside.map(Function::key)))
                .add(Id.is_in(also.iter().copied())),
        )
        .order_by_asc(person::Column::Name)
        .order_by_asc(Id);
    let today = work.scope().today();
    let mut found = People::default();
    for line in work.shaped::<membership::Entity, Line>(query).await? {
        if let Some(last) = found.all.last_mut().filter(|last| last.id == line.id) {
            last.schools.extend(line.school_id);
            continue;
        }
        let function = Function::from_key(&line.function).ok_or_else(|| Broken::Stored(line.function.clone()))?;
        let came_in = line.invited == 0 || line.accepted > 0;
        let is_active = came_in
            && line.withdrawn_at.is_none()
            && line.valid_from <= today
            && line.valid_until.is_none_or(|until| today <= until);
        let person = Person {
            id: line.id,
            name: line.person_name,
            function,
            word: meeting.word(function),
            organisation: line.organisation_id,
            organisation_name: line.organisation_name,
            human: line.person_id,
            schools: line.school_id.into_iter().collect(),
            is_active,
            presence: line.presence,
        };
        found.all.push(person);
    }
    let is_fixed = |person: &&Person| {
        person.is_active && is_member(template, kind, person.function) && meeting.table.touches(&person.held(meeting))
    };
    found.fixed = found.all.iter().filter(is_fixed).map(|person| person.id).collect();
    found.fixed.sort_by_key(|id| found.all.iter().find(|p| p.id == *id).map(|p| p.function));
    Ok(found)
}

/// Who has a place there: at the table of one school whoever works there, elsewhere whom the way of working names.
fn at_table(meeting: &Meeting) -> Condition {
    let at_school = membership_school::Column::SchoolId.is_not_null();
    if !meeting.table.is_wide() {
        return Condition::all().add(at_school);
    }
    let (seats, host) = (&meeting.table.seats, meeting.table.host);
    let named = seats.sits.iter().chain(&seats.leads);
    let runs = Function::ALL.iter().filter(|function| function.side() == Side::Management);
    let touched = Condition::any()
        .add(at_school)
        .add(membership::Column::Function.is_in(runs.map(|function| function.key())))
        .add_option(host.map(|host| membership::Column::OrganisationId.eq(host)));
    Condition::all().add(membership::Column::Function.is_in(named.map(|function| function.key()))).add(touched)
}

impl Person {
    /// "Sanne Kok, schoolcoach"
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.word)
    }

    fn seat(&self, is_guest: bool) -> Seat {
        Seat {
            id: self.id,
            name: self.name.clone(),
            function: self.word.clone(),
            organisation: self.organisation_name.clone(),
            is_guest,
            presence: self.presence.clone().unwrap_or_else(|| "expected".into()),
        }
    }

    /// This person as an actor of today, to ask policy what they would get.
    pub fn actor(&self, meeting: &Meeting) -> Actor {
        Actor::with(self.human, &self.name, self.held(meeting))
    }

    /// What this person holds, as far as the meeting is concerned.
    fn held(&self, meeting: &Meeting) -> Membership {
        let areas = match meeting.table.schools {
            Schools::Of(area) if !self.schools.is_empty() => vec![area],
            _ => vec![],
        };
        Membership {
            id: self.id,
            function: self.function,
            organisation: self.organisation,
            organisation_name: self.organisation_name.clone(),
            schools: self.schools.clone(),
            areas,
        }
    }
}

impl People {
    pub fn get(&self, id: MembershipId) -> Option<&Person> {
        self.all.iter().find(|person| person.id == id)
    }

    /// "Sanne Kok, schoolcoach"; somebody who left is still named.
    pub fn label(&self, id: MembershipId) -> String {
        self.get(id).map_or_else(|| "iemand".into(), Person::label)
    }

    /// The fixed members.
    pub fn fixed(&self) -> impl Iterator<Item = &Person> {
        self.fixed.iter().filter_map(|id| self.get(*id))
    }

    /// The table: fixed members, then guests; nobody who left.
    pub fn table(&self, guests: &[MembershipId]) -> Vec<Seat> {
        let guests = guests.iter().filter(|id| !self.fixed.contains(id)).filter_map(|id| self.get(*id));
        let guests = guests.filter(|person| person.is_active);
        let mut seats: Vec<Seat> = self.fixed().map(|person| person.seat(false)).collect();
        for guest in guests {
            if !seats.iter().any(|seat| seat.id == guest.id) {
                seats.push(guest.seat(true));
            }
        }
        seats
    }

    /// The outside organisations among the fixed members and these guests: with whom parents must agree.
    pub fn parties(&self, guests: &[MembershipId]) -> Vec<OrganisationId> {
        let guests = guests.iter().filter_map(|id| self.get(*id));
        let mut parties: Vec<_> = self
            .fixed()
            .chain(guests)
            .filter(|person| person.function.side() == Side::Partner)
            .map(|person| person.organisation)
            .collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Who can be invited to a case: by function of the template, working at the school, or a partner from anywhere.
    pub fn invitable(&self, meeting: &Meeting) -> Vec<&Person> {
        let Ok(kind) = meeting.kind() else { return vec![] };
        let functions = meeting.pinned.template.functions_of(kind.invited());
        self.all
            .iter()
            .filter(|p| p.is_active && functions.contains(&p.function) && !self.fixed.contains(&p.id))
            .filter(|p| !p.schools.is_empty() || p.function.side() == Side::Partner)
            .collect()
    }
}
