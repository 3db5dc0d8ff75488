//! Memberships: the personas in their places, and colleagues until every school has a full table.
use super::{
    INVITATION_DAYS, INVITATION_TOKEN,
    moments::{at, shift},
    people::People,
    places::{MANAGER, PLACES, Place, Standing},
    schools::School,
    tenancy::{Site, Team, Tenancy},
};
use crate::{
    failure::Broken,
    identity::Secret,
    store::entity::{invitation, membership, membership_school},
};
use domain::{
    actor::Function,
    id::{MembershipId, OrganisationId, PersonId},
};

/// Schools per worker who comes from outside the school, about as in S2 (8 consulenten, 55 schools).
const SCHOOLS_PER_VISITOR: usize = 7;

/// Seats the personas, then fills the tables of all schools.
pub(super) fn plant(
    tenancy: &mut Tenancy,
    people: &mut People,
    found: Vec<(OrganisationId, School)>,
) -> Result<(), Broken> {
    let here = || PLACES.iter().filter(|place| place.tenant == tenancy.plan.slug);
    let places: Vec<&Place> = here().collect();
    for place in places {
        seat_persona(tenancy, people, place)?;
    }
    let (swv, municipality, ggd) = (tenancy.organisation(tenancy.plan.swv)?, tenancy.municipality()?, tenancy.ggd()?);
    let table = tenancy.plan.table;
    for (id, school) in found {
        let mut team = Team {
            head: fill(tenancy, people, Function::Directeur, id, id),
            school: fill(tenancy, people, tenancy.plan.at_school(school.years), id, id),
            specialist: None,
            swv: fill(tenancy, people, table.swv, swv, id),
            municipality: fill(tenancy, people, table.municipality, municipality, id),
            ggd: fill(tenancy, people, table.ggd, ggd, id),
        };
        if tenancy.plan.at_school(school.years) != table.school {
            let board = tenancy.organisation(tenancy.plan.boards[school.board])?;
            team.specialist = Some(fill(tenancy, people, table.school, board, id));
        }
        tenancy.sites.push(Site { id, school, team });
    }
    Ok(())
}

fn seat_persona(tenancy: &mut Tenancy, people: &mut People, place: &Place) -> Result<(), Broken> {
    let person = people.persona(place.login)?;
    let organisation = tenancy.organisation(place.organisation)?;
    let membership = seat(tenancy, people, person, place.function, organisation);
    let schools = place.schools.iter().filter_map(|name| tenancy.organisation(name).ok()).collect::<Vec<_>>();
    for school in schools {
        attach(tenancy, membership, school);
    }
    match place.standing {
        Standing::Held => {}
        Standing::Withdrawn => {
            let manager = manager(tenancy, people)?;
            if let Some(row) = tenancy.rows.memberships.last_mut() {
                row.withdrawn_at = Some(at(shift(tenancy.today, -40), 16, 30));
                row.withdrawn_by = Some(manager);
                row.version = 2;
            }
        }
        Standing::Invited => invite(tenancy, people, person)?,
    }
    Ok(())
}

/// Who runs the tenant, where that is one of the personas.
pub(super) fn manager(tenancy: &Tenancy, people: &People) -> Result<MembershipId, Broken> {
    let person = people.persona(MANAGER)?;
    let found = tenancy.rows.memberships.iter().find(|row| row.person_id == person);
    found.map(|row| row.id).ok_or_else(|| Broken::Other(format!("{MANAGER} has no place")))
}

fn invite(tenancy: &mut Tenancy, people: &People, person: PersonId) -> Result<(), Broken> {
    let token = Secret::shown(INVITATION_TOKEN).ok_or_else(|| Broken::Other("no token".into()))?;
    let invited_by = manager(tenancy, people)?;
    let created_at = at(shift(tenancy.today, -2), 10, 15);
    let id = tenancy.new_id(created_at);
    tenancy.rows.invitations.push(invitation::Model {
        tenant_id: tenancy.id,
        id,
        token_hash: token.hash(),
        person_id: person,
        invited_by,
        created_at,
        expires_at: at(shift(tenancy.today, INVITATION_DAYS), 23, 59),
        accepted_at: None,
    });
    Ok(())
}

/// Who holds the function at the school; somebody with room for another school, or somebody new.
fn fill(
    tenancy: &mut Tenancy,
    people: &mut People,
    function: Function,
    organisation: OrganisationId,
    school: OrganisationId,
) -> MembershipId {
    let rows = &tenancy.rows;
    let schools_of = |id| rows.membership_schools.iter().filter(move |row| row.membership_id == id);
    let open = rows.memberships.iter().filter(|row| {
        row.function == function.key()
            && row.organisation_id == organisation
            && row.withdrawn_at.is_none()
            && !rows.invitations.iter().any(|invitation| invitation.person_id == row.person_id)
    });
    let held = open.clone().find(|row| schools_of(row.id).any(|row| row.school_id == school)).map(|row| row.id);
    if let Some(held) = held {
        return held;
    }
    let is_persona = |id| PLACES.iter().any(|place| people.persona(place.login).is_ok_and(|persona| persona == id));
    let free = open
        .filter(|row| row.organisation_id != school && !is_persona(row.person_id))
        .find(|row| schools_of(row.id).count() < SCHOOLS_PER_VISITOR)
        .map(|row| row.id);
    let membership = free.unwrap_or_else(|| {
        let person = people.hire(tenancy.plan.domain);
        seat(tenancy, people, person, function, organisation)
    });
    attach(tenancy, membership, school);
    membership
}

fn seat(
    tenancy: &mut Tenancy,
    people: &mut People,
    person: PersonId,
    function: Function,
    organisation: OrganisationId,
) -> MembershipId {
    let id = tenancy.new_id(at(tenancy.began(), 9, 0));
    people.doors.insert((person, tenancy.id));
    tenancy.remember_holder(id, people.name(person));
    tenancy.rows.memberships.push(membership::Model {
        tenant_id: tenancy.id,
        id,
        person_id: person,
        function: function.key().into(),
        organisation_id: organisation,
        valid_from: tenancy.began(),
        valid_until: None,
        withdrawn_at: None,
        withdrawn_by: None,
        version: 1,
    });
    id
}

fn attach(tenancy: &mut Tenancy, membership: MembershipId, school: OrganisationId) {
    let id = tenancy.new_id(at(tenancy.began(), 9, 0));
    tenancy.rows.membership_schools.push(membership_school::Model {
        tenant_id: tenancy.id,
        id,
        membership_id: membership,
        school_id: school,
    });
}
