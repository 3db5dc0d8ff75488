//! My meetings, and planning them: one, or all of a school year.
use super::{HELP, Words, again, to, typed};
use crate::{
    auth::{Asked, CurrentScope},
    input::Input,
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::{components::Typed, pages::meetings::MeetingsPage};
use axum::extract::State;
use backend::{
    Failure, Scope,
    meetings::{self, NewMeeting},
};
use domain::policy::Refusal;
use leptos::prelude::*;
use uuid::Uuid;

pub(super) async fn open(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Asked(asked): Asked<Words>,
) -> Answer {
    let done = match asked.gedaan.parse::<usize>() {
        Ok(count) => format!("{count} overleggen staan gepland."),
        Err(_) => String::new(),
    };
    show_list(&state, &scope, asked.van.parse().ok(), Typed::default(), done).await
}

async fn show_list(state: &AppState, scope: &Scope, owner: Option<Uuid>, typed: Typed, done: String) -> Answer {
    let page = meetings::list(scope, owner).await?;
    let wrong = typed.has_errors();
    // Who has no form to mend is told that it is not theirs.
    if wrong && page.plan_at.is_empty() {
        return Err(Failure::Refused(Refusal::Function).into());
    }
    let view = move || view! { <MeetingsPage page=page.clone() typed=typed.clone() done=done.clone()/> }.into_any();
    Ok(Page::of(state, scope, "Overleggen").under("/overleggen").help(HELP).refused(wrong).render(view).await)
}

pub(super) async fn plan(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let planned = if input.text("doe") == "jaar" {
        let count = meetings::plan_year(&scope, input.id("van")?, input.text("soort")).await;
        count.map(|count| format!("/overleggen?gedaan={count}"))
    } else {
        let new = NewMeeting {
            owner: input.optional_id("van")?,
            kind: input.text("soort").into(),
            day: input.text("dag").into(),
            time: input.text("tijd").into(),
            place: input.text("plaats").into(),
        };
        meetings::plan_one(&scope, &new).await.map(|id| format!("/overleggen/{id}"))
    };
    match planned {
        Ok(path) => Ok(to(path)),
        Err(failure) => {
            let (errors, _) = again(failure)?;
            show_list(&state, &scope, None, typed(input, errors), String::new()).await
        }
    }
}
