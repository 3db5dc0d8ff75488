//! The published versions of a tenant, with how many cases run under each, and to which of them cases can go.
use crate::{
    Failure,
    scope::Work,
    store::{
        back,
        entity::{case, template, template_area},
    },
    templates,
};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    id::{AreaId, TemplateId},
    page::moving::Version,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};

#[derive(FromQueryResult)]
struct Line {
    id: TemplateId,
    number: i32,
    title: String,
    effective_from: NaiveDate,
    running: i64,
    area_id: Option<AreaId>,
}

/// Every version, newest first; one statement.
pub(super) async fn all(work: &mut Work<'_>) -> Result<Vec<Version>, Failure> {
    use template::Column::{EffectiveFrom, Id, Number, Title};
    let query = template::Entity::find()
        .select_only()
        .columns([Id, Number, Title, EffectiveFrom])
        .column_as(running(), "running")
        .column(template_area::Column::AreaId)
        .join(JoinType::LeftJoin, back::<template::Entity, template_area::Entity>(template_area::Column::TemplateId))
        .order_by_desc(EffectiveFrom)
        .order_by_desc(Number);
    let lines: Vec<Line> = work.shaped(query).await?;
    let today = work.scope().today();
    let began = lines.iter().map(|line| (line.area_id, line.effective_from, line.number, line.id));
    let in_force: Vec<TemplateId> = templates::newest(began, today).into_values().collect();
    let mut all: Vec<Version> = vec![];
    // A row for each of its areas.
    for line in lines {
        let area = line.area_id;
        match all.last_mut().filter(|last| last.id == line.id) {
            Some(last) => last.areas.extend(area),
            None => all.push(Version { areas: area.into_iter().collect(), ..version(line, &in_force, today) }),
        }
    }
    Ok(all)
}

/// The areas of one version; none is the whole tenant.
pub(super) async fn areas(work: &mut Work<'_>, of: TemplateId) -> Result<Vec<AreaId>, Failure> {
    let query = template_area::Entity::find().filter(template_area::Column::TemplateId.eq(of));
    Ok(work.all(query).await?.into_iter().map(|row| row.area_id).collect())
}

/// How many cases run under a version, as a column of a query on versions.
fn running() -> Expr {
    let of = |column| Expr::col((case::Entity, column));
    let count = Query::select()
        .expr(of(case::Column::Id).count())
        .from(case::Entity)
        .and_where(of(case::Column::TenantId).equals((template::Entity, template::Column::TenantId)))
        .and_where(of(case::Column::TemplateId).equals((template::Entity, template::Column::Id)))
        .and_where(of(case::Column::ClosedAt).is_null())
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}

fn version(line: Line, in_force: &[TemplateId], today: NaiveDate) -> Version {
    let Line { id, number, title, effective_from, running, .. } = line;
    let day = short_date(effective_from);
    let (standing, is_target) = if in_force.contains(&id) {
        (format!("geldt sinds {day}"), true)
    } else if effective_from > today {
        (format!("gaat gelden op {day}"), true)
    } else {
        (format!("gold vanaf {day}"), false)
    };
    let running = u64::try_from(running).unwrap_or_default();
    Version { id, label: format!("versie {number}"), title, standing, running, is_target, areas: vec![] }
}

/// From which version to which; anything that cannot be chosen is an error at its field.
pub(super) async fn pair(
    work: &mut Work<'_>,
    from: Option<TemplateId>,
    to: Option<TemplateId>,
) -> Result<(Version, Version), Failure> {
    let all = all(work).await?;
    let find = |id: Option<TemplateId>| all.iter().find(|version| Some(version.id) == id).cloned();
    let mut fields = crate::fields::Fields::default();
    let (found_from, found_to) = (find(from), find(to));
    if found_from.is_none() {
        fields.wrong("van", "Van: kies een versie uit de lijst.");
    }
    match &found_to {
        None => fields.wrong("naar", "Naar: kies een versie uit de lijst."),
        Some(to) if found_from.as_ref() == Some(to) => {
            fields.wrong("naar", "Naar: kies een andere versie dan die waaronder de casussen nu lopen.");
        }
        Some(to) if !to.is_target => fields
            .wrong("naar", format!("Naar: {} geldt niet meer. Kies de versie die nu geldt of gaat gelden.", to.label)),
        Some(_) => {}
    }
    fields.finish()?;
    found_from.zip(found_to).ok_or(Failure::Absent)
}
