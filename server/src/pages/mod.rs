//! Handlers: a few lines each. Extract the scope, ask the service, render.
pub mod front;

use crate::routes::Route;

/// The pages of all hosts.
pub fn routes() -> Vec<Route> {
    front::routes()
}
