//! Handlers: a few lines each. Extract the scope, ask the service, render.
pub mod analyses;
pub mod front;
pub mod worklist;

use crate::routes::Route;

/// The pages of all hosts.
pub fn routes() -> Vec<Route> {
    [analyses::routes(), front::routes(), worklist::routes()].into_iter().flatten().collect()
}
