//! The list of whom the school must still ask.

use super::*;
use backend::analyses;

/// "Gevallen zonder geldige toestemming": who must ask sees each once, and nobody else sees any.
#[tokio::test]
async fn running_cases_without_a_consent_that_holds_are_listed_for_whoever_must_ask() {
    use domain::page::gaps::Lack::{Ending, Expired, Missing, Objection, Withdrawn};
    for house in houses().await {
        let world = World::new(&house, "linde").await;
        let ib = ib(&world).await;
        table(&world).await;
        let clara =
            world.member("Clara Smit", Function::Consulent, world.swv, &[world.esdoorn, world.wilgenhoek]).await;
        let wim = world.member("Wim Wit", Function::InternBegeleider, world.wilgenhoek, &[world.wilgenhoek]).await;
        let coach = world.member("Sanne Kok", Function::Schoolcoach, world.municipality, &[world.esdoorn]).await;
        let fenna = world.member("Fenna Bos", Function::FunctioneelBeheerder, world.swv, &[]).await;
        let ggd = world.ggd.to_string();
        let mut pupils = vec![];
        for (name, born) in [
            ("Aad", "2017-05-10"),
            ("Bea", "2017-05-10"),
            ("Cor", "2010-10-01"),
            ("Dik", "2017-05-10"),
            ("Eef", "2017-05-10"),
        ] {
            let pupil = world.pupil(world.esdoorn, name, "Vries", born).await;
            backend::cases::start(&ib.scope, pupil, "proces_1").await.unwrap();
            pupils.push(pupil);
        }
        // Whom nobody brings to a table needs nothing: a case of its own, and none at all.
        let gijs = world.pupil(world.esdoorn, "Gijs", "Vries", "2017-05-10").await;
        backend::cases::start(&ib.scope, gijs, "proces_1").await.unwrap();
        world.pupil(world.esdoorn, "Fop", "Vries", "2017-05-10").await;
        let [aad, bea, cor, dik, eef] = pupils[..] else { unreachable!() };
        let withdrawn = world.consent(bea, "zat", ib.membership, &[world.ggd]).await;
        consents::withdraw(&ib.scope, bea, withdrawn, 1, "ouder 1").await.unwrap();
        consents::record(&ib.scope, cor, answer(&["ouder_1", "gehoord"], &[&ggd])).await.unwrap();
        consents::object(&ib.scope, dik, no(&["zat"], "voogd", "0")).await.unwrap();
        consents::record(&ib.scope, eef, answer(&["ouder_1"], &[&ggd])).await.unwrap();

        // The school wants Aad at the table, and nobody asked the parents yet.
        let made = analyses::start(&ib.scope, world.esdoorn, 1).await.unwrap();
        let rows = analyses::page(&ib.scope, made).await.unwrap();
        let row = rows
            .parts
            .iter()
            .flat_map(|part| &part.blocks)
            .flat_map(|block| &block.rows)
            .find(|row| row.pupil.id == aad);
        let (row, version) = row.map(|row| (row.id, row.version)).unwrap();
        let fields = vec![("zat".to_owned(), "ja".to_owned())];
        analyses::save(&ib.scope, made, vec![analyses::RowPost { row, version, fields }]).await.unwrap();

        let list = async |who: &Member| consents::gaps(&who.scope, consents::Asked::default()).await;
        let told =
            |gaps: &domain::page::gaps::Gaps| gaps.lines.iter().map(|gap| (gap.pupil.id, gap.lack)).collect::<Vec<_>>();
        let before = house.house.store().statements();
        let page = list(&ib).await.unwrap();
        assert!(house.house.store().statements() - before <= 6);
        assert_eq!(
            told(&page),
            [(dik, Objection), (bea, Withdrawn), (aad, Missing), (cor, Ending)],
            "{}",
            house.engine
        );
        assert_eq!(page.lines[2].step, "voorstel in de analyse (ZAT)");
        assert!(page.lines[3].ends.contains("daarna is de leerling 16"), "{}", page.lines[3].ends);
        assert!(page.lines.iter().all(|gap| gap.can_record));
        assert!(list(&clara).await.unwrap().lines.iter().all(|gap| !gap.can_record));
        assert_eq!(list(&clara).await.unwrap().total, 4);
        let only = consents::Asked { kind: "ontbreekt", ..consents::Asked::default() };
        assert_eq!(told(&consents::gaps(&ib.scope, only).await.unwrap()), [(aad, Missing)]);
        let there = world.wilgenhoek.to_string();
        let elsewhere = consents::Asked { school: &there, ..consents::Asked::default() };
        assert_eq!(consents::gaps(&ib.scope, elsewhere).await.unwrap().total, 0, "a school that is not the reader's");
        assert_eq!(list(&wim).await.unwrap().total, 0);
        for nobody in [&coach, &fenna] {
            assert!(matches!(list(nobody).await, Err(Failure::Refused(_))), "{}", nobody.scope.actor().name);
        }
        house.house.clock().set("2027-08-20T08:00:00Z".parse().unwrap());
        let later = list(&ib).await.unwrap();
        assert!(told(&later).contains(&(eef, Expired)), "{:?}", told(&later));
    }
}
