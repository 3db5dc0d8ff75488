//! Pupils: the list, a new one, the file, the case, and consent. Each form posts to its own page.
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Id, Input, Parts},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, Stop, mendable},
};
use app::{
    components::{FieldError as Wrong, Typed},
    pages::pupils::{AskConsentPage, GapsPage, NewPupilPage, ObjectionPage, PupilPage, PupilsPage, WithdrawPage},
    shell::Crumb,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{Failure, FieldError, Scope, consents, pupils};
use domain::{
    id::{ConsentId, PupilId},
    page::pupil::{Filter, NewPupil},
    policy::Action,
};
use leptos::prelude::*;
use serde::Deserialize;

const HELP: &[&str] = &[
    "U ziet de leerlingen van de scholen waar u werkt. Werkt u bij de gemeente, de GGD of de jeugdhulp, dan ziet u een leerling pas als ouders daarvoor toestemming gaven.",
    "Elke keer dat een dossier wordt geopend, komt dat in het logboek te staan. Ouders kunnen dat opvragen.",
];

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy;
    vec![
        Route::get(Tenant, "/leerlingen", policy(Action::ListPupils), get(list)),
        Route::get(Tenant, "/leerlingen/nieuw", policy(Action::RegisterPupil), get(new)),
        Route::post(Tenant, "/leerlingen/nieuw", policy(Action::RegisterPupil), post(add)),
        Route::get(Tenant, "/leerlingen/toestemming", policy(Action::ListConsentGaps), get(gaps)),
        Route::get(Tenant, "/leerlingen/{id}", policy(Action::SeePupil), get(file)),
        Route::get(Tenant, "/leerlingen/{id}/toestemming", policy(Action::RecordConsent), get(ask)),
        Route::post(Tenant, "/leerlingen/{id}/toestemming", policy(Action::RecordConsent), post(record)),
        Route::get(Tenant, "/leerlingen/{id}/bezwaar", policy(Action::RecordObjection), get(objecting)),
        Route::post(Tenant, "/leerlingen/{id}/bezwaar", policy(Action::RecordObjection), post(object)),
        Route::get(
            Tenant,
            "/leerlingen/{id}/toestemming/{consent}/intrekken",
            policy(Action::WithdrawConsent),
            get(before_withdrawing),
        ),
        Route::post(
            Tenant,
            "/leerlingen/{id}/toestemming/{consent}/intrekken",
            policy(Action::WithdrawConsent),
            post(withdraw),
        ),
    ]
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    zoek: String,
    #[serde(default)]
    school: String,
    #[serde(default)]
    proces: String,
    #[serde(default)]
    groep: String,
    #[serde(default)]
    volgorde: String,
    #[serde(default)]
    pagina: String,
}

/// The pupils this person may see; nobody finds a name that is not for them.
async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let Words { zoek: text, school, proces: step, groep: group, volgorde: order, pagina } = asked;
    let filter = Filter { text, school, step, group, order };
    let page = pupils::list(&scope, filter, pagina.parse().unwrap_or(1)).await?;
    let view = move || view! { <PupilsPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, "Leerlingen").under("/leerlingen").help(HELP).render(view).await)
}

/// What the address of the list of gaps says.
#[derive(Debug, Default, Deserialize)]
struct Lacks {
    #[serde(default)]
    school: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    pagina: String,
}

/// Who is discussed without a consent that holds.
async fn gaps(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Lacks>) -> Answer {
    let Lacks { school, stand, pagina } = asked;
    let asked = consents::Asked { school: &school, kind: &stand, page: pagina.parse().unwrap_or(1) };
    let page = consents::gaps(&scope, asked).await?;
    let view = move || view! { <GapsPage page=page.clone()/> }.into_any();
    let frame = Page::of(&state, &scope, "Zonder geldige toestemming").under("/leerlingen").trail([list_crumb()]);
    Ok(frame.help(HELP).render(view).await)
}

async fn new(State(state): State<AppState>, CurrentScope(scope): CurrentScope) -> Answer {
    let page = pupils::form(&scope).await?;
    show_new(&state, &scope, page, Typed::default()).await
}

