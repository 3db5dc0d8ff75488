//! Handlers: a few lines each. Extract the scope, ask the service, render.
pub mod analyses;
pub mod cases;
pub mod closing;
pub mod front;
pub mod log;
pub mod meetings;
pub mod members;
pub mod moving;
pub mod plain;
pub mod pupils;
pub mod region;
pub mod templates;
pub mod worklist;

use crate::routes::Route;

/// The pages of all hosts.
pub fn routes() -> Vec<Route> {
    let rooms = [
        analyses::routes(),
        cases::routes(),
        closing::routes(),
        front::routes(),
        log::routes(),
        members::routes(),
        moving::routes(),
        plain::routes(),
        meetings::routes(),
        pupils::routes(),
        region::routes(),
        templates::routes(),
        worklist::routes(), //
    ];
    rooms.into_iter().flatten().collect()
}
