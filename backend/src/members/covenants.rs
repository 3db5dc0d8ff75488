//! Covenants: a way of working may say that partners of a role see nothing before their organisation acceded. Who does not
//! count is left out where somebody comes in, so that no page, list or export can forget it.
use super::names;
use crate::{
    Failure, Scope,
    audit::Subject,
    failure::Stale,
    fields::Fields,
    scope::Work,
    store::{
        entity::{accession, membership, organisation},
        to,
    },
    templates,
};
use domain::{
    actor::{Actor, Function, Membership, Side},
    calendar::short_date,
    id::{AccessionId, OrganisationId},
    page::member::{Acceded, Covenant, Covenants},
    policy::{Action, Grounds},
    template::{Body, Published, Template},
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};
use std::sync::Arc;

/// The scope with the memberships that count today; refused with the reason when none is left. A way of working that asks
/// no covenant of this person costs nothing while it is remembered.
pub(crate) async fn let_in(scope: Scope) -> Result<Scope, Failure> {
    let actor = scope.actor();
    let asks = |body: &Body| actor.on(Side::Partner).any(|m| body.covenants(m.function).next().is_some());
    let none_asks = |known: Vec<Arc<Template<Published>>>| known.iter().all(|version| !asks(version));
    if actor.on(Side::Partner).next().is_none() || templates::remembered(&scope).is_some_and(none_asks) {
        return Ok(scope);
    }
    let mut work = scope.see().await?;
    work.by_itself();
    // What the version of one area asks, is asked in the whole tenant: memberships do not end at an area.
    let versions = templates::everywhere(&mut work).await?;
    if versions.iter().all(|pinned| !asks(&pinned.template)) {
        work.done(()).await?;
        return Ok(scope);
    }
    let acceded = work.all(accession::Entity::find().filter(accession::holds_on(scope.today()))).await?;
    work.done(()).await?;
    let lacks = |m: &Membership| {
        let has = |covenant: &str| {
            acceded.iter().any(|one| one.organisation_id == m.organisation && one.covenant == covenant)
        };
        let asked = versions.iter().flat_map(|pinned| pinned.template.covenants(m.function));
        asked.into_iter().find(|covenant| !has(covenant)).map(str::to_owned)
    };
    let (mut memberships, mut why) = (vec![], None);
    for membership in &actor.memberships {
        match lacks(membership) {
            None => memberships.push(membership.clone()),
            Some(covenant) => why = why.or(Some((&membership.organisation_name, covenant))),
        }
    }
    if let (true, Some((organisation, covenant))) = (memberships.is_empty(), why) {
        return Err(Failure::Rejected(format!(
            "{organisation} is nog niet toegetreden tot '{covenant}'. Tot dan ziet u hier niets. Vraag de functioneel beheerder van {}.",
            scope.tenant().name
        )));
    }
    Ok(scope.as_actor(Actor { memberships, ..actor.clone() }))
}

#[derive(FromQueryResult)]
struct Partner {
    function: String,
    organisation_id: OrganisationId,
    name: String,
}

/// Every covenant of the ways of working in force, with the organisations that it concerns.
pub async fn covenants(scope: &Scope) -> Result<Covenants, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::list("organisation");
    let ground = work.permit(Action::ListAccessions, subject, Grounds::none()).await?;
    let answer = Covenants { covenants: standing(&mut work).await?, today: short_date(scope.today()) };
    work.note(Action::ListAccessions, subject, ground, "organisatie, toetreding");
    work.done(answer).await
}

