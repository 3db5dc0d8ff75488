//! A new period starts with everything that is known: cases in their step, the answers of last period, the people of
//! the school. Nobody types a name twice.
use super::{hand, prepared, read, stored};
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar, cases,
    scope::Work,
    store::{
        back,
        entity::{analysis, analysis_row, membership, membership_school, organisation, pupil},
    },
    templates,
};
use domain::{
    calendar::SchoolYear,
    form::{Answer, Answers, Field, Form, SectionKind, Source, carry_over},
    id::{AnalysisId, OrganisationId, PupilId, RowId},
    policy::{Action, Grounds},
    template::{Key, cadence},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Starts the analysis of a period; when somebody was first, that one is given.
pub async fn start(scope: &Scope, school: OrganisationId, period: i32) -> Result<AnalysisId, Failure> {
    let mut work = scope.act().await?;
    let ground = work.find(Action::EditAnalysis, Subject::list("analysis"), Grounds::school(school)).await?;
    let pinned = templates::current_at(&mut work, school).await?;
    let (kind, form) = prepared(&pinned.template)?;
    let year = SchoolYear::of(scope.today());
    let known = cadence::periods(kind, year, &calendar::usual(scope.tenant())?).len();
    if period < 1 || usize::try_from(period).map_or(true, |period| period > known) {
        return Err(Failure::field("periode", "Deze periode is er niet. Kies een periode uit de lijst."));
    }
    let year = year.start_year();
    let earlier = work
        .all(
            analysis::Entity::find()
                .filter(analysis::Column::SchoolId.eq(school))
                .order_by_desc(analysis::Column::SchoolYear)
                .order_by_desc(analysis::Column::Period),
        )
        .await?;
    if let Some(row) = earlier.iter().find(|row| row.school_year == year && row.period == period) {
        let id = row.id;
        return work.done(id).await;
    }
    let header = header(&mut work, form, school).await?;
    let (id, by, now) = (AnalysisId(scope.new_id()), hand(&work, school)?, scope.now());
    work.insert::<analysis::Entity>(analysis::Model {
        tenant_id: scope.tenant().id,
        id,
        school_id: school,
        template_id: pinned.id,
        school_year: year,
        period,
        made_on: scope.today(),
        header: stored(&header)?,
        created_at: now,
        created_by: by,
        version: 1,
    })
    .await?;
    let previous = match earlier.first() {
        Some(row) => previous_rows(&mut work, row.id).await?,
        None => HashMap::new(),
    };
    let mut rows = vec![];
    let mut running: Vec<_> = cases::at_school(&mut work, school).await?.into_iter().collect();
    running.sort_unstable_by_key(|(_, current)| (current.since, current.case));
    for (position, (pupil, current)) in (1..).zip(running) {
        let Some(section) = form.section_for_step(&current.step) else { continue };
        let (answers, from) = match previous.get(&pupil) {
            Some((answers, old)) => (carry_over(answers, section), (*old != section.key.as_str()).then(|| old.clone())),
            None => (Answers::default(), None),
        };
        rows.push(analysis_row::Model {
            tenant_id: scope.tenant().id,
            id: RowId(scope.new_id()),
            analysis_id: id,
            section: section.key.to_string(),
            pupil_id: pupil,
            moved_from: from,
            for_agenda: false,
            answers: stored(&answers)?,
            position,
            changed_by: by,
            changed_at: now,
            removed_at: None,
            version: 1,
        });
    }
    work.insert_all::<analysis_row::Entity>(rows).await?;
    work.note(Action::EditAnalysis, Subject::of("analysis", id.0), ground, "gestart");
    work.done(id).await
}

async fn previous_rows(work: &mut Work<'_>, id: AnalysisId) -> Result<HashMap<PupilId, (Answers, String)>, Failure> {
    let query = analysis_row::Entity::find()
        .filter(analysis_row::Column::AnalysisId.eq(id))
        .filter(analysis_row::Column::RemovedAt.is_null());
    let rows = work.all(query).await?;
    rows.into_iter().map(|row| Ok((row.pupil_id, (read(row.answers)?, row.section)))).collect()
}

#[derive(FromQueryResult)]
struct Staff {
    function: String,
    person_id: domain::id::PersonId,
}

/// The header as far as it is known: school, board, people, number of pupils.
async fn header(work: &mut Work<'_>, form: &Form, school: OrganisationId) -> Result<Answers, Failure> {
    let row = work.get::<organisation::Entity>(school).await?;
    let board = match row.parent_id {
        Some(parent) => work.get::<organisation::Entity>(parent).await?.name,
        None => String::new(),
    };
    let pupils =
        pupil::Entity::find().filter(pupil::Column::SchoolId.eq(school)).filter(pupil::Column::UnenrolledOn.is_null());
    let count = work.count(pupils).await?;
    let today = work.scope().today();
    let query = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Function, membership::Column::PersonId])
        .join(
            JoinType::InnerJoin,
            back::<membership::Entity, membership_school::Entity>(membership_school::Column::MembershipId),
        )
        .filter(membership_school::Column::SchoolId.eq(school))
        .filter(membership::holds_on(today));
    let staff: Vec<Staff> = work.shaped::<membership::Entity, _>(query).await?;
    let names = work.names(staff.iter().map(|s| s.person_id).collect()).await?;
    let people = |function: &str| {
        let mut all: Vec<&str> = staff
            .iter()
            .filter(|s| s.function == function)
            .filter_map(|s| names.get(&s.person_id).map(String::as_str))
            .collect();
        all.sort_unstable();
        all.dedup();
        all.join(", ")
    };
    let mut answers = Answers::default();
    let sections = form.sections.iter().filter(|section| section.kind == SectionKind::Header);
    for Field { link_id, source, .. } in sections.flat_map(|section| &section.fields) {
        let answer = match source {
            Some(Source::Today) => Answer::Date(today),
            Some(Source::School) => Answer::Text(row.name.clone()),
            Some(Source::Board) => Answer::Text(board.clone()),
            Some(Source::PupilCount) => Answer::Integer(i64::try_from(count).unwrap_or_default()),
            Some(Source::Function(function)) => Answer::Text(people(function.key())),
            // About one pupil, not about the school.
            Some(Source::Name | Source::BirthDate | Source::Group | Source::Lead | Source::Answer(_)) => continue,
            Some(Source::AbsentSince | Source::UnenrolledSince | Source::LastDiscussed | Source::Row) | None => {
                continue;
            }
        };
        answers.set(Key::to_string(link_id), answer);
    }
    Ok(answers)
}
