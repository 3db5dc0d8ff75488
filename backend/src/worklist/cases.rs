//! Open steps that this reader must move, or of which he or she has casusregie ("Iedereen weet wie aan zet is"). A partner
//! finds a pupil here only while a consent names its organisation: the condition of every list of pupils, and policy
//! asked once more of each that is shown.
use crate::{
    Failure,
    audit::Subject,
    cases::doers,
    consents::{self, States},
    pupils::visible_to,
    scope::Work,
    store::{
        entity::{case, case_step, pupil},
        to,
    },
    templates::{self, Pinned},
};
use chrono::{Days, NaiveDate};
use domain::{
    actor::Side,
    engine::is_turn_of,
    id::{MembershipId, OrganisationId, PupilId, TemplateId},
    page::worklist::{Group, Item},
    policy::{Action, Ground, Grounds, permit},
    pupil::full_name,
    term::Term,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

/// How far ahead a term is announced at a school when somebody else must move it.
const AHEAD_DAYS: u64 = 14;
/// The list stays readable; the rest is under Leerlingen.
const MOST: usize = 12;

#[derive(Debug, FromQueryResult)]
struct Line {
    pupil_id: PupilId,
    given_name: String,
    prefix: String,
    family_name: String,
    /// The school of the case.
    school_id: OrganisationId,
    template_id: TemplateId,
    lead_id: Option<MembershipId>,
    step: String,
    regie: String,
    due_on: Option<NaiveDate>,
}

/// What an open step is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The reader must move it.
    Turn,
    /// Somebody else must, and the reader has casusregie.
    Lead,
    /// Somebody else must, and the term at the reader's school ends soon or has ended.
    Watch,
}

impl Part {
    const ALL: [Self; 3] = [Self::Turn, Self::Lead, Self::Watch];

    const fn title(self) -> &'static str {
        match self {
            Self::Turn => "Leerlingen: u bent aan zet",
            Self::Lead => "Leerlingen van wie u casusregie hebt",
            Self::Watch => "Leerlingen van uw school: een ander is aan zet",
        }
    }
}

/// The open steps that concern the reader, in the order of urgency. Without a second factor no name is shown, so nothing is.
pub(super) async fn waiting(work: &mut Work<'_>) -> Result<Vec<Group>, Failure> {
    let query = visible(work);
    let lines = work.shaped::<case_step::Entity, Line>(query).await?;
    let mut mine = vec![];
    for line in lines {
        let way = templates::pinned(work, line.template_id).await?;
        if let Some(part) = part(work, &line, &way) {
            mine.push((part, line, way));
        }
    }
    // Of a pupil at one's own school policy asks no consent.
    let away = |line: &Line| !work.scope().actor().is_at_home(line.school_id);
    let shared: Vec<PupilId> =
        mine.iter().filter(|(_, line, _)| away(line)).map(|(_, line, _)| line.pupil_id).collect();
    let states = consents::all_of(work, &shared).await?;
    let mut groups: Vec<Group> = Part::ALL.iter().map(|part| Group::new(part.title(), vec![])).collect();
    for (part, line, way) in mine {
        let Some(ground) = may_see(work, &line, &states) else { continue };
        let Some(group) = Part::ALL.iter().position(|one| *one == part).and_then(|at| groups.get_mut(at)) else {
            continue;
        };
        if group.items.len() < MOST {
            work.at(line.school_id);
            work.note(Action::SeePupil, Subject::of("pupil", line.pupil_id.0), ground, "naam, stap, termijn");
        }
        group.items.push(item(part, &line, &way, work.scope().today()));
    }
    Ok(groups.into_iter().map(|group| group.at_most(MOST)).collect())
}

/// Every open step of pupils that the reader may see, the most urgent first; one without a term comes last.
fn visible(work: &Work<'_>) -> sea_orm::Select<case_step::Entity> {
    let scope = work.scope();
    let actor = scope.actor();
    let at = actor.memberships.iter().flat_map(|membership| membership.schools.iter().copied());
    case_step::Entity::find()
        .select_only()
        .columns([case_step::Column::Step, case_step::Column::Regie, case_step::Column::DueOn])
        .columns([pupil::Column::GivenName, pupil::Column::Prefix, pupil::Column::FamilyName])
        .columns([case::Column::SchoolId, case::Column::TemplateId, case::Column::LeadId])
        .column_as(pupil::Column::Id, "pupil_id")
        .join(JoinType::InnerJoin, to::<case_step::Entity, case::Entity>(case_step::Column::CaseId))
        .join(JoinType::InnerJoin, to::<case::Entity, pupil::Entity>(case::Column::PupilId))
        .filter(visible_to(actor, scope.tenant().id, scope.today()))
        .filter(case::Column::SchoolId.is_in(at))
        .filter(case::Column::ClosedAt.is_null())
        .filter(case_step::Column::LeftAt.is_null())
        .order_by_asc(case_step::Column::DueOn.is_null())
        .order_by_asc(case_step::Column::DueOn)
        .order_by_asc(case_step::Column::Since)
        .order_by_asc(case_step::Column::Id)
}

/// By the way of working that the case pinned, in the functions that the reader holds at the school of the case.
fn part(work: &Work<'_>, line: &Line, way: &Pinned) -> Option<Part> {
    let scope = work.scope();
    let doers = doers(scope, line.school_id);
    let regie = way.template.role(&line.regie);
    if regie.is_some_and(|regie| doers.iter().any(|doer| is_turn_of(regie, line.lead_id, *doer))) {
        return Some(Part::Turn);
    }
    if doers.iter().any(|doer| line.lead_id == Some(doer.membership)) {
        return Some(Part::Lead);
    }
    let soon = line.due_on.is_some_and(|due| due <= scope.today() + Days::new(AHEAD_DAYS));
    (soon && scope.actor().works_at(line.school_id, Side::School)).then_some(Part::Watch)
}

fn may_see(work: &Work<'_>, line: &Line, states: &States) -> Option<Ground> {
    let scope = work.scope();
    let state = states.of_file(line.pupil_id, scope.today());
    permit(scope.actor(), Action::SeePupil, Grounds::school(line.school_id).consent(&state)).ok()
}

fn item(part: Part, line: &Line, way: &Pinned, today: NaiveDate) -> Item {
    let step = way.template.step(&line.step);
    let label = step.map_or(line.step.as_str(), |step| step.label.as_str());
    let about = step.map_or("", |step| step.term.as_ref().map_or(step.title.as_str(), |term| term.label.as_str()));
    let whose = match (part, way.template.role(&line.regie)) {
        (Part::Lead | Part::Watch, Some(role)) => format!(" Aan zet is de {}.", role.label),
        _ => String::new(),
    };
    Item {
        what: full_name(&line.given_name, &line.prefix, &line.family_name),
        why: format!("{label}: {}.{whose}", about.trim_end_matches('.')),
        href: format!("/leerlingen/{}", line.pupil_id),
        due: line.due_on.map(|due| Term::new(due).chip(today)),
        tick: String::new(),
    }
}
