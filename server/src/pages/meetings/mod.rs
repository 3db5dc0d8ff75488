//! Meetings: the list, the agenda, adding to it, the minutes, the beamer, and ticking off an action.
mod actions;
mod addition;
mod agenda;
mod beamer;
mod list;
mod minutes;
mod year;

use crate::{
    hosts::HostKind::Tenant,
    input::Input,
    routes::{Access, Route},
    stop::Stop,
};
use app::{
    components::{FieldError as Wrong, Typed},
    shell::Crumb,
};
use axum::{
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use backend::{Failure, FieldError};
use domain::{id::MeetingId, policy::Action};
use serde::Deserialize;

const HELP: &[&str] = &[
    "De agenda gaat van concept naar verstuurd, definitief, gehouden en gedeeld. Onder elke knop staat wat er dan gebeurt.",
    "Een leerling komt alleen met naam op de agenda als de ouders toestemming gaven. Anders bespreekt u de vraag anoniem.",
    "Partners zien alleen leerlingen bij wie de ouders hun organisatie noemden.",
];

pub fn routes() -> Vec<Route> {
    let see = Access::Policy(Action::SeeAgenda);
    let draft = Access::Policy(Action::DraftAgenda);
    let add = Access::Policy(Action::AddToAgenda);
    let hold = Access::Policy(Action::HoldMeeting);
    let complete = Access::Policy(Action::CompleteAction);
    vec![
        Route::get(Tenant, "/overleggen", Access::Policy(Action::ListMeetings), get(list::open)),
        Route::post(Tenant, "/overleggen", draft, post(list::plan)),
        Route::get(Tenant, "/overleggen/jaar", Access::Policy(Action::SeeYear), get(year::open)),
        Route::get(Tenant, "/overleggen/{id}", see, get(agenda::open)),
        Route::post(Tenant, "/overleggen/{id}", draft, post(agenda::change)),
        Route::get(Tenant, "/overleggen/{id}/toevoegen", add, get(addition::open)),
        Route::post(Tenant, "/overleggen/{id}/toevoegen", add, post(addition::add)),
        Route::get(Tenant, "/overleggen/{id}/verslag", Access::Policy(Action::SeeMinutes), get(minutes::open)),
        Route::post(Tenant, "/overleggen/{id}/verslag", hold, post(minutes::conclude)),
        Route::post(Tenant, "/overleggen/{id}/verslag/{item}", hold, post(minutes::write)),
        Route::get(Tenant, "/overleggen/{id}/beamer", hold, get(beamer::open)),
        Route::post(Tenant, "/acties/{id}/klaar", complete, post(actions::done)),
        Route::post(Tenant, "/acties/{id}/open", complete, post(actions::undone)),
    ]
}

/// What the address says. What does not read is as if it was not said.
#[derive(Debug, Default, Deserialize)]
struct Words {
    /// Whose meetings: the id of a school, an area or an organisation.
    #[serde(default)]
    van: String,
    #[serde(default)]
    onderwerp: String,
    #[serde(default)]
    alles: String,
    #[serde(default)]
    gedaan: String,
    #[serde(default)]
    bewaard: String,
}

/// A form that did not do what was asked: the errors for the page, or who was first.
fn again(failure: Failure) -> Result<(Vec<FieldError>, Option<String>), Stop> {
    match failure {
        Failure::Invalid(errors) => Ok((errors, None)),
        Failure::Rejected(why) => Ok((vec![FieldError { field: String::new(), message: why }], None)),
        Failure::Stale(who) => Ok((vec![], Some(who.to_string()))),
        other => Err(other.into()),
    }
}

fn typed(input: Input, errors: Vec<FieldError>) -> Typed {
    Typed::new(input.0, errors.into_iter().map(|error| Wrong::new(error.field, error.message)).collect())
}

fn to(path: String) -> Response {
    Redirect::to(&path).into_response()
}

fn crumbs(id: MeetingId, title: &str) -> [Crumb; 2] {
    [Crumb::to("Overleggen", "/overleggen"), Crumb::to(title.to_owned(), format!("/overleggen/{id}"))]
}
