//! Absence as facts; what they come to (thuiszitter, risicoleerling, absoluut verzuim) is derived elsewhere.
use super::{
    consents::Answer as Consent,
    courses::{Course, Step},
    moments::{at, shift},
    pupils::Child,
    situations::SITUATIONS,
    tenancy::{Site, Tenancy},
    ways::Way,
};
use crate::store::entity::absence;
use domain::{
    absence::Category,
    form::{Answer, Answers},
    id::PupilId,
};

/// One absence on paper: since so many days before today.
#[derive(Debug, Clone, Copy)]
struct Paper {
    since: i64,
    kind: Kind,
    doctor: bool,
    officer: bool,
    strategy: &'static str,
}

/// What a school asks about somebody who stays away.
const STAYS_AWAY: &str = "Verzuimt vaak met buikpijn";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unauthorised,
    Authorised,
    Unenrolled,
    Ended,
}

const HOME: Paper = Paper {
    since: 46,
    kind: Kind::Unauthorised,
    doctor: true,
    officer: true,
    strategy: "Elke week contact thuis door de ib'er; opbouw in halve uren zodra de leerling binnen durft te komen.",
};
const RISK: Paper = Paper {
    since: 33,
    kind: Kind::Authorised,
    officer: false,
    strategy: "Verkorte schooldagen na advies van de jeugdarts; opbouw per twee weken evalueren met ouders.",
    ..HOME
};
const NOT_ENROLLED: Paper = Paper {
    since: 24,
    kind: Kind::Unenrolled,
    doctor: false,
    strategy: "Verhuisd en nog niet ingeschreven op een andere school; leerplicht zoekt contact met ouders.",
    ..HOME
};
const BECOMES: Paper = Paper {
    since: 17,
    doctor: false,
    officer: true,
    strategy: "Gesprek met ouders en leerplicht gepland; tot dan dagelijks bellen.",
    ..HOME
};
const OVER: Paper =
    Paper { since: 80, kind: Kind::Ended, officer: false, strategy: "Volledig terug na drie weken opbouw.", ..HOME };

/// Plants the absences of a school; the answer is who is at home.
pub(super) fn plant(
    tenancy: &mut Tenancy,
    way: &Way,
    site: &Site,
    courses: &mut [Course],
    children: &[Child],
) -> Vec<PupilId> {
    let mut random = super::random::Random::named(&format!("absences of {}", site.school.name));
    let papers: Vec<Paper> = match site.school.name.as_str() {
        "De Esdoorn" => vec![HOME, BECOMES, NOT_ENROLLED, RISK, OVER],
        "De Wilgenhoek" => vec![HOME, RISK, OVER],
        _ => {
            let chances = [(HOME, 30), (RISK, 70), (BECOMES, 20), (NOT_ENROLLED, 10), (OVER, 50)];
            chances.into_iter().filter_map(|(paper, percent)| random.chance(percent).then_some(paper)).collect()
        }
    };
    let next = courses.first().map_or(0, |course| course.steps.len().saturating_sub(1));
    let mut at_home = vec![];
    let mut used: Vec<PupilId> = vec![];
    for paper in papers {
        // A pupil of compulsory age: in extra support when at home, otherwise somebody without a course.
        let known = courses.iter().find(|course| {
            course.now() == Some(Step::Extra) && course.child.is_of_compulsory_age() && !used.contains(&course.child.id)
        });
        let without = |child: &&Child| {
            child.is_of_compulsory_age()
                && !used.contains(&child.id)
                && courses.iter().all(|course| course.child.id != child.id)
        };
        let wants_case = matches!(paper.kind, Kind::Unauthorised | Kind::Authorised);
        let chosen = known.filter(|_| wants_case).map(|course| course.child.id);
        let Some(pupil) = chosen.or_else(|| children.iter().filter(without).nth(4).map(|child| child.id)) else {
            continue;
        };
        used.push(pupil);
        if paper.kind == Kind::Unauthorised {
            at_home.push(pupil);
            if let Some(course) = courses.iter_mut().find(|course| course.child.id == pupil) {
                course.answer = Consent::Yes;
                course.situation =
                    SITUATIONS.iter().find(|s| s.question.starts_with(STAYS_AWAY)).unwrap_or(course.situation);
                course.agenda[next] = true;
            }
        }
        record(tenancy, way, site, pupil, paper);
    }
    at_home
}

fn record(tenancy: &mut Tenancy, way: &Way, site: &Site, pupil: PupilId, paper: Paper) {
    let since = shift(tenancy.today, -paper.since);
    let changed_at = at(shift(since, 6), 16, 10);
    let mut answers = Answers::default();
    answers.set("schoolarts_betrokken", Answer::Boolean(paper.doctor));
    answers.set("leerplicht_op_de_hoogte", Answer::Boolean(paper.officer));
    answers.set("strategie", Answer::Text(paper.strategy.into()));
    answers.set("casusregie", Answer::Text(tenancy.name_of(site.team.school)));
    let category = match paper.kind {
        Kind::Authorised => Category::Risicoleerling,
        Kind::Unenrolled => Category::AbsoluutVerzuim,
        Kind::Unauthorised | Kind::Ended => Category::Thuiszitter,
    };
    let section = way.form().and_then(|form| form.section_for_absence(category));
    answers.0.retain(|key, _| section.is_some_and(|section| section.field(key).is_some()));
    if paper.kind == Kind::Unenrolled
        && let Some(row) = tenancy.rows.pupils.iter_mut().find(|row| row.id == pupil)
    {
        row.unenrolled_on = Some(since);
    }
    let id = tenancy.new_id(changed_at);
    tenancy.rows.absences.push(absence::Model {
        tenant_id: tenancy.id,
        id,
        pupil_id: pupil,
        school_id: site.id,
        since,
        until: (paper.kind == Kind::Ended).then(|| shift(since, 30)),
        authorised: paper.kind == Kind::Authorised,
        answers: serde_json::to_value(answers).unwrap_or_default(),
        changed_by: site.team.school,
        changed_at,
        version: 1,
    });
}
