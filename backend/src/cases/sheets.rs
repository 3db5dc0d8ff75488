//! The forms about cases as they are stored, read into the words of the domain.
use crate::{
    Failure,
    failure::Broken,
    store::{TenantTx, entity::case_sheet},
};
use domain::{
    form::{Answers, Sheet, Sheets},
    id::CaseId,
    template::Key,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Json};

/// Every sheet of a case; one statement.
pub async fn of_case(tx: &mut TenantTx, case: CaseId) -> Result<Sheets, Failure> {
    let rows = tx.all(case_sheet::Entity::find().filter(case_sheet::Column::CaseId.eq(case))).await?;
    Ok(Sheets(rows.into_iter().map(|row| read(&row.form, row.round, row.answers)).collect::<Result<_, _>>()?))
}

/// One sheet as it is stored.
pub fn read(form: &str, round: i32, answers: Json) -> Result<Sheet, Failure> {
    let stored = |cause: String| Broken::Stored(format!("sheet {form}: {cause}"));
    let form = Key::parse(form).map_err(|cause| stored(cause.to_string()))?;
    let round = u32::try_from(round).map_err(|cause| stored(cause.to_string()))?;
    let answers: Answers = serde_json::from_value(answers).map_err(|cause| stored(cause.to_string()))?;
    Ok(Sheet { form, round, answers })
}
