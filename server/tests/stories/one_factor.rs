//! Somebody of the school who logged in with one factor reads an agenda without names, and why: not for lack of consent.

use crate::support::{TENANT, worlds};
use serde_json::json;

const SLUG: &str = "haarlemmermeer";

#[tokio::test(flavor = "multi_thread")]
async fn with_one_factor_the_school_reads_that_a_second_factor_is_needed() {
    for world in worlds().await {
        let school = "(SELECT id FROM organisation WHERE OURS AND name = 'De Esdoorn')";
        let with_items = "(SELECT meeting_id FROM agenda_item WHERE OURS AND removed_at IS NULL)";
        let of_school =
            format!("meeting WHERE OURS AND school_id = {school} AND stage = 'shared' AND id IN {with_items}");
        let meeting = world.id(SLUG, &of_school).await;
        world.schools.lie(|claims| claims["amr"] = json!(["pwd"]));
        let mut ib = world.inside("ineke.bakker", SLUG).await;
        for page in ["", "/verslag"] {
            let answer = ib.get(&format!("{TENANT}/overleggen/{meeting}{page}")).await;
            let text = answer.text();
            assert!(
                answer.status == 200 && text.contains("niet voor u geopend. U bent met één factor ingelogd"),
                "{text}"
            );
            assert!(!text.contains("geen toestemming voor"), "{text}");
        }
    }
}
