//! Pages of plain text at the front door, for everybody.
use crate::{
    hosts::{HostKind::Front, Place},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::pages::plain::{AccessibilityPage, LicencesPage, Others, PrivacyPage};
use axum::{extract::State, routing::get};
use leptos::prelude::*;

pub fn routes() -> Vec<Route> {
    let open = Access::Open("plain text for everybody");
    vec![
        Route::get(Front, "/toegankelijkheid", open, get(accessibility)),
        Route::get(Front, "/privacy", open, get(privacy)),
        Route::get(Front, "/licenties", open, get(licences)),
    ]
}

async fn accessibility(State(state): State<AppState>) -> Answer {
    Ok(Page::at(&state, Place::Front, "Toegankelijkheid").render(|| view! { <AccessibilityPage/> }.into_any()).await)
}

async fn privacy(State(state): State<AppState>) -> Answer {
    Ok(Page::at(&state, Place::Front, "Privacy").render(|| view! { <PrivacyPage/> }.into_any()).await)
}

async fn licences(State(state): State<AppState>) -> Answer {
    let others = others();
    let view = move || view! { <LicencesPage others=others.clone()/> }.into_any();
    Ok(Page::at(&state, Place::Front, "Licenties").render(view).await)
}

/// What others wrote, from the list that `bin/third-party` keeps: its tables without their heads.
fn others() -> Vec<Others> {
    let rows = include_str!("../../../THIRD-PARTY.md").lines().filter_map(|line| {
        let (name, licence) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        (licence != "Licence").then(|| Others { name: name.to_owned(), licence: licence.to_owned() })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::others;

    #[test]
    fn the_page_of_licences_names_everything_that_is_in_the_list() {
        let all = others();
        let rows = include_str!("../../../THIRD-PARTY.md").lines().filter(|line| line.starts_with("| ")).count();
        assert_eq!(all.len(), rows - 2, "all but the heads of the two tables");
        assert!(all.iter().any(|one| one.name.starts_with("leptos v") && one.licence == "MIT"));
        assert!(all.iter().all(|one| !one.licence.is_empty()));
    }
}
