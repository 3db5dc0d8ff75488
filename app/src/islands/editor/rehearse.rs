//! Trying the draft out with a made-up case: choose who you are and which day it is, do what that role can do, see what
//! others may do and why they cannot yet. It is the engine itself; nothing is kept but the scenario, which can be saved.

use chrono::{Days, NaiveDate};
use domain::{
    calendar::{Region, short_date},
    scenario::{Act, Line, Rehearsal, Scenario},
    template::{FORMAT, Key, Published, Template},
};
use leptos::prelude::*;

use super::{desk::Desk, focus, rehearse_file, rehearse_offers, rehearse_papers};
use crate::components::{Notice, Tone};

/// The heading that says where the case is.
const STANDS: &str = "proberen-stand";

/// What has been tried.
#[derive(Clone, Copy)]
pub struct Play {
    pub template: StoredValue<Template<Published>>,
    lines: RwSignal<Vec<Line>>,
    pub role: RwSignal<Key>,
    pub today: RwSignal<NaiveDate>,
    region: RwSignal<Region>,
    pub reason: RwSignal<String>,
    refused: RwSignal<Option<String>>,
}

pub fn rehearse(desk: Desk) -> AnyView {
    let faults = desk.faults.with_untracked(Vec::len);
    let published = desk.body.get_untracked().ok().and_then(|body| Template::draft(body).publish(1).ok());
    let Some(template) = published else {
        return view! {
            <section class="desk__try">
                <h2>"Proberen"</h2>
                <p>{format!("Proberen kan als er geen fouten zijn; nu zijn er {faults}. ")}
                    <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| {
                        desk.look.set(super::desk::Look::Write);
                        focus::soon("fouten".to_owned());
                    }>"Naar de fouten"</button>
                </p>
            </section>
        }
        .into_any();
    };
    let first = template.roles.iter().find(|role| !role.functions.is_empty()).map(|role| role.key.clone());
    let Some(first) = first else {
        return view! { <p>"Geef eerst een rol een functie: dan is er iemand die iets kan doen."</p> }.into_any();
    };
    let play = Play {
        template: StoredValue::new(template),
        lines: RwSignal::new(Vec::new()),
        role: RwSignal::new(first),
        today: RwSignal::new(desk.today.get_value()),
        region: RwSignal::new(Region::Midden),
        reason: RwSignal::new(String::new()),
        refused: RwSignal::new(None),
    };
    view! {
        <section class="desk__try" aria-labelledby="proberen-kop">
            <h2 id="proberen-kop">"Proberen"</h2>
            <p>"Een verzonnen casus, van aanmelding tot afsluiting. Er wordt niets bewaard en niemand merkt er iets van."</p>
            {who_and_when(play)}
            <div role="alert">{move || play.refused.get().map(|why| view! { <Notice tone=Tone::Attention title="Dit kan nu niet"><p>{why}</p></Notice> })}</div>
            {move || stands(play)}
            {move || rehearse_offers::offers(play)}
            {move || sees(play)}
            {move || around(play)}
            {rehearse_papers::papers(play)}
            {move || story(play)}
            {rehearse_file::open(play)}
        </section>
    }
    .into_any()
}

impl Play {
    fn scenario(self) -> Scenario {
        self.template.with_value(|template| Scenario {
            format: FORMAT,
            template: template.meta.key.clone(),
            title: "Geprobeerd".to_owned(),
            region: self.region.get(),
            lines: self.lines.get(),
        })
    }

