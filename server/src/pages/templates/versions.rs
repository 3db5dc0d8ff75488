//! The list, a version to read, and the difference between two.
use super::{HELP, frame};
use crate::{
    auth::{Asked, CurrentScope},
    input::Id,
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::pages::templates::{DifferencePage, RenewalPage, TemplatesPage, VersionView};
use axum::extract::State;
use backend::templates;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address of the list says, once, after something was done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    gepubliceerd: String,
    #[serde(default)]
    weggegooid: String,
}

/// Every version and draft.
pub async fn list(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(done): Asked<Done>,
) -> Answer {
    let page = templates::list(&scope).await?;
    let (published, discarded) = (done.gepubliceerd.parse().ok(), done.weggegooid == "ja");
    let view = move || view! { <TemplatesPage page=page.clone() published=published discarded=discarded/> }.into_any();
    Ok(Page::of(&state, &scope, "Werkwijze").under("/werkwijze").help(HELP).wide().render(view).await)
}

/// A published version in words.
pub async fn version(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(number): Id<u32>) -> Answer {
    let page = templates::version(&scope, number).await?;
    let title = format!("Versie {}: {}", page.line.number, page.line.title);
    let view = move || view! { <VersionView page=page.clone()/> }.into_any();
    Ok(frame(&state, &scope, title).render(view).await)
}

/// Which two.
#[derive(Debug, Default, Deserialize)]
pub struct Two {
    #[serde(default)]
    van: String,
    #[serde(default)]
    naar: String,
}

/// What is different between two versions or drafts.
pub async fn difference(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(two): Asked<Two>,
) -> Answer {
    let page = templates::compare(&scope, &two.van, &two.naar).await?;
    let view = move || view! { <DifferencePage page=page.clone()/> }.into_any();
    Ok(frame(&state, &scope, "Versies vergelijken").render(view).await)
}

/// What is new in what a version builds on.
pub async fn renewal(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(number): Id<u32>) -> Answer {
    let page = templates::renewal(&scope, number).await?;
    let title = format!("Nieuw in '{}'", page.title);
    let view = move || view! { <RenewalPage page=page.clone()/> }.into_any();
    Ok(frame(&state, &scope, title).render(view).await)
}
