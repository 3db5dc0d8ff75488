//! The year calendar.
use super::HELP;
use crate::{
    auth::{Asked, CurrentScope},
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::{pages::meetings::YearPage, shell::Crumb};
use axum::extract::State;
use backend::meetings;
use leptos::prelude::*;
use serde::Deserialize;

/// Which school year; anything else is this one.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    jaar: String,
}

pub(super) async fn open(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(asked): Asked<Named>,
) -> Answer {
    let page = meetings::year(&scope, &asked.jaar).await?;
    let view = move || view! { <YearPage page=page.clone()/> }.into_any();
    let frame = Page::of(&state, &scope, "Jaarkalender").under("/overleggen");
    Ok(frame.trail([Crumb::to("Overleggen", "/overleggen")]).help(HELP).render(view).await)
}
