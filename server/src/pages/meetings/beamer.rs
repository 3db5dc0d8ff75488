//! The beamer: one item in large type, and nothing of any other.
use super::Words;
use crate::{
    auth::{Asked, CurrentScope},
    input::Id,
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::pages::meetings::BeamerPage;
use axum::extract::State;
use backend::meetings;
use domain::id::MeetingId;
use leptos::prelude::*;

pub(super) async fn open(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    Asked(asked): Asked<Words>,
) -> Answer {
    let page = meetings::beamer(&scope, id, asked.onderwerp.parse().ok()).await?;
    let title = format!("Beamerstand {}", page.title);
    let view = move || view! { <BeamerPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, title).beamer().render(view).await)
}
