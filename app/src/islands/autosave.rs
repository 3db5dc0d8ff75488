//! Saves a form while one types: a second and a half after the last key it is posted to its own address, asking for
//! JSON. The same handler answers as for the button, so that there is one way in. Nothing is lost when the line drops:
//! the text stays, the island says so and tries again. What the server refuses is said and not tried again. Whoever goes
//! on by a link or another form goes once the text is saved; leaving asks only when something would be lost.
use leptos::prelude::*;

/// Milliseconds after the last key.
const PAUSE: u64 = 1500;
/// Milliseconds before a failed save is tried again.
const RETRY: u64 = 5000;

const LOGGED_OUT: &str = "U bent uitgelogd. Uw tekst staat er nog; log in een nieuw tabblad in en bewaar opnieuw.";
const REFUSED: &str = "Niet bewaard: dit is niet meer voor u geopend. Uw tekst staat er nog; kopieer die en vraag de ib'er of de functioneel beheerder.";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Quiet,
    Dirty,
    Saving,
    Offline,
    /// The server said no; the words say why.
    Refused,
}

/// Watches the form with this id and says how it stands: "Bewaard om 14:32".
#[island]
pub fn Autosave(form: String) -> impl IntoView {
    let state = RwSignal::new(State::Quiet);
    let words = RwSignal::new(String::new());
    let text = move || match state.get() {
        State::Quiet | State::Refused => words.get(),
        State::Dirty => "Nog niet bewaard …".to_owned(),
        State::Saving => "Bewaren …".to_owned(),
        State::Offline => "Geen verbinding. Uw tekst staat er nog; wij proberen het opnieuw.".to_owned(),
    };
    Effect::new(move |_| browser::watch(&form, state, words));
    view! { <span class="autosave" role="status">{text}</span> }
}

