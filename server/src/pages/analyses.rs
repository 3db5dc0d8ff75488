//! The analysis: list, start, page, and one address to which every section of the form posts.
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Autosaves, Id, Input, moment},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, Stop},
};
use app::{
    components::{FieldError as Wrong, Typed},
    pages::{
        Flash,
        analyses::{AnalysesPage, AnalysisPage},
        saved_at,
    },
    shell::Crumb,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{
    Failure, FieldError, Scope,
    analyses::{self, AbsenceFacts, RowPost, Saved},
    clock::local,
};
use domain::{
    form,
    id::{AnalysisId, RowId},
    policy::Action,
    template::Key,
};
use leptos::prelude::*;
use serde::Deserialize;

const HELP: &[&str] = &[
    "De analyse is er één per school en periode. Wat u invult wordt vanzelf bewaard; zonder script met de knop Bewaren.",
    "Zet bij een leerling ‘ja’ om die op de concept-agenda voor te dragen. Zonder toestemming kan dat alleen anoniem.",
];

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Tenant, "/analyse", Access::Policy(Action::ListAnalyses), get(list)),
        Route::post(Tenant, "/analyse", Access::Policy(Action::EditAnalysis), post(start)),
        Route::get(Tenant, "/analyse/{id}", Access::Policy(Action::SeeAnalysis), get(page)),
        Route::post(Tenant, "/analyse/{id}", Access::Policy(Action::EditAnalysis), post(save)),
    ]
}

/// The periods of this school year at the reader's schools.
async fn list(State(state): State<AppState>, CurrentScope(scope): CurrentScope) -> Answer {
    let page = analyses::list(&scope).await?;
    let view = move || view! { <AnalysesPage page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, "Analyse").under("/analyse").help(HELP).render(view).await)
}

/// Starts the analysis of a period, or opens the one that is there.
async fn start(CurrentScope(scope): CurrentScope, input: Input) -> Answer {
    let period = input.text("periode").parse().unwrap_or_default();
    let id = analyses::start(&scope, input.id("school")?, period).await?;
    Ok(Redirect::to(&format!("/analyse/{id}")).into_response())
}

/// What the address says after a post.
#[derive(Debug, Default, Deserialize)]
struct Said {
    #[serde(default)]
    bewaard: String,
    #[serde(default)]
    deel: String,
    verwijderd: Option<String>,
}

async fn page(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<AnalysisId>,
    Asked(said): Asked<Said>,
) -> Answer {
    let undo = said.verwijderd.filter(|row| row.parse::<RowId>().is_ok());
    let saved = moment(&said.bewaard);
    show(&state, &scope, id, Typed::default(), Flash { saved, part: said.deel, undo }).await
}

async fn show(state: &AppState, scope: &Scope, id: AnalysisId, typed: Typed, flash: Flash) -> Answer {
    let page = analyses::page(scope, id).await?;
    let title = format!("{} {}, {}", page.title, page.school, page.period);
    let wrong = !typed.errors().is_empty();
    let view = move || view! { <AnalysisPage page=page.clone() typed=typed.clone() flash=flash.clone()/> }.into_any();
    let frame = Page::of(state, scope, title).under("/analyse").trail([Crumb::to("Analyse", "/analyse")]);
    Ok(frame.help(HELP).wide().refused(wrong).render(view).await)
}

/// What a post came to.
enum Outcome {
    /// Go to the page: query and section.
    Done(String, String),
    /// Some fields need a second look.
    Wrong(Vec<FieldError>),
}

async fn save(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<AnalysisId>,
    autosaves: Autosaves,
    input: Input,
) -> Answer {
    if autosaves.0 {
        return autosave(&scope, id, &input).await;
    }
    match act(&scope, id, &input).await {
        Ok(Outcome::Done(query, section)) => {
            Ok(Redirect::to(&format!("/analyse/{id}?{query}#{section}")).into_response())
        }
        Ok(Outcome::Wrong(errors)) | Err(Stop(Failure::Invalid(errors))) => {
            show(&state, &scope, id, typed(input, errors), Flash::default()).await
        }
        Err(Stop(Failure::Rejected(why))) => {
            let errors = vec![FieldError { field: String::new(), message: why }];
            show(&state, &scope, id, typed(input, errors), Flash::default()).await
        }
        Err(stop) => Err(stop),
    }
}

fn typed(input: Input, errors: Vec<FieldError>) -> Typed {
    Typed::new(input.0, errors.into_iter().map(|error| Wrong::new(error.field, error.message)).collect())
}

/// The rows of a section, on the way.
async fn autosave(scope: &Scope, id: AnalysisId, input: &Input) -> Answer {
    let Saved { versions, errors, at } = analyses::save(scope, id, rows(input)).await?;
    let versions = versions.into_iter().map(|(row, version)| (format!("{row}.version"), version.to_string()));
    Ok(Autosaves::answer(&at, versions, errors))
}

