//! The log in words: searched by pupil, person and period, newest first.
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::{from_local, local},
    fields::Fields,
    store::entity::{audit, pupil},
    templates::{self, Pinned},
};
use chrono::{DateTime, Days, NaiveTime, Utc};
use domain::{
    actor::Function,
    page::log::{Filter, Line, Log, deed, field, subject},
    policy::{Action, Ground, Grounds, Refusal},
    pupil::{Search, full_name},
    template::Body,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Expr, ExprTrait, Func, Query},
};

/// Lines on one page.
pub const PER_PAGE: u64 = 100;

/// The most lines an export holds.
pub const EXPORTED: u64 = 20_000;

#[derive(FromQueryResult)]
struct Row {
    at: DateTime<Utc>,
    person_name: String,
    function: String,
    organisation: String,
    action: String,
    subject_kind: String,
    outcome: String,
    ground: String,
    fields: String,
    given_name: Option<String>,
    prefix: Option<String>,
    family_name: Option<String>,
    total: i64,
}

/// One page of the log.
pub async fn list(scope: &Scope, filter: Filter, page: u64) -> Result<Log, Failure> {
    let (rows, page, way) = read(scope, &filter, PER_PAGE, page.clamp(1, 100_000), "inzage").await?;
    let total = rows.first().map_or(0, |row| u64::try_from(row.total).unwrap_or_default());
    let pages = total.div_ceil(PER_PAGE);
    Ok(Log { lines: lines(rows, way.as_ref()), total, page, pages, filter })
}

/// What the list shows, whole.
pub async fn export(scope: &Scope, filter: &Filter) -> Result<Vec<Line>, Failure> {
    let (rows, _, way) = read(scope, filter, EXPORTED, 1, "export").await?;
    Ok(lines(rows, way.as_ref()))
}

/// The lines of a page, which page that is (beyond the last one stands the last one), and the way of working whose words
/// they use.
async fn read(
    scope: &Scope,
    filter: &Filter,
    limit: u64,
    mut page: u64,
    how: &str,
) -> Result<(Vec<Row>, u64, Option<Pinned>), Failure> {
    let mut work = scope.see().await?;
    let about = Subject::list("audit");
    let ground = work.permit(Action::SeeLog, about, Grounds::none()).await?;
    let asked = matching(scope, filter)?;
    let on = |page: u64| asked.clone().limit(limit).offset((page - 1) * limit);
    let mut rows: Vec<Row> = work.shaped(on(page)).await?;
    if rows.is_empty() && page > 1 {
        page = work.count(asked.clone()).await?.div_ceil(limit).clamp(1, page);
        rows = work.shaped(on(page)).await?;
    }
    let way = templates::today(&mut work).await?;
    work.note(Action::SeeLog, about, ground, how);
    work.done((rows, page, way)).await
}