async fn standing(work: &mut Work<'_>) -> Result<Vec<Covenant>, Failure> {
    let versions = templates::everywhere(work).await?;
    let today = work.scope().today();
    let query = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Function, membership::Column::OrganisationId])
        .column_as(organisation::Column::Name, "name")
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(membership::Column::OrganisationId))
        .filter(membership::holds_on(today))
        .order_by_asc(organisation::Column::Name);
    let partners: Vec<Partner> = work.shaped(query).await?;
    let query = accession::Entity::find().filter(accession::Column::EndedOn.is_null());
    let acceded = work.all(query).await?;
    let names = names::names(work, acceded.iter().map(|one| one.recorded_by).collect()).await?;

    let roles = versions.iter().flat_map(|pinned| &pinned.template.roles);
    let mut all: Vec<&str> = roles.filter_map(|role| role.covenant.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    let covenant = |name: &str| {
        let mut organisations: Vec<Acceded> = vec![];
        for partner in &partners {
            let function = Function::from_key(&partner.function);
            let asks = function.is_some_and(|function| {
                versions.iter().flat_map(|pinned| pinned.template.covenants(function)).any(|asked| asked == name)
            });
            if !asks || organisations.iter().any(|known| known.organisation == partner.organisation_id) {
                continue;
            }
            let row = acceded.iter().find(|row| row.organisation_id == partner.organisation_id && row.covenant == name);
            organisations.push(Acceded {
                organisation: partner.organisation_id,
                name: partner.name.clone(),
                since: row.map(|row| row.acceded_on),
                by: row.map(|row| names.name(row.recorded_by)).unwrap_or_default(),
                record: row.map(|row| (row.id, row.version)),
            });
        }
        Covenant { name: name.to_owned(), organisations }
    };
    Ok(all.into_iter().map(covenant).collect())
}

/// An accession as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    pub covenant: &'a str,
    pub organisation: &'a str,
    pub on: &'a str,
}

/// Records that an organisation acceded; from that day on its people come in.
pub async fn accede(scope: &Scope, typed: Typed<'_>) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::RecordAccession, Subject::list("organisation"), Grounds::none()).await?;
    let by = scope.manager()?;
    let mut fields = Fields::default();
    let on = fields.date("op", "Toegetreden op", typed.on);
    if on.is_some_and(|on| on > scope.today()) {
        fields.wrong("op", "Toegetreden op: deze dag moet nog komen. Leg het vast als het zover is.");
    }
    let known = standing(&mut work).await?;
    let found = known.iter().find(|covenant| covenant.name == typed.covenant).and_then(|covenant| {
        covenant.organisations.iter().find(|one| one.organisation.to_string() == typed.organisation)
    });
    let found = found.ok_or(Failure::Absent)?;
    fields.finish()?;
    let Some(on) = on else { return Err(Failure::Absent) };
    if found.record.is_some() {
        return Err(Failure::Rejected(format!("{} is al toegetreden. Laad de pagina opnieuw.", found.name)));
    }
    let row = accession::Model {
        tenant_id: work.tenant(),
        id: AccessionId(scope.new_id()),
        organisation_id: found.organisation,
        covenant: typed.covenant.to_owned(),
        acceded_on: on,
        recorded_by: by,
        recorded_at: scope.now(),
        ended_on: None,
        ended_by: None,
        version: 1,
    };
    work.insert::<accession::Entity>(row).await.map_err(|failure| {
        let twice = "Een ander legde dit net ook vast. Laad de pagina opnieuw.";
        if failure.is_duplicate() { Failure::Rejected(twice.into()) } else { failure }
    })?;
    work.note(Action::RecordAccession, Subject::of("organisation", found.organisation.0), ground, "toetreding");
    work.done(()).await
}

/// Ends an accession: from the next request on the organisation's people see nothing here.
pub async fn end(scope: &Scope, id: AccessionId, version: i32) -> Result<(), Failure> {
    use accession::Column::{EndedOn, Id, Version};
    let mut work = scope.act().await?;
    let subject = Subject::list("organisation");
    let ground = work.permit(Action::EndAccession, subject, Grounds::none()).await?;
    let by = scope.manager()?;
    let row = work.get::<accession::Entity>(id).await?;
    let change =
        accession::ActiveModel { ended_on: Set(Some(scope.today())), ended_by: Set(Some(by)), ..Default::default() };
    let query = accession::Entity::update_many()
        .set(change)
        .col_expr(Version, Expr::col(Version).add(1))
        .filter(Id.eq(id))
        .filter(EndedOn.is_null())
        .filter(Version.eq(version));
    if work.update(query).await? != 1 {
        let name = work.member_names(row.ended_by.into_iter().collect()).await?.into_values().next();
        return Err(Stale::new(name, None, scope.now()).into());
    }
    work.note(Action::EndAccession, Subject::of("organisation", row.organisation_id.0), ground, "toetreding");
    work.done(()).await
}
