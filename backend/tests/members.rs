//! Who is let in, and who is not any more.

use backend::{
    Failure,
    identity::invitations,
    members,
    testing::{Member, World, houses},
};
use domain::{actor::Function, page::member::Standing};

async fn fenna(world: &World<'_>) -> Member {
    world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await
}

#[tokio::test]
async fn an_invitation_gives_a_function_and_a_link_that_opens_once() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let (organisation, school) = (world.ggd.to_string(), world.esdoorn.to_string());
        let wanted = members::Wanted {
            name: "Vera Visser",
            email: "Vera@ggd.nl",
            function: "jeugdverpleegkundige",
            organisation: &organisation,
            schools: vec![&school],
            from: "7-9-2026",
            until: "",
        };
        let invited = members::invite(&fenna.scope, wanted.clone(), "http://localhost:3000").await.unwrap();
        assert_eq!(invited.until, "21-09-2026");
        let link = invited.link.unwrap();
        let token = link.strip_prefix("http://localhost:3000/uitnodiging/linde/").unwrap();
        let promise = invitations::look(&house.house, "linde", token).await.unwrap();
        assert_eq!(promise.name, "Vera Visser");
        assert_eq!(promise.memberships[0].schools, [world.esdoorn]);

        let page = members::list(&fenna.scope, "vera", "", None).await.unwrap();
        let vera = &page.organisations[0].members[0];
        assert_eq!(
            (page.total, vera.standing, vera.schools.as_slice()),
            (1, Standing::Invited, &["De Esdoorn".to_owned()][..])
        );
        let twice = members::invite(&fenna.scope, wanted, "http://localhost:3000").await;
        assert!(matches!(twice, Err(Failure::Invalid(errors)) if errors[0].field == "functie"));
        let again = members::again(&fenna.scope, vera.id, "http://localhost:3000").await.unwrap();
        assert_ne!(again.link.unwrap(), link);
    }
}

#[tokio::test]
async fn an_invitation_with_faults_comes_back_per_field() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let school = world.esdoorn.to_string();
        let wanted = members::Wanted {
            name: "",
            email: "geen adres",
            function: "schoolcoach",
            organisation: &school,
            schools: vec![],
            from: "gisteren",
            until: "1-1-2020",
        };
        let Err(Failure::Invalid(errors)) = members::invite(&fenna.scope, wanted, "").await else { unreachable!() };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["naam", "email", "organisatie", "vanaf", "tot"]);
    }
}

#[tokio::test]
async fn who_is_withdrawn_does_not_come_in_and_can_be_put_back() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let ineke = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        members::withdraw(&fenna.scope, ineke.membership, 1).await.unwrap();
        assert!(world.enter(ineke.person, "Ineke Bakker", true).await.is_none());
        let page = members::list(&fenna.scope, "", "ingetrokken", Some(ineke.membership)).await.unwrap();
        assert!(page.organisations[0].members[0].standing_text.contains("door Fenna Bos"));
        assert!(matches!(members::withdraw(&fenna.scope, ineke.membership, 1).await, Err(Failure::Stale(_))));
        members::restore(&fenna.scope, ineke.membership, page.undo.unwrap().version).await.unwrap();
        assert!(world.enter(ineke.person, "Ineke Bakker", true).await.is_some());
    }
}

#[tokio::test]
async fn only_the_beheerder_sees_and_gives_rights_and_never_takes_his_own() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let other = World::new(&house, "beuk").await;
        let fenna = fenna(&world).await;
        let ineke = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &[world.esdoorn]).await;
        let els = other.member("Els Eik", Function::InternBegeleider, other.esdoorn, &[other.esdoorn]).await;
        assert!(matches!(members::list(&ineke.scope, "", "", None).await, Err(Failure::Refused(_))));
        assert!(matches!(members::withdraw(&fenna.scope, fenna.membership, 1).await, Err(Failure::Rejected(_))));
        assert!(matches!(members::withdraw(&fenna.scope, els.membership, 1).await, Err(Failure::Absent)));
        let page = members::list(&fenna.scope, "", "", None).await.unwrap();
        assert_eq!(page.total, 2);
    }
}

#[tokio::test]
async fn who_gives_rights_gives_themselves_no_way_to_a_file() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let school = world.esdoorn.to_string();
        let wanted = members::Wanted {
            name: "Fenna Bos",
            email: "fenna.bos@voorbeeld.nl",
            function: "intern_begeleider",
            organisation: &school,
            schools: vec![&school],
            from: "7-9-2026",
            until: "",
        };
        let own = members::invite(&fenna.scope, wanted, "http://localhost:3000").await;
        assert!(
            matches!(own, Err(Failure::Invalid(errors)) if errors[0].message.contains("uzelf")),
            "{}",
            house.engine
        );
    }
}