    pub fn ask<T>(self, ask: impl FnOnce(&Rehearsal<'_>) -> T) -> T {
        let scenario = self.scenario();
        self.template.with_value(|template| ask(&Rehearsal::of(template, &scenario)))
    }

    /// What goes otherwise than a scenario says, when it is played from its start.
    pub fn misses(self, scenario: &Scenario) -> Vec<String> {
        let played = self.template.with_value(|template| domain::scenario::play(template, scenario));
        played.misses.iter().map(ToString::to_string).collect()
    }

    /// Goes on where a scenario ends.
    pub fn take(self, scenario: Scenario) {
        if let Some(day) = scenario.lines.iter().rev().find_map(|line| line.on) {
            self.today.set(day);
        }
        if let Some(role) = scenario.lines.iter().rev().find_map(|line| line.role.clone()) {
            self.role.set(role);
        }
        self.region.set(scenario.region);
        self.refused.set(None);
        self.lines.set(scenario.lines);
    }

    /// As [`Play::act`]; the button that was pressed may be gone, so the keyboard goes to where the case is now.
    pub fn step(self, act: Act) {
        if self.act(act) {
            focus::soon(STANDS.to_owned());
        }
    }

    /// Plays one line more; whether that can be. A refusal is said and leaves nothing behind.
    pub fn act(self, act: Act) -> bool {
        let reason = self.reason.get_untracked().trim().to_owned();
        let line = Line {
            on: Some(self.today.get_untracked()),
            role: Some(self.role.get_untracked()),
            act,
            reason: (!reason.is_empty()).then_some(reason),
            then: domain::scenario::Expected::default(),
            refused: None,
        };
        let mut scenario = untrack(|| self.scenario());
        scenario.lines.push(line.clone());
        let refused = self.template.with_value(|template| Rehearsal::of(template, &scenario).refusal());
        if refused.is_none() {
            self.lines.update(|lines| lines.push(line));
            self.reason.set(String::new());
        }
        let went = refused.is_none();
        self.refused.set(refused);
        went
    }

    fn pass(self, to: NaiveDate) {
        if to < self.today.get_untracked() {
            self.refused.set(Some("Terug in de tijd kan niet. Neem de laatste handeling terug.".to_owned()));
            return;
        }
        self.today.set(to);
        if !self.lines.with_untracked(Vec::is_empty) {
            self.act(Act::TimePasses);
        }
    }

    pub fn label(self, role: &Key) -> String {
        self.template.with_value(|template| {
            template.role(role.as_str()).map_or_else(|| role.to_string(), |role| role.label.clone())
        })
    }
}

fn who_and_when(play: Play) -> AnyView {
    let roles = play.template.with_value(|template| {
        let acting = template.roles.iter().filter(|role| !role.functions.is_empty());
        acting.map(|role| (role.key.clone(), role.label.clone())).collect::<Vec<_>>()
    });
    let lines = roles
        .into_iter()
        .map(|(key, label)| {
            let is = key.clone();
            view! { <option value=key.to_string() selected=move || play.role.get() == is>{label}</option> }
        })
        .collect_view();
    let later = move |days: u64| {
        let today = play.today.get_untracked();
        play.pass(today.checked_add_days(Days::new(days)).unwrap_or(today));
    };
    view! {
        <div class="desk__now">
            <div class="field">
                <label for="proberen-rol">"U bent"</label>
                <select class="utrecht-select utrecht-select--html-select" id="proberen-rol" on:change=move |event| {
                    if let Ok(key) = Key::parse(&event_target_value(&event)) {
                        play.role.set(key);
                    }
                }>{lines}</select>
            </div>
            <div class="field">
                <label for="proberen-dag">"Vandaag is het"</label>
                <input class="utrecht-textbox field__date" id="proberen-dag" type="date"
                    prop:value=move || play.today.get().to_string()
                    on:change=move |event| match event_target_value(&event).parse() {
                        Ok(day) => play.pass(day),
                        Err(_) => play.refused.set(Some("Kies een dag.".to_owned())),
                    }
                />
            </div>
            <p class="desk__acts">
                <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| later(1)>"Een dag later"</button>
                <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| later(7)>"Een week later"</button>
                <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| later(28)>"Vier weken later"</button>
            </p>
        </div>
    }
    .into_any()
}

fn stands(play: Play) -> AnyView {
    let (standing, closed, started) =
        play.ask(|case| (case.standing(play.today.get()), case.closed().map(str::to_owned), case.is_started()));
    let steps = standing
        .into_iter()
        .map(|step| {
            let tables = step.tables.into_iter().map(|table| view! { <br/>{format!("Te bespreken in {table}")} });
            view! { <li><strong>{step.label}</strong>" – regie: "{step.regie}", "{step.term}{tables.collect_view()}</li> }
        })
        .collect_view();
    let said = match (closed, started) {
        (Some(closing), _) => Some(format!("De casus is afgesloten: {closing}.")),
        (None, false) => Some("De casus is nog niet begonnen.".to_owned()),
        _ => None,
    };
    view! {
        <h3 id=STANDS tabindex="-1">"Waar de casus is"</h3>
        <div aria-live="polite">
            {said.map(|said| view! { <p>{said}</p> })}
            <ul>{steps}</ul>
        </div>
    }
    .into_any()
}

/// What this role sees of the case.
fn sees(play: Play) -> AnyView {
    let (role, today) = (play.role.get(), play.today.get());
    let seen = play.ask(|case| if case.is_started() { case.sees(&role, today) } else { Vec::new() });
    let lines = seen.into_iter().map(|said| view! { <li>{said}</li> }).collect::<Vec<_>>();
    (!lines.is_empty())
        .then(|| view! { <h3>{format!("Wat {} ziet", play.label(&role))}</h3><ul>{lines}</ul> })
        .into_any()
}

/// What happens around the case: the parents' consent.
fn around(play: Play) -> AnyView {
    let purposes = play.template.with_value(|template| template.consents.clone());
    if purposes.is_empty() {
        return ().into_any();
    }
    let today = play.today.get();
    let given = play.ask(|case| case.consents(today));
    let lines = purposes.into_iter().map(|purpose| {
        let has = given.contains(&purpose.key);
        let id = format!("proberen-toestemming-{}", purpose.key);
        let button = id.clone();
        let act = if has { Act::Withdraw(purpose.key) } else { Act::Consent(purpose.key) };
        let (state, verb) = if has { ("gegeven", "Intrekken") } else { ("niet gegeven", "Geven") };
        let press = move |_| {
            if play.act(act.clone()) {
                focus::soon(button.clone());
            }
        };
        view! {
            <li>{purpose.label.clone()}": "{state}" "
                <button class="utrecht-button utrecht-button--subtle" type="button" id=id on:click=press>
                    {verb}<span class="visually-hidden">": "{purpose.label}</span>
                </button>
            </li>
        }
    });
    view! { <h3>"Toestemming van de ouders"</h3><ul>{lines.collect_view()}</ul> }.into_any()
}

/// What happened, and the way back.
fn story(play: Play) -> AnyView {
    let log = play.ask(|case| case.log().to_vec());
    let last = log.len();
    let lines = log.into_iter().map(|line| view! { <li>{line.trim_start().split_once(". ").map_or(line.clone(), |(_, said)| said.to_owned())}</li> }).collect_view();
    let file = toml::to_string_pretty(&play.scenario()).unwrap_or_default();
    let href = format!("data:text/plain;charset=utf-8,{}", js_sys::encode_uri_component(&file));
    (last > 0)
        .then(|| {
            view! {
                <h3>"Wat er gebeurde"</h3>
                <ol>{lines}</ol>
                <p class="desk__acts">
                    <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| {
                        play.lines.update(|lines| drop(lines.pop()));
                        if let Some(day) = play.lines.with_untracked(|lines| lines.last().and_then(|line| line.on)) {
                            play.today.set(day);
                        }
                        play.refused.set(None);
                        focus::soon(STANDS.to_owned());
                    }>"Laatste handeling terugnemen"</button>
                    <button class="utrecht-button utrecht-button--subtle" type="button" on:click=move |_| {
                        play.lines.set(Vec::new());
                        play.refused.set(None);
                        focus::soon(STANDS.to_owned());
                    }>"Opnieuw beginnen"</button>
                    <a class="utrecht-link" href=href download=format!("scenario-{}.toml", short_date(play.today.get()))>"Bewaren als scenario"</a>
                </p>
            }
        })
        .into_any()
}
