//! The anonymous item: no byte of it points at a pupil.
use super::*;

/// Everything that points at the pupil: parts of the name, the birth date in every way of writing it, the ids.
fn identifying(zat: &Zat<'_>) -> Vec<String> {
    let id = zat.zoe.0;
    ["Zoë", "Zoe", "Wit", "30-11-2016", "2016-11-30", "30/11/2016", "30 november 2016"]
        .map(str::to_owned)
        .into_iter()
        .chain([id.to_string(), id.simple().to_string()])
        .collect()
}

#[tokio::test]
async fn no_byte_of_an_anonymous_item_points_at_the_pupil() {
    for house in houses().await {
        let zat = Zat::new(&house).await;
        let (ib, meeting) = (&zat.ib.scope, zat.meeting);
        let new = NewAnonymous { question: "Hoe helpen we een kind dat stil is?".into(), ..NewAnonymous::default() };
        let item = meetings::add_anonymous(ib, meeting, &new).await.unwrap();
        for stage in [Stage::Sent, Stage::Definitive] {
            zat.go(stage).await;
        }
        let taken_off = meetings::remove(ib, meeting, item.0, "Zoë is beter.", 1).await;
        assert!(matches!(taken_off, Err(Failure::Invalid(_))), "{taken_off:?}");
        let named = Written { discussed: "Zoë is stil.".into(), version: 1, ..Written::default() };
        assert!(matches!(meetings::write(ib, meeting, item.0, &named).await, Err(Failure::Invalid(_))));
        let written = Written { discussed: "Het kind is stil.".into(), version: 1, ..Written::default() };
        meetings::write(ib, meeting, item.0, &written).await.unwrap();
        let action =
            |what: &str| NewAction { what: what.into(), owner: Some(zat.coach.membership), due: "1-10-2026".into() };
        let refused = meetings::add_action(ib, meeting, item.0, &action("Zoe spreken")).await;
        assert!(matches!(refused, Err(Failure::Invalid(_))));
        meetings::add_action(ib, meeting, item.0, &action("Meekijken")).await.unwrap();
        for stage in [Stage::Held, Stage::Shared] {
            zat.go(stage).await;
            for who in [&zat.ib, &zat.consulent, &zat.coach, &zat.nurse] {
                let mut seen = serde_json::to_string(&zat.seen_by(who).await).unwrap();
                if let Ok(minutes) = meetings::minutes(&who.scope, meeting, None, true).await {
                    seen += &serde_json::to_string(&minutes).unwrap();
                }
                if let Ok(minutes) = meetings::minutes(&who.scope, meeting, Some(item.0), false).await {
                    seen += &serde_json::to_string(&minutes).unwrap();
                }
                if let Ok(beamer) = meetings::beamer(&who.scope, meeting, Some(item.0)).await {
                    seen += &serde_json::to_string(&beamer).unwrap();
                }
                seen += &serde_json::to_string(&actions(&who.scope).await).unwrap();
                assert!(seen.contains("Hoe helpen we een kind dat stil is?"));
                for value in identifying(&zat) {
                    assert!(!seen.contains(&value), "{value} in {seen}");
                }
            }
        }
        // Nor does the database know: no row of the meeting or its trail of events holds the pupil.
        let rows = house.dump(zat.world.tenant.id).await;
        for table in ["anonymous_item", "meeting_event", "action", "correction", "meeting"] {
            for value in identifying(&zat) {
                assert!(!rows[table].iter().any(|row| row.contains(&value)), "{value} in {table}");
            }
        }
    }
}
