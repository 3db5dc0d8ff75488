//! What exists outside the tenants: their list, the region, the persons, their logins and the doors they may knock at.
use super::{Settings, moments::at, people::People, places, random::Ids, tenancy::Tenancy, tenants};
use crate::{
    Failure,
    store::{
        Store,
        entity::{identity, person, person_tenant, region, region_member, region_tenant, tenant},
    },
};
use domain::{calendar::SchoolYear, id::RegionId};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, TransactionTrait,
};

/// Writes everything that has no tenant, as owner.
pub(super) async fn plant(store: &Store, settings: &Settings, people: &People, all: &[Tenancy]) -> Result<(), Failure> {
    let since = at(settings.today, 9, 0);
    let (slug, name, members) = tenants::REGION;
    let region_id: RegionId = Ids::named(slug).at(since);
    let region = region::Model { id: region_id, slug: slug.into(), name: name.into() };
    let in_region = all.iter().filter(|tenancy| members.contains(&tenancy.plan.slug));
    let links = in_region.map(|tenancy| region_tenant::Model { region_id, tenant_id: tenancy.id });
    let (chair, function) = places::CHAIR;
    let chair = region_member::Model {
        region_id,
        person_id: people.persona(chair)?,
        function: function.into(),
        valid_from: SchoolYear::of(settings.today).previous().first_day(),
        valid_until: None,
    };
    let tenants = all.iter().map(|tenancy| tenant::Model {
        id: tenancy.id,
        slug: tenancy.plan.slug.into(),
        name: tenancy.plan.name.into(),
        sector: tenancy.plan.sector,
        colour: tenancy.plan.colour.into(),
        holiday_region: tenancy.plan.holidays.label().to_lowercase(),
    });
    let tx = store.owner().begin().await?;
    add::<tenant::Entity>(&tx, tenants).await?;
    add::<person::Entity>(&tx, people.persons.clone()).await?;
    add::<identity::Entity>(&tx, people.identities.clone()).await?;
    add::<person_tenant::Entity>(&tx, people.person_tenants()).await?;
    add::<region::Entity>(&tx, [region]).await?;
    add::<region_tenant::Entity>(&tx, links).await?;
    add::<region_member::Entity>(&tx, [chair]).await?;
    Ok(tx.commit().await?)
}

async fn add<E>(tx: &DatabaseTransaction, rows: impl IntoIterator<Item = E::Model>) -> Result<(), Failure>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    E::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
