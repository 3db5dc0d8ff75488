//! A draft becomes a version: first the page that says what that changes, then the act.
use super::below;
use crate::{
    auth::CurrentScope,
    input::{Id, Input},
    pages::pupils::typed,
    state::AppState,
    stop::{Answer, mendable},
};
use app::{components::Typed, pages::templates::PublishPage};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use backend::{Scope, templates};
use domain::id::DraftId;
use leptos::prelude::*;

pub async fn before(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<DraftId>) -> Answer {
    show(&state, &scope, id, Typed::default()).await
}

async fn show(state: &AppState, scope: &Scope, id: DraftId, typed: Typed) -> Answer {
    let page = templates::publishing(scope, id).await?;
    let wrong = typed.has_errors();
    let frame = below(state, scope, "Publiceren", &page.head);
    let view = move || view! { <PublishPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame.refused(wrong).render(view).await)
}

/// Makes the next version; what is not right comes back with what was typed.
pub async fn publish(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
    input: Input,
) -> Answer {
    let outcome = match input.version() {
        Ok(version) => {
            let areas = input.all("gebied").collect();
            let wanted = templates::Wanted { version, from: input.text("vanaf"), note: input.text("waarom"), areas };
            templates::publish(&scope, id, wanted).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(number) => Ok(Redirect::to(&format!("/werkwijze?gepubliceerd={number}")).into_response()),
        Err(failure) => show(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}
