//! Cases as the engine would have made them: events, and the rows that queries ask.
use super::{
    courses::{Course, Step},
    history::Story,
    moments::{at, shift},
    tenancy::Tenancy,
};
use crate::store::entity::{case, case_event, case_step};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::Open,
    engine::{Event, Lead},
    id::{CaseId, MembershipId},
    template::{Guard, Key},
};

/// How a case that is over was closed.
const CLOSING: &str = "hulpvraag_beantwoord";

/// Plants the case of every course of a school.
pub(super) fn plant(tenancy: &mut Tenancy, story: &Story<'_>) {
    for course in &story.courses {
        plant_case(tenancy, story, course);
    }
}

/// The day on which a pupil came into the process of this cycle: at the table of the cycle before, or soon after.
pub(super) fn moved_on(tenancy: &Tenancy, story: &Story<'_>, course: &Course, cycle: usize) -> NaiveDate {
    let Some(before) = cycle.checked_sub(1) else { return shift(story.cycles.all[0].day, -25) };
    let table = story.cycles.all[before].day;
    if is_after_summer(story, course, cycle) {
        let first = story.cycles.all[cycle].year.first_day();
        return tenancy.calendar.roll_forward(first, Open::School).min(tenancy.today);
    }
    if course.steps[before].is_none() {
        // New: just before the analysis of this cycle.
        let day = shift(story.cycles.all[cycle].day, -22).max(table).min(shift(tenancy.today, -1));
        return tenancy.calendar.roll_back(day, Open::School).max(table);
    }
    if course.agenda[before] {
        return table;
    }
    let soon = shift(table, 9).min(shift(tenancy.today, -1));
    tenancy.calendar.roll_back(soon, Open::School).max(table)
}

/// Toeleiding and placement do not start in the last week of a school year, but in the first of the next.
pub(super) fn is_after_summer(story: &Story<'_>, course: &Course, cycle: usize) -> bool {
    let cycles = &story.cycles.all;
    cycle > 0
        && matches!(course.steps[cycle], Some(Step::Referral | Step::Special))
        && course.moved_from(cycle).is_some()
        && cycles[cycle - 1].year != cycles[cycle].year
}

struct Teller<'t> {
    tenancy: &'t mut Tenancy,
    case: CaseId,
    by: MembershipId,
}

fn plant_case(tenancy: &mut Tenancy, story: &Story<'_>, course: &Course) {
    let Some(first) = course.steps.iter().position(Option::is_some) else { return };
    let opened_at = at(moved_on(tenancy, story, course, first), 14, 5);
    let case: CaseId = tenancy.new_id(opened_at);
    let team = story.site.team;
    let discussed = course.agenda[..story.cycles.next].iter().any(|on| *on);
    let lead = discussed.then(|| lead_of(tenancy, story, course)).flatten();
    tenancy.rows.cases.push(case::Model {
        tenant_id: tenancy.id,
        id: case,
        pupil_id: course.child.id,
        school_id: story.site.id,
        template_id: story.way.id,
        lead_id: lead.map(|lead| lead.membership),
        opened_at,
        closed_at: None,
        version: 1,
    });
    let row = tenancy.rows.cases.len() - 1;
    let mut teller = Teller { tenancy, case, by: team.school };
    let mut open: Option<(usize, Step, i32)> = None;
    for cycle in first..course.steps.len() {
        let on = moved_on(teller.tenancy, story, course, cycle);
        let last = cycle + 1 == course.steps.len();
        match (open, course.steps[cycle]) {
            (None, Some(step)) => open = Some((teller.enter(story, step, on, 1), step, 1)),
            (Some((row, step, round)), Some(next)) if step != next || (repeats(step) && !(last && course.late)) => {
                let reason = (step != next).then_some(course.situation.question);
                teller.leave(story, row, (step, next), on, reason);
                let round = if step == next { round + 1 } else { 1 };
                open = Some((teller.enter(story, next, on, round), next, round));
            }
            (Some((row, _, _)), None) => {
                teller.close(row, on);
                open = None;
            }
            _ => {}
        }
        let spoken_of = course.agenda.get(cycle).is_some_and(|on| *on) && cycle < story.cycles.next;
        if let Some(lead) = lead.filter(|_| spoken_of && !course.agenda[..cycle].iter().any(|on| *on)) {
            let day = story.cycles.all[cycle].day;
            teller.tell(at(day, 14, 40), &Event::LeadSet { lead, on: day });
        }
    }
    let closed = open.is_none().then(|| at(moved_on(tenancy, story, course, closing(course)), 14, 30));
    let events = tenancy.rows.case_events.iter().rev().take_while(|event| event.case_id == case).count();
    tenancy.rows.cases[row].closed_at = closed;
    tenancy.rows.cases[row].version = i32::try_from(events).unwrap_or(1);
}

