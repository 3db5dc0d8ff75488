//! Meetings: the list, the agenda, adding to it, the minutes, the beamer, and ticking off an action.
#![expect(clippy::similar_names, reason = "`state`, `stage` and `stale` are each the right word")]
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Autosaves, Id, Input},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, Stop},
};
use app::{
    components::{FieldError as Wrong, Typed},
    pages::meetings::{AdditionPage, AgendaPage, BeamerPage, MeetingsPage, MinutesPage, Said},
    shell::Crumb,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use backend::{
    Failure, FieldError, Scope,
    clock::local,
    meetings::{self, Direction, NewAction, NewAnonymous, NewMeeting, NewNamed, Written},
};
use domain::{
    id::{ActionId, ItemId, MeetingId, MembershipId, OrganisationId},
    policy::Action,
    stage::Stage,
};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

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
        Route::get(Tenant, "/overleggen", Access::Policy(Action::ListMeetings), get(list)),
        Route::post(Tenant, "/overleggen", draft, post(plan)),
        Route::get(Tenant, "/overleggen/{id}", see, get(agenda)),
        Route::post(Tenant, "/overleggen/{id}", draft, post(change)),
        Route::get(Tenant, "/overleggen/{id}/toevoegen", add, get(addition)),
        Route::post(Tenant, "/overleggen/{id}/toevoegen", add, post(add_item)),
        Route::get(Tenant, "/overleggen/{id}/verslag", see, get(minutes)),
        Route::post(Tenant, "/overleggen/{id}/verslag", hold, post(conclude)),
        Route::post(Tenant, "/overleggen/{id}/verslag/{item}", hold, post(write)),
        Route::get(Tenant, "/overleggen/{id}/beamer", see, get(beamer)),
        Route::post(Tenant, "/acties/{id}/klaar", complete, post(done)),
        Route::post(Tenant, "/acties/{id}/open", complete, post(undone)),
    ]
}

/// What the address says. What does not read is as if it was not said.
#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    school: String,
    #[serde(default)]
    onderwerp: String,
    #[serde(default)]
    alles: String,
    #[serde(default)]
    gedaan: String,
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

// ---------------------------------------------------------------- the list

async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Asked(asked): Asked<Words>) -> Answer {
    let done = match asked.gedaan.parse::<usize>() {
        Ok(count) => format!("{count} overleggen staan gepland."),
        Err(_) => String::new(),
    };
    show_list(&state, &scope, asked.school.parse().ok(), Typed::default(), done).await
}

async fn show_list(
    state: &AppState,
    scope: &Scope,
    school: Option<OrganisationId>,
    typed: Typed,
    done: String,
) -> Answer {
    let page = meetings::list(scope, school).await?;
    let wrong = typed.has_errors();
    let view = move || view! { <MeetingsPage page=page.clone() typed=typed.clone() done=done.clone()/> }.into_any();
    Ok(Page::of(state, scope, "Overleggen").under("/overleggen").help(HELP).refused(wrong).render(view).await)
}

async fn plan(State(state): State<AppState>, CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let planned = if input.text("doe") == "jaar" {
        let count = meetings::plan_year(&scope, input.id("school")?, input.text("soort")).await;
        count.map(|count| format!("/overleggen?gedaan={count}"))
    } else {
        let new = NewMeeting {
            school: input.optional_id("school")?,
            kind: input.text("soort").into(),
            day: input.text("dag").into(),
            time: input.text("tijd").into(),
            place: input.text("plaats").into(),
        };
        meetings::plan_one(&scope, &new).await.map(|id| format!("/overleggen/{id}"))
    };
    match planned {
        Ok(path) => Ok(to(path)),
        Err(failure) => {
            let (errors, _) = again(failure)?;
            show_list(&state, &scope, None, typed(input, errors), String::new()).await
        }
    }
}

// ---------------------------------------------------------------- the agenda

async fn agenda(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    Asked(asked): Asked<Words>,
) -> Answer {
    let done = match asked.gedaan.parse::<usize>() {
        Ok(0) => Some("Er was geen leerling met een geldige toestemming om toe te voegen.".into()),
        Ok(1) => Some("1 leerling staat op de agenda.".into()),
        Ok(count) => Some(format!("{count} leerlingen staan op de agenda.")),
        Err(_) => None,
    };
    show_agenda(&state, &scope, id, None, Typed::default(), Said { done, stale: None }).await
}

async fn show_agenda(
    state: &AppState,
    scope: &Scope,
    id: MeetingId,
    since: Option<i32>,
    typed: Typed,
    said: Said,
) -> Answer {
    let page = meetings::agenda(scope, id, since).await?;
    let (title, dated) = (page.head.title(), format!("{}, {}", page.head.title(), page.head.day));
    let wrong = typed.has_errors() || said.stale.is_some();
    let view = move || view! { <AgendaPage page=page.clone() typed=typed.clone() said=said.clone()/> }.into_any();
    let frame = Page::of(state, scope, title).under("/overleggen").trail([Crumb::to("Overleggen", "/overleggen")]);
    Ok(frame.head(|head| head.title = dated).help(HELP).wide().refused(wrong).render(view).await)
}

