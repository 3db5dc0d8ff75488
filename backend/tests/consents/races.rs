//! Answers and withdrawals that cross: an old form, a double press, the same instant.

use super::*;
use backend::store::entity::pupil;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// What parents took back stays back: an old form, a double press or an answer from before opens nothing again.
#[tokio::test]
async fn an_answer_from_before_a_withdrawal_opens_nothing_again() {
    for house in houses().await {
        let (world, ib, sem) = sem(&house).await;
        let ggd = world.ggd.to_string();
        let yes = || answer(&["ouder_1"], &[&ggd]);
        let first = consents::record(&ib.scope, sem, yes()).await.unwrap();
        let twice = consents::record(&ib.scope, sem, yes()).await;
        assert!(matches!(twice, Err(Failure::Stale(_))), "{twice:?} on {}", house.engine);

        let old = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        house.house.clock().set("2026-09-10T08:00:00Z".parse().unwrap());
        consents::withdraw(&ib.scope, sem, first, 1, "ouder 2").await.unwrap();
        let Err(Failure::Stale(who)) = consents::record(&ib.scope, sem, consents::Answer { seen: &old, ..yes() }).await
        else {
            panic!("an old form")
        };
        assert_eq!((who.by.as_str(), who.when.as_str()), ("Ineke Bakker", " om 10:00"), "{}", house.engine);
        assert!(!state(&world, sem).await.is_given());

        let now = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        let before = consents::record(&ib.scope, sem, consents::Answer { seen: &now, ..yes() }).await;
        assert!(
            matches!(&before, Err(Failure::Invalid(errors)) if errors[0].message.contains("van daarvóór telt niet")),
            "{before:?}"
        );
        let anew = consents::Answer { seen: &now, given_on: "10-9-2026", ..yes() };
        consents::record(&ib.scope, sem, anew).await.unwrap();
        assert!(state(&world, sem).await.covers(world.ggd));
    }
}

/// A yes and a withdrawal in the same instant: whoever comes second hears of the first, and never both hold.
#[tokio::test]
async fn a_yes_and_a_withdrawal_in_the_same_instant_come_one_after_the_other() {
    for house in houses().await {
        let (world, ib, sem) = sem(&house).await;
        let ggd = world.ggd.to_string();
        let first = consents::record(&ib.scope, sem, answer(&["ouder_1"], &[&ggd])).await.unwrap();
        let seen = consents::ask(&ib.scope, sem).await.unwrap().seen.to_string();
        let yes = consents::Answer { seen: &seen, ..answer(&["ouder_2"], &[&ggd]) };
        // Somebody holds the child, so that both stand waiting before the first may go.
        let mut holder = world.tx().await;
        let nothing = pupil::Entity::update_many()
            .col_expr(pupil::Column::Version, Expr::col(pupil::Column::Version))
            .filter(pupil::Column::Id.eq(sem));
        holder.update(nothing).await.unwrap();
        let let_go = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            world.keep(holder).await;
        };
        let withdrawal = consents::withdraw(&ib.scope, sem, first, 1, "ouder 1");
        let (said, took, ()) = tokio::join!(consents::record(&ib.scope, sem, yes), withdrawal, let_go);
        took.unwrap();
        assert!(!state(&world, sem).await.is_given(), "{said:?} on {}", house.engine);
    }
}