fn closing(course: &Course) -> usize {
    course.steps.iter().rposition(Option::is_some).map_or(0, |last| last + 1)
}

/// Basisondersteuning and each phase of the OPP go round; the other processes wait for a decision.
fn repeats(step: Step) -> bool {
    matches!(step, Step::Basic | Step::Extra)
}

/// With whom casusregie was laid.
pub(super) fn lead_of(tenancy: &Tenancy, story: &Story<'_>, course: &Course) -> Option<Lead> {
    let team = story.site.team;
    let at_home = course.situation.domains.contains(&"tv");
    let membership =
        if at_home && course.answer == super::consents::Answer::Yes { team.municipality } else { team.school };
    let function = tenancy.function_of(membership)?;
    let may = story.way.template.roles.iter().any(|role| role.may_be_appointed(function));
    may.then_some(Lead { membership, function })
}

impl Teller<'_> {
    fn tell(&mut self, moment: DateTime<Utc>, event: &Event) {
        let id = self.tenancy.new_id(moment);
        self.tenancy.rows.case_events.push(case_event::Model {
            tenant_id: self.tenancy.id,
            id,
            case_id: self.case,
            at: moment,
            membership_id: Some(self.by),
            kind: event.kind().into(),
            data: serde_json::to_value(event).unwrap_or_default(),
            turn: 0,
        });
    }

    /// Enters a step; the answer is the number of its row.
    fn enter(&mut self, story: &Story<'_>, step: Step, on: NaiveDate, round: i32) -> usize {
        let moment = at(on, 14, 30);
        let template = &story.way.template;
        let step = template.step(step.key(template));
        let due = step.and_then(|s| s.term.as_ref()).map(|term| term.length.due(on, &self.tenancy.calendar));
        if let Some(step) = step {
            let round = round.unsigned_abs();
            self.tell(
                moment,
                &Event::StepEntered {
                    step: step.key.clone(),
                    on,
                    regie: step.regie.clone(),
                    due,
                    round,
                    target: None,
                    resumed: None,
                },
            );
        }
        let id = self.tenancy.new_id(moment);
        self.tenancy.rows.case_steps.push(case_step::Model {
            tenant_id: self.tenancy.id,
            id,
            case_id: self.case,
            step: step.map(|step| step.key.to_string()).unwrap_or_default(),
            since: on,
            regie: step.map(|step| step.regie.to_string()).unwrap_or_default(),
            due_on: due,
            round,
            left_at: None,
        });
        self.tenancy.rows.case_steps.len() - 1
    }

    fn leave(&mut self, story: &Story<'_>, row: usize, (from, to): (Step, Step), on: NaiveDate, reason: Option<&str>) {
        let template = &story.way.template;
        let (from, to) = (from.key(template), to.key(template));
        let Some(transition) = template.transitions.iter().find(|t| t.from == from && t.to == to) else { return };
        // What a form says, nobody records.
        let recorded = |fact: &Key| template.fact(fact.as_str()).is_some_and(|fact| fact.form.is_none());
        for fact in facts(&transition.guard).into_iter().filter(recorded) {
            self.tell(at(on, 14, 20), &Event::FactRecorded { fact, on });
        }
        let reason = reason.filter(|_| transition.reason_required).map(str::to_owned);
        let (step, transition) = (transition.from.clone(), transition.key.clone());
        self.tell(at(on, 14, 29), &Event::StepLeft { step, on, transition, reason });
        self.tenancy.rows.case_steps[row].left_at = Some(at(on, 14, 29));
    }

    fn close(&mut self, row: usize, on: NaiveDate) {
        let Ok(closing) = Key::parse(CLOSING) else { return };
        let reason = Some("De doelen zijn gehaald; de leerling sluit weer aan bij de groep.".to_owned());
        self.tell(at(on, 14, 30), &Event::Closed { closing, on, reason });
        self.tenancy.rows.case_steps[row].left_at = Some(at(on, 14, 30));
    }
}

/// What must have happened before a transition opens; of several possibilities the first.
fn facts(guard: &Guard) -> Vec<Key> {
    match guard {
        Guard::Fact(key) => vec![key.clone()],
        Guard::All(parts) => parts.iter().flat_map(facts).collect(),
        Guard::Any(parts) => parts.first().map(facts).unwrap_or_default(),
        _ => vec![],
    }
}