mod browser {
    use super::{LOGGED_OUT, PAUSE, REFUSED, RETRY, State};
    use leptos::prelude::*;
    use std::time::Duration;
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        BeforeUnloadEvent, Element, FormData, HtmlAnchorElement, HtmlElement, HtmlFormElement, HtmlInputElement,
        MouseEvent, RequestInit, Response, SubmitEvent, UrlSearchParams,
    };

    /// Where somebody is going while the last words are being saved.
    enum Going {
        To(HtmlAnchorElement),
        Sending(HtmlFormElement, Option<HtmlElement>),
    }

    #[derive(Clone, Copy)]
    struct Watch {
        form: StoredValue<HtmlFormElement, LocalStorage>,
        state: RwSignal<State>,
        words: RwSignal<String>,
        /// Counts keystrokes: a save that was overtaken by one more does not say "bewaard".
        round: StoredValue<u64>,
        going: StoredValue<Option<Going>, LocalStorage>,
    }

    pub fn watch(id: &str, state: RwSignal<State>, words: RwSignal<String>) {
        let Some(form) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let watch = Watch {
            form: StoredValue::new_local(form.clone()),
            state,
            words,
            round: StoredValue::new(0),
            going: StoredValue::new_local(None),
        };
        for kind in ["input", "change"] {
            on(&form, kind, move |event| {
                if !is_apart(&event) {
                    watch.touched();
                }
            });
        }
        on(&form, "submit", move |_| state.set(State::Quiet));
        on(&document(), "click", move |event| {
            if let Some(link) = followed(&event) {
                watch.leave(&event, Going::To(link));
            }
        });
        on(&document(), "submit", move |event| {
            if let Some(other) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
                && other != watch.form.get_value()
            {
                let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
                watch.leave(&event, Going::Sending(other, button));
            }
        });
        on(&window(), "beforeunload", move |event| {
            if state.get_untracked() != State::Quiet
                && let Some(event) = event.dyn_ref::<BeforeUnloadEvent>()
            {
                event.prevent_default();
            }
        });
    }

    /// Whether it was typed in a part of the form that only a button of its own sends.
    fn is_apart(event: &web_sys::Event) -> bool {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|typed| matches!(typed.closest("[data-apart]"), Ok(Some(_))))
    }

    /// The link that this click follows, in this window.
    fn followed(event: &web_sys::Event) -> Option<HtmlAnchorElement> {
        let mouse = event.dyn_ref::<MouseEvent>()?;
        let elsewhere =
            mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() || mouse.button() != 0;
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
        let stays = link.get_attribute("href").is_some_and(|href| href.starts_with('#'));
        (!elsewhere && !stays && link.target().is_empty()).then_some(link)
    }

    fn on(target: &web_sys::EventTarget, name: &str, act: impl Fn(web_sys::Event) + 'static) {
        let listener = Closure::<dyn Fn(web_sys::Event)>::new(act);
        let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    /// What lapsed is not sent along again as if somebody put it anew.
    fn empty(form: &HtmlFormElement, name: &str) {
        let Ok(Some(found)) = form.query_selector(&format!("input[name='{name}']:not([type=hidden])")) else { return };
        match found.dyn_ref::<HtmlInputElement>() {
            Some(input) if input.type_() == "checkbox" => input.set_checked(false),
            Some(input) => input.set_value(""),
            None => {}
        }
    }

    impl Watch {
        /// Saves first when something is not saved yet.
        fn leave(self, event: &web_sys::Event, going: Going) {
            let state = self.state.get_untracked();
            if !matches!(state, State::Dirty | State::Saving) || event.default_prevented() {
                return;
            }
            event.prevent_default();
            self.going.set_value(Some(going));
            if state == State::Dirty {
                self.save(self.round.get_value());
            }
        }

        /// Goes where somebody was going; when it was not saved, they stay and read why.
        fn go_on(self, state: State) {
            if state == State::Dirty {
                if self.going.with_value(Option::is_some) {
                    self.save(self.round.get_value());
                }
                return;
            }
            let Some(going) = self.going.try_update_value(Option::take).flatten() else { return };
            if state != State::Quiet {
                return;
            }
            match going {
                // Another form on the page may have words of its own to save.
                Going::To(link) => link.click(),
                Going::Sending(form, button) => {
                    let _ = match button {
                        Some(button) => form.request_submit_with_submitter(Some(&button)),
                        None => form.request_submit(),
                    };
                }
            }
        }

        fn touched(self) {
            self.state.set(State::Dirty);
            self.round.update_value(|round| *round += 1);
            self.later(PAUSE);
        }

        fn later(self, pause: u64) {
            let round = self.round.get_value();
            set_timeout(
                move || {
                    if self.round.get_value() == round && self.state.get_untracked() != State::Quiet {
                        self.save(round);
                    }
                },
                Duration::from_millis(pause),
            );
        }

        fn save(self, round: u64) {
            self.state.set(State::Saving);
            leptos::task::spawn_local(async move {
                let outcome = match self.post().await {
                    Ok(Ok(answer)) => self.keep(&answer),
                    Ok(Err(why)) => {
                        self.words.set(why.to_owned());
                        State::Refused
                    }
                    Err(_) => State::Offline,
                };
                let still = self.round.get_value() == round;
                if outcome == State::Offline {
                    self.later(RETRY);
                }
                let state = if still || outcome == State::Offline { outcome } else { State::Dirty };
                self.state.set(state);
                self.go_on(state);
            });
        }

        /// What the server answered, or why it did not save; an error when it was not reached.
        async fn post(self) -> Result<Result<JsValue, &'static str>, JsValue> {
            let form = self.form.get_value();
            let body = UrlSearchParams::new_with_str_sequence_sequence(FormData::new_with_form(&form)?.as_ref())?;
            let init = RequestInit::new();
            init.set_method("POST");
            init.set_body(body.as_ref());
            let headers = web_sys::Headers::new()?;
            headers.set("accept", "application/json")?;
            init.set_headers(headers.as_ref());
            let sent = window().fetch_with_str_and_init(&form.get_attribute("action").unwrap_or_default(), &init);
            let response: Response = JsFuture::from(sent).await?.dyn_into()?;
            match response.status() {
                401 => return Ok(Err(LOGGED_OUT)),
                400..500 => return Ok(Err(REFUSED)),
                500.. => return Err(JsValue::NULL),
                _ => {}
            }
            if response.redirected() {
                return Err(JsValue::NULL);
            }
            Ok(Ok(JsFuture::from(response.json()?).await?))
        }

        /// New versions go into their hidden fields; what could not be saved is said, and is still to be saved.
        fn keep(self, answer: &JsValue) -> State {
            let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or(JsValue::NULL);
            let form = self.form.get_value();
            for pair in js_sys::Array::from(&get(answer, "versions")).iter() {
                let name = get(&pair, "name").as_string().unwrap_or_default();
                let value = get(&pair, "value").as_string().unwrap_or_default();
                if let Ok(Some(found)) = form.query_selector(&format!("input[name='{name}']"))
                    && let Some(input) = found.dyn_ref::<HtmlInputElement>()
                {
                    input.set_value(&value);
                }
            }
            for name in js_sys::Array::from(&get(answer, "emptied")).iter() {
                empty(&form, &name.as_string().unwrap_or_default());
            }
            let errors = js_sys::Array::from(&get(answer, "errors"));
            let said: Vec<String> = errors.iter().filter_map(|error| error.as_string()).collect();
            let at = get(answer, "at").as_string().unwrap_or_default();
            let outcome = if said.is_empty() { State::Quiet } else { State::Refused };
            let says = get(answer, "says").as_string().unwrap_or_default();
            let saved = format!("Bewaard om {at}{}{says}", if says.is_empty() { "" } else { ". " });
            self.words.set(if said.is_empty() { saved } else { said.join(" ") });
            outcome
        }
    }
}
