//! Which pupils an actor may see, as a condition on `pupil`: the same rule as `policy::permit(SeePupil)`, for lists and
//! searches. A test puts both beside each other on random data.
use crate::store::entity::{consent, consent_party, pupil};
use chrono::NaiveDate;
use domain::{
    actor::{Actor, Side},
    id::{OrganisationId, TenantId},
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};

/// The school and the SWV see their own schools' pupils; a partner sees, at the schools where it works, the pupils
/// whose consent in force names its organisation. Silence, one factor and everybody else see nobody.
pub fn visible_to(actor: &Actor, tenant: TenantId, today: NaiveDate) -> Condition {
    if !actor.two_factor {
        return Condition::all().add(nobody());
    }
    let own = actor.home_schools();
    let partners = actor.on(Side::Partner).filter(|membership| !membership.schools.is_empty());
    partners.fold(Condition::any().add(at(&own)), |any, membership| {
        let named = pupil::Column::Id.in_subquery(shared_with(membership.organisation, tenant, today));
        any.add(Condition::all().add(at(&membership.schools)).add(named))
    })
}

fn at(schools: &[OrganisationId]) -> SimpleExpr {
    if schools.is_empty() { nobody() } else { pupil::Column::SchoolId.is_in(schools.iter().copied()) }
}

fn nobody() -> SimpleExpr {
    Expr::val(1).eq(0)
}

/// Pupils whose consent in force, for any purpose, names this organisation.
fn shared_with(organisation: OrganisationId, tenant: TenantId, today: NaiveDate) -> SelectStatement {
    use consent::Column::{GivenOn, Id, PupilId, TenantId as Tenant, ValidUntil, WithdrawnOn};
    use consent_party::Column::{ConsentId, OrganisationId as Party, TenantId as PartyTenant};
    let same = Expr::col((consent_party::Entity, PartyTenant))
        .eq(Expr::col((consent::Entity, Tenant)))
        .and(Expr::col((consent_party::Entity, ConsentId)).eq(Expr::col((consent::Entity, Id))));
    Query::select()
        .column((consent::Entity, PupilId))
        .from(consent::Entity)
        .inner_join(consent_party::Entity, same)
        .and_where(Tenant.eq(tenant))
        .and_where(Party.eq(organisation))
        .and_where(WithdrawnOn.is_null())
        .and_where(GivenOn.lte(today))
        .and_where(ValidUntil.gte(today))
        .to_owned()
}
