//! The first lines of the audit trail: who read which file for the last meeting of a school, and on which ground.
use super::{courses::Course, history::Story, moments::at, people::People, tenancy::Tenancy};
use crate::store::entity::audit;
use domain::{
    actor::{Function, Side},
    id::{EventId, MembershipId},
    policy::{Action, Ground},
};

/// Writes the reading before the last held meeting.
pub(super) fn plant(tenancy: &mut Tenancy, people: &People, story: &Story<'_>) {
    let Some(cycle) = story.cycles.next.checked_sub(1) else { return };
    let team = story.site.team;
    let discussed: Vec<&Course> = story.courses.iter().filter(|course| course.agenda[cycle]).collect();
    let mut minute = 0;
    for course in discussed {
        for member in [team.school, team.swv, team.municipality, team.ggd] {
            minute += 3;
            let moment = at(story.cycles.all[cycle].day, 8, 0) + chrono::TimeDelta::minutes(minute);
            read(tenancy, people, member, course, moment);
        }
    }
}

fn read(
    tenancy: &mut Tenancy,
    people: &People,
    member: MembershipId,
    course: &Course,
    moment: chrono::DateTime<chrono::Utc>,
) {
    let Some(row) = tenancy.rows.memberships.iter().find(|row| row.id == member) else { return };
    let Some(function) = Function::from_key(&row.function) else { return };
    let ground = match function.side() {
        Side::School => Ground::SchoolTask,
        Side::Swv => Ground::SwvTask,
        // Only where the answer of parents was yes to everybody; others could not open the file.
        Side::Partner if course.answer == super::consents::Answer::Yes => Ground::Consent,
        Side::Partner | Side::Management => return,
    };
    let organisation = tenancy.rows.organisations.iter().find(|o| o.id == row.organisation_id);
    let (person_id, organisation) = (row.person_id, organisation.map(|o| o.name.clone()).unwrap_or_default());
    let id: EventId = tenancy.new_id(moment);
    tenancy.rows.audits.push(audit::Model {
        tenant_id: tenancy.id,
        id,
        at: moment,
        person_id,
        person_name: people.name(person_id).to_owned(),
        function: function.key().into(),
        organisation,
        action: Action::SeePupil.key().into(),
        subject_kind: "pupil".into(),
        subject_id: Some(course.child.id.0),
        outcome: "permitted".into(),
        ground: ground.key().into(),
        fields: "naam, geboortedatum, groep, school".into(),
    });
}
