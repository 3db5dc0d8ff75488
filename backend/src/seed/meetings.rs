//! The meetings of a school, or of the area in which it lies: held and shared ones with what was said and agreed, the next
//! one on its way, later ones planned.
use super::{
    agendas,
    history::Story,
    items::{self, Table},
    moments::at,
    pupils::Child,
    random::Random,
    tenancy::Tenancy,
};
use crate::store::entity::{attendance, meeting};
use chrono::{DateTime, Utc};
use domain::{
    id::{MeetingId, PupilId},
    stage::Stage,
};

/// More than this in one afternoon nobody can discuss well.
pub(super) const LONGEST_AGENDA: usize = 8;

/// Where the table of an area meets.
const AREA_PLACE: &str = "Vergaderkamer CJG";

const PLACES: &[&str] = &["Teamkamer", "Spreekkamer ib", "Directiekamer", "Teamkamer, online mogelijk", "Bibliotheek"];

/// Plants the meetings of a school.
pub(super) fn plant(tenancy: &mut Tenancy, story: &Story<'_>, caseload: &[Child], absent: &[PupilId]) {
    let mut random = Random::named(&format!("meetings of {}", story.site.school.name));
    let hour = 9 + u32::try_from(random.below(5)).unwrap_or_default();
    // At the table of an area all schools come at the same hour.
    let hour = if story.area.is_some() { 13 } else { hour };
    let place = random.pick(PLACES);
    for (number, cycle) in story.cycles.all.iter().enumerate() {
        let stage = match number.cmp(&story.cycles.next) {
            std::cmp::Ordering::Less if number + 1 == story.cycles.next && !story.progress.shared => Stage::Held,
            std::cmp::Ordering::Less => Stage::Shared,
            std::cmp::Ordering::Equal => story.progress.stage,
            std::cmp::Ordering::Greater => Stage::Concept,
        };
        let starts_at = at(cycle.day, hour, 0);
        let place = if story.area.is_some() { AREA_PLACE } else { place };
        let known = planned(tenancy, story, number);
        let id = known.unwrap_or_else(|| plan(tenancy, story, number, stage, starts_at, place));
        let table = Table { meeting: id, cycle: number, stage, starts_at };
        if number <= story.cycles.next && story.has_agenda(number) {
            items::plant(tenancy, story, &table, &mut random, caseload, absent);
        }
        attend(tenancy, story, &table, &mut random);
        if known.is_none() {
            agendas::plant(tenancy, story, &table);
        }
    }
}

/// The meeting of the area, when another school of it brought it about.
fn planned(tenancy: &Tenancy, story: &Story<'_>, number: usize) -> Option<MeetingId> {
    let (area, cycle) = (story.area?, story.cycles.all[number]);
    let is_it = |row: &&meeting::Model| {
        row.area_id == Some(area) && row.school_year == cycle.year.start_year() && row.period == cycle.period
    };
    tenancy.rows.meetings.iter().find(is_it).map(|row| row.id)
}

fn plan(
    tenancy: &mut Tenancy,
    story: &Story<'_>,
    number: usize,
    stage: Stage,
    starts_at: DateTime<Utc>,
    place: &str,
) -> MeetingId {
    let cycle = story.cycles.all[number];
    let id: MeetingId = tenancy.new_id(at(cycle.year.first_day(), 10, 0).min(at(tenancy.today, 8, 0)));
    let kind = story.way.meeting().map(|meeting| meeting.key.to_string()).unwrap_or_default();
    tenancy.rows.meetings.push(meeting::Model {
        tenant_id: tenancy.id,
        id,
        school_id: story.area.is_none().then_some(story.site.id),
        area_id: story.area,
        organisation_id: None,
        template_id: story.way.id,
        kind,
        school_year: cycle.year.start_year(),
        period: cycle.period,
        starts_at,
        place: place.into(),
        stage: stage.key().into(),
        version: 1,
    });
    id
}

/// Who was there; before a meeting, who is expected.
fn attend(tenancy: &mut Tenancy, story: &Story<'_>, table: &Table, random: &mut Random) {
    let team = story.site.team;
    let Some(kind) = story.way.meeting() else { return };
    let members = story.way.template.functions_of(&kind.members);
    for membership_id in [team.school, team.swv, team.municipality, team.ggd] {
        let is_member = tenancy.function_of(membership_id).is_some_and(|function| members.contains(&function));
        let mut seated = tenancy.rows.attendances.iter();
        let has_seat = story.area.is_some()
            && seated.any(|row| row.meeting_id == table.meeting && row.membership_id == membership_id);
        if !is_member || has_seat {
            continue;
        }
        let presence = match table.stage {
            Stage::Concept => continue,
            Stage::Sent | Stage::Definitive => "expected",
            Stage::Held | Stage::Shared if membership_id != story.secretary && random.chance(8) => "excused",
            Stage::Held | Stage::Shared => "present",
        };
        let id = tenancy.new_id(table.starts_at);
        tenancy.rows.attendances.push(attendance::Model {
            tenant_id: tenancy.id,
            id,
            meeting_id: table.meeting,
            membership_id,
            presence: presence.into(),
        });
    }
}
