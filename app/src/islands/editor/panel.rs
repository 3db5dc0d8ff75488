//! The part that is selected, with all its fields.

use domain::edit::{
    Place,
    schema::{Kind, META, WORDS, kind},
};
use leptos::prelude::*;

use super::{controls, desk::Desk, faults, form_preview};

pub fn panel(desk: Desk) -> AnyView {
    view! {
        <section class="desk__panel" aria-labelledby="paneel">
            {move || of(desk, desk.selected.get())}
        </section>
    }
    .into_any()
}

fn of(desk: Desk, place: Place) -> AnyView {
    match place.0.as_slice() {
        [list, _] => match kind(list) {
            Some(kind) => part(desk, kind, place),
            None => about(desk),
        },
        [word] if word == "vocabulary" => view! {
            <h2 id="paneel" tabindex="-1">"Eigen woorden"</h2>
            {controls::field(desk, place, &WORDS)}
        }
        .into_any(),
        _ => about(desk),
    }
}

fn about(desk: Desk) -> AnyView {
    let place = Place::parse("meta");
    let fields = META.iter().map(|slot| controls::field(desk, place.then(slot.name), slot)).collect_view();
    view! {
        <h2 id="paneel" tabindex="-1">"Over de werkwijze"</h2>
        {fields}
    }
    .into_any()
}

fn part(desk: Desk, kind: &'static Kind, place: Place) -> AnyView {
    let name = {
        let place = place.clone();
        Memo::new(move |_| desk.draft.with(|draft| draft.name(&place)))
    };
    let fields = kind.slots.iter().map(|slot| controls::field(desk, place.then(slot.name), slot)).collect_view();
    let preview = (kind.list == "forms").then(|| form_preview::preview(desk, place.clone()));
    view! {
        <h2 id="paneel" tabindex="-1">
            <span class="desk__what">{kind.one}</span>" "{move || name.get()}
        </h2>
        {faults::at(desk, &place, true)}
        {buttons(desk, kind, place.clone())}
        <div class="desk__fields">{fields}</div>
        {preview}
    }
    .into_any()
}

/// Up, down, away.
fn buttons(desk: Desk, kind: &'static Kind, place: Place) -> AnyView {
    let (up, down, gone) = (place.clone(), place.clone(), place);
    let moved = move |place: &Place, further: bool| {
        let mut now = place.clone();
        desk.change(|draft| now = draft.shift(place, further));
        // A line that is known by its number has another one after the move.
        if now != *place {
            desk.selected.set(now);
        }
    };
    view! {
        <p class="desk__acts">
            <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| moved(&up, false)>"Omhoog"</button>
            <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| moved(&down, true)>"Omlaag"</button>
            <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| {
                desk.change(|draft| draft.remove(&gone));
                desk.said.set(format!("Weggehaald. Met 'Ongedaan maken' komt {} terug.", kind.the()));
                desk.selected.set(Place::parse("meta"));
                super::focus::soon("paneel".to_owned());
            }>"Weghalen"</button>
        </p>
    }
    .into_any()
}
