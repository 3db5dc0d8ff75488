//! What happened at a school until today: courses of pupils, and from them consents, cases, analyses and meetings.
use super::{
    absences, analyses, cases, consents,
    courses::{self, Course},
    cycles::{self, Cycles},
    meetings,
    moments::shift,
    people::People,
    pupils::Child,
    schools::School,
    tenancy::{Site, Tenancy},
    trail,
    ways::Way,
};
use crate::failure::Broken;
use domain::{
    id::{AreaId, MembershipId},
    stage::Stage,
    template::{MeetingType, Owner},
};

/// The way of working of S0, of which the history is told in full.
const FOUR_PROCESSES: &str = "haarlemmermeer-po";

/// How far a school is with its next meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// Days until the meeting.
    pub away: i64,
    /// Is the analysis of this cycle made?
    pub analysed: bool,
    pub stage: Stage,
    /// Are the minutes of the last meeting shared?
    pub shared: bool,
}

/// Each of the schools one visits first waits at another point of the line.
fn progress(school: &School, number: usize) -> Progress {
    let at = |away, analysed, stage| Progress { away, analysed, stage, shared: true };
    match school.name.as_str() {
        // The newcomer begins here.
        "De Esdoorn" => at(15, false, Stage::Concept),
        // The schoolcoach finds this one open for additions.
        "De Wilgenhoek" | "De Kastanje" => at(8, true, Stage::Sent),
        "De Lisdodde" => Progress { shared: false, ..at(13, true, Stage::Concept) },
        "De Meerkoet" => at(4, true, Stage::Definitive),
        _ => [
            at(17, true, Stage::Concept),
            at(9, true, Stage::Sent),
            at(5, true, Stage::Definitive),
            at(19, false, Stage::Concept),
            Progress { shared: false, ..at(12, true, Stage::Concept) },
        ][number % 5],
    }
}

/// A school with everything that its history needs.
#[derive(Debug)]
pub(super) struct Story<'a> {
    pub way: &'a Way,
    pub site: Site,
    /// Whose the meetings are, when they are not the school's own.
    pub area: Option<AreaId>,
    pub cycles: Cycles,
    pub courses: Vec<Course>,
    pub progress: Progress,
    /// Who prepares and minutes the meeting.
    pub secretary: MembershipId,
}

impl Story<'_> {
    /// Has the agenda of this cycle been drawn up? The concept of the next one waits for its analysis.
    pub fn has_agenda(&self, cycle: usize) -> bool {
        cycle < self.cycles.next || self.progress.analysed
    }
}

/// Tells the history of the school with this number.
pub(super) fn tell(
    tenancy: &mut Tenancy,
    people: &People,
    way: &Way,
    number: usize,
    children: &[Child],
) -> Result<(), Broken> {
    let site = tenancy.sites[number].clone();
    let Some(meeting) = way.meeting() else { return Ok(()) };
    // The schools of an area have one table, and so the same days.
    let area = tenancy.area_of(&site.school).filter(|_| meeting.owner == Owner::Area);
    let number = site.school.area.filter(|_| area.is_some()).unwrap_or(number);
    let progress = progress(&site.school, number);
    let cycles = cycles::of(tenancy, meeting, number, progress.away);
    let mut courses = if way.key == FOUR_PROCESSES {
        let placed = placement(tenancy, &cycles);
        let mut courses = courses::of(&site.school.name, site.school.special, children, &cycles, placed);
        courses::settle(&mut courses, meetings::LONGEST_AGENDA);
        courses
    } else {
        courses::along(&way.template, meeting, &site.school.name, children, cycles.next)
    };
    let absent = absences::plant(tenancy, way, &site, &mut courses, children);
    let secretary = secretary(tenancy, way, meeting, &site);
    let story = Story { way, site, area, cycles, courses, progress, secretary };
    agree(tenancy, &story)?;
    // Partners bring in pupils of their own caseload.
    let others = children.iter().filter(|child| story.courses.iter().all(|course| course.child.id != child.id));
    let caseload: Vec<Child> = others.step_by(9).copied().collect();
    for child in &caseload {
        consents::plant(tenancy, child.id, story.site.team.school, &way.purpose(), consents::Answer::Yes)?;
    }
    cases::plant(tenancy, &story);
    analyses::plant(tenancy, &story)?;
    meetings::plant(tenancy, &story, &caseload, &absent);
    trail::plant(tenancy, people, &story);
    Ok(())
}

/// The first at the school's table who may prepare this meeting.
fn secretary(tenancy: &Tenancy, way: &Way, meeting: &MeetingType, site: &Site) -> MembershipId {
    let team = site.team;
    let may = way.template.functions_of(meeting.preparers());
    let all = [team.school, team.municipality, team.swv];
    all.into_iter().find(|id| tenancy.function_of(*id).is_some_and(|f| may.contains(&f))).unwrap_or(team.school)
}

/// Placements are in August and January: the first cycle after the last of them.
fn placement(tenancy: &Tenancy, cycles: &Cycles) -> usize {
    let january = chrono::NaiveDate::from_ymd_opt(tenancy.year.start_year() + 1, 1, 4).unwrap_or_default();
    let moment = if january <= tenancy.today { january } else { tenancy.year.first_day() };
    cycles.all.iter().position(|cycle| cycle.day >= moment).unwrap_or(cycles.next).min(cycles.next)
}

/// What parents said before each of the meetings in which their child was discussed by name.
fn agree(tenancy: &mut Tenancy, story: &Story<'_>) -> Result<(), Broken> {
    let purpose = story.way.purpose();
    let both = vec![tenancy.municipality()?, tenancy.ggd()?];
    let (by, year) = (story.site.team.school, tenancy.year);
    for course in story.courses.iter().filter(|course| course.answer != consents::Answer::Missing) {
        let discussed = |this_year: bool| {
            let cycles = story.cycles.all.iter().zip(&course.agenda);
            let days = cycles.filter(move |(cycle, on)| **on && (cycle.year >= year) == this_year);
            days.map(|(cycle, _)| cycle.day).next()
        };
        let (before, now) = (discussed(false), discussed(true));
        if let Some(day) = before.filter(|_| course.answer != consents::Answer::Expired) {
            consents::record(tenancy, course.child.id, by, &purpose, shift(day, -12), None, both.clone());
        }
        consents::plant_before(tenancy, course.child.id, by, &purpose, course.answer, now)?;
    }
    Ok(())
}
