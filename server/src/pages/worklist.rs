//! "Mijn werk", the home page of everybody inside a tenant.
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::pages::worklist::WorklistPage;
use axum::{extract::State, routing::get};
use backend::worklist;
use domain::{id::ActionId, policy::Action};
use leptos::prelude::*;
use serde::Deserialize;

pub fn routes() -> Vec<Route> {
    vec![Route::get(Tenant, "/", Access::Policy(Action::SeeWorklist), get(home))]
}

/// What the address says after a post.
#[derive(Debug, Default, Deserialize)]
struct Words {
    /// The action that was just ticked off.
    #[serde(default)]
    klaar: String,
}

/// What waits for the reader, until when, and why.
async fn home(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let page = worklist::page(&scope).await?;
    let done = asked.klaar.parse::<ActionId>().ok();
    let view = move || view! { <WorklistPage page=page.clone() done=done/> }.into_any();
    Ok(Page::of(&state, &scope, "Mijn werk").under("/").render(view).await)
}
