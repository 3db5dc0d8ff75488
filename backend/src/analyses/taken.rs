//! What the last analysis of a school says of one pupil, for the forms about the case: nothing is typed twice.
use super::{period, prepared, read};
use crate::{
    Failure,
    scope::Work,
    store::{
        back,
        entity::{analysis, analysis_row},
    },
};
use domain::{
    calendar::SchoolYear,
    form::{Answers, Sheet},
    id::{AnalysisId, OrganisationId, PupilId},
    policy::{Action, Ground, Grounds, permit},
    template::Body,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, JsonValue, QueryFilter, QueryOrder, QuerySelect,
};

#[derive(FromQueryResult)]
struct Said {
    id: AnalysisId,
    period: i32,
    answers: Option<JsonValue>,
}

/// What an analysis says of a pupil.
pub struct Taken {
    pub sheet: Sheet,
    /// On which the person reads it.
    pub ground: Ground,
    /// "oktober 2026-2027"
    pub period: String,
}

/// The rows of the pupil in the last analysis that this school made in this school year, as one sheet; nothing for whoever
/// may not, or when the pupil does not stand in it. One statement.
pub async fn of_pupil(
    work: &mut Work<'_>,
    template: &Body,
    school: OrganisationId,
    pupil: PupilId,
) -> Result<Option<Taken>, Failure> {
    let Ok(ground) = permit(work.scope().actor(), Action::SeeAnalysis, Grounds::school(school)) else {
        return Ok(None);
    };
    let Ok((kind, form)) = prepared(template) else { return Ok(None) };
    let year = SchoolYear::of(work.scope().today());
    let rows =
        back::<analysis::Entity, analysis_row::Entity>(analysis_row::Column::AnalysisId).on_condition(move |_, _| {
            Condition::all().add(analysis_row::Column::PupilId.eq(pupil)).add(analysis_row::Column::RemovedAt.is_null())
        });
    let query = analysis::Entity::find()
        .select_only()
        .columns([analysis::Column::Id, analysis::Column::Period])
        .column(analysis_row::Column::Answers)
        .join(JoinType::LeftJoin, rows)
        .filter(analysis::Column::SchoolId.eq(school))
        .filter(analysis::Column::SchoolYear.eq(year.start_year()))
        .order_by_desc(analysis::Column::Period)
        .order_by_desc(analysis_row::Column::ChangedAt);
    let rows = work.shaped::<analysis::Entity, Said>(query).await?;
    let Some((last, number)) = rows.first().map(|said| (said.id, said.period)) else { return Ok(None) };
    let mut answers = Answers::default();
    for said in rows.into_iter().filter(|said| said.id == last) {
        for (field, answer) in said.answers.map(read).transpose()?.unwrap_or_default().0 {
            // What was changed last counts.
            answers.0.entry(field).or_insert(answer);
        }
    }
    if answers.is_empty() {
        return Ok(None);
    }
    let period = period(work.scope(), kind, year, number)?;
    Ok(Some(Taken { sheet: Sheet { form: form.key.clone(), round: 1, answers }, ground, period }))
}
