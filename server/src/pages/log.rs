//! The log: read by the privacy officer, and exported as what the list shows. Both are lines in it.
use super::pupils::typed;
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::Input,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::{components::Typed, pages::log::LogPage};
use axum::{extract::State, response::IntoResponse, routing::get};
use backend::{Failure, log};
use domain::{
    page::log::{Filter, Log},
    policy::Action,
};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::*;
use serde::Deserialize;

const HELP: &[&str] = &[
    "Elke keer dat iemand een dossier opent of iets wijzigt, en elke weigering, staat hier met tijd en grond. Het logboek kan niet worden gewijzigd.",
    "Ouders en leerlingen mogen weten wie hun dossier zag. Zoek op de naam van de leerling en geef hun de lijst.",
];

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy(Action::SeeLog);
    vec![
        Route::get(Tenant, "/beheer/logboek", policy, get(list)),
        Route::get(Tenant, "/beheer/logboek.csv", policy, get(csv)),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    leerling: String,
    #[serde(default)]
    wie: String,
    #[serde(default)]
    van: String,
    #[serde(default)]
    tot: String,
    #[serde(default)]
    pagina: String,
}

impl Words {
    fn filter(self) -> Filter {
        Filter { pupil: self.leerling, who: self.wie, from: self.van, until: self.tot }
    }
}

/// Who saw, changed or was refused what.
async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let number = asked.pagina.parse().unwrap_or(1);
    let filter = asked.filter();
    let (page, typed) = match log::list(&scope, filter.clone(), number).await {
        Ok(page) => (page, Typed::default()),
        Err(Failure::Invalid(errors)) => (Log { filter, ..Log::default() }, typed(Input::default(), errors)),
        Err(failure) => return Err(failure.into()),
    };
    let wrong = typed.has_errors();
    let view = move || view! { <LogPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, "Logboek").under("/beheer/logboek").help(HELP).wide().refused(wrong).render(view).await)
}

/// The same lines for a spreadsheet.
async fn csv(CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let lines = log::export(&scope, &asked.filter()).await?;
    let head = vec!["Wanneer", "Wie", "Functie en organisatie", "Wat", "Waarover", "Grond", "Velden"];
    let rows = lines.iter().map(|line| {
        let log_line = [&line.at, &line.who, &line.place, &line.what, &line.about, &line.ground, &line.fields];
        log_line.map(String::as_str).to_vec()
    });
    let full = u64::try_from(lines.len()).is_ok_and(|number| number >= log::EXPORTED);
    let more = full.then(|| vec!["Er zijn meer regels dan in één bestand passen. Kies een kortere periode."]);
    let text = log::csv::table(std::iter::once(head).chain(rows).chain(more));
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"logboek.csv\"")];
    Ok((headers, text).into_response())
}
