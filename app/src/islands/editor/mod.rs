//! The desk on which a functioneel beheerder writes a way of working: the process as a picture and as a list, a panel for
//! what is selected, the faults at their place, undo, trying it out, and saving while one works. Everything it knows of
//! the language it reads from `domain::edit::schema`; the checker is the one that publishing asks.

mod choices;
mod clashes;
mod controls;
mod desk;
mod faults;
mod focus;
mod form_preview;
mod outline;
mod panel;
mod parts;
mod picture;
mod rehearse;
mod rehearse_file;
mod rehearse_offers;
mod rehearse_papers;
mod save;
mod toolbar;

use leptos::prelude::*;

pub use self::desk::Given;
use self::desk::{Desk, Look};

/// The whole desk. What is given stands in the page: a way of working, and never anything about a child.
pub fn desk(given: Given) -> AnyView {
    let desk = match Desk::new(given) {
        Ok(desk) => desk,
        Err(why) => return view! { <p role="alert">{why}</p> }.into_any(),
    };
    desk.listen();
    view! {
        <div class="desk">
            {toolbar::toolbar(desk)}
            {clashes::clashes(desk)}
            <div class="desk__work">
                <div class="desk__whole">
                    {move || match desk.look.get() {
                        Look::Write => view! {
                            {picture::picture(desk)}
                            {faults::list(desk)}
                            {outline::outline(desk)}
                        }.into_any(),
                        Look::Try => rehearse::rehearse(desk),
                    }}
                </div>
                {move || (desk.look.get() == Look::Write).then(|| panel::panel(desk))}
            </div>
        </div>
    }
    .into_any()
}
