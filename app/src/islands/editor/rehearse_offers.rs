//! What the role that is played can do now, what it cannot do yet and why, and a decision with its grounds.

use domain::{
    scenario::{Act, Offer, Offered},
    template::{Decision, Key, Outcome},
};
use leptos::prelude::*;

use super::rehearse::Play;

pub fn offers(play: Play) -> AnyView {
    let (role, today) = (play.role.get(), play.today.get());
    let offers = play.ask(|case| case.offers(&role, today));
    let asks = offers.iter().any(|offer| offer.reason_required && offer.blocked.is_none());
    let (can, cannot): (Vec<_>, Vec<_>) = offers.into_iter().partition(|offer| offer.blocked.is_none());
    let none = can.is_empty().then(|| view! { <p>{format!("{} kan nu niets doen.", capital(&play.label(&role)))}</p> });
    let can = can.into_iter().map(|offer| view! { <li>{button(play, offer)}</li> }).collect_view();
    let held = cannot
        .into_iter()
        .map(|offer| view! { <li><strong>{offer.label}</strong>": "{offer.blocked}</li> })
        .collect::<Vec<_>>();
    let why = (!held.is_empty()).then(
        || view! { <details><summary>{format!("Kan nog niet ({})", held.len())}</summary><ul>{held}</ul></details> },
    );
    view! {
        <h3>{format!("Wat {} kan doen", play.label(&role))}</h3>
        {asks.then(|| view! {
            <div class="field">
                <label for="proberen-reden">"Reden, als die nodig is"</label>
                <input class="utrecht-textbox" id="proberen-reden" type="text" autocomplete="off"
                    prop:value=move || play.reason.get() on:input=move |event| play.reason.set(event_target_value(&event))/>
            </div>
        })}
        {none}
        <ul class="desk__offers">{can}</ul>
        {why}
    }
    .into_any()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn button(play: Play, offer: Offer) -> AnyView {
    let Offer { label, consequence, what, .. } = offer;
    match what {
        Offered::Act(act) => view! {
            {press(play, label, move || act.clone())}
            <p class="utrecht-form-field-description">{consequence}</p>
        }
        .into_any(),
        Offered::Lead(roles) => {
            let ways = roles.into_iter().map(|role| {
                let name = format!("Casusregie voor {}", play.label(&role));
                press(play, name, move || Act::Lead(role.clone()))
            });
            view! { <p class="desk__acts">{ways.collect_view()}</p> }.into_any()
        }
        Offered::Decide(key) => {
            let decision = play.template.with_value(|template| template.decision(key.as_str()).cloned());
            let Some(decision) = decision else { return ().into_any() };
            decision.outcomes.iter().map(|outcome| decide(play, &label, &decision, outcome)).collect_view().into_any()
        }
    }
}

fn press(play: Play, label: String, act: impl Fn() -> Act + 'static) -> AnyView {
    view! { <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=move |_| play.step(act())>{label}</button> }
        .into_any()
}

/// A button for an outcome, below its grounds when it has some; which of them hold is chosen, as when it is decided for real.
fn decide(play: Play, label: &str, decision: &Decision, outcome: &Outcome) -> AnyView {
    let chosen = RwSignal::new(Vec::<Key>::new());
    let (taken, key) = (decision.key.clone(), outcome.key.clone());
    let act = move || {
        let grounds = chosen.get_untracked();
        Act::Decide { decision: taken.clone(), outcome: key.clone(), grounds }
    };
    let name = format!("{label}: {}", outcome.label);
    let take = press(play, name.clone(), act);
    if outcome.grounds.is_empty() {
        return view! { <p class="desk__acts">{take}</p> }.into_any();
    }
    let grounds = outcome.grounds.iter().map(|ground| {
        let id = format!("proberen-grond-{}-{}-{}", decision.key, outcome.key, ground.key);
        let key = ground.key.clone();
        let tick = move |event| {
            chosen.update(|chosen| {
                chosen.retain(|known| *known != key);
                if event_target_checked(&event) {
                    chosen.push(key.clone());
                }
            });
        };
        view! {
            <div class="desk__tick">
                <input class="utrecht-checkbox" type="checkbox" id=id.clone() on:change=tick/>
                <label for=id>{ground.label.clone()}</label>
            </div>
        }
    });
    view! {
        <fieldset class="desk__group">
            <legend>{format!("Gronden voor {}", outcome.label)}</legend>
            {grounds.collect_view()}
            <p class="desk__acts">{take}</p>
        </fieldset>
    }
    .into_any()
}