/// Adds a pupil; a possible double is shown first.
async fn add(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let child = pupils::Child {
        school: input.text("school"),
        given_name: input.text("roepnaam"),
        prefix: input.text("tussenvoegsel"),
        family_name: input.text("achternaam"),
        born_on: input.text("geboortedatum"),
        group: input.text("groep"),
        other_child: input.text("ander_kind") == "ja",
    };
    match pupils::register(&scope, child).await {
        Ok(Ok(pupil)) => Ok(Redirect::to(&format!("/leerlingen/{pupil}")).into_response()),
        Ok(Err(page)) => {
            let message = "Er staat al een leerling in de lijst die hierop lijkt. Kijk eerst of het dezelfde is.";
            let errors = vec![FieldError::new("ander_kind", message)];
            show_new(&state, &scope, page, typed(input, errors)).await
        }
        Err(Failure::Invalid(errors)) => {
            let page = pupils::form(&scope).await?;
            show_new(&state, &scope, page, typed(input, errors)).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn show_new(state: &AppState, scope: &Scope, page: NewPupil, typed: Typed) -> Answer {
    let wrong = typed.has_errors();
    let view = move || view! { <NewPupilPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Leerling toevoegen").under("/leerlingen").trail([list_crumb()]);
    Ok(frame.help(HELP).refused(wrong).render(view).await)
}

async fn file(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<PupilId>) -> Answer {
    show_file(&state, &scope, id, Typed::default()).await
}

pub(super) async fn show_file(state: &AppState, scope: &Scope, id: PupilId, typed: Typed) -> Answer {
    let page = pupils::file(scope, id).await?;
    let title = page.pupil.name.clone();
    let wrong = typed.has_errors();
    let view = move || view! { <PupilPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, title).under("/leerlingen").trail([list_crumb()]);
    Ok(frame.help(HELP).refused(wrong).render(view).await)
}

async fn ask(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<PupilId>) -> Answer {
    show_ask(&state, &scope, id, Typed::default()).await
}

async fn show_ask(state: &AppState, scope: &Scope, id: PupilId, typed: Typed) -> Answer {
    let page = consents::ask(scope, id).await?;
    let trail = [list_crumb(), Crumb::to(page.pupil.name.clone(), format!("/leerlingen/{id}"))];
    let wrong = typed.has_errors();
    let view = move || view! { <AskConsentPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Toestemming vastleggen").under("/leerlingen").trail(trail);
    Ok(frame.refused(wrong).render(view).await)
}

/// Records an answer; only the school does.
async fn record(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<PupilId>,
    input: Input,
) -> Answer {
    let answer = consents::Answer {
        purpose: input.text("doel"),
        given_by: input.all("gegeven_door").collect(),
        given_on: input.text("gegeven_op"),
        valid_until: input.text("geldig_tot"),
        parties: input.all("partijen").collect(),
        evidence: input.text("bewijs"),
        note: input.text("toelichting"),
        seen: input.text("gezien"),
    };
    match consents::record(&scope, id, answer).await {
        Ok(_) => Ok(Redirect::to(&format!("/leerlingen/{id}#toestemming")).into_response()),
        Err(failure) => show_ask(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}

async fn objecting(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<PupilId>) -> Answer {
    show_objecting(&state, &scope, id, Typed::default()).await
}

async fn show_objecting(state: &AppState, scope: &Scope, id: PupilId, typed: Typed) -> Answer {
    let page = consents::objecting(scope, id).await?;
    let trail = [list_crumb(), Crumb::to(page.pupil.name.clone(), format!("/leerlingen/{id}"))];
    let wrong = typed.has_errors();
    let view = move || view! { <ObjectionPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Bezwaar vastleggen").under("/leerlingen").trail(trail);
    Ok(frame.refused(wrong).render(view).await)
}

/// Records an objection; from the next request on nobody outside finds the pupil for these purposes.
async fn object(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<PupilId>,
    input: Input,
) -> Answer {
    let objection = consents::Objection {
        purposes: input.all("doelen").collect(),
        by: input.text("wie"),
        made_on: input.text("op"),
        note: input.text("toelichting"),
        seen: input.text("gezien"),
    };
    match consents::object(&scope, id, objection).await {
        Ok(()) => Ok(Redirect::to(&format!("/leerlingen/{id}#toestemming")).into_response()),
        Err(failure) => show_objecting(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}

async fn before_withdrawing(State(state): State<AppState>, CurrentScope(scope): CurrentScope, parts: Parts) -> Answer {
    let (id, consent) = ids(&parts)?;
    show_withdrawal(&state, &scope, id, consent, Typed::default()).await
}

async fn show_withdrawal(state: &AppState, scope: &Scope, id: PupilId, consent: ConsentId, typed: Typed) -> Answer {
    let page = consents::withdrawal(scope, id, consent).await?;
    let title = if page.statement.is_objection { "Bezwaar opheffen" } else { "Toestemming intrekken" };
    let trail = [list_crumb(), Crumb::to(page.pupil.name.clone(), format!("/leerlingen/{id}"))];
    let wrong = typed.has_errors();
    let view = move || view! { <WithdrawPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, title).under("/leerlingen").trail(trail);
    Ok(frame.refused(wrong).render(view).await)
}

/// Takes a consent back; from the next request on the parties find nothing.
async fn withdraw(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    parts: Parts,
    input: Input,
) -> Answer {
    let (id, consent) = ids(&parts)?;
    let outcome = match input.version() {
        Ok(version) => consents::withdraw(&scope, id, consent, version, input.text("wie")).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/leerlingen/{id}#toestemming")).into_response()),
        Err(failure) => show_withdrawal(&state, &scope, id, consent, typed(input, mendable(failure)?)).await,
    }
}

fn ids(Parts(pupil, consent): &Parts) -> Result<(PupilId, ConsentId), Stop> {
    let pupil = pupil.parse().map_err(|_| Failure::Absent)?;
    let consent = consent.parse().map_err(|_| Failure::Absent)?;
    Ok((pupil, consent))
}

pub(super) fn list_crumb() -> Crumb {
    Crumb::to("Leerlingen", "/leerlingen")
}

pub(super) fn typed(input: Input, errors: Vec<FieldError>) -> Typed {
    Typed::new(input.0, errors.into_iter().map(|error| Wrong::new(error.field, error.message)).collect())
}
