//! What is wrong now, in a list and at its place. The list is the checker's, in the order of the file.

use domain::edit::{Draft, Place};
use leptos::prelude::*;

use super::desk::{Desk, Placed};

/// Every fault, each leading to its place.
pub fn list(desk: Desk) -> AnyView {
    let faults = move || desk.faults.get();
    view! {
        <section class="desk__faults" id="fouten" tabindex="-1" aria-labelledby="fouten-kop">
            <h2 id="fouten-kop">"Fouten"</h2>
            {move || if faults().is_empty() {
                view! { <p>"Er zijn geen fouten. Deze werkwijze kan worden gepubliceerd."</p> }.into_any()
            } else {
                let lines = faults().into_iter().map(|placed| line(desk, placed)).collect_view();
                view! { <ol class="desk__faultlist">{lines}</ol> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn line(desk: Desk, placed: Placed) -> AnyView {
    let Placed { fault, place } = placed;
    let path = (!fault.path.is_empty()).then(|| {
        let steps = fault.path.iter().map(|step| view! { <li>{step.clone()}</li> }).collect_view();
        view! { <details><summary>"Zo komt het zover"</summary><ol>{steps}</ol></details> }
    });
    let name = desk.draft.with_untracked(|draft| name(draft, &place));
    let open = place;
    view! {
        <li>
            <button class="desk__open" type="button" on:click=move |_| desk.open(open.clone())>{name}</button>": "{fault.message}
            {path}
        </li>
    }
    .into_any()
}

/// What a place is called: the part's own name.
fn name(draft: &Draft, place: &Place) -> String {
    let whole = if place.part().is_some() { "Over de werkwijze" } else { "De hele werkwijze" };
    draft.called(place).unwrap_or_else(|| whole.to_owned())
}

/// The faults of one field, below it; of the place itself only when what is inside says its own.
pub fn at(desk: Desk, place: &Place, exact: bool) -> AnyView {
    let id = format!("{}-fout", super::desk::id(place));
    let place = place.clone();
    let here = Memo::new(move |_| desk.faults_at(&place, exact));
    view! {
        <div id=id class="desk__fieldfaults">
            {move || here.get().into_iter().map(|message| view! {
                <p class="utrecht-form-field-error-message field__error">{message}</p>
            }).collect_view()}
        </div>
    }
    .into_any()
}
