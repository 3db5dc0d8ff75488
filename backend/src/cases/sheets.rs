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
use std::collections::HashMap;

/// Every sheet of a case; one statement.
pub async fn of_case(tx: &mut TenantTx, case: CaseId) -> Result<Sheets, Failure> {
    Ok(of_cases(tx, &[case]).await?.remove(&case).unwrap_or_default())
}

/// Every sheet of these cases; one statement. A case without one is not in the answer.
pub async fn of_cases(tx: &mut TenantTx, cases: &[CaseId]) -> Result<HashMap<CaseId, Sheets>, Failure> {
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let query = case_sheet::Entity::find().filter(case_sheet::Column::CaseId.is_in(cases.iter().copied()));
    let mut all: HashMap<CaseId, Sheets> = HashMap::new();
    for row in tx.all(query).await? {
        all.entry(row.case_id).or_default().0.push(read(&row.form, row.round, row.answers)?);
    }
    Ok(all)
}

/// One sheet as it is stored.
pub fn read(form: &str, round: i32, answers: Json) -> Result<Sheet, Failure> {
    let stored = |cause: String| Broken::Stored(format!("sheet {form}: {cause}"));
    let form = Key::parse(form).map_err(|cause| stored(cause.to_string()))?;
    let round = u32::try_from(round).map_err(|cause| stored(cause.to_string()))?;
    let answers: Answers = serde_json::from_value(answers).map_err(|cause| stored(cause.to_string()))?;
    Ok(Sheet { form, round, answers })
}
