//! Who is let in, and who is not any more.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure,
    house::Visitor,
    identity::{
        Proof,
        invitations::{self, InvitationFault},
    },
    members,
    testing::{Member, World, houses},
};
use domain::{actor::Function, id::PersonId, page::member::Standing, policy::Refusal};
use std::sync::Arc;

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
        // The log names children too.
        let swv = world.swv.to_string();
        let log = members::Wanted {
            name: "Fenna Bos",
            email: "fenna.bos@voorbeeld.nl",
            function: "privacyfunctionaris",
            organisation: &swv,
            schools: vec![],
            from: "7-9-2026",
            until: "",
        };
        let own = members::invite(&fenna.scope, log, "http://localhost:3000").await;
        assert!(matches!(own, Err(Failure::Invalid(errors)) if errors[0].message.contains("logboek")));
    }
}

#[tokio::test]
async fn who_works_at_a_school_is_invited_for_that_school_and_who_works_for_a_board_for_its_schools() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let other = world.organisation("board", "Stichting De Beuk", None).await;
        let (here, there, board) = (world.esdoorn.to_string(), world.wilgenhoek.to_string(), other.to_string());
        let wrong = async |function, organisation: &str, schools: Vec<&str>| {
            let wanted = members::Wanted {
                name: "Ida Ib",
                email: "ida@voorbeeld.nl",
                function,
                organisation,
                schools,
                from: "7-9-2026",
                until: "",
            };
            match members::invite(&fenna.scope, wanted, "http://localhost:3000").await {
                Err(Failure::Invalid(errors)) => errors[0].message.clone(),
                other => format!("{:?}", other.map(|_| ())),
            }
        };
        let own = wrong("intern_begeleider", &here, vec![&there]).await;
        assert_eq!(own, "Scholen: deze persoon werkt bij De Esdoorn. Kruis die school ook aan.", "{}", house.engine);
        let elsewhere = wrong("gedragsdeskundige", &board, vec![&here]).await;
        assert!(elsewhere.starts_with("Scholen: De Esdoorn is geen school van Stichting De Beuk."), "{elsewhere}");
        assert_eq!(wrong("intern_begeleider", &here, vec![&here, &there]).await, "Ok(())");
    }
}

/// What a provider proves of this account.
fn proof(world: &World<'_>, subject: &str) -> Proof {
    Proof {
        provider: "scholen".into(),
        issuer: "https://scholen.example".into(),
        subject: subject.into(),
        sid: subject.into(),
        two_factor: true,
        id_token: String::new(),
        at: world.house.house.clock().now(),
    }
}

/// Invites an address that nobody knows as consulent at De Esdoorn; the answer is the token in the link.
async fn invites(by: &Member, world: &World<'_>, email: &str) -> String {
    let (swv, school) = (world.swv.to_string(), world.esdoorn.to_string());
    let wanted = members::Wanted {
        name: "Nina Nieuwkoop",
        email,
        function: "consulent",
        organisation: &swv,
        schools: vec![&school],
        from: "7-9-2026",
        until: "",
    };
    token(&members::invite(&by.scope, wanted, "").await.unwrap().link.unwrap())
}

fn token(link: &str) -> String {
    link.strip_prefix("/uitnodiging/linde/").unwrap().to_owned()
}

/// Somebody accepts an invitation; the answer is who that is in Rondom.
async fn accepts(
    world: &World<'_>,
    token: &str,
    account: &str,
    before: Option<PersonId>,
) -> Result<PersonId, InvitationFault> {
    let login = invitations::accept(&world.house.house, "linde", token, &proof(world, account), before).await;
    login.map(|login| login.person)
}

#[tokio::test]
async fn whoever_invites_does_not_accept_it() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let (root, petra) = (fenna(&world).await, Function::Privacyfunctionaris);
        let petra = world.member("Petra Prins", petra, world.swv, &[]).await;
        // Gerda is beheerder too, with an account of her own.
        let swv = world.swv.to_string();
        let wanted = members::Wanted {
            name: "Gerda Groen",
            email: "gerda@swv.nl",
            function: "functioneel_beheerder",
            organisation: &swv,
            from: "7-9-2026",
            ..members::Wanted::default()
        };
        let first = token(&members::invite(&root.scope, wanted, "").await.unwrap().link.unwrap());
        let gerda = accepts(&world, &first, "gerda", None).await.unwrap();
        let scope = world.enter(gerda, "Gerda Groen", true).await.unwrap();
        let by = Member { scope, person: gerda, membership: root.membership };

        // With her own account, and with one that nobody knows, in the browser in which she is logged in.
        let invented = invites(&by, &world, "verzonnen@swv.nl").await;
        for (account, before) in [("gerda", None), ("gerda", Some(gerda)), ("nog-een", Some(gerda))] {
            let own = accepts(&world, &invented, account, before).await;
            assert!(matches!(own, Err(InvitationFault::OwnGift)), "{account} on {}: {own:?}", house.engine);
        }
        let seen = world.enter(gerda, "Gerda Groen", true).await.unwrap();
        assert_eq!(seen.actor().memberships.len(), 1, "{}", house.engine);

        // A new link from somebody else does not make the gift another's.
        let page = members::list(&root.scope, "nina", "", None).await.unwrap();
        let nina = page.organisations[0].members[0].id;
        let renewed = token(&members::again(&root.scope, nina, "").await.unwrap().link.unwrap());
        assert!(matches!(accepts(&world, &renewed, "gerda", None).await, Err(InvitationFault::OwnGift)));
        // What another invited to and she renewed is not hers either.
        let other = invites(&root, &world, "ander@swv.nl").await;
        let page = members::list(&root.scope, "ander", "", None).await.unwrap();
        let ander = page.organisations[0].members[0].id;
        let own = token(&members::again(&by.scope, ander, "").await.unwrap().link.unwrap());
        assert!(matches!(accepts(&world, &other, "gerda", None).await, Err(InvitationFault::Expired)));
        assert!(matches!(accepts(&world, &own, "gerda", None).await, Err(InvitationFault::OwnGift)));

        let of_gerda = domain::page::log::Filter { who: "gerda".into(), ..Default::default() };
        let lines = backend::log::list(&petra.scope, of_gerda, 1).await.unwrap().lines;
        let refused: Vec<_> = lines.iter().filter(|line| line.refused).map(|line| line.ground.as_str()).collect();
        assert_eq!(refused, ["geweigerd: gaf de functie zelf"; 5], "{}", house.engine);
        // Whom it was meant for comes in.
        assert!(accepts(&world, &renewed, "nina", None).await.is_ok(), "{}", house.engine);
    }
}

