//! The list of pupils: searched, filtered, sorted and counted in the database, among those this actor may see.
use super::{Identifying, visible_to};
use crate::{
    Failure, Scope,
    audit::Subject,
    consents,
    scope::Work,
    store::{
        back,
        entity::{case, case_step, organisation, pupil},
    },
    templates,
};
use chrono::NaiveDate;
use domain::{
    actor::{Actor, Side},
    id::{OrganisationId, PupilId},
    page::{
        Choice, ConsentLine, School,
        pupil::{Filter, Line, Pupils},
    },
    policy::{Action, Grounds, permit},
    pupil::{Group, Search},
    template::Body,
    term::Term,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, Func, Query, SelectStatement},
};
use std::collections::HashMap;

/// Pupils on one page.
pub const PER_PAGE: u64 = 50;

#[derive(FromQueryResult)]
struct Row {
    id: PupilId,
    school_id: OrganisationId,
    #[sea_orm(nested)]
    who: Identifying,
    total: i64,
}

#[derive(FromQueryResult)]
struct Place {
    pupil_id: PupilId,
    step: String,
    since: NaiveDate,
    due_on: Option<NaiveDate>,
}

/// One page of the list. Whoever logged in with one factor is told so; nobody finds a name that is not for them.
pub async fn list(scope: &Scope, filter: Filter, page: u64) -> Result<Pupils, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::list("pupil");
    let ground = work.permit(Action::ListPupils, subject, Grounds::none()).await?;
    let current = templates::today(&mut work).await?;
    let mut page = page.clamp(1, 100_000);
    let asked = matching(scope, &filter)?;
    let on = |page: u64| asked.clone().limit(PER_PAGE).offset((page - 1) * PER_PAGE);
    let mut rows: Vec<Row> = work.shaped(on(page)).await?;
    if rows.is_empty() && page > 1 {
        // Pupils went since the address was made: beyond the last page stands the last page.
        page = work.count(asked.clone()).await?.div_ceil(PER_PAGE).clamp(1, page);
        rows = work.shaped(on(page)).await?;
    }
    let total = rows.first().map_or(0, |row| u64::try_from(row.total).unwrap_or_default());
    let ids: Vec<PupilId> = rows.iter().map(|row| row.id).collect();
    let steps = steps_of(&mut work, &ids).await?;
    let consents = consents::all_of(&mut work, &ids).await?;
    let schools = own_schools(&mut work, scope.actor()).await?;
    let body = current.as_ref().map(|pinned| &**pinned.template);
    let purpose = body.map_or("", purpose);
    let mine = scope.actor().partner_organisations();
    let state = |pupil: PupilId, school: OrganisationId| {
        if scope.actor().is_at_home(school) {
            consents.of(pupil, purpose, scope.today())
        } else {
            consents.of_parties(pupil, purpose, scope.today(), &mine)
        }
    };
    let lines = rows.into_iter().map(|row| {
        let step = steps.get(&row.id);
        Line {
            school: name_of(&schools, row.school_id),
            step: step.map_or_else(String::new, |step| label(body, step)),
            since: step.map(|step| step.since),
            term: step.and_then(|step| step.due_on).map(|due| Term::new(due).chip(scope.today())),
            consent: ConsentLine::of(&state(row.id, row.school_id), &[]),
            pupil: row.who.named(row.id),
        }
    });
    let answer = Pupils {
        lines: lines.collect(),
        total,
        page,
        pages: total.div_ceil(PER_PAGE),
        filter,
        steps: body.map(choices).unwrap_or_default(),
        can_register: may_register_somewhere(scope.actor()),
        by_consent: only_by_consent(scope.actor()),
        schools,
    };
    work.note(Action::ListPupils, subject, ground, "naam, groep, school, stap, toestemming");
    work.done(answer).await
}

