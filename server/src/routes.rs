//! Every address of Rondom in one table: it mounts the routers, it prints `rondom routes --json`, and the isolation
//! test walks it. An address that is not here does not exist.
use crate::{
    hosts::{HostKind, Hosts, dispatch},
    state::AppState,
    stop,
};
use axum::{Router, middleware, routing::MethodRouter};
use domain::policy::Action;
use serde::Serialize;

/// Who may come in before policy is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, for this reason.
    Open(&'static str),
    /// Anybody who is logged in at this host.
    Session,
    /// Policy decides on this action.
    Policy(Action),
}

/// One method of one address.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub host: HostKind,
    pub access: Access,
    handler: MethodRouter<AppState>,
}

impl Route {
    pub fn get(host: HostKind, path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Self {
        Self { method: "GET", path, host, access, handler }
    }

    pub fn post(host: HostKind, path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Self {
        Self { method: "POST", path, host, access, handler }
    }
}

/// A line of `rondom routes --json`.
#[derive(Debug, Serialize)]
pub struct Line {
    pub method: &'static str,
    pub path: String,
    pub host: HostKind,
    /// Key of the policy action, or `open: …`, or `session`.
    pub asks: String,
}

/// Every route.
pub fn table() -> Vec<Route> {
    let mut all = vec![];
    all.extend(crate::auth::routes());
    all.extend(crate::pages::routes());
    all
}

/// Every route, in words.
pub fn lines() -> Vec<Line> {
    let mut all: Vec<Line> = table()
        .into_iter()
        .map(|route| Line {
            method: route.method,
            path: route.path.into(),
            host: route.host,
            asks: match route.access {
                Access::Open(reason) => format!("open: {reason}"),
                Access::Session => "session".into(),
                Access::Policy(action) => action.key().into(),
            },
        })
        .collect();
    all.sort_by(|a, b| (a.host, &a.path, a.method).cmp(&(b.host, &b.path, b.method)));
    all
}

/// The whole server as one service.
pub fn router(state: &AppState) -> Router {
    // A second router in the same process, as in tests, finds it there already.
    let _ = any_spawner::Executor::init_tokio();
    let on = |kind: HostKind| {
        let router = table()
            .into_iter()
            .filter(|route| route.host == kind)
            .fold(Router::new(), |router, route| router.route(route.path, route.handler));
        router
            .fallback(stop::nothing_here)
            .method_not_allowed_fallback(stop::nothing_here)
            .layer(crate::auth::sessions(state))
            .layer(middleware::map_response(crate::auth::let_go))
            .layer(middleware::from_fn_with_state(state.clone(), crate::auth::limit))
            .layer(middleware::from_fn_with_state(state.clone(), stop::pages))
            .with_state(state.clone())
    };
    let hosts = Hosts {
        front: on(HostKind::Front),
        tenant: on(HostKind::Tenant),
        region: on(HostKind::Region),
        state: state.clone(),
    };
    crate::assets::around(Router::new().fallback(dispatch).with_state(hosts), state)
}
