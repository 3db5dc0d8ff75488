//! "Mijn werk", the home page of everybody inside a tenant.
use crate::{
    auth::CurrentScope,
    hosts::HostKind::Tenant,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::pages::worklist::WorklistPage;
use axum::{extract::State, routing::get};
use backend::worklist;
use domain::policy::Action;
use leptos::prelude::*;

pub fn routes() -> Vec<Route> {
    vec![Route::get(Tenant, "/", Access::Policy(Action::SeeWorklist), get(home))]
}

/// What waits for the reader, until when, and why.
async fn home(State(state): State<AppState>, CurrentScope(scope): CurrentScope) -> Answer {
    let page = worklist::page(&scope).await?;
    let view = move || view! { <WorklistPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, "Mijn werk").under("/").render(view).await)
}
