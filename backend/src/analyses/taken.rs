//! What the last analysis of a school says of one pupil, for the forms about the case: nothing is typed twice.
use super::{prepared, read};
use crate::{
    Failure,
    audit::Subject,
    scope::Work,
    store::{
        entity::{analysis, analysis_row},
        to,
    },
};
use domain::{
    form::{Answers, Sheet},
    id::{OrganisationId, PupilId},
    policy::{Action, Grounds, permit},
    template::Body,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, JsonValue, QueryFilter, QueryOrder, QuerySelect};

#[derive(FromQueryResult)]
struct Said {
    answers: JsonValue,
    school_year: i32,
    period: i32,
}

/// The rows of the pupil in the last analysis of this school that has any, as one sheet; nothing for whoever may not read
/// that analysis. One statement, and a line in the trail when something was read.
pub async fn of_pupil(
    work: &mut Work<'_>,
    template: &Body,
    school: OrganisationId,
    pupil: PupilId,
) -> Result<Option<Sheet>, Failure> {
    let Ok(ground) = permit(work.scope().actor(), Action::SeeAnalysis, Grounds::school(school)) else {
        return Ok(None);
    };
    let (_, form) = prepared(template)?;
    let query = analysis_row::Entity::find()
        .select_only()
        .column(analysis_row::Column::Answers)
        .columns([analysis::Column::SchoolYear, analysis::Column::Period])
        .join(JoinType::InnerJoin, to::<analysis_row::Entity, analysis::Entity>(analysis_row::Column::AnalysisId))
        .filter(analysis_row::Column::PupilId.eq(pupil))
        .filter(analysis_row::Column::RemovedAt.is_null())
        .filter(analysis::Column::SchoolId.eq(school))
        .order_by_desc(analysis::Column::SchoolYear)
        .order_by_desc(analysis::Column::Period)
        .order_by_desc(analysis_row::Column::ChangedAt);
    let mut rows = work.shaped::<analysis_row::Entity, Said>(query).await?.into_iter().peekable();
    let Some(last) = rows.peek().map(|said| (said.school_year, said.period)) else { return Ok(None) };
    let mut answers = Answers::default();
    for said in rows.take_while(|said| (said.school_year, said.period) == last) {
        for (field, answer) in read(said.answers)?.0 {
            // What was changed last counts.
            answers.0.entry(field).or_insert(answer);
        }
    }
    work.note(Action::SeeAnalysis, Subject::of("pupil", pupil.0), ground, "analyse");
    Ok(Some(Sheet { form: form.key.clone(), round: 1, answers }))
}
