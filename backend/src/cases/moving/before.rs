//! What moving would do, before it is done: per group of cases in the same step, and per case by its number.
use super::{
    super::of_pupil::{Case, running_under},
    permit,
    plan::Plan,
    versions,
};
use crate::{
    Failure, Scope, audit::Subject, calendar, consents, fields::Fields, scope::Work, store::entity::organisation,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::short_date,
    engine::{
        OpenStep,
        moving::{Choices, Preview, TermChange},
    },
    id::{AreaId, OrganisationId, TemplateId},
    page::{
        Choice,
        moving::{Before, CaseLine, Gone, Group, Told},
    },
    policy::Action,
    template::{Body, Key},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use std::collections::HashMap;

/// From which version to which, with what was chosen for steps that are gone: (step of the old one, step of the new one),
/// as the page sent it. An empty choice is none.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    pub from: Option<TemplateId>,
    pub to: Option<TemplateId>,
    pub steps: Vec<(&'a str, &'a str)>,
    pub otherwise: &'a str,
    /// When the preview was made, as the page said it ([`Before::seen`]).
    pub seen: &'a str,
}

impl Wanted<'_> {
    /// The name of the field in which a step is chosen.
    pub(super) fn field(step: &str) -> String {
        format!("stap-{step}")
    }

    /// When the preview was made; a form without it is somebody else's.
    pub(super) fn seen_at(&self, now: DateTime<Utc>) -> Result<DateTime<Utc>, Failure> {
        let at = self.seen.parse().ok().and_then(DateTime::from_timestamp_micros).filter(|at| *at <= now);
        at.ok_or_else(|| Failure::field("", "Het formulier is verouderd. Bekijk opnieuw wat er verandert."))
    }

    /// What was chosen; a step that the new version does not have is an error at its field.
    pub(super) fn choices(&self, to: &Body) -> Result<Choices, Failure> {
        let mut fields = Fields::default();
        let mut read = |field: String, text: &str| {
            let known = to.step(text).map(|step| step.key.clone());
            if known.is_none() && !text.is_empty() {
                fields.wrong(&field, "Kies een stap uit de lijst: deze staat niet in de nieuwe versie.");
            }
            known
        };
        let otherwise = read("anders".to_owned(), self.otherwise);
        let mut steps = std::collections::BTreeMap::new();
        for (from, chosen) in &self.steps {
            let Ok(key) = Key::parse(from) else { continue };
            if let Some(chosen) = read(Self::field(from), chosen) {
                steps.insert(key, chosen);
            }
        }
        fields.finish()?;
        Ok(Choices { steps, otherwise })
    }
}

/// The preview. Nothing in it says whose a case is.
pub async fn before(scope: &Scope, wanted: &Wanted<'_>) -> Result<Before, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::list("case");
    let ground = permit(&mut work, subject).await?;
    let (from, to) = versions::pair(&mut work, wanted.from, wanted.to).await?;
    let plan = Plan::of(&mut work, from.id, (to.id, to.areas.clone()), Choices::default()).await?;
    let plan = Plan { choices: wanted.choices(&plan.to.1)?, ..plan };
    let cases = running_under(&mut work, from.id).await?;
    let states = consents::all_of(&mut work, &cases.iter().map(|case| case.pupil).collect::<Vec<_>>()).await?;
    let schools = schools(&mut work, &cases).await?;
    let calendar = calendar::of_tenant(&mut work).await?;
    let today = scope.today();
    let seen: Vec<(Case, Preview)> = cases
        .into_iter()
        .map(|case| {
            let area = schools.get(&case.row.school_id).and_then(|school| school.area_id);
            let preview = plan.preview((&case, area), &states, today, &calendar);
            (case, preview)
        })
        .collect();
    let answer = Before {
        gone: gone(&plan, &seen),
        steps: plan.to.1.steps.iter().map(|step| choice(&step.key, &step.label, &step.title)).collect(),
        seen: scope.now().timestamp_micros().to_string(),
        otherwise: plan.choices.otherwise.as_ref().map(ToString::to_string).unwrap_or_default(),
        groups: groups(&plan, &seen, &schools, today),
        from,
        to,
    };
    work.note(Action::MoveCases, subject, ground, "casusnummer, school, stap, regie, sinds, termijn");
    work.done(answer).await
}

fn choice(key: &Key, label: &str, title: &str) -> Choice {
    Choice { value: key.to_string(), label: format!("{label}: {title}") }
}

#[derive(FromQueryResult)]
struct School {
    id: OrganisationId,
    name: String,
    area_id: Option<AreaId>,
}

