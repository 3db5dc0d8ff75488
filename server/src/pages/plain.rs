//! Pages of plain text at the front door, for everybody.
use crate::{
    hosts::{HostKind::Front, Place},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::pages::plain::{AccessibilityPage, PrivacyPage};
use axum::{extract::State, routing::get};
use leptos::prelude::*;

pub fn routes() -> Vec<Route> {
    let open = Access::Open("plain text for everybody");
    vec![
        Route::get(Front, "/toegankelijkheid", open, get(accessibility)),
        Route::get(Front, "/privacy", open, get(privacy)),
    ]
}

async fn accessibility(State(state): State<AppState>) -> Answer {
    Ok(Page::at(&state, Place::Front, "Toegankelijkheid").render(|| view! { <AccessibilityPage/> }.into_any()).await)
}

async fn privacy(State(state): State<AppState>) -> Answer {
    Ok(Page::at(&state, Place::Front, "Privacy").render(|| view! { <PrivacyPage/> }.into_any()).await)
}
