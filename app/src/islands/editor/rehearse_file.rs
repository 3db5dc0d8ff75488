//! A scenario that was kept, played again on the draft as it is now: it says whether the way of working still does what
//! the scenario tells.

use domain::scenario::Scenario;
use leptos::{prelude::*, wasm_bindgen::JsCast};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use super::{focus, rehearse::Play};
use crate::components::{Notice, Tone};

/// In bytes; no scenario is larger.
const LARGEST: f64 = 4_000_000.0;

/// What playing it came to.
#[derive(Clone)]
enum Outcome {
    /// Everything went as it says: its title and number of lines.
    Went(String, usize),
    /// Where it went otherwise, a sentence each.
    Otherwise(String, Vec<String>),
    /// Why it is no scenario.
    Unread(String),
}

/// Chooses a file and plays it.
pub fn open(play: Play) -> AnyView {
    let outcome = RwSignal::new(None::<Outcome>);
    let choose = move |input: HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was changed.
        input.set_value("");
        leptos::task::spawn_local(async move {
            let read = read(&file).await.and_then(|text| Scenario::parse(&text).map_err(|why| why.to_string()));
            outcome.set(Some(read.map_or_else(Outcome::Unread, |scenario| played(play, scenario))));
            focus::soon("scenario-uitkomst".to_owned());
        });
    };
    view! {
        <h3>"Een bewaard scenario spelen"</h3>
        <div class="field">
            <label for="scenario-bestand">"Scenario"</label>
            <p id="scenario-hulp" class="utrecht-form-field-description field__hint">"Een bestand dat u hier eerder bewaarde. Het speelt op het concept zoals dat nu is."</p>
            <input id="scenario-bestand" type="file" accept=".toml,.txt,text/plain" aria-describedby="scenario-hulp"
                on:change=move |event| {
                    if let Some(input) = event.target().and_then(|target| target.dyn_into().ok()) {
                        choose(input);
                    }
                }
            />
        </div>
        <div id="scenario-uitkomst" tabindex="-1" role="status">{move || outcome.get().map(told)}</div>
    }
    .into_any()
}

async fn read(file: &File) -> Result<String, String> {
    if file.size() > LARGEST {
        return Err("Dit bestand is te groot voor een scenario. Kies een bestand dat u hier bewaarde.".to_owned());
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| "Dit bestand is niet te lezen. Kies het opnieuw.".to_owned())
}

/// Plays it; when all went well the case goes on from there.
fn played(play: Play, scenario: Scenario) -> Outcome {
    let misses = play.misses(&scenario);
    if misses.is_empty() {
        let went = Outcome::Went(scenario.title.clone(), scenario.lines.len());
        play.take(scenario);
        return went;
    }
    Outcome::Otherwise(scenario.title, misses)
}

fn told(outcome: Outcome) -> AnyView {
    match outcome {
        Outcome::Went(title, lines) => {
            let words = format!("Alle {lines} regels gingen zoals het scenario zegt. Hieronder kunt u verder.");
            view! { <Notice tone=Tone::Good title=title><p>{words}</p></Notice> }.into_any()
        }
        Outcome::Otherwise(title, misses) => {
            let lines = misses.into_iter().map(|miss| view! { <li>{miss}</li> }).collect_view();
            let title = format!("{title}: het ging anders dan het scenario zegt");
            view! { <Notice tone=Tone::Attention title=title><ul>{lines}</ul></Notice> }.into_any()
        }
        Outcome::Unread(why) => {
            view! { <Notice tone=Tone::Attention title="Dit is geen scenario"><p>{why}</p></Notice> }.into_any()
        }
    }
}
