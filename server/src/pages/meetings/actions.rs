//! Ticking off an action in "Mijn werk", and taking that back.
use super::to;
use crate::{auth::CurrentScope, input::Id, stop::Answer};
use backend::meetings;
use domain::id::ActionId;

/// Ticked off in "Mijn werk", which offers to take it back.
pub(super) async fn done(CurrentScope(scope): CurrentScope, Id(id): Id<ActionId>) -> Answer {
    meetings::complete(&scope, id).await?;
    Ok(to(format!("/?klaar={id}")))
}

pub(super) async fn undone(CurrentScope(scope): CurrentScope, Id(id): Id<ActionId>) -> Answer {
    meetings::undo(&scope, id).await?;
    Ok(to("/".into()))
}
