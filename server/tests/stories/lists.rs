//! Lists that are asked for in the address: what was asked twice, or cannot be a name, never shows everybody. On both
//! engines.

use crate::support::{TENANT, worlds};

const SLUG: &str = "haarlemmermeer";

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_an_address_says_twice_counts_as_it_was_said_last() {
    for world in worlds().await {
        for (login, path, nobody) in [
            ("ineke.bakker", "/leerlingen?zoek=", "Geen leerling gevonden"),
            ("fenna.bos", "/beheer?zoek=", "Niemand gevonden"),
            ("petra.prins", "/beheer/logboek?wie=", "Geen regels"),
        ] {
            let mut browser = world.inside(login, SLUG).await;
            let word = path.split(['?', '=']).nth(1).unwrap();
            for said in ["%F0%9F%99%82", &format!("a&{word}=xqxq"), &format!("a&{word}=%F0%9F%99%82")] {
                let answer = browser.get(&format!("{TENANT}{path}{said}")).await;
                assert!(answer.status == 200 && answer.text().contains(nobody), "{path}{said}: {}", answer.text());
            }
            let answer = browser.get(&format!("{TENANT}{path}xqxq&{word}=a")).await;
            assert!(answer.status == 200 && !answer.text().contains(nobody), "{path}: {}", answer.text());
        }
        let mut petra = world.inside("petra.prins", SLUG).await;
        for said in ["wie=a&wie=xqxq", "leerling=%F0%9F%99%82"] {
            let table = petra.get(&format!("{TENANT}/beheer/logboek.csv?{said}")).await;
            assert_eq!((table.status, table.body.lines().count()), (200, 1), "only the head: {said}");
        }
    }
}
