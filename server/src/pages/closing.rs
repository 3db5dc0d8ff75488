//! The days on which nothing is counted, for the functioneel beheerder.
use super::pupils::typed;
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::Input,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, mendable},
};
use app::{components::Typed, pages::closing::ClosingDaysPage, shell::Crumb};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{Failure, Scope, closing_days};
use domain::{calendar::SchoolYear, policy::Action};
use leptos::prelude::*;
use serde::Deserialize;

const PAGE: &str = "/beheer/kalender";

const HELP: &[&str] = &[
    "De schoolvakanties en feestdagen kent Rondom zelf. Hier zegt u wanneer uw samenwerkingsverband daarvan afwijkt.",
    "Termijnen eindigen nooit op een gesloten dag, en overleggen worden er niet op gepland.",
];

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy;
    vec![
        Route::get(Tenant, PAGE, policy(Action::ListClosingDays), get(list)),
        Route::post(Tenant, PAGE, policy(Action::RecordClosingDay), post(record)),
        Route::post(Tenant, "/beheer/kalender/weg", policy(Action::RemoveClosingDay), post(remove)),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    jaar: String,
}

async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    show(&state, &scope, &asked.jaar, Typed::default()).await
}

async fn show(state: &AppState, scope: &Scope, year: &str, typed: Typed) -> Answer {
    let page = closing_days::list(scope, year).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <ClosingDaysPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Vakanties en gesloten dagen").under("/beheer");
    Ok(frame.trail([Crumb::to("Beheer", "/beheer")]).help(HELP).refused(wrong).render(view).await)
}

/// Closes or opens days.
async fn record(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let wanted = closing_days::Typed {
        name: input.text("naam"),
        from: input.text("van"),
        until: input.text("tot"),
        kind: input.text("soort"),
    };
    back(&state, &scope, closing_days::record(&scope, wanted).await, input).await
}

/// Takes a day out.
async fn remove(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let outcome = match input.id("dag") {
        Ok(day) => closing_days::remove(&scope, day).await,
        Err(failure) => Err(failure),
    };
    back(&state, &scope, outcome, input).await
}

/// To the school year in which the days fall, or to the form with what is wrong.
async fn back(state: &AppState, scope: &Scope, outcome: Result<SchoolYear, Failure>, input: Input) -> Answer {
    let errors = match outcome {
        Ok(year) => return Ok(Redirect::to(&format!("{PAGE}?jaar={year}")).into_response()),
        Err(failure) => mendable(failure)?,
    };
    // The year that was on the screen.
    let year = input.text("jaar").to_owned();
    show(state, scope, &year, typed(input, errors)).await
}