async fn change(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    input: Input,
) -> Answer {
    match act(&scope, id, &input).await {
        Ok(path) => Ok(to(path)),
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let since = input.version().ok().filter(|_| stale.is_some());
            show_agenda(&state, &scope, id, since, typed(input, errors), Said { stale, done: None }).await
        }
    }
}

/// One act on the agenda; where to go after it.
async fn act(scope: &Scope, id: MeetingId, input: &Input) -> Result<String, Failure> {
    let here = format!("/overleggen/{id}");
    let item = || input.id::<Uuid>("onderwerp");
    let at = |item: Uuid| format!("{here}#punt-{item}");
    match input.text("doe") {
        "fase" => {
            let stage = Stage::from_key(input.text("naar")).ok_or(Failure::Absent)?;
            meetings::move_to(scope, id, stage, input.text("reden"), input.version()?).await?;
            Ok(here)
        }
        "alles" => Ok(format!("{here}?gedaan={}", meetings::add_all(scope, id).await?)),
        "voorstel" => {
            let new = NewNamed { pupil: Some(input.id("leerling")?), suggested: true, ..NewNamed::default() };
            meetings::add_named(scope, id, &new).await?;
            Ok(here)
        }
        way @ ("omhoog" | "omlaag") => {
            let way = if way == "omhoog" { Direction::Up } else { Direction::Down };
            meetings::shift(scope, id, item()?, way, input.version()?).await?;
            Ok(at(item()?))
        }
        "minuten" => {
            meetings::set_minutes(scope, id, item()?, input.text("minuten"), input.version()?).await?;
            Ok(at(item()?))
        }
        "vraag" => {
            meetings::edit_question(scope, id, item()?, input.text("vraag"), input.version()?).await?;
            Ok(at(item()?))
        }
        "verwijderen" => {
            meetings::remove(scope, id, item()?, input.text("reden"), input.version()?).await?;
            Ok(here)
        }
        "terugzetten" => {
            meetings::restore(scope, id, item()?).await?;
            Ok(at(item()?))
        }
        "uitnodigen" => {
            let guest = input.optional_id::<MembershipId>("gast")?;
            let guest = guest.ok_or_else(|| Failure::field("gast", "Kies wie u wilt uitnodigen."))?;
            meetings::invite(scope, id, ItemId(item()?), guest).await?;
            Ok(at(item()?))
        }
        "intrekken" => {
            meetings::uninvite(scope, id, ItemId(item()?), input.id("gast")?).await?;
            Ok(at(item()?))
        }
        _ => Err(Failure::Absent),
    }
}

// ---------------------------------------------------------------- adding

async fn addition(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<MeetingId>) -> Answer {
    show_addition(&state, &scope, id, Typed::default()).await
}

async fn show_addition(state: &AppState, scope: &Scope, id: MeetingId, typed: Typed) -> Answer {
    let page = meetings::addition(scope, id).await?;
    let (title, wrong) = (page.head.title(), typed.has_errors());
    let view = move || view! { <AdditionPage page=page.clone() typed=typed.clone()/> }.into_any();
    let frame = Page::of(state, scope, "Agendapunt toevoegen").under("/overleggen").trail(crumbs(id, &title));
    Ok(frame.help(HELP).refused(wrong).render(view).await)
}

async fn add_item(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    input: Input,
) -> Answer {
    let added = if input.text("doe") == "anoniem" {
        let new =
            NewAnonymous { question: input.text("anonieme_vraag").into(), reason: input.text("anonieme_reden").into() };
        meetings::add_anonymous(&scope, id, &new).await.map(|item| item.to_string())
    } else {
        let new = NewNamed {
            pupil: input.optional_id("leerling")?,
            question: input.text("vraag").into(),
            reason: input.text("reden").into(),
            suggested: false,
        };
        meetings::add_named(&scope, id, &new).await.map(|item| item.to_string())
    };
    match added {
        Ok(item) => Ok(to(format!("/overleggen/{id}#punt-{item}"))),
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let stale = stale.map(|message| FieldError { field: String::new(), message });
            let errors = errors.into_iter().chain(stale).collect();
            show_addition(&state, &scope, id, typed(input, errors)).await
        }
    }
}

// ---------------------------------------------------------------- the minutes

async fn minutes(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    Asked(asked): Asked<Words>,
) -> Answer {
    let whole = !asked.alles.is_empty();
    show_minutes(&state, &scope, id, asked.onderwerp.parse().ok(), whole, Typed::default(), Said::default()).await
}

