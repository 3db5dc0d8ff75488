//! What one can do with an item on the agenda: up, down, minutes, question, guests, off. Each is a small form of its own
//! that works without script; the ones that ask something are behind a fold.
use crate::components::{
    Choice, Emphasis, Fold, Hidden, Select, SubmitButton, Symbol, TextArea, TextField, Typed, id_among,
};
use domain::{
    page::meeting::{AnonymousItem, Head, Item},
    stage::Stage,
};
use leptos::prelude::*;

/// The forms of one item, whichever kind it is.
#[derive(Clone)]
struct Target {
    here: String,
    id: String,
    /// What a screen reader hears behind the verb.
    name: String,
    version: i32,
    agenda: i32,
    minutes: i32,
    question: String,
    up: bool,
    down: bool,
    after_concept: bool,
}

/// The forms of a named item.
#[component]
pub fn ItemChanges(item: Item, head: Head, typed: Typed) -> AnyView {
    let target = Target {
        here: format!("/overleggen/{}", head.id),
        id: item.id.to_string(),
        name: item.pupil.name.clone(),
        version: item.version,
        agenda: head.version,
        minutes: item.minutes,
        question: item.question.clone(),
        up: item.can_move_up,
        down: item.can_move_down,
        after_concept: head.stage > Stage::Concept,
    };
    view! { <Order target=target.clone()/><Fold title="Wijzigen" open=typed.value("onderwerp") == target.id><Texts target=target.clone() typed=typed.clone()/><Guests item=item target=target typed=typed/></Fold> }
        .into_any()
}

/// The forms of an anonymous item.
#[component]
pub fn AnonymousChanges(item: AnonymousItem, head: Head, typed: Typed) -> AnyView {
    let target = Target {
        here: format!("/overleggen/{}", head.id),
        id: item.id.to_string(),
        name: format!("anoniem punt {}", item.number),
        version: item.version,
        agenda: head.version,
        minutes: item.minutes,
        question: item.question.clone(),
        up: item.can_move_up,
        down: item.can_move_down,
        after_concept: head.stage > Stage::Concept,
    };
    view! { <Order target=target.clone()/><Fold title="Wijzigen" open=typed.value("onderwerp") == target.id><Texts target=target typed=typed/></Fold> }
        .into_any()
}

#[component]
fn Order(target: Target) -> AnyView {
    let button = |verb: &'static str, label: &'static str, symbol: Symbol| {
        let hidden =
            vec![("doe", verb.to_owned()), ("onderwerp", target.id.clone()), ("version", target.agenda.to_string())];
        let spoken = format!("{} {}", target.name, label.to_lowercase());
        view! {
            <form method="post" action=target.here.clone()>
                <Hidden values=hidden/>
                <SubmitButton label=label emphasis=Emphasis::Quiet symbol=Some(symbol) spoken=Some(spoken)/>
            </form>
        }
    };
    let up = target.up.then(|| button("omhoog", "Omhoog", Symbol::Up));
    let down = target.down.then(|| button("omlaag", "Omlaag", Symbol::Down));
    view! { <div class="buttons">{up}{down}</div> }.into_any()
}

#[component]
fn Texts(target: Target, typed: Typed) -> AnyView {
    let mine = typed.value("onderwerp") == target.id;
    let sent = |doe: &str| mine && typed.value("doe") == doe;
    let error = |doe: &str, field: &str| if sent(doe) { typed.error(field) } else { None };
    let value = |doe: &str, field: &str, known: &str| if sent(doe) { typed.or(field, known) } else { known.to_owned() };
    let id = |doe: &str, field: &str| id_among(field, sent(doe), &target.id);
    let hidden = |doe: &str| {
        let versions = [("version", target.version.to_string()), ("agenda", target.agenda.to_string())];
        [("doe", doe.to_owned()), ("onderwerp", target.id.clone())].into_iter().chain(versions).collect::<Vec<_>>()
    };
    let reason = target.after_concept.then(|| {
        view! {
            <TextField name="reden" id=id("verwijderen", "reden") label="Waarom haalt u dit punt eraf?"
                value=value("verwijderen", "reden", "") error=error("verwijderen", "reden")/>
        }
    });
    let minutes = value("minuten", "minuten", &target.minutes.to_string());
    let question = value("vraag", "vraag", &target.question);
    let name = target.name.clone();
    view! {
        <form method="post" action=target.here.clone() novalidate>
            <Hidden values=hidden("vraag")/>
            <TextArea name="vraag" id=id("vraag", "vraag") label="Vraag" value=question error=error("vraag", "vraag") rows=2/>
            <SubmitButton label="Vraag bewaren" emphasis=Emphasis::Second spoken=Some(format!("Vraag bewaren van {name}"))/>
        </form>
        <form method="post" action=target.here.clone() novalidate>
            <Hidden values=hidden("minuten")/>
            <TextField name="minuten" id=id("minuten", "minuten") label="Minuten" value=minutes error=error("minuten", "minuten") width=Some(3)/>
            <SubmitButton label="Tijd bewaren" emphasis=Emphasis::Second spoken=Some(format!("Tijd bewaren van {name}"))/>
        </form>
        <form method="post" action=target.here.clone()>
            <Hidden values=hidden("verwijderen")/>
            {reason}
            <SubmitButton label="Van de agenda halen" emphasis=Emphasis::Second spoken=Some(format!("{name} van de agenda halen"))/>
        </form>
    }
    .into_any()
}

#[component]
fn Guests(item: Item, target: Target, typed: Typed) -> AnyView {
    let hidden =
        |doe: &str, guest: String| vec![("doe", doe.to_owned()), ("onderwerp", target.id.clone()), ("gast", guest)];
    let invited = item
        .guests
        .iter()
        .map(|guest| {
            view! {
                <form method="post" action=target.here.clone()>
                    <Hidden values=hidden("intrekken", guest.id.to_string())/>
                    <p>{guest.label()}</p>
                    <SubmitButton label="Uitnodiging intrekken" emphasis=Emphasis::Quiet spoken=Some(format!("Uitnodiging van {} intrekken", guest.name))/>
                </form>
            }
        })
        .collect_view();
    let open: Vec<Choice> = item
        .invitable
        .iter()
        .filter(|one| one.blocked.is_none())
        .map(|one| Choice::new(one.id.to_string(), one.label.clone()))
        .collect();
    let sent = typed.value("onderwerp") == target.id && typed.value("doe") == "uitnodigen";
    let error = if sent { typed.error("gast") } else { None };
    let form = (!open.is_empty()).then(|| {
        let keep = vec![("doe", "uitnodigen".to_owned()), ("onderwerp", target.id.clone())];
        view! {
            <form method="post" action=target.here.clone()>
                <Hidden values=keep/>
                <Select name="gast" id=id_among("gast", sent, &target.id) label="Partner uitnodigen bij dit punt" choices=open empty="Kies wie" error=error/>
                <SubmitButton label="Uitnodigen" emphasis=Emphasis::Second spoken=Some(format!("Uitnodigen bij {}", target.name))/>
            </form>
        }
    });
    let blocked = item
        .invitable
        .iter()
        .filter_map(|one| {
            let why = one.blocked.clone()?;
            let label = one.label.clone();
            Some(view! { <li><SubmitButton label=format!("{label} uitnodigen") name=format!("gast-{}-{}", target.id, one.id) emphasis=Emphasis::Quiet blocked=Some(why)/></li> })
        })
        .collect_view();
    view! { {invited}{form}<ul>{blocked}</ul> }.into_any()
}
