//! The front door: `GET /` and the invitation.
use crate::{
    auth::{Asked, CurrentLogin, Wanted, invitation_trouble},
    hosts::{HostKind::Front, Place as Host},
    input::Parts,
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::Answer,
};
use app::pages::front::{HomePage, InvitationPage, WelcomePage};
use axum::{extract::State, routing::get};
use backend::{
    Failure,
    clock::local,
    identity::{Login, invitations},
    sessions,
    store::system,
    worklist,
};
use chrono::{DateTime, Utc};
use domain::{
    actor::Membership,
    page::front::{Home, Invitation, Open, Place, Way, Welcome},
};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// The addresses of the front door itself.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Front, "/", Access::Open("how to log in; who is logged in sees only his own places"), get(home)),
        Route::get(
            Front,
            "/uitnodiging/{slug}/{token}",
            Access::Open("the token is the key; shows the invited person's own name and functions"),
            get(invitation),
        ),
    ]
}

async fn home(
    State(state): State<AppState>,
    CurrentLogin(login): CurrentLogin,
    Asked(wanted): Asked<Wanted>,
) -> Answer {
    match login {
        Some(login) => {
            let page = my_places(&state, &login).await?;
            let answer = Page::at(&state, Host::Front, "Mijn plaatsen");
            Ok(answer.render(move || view! { <HomePage page=page.clone()/> }.into_any()).await)
        }
        None => welcome(&state, wanted).await,
    }
}

async fn welcome(state: &AppState, wanted: Wanted) -> Answer {
    let bound_for = match wanted.checked() {
        Some(wanted) => name_of(state, &wanted.slug).await?,
        None => None,
    };
    let query = Some(wanted.query()).filter(|query| !query.is_empty() && bound_for.is_some());
    let page = Welcome { providers: ways(state, query.as_deref()), bound_for };
    let answer = Page::at(state, Host::Front, "Inloggen");
    Ok(answer.render(move || view! { <WelcomePage page=page.clone()/> }.into_any()).await)
}

fn ways(state: &AppState, query: Option<&str>) -> Vec<Way> {
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    let way = |id: &str, label: &str| Way::new(format!("Inloggen bij {label}"), format!("/auth/login/{id}{query}"));
    state.providers.iter().map(|provider| way(provider.id(), provider.label())).collect()
}

async fn name_of(state: &AppState, slug: &str) -> Result<Option<String>, Failure> {
    if let Some(tenant) = state.house.tenant(slug).await? {
        return Ok(Some(tenant.name.clone()));
    }
    Ok(state.house.region(slug).await?.map(|region| region.name))
}

/// Tenants with what waits there, then regions. Each tenant is entered for itself: there is no way to ask all at once.
async fn my_places(state: &AppState, login: &Login) -> Result<Home, Failure> {
    let (store, visitor) = (state.house.store(), login.visitor());
    let mut places = vec![];
    for tenant in system::tenants_of(store, login.person).await? {
        let (slug, name) = (tenant.slug.clone(), tenant.name.clone());
        let scope = match state.house.enter(Arc::new(tenant), &visitor).await {
            Ok(Some(scope)) => scope,
            Ok(None) => continue,
            // The door is there, and says why it is closed.
            Err(Failure::Rejected(why)) => {
                places.push(Place { slug, name, functions: vec![why], waiting: None });
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let functions = scope.actor().memberships.iter().map(in_words).collect();
        let waiting = Some(worklist::count(&scope).await?.waiting);
        places.push(Place { slug, name, functions, waiting });
    }
    for region in system::regions_of(store, login.person, state.house.clock().today()).await? {
        places.push(Place {
            slug: region.slug,
            name: region.name,
            functions: vec!["regie-overleg".into()],
            waiting: None,
        });
    }
    let names: HashMap<&str, &str> = places.iter().map(|place| (place.slug.as_str(), place.name.as_str())).collect();
    let open = sessions::of(&state.house, login.person).await?.into_iter().map(|session| Open {
        place: names.get(session.host.as_str()).map_or_else(|| "Startpagina".into(), |name| (*name).to_owned()),
        when: format!(
            "ingelogd op {}, laatst gebruikt om {}",
            moment(session.since),
            local(session.seen_at).format("%H:%M")
        ),
    });
    let open = open.collect();
    Ok(Home { name: login.name.clone(), places, one_factor: !login.proof.two_factor, open })
}

fn in_words(membership: &Membership) -> String {
    format!("{}, {}", membership.function, membership.organisation_name)
}

fn moment(at: DateTime<Utc>) -> String {
    local(at).format("%d-%m-%Y om %H:%M").to_string()
}

async fn invitation(State(state): State<AppState>, Parts(slug, token): Parts) -> Answer {
    let promise = match invitations::look(&state.house, &slug, &token).await {
        Ok(promise) => promise,
        Err(fault) => return Ok(invitation_trouble(&state, &fault).await),
    };
    let query = serde_urlencoded::to_string([("uitnodiging", format!("{slug}/{token}"))]).unwrap_or_default();
    let page = Invitation {
        tenant: promise.tenant.name.clone(),
        name: promise.name,
        functions: promise.memberships.iter().map(in_words).collect(),
        until: local(promise.expires_at).format("%d-%m-%Y").to_string(),
        providers: ways(&state, Some(&query)),
    };
    let answer = Page::at(&state, Host::Front, "Uitnodiging");
    Ok(answer.render(move || view! { <InvitationPage page=page.clone()/> }.into_any()).await)
}
