//! A draft from its beginning to its end: each form posts to its own page.
use super::{below, frame};
use crate::{
    auth::{Asked, CurrentScope},
    input::{Id, Input},
    pages::pupils::typed,
    state::AppState,
    stop::{Answer, mendable},
    upload::Upload,
};
use app::{
    components::Typed,
    pages::templates::{DiscardPage, DraftView, NewDraftPage, ReplacePage},
    shell::Bundle,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use backend::{Scope, templates};
use domain::id::DraftId;
use leptos::prelude::*;
use serde::Deserialize;

/// With what to begin, as the address says it.
#[derive(Debug, Default, Deserialize)]
pub struct Begin {
    #[serde(default)]
    begin: String,
}

pub async fn new(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(asked): Asked<Begin>,
) -> Answer {
    show_new(&state, &scope, Typed::default(), asked.begin).await
}

async fn show_new(state: &AppState, scope: &Scope, typed: Typed, begin: String) -> Answer {
    let page = templates::starts(scope).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <NewDraftPage page=page.clone() typed=typed.clone() chosen=begin.clone()/> }.into_any();
    Ok(frame(state, scope, "Concept beginnen").refused(wrong).render(view).await)
}

/// Begins a draft and opens it.
pub async fn start(State(state): State<AppState>, CurrentScope(scope): CurrentScope, upload: Upload) -> Answer {
    let begin = upload.input.text("begin").to_owned();
    let text = if begin == "bestand" { upload.text() } else { Ok(String::new()) };
    let outcome = match text {
        Ok(text) => {
            let new = templates::New { start: &begin, text: &text, name: upload.input.text("naam") };
            templates::start(&scope, new).await
        }
        // Who may not begin one is told so, whatever the file.
        Err(failure) => templates::starts(&scope).await.and(Err(failure)),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("/werkwijze/concept/{id}")).into_response()),
        Err(failure) => show_new(&state, &scope, typed(upload.kept(), mendable(failure)?), begin).await,
    }
}

/// What the address says, once, after something was done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    gedaan: String,
}

pub async fn page(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
    Asked(done): Asked<Done>,
) -> Answer {
    let saved = match done.gedaan.as_str() {
        "naam" => Some("De naam is bewaard."),
        "inlezen" => Some("Het bestand is ingelezen."),
        _ => None,
    };
    show(&state, &scope, id, Typed::default(), saved).await
}

async fn show(state: &AppState, scope: &Scope, id: DraftId, typed: Typed, saved: Option<&'static str>) -> Answer {
    let page = templates::page(scope, id).await?;
    let title = format!("{} (concept)", page.head.name);
    let wrong = typed.has_errors();
    let today = scope.today();
    let view = move || view! { <DraftView page=page.clone() typed=typed.clone() saved=saved today=today/> }.into_any();
    let frame = frame(state, scope, title).wide().head(|head| head.bundle = Bundle::Editor);
    Ok(frame.refused(wrong).render(view).await)
}

pub async fn rename(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
    input: Input,
) -> Answer {
    match templates::rename(&scope, id, input.text("was"), input.text("naam")).await {
        Ok(()) => Ok(Redirect::to(&format!("/werkwijze/concept/{id}?gedaan=naam")).into_response()),
        Err(failure) => show(&state, &scope, id, typed(input, mendable(failure)?), None).await,
    }
}

pub async fn replacing(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
) -> Answer {
    show_replacing(&state, &scope, id, Typed::default()).await
}

async fn show_replacing(state: &AppState, scope: &Scope, id: DraftId, typed: Typed) -> Answer {
    let head = templates::head(scope, id).await?;
    let wrong = typed.has_errors();
    let frame = below(state, scope, "Bestand inlezen", &head);
    let view = move || view! { <ReplacePage head=head.clone() typed=typed.clone()/> }.into_any();
    Ok(frame.refused(wrong).render(view).await)
}

/// Puts a file in the place of the draft that was on the screen.
pub async fn replace(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
    upload: Upload,
) -> Answer {
    let outcome = match (upload.input.version(), upload.text()) {
        (Ok(version), Ok(text)) => templates::replace(&scope, id, version, &text).await,
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/werkwijze/concept/{id}?gedaan=inlezen")).into_response()),
        Err(failure) => show_replacing(&state, &scope, id, typed(upload.kept(), mendable(failure)?)).await,
    }
}

pub async fn discarding(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
) -> Answer {
    show_discarding(&state, &scope, id, Typed::default()).await
}

async fn show_discarding(state: &AppState, scope: &Scope, id: DraftId, typed: Typed) -> Answer {
    let head = templates::head(scope, id).await?;
    let wrong = typed.has_errors();
    let frame = below(state, scope, "Concept weggooien", &head);
    let view = move || view! { <DiscardPage head=head.clone() typed=typed.clone()/> }.into_any();
    Ok(frame.refused(wrong).render(view).await)
}

pub async fn discard(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<DraftId>,
    input: Input,
) -> Answer {
    let outcome = match input.version() {
        Ok(version) => templates::discard(&scope, id, version).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/werkwijze?weggegooid=ja").into_response()),
        Err(failure) => show_discarding(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}