fn matching(scope: &Scope, filter: &Filter) -> Result<Select<audit::Entity>, Failure> {
    use audit::Column::{
        Action as Deed, At, Fields as Names, Function as FunctionKey, Ground as Why, Id, Organisation, Outcome,
        PersonName, SubjectId, SubjectKind,
    };
    let mut fields = Fields::default();
    let from = fields.optional_date("van", "Van", &filter.from);
    let until = fields.optional_date("tot", "Tot en met", &filter.until);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        fields.wrong("tot", "Tot en met: dit is vóór de eerste dag.");
    }
    fields.finish()?;
    let of_pupil: RelationDef = audit::Entity::belongs_to(pupil::Entity)
        .from((audit::Column::TenantId, SubjectId))
        .to((pupil::Column::TenantId, pupil::Column::Id))
        .into();
    let mut query = audit::Entity::find()
        .select_only()
        .columns([At, PersonName, FunctionKey, Organisation, Deed, SubjectKind, Outcome, Why, Names])
        .columns([pupil::Column::GivenName, pupil::Column::Prefix, pupil::Column::FamilyName])
        .column_as(Expr::cust("COUNT(*) OVER ()"), "total")
        .join(JoinType::LeftJoin, of_pupil)
        .order_by_desc(At)
        .order_by_desc(Id);
    let (child, who) = (Search::of(&filter.pupil), Search::of(&filter.who));
    if child != Search::All {
        query = query.filter(SubjectId.in_subquery(pupils_named(scope, &child)));
    }
    if who == Search::Nobody {
        query = query.filter(Expr::value(false));
    }
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>();
    for word in filter.who.split_whitespace().map(plain).filter(|word| !word.is_empty()).take(5) {
        let word = word.to_lowercase();
        query = query.filter(Func::lower(Expr::col((audit::Entity, PersonName))).like(format!("%{word}%")));
    }
    if let Some(from) = from {
        query = query.filter(At.gte(from_local(from.and_time(NaiveTime::MIN))));
    }
    if let Some(after) = until.and_then(|until| until.checked_add_days(Days::new(1))) {
        query = query.filter(At.lt(from_local(after.and_time(NaiveTime::MIN))));
    }
    Ok(query)
}

/// Pupils of the tenant whom this search finds.
fn pupils_named(scope: &Scope, search: &Search) -> sea_orm::sea_query::SelectStatement {
    let named = pupil::named(search).add(pupil::Column::TenantId.eq(scope.tenant().id));
    Query::select().column(pupil::Column::Id).from(pupil::Entity).cond_where(named).to_owned()
}

fn lines(rows: Vec<Row>, way: Option<&Pinned>) -> Vec<Line> {
    let body = way.map(|way| &**way.template);
    rows.into_iter().map(|row| line(row, body)).collect()
}

/// The fields of a line in words: Rondom's own, then those of the way of working. What is in neither stands as it was
/// noted.
fn fields_in_words(fields: &str, body: Option<&Body>) -> String {
    let one = |part: &str| {
        let (before, name) = part.rsplit_once(' ').unwrap_or(("", part));
        let words = field(part).map(str::to_owned).or_else(|| {
            let label = of_way(body?, name)?;
            Some(if before.is_empty() { label } else { format!("{before} {label}") })
        });
        words.unwrap_or_else(|| part.to_owned())
    };
    fields.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// The way of working's own word for a field, a part of a form or a step.
fn of_way(body: &Body, key: &str) -> Option<String> {
    let field = body
        .forms
        .iter()
        .flat_map(|form| &form.sections)
        .find_map(|part| part.field(key))
        .map(|field| field.text.clone());
    let section = || body.forms.iter().find_map(|form| form.section(key)).map(|section| section.title.clone());
    field.or_else(section).or_else(|| body.step(key).map(|step| step.label.clone()))
}

fn line(row: Row, body: Option<&Body>) -> Line {
    let action = Action::ALL.iter().find(|action| action.key() == row.action);
    let function = Function::from_key(&row.function).map(Function::label);
    let name = match (&row.given_name, &row.prefix, &row.family_name) {
        (Some(given), Some(prefix), Some(family)) => full_name(given, prefix, family),
        _ => subject(&row.subject_kind).to_owned(),
    };
    let refused = row.outcome == "refused";
    Line {
        at: local(row.at).format("%d-%m-%Y %H:%M:%S").to_string(),
        who: row.person_name,
        place: [function.unwrap_or(&row.function), &row.organisation]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        what: action.map_or_else(|| row.action.clone(), |action| deed(*action).to_owned()),
        about: name,
        ground: if refused {
            let why = Refusal::from_key(&row.ground).map_or_else(|| row.ground.clone(), |why| why.label().to_owned());
            format!("geweigerd: {why}")
        } else {
            Ground::from_key(&row.ground).map_or("", Ground::label).to_owned()
        },
        refused,
        fields: fields_in_words(&row.fields, body),
    }
}
