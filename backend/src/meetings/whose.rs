//! Whose meeting it is: of a school, of an area, or of the organisation that holds it; and from that, which schools and
//! pupils it is about and who has a place there. The same in Rust (`domain::policy::Table`) and for the database.
use crate::{
    Failure,
    scope::Work,
    store::entity::{area, meeting, membership_school, organisation, pupil},
};
use domain::{
    actor::{Actor, Membership, Side},
    id::{AreaId, OrganisationId},
    policy::{Schools, Seats, Table},
    template::Body,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Func, Query, SelectStatement},
};

/// The table of a meeting under its way of working; of a kind that nobody knows, nobody has a seat.
pub(crate) fn table(schools: Schools, host: Option<OrganisationId>, kind: &str, template: &Body) -> Table {
    let seats = template.meeting(kind).map(|kind| Seats::of(template, kind)).unwrap_or_default();
    Table { schools, host, seats }
}

/// "De Esdoorn", "Veendam/Pekela", "Samenwerkingsverband Groningen": a column of a query on `meeting`.
pub(crate) fn name() -> Expr {
    let mine = |column| Expr::col((meeting::Entity, column));
    let named = |query: SelectStatement| Expr::SubQuery(None, Box::new(query.into()));
    let holder = Func::coalesce([mine(meeting::Column::SchoolId), mine(meeting::Column::OrganisationId)]);
    let organisation = Query::select()
        .column((organisation::Entity, organisation::Column::Name))
        .from(organisation::Entity)
        .and_where(
            Expr::col((organisation::Entity, organisation::Column::TenantId)).eq(mine(meeting::Column::TenantId)),
        )
        .and_where(Expr::col((organisation::Entity, organisation::Column::Id)).eq(holder))
        .to_owned();
    let area = Query::select()
        .column((area::Entity, area::Column::Name))
        .from(area::Entity)
        .and_where(Expr::col((area::Entity, area::Column::TenantId)).eq(mine(meeting::Column::TenantId)))
        .and_where(Expr::col((area::Entity, area::Column::Id)).eq(mine(meeting::Column::AreaId)))
        .to_owned();
    Func::coalesce([named(organisation), named(area)]).into()
}

/// Meetings that what is held here touches: `Table::touches` for the database.
pub(crate) fn touches(held: &Membership) -> Condition {
    use meeting::Column::{AreaId, OrganisationId, SchoolId};
    let wide = |more: bool| more.then(|| SchoolId.is_null());
    let all = || Condition::all().add(SchoolId.is_null()).add(AreaId.is_null());
    Condition::any()
        .add(SchoolId.is_in(held.schools.iter().copied()))
        .add(AreaId.is_in(held.areas.iter().copied()))
        .add(OrganisationId.eq(held.organisation))
        .add_option((!held.schools.is_empty()).then(all))
        .add_option(wide(held.function.side() == Side::Management))
}

/// Meetings that something which the actor holds touches.
pub(crate) fn touched_by(actor: &Actor) -> Condition {
    actor.memberships.iter().fold(Condition::any().add(Expr::val(1).eq(0)), |any, held| any.add(touches(held)))
}

/// Pupils of these schools, in a query that has `pupil`.
pub(super) fn pupils_of(schools: Schools) -> Condition {
    match schools {
        Schools::One(school) => Condition::all().add(pupil::Column::SchoolId.eq(school)),
        Schools::All => Condition::all(),
        Schools::Of(area) => {
            Condition::all().add(in_area(pupil::Entity, pupil::Column::TenantId, pupil::Column::SchoolId, area))
        }
    }
}

/// The schools of a meeting in which somebody works, in a query that has `membership_school`.
pub(super) fn members_of(schools: Schools) -> Condition {
    use membership_school::Column::{SchoolId, TenantId};
    match schools {
        Schools::One(school) => Condition::all().add(SchoolId.eq(school)),
        Schools::All => Condition::all().add(SchoolId.is_not_null()),
        Schools::Of(area) => Condition::all().add(in_area(membership_school::Entity, TenantId, SchoolId, area)),
    }
}

/// The school in this column lies in the area.
fn in_area<E: EntityTrait>(table: E, tenant: E::Column, school: E::Column, area: AreaId) -> Expr {
    let schools = Query::select()
        .column((organisation::Entity, organisation::Column::Id))
        .from(organisation::Entity)
        .and_where(Expr::col((organisation::Entity, organisation::Column::TenantId)).equals((table, tenant)))
        .and_where(organisation::Column::AreaId.eq(area))
        .to_owned();
    Expr::col((table, school)).in_subquery(schools)
}

/// The names of the schools.
pub(super) async fn schools(work: &mut Work<'_>, schools: Schools) -> Result<Vec<String>, Failure> {
    let query = organisation::Entity::find().filter(organisation::Column::Kind.eq("school"));
    let query = match schools {
        Schools::One(school) => query.filter(organisation::Column::Id.eq(school)),
        Schools::Of(area) => query.filter(organisation::Column::AreaId.eq(area)),
        Schools::All => query,
    };
    Ok(work.all(query).await?.into_iter().map(|row| row.name).collect())
}
