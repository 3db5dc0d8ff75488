//! Logging in and out. OpenID Connect runs on the front door only, one return address per provider; a one-time ticket
//! opens a session on the host of a tenant or region (architecture.md, "Identity" and "Tenancy").
//! Whatever goes wrong on the way is a Dutch page that says what to do now; nobody is left half logged in.
mod asked;
mod backchannel;
mod callback;
mod cookies;
mod enter;
mod limit;
mod login;
mod logout;
mod logout_token;
mod provider;
mod providers;
mod second_factor;
mod ticket;
mod token;
mod trouble;
mod visitor;
mod wanted;

pub use asked::Asked;
pub use limit::{Limit, limit};
pub use provider::{Provider, Settings};
pub use providers::Providers;
pub use trouble::{from_elsewhere, invitation as invitation_trouble, trouble};
pub use visitor::{CurrentLogin, CurrentRegion, CurrentScope, CurrentVisitor, FrontVisitor, let_go, sessions};
pub use wanted::Wanted;

use crate::{
    hosts::HostKind::{Front, Region, Tenant},
    routes::{Access, Route},
};
use axum::routing::{get, post};

/// Every address of logging in and out.
pub fn routes() -> Vec<Route> {
    use Access::Open;
    let before = Open("begins a login; nobody is known yet");
    let ticket = Open("opens a session with a one-time ticket");
    let leaving = Open("logging out always works");
    vec![
        Route::get(Front, "/auth/login/{provider}", before, get(login::start)),
        Route::get(Front, "/auth/callback/{provider}", before, get(callback::finish)),
        Route::get(
            Front,
            "/auth/enter/{slug}",
            Open("gives a ticket to who is logged in, a login to others"),
            get(enter::knocked),
        ),
        Route::post(Front, "/auth/enter/{slug}", Access::Session, post(enter::chosen)),
        Route::post(Front, "/auth/logout", leaving, post(logout::here)),
        Route::get(Front, "/auth/uitgelogd", leaving, get(logout::done)),
        Route::post(Front, "/auth/overal-uitloggen", leaving, post(logout::everywhere)),
        Route::post(
            Front,
            "/auth/backchannel-logout/{provider}",
            Open("a provider's signed notice; the signature is the key"),
            post(backchannel::notice),
        ),
        Route::get(Tenant, "/binnen", ticket, get(ticket::inside)),
        Route::post(Tenant, "/uit", leaving, post(logout::here)),
        Route::get(Region, "/binnen", ticket, get(ticket::inside)),
        Route::post(Region, "/uit", leaving, post(logout::here)),
    ]
}
