//! What became of cases that were moved together, and which of them can go back.
use super::{
    super::of_pupil::{Case, whole},
    back::{may_return, moved_and_there, of_moving},
    earlier::{self, Line},
    permit,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    failure::Broken,
    members::{self, Names},
    scope::Work,
    store::{
        entity::{case, case_move, organisation},
        to,
    },
};
use domain::{
    calendar::short_date,
    id::{CaseId, MovingId},
    page::moving::{After, CaseAfter, Outcome},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect};
use std::collections::HashMap;

#[derive(FromQueryResult)]
struct School {
    id: CaseId,
    school: String,
}

/// The page.
pub async fn after(scope: &Scope, id: MovingId) -> Result<After, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::of("moving", id.0);
    let ground = permit(&mut work, subject).await?;
    let lines: Vec<Line> = earlier::lines(&mut work, Some(id)).await?;
    let rows = work.all(case_move::Entity::find().filter(case_move::Column::MovingId.eq(id))).await?;
    let cases: HashMap<CaseId, Case> =
        whole(&mut work, &moved_and_there(scope, id)).await?.into_iter().map(|case| (case.row.id, case)).collect();
    let schools = schools(&mut work, scope, id).await?;
    let who = lines.iter().map(|line| line.moved_by).chain(rows.iter().filter_map(|row| row.undone_by)).collect();
    let names = members::names(&mut work, who).await?;
    let moving = earlier::told(&lines, &names, scope.today()).pop().ok_or(Failure::Absent)?;
    let one = |row: case_move::Model| {
        let school = schools.get(&row.case_id).cloned().unwrap_or_default();
        line(row, school, &cases, &names, scope)
    };
    let mut cases = rows.into_iter().map(one).collect::<Result<Vec<_>, Failure>>()?;
    cases.sort_by(|a, b| (&a.school, &a.number).cmp(&(&b.school, &b.number)));
    work.note(Action::MoveCases, subject, ground, "casusnummer, school, uitkomst");
    work.done(After { moving, cases }).await
}

async fn schools(work: &mut Work<'_>, scope: &Scope, id: MovingId) -> Result<HashMap<CaseId, String>, Failure> {
    let query = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .column_as(organisation::Column::Name, "school")
        .join(JoinType::InnerJoin, to::<case::Entity, organisation::Entity>(case::Column::SchoolId))
        .filter(case::Column::Id.in_subquery(of_moving(scope, id)));
    let found: Vec<School> = work.shaped(query).await?;
    Ok(found.into_iter().map(|line| (line.id, line.school)).collect())
}

fn line(
    row: case_move::Model,
    school: String,
    cases: &HashMap<CaseId, Case>,
    names: &Names,
    scope: &Scope,
) -> Result<CaseAfter, Failure> {
    let outcome = Outcome::from_key(&row.outcome).ok_or_else(|| Broken::Stored(row.outcome.clone()))?;
    let returns = match (outcome, row.undone_at, cases.get(&row.case_id)) {
        (Outcome::Moved, None, Some(case)) => Some(may_return(&row, case, scope.today())),
        _ => None,
    };
    let text = match (outcome, row.undone_at) {
        (Outcome::Waiting, _) => "wacht nog".to_owned(),
        (Outcome::Skipped, _) => row.reason.clone(),
        (Outcome::Moved, None) => "overgezet".to_owned(),
        (Outcome::Moved, Some(at)) => {
            let by = row.undone_by.map(|by| names.name(by)).filter(|name| !name.is_empty());
            let by = by.map(|name| format!(" door {name}")).unwrap_or_default();
            format!("teruggezet op {}{by}", short_date(local(at).date()))
        }
    };
    Ok(CaseAfter {
        id: row.id,
        number: row.case_id.number(),
        school,
        outcome,
        text,
        can_go_back: matches!(returns, Some(Ok(_))),
        why_not: returns.and_then(Result::err).map(|why| why.to_string()).unwrap_or_default(),
    })
}