fn matching(scope: &Scope, filter: &Filter) -> Result<Select<pupil::Entity>, Failure> {
    use pupil::Column::{Group as Number, Id, SchoolId, SearchName};
    let sector = || pupil::of_school(pupil::Entity, organisation::Column::Sector);
    let tenant = scope.tenant().id;
    let mut query = pupil::Entity::find()
        .select_only()
        .filter(pupil::named(&Search::of(&filter.text)))
        .columns([Id, SchoolId])
        .columns(Identifying::COLUMNS)
        .expr_as(sector(), "sector")
        .column_as(Expr::cust("COUNT(*) OVER ()"), "total")
        .filter(visible_to(scope.actor(), tenant, scope.today()));
    if !filter.school.is_empty() {
        let school: OrganisationId = filter.school.parse().map_err(|_| Failure::Absent)?;
        query = query.filter(SchoolId.eq(school));
    }
    if !filter.step.is_empty() {
        query = query.filter(Id.in_subquery(in_step(scope, &filter.step)));
    }
    if !filter.group.is_empty() {
        let Group { years, number } = Group::from_key(&filter.group).ok_or(Failure::Absent)?;
        query = query.filter(Number.eq(i32::from(number))).filter(sector().eq(years.sector().key()));
    }
    // Groepen before klassen: po comes before vo.
    let by_year =
        |query: Select<pupil::Entity>, order: Order| query.order_by(sector(), order.clone()).order_by(Number, order);
    let by_name = |query: Select<pupil::Entity>, order: Order| query.order_by(SearchName, order).order_by_asc(Id);
    Ok(match filter.order.as_str() {
        "groep" => by_name(by_year(query, Order::Asc), Order::Asc),
        "-groep" => by_name(by_year(query, Order::Desc), Order::Asc),
        "-naam" => by_name(query, Order::Desc),
        _ => by_name(query, Order::Asc),
    })
}

/// Pupils with a running case in this step.
fn in_step(scope: &Scope, step: &str) -> SelectStatement {
    let tenant = scope.tenant().id;
    let col = |column| Expr::col((case_step::Entity, column));
    let same = col(case_step::Column::TenantId)
        .eq(Expr::col((case::Entity, case::Column::TenantId)))
        .and(col(case_step::Column::CaseId).eq(Expr::col((case::Entity, case::Column::Id))));
    Query::select()
        .column((case::Entity, case::Column::PupilId))
        .from(case::Entity)
        .inner_join(case_step::Entity, same)
        .cond_where(
            Condition::all()
                .add(case::Column::TenantId.eq(tenant))
                .add(case::Column::ClosedAt.is_null())
                .add(case_step::Column::LeftAt.is_null())
                .add(case_step::Column::Step.eq(step)),
        )
        .to_owned()
}

async fn steps_of(work: &mut Work<'_>, pupils: &[PupilId]) -> Result<HashMap<PupilId, Place>, Failure> {
    if pupils.is_empty() {
        return Ok(HashMap::new());
    }
    let query = case::Entity::find()
        .select_only()
        .column(case::Column::PupilId)
        .columns([case_step::Column::Step, case_step::Column::Since, case_step::Column::DueOn])
        .join(JoinType::InnerJoin, back::<case::Entity, case_step::Entity>(case_step::Column::CaseId))
        .filter(case::Column::PupilId.is_in(pupils.iter().copied()))
        .filter(case::Column::ClosedAt.is_null())
        .filter(case_step::Column::LeftAt.is_null());
    Ok(work.shaped::<case::Entity, Place>(query).await?.into_iter().map(|step| (step.pupil_id, step)).collect())
}

/// The schools in which the actor works, by name.
pub(crate) async fn own_schools(work: &mut Work<'_>, actor: &Actor) -> Result<Vec<School>, Failure> {
    let mut ids: Vec<OrganisationId> = actor.memberships.iter().flat_map(|m| m.schools.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let query = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids))
        .order_by(Func::lower(Expr::col((organisation::Entity, organisation::Column::Name))), Order::Asc);
    let rows = work.all(query).await?;
    // What is no school counts nothing, and nobody works there.
    Ok(rows.into_iter().filter_map(organisation::Model::choice).collect())
}

fn name_of(schools: &[School], id: OrganisationId) -> String {
    let id = id.to_string();
    schools.iter().find(|school| school.value == id).map_or_else(String::new, |school| school.label.clone())
}

/// The word of today for a step; a step that only an older version knows keeps its name.
fn label(template: Option<&Body>, place: &Place) -> String {
    let step = template.and_then(|body| body.step(&place.step));
    step.map_or_else(|| place.step.replace('_', " "), |step| step.label.clone())
}

fn choices(template: &Body) -> Vec<Choice> {
    template.steps.iter().map(|step| Choice { value: step.key.to_string(), label: step.label.clone() }).collect()
}

/// The purpose of the meeting that everybody asks about first.
pub(super) fn purpose(template: &Body) -> &str {
    let asked = template.meetings.iter().find_map(|meeting| meeting.consent.as_ref());
    asked.or_else(|| template.consents.first().map(|consent| &consent.key)).map_or("", |key| key.as_str())
}

fn may_register_somewhere(actor: &Actor) -> bool {
    let may = |school| permit(actor, Action::RegisterPupil, Grounds::school(school)).is_ok();
    actor.schools(Side::School).into_iter().any(may)
}

fn only_by_consent(actor: &Actor) -> bool {
    actor.home_schools().is_empty()
}
