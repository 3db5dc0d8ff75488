//! From a view to a response: the shell around it, the status, nothing else. Pages are rendered whole on the server.
use crate::{hosts::Place, state::AppState};
use app::shell::{Crumb, Head, Layout, NavItem, PersonMenu, Theme, shell};
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use backend::Scope;
use domain::{
    actor::{Actor, Side},
    policy::{Action, Grounds, Refusal, permit},
};
use http::StatusCode;
use leptos::prelude::*;
use std::sync::Arc;

/// A page about to be rendered.
#[must_use]
pub struct Page {
    state: AppState,
    head: Head,
    status: StatusCode,
}

impl Page {
    /// A page for anybody at this place.
    pub fn at(state: &AppState, place: Place, title: impl Into<String>) -> Self {
        let mut head = Head::new(title);
        match place {
            Place::Front => {}
            Place::Tenant(tenant) => {
                head.site = Some(tenant.name.clone());
                head.theme = Some(Theme::of(&tenant.slug));
            }
            Place::Region(region) => head.site = Some(region.name.clone()),
        }
        Self { state: state.clone(), head, status: StatusCode::OK }
    }

    /// A page for somebody who has entered a tenant.
    pub fn of(state: &AppState, scope: &Scope, title: impl Into<String>) -> Self {
        let tenant = scope.tenant();
        let principal = scope.actor().principal();
        let head = Head {
            title: title.into(),
            site: Some(tenant.name.clone()),
            theme: Some(Theme::of(&tenant.slug)),
            switch: Some(state.config.origin.clone()),
            nav: navigation(scope.actor()),
            person: Some(PersonMenu {
                name: scope.actor().name.clone(),
                function: principal.map_or_else(String::new, |m| m.function.label().into()),
                organisation: principal.map_or_else(String::new, |m| m.organisation_name.clone()),
                sessions: None,
                logout: "/uit".into(),
            }),
            search: permit(scope.actor(), Action::ListPupils, Grounds::none()).is_ok(),
            ..Head::default()
        };
        Self { state: state.clone(), head, status: StatusCode::OK }
    }

    /// The word of the main navigation under which this page falls: its address.
    pub fn under(mut self, href: &str) -> Self {
        for item in &mut self.head.nav {
            item.current = item.href == href;
        }
        self
    }

    /// Where one came from, nearest last; the page itself is added.
    pub fn trail(mut self, crumbs: impl IntoIterator<Item = Crumb>) -> Self {
        self.head.trail = crumbs.into_iter().collect();
        self.head.trail.push(Crumb::here(self.head.title.clone()));
        self
    }

    /// Help on this page, a paragraph each.
    pub fn help(mut self, paragraphs: &[&str]) -> Self {
        self.head.help = paragraphs.iter().map(|line| (*line).to_owned()).collect();
        self
    }

    pub fn wide(mut self) -> Self {
        self.head.layout = Layout::Wide;
        self
    }

    pub fn beamer(mut self) -> Self {
        self.head.layout = Layout::Beamer;
        self
    }

    /// Any other change to what stands around the page.
    pub fn head(mut self, change: impl FnOnce(&mut Head)) -> Self {
        change(&mut self.head);
        self
    }

    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The form came back: typed text is kept, the status says that nothing was saved.
    pub fn refused(mut self, has_errors: bool) -> Self {
        if has_errors {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
            self.head.has_errors = true;
        }
        self
    }

    /// Renders the whole document.
    pub async fn render(self, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Response {
        self.whole(Arc::new(body)).await
    }

    /// Compiled once and not once per page: the document around a page is by far the largest type there is.
    async fn whole(self, body: Arc<dyn Fn() -> AnyView + Send + Sync>) -> Response {
        let Self { state, head, status } = self;
        let site = state.site;
        let handler = leptos_axum::render_app_async_with_context(
            move || provide_context(site.clone()),
            move || shell(head.clone(), body()),
        );
        let mut response = handler(Request::new(Body::empty())).await.into_response();
        *response.status_mut() = status;
        response
    }
}

/// The main words by role (ux.md): only where something waits behind them.
fn navigation(actor: &Actor) -> Vec<NavItem> {
    let item = |label: &str, href: &str| NavItem { label: label.into(), href: href.into(), current: false };
    let may = |action| permit(actor, action, Grounds::none()).is_ok();
    let mut all = vec![item("Mijn werk", "/")];
    // With one factor the list is refused, and the page that says so must be found.
    if matches!(permit(actor, Action::ListPupils, Grounds::none()), Ok(_) | Err(Refusal::SecondFactor)) {
        all.push(item("Leerlingen", "/leerlingen"));
    }
    if [Side::School, Side::Swv, Side::Partner].into_iter().any(|side| actor.on(side).next().is_some()) {
        all.push(item("Overleggen", "/overleggen"));
    }
    if may(Action::ListAnalyses) {
        all.push(item("Analyse", "/analyse"));
    }
    if may(Action::ListMembers) {
        all.push(item("Beheer", "/beheer"));
    }
    if may(Action::ListTemplates) {
        all.push(item("Werkwijze", WAY_OF_WORKING));
    }
    if permit(actor, Action::SeeLog, Grounds::none()).is_ok() {
        all.push(item("Logboek", "/beheer/logboek"));
    }
    if all.len() > MOST_WORDS {
        // It is one step away on the page Beheer too.
        all.retain(|item| item.href != WAY_OF_WORKING);
    }
    all
}

/// More words than these, and nobody finds the one that is needed (ux.md).
const MOST_WORDS: usize = 6;

const WAY_OF_WORKING: &str = "/werkwijze";

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        actor::{Function, Membership},
        id::{MembershipId, OrganisationId, PersonId},
    };

    fn words(functions: &[Function]) -> Vec<String> {
        let membership = |function: &Function| Membership {
            id: MembershipId(uuid::Uuid::nil()),
            function: *function,
            organisation: OrganisationId(uuid::Uuid::nil()),
            organisation_name: String::new(),
            schools: vec![],
            areas: vec![],
        };
        let memberships = functions.iter().map(membership).collect();
        let actor = Actor { person: PersonId(uuid::Uuid::nil()), name: String::new(), two_factor: true, memberships };
        navigation(&actor).into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn the_menu_has_at_most_six_words_also_for_whoever_does_everything() {
        let beheer = words(&[Function::FunctioneelBeheerder]);
        assert_eq!(beheer, ["Mijn werk", "Beheer", "Werkwijze"]);
        let everything = words(Function::ALL);
        assert_eq!(everything, ["Mijn werk", "Leerlingen", "Overleggen", "Analyse", "Beheer", "Logboek"]);
    }
}
