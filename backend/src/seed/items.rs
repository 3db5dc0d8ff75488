//! What is on an agenda: pupils from the analysis and from running cases, pupils of partners, and anonymous questions;
//! after the meeting with what was discussed, decided and agreed.
use super::{
    cases,
    consents::Answer,
    courses::{self, Course},
    history::Story,
    moments::{at, shift},
    pupils::Child,
    random::Random,
    situations::{Situation, Who},
    tenancy::Tenancy,
};
use crate::store::entity::{action, agenda_item, anonymous_item, correction, item_guest};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::Function,
    calendar::Open,
    id::{ActionId, AnonymousItemId, EventId, ItemId, MeetingId, MembershipId, PupilId},
    stage::Stage,
};

/// The meeting that is being filled.
#[derive(Debug)]
pub(super) struct Table {
    pub meeting: MeetingId,
    pub cycle: usize,
    pub stage: Stage,
    pub starts_at: DateTime<Utc>,
}

/// Which row an action belongs to.
#[derive(Clone, Copy)]
enum Point {
    Named(ItemId),
    Anonymous(AnonymousItemId),
}

/// Plants the agenda of one meeting.
pub(super) fn plant(
    tenancy: &mut Tenancy,
    story: &Story<'_>,
    table: &Table,
    random: &mut Random,
    caseload: &[Child],
    absent: &[PupilId],
) {
    // Another school of the area may have been before.
    let before = tenancy.rows.items.iter().filter(|item| story.area.is_some() && item.meeting_id == table.meeting);
    let mut position = i32::try_from(before.count()).unwrap_or_default();
    for course in story.courses.iter().filter(|course| course.agenda[table.cycle]) {
        position += 1;
        if is_agreed(tenancy, story, table, course) {
            let item = named(tenancy, story, table, course, position);
            minute(tenancy, story, table, random, course.situation, Point::Named(item));
            if absent.contains(&course.child.id) && table.cycle == story.cycles.next && table.stage >= Stage::Sent {
                invite_attendance_officer(tenancy, story, item);
            }
        } else if table.stage >= Stage::Sent || !tenancy.is_partner(story.secretary) {
            let item = anonymous(tenancy, story, table, course.situation, position);
            minute(tenancy, story, table, random, course.situation, Point::Anonymous(item));
        }
    }
    if table.stage >= Stage::Sent && !caseload.is_empty() {
        let child = &caseload[table.cycle % caseload.len()];
        from_partner(tenancy, story, table, child, position + 1);
    }
    if table.stage == Stage::Shared && table.cycle + 1 == story.cycles.next {
        correct(tenancy, story, table);
    }
}

/// May the pupil's name be on the table? On the day of a past meeting, or today.
fn is_agreed(tenancy: &Tenancy, story: &Story<'_>, table: &Table, course: &Course) -> bool {
    let cycle = story.cycles.all[table.cycle];
    let is_past = table.cycle < story.cycles.next;
    match course.answer {
        Answer::Yes => true,
        // A partner who prepares puts nobody on the agenda whose parents did not name the organisation.
        Answer::GgdOnly => !tenancy.is_partner(story.secretary),
        Answer::Missing => false,
        // Last school year's answer, given in March.
        Answer::Expired => cycle.year < tenancy.year && cycle.period >= 5,
        // It was on the agenda by name before it was taken back.
        Answer::Withdrawn => is_past || table.stage >= Stage::Sent,
    }
}

fn named(tenancy: &mut Tenancy, story: &Story<'_>, table: &Table, course: &Course, position: i32) -> ItemId {
    let from_analysis = course.steps[table.cycle].is_some_and(|step| story.way.asks_agenda(step));
    let added_at = added_at(tenancy, story, table);
    let lead = cases::lead_of(tenancy, story, course).map(|lead| lead.membership);
    let transition = moves_on(story, table, course);
    let item = Item {
        pupil: course.child.id,
        position,
        origin: if from_analysis { "analysis" } else { "case" },
        question: course.situation.question,
        reason: if from_analysis { "" } else { "Nog open acties uit het vorige overleg." },
        by: story.secretary,
        secretary: story.secretary,
        added_at,
        lead,
        transition,
    };
    item.plant(tenancy, table, course.situation)
}

