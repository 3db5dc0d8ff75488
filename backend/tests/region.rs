//! A region sees numbers that its tenants reported, and nobody without a seat sees the region.

use backend::{
    house::Visitor,
    region::{self, RegionScope},
    store::entity::{region as regions, region_member, region_tenant},
    testing::{World, houses},
};
use domain::id::{PersonId, RegionId};
use sea_orm::{EntityTrait, IntoActiveModel};

#[tokio::test]
async fn a_region_shows_its_tenants_with_what_they_reported_and_only_to_its_members() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        World::new(&house, "elders").await;
        let gerda = world.member("Gerda Groen", domain::actor::Function::Bestuurder, world.swv, &[]).await;
        let id = RegionId(house.house.new_id());
        let row = regions::Model { id, slug: "regio".into(), name: "Regio Noord".into() };
        regions::Entity::insert(row.into_active_model()).exec_without_returning(&house.owner).await.unwrap();
        let part = region_tenant::Model { region_id: id, tenant_id: world.tenant.id };
        region_tenant::Entity::insert(part.into_active_model()).exec_without_returning(&house.owner).await.unwrap();
        let seat = region_member::Model {
            region_id: id,
            person_id: gerda.person,
            function: "voorzitter".into(),
            valid_from: "2026-08-01".parse().unwrap(),
            valid_until: None,
        };
        region_member::Entity::insert(seat.into_active_model()).exec_without_returning(&house.owner).await.unwrap();

        let region = house.house.region("regio").await.unwrap().unwrap();
        let visitor = |person| Visitor { person, name: "Gerda Groen".into(), two_factor: true };
        let nobody = RegionScope::enter(&house.house, &region, &visitor(PersonId(house.house.new_id()))).await.unwrap();
        assert!(nobody.is_none());
        let scope = RegionScope::enter(&house.house, &region, &visitor(gerda.person)).await.unwrap().unwrap();
        assert_eq!(scope.overview().await.unwrap().participants[0].areas, None);
        for _ in 0..2 {
            region::report(&house.house).await.unwrap();
        }
        let seen = scope.overview().await.unwrap();
        assert_eq!((seen.participants.len(), seen.participants[0].areas), (1, Some(0)), "{}", house.engine);
        assert_eq!(seen.participants[0].reported_on, "07-09-2026");
    }
}
