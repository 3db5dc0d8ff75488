//! The way of working of the tenant: versions and drafts, for the functioneel beheerder.
mod drafts;
mod files;
mod publish;
mod save;
mod versions;

use crate::{
    hosts::HostKind::Tenant,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    upload::LARGEST_UPLOAD,
};
use app::shell::Crumb;
use axum::{
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use backend::Scope;
use domain::{page::template::DraftHead, policy::Action};

const HELP: &[&str] = &[
    "De werkwijze zegt in welke stappen een casus gaat, wie de regie heeft, welke overleggen er zijn en wie wat ziet. Een gepubliceerde versie verandert nooit; wie iets anders wil, begint een concept.",
    "Lopende casussen houden de versie waarmee ze begonnen. Nieuw werk begint met de versie die op die dag geldt.",
];

const DRAFT: &str = "/werkwijze/concept/{id}";

pub fn routes() -> Vec<Route> {
    let (draft, publish) = (Access::Policy(Action::DraftTemplate), Access::Policy(Action::PublishTemplate));
    let (see, export) = (Access::Policy(Action::SeeTemplate), Access::Policy(Action::ExportTemplate));
    let list = Access::Policy(Action::ListTemplates);
    let upload = DefaultBodyLimit::max(LARGEST_UPLOAD);
    let autosave = DefaultBodyLimit::max(save::LARGEST_SAVE);
    vec![
        Route::get(Tenant, "/werkwijze", list, get(versions::list)),
        Route::get(Tenant, "/werkwijze/nieuw", draft, get(drafts::new)),
        Route::post(Tenant, "/werkwijze/nieuw", draft, post(drafts::start).layer(upload)),
        Route::get(Tenant, "/werkwijze/verschil", see, get(versions::difference)),
        Route::get(Tenant, "/werkwijze/vernieuwd/{number}", draft, get(versions::renewal)),
        Route::get(Tenant, "/werkwijze/versie/{number}", see, get(versions::version)),
        Route::get(Tenant, "/werkwijze/versie/{number}/bestand", export, get(files::version)),
        Route::get(Tenant, "/werkwijze/versie/{number}/bpmn", export, get(files::version_drawing)),
        Route::get(Tenant, DRAFT, draft, get(drafts::page)),
        Route::post(Tenant, DRAFT, draft, post(save::save).layer(autosave)),
        Route::post(Tenant, "/werkwijze/concept/{id}/naam", draft, post(drafts::rename)),
        Route::get(Tenant, "/werkwijze/concept/{id}/bestand", export, get(files::draft)),
        Route::get(Tenant, "/werkwijze/concept/{id}/bpmn", export, get(files::draft_drawing)),
        Route::get(Tenant, "/werkwijze/concept/{id}/inlezen", draft, get(drafts::replacing)),
        Route::post(Tenant, "/werkwijze/concept/{id}/inlezen", draft, post(drafts::replace).layer(upload)),
        Route::get(Tenant, "/werkwijze/concept/{id}/weggooien", draft, get(drafts::discarding)),
        Route::post(Tenant, "/werkwijze/concept/{id}/weggooien", draft, post(drafts::discard)),
        Route::get(Tenant, "/werkwijze/concept/{id}/publiceren", publish, get(publish::before)),
        Route::post(Tenant, "/werkwijze/concept/{id}/publiceren", publish, post(publish::publish)),
    ]
}

/// A page below the list.
fn frame(state: &AppState, scope: &Scope, title: impl Into<String>) -> Page {
    Page::of(state, scope, title).under("/werkwijze").trail([Crumb::to("Werkwijze", "/werkwijze")]).help(HELP)
}

/// A page below a draft.
fn below(state: &AppState, scope: &Scope, title: impl Into<String>, head: &DraftHead) -> Page {
    let draft = Crumb::to(head.name.clone(), format!("/werkwijze/concept/{}", head.id));
    Page::of(state, scope, title).under("/werkwijze").trail([Crumb::to("Werkwijze", "/werkwijze"), draft]).help(HELP)
}