/// The transition on which was decided at this table.
fn moves_on(story: &Story<'_>, table: &Table, course: &Course) -> Option<String> {
    let (from, to) = (course.steps[table.cycle]?, (*course.steps.get(table.cycle + 1)?)?);
    if cases::is_after_summer(story, course, table.cycle + 1) {
        return None;
    }
    let template = &story.way.template;
    let found =
        template.transitions.iter().find(|t| t.from == from.key(template) && t.to == to.key(template) && from != to);
    found.map(|transition| transition.key.to_string())
}

struct Item<'a> {
    pupil: PupilId,
    position: i32,
    origin: &'a str,
    question: &'a str,
    reason: &'a str,
    by: MembershipId,
    secretary: MembershipId,
    added_at: DateTime<Utc>,
    lead: Option<MembershipId>,
    transition: Option<String>,
}

impl Item<'_> {
    fn plant(self, tenancy: &mut Tenancy, table: &Table, situation: &Situation) -> ItemId {
        let held = table.stage >= Stage::Held;
        let said = |text: &str| if held { text.to_owned() } else { String::new() };
        let id: ItemId = tenancy.new_id(self.added_at);
        tenancy.rows.items.push(agenda_item::Model {
            tenant_id: tenancy.id,
            id,
            meeting_id: table.meeting,
            pupil_id: self.pupil,
            position: self.position,
            minutes: if self.origin == "case" { 10 } else { 15 },
            origin: self.origin.into(),
            question: self.question.into(),
            reason: self.reason.into(),
            added_by: self.by,
            added_at: self.added_at,
            discussed: said(situation.discussed),
            decision: said(situation.decision),
            lead_id: self.lead.filter(|_| held),
            transition: self.transition.filter(|_| held),
            minuted_at: held.then(|| minuted_at(table, self.position)),
            minuted_by: held.then_some(self.secretary),
            removed_at: None,
            version: if held { 2 } else { 1 },
        });
        id
    }
}

/// The question alone: no name, group, birth date or link.
fn anonymous(
    tenancy: &mut Tenancy,
    story: &Story<'_>,
    table: &Table,
    situation: &Situation,
    position: i32,
) -> AnonymousItemId {
    let held = table.stage >= Stage::Held;
    let said = |text: &str| if held { text.to_owned() } else { String::new() };
    let added_at = added_at(tenancy, story, table);
    let id: AnonymousItemId = tenancy.new_id(added_at);
    tenancy.rows.anonymous_items.push(anonymous_item::Model {
        tenant_id: tenancy.id,
        id,
        meeting_id: table.meeting,
        position,
        minutes: 15,
        question: situation.question.into(),
        // A partner who prepares does not know of this pupil; the school brings the question.
        added_by: if tenancy.is_partner(story.secretary) { story.site.team.school } else { story.secretary },
        added_on: added_at.date_naive(),
        discussed: said(situation.discussed),
        decision: said(situation.decision),
        minuted_at: held.then(|| minuted_at(table, position)),
        minuted_by: held.then_some(story.secretary),
        removed_at: None,
        version: if held { 2 } else { 1 },
    });
    id
}

/// A quarter of an hour per item.
fn minuted_at(table: &Table, position: i32) -> DateTime<Utc> {
    table.starts_at + chrono::TimeDelta::minutes(i64::from(position) * 15)
}

/// Two days after the analysis, and before the agenda was sent.
fn added_at(tenancy: &Tenancy, story: &Story<'_>, table: &Table) -> DateTime<Utc> {
    let day = shift(story.cycles.all[table.cycle].day, -14).min(shift(tenancy.today, -2));
    at(tenancy.calendar.roll_back(day, Open::School), 15, 45)
}

/// A pupil whom a partner at the table knows.
fn from_partner(tenancy: &mut Tenancy, story: &Story<'_>, table: &Table, child: &Child, position: i32) {
    let team = story.site.team;
    let situations = super::situations::SITUATIONS;
    let group = courses::told_of(child);
    let fitting = situations.iter().filter(|s| s.groups.0 <= group && group <= s.groups.1);
    let Some(situation) = fitting.rev().nth(table.cycle % 2) else { return };
    let (by, reason) = if story.area.is_some() {
        (team.school, "De school ziet meer verzuim en wil snel meedenken.")
    } else if table.cycle.is_multiple_of(2) {
        (team.ggd, "Gezien op het spreekuur van de GGD; ouders vragen om afstemming met school.")
    } else {
        (team.municipality, "Het gezin is al bij ons bekend; er is een vraag over school bijgekomen.")
    };
    let is_late = table.stage == Stage::Definitive || table.cycle % 3 == 2 && table.stage > Stage::Definitive;
    let (origin, reason) = if is_late {
        ("late", "Kan niet wachten: de situatie thuis is deze week veranderd.")
    } else {
        ("partner", reason)
    };
    // While the agenda was sent, or after it was made definitive.
    let (days, hour) = if is_late { (2, 17) } else { (7, 13) };
    let day = shift(story.cycles.all[table.cycle].day, -days).min(shift(tenancy.today, -1));
    let added_at = at(tenancy.calendar.roll_back(day, Open::School), hour, 30);
    let (question, lead) = (situation.question, Some(by));
    let (pupil, secretary) = (child.id, story.secretary);
    let item = Item { pupil, position, origin, question, reason, by, secretary, added_at, lead, transition: None };
    item.plant(tenancy, table, situation);
}

