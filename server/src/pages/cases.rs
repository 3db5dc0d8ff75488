//! A pupil's case: its steps, casusregie, and the forms about it. Each form posts to its own page.
use super::pupils::{list_crumb, show_file, typed};
use crate::{
    auth::{Asked, CurrentScope},
    hosts::HostKind::Tenant,
    input::{Autosaves, Id, Input, Parts, moment},
    render::Page,
    routes::{Access, Route},
    state::AppState,
    stop::{Answer, Stop, mendable},
};
use app::{
    components::Typed,
    pages::{
        Flash,
        pupils::{AppointPage, LettersView, SheetView},
    },
    shell::Crumb,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use backend::{
    Failure, Scope,
    cases::{self, Wish},
    pupils,
    sheets::{self, Place},
};
use domain::{id::PupilId, policy::Action, template::Key};
use leptos::prelude::*;
use serde::Deserialize;

const SHEET: &str = "/leerlingen/{id}/formulieren/{form}";

const SHEET_HELP: &[&str] = &[
    "Wat u typt, wordt vanzelf bewaard. Een formulier hoeft niet in één keer klaar: het is volledig zodra alles is beantwoord wat nodig is.",
    "U ziet de vragen die voor uw rol bedoeld zijn. Wie welke vraag invult, staat in de werkwijze van het samenwerkingsverband.",
];

pub fn routes() -> Vec<Route> {
    let policy = Access::Policy;
    vec![
        Route::post(Tenant, "/leerlingen/{id}/proces", policy(Action::MoveCase), post(step)),
        Route::get(Tenant, "/leerlingen/{id}/casusregie", policy(Action::MoveCase), get(appointing)),
        Route::post(Tenant, "/leerlingen/{id}/casusregie", policy(Action::MoveCase), post(appoint)),
        Route::get(Tenant, "/leerlingen/{id}/brieven", policy(Action::SeePupil), get(letters)),
        Route::get(Tenant, SHEET, policy(Action::SeeSheet), get(sheet)),
        Route::post(Tenant, SHEET, policy(Action::FillSheet), post(fill)),
    ]
}

/// Starts, moves, decides, closes, reopens or takes back; what a rule refuses comes back on the same page with what was
/// typed.
async fn step(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<PupilId>,
    input: Input,
) -> Answer {
    let outcome = match (wish(&input), input.version()) {
        (Some(wish), Ok(version)) => cases::carry_out(&scope, id, wish, input.text("reden"), version).await,
        (None, _) => Err(Failure::Rejected("Kies wat u wilt doen.".into())),
        (_, Err(failure)) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/leerlingen/{id}")).into_response()),
        Err(failure) => show_file(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}

fn wish(input: &Input) -> Option<Wish<'_>> {
    let doe = input.text("doe");
    let Some((verb, on)) = doe.split_once(':') else {
        return match doe {
            "heropenen" => Some(Wish::Reopen),
            "ongedaan" => Some(Wish::Undo),
            _ => None,
        };
    };
    Some(match verb {
        "start" => Wish::Start { step: on },
        "overgang" => Wish::Move { transition: on },
        "afsluiten" => Wish::Close { closing: on },
        "feit" => Wish::Record { fact: on },
        "terugnemen" => Wish::Retract { fact: on },
        "besluit" => {
            Wish::Decide { decision: on, outcome: input.text("uitkomst"), grounds: input.all("gronden").collect() }
        }
        "uitvoering" => {
            let (step, way) = on.split_once(':')?;
            Wish::Perform { step, way }
        }
        "stilzetten" => Wish::Stop { step: on },
        "doorlopen" => Wish::Resume { step: on },
        "verlengen" => Wish::Extend { step: on },
        "opschalen" => Wish::Escalate { escalation: on },
        _ => return None,
    })
}

async fn appointing(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<PupilId>) -> Answer {
    show_appointing(&state, &scope, id, Typed::default()).await
}

async fn show_appointing(state: &AppState, scope: &Scope, id: PupilId, typed: Typed) -> Answer {
    let page = cases::appointing(scope, id).await?;
    let trail = [list_crumb(), Crumb::to(page.pupil.name.clone(), format!("/leerlingen/{id}"))];
    let wrong = typed.has_errors();
    let view = move || view! { <AppointPage page=page.clone() typed=typed.clone()/> }.into_any();
    Ok(Page::of(state, scope, "Casusregie geven").under("/leerlingen").trail(trail).refused(wrong).render(view).await)
}

/// Gives casusregie to somebody to whom the case is open.
async fn appoint(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    Id(id): Id<PupilId>,
    input: Input,
) -> Answer {
    let outcome = match (input.version(), input.text("wie").parse().ok()) {
        (Ok(version), who) => cases::appoint(&scope, id, who, version).await,
        (Err(failure), _) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/leerlingen/{id}")).into_response()),
        Err(failure) => show_appointing(&state, &scope, id, typed(input, mendable(failure)?)).await,
    }
}

/// What the address of a form says.
#[derive(Debug, Default, Deserialize)]
struct Said {
    #[serde(default)]
    ronde: String,
    #[serde(default)]
    bewaard: String,
    weggehaald: Option<String>,
}

/// The letters whose moment it is.
async fn letters(State(state): State<AppState>, CurrentScope(scope): CurrentScope, Id(id): Id<PupilId>) -> Answer {
    let page = pupils::letters(&scope, id).await?;
    let title = format!("Brieven over {}", page.child.name);
    let trail = [list_crumb(), Crumb::to(page.child.name.clone(), format!("/leerlingen/{id}"))];
    let view = move || view! { <LettersView page=page.clone()/> }.into_any();
    Ok(Page::of(&state, &scope, title).under("/leerlingen").trail(trail).render(view).await)
}

/// A pupil's form; a round that is no number is the present one.
struct Address {
    pupil: PupilId,
    form: String,
    round: Option<u32>,
}

impl Address {
    fn new(Parts(pupil, form): Parts, round: &str) -> Result<Self, Stop> {
        let pupil = pupil.parse().map_err(|_| Failure::Absent)?;
        if !is_key(&form) {
            return Err(Failure::Absent.into());
        }
        Ok(Self { pupil, form, round: round.parse().ok() })
    }

    fn place(&self) -> Place<'_> {
        Place { pupil: self.pupil, form: &self.form, round: self.round }
    }
}

async fn sheet(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    parts: Parts,
    Asked(said): Asked<Said>,
) -> Answer {
    let address = Address::new(parts, &said.ronde)?;
    let saved = moment(&said.bewaard);
    let undo = said.weggehaald.filter(|row| row_of(row).is_some());
    show_sheet(&state, &scope, &address, Typed::default(), Flash { saved, undo, ..Flash::default() }).await
}

async fn show_sheet(state: &AppState, scope: &Scope, address: &Address, typed: Typed, flash: Flash) -> Answer {
    let page = sheets::page(scope, address.place()).await?;
    let pupil = Crumb::to(page.child.name.clone(), format!("/leerlingen/{}", address.pupil));
    let title = format!("{} van {}", page.title, page.child.name);
    let wrong = typed.has_errors();
    let view = move || view! { <SheetView page=page.clone() typed=typed.clone() flash=flash.clone()/> }.into_any();
    let frame = Page::of(state, scope, title).under("/leerlingen").trail([list_crumb(), pupil]);
    Ok(frame.help(SHEET_HELP).wide().refused(wrong).render(view).await)
}

/// Saves what was typed, whatever the button; then adds, takes out or puts back a row.
async fn fill(
    State(state): State<AppState>,
    CurrentScope(scope): CurrentScope,
    parts: Parts,
    autosaves: Autosaves,
    input: Input,
) -> Answer {
    let address = Address::new(parts, input.text("ronde"))?;
    let (verb, on) = input.text("doe").split_once(':').unwrap_or((input.text("doe"), ""));
    let version = input.version()?;
    if autosaves.0 {
        return autosaved(sheets::save(&scope, address.place(), version, &input.0).await);
    }
    let outcome = done(&scope, &address, version, &input, (verb, on)).await;
    match outcome {
        Ok(query) => Ok(Redirect::to(&format!("/leerlingen/{}/formulieren/{}?{query}", address.pupil, address.form))
            .into_response()),
        Err(failure) => show_sheet(&state, &scope, &address, typed(input, mendable(failure)?), Flash::default()).await,
    }
}

/// What stands on the page after a save without a press of the button: a signature that lapsed is no longer ticked.
fn autosaved(saved: Result<sheets::Saved, Failure>) -> Answer {
    let saved = match saved {
        Ok(saved) => saved,
        Err(failure) => return Ok(Autosaves::answer("", std::iter::empty(), mendable(failure)?)),
    };
    let versions = [("version".to_owned(), saved.version.to_string())];
    let questions: Vec<_> = saved.lapsed.iter().map(|lapsed| lapsed.text.as_str()).collect();
    let says = match questions.as_slice() {
        [] => String::new(),
        some => format!("Vervallen door deze wijziging: {}. Onderteken opnieuw als alles klopt.", some.join(", ")),
    };
    let emptied: Vec<_> = saved.lapsed.iter().flat_map(|lapsed| lapsed.inputs.clone()).collect();
    Ok(Autosaves::emptying(&saved.at, versions.into_iter(), vec![], &emptied, &says))
}

/// The query, and the place on the page, to go on with.
async fn done(
    scope: &Scope,
    address: &Address,
    version: i32,
    input: &Input,
    (verb, on): (&str, &str),
) -> Result<String, Failure> {
    let place = address.place();
    // The bar that undoes stands outside the form and brings no answers; what it does asks policy itself.
    let brings = input.0.iter().any(|(name, _)| name != "doe" && name != "version" && name != "ronde");
    let saved = if brings || !matches!(verb, "weghalen" | "terugzetten") {
        sheets::save(scope, place, version, &input.0).await?
    } else {
        sheets::Saved { version, round: address.round.unwrap_or_default(), at: String::new(), lapsed: vec![] }
    };
    let row = row_of(on);
    match (verb, row) {
        ("weghalen" | "terugzetten", Some(row)) => {
            let removed = verb == "weghalen";
            sheets::set_removed(scope, place, saved.version, row, removed).await?;
            let undo = if removed { format!("weggehaald={on}") } else { String::new() };
            Ok(format!("{undo}#deel-{}", row.0))
        }
        ("overnemen", _) => {
            let (field, shown) = on.split_once(':').unwrap_or((on, ""));
            let saved = sheets::take(scope, place, saved.version, field, shown).await?;
            Ok(format!("bewaard={}#{field}", saved.at))
        }
        ("rij", _) if is_key(on) => Ok(format!("bewaard={}#deel-{on}", saved.at)),
        _ => Ok(format!("bewaard={}", saved.at)),
    }
}

/// "doelen:2"
fn row_of(on: &str) -> Option<(&str, u32)> {
    let (section, row) = on.split_once(':')?;
    row.parse().ok().filter(|_| is_key(section)).map(|row| (section, row))
}

fn is_key(text: &str) -> bool {
    Key::parse(text).is_ok()
}