async fn show_minutes(
    state: &AppState,
    scope: &Scope,
    id: MeetingId,
    open: Option<Uuid>,
    whole: bool,
    typed: Typed,
    said: Said,
) -> Answer {
    let page = meetings::minutes(scope, id, open, whole).await?;
    let (title, wrong) = (page.head.title(), typed.has_errors() || said.stale.is_some());
    let dated = format!("Verslag {title}, {}", page.head.day);
    let view = move || view! { <MinutesPage page=page.clone() typed=typed.clone() said=said.clone()/> }.into_any();
    let frame = Page::of(state, scope, format!("Verslag {title}")).under("/overleggen").trail(crumbs(id, &title));
    Ok(frame.head(|head| head.title = dated).help(HELP).wide().refused(wrong).render(view).await)
}

/// Attendance, and on to the next stage.
async fn conclude(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    input: Input,
) -> Answer {
    let concluded = match input.text("doe") {
        "aanwezig" => meetings::record_attendance(&scope, id, &seen(&input)).await,
        "fase" => {
            let stage = Stage::from_key(input.text("naar")).ok_or(Failure::Absent)?;
            meetings::move_to(&scope, id, stage, input.text("reden"), input.version()?).await
        }
        _ => Err(Failure::Absent),
    };
    match concluded {
        Ok(()) => Ok(to(format!("/overleggen/{id}/verslag"))),
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let said = Said { stale, done: None };
            show_minutes(&state, &scope, id, None, false, typed(input, errors), said).await
        }
    }
}

fn seen(input: &Input) -> Vec<(MembershipId, String)> {
    let line = |(name, value): &(String, String)| {
        let member = name.strip_prefix("aanwezig.")?.parse().ok()?;
        Some((member, value.clone()))
    };
    input.0.iter().filter_map(line).collect()
}

async fn write(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Path((id, item)): Path<(String, String)>,
    autosaves: Autosaves,
    input: Input,
) -> Answer {
    let id: MeetingId = id.parse().map_err(|_| Failure::Absent)?;
    let item: Uuid = item.parse().map_err(|_| Failure::Absent)?;
    let written = note(&scope, id, item, &input).await;
    if autosaves.0 {
        return autosaved(&scope, written);
    }
    match written {
        Ok((_, place)) => Ok(to(format!("/overleggen/{id}/verslag?onderwerp={item}#{place}"))),
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let said = Said { stale, done: None };
            show_minutes(&state, &scope, id, Some(item), false, typed(input, errors), said).await
        }
    }
}

fn autosaved(scope: &Scope, written: Result<(Option<i32>, &'static str), Failure>) -> Answer {
    let at = local(scope.now()).format("%H:%M").to_string();
    match written {
        Ok((version, _)) => {
            let versions = version.map(|version| ("version".to_owned(), version.to_string()));
            Ok(Autosaves::answer(&at, versions.into_iter(), vec![]))
        }
        Err(failure) => {
            let (mut errors, stale) = again(failure)?;
            errors.extend(stale.map(|message| FieldError { field: String::new(), message }));
            Ok(Autosaves::answer(&at, std::iter::empty(), errors))
        }
    }
}

/// One act at one item: its new version if it has one, and the part of the page it belongs to.
async fn note(scope: &Scope, id: MeetingId, item: Uuid, input: &Input) -> Result<(Option<i32>, &'static str), Failure> {
    match input.text("doe") {
        "actie" => {
            let new = NewAction {
                what: input.text("actie").into(),
                owner: input.optional_id("wie")?,
                due: input.text("wanneer").into(),
            };
            meetings::add_action(scope, id, item, &new).await?;
            Ok((None, "acties"))
        }
        "actie-weg" => {
            meetings::remove_action(scope, id, item, input.id("actie_id")?).await?;
            Ok((None, "acties"))
        }
        "stap" => {
            let (step, reason) = (input.text("stap"), input.text("reden"));
            meetings::take_step(scope, id, ItemId(item), step, reason, input.version()?).await?;
            Ok((None, "stap"))
        }
        "bewaren" => {
            let written = Written {
                discussed: input.text("besproken").into(),
                decision: input.text("besluit").into(),
                lead: input.optional_id("casusregie")?,
                version: input.version()?,
            };
            meetings::write(scope, id, item, &written).await?;
            Ok((Some(written.version + 1), "punt"))
        }
        _ => Err(Failure::Absent),
    }
}

async fn beamer(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    Asked(asked): Asked<Words>,
) -> Answer {
    let page = meetings::beamer(&scope, id, asked.onderwerp.parse().ok()).await?;
    let title = format!("Beamerstand {}", page.title);
    let view = move || view! { <BeamerPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, title).beamer().render(view).await)
}

// ---------------------------------------------------------------- actions

/// Ticked off in "Mijn werk", which offers to take it back.
async fn done(CurrentScope(scope): CurrentScope, Id(id): Id<ActionId>) -> Answer {
    meetings::complete(&scope, id).await?;
    Ok(to(format!("/?klaar={id}")))
}

async fn undone(CurrentScope(scope): CurrentScope, Id(id): Id<ActionId>) -> Answer {
    meetings::undo(&scope, id).await?;
    Ok(to("/".into()))
}