fn invite_attendance_officer(tenancy: &mut Tenancy, story: &Story<'_>, item_id: ItemId) {
    let officer = |row: &&crate::store::entity::membership::Model| row.function == Function::Leerplichtambtenaar.key();
    let Some(membership_id) = tenancy.rows.memberships.iter().find(officer).map(|row| row.id) else { return };
    let id = tenancy.new_id(at(shift(tenancy.today, -1), 16, 0));
    let invited_by = story.secretary;
    tenancy.rows.guests.push(item_guest::Model { tenant_id: tenancy.id, id, item_id, membership_id, invited_by });
}

/// The actions of an item that was discussed; the older they are, the more of them are done.
fn minute(
    tenancy: &mut Tenancy,
    story: &Story<'_>,
    table: &Table,
    random: &mut Random,
    situation: &Situation,
    point: Point,
) {
    if table.stage < Stage::Held {
        return;
    }
    let team = story.site.team;
    let day = story.cycles.all[table.cycle].day;
    let is_last = table.cycle + 1 == story.cycles.next;
    for (who, what) in situation.actions {
        let owner = match who {
            Who::School => team.school,
            Who::Swv => team.swv,
            Who::Municipality => team.municipality,
            // At the table of an area the GGD is invited per case.
            Who::Ggd if story.area.is_some() => team.municipality,
            Who::Ggd => team.ggd,
        };
        let due = shift(day, random.pick(&[14, 21, 28, 42, 63, 75]));
        let due_on = tenancy.calendar.roll_forward(due, Open::School);
        let is_done = random.chance(if is_last { 45 } else { 97 });
        let done_on = done_on(tenancy, day, due_on, random);
        let made_at = table.starts_at + chrono::TimeDelta::minutes(90);
        let id: ActionId = tenancy.new_id(made_at);
        tenancy.rows.actions.push(action::Model {
            tenant_id: tenancy.id,
            id,
            meeting_id: table.meeting,
            item_id: if let Point::Named(item) = point { Some(item) } else { None },
            anonymous_item_id: if let Point::Anonymous(item) = point { Some(item) } else { None },
            owner_id: owner,
            what: (*what).into(),
            due_on,
            made_by: story.secretary,
            made_at,
            done_at: is_done.then(|| at(done_on, 16, 15)),
            version: if is_done { 2 } else { 1 },
        });
    }
}

fn done_on(tenancy: &Tenancy, day: NaiveDate, due_on: NaiveDate, random: &mut Random) -> NaiveDate {
    let early = i64::try_from(random.below(9)).unwrap_or_default();
    tenancy.calendar.roll_back(shift(due_on, -early).min(shift(tenancy.today, -1)), Open::School).max(day)
}

/// Shared minutes that were mended afterwards: what stood there stays visible.
fn correct(tenancy: &mut Tenancy, story: &Story<'_>, table: &Table) {
    let day = shift(story.cycles.all[table.cycle].day, 6).min(tenancy.today);
    let found = tenancy.rows.items.iter_mut().find(|item| item.meeting_id == table.meeting);
    let Some((item, before, after)) = found.map(|item| {
        let before = item.decision.clone();
        item.decision.push_str(" Ouders horen dit van de ib'er, niet van de leerkracht.");
        item.version += 1;
        (item.id, before, item.decision.clone())
    }) else {
        return;
    };
    let at = at(day, 10, 20);
    let id: EventId = tenancy.new_id(at);
    let membership_id = story.site.team.swv;
    let field = "decision".into();
    let tenant_id = tenancy.id;
    tenancy.rows.corrections.push(correction::Model {
        tenant_id,
        id,
        item_id: Some(item),
        anonymous_item_id: None,
        membership_id,
        at,
        field,
        before,
        after,
    });
}