async fn act(scope: &Scope, id: AnalysisId, input: &Input) -> Result<Outcome, Stop> {
    let section = input.text("sectie").to_owned();
    // "kop", "proces_1", "verzuim:<id>"; the page that follows names it in its address.
    let (part, row) = section.split_once(':').unwrap_or((&section, ""));
    if !section.is_empty() && (Key::parse(part).is_err() || !(row.is_empty() || row.parse::<RowId>().is_ok())) {
        return Err(Failure::Absent.into());
    }
    let (verb, on) = input.text("doe").split_once(':').unwrap_or((input.text("doe"), ""));
    if verb == "terugzetten" {
        let row = on.parse().map_err(|_| Failure::Absent)?;
        analyses::restore(scope, id, row).await?;
        return Ok(Outcome::Done(String::new(), format!("rij-{row}")));
    }
    if section == "verzuim" {
        let row = analyses::record_absence(scope, id, input.text("leerling-verzuim"), facts(input)).await?;
        return Ok(kept(scope, &format!("verzuim-{row}"), None));
    }
    if let Some(row) = section.strip_prefix("verzuim:") {
        let row = row.parse().map_err(|_| Failure::Absent)?;
        analyses::save_absence(scope, id, row, input.version()?, facts(input)?).await?;
        return Ok(kept(scope, &format!("verzuim-{row}"), None));
    }
    if input.0.iter().any(|(name, _)| name == "version") {
        analyses::header(scope, id, input.version()?, &input.0).await?;
        return Ok(kept(scope, &section, Some(saved_at(&section))));
    }
    // Whatever the button, what was typed in the rows is saved first.
    let Saved { errors, .. } = analyses::save(scope, id, rows(input)).await?;
    if !errors.is_empty() {
        return Ok(Outcome::Wrong(errors));
    }
    let picked = format!("leerling-{on}");
    match verb {
        "enter" if input.text(&picked).is_empty() => Ok(kept(scope, &section, Some(saved_at(&section)))),
        "toevoegen" | "enter" => {
            let name = picked;
            analyses::add(scope, id, on, input.text(&name)).await?;
            Ok(kept(scope, &section, Some(name)))
        }
        "verwijder" => {
            let row: RowId = on.parse().map_err(|_| Failure::Absent)?;
            analyses::remove(scope, id, row).await?;
            Ok(Outcome::Done(format!("verwijderd={row}"), "inhoud".into()))
        }
        "verplaats" => {
            let row: RowId = on.parse().map_err(|_| Failure::Absent)?;
            let (to, reason) = (input.text(&format!("naar.{on}")), input.text(&format!("reden.{on}")));
            analyses::move_row(scope, id, row, to, reason).await?;
            Ok(kept(scope, &section, Some(format!("rij-{row}"))))
        }
        _ => Ok(kept(scope, &section, Some(saved_at(&section)))),
    }
}

/// Something was kept: the page says so at that part, and opens at `place`, or at the part itself.
fn kept(scope: &Scope, part: &str, place: Option<String>) -> Outcome {
    let at = local(scope.now()).format("%H:%M");
    let query = serde_urlencoded::to_string([("bewaard", at.to_string().as_str()), ("deel", part)]).unwrap_or_default();
    Outcome::Done(query, place.unwrap_or_else(|| part.to_owned()))
}

/// Posted fields are named `<row>.<linkId>`.
fn rows(input: &Input) -> Vec<RowPost> {
    let mut all: Vec<RowPost> = vec![];
    for (name, value) in &input.0 {
        let Some((row, field)) = name.split_once('.') else { continue };
        let Ok(row) = row.parse::<RowId>() else { continue };
        let place = all.iter().position(|post| post.row == row).unwrap_or_else(|| {
            all.push(RowPost { row, version: 0, fields: vec![] });
            all.len() - 1
        });
        let Some(post) = all.get_mut(place) else { continue };
        if field == "version" {
            post.version = value.parse().unwrap_or_default();
        } else {
            post.fields.push((field.to_owned(), value.clone()));
        }
    }
    all
}

fn facts(input: &Input) -> Result<AbsenceFacts, Failure> {
    let mut errors = vec![];
    let mut day = |name: &str, label: &str| {
        let text = input.text(name);
        if text.is_empty() {
            return None;
        }
        form::date(text)
            .map_err(|why| errors.push(FieldError { field: name.into(), message: format!("{label}: {why}") }))
            .ok()
    };
    let (since, until, unenrolled_on) =
        (day("sinds", "Sinds"), day("tot", "Tot en met"), day("uitgeschreven", "Uitgeschreven per"));
    if input.text("sinds").is_empty() {
        errors
            .push(FieldError { field: "sinds".into(), message: "Sinds: vul de eerste dag van het verzuim in.".into() });
    }
    let authorised = match input.text("geoorloofd") {
        "ja" => true,
        "nee" => false,
        _ => {
            let message = "Soort verzuim: kies geoorloofd of ongeoorloofd.".into();
            errors.push(FieldError { field: "geoorloofd".into(), message });
            false
        }
    };
    let fields =
        input.0.iter().filter_map(|(name, value)| Some((name.strip_prefix("vraag.")?.to_owned(), value.clone())));
    match since {
        Some(since) if errors.is_empty() => {
            Ok(AbsenceFacts { since, until, authorised, unenrolled_on, fields: fields.collect() })
        }
        _ => Err(Failure::Invalid(errors)),
    }
}
