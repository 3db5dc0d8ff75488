//! Who works here: list, invitation, withdrawing. Rights, never files.
use super::pupils::typed;
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Id, Input},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, mendable},
};
use app::{
    components::Typed,
    pages::members::{CovenantsPage, InvitePage, InvitedPage, MembersPage, WithdrawMemberPage},
    shell::Crumb,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{Failure, Scope, members};
use domain::{
    id::{AccessionId, MembershipId},
    page::member::Invited,
    policy::Action,
};
use leptos::prelude::*;
use serde::Deserialize;

const HELP: &[&str] = &[
    "Hier geeft u mensen functies bij organisaties en scholen. Wie wat mag zien volgt uit de functie; dossiers ziet u hier niet.",
    "Inloggen doet iedereen met het account van de eigen organisatie. De uitnodiging verbindt dat account aan wat u hier geeft.",
];

const COVENANTS: &str = "/beheer/convenanten";

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy;
    vec![
        Route::get(Tenant, "/beheer", policy(Action::ListMembers), get(list)),
        Route::get(Tenant, "/beheer/uitnodigen", policy(Action::InviteMember), get(form)),
        Route::post(Tenant, "/beheer/uitnodigen", policy(Action::InviteMember), post(invite)),
        Route::get(Tenant, COVENANTS, policy(Action::ListAccessions), get(covenants)),
        Route::post(Tenant, COVENANTS, policy(Action::RecordAccession), post(accede)),
        Route::post(Tenant, "/beheer/convenanten/{id}/einde", policy(Action::EndAccession), post(end_accession)),
        Route::post(Tenant, "/beheer/{id}/opnieuw", policy(Action::InviteMember), post(again)),
        Route::get(Tenant, "/beheer/{id}/intrekken", policy(Action::WithdrawMember), get(before)),
        Route::post(Tenant, "/beheer/{id}/intrekken", policy(Action::WithdrawMember), post(withdraw)),
        Route::post(Tenant, "/beheer/{id}/herstellen", policy(Action::WithdrawMember), post(restore)),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    zoek: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    ingetrokken: String,
}

/// Everybody who works here, for the functioneel beheerder.
async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let page = members::list(&scope, &asked.zoek, &asked.stand, asked.ingetrokken.parse().ok()).await?;
    let view = move || view! { <MembersPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, "Beheer").under("/beheer").help(HELP).wide().render(view).await)
}

async fn form(State(state): State<AppState>, CurrentScope(scope): CurrentScope) -> Answer {
    show_form(&state, &scope, Typed::default()).await
}

async fn show_form(state: &AppState, scope: &Scope, typed: Typed) -> Answer {
    let page = members::form(scope).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <InvitePage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame(state, scope, "Iemand uitnodigen").refused(wrong).render(view).await)
}

/// Gives a function; the link is on the page that answers, and nowhere else.
async fn invite(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let wanted = members::Wanted {
        name: input.text("naam"),
        email: input.text("email"),
        function: input.text("functie"),
        organisation: input.text("organisatie"),
        schools: input.all("scholen").collect(),
        from: input.text("vanaf"),
        until: input.text("tot"),
    };
    match members::invite(&scope, wanted, state.config.origin.trim_end_matches('/')).await {
        Ok(invited) => show_invited(&state, &scope, invited).await,
        Err(Failure::Invalid(errors)) => show_form(&state, &scope, typed(input, errors)).await,
        Err(failure) => Err(failure.into()),
    }
}

async fn again(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<MembershipId>) -> Answer {
    let invited = members::again(&scope, id, state.config.origin.trim_end_matches('/')).await?;
    show_invited(&state, &scope, invited).await
}

async fn show_invited(state: &AppState, scope: &Scope, invited: Invited) -> Answer {
    let view = move || view! { <InvitedPage page=invited.clone()/> }.into_any();
    Ok(frame(state, scope, "Uitgenodigd").render(view).await)
}

async fn before(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<MembershipId>) -> Answer {
    show_before(&state, &scope, id, Typed::default()).await
}

async fn show_before(state: &AppState, scope: &Scope, id: MembershipId, typed: Typed) -> Answer {
    let page = members::one(scope, id).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <WithdrawMemberPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame(state, scope, "Functie intrekken").refused(wrong).render(view).await)
}

/// Takes a function away; it can be undone on the page that follows.
async fn withdraw(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MembershipId>,
    input: Input,
) -> Answer {
    let outcome = match input.version() {
        Ok(version) => members::withdraw(&scope, id, version).await,
        Err(failure) => Err(failure),
    };
    let errors = match outcome {
        Ok(()) => return Ok(Redirect::to(&format!("/beheer?ingetrokken={id}")).into_response()),
        Err(failure) => mendable(failure)?,
    };
    show_before(&state, &scope, id, typed(input, errors)).await
}

async fn restore(CurrentScope(scope): CurrentScope, Id(id): Id<MembershipId>, input: Input) -> Answer {
    members::restore(&scope, id, input.version()?).await?;
    Ok(Redirect::to("/beheer").into_response())
}

fn frame(state: &AppState, scope: &Scope, title: &str) -> Page {
    Page::of(state, scope, title).under("/beheer").trail([Crumb::to("Beheer", "/beheer")]).help(HELP)
}

/// Which organisations acceded to a covenant.
async fn covenants(State(state): State<AppState>, CurrentScope(scope): CurrentScope) -> Answer {
    show_covenants(&state, &scope, Typed::default()).await
}

async fn show_covenants(state: &AppState, scope: &Scope, typed: Typed) -> Answer {
    let page = members::covenants(scope).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <CovenantsPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(frame(state, scope, "Convenanten").refused(wrong).render(view).await)
}

async fn accede(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let asked = members::Typed {
        covenant: input.text("convenant"),
        organisation: input.text("organisatie"),
        on: input.text("op"),
    };
    let outcome = members::accede(&scope, asked).await;
    back_to_covenants(&state, &scope, input, outcome).await
}

async fn end_accession(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<AccessionId>,
    input: Input,
) -> Answer {
    let outcome = match input.version() {
        Ok(version) => members::end(&scope, id, version).await,
        Err(failure) => Err(failure),
    };
    back_to_covenants(&state, &scope, input, outcome).await
}

async fn back_to_covenants(state: &AppState, scope: &Scope, input: Input, outcome: Result<(), Failure>) -> Answer {
    let errors = match outcome {
        Ok(()) => return Ok(Redirect::to(COVENANTS).into_response()),
        Err(failure) => mendable(failure)?,
    };
    show_covenants(state, scope, typed(input, errors)).await
}