/// Their schools.
async fn schools(work: &mut Work<'_>, cases: &[Case]) -> Result<HashMap<OrganisationId, School>, Failure> {
    let mut ids: Vec<_> = cases.iter().map(|case| case.row.school_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let query = organisation::Entity::find()
        .select_only()
        .columns([organisation::Column::Id, organisation::Column::Name, organisation::Column::AreaId])
        .filter(organisation::Column::Id.is_in(ids));
    let found: Vec<School> = work.shaped(query).await?;
    Ok(found.into_iter().map(|school| (school.id, school)).collect())
}

/// Steps in which cases are and that are gone, in the order of the old version.
fn gone(plan: &Plan, seen: &[(Case, Preview)]) -> Vec<Gone> {
    let (old, new) = (&plan.from.1, &plan.to.1);
    let count = |key: &Key| seen.iter().filter(|(case, _)| case.state.open_step(key.as_str()).is_some()).count();
    let lost = old.steps.iter().filter(|step| new.step(step.key.as_str()).is_none());
    lost.map(|step| (step, count(&step.key)))
        .filter(|(_, cases)| *cases > 0)
        .map(|(step, cases)| Gone {
            key: step.key.to_string(),
            label: step.label.clone(),
            cases,
            chosen: plan.choices.steps.get(&step.key).map(ToString::to_string).unwrap_or_default(),
        })
        .collect()
}

/// Cases in the same steps together, in the order of the old version.
fn groups(
    plan: &Plan,
    seen: &[(Case, Preview)],
    schools: &HashMap<OrganisationId, School>,
    today: NaiveDate,
) -> Vec<Group> {
    let old = &plan.from.1;
    let place = |key: &Key| old.steps.iter().position(|step| step.key == *key).unwrap_or(usize::MAX);
    let mut together: std::collections::BTreeMap<Vec<usize>, Vec<&(Case, Preview)>> = std::collections::BTreeMap::new();
    for one in seen {
        let mut steps: Vec<usize> = one.0.state.open.iter().map(|open| place(&open.step)).collect();
        steps.sort_unstable();
        together.entry(steps).or_default().push(one);
    }
    together
        .into_iter()
        .map(|(steps, cases)| {
            let known: Vec<_> = steps.iter().filter_map(|at| old.steps.get(*at)).collect();
            let labels = known.iter().map(|step| format!("'{}'", step.label)).collect::<Vec<_>>().join(" en ");
            let labels = if labels.is_empty() { "zonder open stap".to_owned() } else { format!("in {labels}") };
            let many = if cases.len() == 1 { "casus" } else { "casussen" };
            let mut lines: Vec<CaseLine> =
                cases.iter().map(|(case, preview)| line(plan, case, preview, schools, today)).collect();
            lines.sort_by(|a, b| (&a.school, &a.number).cmp(&(&b.school, &b.number)));
            Group {
                key: known.iter().map(|step| step.key.as_str()).collect::<Vec<_>>().join("-"),
                title: format!("{} {many} {labels}", cases.len()),
                lines: told(&cases),
                cases: lines,
            }
        })
        .collect()
}

/// Each sentence once, with how many cases it is true of, and of which where that may be said, in the order in which it is
/// first said.
fn told(cases: &[&(Case, Preview)]) -> Vec<Told> {
    let mut all: Vec<Told> = vec![];
    for (case, line) in cases.iter().flat_map(|(case, preview)| preview.lines.iter().map(move |line| (case, line))) {
        let place = all.iter().position(|told| told.line == *line).unwrap_or_else(|| {
            all.push(Told { line: line.clone(), cases: 0, numbers: vec![] });
            all.len() - 1
        });
        let told = &mut all[place];
        told.cases += 1;
        told.numbers.extend(line.by_number.then(|| case.row.id.number()));
    }
    all
}

fn line(
    plan: &Plan,
    case: &Case,
    preview: &Preview,
    schools: &HashMap<OrganisationId, School>,
    today: NaiveDate,
) -> CaseLine {
    let open = &case.state.open;
    let role = |key: &Key| plan.from.1.role(key.as_str()).map_or_else(|| key.to_string(), |role| role.label.clone());
    let mut regie: Vec<String> = open.iter().map(|open| role(&open.regie)).collect();
    regie.dedup();
    CaseLine {
        value: format!("{}:{}", case.row.id, case.row.version),
        number: case.row.id.number(),
        school: schools.get(&case.row.school_id).map(|school| school.name.clone()).unwrap_or_default(),
        regie: regie.join(" en "),
        since: open.iter().map(|open| open.since).min().unwrap_or(today),
        term: open.iter().filter_map(OpenStep::term).min_by_key(|term| term.due).map(|term| term.chip(today)),
        term_after: preview.steps.iter().filter_map(|step| term_after(step.term)).collect::<Vec<_>>().join("; "),
        why_not: plan.why_not(preview),
    }
}

/// What is different about the term of one case; nothing when it stays.
fn term_after(change: TermChange) -> Option<String> {
    match change {
        TermChange::None | TermChange::Kept { stopped: false, .. } => None,
        TermChange::Kept { .. } => Some("blijft stilstaan".to_owned()),
        TermChange::Lost { .. } => Some("vervalt".to_owned()),
        TermChange::Starts { due } => Some(format!("begint, tot {}", short_date(due))),
    }
}
