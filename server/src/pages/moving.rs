//! Running cases to another version of the way of working: what it does, doing it, what came of it, and the way back.
use super::pupils::typed;
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Id, Input},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::{
    components::Typed,
    pages::moving::{MovingAfterPage, MovingBeforePage, MovingsPage},
    shell::Crumb,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{
    Failure, FieldError, Scope,
    cases::moving::{self, Wanted},
};
use domain::{id::MovingId, page::moving::Before, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use std::collections::BTreeMap;

const HELP: &[&str] = &[
    "Een nieuwe versie van de werkwijze verandert niets aan casussen die al lopen. Hier zet u ze over, nadat u hebt gezien wat dat doet: waar ze komen, wie de regie heeft, wat er met de termijn gebeurt.",
    "U ziet aantallen, scholen, stappen en casusnummers; geen namen en geen dossiers. De school vindt het casusnummer op de pagina van de leerling.",
    "Terugzetten kan 30 dagen, zolang er in de casus daarna niets is gebeurd.",
];

const BASE: &str = "/werkwijze/verhuizen";

/// Before the name of a step in a field in which another one is chosen for it.
const STEP: &str = "stap-";

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy(Action::MoveCases);
    vec![
        Route::get(Tenant, BASE, policy, get(look)),
        Route::post(Tenant, BASE, policy, post(start)),
        Route::get(Tenant, "/werkwijze/verhuizen/{moving}", policy, get(result)),
        Route::post(Tenant, "/werkwijze/verhuizen/{moving}/verder", policy, post(go_on)),
        Route::post(Tenant, "/werkwijze/verhuizen/{moving}/terug", policy, post(back)),
    ]
}

/// What was asked or posted: both versions, and a step for each that is gone.
fn wanted(pairs: &[(String, String)]) -> Wanted<'_> {
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
    Wanted {
        from: value("van").parse().ok(),
        to: value("naar").parse().ok(),
        steps: pairs
            .iter()
            .filter_map(|(name, step)| Some((name.strip_prefix(STEP)?, step.trim())))
            .filter(|(_, step)| !step.is_empty())
            .collect(),
        otherwise: value("anders"),
        seen: value("gezien"),
    }
}

/// The versions to choose from and what was moved before; with both versions in the address, what moving does.
async fn look(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(asked): Asked<BTreeMap<String, String>>,
) -> Answer {
    let pairs: Vec<(String, String)> = asked.into_iter().collect();
    if pairs.iter().all(|(name, _)| name != "van" && name != "naar") {
        return show_start(&state, &scope, Typed::default()).await;
    }
    show(&state, &scope, Input(pairs), vec![], StatusCode::OK).await
}

async fn show_start(state: &AppState, scope: &Scope, typed: Typed) -> Answer {
    let page = moving::movings(scope).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <MovingsPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame(state, scope, "Casussen overzetten").refused(wrong).render(view).await)
}

/// The preview; with what was wrong when a form came back. Versions that cannot be chosen lead back to the start.
async fn show(state: &AppState, scope: &Scope, input: Input, errors: Vec<FieldError>, status: StatusCode) -> Answer {
    let asked = wanted(&input.0);
    let found = match moving::before(scope, &asked).await {
        // A step that does not exist: the page shows what goes without it, and says which choice was no good.
        Err(Failure::Invalid(more)) if !more.iter().any(|error| ["van", "naar"].contains(&error.field.as_str())) => {
            let bare = Wanted { steps: vec![], otherwise: "", ..asked };
            let more = more.into_iter().filter(|error| !errors.contains(error)).collect::<Vec<_>>();
            moving::before(scope, &bare).await.map(|page| (page, [errors, more].concat()))
        }
        Err(Failure::Invalid(more)) => return show_start(state, scope, typed(input, more)).await,
        other => other.map(|page| (page, errors)),
    };
    let (page, errors) = found?;
    let typed = typed(input, at_fields(&page, errors));
    let wrong = typed.has_errors();
    let title = format!("Van {} naar {}", page.from.label, page.to.label);
    let view = move || view! { <MovingBeforePage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame(state, scope, &title).status(status).refused(wrong).render(view).await)
}

/// Errors at fields that this page has; the others concern the form as a whole.
fn at_fields(page: &Before, errors: Vec<FieldError>) -> Vec<FieldError> {
    let here = |field: &str| match field {
        "zaak" => page.total() > 0,
        "anders" => page.gone.len() > 1,
        other => page.gone.iter().any(|gone| other.strip_prefix(STEP) == Some(&gone.key)),
    };
    let known = |error: FieldError| if here(&error.field) { error } else { FieldError::new("", error.message) };
    errors.into_iter().map(known).collect()
}

/// Sends the ticked cases on their way; the page that follows says what became of them.
async fn start(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let cases: Vec<&str> = input.all("zaak").collect();
    let started = moving::start(&scope, &wanted(&input.0), &cases).await;
    match started {
        Ok(id) => {
            moving::go_on(&scope, id).await?;
            Ok(Redirect::to(&format!("{BASE}/{id}")).into_response())
        }
        Err(Failure::Invalid(errors)) => show(&state, &scope, input, errors, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(failure) => Err(failure.into()),
    }
}

async fn result(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<MovingId>) -> Answer {
    show_result(&state, &scope, id, Typed::default(), StatusCode::OK).await
}

async fn show_result(state: &AppState, scope: &Scope, id: MovingId, typed: Typed, status: StatusCode) -> Answer {
    let page = moving::after(scope, id).await?;
    let title = format!("Van {} naar {}", page.moving.from, page.moving.to);
    let wrong = typed.has_errors();
    let view = move || view! { <MovingAfterPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = frame(state, scope, &title).head(|head| head.has_errors = wrong).status(status);
    Ok(frame.render(view).await)
}

/// The next part of many cases.
async fn go_on(CurrentScope(scope): CurrentScope, Id(id): Id<MovingId>) -> Answer {
    moving::go_on(&scope, id).await?;
    Ok(Redirect::to(&format!("{BASE}/{id}")).into_response())
}

/// Puts cases back: the one that was named, or all that can.
async fn back(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MovingId>,
    input: Input,
) -> Answer {
    let (why, status) = match moving::back(&scope, id, input.optional_id("zaak")?).await {
        Ok(_) => return Ok(Redirect::to(&format!("{BASE}/{id}")).into_response()),
        Err(failure @ Failure::Stale(_)) => (failure.to_string(), StatusCode::CONFLICT),
        Err(failure @ Failure::Rejected(_)) => (failure.to_string(), StatusCode::UNPROCESSABLE_ENTITY),
        Err(failure) => return Err(failure.into()),
    };
    show_result(&state, &scope, id, typed(input, vec![FieldError::new("", why)]), status).await
}

fn frame(state: &AppState, scope: &Scope, title: &str) -> Page {
    let trail = [Crumb::to("Beheer", "/beheer"), Crumb::to("Werkwijze", "/werkwijze")];
    let trail =
        trail.into_iter().chain((title != "Casussen overzetten").then(|| Crumb::to("Casussen overzetten", BASE)));
    Page::of(state, scope, title).under("/beheer").trail(trail).help(HELP).wide()
}
