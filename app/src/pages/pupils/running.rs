//! Whose turn it is: the open step, its term, what it waits for, and the ways out. A way that asks a reason unfolds.
use crate::components::{
    Emphasis, Fold, Hidden, Icon, NextStep, Stage, StagePicture, StageState, SubmitButton, Symbol, TextArea, Turn,
    TurnStrip, Typed, UndoBar, id_among,
};
use domain::{
    calendar::short_date,
    page::pupil::{FactLine, Running, Way},
};
use leptos::prelude::*;

/// The running case of a pupil.
#[component]
pub fn RunningSection(running: Running, address: String, typed: Typed) -> AnyView {
    let action = format!("{address}/proces");
    let version = running.version.to_string();
    let round = if running.round > 1 { format!(", ronde {}", running.round) } else { String::new() };
    let turn = Turn {
        function: running.regie.clone(),
        is_reader: running.is_mine,
        since: short_date(running.since),
        task: format!("{}: {}{round}", running.step, running.title),
        term: running.term.clone().map(|due| {
            let until = short_date(due.due);
            (due.state.into(), format!("{} ({until}: {})", due.text, running.term_label))
        }),
        ..Turn::default()
    };
    let stages = running.steps.iter().map(|step| Stage {
        label: step.label.clone(),
        state: match (step.is_open, step.rounds) {
            (true, _) => StageState::Current,
            (false, 0) => StageState::Ahead,
            (false, _) => StageState::Done,
        },
        note: if step.rounds > 1 { format!("{} keer", step.rounds) } else { String::new() },
    });
    let stages: Vec<Stage> = stages.collect();
    let undo = running.undo.clone().map(|what| {
        let hidden = vec![("version", version.clone()), ("doe", "ongedaan".to_owned())];
        view! { <UndoBar text=format!("Laatste stap: {what}.") action=action.clone() hidden=hidden/> }
    });
    let guidance = (!running.guidance.is_empty()).then(|| {
        let lines = running.guidance.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! { <Fold title="Wat er in deze stap gebeurt"><ul>{lines}</ul></Fold> }
    });
    let ways = running
        .ways
        .iter()
        .cloned()
        .map(|way| view! { <OneWay way=way action=action.clone() version=version.clone() typed=typed.clone()/> })
        .collect_view();
    let facts = (!running.facts.is_empty())
        .then(|| view! { <Facts facts=running.facts.clone() action=action.clone() version=version.clone() typed=typed.clone()/> });
    let reads = (!running.can_move).then(|| {
        view! { <p class="hint">"U leest mee. De volgende stap zet wie de regie heeft, of de consulent."</p> }
    });
    view! {
        {undo}
        <TurnStrip turn=turn>{ways}{reads}</TurnStrip>
        <StagePicture label="De weg van deze leerling" stages=stages/>
        {guidance}
        {facts}
    }
    .into_any()
}

#[component]
fn OneWay(way: Way, action: String, version: String, typed: Typed) -> AnyView {
    let emphasis = if way.closes { Emphasis::Quiet } else { Emphasis::Second };
    if way.blocked.is_some() || !way.reason_required {
        return view! {
            <NextStep action=action name="doe" value=way.value label=way.label consequence=way.consequence emphasis=emphasis
                blocked=way.blocked hidden=vec![("version", version)]/>
        }
        .into_any();
    }
    // Only the form that was sent gets its text and its error back.
    let mine = typed.value("doe") == way.value;
    let reason = if mine { typed.value("reden") } else { String::new() };
    let error = if mine { typed.error("reden") } else { None };
    let id = id_among("reden", mine, &way.value.replace(':', "-"));
    let emphasis = if way.closes { Emphasis::Danger } else { Emphasis::Main };
    view! {
        <Fold title=way.label.clone() open=mine note=way.consequence>
            <form class="step" method="post" action=action>
                <Hidden values=vec![("version", version)]/>
                <TextArea name="reden" id=id label="Waarom" hint="Een zin is genoeg. De reden staat in het verloop." value=reason error=error rows=2/>
                <SubmitButton label=way.label name="doe" value=way.value emphasis=emphasis/>
            </form>
        </Fold>
    }
    .into_any()
}

#[component]
fn Facts(facts: Vec<FactLine>, action: String, version: String, typed: Typed) -> AnyView {
    let items = facts
        .into_iter()
        .map(|fact| view! { <One fact=fact action=action.clone() version=version.clone() typed=typed.clone()/> })
        .collect_view();
    view! { <section class="section"><h2>"Waar de volgende stap op wacht"</h2><ul class="checks">{items}</ul></section> }.into_any()
}

#[component]
fn One(fact: FactLine, action: String, version: String, typed: Typed) -> AnyView {
    let hidden = vec![("version", version)];
    let (symbol, state) = if fact.is_known { (Symbol::Done, "vastgelegd") } else { (Symbol::Clock, "nog niet") };
    let button = match (fact.is_mine, fact.is_known) {
        (false, _) => ().into_any(),
        (true, false) => view! {
            <form method="post" action=action>
                <Hidden values=hidden/>
                <SubmitButton name="doe" value=format!("feit:{}", fact.key) label="Vastleggen" emphasis=Emphasis::Second spoken=Some(format!("Vastleggen: {}", fact.label))/>
            </form>
        }
        .into_any(),
        (true, true) => {
            let value = format!("terugnemen:{}", fact.key);
            let mine = typed.value("doe") == value;
            let reason = if mine { typed.value("reden") } else { String::new() };
            let error = if mine { typed.error("reden") } else { None };
            let id = id_among("reden", mine, &fact.key);
            let spoken = format!("Terugnemen: {}", fact.label);
            view! {
                <Fold title="Terugnemen" open=mine>
                    <form class="step" method="post" action=action>
                        <Hidden values=hidden/>
                        <TextArea name="reden" id=id label="Waarom klopt dit niet?" value=reason error=error rows=2/>
                        <SubmitButton name="doe" value=value label="Terugnemen" emphasis=Emphasis::Danger spoken=Some(spoken)/>
                    </form>
                </Fold>
            }
            .into_any()
        }
    };
    view! { <li class="check"><p><Icon symbol=symbol/>{fact.label}" "<span class="hint">"("{state}")"</span></p>{button}</li> }
        .into_any()
}
