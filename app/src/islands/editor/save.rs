//! Saves the draft while one writes: a second and a half after the last change the whole text goes to the page's own
//! address, with the version and the text that both sides last agreed on. What somebody else wrote in the meantime comes
//! back merged. Without a line nothing is lost: it is tried again, and leaving asks first.

use std::time::Duration;

use domain::{
    edit::{Clash, Draft, merge},
    template::read_table,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use super::desk::Desk;

/// Milliseconds after the last change.
const PAUSE: u64 = 1500;
/// Milliseconds before a failed save is tried again.
const RETRY: u64 = 5000;

const LOGGED_OUT: &str =
    "U bent uitgelogd. Wat u schreef staat hier nog; log in een nieuw tabblad in en wijzig dan nog iets.";

/// How it stands.
#[derive(Clone, PartialEq, Eq)]
pub enum State {
    Quiet,
    Dirty,
    Saving,
    Saved(String),
    Offline,
    Refused(String),
}

impl State {
    pub fn words(&self) -> String {
        match self {
            Self::Quiet => String::new(),
            Self::Dirty => "Nog niet bewaard …".to_owned(),
            Self::Saving => "Bewaren …".to_owned(),
            Self::Saved(at) => format!("Bewaard om {at}"),
            Self::Offline => "Geen verbinding. Uw werk staat hier nog; wij proberen het opnieuw.".to_owned(),
            Self::Refused(why) => why.clone(),
        }
    }
}

/// What was last agreed with the server.
pub struct Saver {
    pub to: String,
    pub version: i64,
    pub agreed: String,
    /// Counts changes: a save that was overtaken by one more does not say "bewaard".
    pub round: u64,
    /// A save is on its way; the next one waits for what it brings back.
    pub busy: bool,
}

#[derive(Serialize)]
struct Sent<'a> {
    version: i64,
    base: &'a str,
    mine: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    at: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    clashes: Vec<Said>,
    #[serde(default)]
    errors: Vec<String>,
}

#[derive(Deserialize)]
struct Said {
    place: String,
    words: String,
    mine: String,
    theirs: String,
}

/// Saves when nothing has changed for a moment.
pub fn later(desk: Desk) {
    desk.saving.set(State::Dirty);
    desk.saver.update_value(|saver| saver.round += 1);
    after(desk, PAUSE);
}

fn after(desk: Desk, pause: u64) {
    let round = desk.saver.with_value(|saver| saver.round);
    set_timeout(
        move || {
            let due = desk.saver.try_with_value(|saver| saver.round == round && !saver.busy).unwrap_or_default();
            if due {
                save(desk, round);
            }
        },
        Duration::from_millis(pause),
    );
}

fn save(desk: Desk, round: u64) {
    desk.saving.set(State::Saving);
    desk.saver.update_value(|saver| saver.busy = true);
    leptos::task::spawn_local(async move {
        let mine = desk.draft.with_untracked(Draft::text);
        let outcome = match post(desk, &mine).await {
            Ok(Ok(answer)) if answer.errors.is_empty() => take(desk, &mine, answer),
            // What was refused is said, and sent again with the next change.
            Ok(Ok(answer)) => State::Refused(answer.errors.join(" ")),
            Ok(Err(why)) => State::Refused(why.to_owned()),
            Err(_) => State::Offline,
        };
        desk.saver.update_value(|saver| saver.busy = false);
        let overtaken = desk.saver.with_value(|saver| saver.round != round);
        match outcome {
            State::Offline => {
                desk.saving.set(State::Offline);
                after(desk, RETRY);
            }
            outcome if overtaken && !matches!(outcome, State::Refused(_)) => {
                desk.saving.set(State::Dirty);
                after(desk, PAUSE);
            }
            outcome => desk.saving.set(outcome),
        }
    });
}

/// What came back becomes what both agree on; what was written since it was sent is laid over it.
fn take(desk: Desk, sent: &str, answer: Answer) -> State {
    let now = desk.draft.with_untracked(Draft::text);
    if answer.text != sent
        && let (Ok(base), Ok(theirs)) = (read_table(sent), read_table(&answer.text))
    {
        let mine = read_table(&now).unwrap_or_else(|_| base.clone());
        let merged = merge(&base, &mine, &theirs);
        desk.adopt(merged.table);
    }
    let clashes = answer.clashes.into_iter().map(|said| {
        let Said { place, words, mine, theirs } = said;
        Clash { place, words, mine, theirs }
    });
    desk.clashes.update(|all| all.extend(clashes));
    desk.saver.update_value(|saver| (saver.version, saver.agreed) = (answer.version, answer.text));
    State::Saved(answer.at)
}

async fn post(desk: Desk, mine: &str) -> Result<Result<Answer, &'static str>, JsValue> {
    let (to, body) = desk.saver.with_value(|saver| {
        let sent = Sent { version: saver.version, base: &saver.agreed, mine };
        (saver.to.clone(), serde_json::to_string(&sent).unwrap_or_default())
    });
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let headers = web_sys::Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("content-type", "application/json")?;
    init.set_headers(headers.as_ref());
    let sent = window().fetch_with_str_and_init(&to, &init);
    let response: Response = JsFuture::from(sent).await?.dyn_into()?;
    match response.status() {
        401 => return Ok(Err(LOGGED_OUT)),
        500.. => return Err(JsValue::NULL),
        _ if response.redirected() => return Ok(Err(LOGGED_OUT)),
        _ => {}
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Ok(serde_json::from_str(&text).map_err(|_| JsValue::NULL)?))
}

/// Asks before leaving while something is not saved; whoever turns to another window saves at once.
pub fn guard(desk: Desk) {
    let hidden = window_event_listener(leptos::ev::blur, move |_| {
        let (round, busy) = desk.saver.with_value(|saver| (saver.round, saver.busy));
        if !busy && matches!(desk.saving.get_untracked(), State::Dirty) {
            save(desk, round);
        }
    });
    on_cleanup(move || hidden.remove());
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if matches!(desk.saving.get_untracked(), State::Dirty | State::Saving | State::Offline | State::Refused(_)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
