//! The minutes: attendance, what was said and decided per item, actions, the next step, sharing.
#![expect(clippy::similar_names, reason = "`state`, `stage` and `stale` are each the right word")]
use super::{HELP, Words, again, crumbs, to, typed};
use crate::{
    auth::{Asked, CurrentScope},
    input::{Autosaves, Id, Input, Parts, moment},
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::{
    components::Typed,
    pages::meetings::{MinutesPage, Said},
};
use axum::extract::State;
use backend::{
    Failure, FieldError, Scope,
    clock::local,
    meetings::{self, NewAction, Written},
};
use domain::{
    id::{ItemId, MeetingId, MembershipId},
    stage::Stage,
};
use leptos::prelude::*;
use uuid::Uuid;

pub(super) async fn open(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    Asked(asked): Asked<Words>,
) -> Answer {
    let whole = !asked.alles.is_empty();
    let at = moment(&asked.bewaard);
    let said = Said { saved: Some(at).filter(|at| !at.is_empty()), ..Said::default() };
    show_minutes(&state, &scope, id, asked.onderwerp.parse().ok(), whole, Typed::default(), said).await
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
pub(super) async fn conclude(
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
            let said = Said { stale, ..Said::default() };
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

pub(super) async fn write(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Parts(id, item): Parts,
    autosaves: Autosaves,
    input: Input,
) -> Answer {
    let id: MeetingId = id.parse().map_err(|_| Failure::Absent)?;
    let item: Uuid = item.parse().map_err(|_| Failure::Absent)?;
    if autosaves.0 {
        return autosaved(&scope, keep(&scope, id, item, &input).await);
    }
    match note(&scope, id, item, &input).await {
        Ok(place) => {
            let at = local(scope.now()).format("%H:%M");
            Ok(to(format!("/overleggen/{id}/verslag?onderwerp={item}&bewaard={at}#{place}")))
        }
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let said = Said { stale, ..Said::default() };
            show_minutes(&state, &scope, id, Some(item), false, typed(input, errors), said).await
        }
    }
}

fn autosaved(scope: &Scope, written: Result<i32, Failure>) -> Answer {
    let at = local(scope.now()).format("%H:%M").to_string();
    match written {
        Ok(version) => {
            let versions = [("version".to_owned(), version.to_string())];
            Ok(Autosaves::answer(&at, versions.into_iter(), vec![]))
        }
        Err(failure) => {
            let (mut errors, stale) = again(failure)?;
            errors.extend(stale.map(|message| FieldError { field: String::new(), message }));
            Ok(Autosaves::answer(&at, std::iter::empty(), errors))
        }
    }
}

/// What was written at one item is kept; the version that it has then.
async fn keep(scope: &Scope, id: MeetingId, item: Uuid, input: &Input) -> Result<i32, Failure> {
    input.whole(&["besproken", "besluit"])?;
    let written = Written {
        discussed: input.text("besproken").into(),
        decision: input.text("besluit").into(),
        lead: input.optional_id("casusregie")?,
        version: input.version()?,
    };
    meetings::write(scope, id, item, &written).await
}

/// Keeps what was written at one item, whatever the button, and then does what the button says; the part of the page where
/// that is seen. An action that was typed is meant, also when another button was pressed.
async fn note(scope: &Scope, id: MeetingId, item: Uuid, input: &Input) -> Result<&'static str, Failure> {
    let version = keep(scope, id, item, input).await?;
    if ["actie", "wie", "wanneer"].iter().any(|name| !input.text(name).is_empty()) || input.text("doe") == "actie" {
        let new = NewAction {
            what: input.text("actie").into(),
            owner: input.optional_id("wie")?,
            due: input.text("wanneer").into(),
        };
        meetings::add_action(scope, id, item, &new).await?;
    }
    match input.text("doe").split_once(':').unwrap_or((input.text("doe"), "")) {
        ("bewaren", _) => Ok("bewaard"),
        ("actie", _) => Ok("acties"),
        ("actie-weg", action) => {
            meetings::remove_action(scope, id, item, action.parse().map_err(|_| Failure::Absent)?).await?;
            Ok("acties")
        }
        ("stap", step) => {
            let name = format!("reden.{step}");
            let taken = meetings::take_step(scope, id, ItemId(item), step, input.text(&name), version).await;
            taken.map_err(|failure| failure.renamed("reden", &name))?;
            Ok("stap")
        }
        _ => Err(Failure::Absent),
    }
}