#[tokio::test]
async fn nobody_puts_back_a_function_of_their_own() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let own = world.gives(fenna.person, Function::Consulent, world.swv, &[world.esdoorn]).await;
        members::withdraw(&fenna.scope, own, 1).await.unwrap();
        let page = members::list(&fenna.scope, "", "", Some(own)).await.unwrap();
        assert!(page.undo.is_none(), "what would be refused is not offered, on {}", house.engine);
        let back = members::restore(&fenna.scope, own, 2).await;
        assert!(matches!(back, Err(Failure::Refused(Refusal::OwnGift))), "{}", house.engine);
        let scope = world.enter(fenna.person, "Fenna Bos", true).await.unwrap();
        assert_eq!(scope.actor().memberships.len(), 1, "{}", house.engine);
    }
}

#[tokio::test]
async fn a_search_for_nothing_that_can_be_a_name_finds_no_member() {
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let fenna = fenna(&world).await;
        let found = async |text: &str| members::list(&fenna.scope, text, "", None).await.unwrap().total;
        assert_eq!((found("🙂").await, found(" ").await, found("bos 🙂").await), (0, 1, 1), "{}", house.engine);
    }
}

/// A way of working in which the CJG must have acceded to a covenant.
#[tokio::test]
async fn whose_organisation_did_not_accede_to_the_covenant_does_not_come_in() {
    let (key, text) = *domain::template::shipped().iter().find(|(key, _)| *key == "groningen").unwrap();
    let role = "key = \"procescoordinator\"\n";
    let way = text.replacen(role, &format!("{role}covenant = \"Convenant Taskforce\"\n"), 1);
    for house in houses().await {
        let world = World::with(&house, "wierde", (key, &way)).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let school = [world.esdoorn];
        let ib = world.member("Ineke Bakker", Function::InternBegeleider, world.esdoorn, &school).await;
        world.gives(ib.person, Function::Procescoordinator, world.municipality, &school).await;
        let held = async || {
            let scope = world.enter(ib.person, "Ineke Bakker", true).await.unwrap();
            scope.actor().memberships.iter().map(|held| held.function).collect::<Vec<_>>()
        };
        assert_eq!(held().await, [Function::InternBegeleider], "{}", house.engine);

        let page = members::covenants(&fenna.scope).await.unwrap();
        let [covenant] = page.covenants.as_slice() else { panic!("{page:?}") };
        assert_eq!(covenant.name, "Convenant Taskforce");
        let [one] = covenant.organisations.as_slice() else { panic!("{covenant:?}") };
        assert!(one.since.is_none() && one.record.is_none());
        let organisation = one.organisation.to_string();
        let typed = |on| members::Typed { covenant: "Convenant Taskforce", organisation: &organisation, on };
        for wrong in ["", "8-9-2026", "gisteren"] {
            let refused = members::accede(&fenna.scope, typed(wrong)).await;
            assert!(
                matches!(&refused, Err(Failure::Invalid(errors)) if errors[0].field == "op"),
                "{wrong}: {refused:?}"
            );
        }
        let other = members::Typed { covenant: "Een ander", ..typed("7-9-2026") };
        assert!(matches!(members::accede(&fenna.scope, other).await, Err(Failure::Absent)));
        assert!(matches!(members::accede(&ib.scope, typed("7-9-2026")).await, Err(Failure::Refused(_))));
        members::accede(&fenna.scope, typed("7-9-2026")).await.unwrap();
        assert!(matches!(members::accede(&fenna.scope, typed("7-9-2026")).await, Err(Failure::Rejected(_))));
        assert_eq!(held().await.len(), 2);
        let maud = world.member("Maud Mulder", Function::Procescoordinator, world.municipality, &school).await;

        let page = members::covenants(&fenna.scope).await.unwrap();
        let (id, version) = page.covenants[0].organisations[0].record.unwrap();
        members::end(&fenna.scope, id, version).await.unwrap();
        assert!(matches!(members::end(&fenna.scope, id, version).await, Err(Failure::Stale(_))));
        let visitor = Visitor { person: maud.person, name: "Maud Mulder".into(), two_factor: true };
        let refused = house.house.enter(Arc::clone(&world.tenant), &visitor).await;
        let Err(Failure::Rejected(why)) = refused else { panic!("{refused:?}") };
        assert!(why.contains("nog niet toegetreden tot 'Convenant Taskforce'"), "{why}");
        assert_eq!(held().await, [Function::InternBegeleider]);
    }
}
