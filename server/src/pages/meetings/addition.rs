//! Adding to an agenda: a pupil by name, or a question without one.
use super::{HELP, again, crumbs, to, typed};
use crate::{
    auth::CurrentScope,
    input::{Id, Input},
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::{components::Typed, pages::meetings::AdditionPage};
use axum::extract::State;
use backend::{
    FieldError, Scope,
    meetings::{self, NewAnonymous, NewNamed},
};
use domain::id::MeetingId;
use leptos::prelude::*;

pub(super) async fn open(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
) -> Answer {
    show_addition(&state, &scope, id, Typed::default()).await
}

async fn show_addition(state: &AppState, scope: &Scope, id: MeetingId, typed: Typed) -> Answer {
    let page = meetings::addition(scope, id).await?;
    let (title, wrong) = (page.head.title(), typed.has_errors());
    let view = move || view! { <AdditionPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Agendapunt toevoegen").under("/overleggen").trail(crumbs(id, &title));
    Ok(frame.help(HELP).refused(wrong).render(view).await)
}

pub(super) async fn add(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    input: Input,
) -> Answer {
    let added = if input.text("doe") == "anoniem" {
        let new =
            NewAnonymous { question: input.text("anonieme_vraag").into(), reason: input.text("anonieme_reden").into() };
        meetings::add_anonymous(&scope, id, &new).await.map(|item| item.to_string())
    } else {
        let new = NewNamed {
            pupil: input.optional_id("leerling")?,
            question: input.text("vraag").into(),
            reason: input.text("reden").into(),
            suggested: false,
        };
        meetings::add_named(&scope, id, &new).await.map(|item| item.to_string())
    };
    match added {
        Ok(item) => Ok(to(format!("/overleggen/{id}#punt-{item}"))),
        Err(failure) => {
            let (errors, first) = again(failure)?;
            let first = first.map(|message| FieldError { field: String::new(), message });
            let errors = errors.into_iter().chain(first).collect();
            show_addition(&state, &scope, id, typed(input, errors)).await
        }
    }
}
