//! Somebody else changed the same thing in the meantime. What is stored stays; what I wrote is shown beside it.

use domain::edit::Place;
use leptos::prelude::*;

use super::desk::Desk;

pub fn clashes(desk: Desk) -> AnyView {
    view! {
        <div role="alert">
            {move || {
                let all = desk.clashes.get();
                (!all.is_empty()).then(|| {
                    let lines = all.into_iter().map(|clash| {
                        let place = Place::parse(&clash.place);
                        let nothing = |text: String| if text.is_empty() { "niets".to_owned() } else { text };
                        view! {
                            <li>
                                <button class="desk__open" type="button" on:click=move |_| desk.open(place.clone())>{clash.words}</button>
                                ": er staat nu "{nothing(clash.theirs)}"; u schreef "{nothing(clash.mine)}"."
                            </li>
                        }
                    }).collect_view();
                    view! {
                        <div class="notice notice--warning">
                            <p><strong>"Iemand anders wijzigde hetzelfde. Wat er stond, is gebleven; kijk of uw wijziging nog nodig is."</strong></p>
                            <ul>{lines}</ul>
                            <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| desk.clashes.set(Vec::new())>"Gezien"</button>
                        </div>
                    }
                })
            }}
        </div>
    }
    .into_any()
}
