//! The host of a region: who takes part. Only for those who sit in its regie-overleg; no tenant's rows can be reached.
use crate::{
    auth::CurrentRegion,
    hosts::{HostKind, Place},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::{pages::region::RegionPage, shell::PersonMenu};
use axum::{extract::State, routing::get};
use backend::{Failure, region::RegionScope};
use leptos::prelude::*;
use std::sync::Arc;

pub fn routes() -> Vec<Route> {
    vec![Route::get(HostKind::Region, "/", Access::Session, get(overview))]
}

/// The region and its samenwerkingsverbanden.
async fn overview(State(state): State<AppState>, current: CurrentRegion) -> Answer {
    let entered = RegionScope::enter(&state.house, &current.region, &current.visitor).await?;
    let scope = entered.ok_or(Failure::Absent)?;
    let page = scope.overview().await?;
    let (title, name, front) = (page.name.clone(), scope.name().to_owned(), state.config.origin.clone());
    let frame = Page::at(&state, Place::Region(Arc::clone(&current.region)), title).head(move |head| {
        head.switch = Some(front);
        head.person = Some(PersonMenu {
            name,
            function: "lid van het regie-overleg".into(),
            organisation: String::new(),
            sessions: None,
            logout: "/uit".into(),
        });
    });
    Ok(frame.render(move || view! { <RegionPage page=page.clone()/> }.into_any()).await)
}
