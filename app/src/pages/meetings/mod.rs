//! Meetings (S0): the list, the agenda from concept to shared minutes, adding to it, holding it, and the beamer.
mod adding;
mod agenda;
mod beamer;
mod changes;
mod item;
mod list;
mod minutes;
mod print;
mod suggestions;
mod year;

pub use adding::AdditionPage;
pub use agenda::AgendaPage;
pub use beamer::BeamerPage;
pub use list::MeetingsPage;
pub use minutes::MinutesPage;
pub use year::YearPage;

use crate::components::{
    Badge, Difference, Emphasis, Fold, Hidden, NextStep, Notice, Stage, StagePicture, StageState, SubmitButton,
    TextField, Tone, Typed, id_among,
};
use domain::{
    page::meeting::{Happening, Head, Move},
    policy::Refusal,
};
use leptos::prelude::*;

/// That a meeting falls on a day that is closed: "Dan gesloten: studiedag".
fn closed_day(why: String) -> Option<AnyView> {
    (!why.is_empty()).then(|| view! { " "<Badge text=format!("Dan gesloten: {why}") tone=Tone::Attention/> }.into_any())
}

/// What a page says on top after a post: who was first, or what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// "Sanne Kok wijzigde dit om 14:32 …"
    pub stale: Option<String>,
    /// "3 leerlingen staan op de agenda."
    pub done: Option<String>,
    /// "14:32", the moment at which the item was kept.
    pub saved: Option<String>,
}

/// Where the agenda is, as a line.
#[component]
fn Stages(head: Head) -> AnyView {
    let state = |stage| match stage {
        stage if stage < head.stage => StageState::Done,
        stage if stage == head.stage => StageState::Current,
        _ => StageState::Ahead,
    };
    let stages = head
        .stages
        .iter()
        .map(|mark| Stage { label: mark.label.clone(), state: state(mark.stage), note: mark.note.clone() })
        .collect::<Vec<_>>();
    view! { <StagePicture label=format!("Agenda van het {}", head.short) stages=stages/> }.into_any()
}

/// What was said after a post, with what others changed meanwhile.
#[component]
fn Saying(said: Said, news: Vec<Happening>) -> AnyView {
    let stale = said.stale.map(|text| {
        let items = news
            .into_iter()
            .map(|one| {
                let detail = one.detail.map(|detail| format!(" ({detail})"));
                view! { <li>{one.time}" "<strong>{one.who}</strong>" "{one.what}{detail}</li> }
            })
            .collect_view();
        view! { <Notice tone=Tone::Attention title=text><ul>{items}</ul></Notice> }
    });
    let done = said.done.map(|text| view! { <Notice tone=Tone::Good title=text/> });
    view! { {stale}{done} }.into_any()
}

/// The stage buttons: the next one, and one step back behind a fold because it asks a reason.
#[component]
fn Moves(
    head: Head,
    moves: Vec<Move>,
    typed: Typed,
    action: String,
    /// Whether a move is what comes next; otherwise something else on the page is.
    is_next: bool,
) -> AnyView {
    if moves.is_empty() {
        return ().into_any();
    }
    let emphasis = if is_next { Emphasis::Main } else { Emphasis::Second };
    let version = head.version.to_string();
    let all = moves
        .into_iter()
        .map(|step| {
            let action = action.clone();
            let hidden =
                vec![("doe", "fase".to_owned()), ("naar", step.to.key().to_owned()), ("version", version.clone())];
            if step.is_return {
                let sent = typed.value("naar") == step.to.key();
                let error = if sent { typed.error("reden") } else { None };
                let value = if sent { typed.value("reden") } else { String::new() };
                view! {
                    <Fold title=step.label.clone() open=sent>
                        <form method="post" action=action.clone()>
                            <Hidden values=hidden/>
                            <TextField name="reden" id=id_among("reden", sent, "terug") label="Waarom gaat de agenda terug?" value=value error=error/>
                            <SubmitButton label=step.label consequence=step.consequence emphasis=Emphasis::Second/>
                        </form>
                    </Fold>
                }
                .into_any()
            } else {
                let unready = (!step.unready.is_empty())
                    .then(|| view! { <Notice tone=Tone::Attention title=step.unready.clone()/> });
                view! {
                    {unready}
                    <NextStep action=action.clone() label=step.label consequence=step.consequence blocked=step.blocked emphasis=emphasis hidden=hidden/>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <div class="turn__steps">{all}</div> }.into_any()
}

/// Old and new side by side, for a text that somebody else changed meanwhile.
#[component]
fn Other(what: &'static str, theirs: String, mine: String) -> AnyView {
    (theirs != mine && !theirs.is_empty())
        .then(|| {
            let changes = vec![crate::components::Change::new(what, theirs, mine)];
            view! { <Notice tone=Tone::Attention title="Er staat nu iets anders → uw tekst"><Difference changes=changes/></Notice> }
        })
        .into_any()
}

/// "7 agendapunten, 105 minuten"
fn amount(count: usize, minutes: i32) -> String {
    match count {
        0 => "Nog geen agendapunten".to_owned(),
        1 => format!("1 agendapunt, {minutes} minuten"),
        many => format!("{many} agendapunten, {minutes} minuten"),
    }
}

/// "dinsdag 22 september 2026, 13:00 – 14:45, Teamkamer"
fn when(head: &Head) -> String {
    let time = if head.time == head.until { head.time.clone() } else { format!("{} – {}", head.time, head.until) };
    format!("{}, {time}, {}", head.day, head.place)
}

/// What is not opened for the reader: a number and what can be the reason, without telling which it is for any of them.
#[component]
fn NotOpened(count: usize, by: Refusal) -> AnyView {
    let what = match count {
        0 => return ().into_any(),
        1 => "1 onderwerp is niet voor u geopend".to_owned(),
        many => format!("{many} onderwerpen zijn niet voor u geopend"),
    };
    let text = if by == Refusal::Consent {
        format!(
            "{what}: u bent er niet voor uitgenodigd, of de ouders gaven geen toestemming voor uw organisatie. Vraag de school."
        )
    } else {
        format!("{what}. {by}")
    };
    view! { <p class="hint">{text}</p> }.into_any()
}
