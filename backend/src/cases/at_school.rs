//! Where the pupils of a school are: the running cases with their open step and the step before it ("wie van proces
//! veranderde is zichtbaar").
use crate::{
    Failure,
    store::{
        TenantTx,
        entity::{case, case_step},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{CaseId, MembershipId, OrganisationId, PupilId, TemplateId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Where one pupil is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    pub case: CaseId,
    pub template: TemplateId,
    /// Key of the open step.
    pub step: String,
    /// First day of this round of the step.
    pub since: NaiveDate,
    /// Key of the role that must move it.
    pub regie: String,
    pub due_on: Option<NaiveDate>,
    pub round: i32,
    /// Who has casusregie.
    pub lead: Option<MembershipId>,
    /// Key of the step before this one, when the pupil came from another.
    pub previous: Option<String>,
}

#[derive(FromQueryResult)]
struct Line {
    pupil_id: PupilId,
    case_id: CaseId,
    template_id: TemplateId,
    lead_id: Option<MembershipId>,
    step: String,
    since: NaiveDate,
    regie: String,
    due_on: Option<NaiveDate>,
    round: i32,
    left_at: Option<DateTime<Utc>>,
}

/// The running cases of a school, by pupil; one statement.
pub async fn at_school(tx: &mut TenantTx, school: OrganisationId) -> Result<HashMap<PupilId, Current>, Failure> {
    use case_step::Column::{CaseId as Case, DueOn, Id, LeftAt, Regie, Round, Since, Step};
    let query = case_step::Entity::find()
        .select_only()
        .columns([Case, Step, Since, Regie, DueOn, Round, LeftAt])
        .columns([case::Column::PupilId, case::Column::TemplateId, case::Column::LeadId])
        .join(JoinType::InnerJoin, to::<case_step::Entity, case::Entity>(Case))
        .filter(case::Column::SchoolId.eq(school))
        .filter(case::Column::ClosedAt.is_null())
        .order_by_asc(Case)
        .order_by_asc(Id);
    let mut before: HashMap<CaseId, Vec<String>> = HashMap::new();
    let mut current = HashMap::new();
    for line in tx.shaped::<case_step::Entity, Line>(query).await? {
        let trail = before.entry(line.case_id).or_default();
        if line.left_at.is_some() {
            trail.push(line.step);
            continue;
        }
        let previous = trail.iter().rev().find(|step| **step != line.step).cloned();
        current.entry(line.pupil_id).or_insert(Current {
            case: line.case_id,
            template: line.template_id,
            step: line.step,
            since: line.since,
            regie: line.regie,
            due_on: line.due_on,
            round: line.round,
            lead: line.lead_id,
            previous,
        });
    }
    Ok(current)
}
