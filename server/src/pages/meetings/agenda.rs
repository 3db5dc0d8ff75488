//! The agenda of one meeting: preparing it, ordering it, and taking it from stage to stage.
#![expect(clippy::similar_names, reason = "`state`, `stage` and `stale` are each the right word")]
use super::{HELP, Words, again, to, typed};
use crate::{
    auth::{Asked, CurrentScope},
    input::{Id, Input},
    render::Page,
    state::AppState,
    stop::Answer,
};
use app::{
    components::Typed,
    pages::meetings::{AgendaPage, Said},
    shell::Crumb,
};
use axum::extract::State;
use backend::{
    Failure, Scope,
    meetings::{self, Direction, NewNamed},
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
    let done = match asked.gedaan.parse::<usize>() {
        Ok(0) => Some("Er was geen leerling met een geldige toestemming om toe te voegen.".into()),
        Ok(1) => Some("1 leerling staat op de agenda.".into()),
        Ok(count) => Some(format!("{count} leerlingen staan op de agenda.")),
        Err(_) => None,
    };
    show_agenda(&state, &scope, id, None, Typed::default(), Said { done, ..Said::default() }).await
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

pub(super) async fn change(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<MeetingId>,
    input: Input,
) -> Answer {
    match act(&scope, id, &input).await {
        Ok(path) => Ok(to(path)),
        Err(failure) => {
            let (errors, stale) = again(failure)?;
            let since = seen(&input).filter(|_| stale.is_some());
            show_agenda(&state, &scope, id, since, typed(input, errors), Said { stale, ..Said::default() }).await
        }
    }
}

/// The version of the whole agenda on the page that the form stood on. A form of one item holds that item's version, and
/// the agenda's beside it.
fn seen(input: &Input) -> Option<i32> {
    match input.text("doe") {
        "fase" | "omhoog" | "omlaag" => input.version().ok(),
        _ => input.text("agenda").parse().ok(),
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
