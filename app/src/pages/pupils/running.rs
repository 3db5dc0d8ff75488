//! Whose turn it is: the open steps, each with its term, what it waits for, and what can be done. What asks a reason or an
//! outcome unfolds.
use super::{deciding::Decide, way::Way};
use crate::components::{
    Emphasis, Fold, Hidden, Icon, NextStep, SubmitButton, Symbol, TermState, TextArea, Track, TurnStrip, Typed,
    UndoBar, dated, id_among,
};
use domain::{
    calendar::short_date,
    page::running::{Act, FactLine, Mend, Running, Turn},
};
use leptos::prelude::*;

/// Where a form of this page goes, with what was typed in it.
#[derive(Clone)]
pub struct Post {
    pub action: String,
    pub version: String,
    pub typed: Typed,
}

impl Post {
    /// Values that travel with every form.
    pub fn hidden(&self) -> Vec<(&'static str, String)> {
        vec![("version", self.version.clone())]
    }

    /// Whether the form of this act was sent and came back.
    pub fn is_mine(&self, value: &str) -> bool {
        self.typed.value("doe") == value
    }
}

/// The running case of a pupil.
#[component]
pub fn RunningSection(running: Running, address: String, typed: Typed) -> AnyView {
    let post = Post { action: format!("{address}/proces"), version: running.version.to_string(), typed };
    let undo = running.undo.clone().map(|what| {
        let hidden = vec![("version", post.version.clone()), ("doe", "ongedaan".to_owned())];
        view! { <UndoBar text=format!("Laatste stap: {what}.") action=post.action.clone() hidden=hidden/> }
    });
    let side_by_side = (running.turns.len() > 1).then(|| {
        view! { <p class="hint">{format!("Er lopen {} sporen naast elkaar; elk heeft een eigen regie en termijn.", running.turns.len())}</p> }
    });
    let one = running.turns.len() == 1;
    let turns = running
        .turns
        .iter()
        .cloned()
        .map(|turn| view! { <OneTurn turn=turn post=post.clone() movers=running.movers.clone() can_move=running.can_move alone=one/> })
        .collect_view();
    let appoint = running.can_appoint.then(|| {
        let words = if running.lead.is_empty() { "Casusregie geven" } else { "Casusregie aan een ander geven" };
        view! { <p class="does"><a class="utrecht-link utrecht-link--html-a" href=format!("{address}/casusregie")>{words}</a></p> }
    });
    let facts = (!running.facts.is_empty()).then(|| view! { <Facts facts=running.facts.clone() post=post.clone()/> });
    let closings = (!running.closings.is_empty()).then(|| {
        let ways = running
            .closings
            .iter()
            .cloned()
            .map(|act| view! { <OneAct act=act post=post.clone() emphasis=Emphasis::Quiet/> })
            .collect_view();
        let open = running.closings.iter().any(|act| post.is_mine(&act.value));
        view! { <Fold title="De casus afsluiten" open=open>{ways}</Fold> }
    });
    view! {
        {undo}
        {side_by_side}
        {turns}
        <Way phases=running.phases/>
        {appoint}
        {facts}
        {closings}
    }
    .into_any()
}

/// One open step.
#[component]
fn OneTurn(turn: Turn, post: Post, movers: String, can_move: bool, alone: bool) -> AnyView {
    let ways = turn
        .ways
        .iter()
        .cloned()
        .map(|act| view! { <OneAct act=act post=post.clone() emphasis=Emphasis::Second/> })
        .collect_view();
    let decisions = turn
        .decisions
        .iter()
        .cloned()
        .map(|deciding| view! { <Decide deciding=deciding post=post.clone()/> })
        .collect_view();
    let acts = (!turn.acts.is_empty()).then(|| {
        let inside = turn
            .acts
            .iter()
            .cloned()
            .map(|act| view! { <OneAct act=act post=post.clone() emphasis=Emphasis::Quiet/> })
            .collect_view();
        let open = turn.acts.iter().any(|act| post.is_mine(&act.value));
        view! { <Fold title="Uitvoering, termijn en opschalen" open=open>{inside}</Fold> }
    });
    let reads = (!can_move).then(|| {
        view! { <p class="hint">{format!("U leest mee. De volgende stap is aan {movers}.")}</p> }
    });
    let caveat = (!turn.term_caveat.is_empty()).then(|| view! { <p class="hint">{turn.term_caveat.clone()}</p> });
    let so_far = (!turn.so_far.is_empty()).then(|| {
        let lines = turn.so_far.iter().map(|line| view! { <li>{dated(line.clone())}</li> }).collect_view();
        view! { <ul class="turn__sofar">{lines}</ul> }
    });
    let lists =
        [("Wat er in deze stap gebeurt".to_owned(), turn.guidance.clone()), (tasks_title(&turn), turn.tasks.clone())];
    let lists = lists.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <Fold title=title><ul>{lines}</ul></Fold> }
    });
    let lists = lists.collect_view();
    view! {
        <TurnStrip turn=words(&turn, alone)>{caveat}{so_far}{decisions}{ways}{acts}{reads}</TurnStrip>
        {lists}
    }
    .into_any()
}

fn tasks_title(turn: &Turn) -> String {
    format!("Wat de {} doet", turn.regie)
}

/// The strip's words: who, since when, until when.
fn words(turn: &Turn, alone: bool) -> crate::components::Turn {
    let round = if turn.round > 1 { format!(", ronde {}", turn.round) } else { String::new() };
    let target = turn.target.map(|on| format!(", streefdatum {}", short_date(on))).unwrap_or_default();
    let term = match (&turn.term, turn.stopped) {
        (_, Some(since)) => Some((TermState::Stopped, format!("Termijn staat stil sinds {}", short_date(since)))),
        (Some(due), None) => {
            let until = short_date(due.due);
            Some((due.state.into(), format!("{} ({until}: {}{target})", due.text, turn.term_label)))
        }
        (None, None) => None,
    };
    crate::components::Turn {
        function: turn.regie.clone(),
        name: turn.name.clone(),
        is_reader: turn.is_mine,
        since: short_date(turn.since),
        task: format!("{}: {}{round}", turn.step, turn.title),
        term,
        track: (!alone).then(|| Track { id: turn.key.clone(), label: turn.step.clone() }),
        ..crate::components::Turn::default()
    }
}

/// A button; one that asks a reason unfolds.
#[component]
fn OneAct(act: Act, post: Post, emphasis: Emphasis) -> AnyView {
    if act.blocked.is_some() || !act.reason_required {
        return view! {
            <NextStep action=post.action.clone() name="doe" value=act.value label=act.label consequence=act.consequence emphasis=emphasis
                blocked=act.blocked hidden=post.hidden()/>
            <Mends mends=act.mends/>
        }
        .into_any();
    }
    // Only the form that was sent gets its text and its error back.
    let mine = post.is_mine(&act.value);
    let reason = if mine { post.typed.value("reden") } else { String::new() };
    let error = if mine { post.typed.error("reden") } else { None };
    let id = id_among("reden", mine, &act.value.replace(':', "-"));
    let closes = act.value.starts_with("afsluiten:");
    let emphasis = if closes { Emphasis::Danger } else { Emphasis::Main };
    view! {
        <Fold title=act.label.clone() open=mine note=act.consequence>
            <form class="step" method="post" action=post.action.clone()>
                <Hidden values=post.hidden()/>
                <TextArea name="reden" id=id label="Waarom" hint="Een zin is genoeg. De reden staat in het verloop." value=reason error=error rows=2/>
                <SubmitButton label=act.label name="doe" value=act.value emphasis=emphasis/>
            </form>
        </Fold>
    }
    .into_any()
}

/// Where what blocks can be put right.
#[component]
pub fn Mends(mends: Vec<Mend>) -> AnyView {
    if mends.is_empty() {
        return ().into_any();
    }
    let links = mends
        .into_iter()
        .map(|mend| view! { <li><a class="utrecht-link utrecht-link--html-a" href=mend.href>{mend.label}</a></li> })
        .collect_view();
    view! { <ul class="step__mends">{links}</ul> }.into_any()
}

#[component]
fn Facts(facts: Vec<FactLine>, post: Post) -> AnyView {
    let items = facts.into_iter().map(|fact| view! { <One fact=fact post=post.clone()/> }).collect_view();
    view! { <section class="section" id="wacht-op"><h2>"Waar de volgende stap op wacht"</h2><ul class="checks">{items}</ul></section> }.into_any()
}

#[component]
fn One(fact: FactLine, post: Post) -> AnyView {
    let state = match (fact.is_known, &fact.form) {
        (true, Some(_)) => "volledig ingevuld",
        (true, None) => "vastgelegd",
        (false, _) => "nog niet",
    };
    let symbol = if fact.is_known { Symbol::Done } else { Symbol::Clock };
    let button = match (&fact.form, fact.is_mine, fact.is_known) {
        (Some(form), _, _) => {
            view! { <a class="utrecht-link utrecht-link--html-a" href=form.clone()>"Naar het formulier"</a> }.into_any()
        }
        (None, false, _) => ().into_any(),
        (None, true, false) => view! {
            <form method="post" action=post.action.clone()>
                <Hidden values=post.hidden()/>
                <SubmitButton name="doe" value=format!("feit:{}", fact.key) label="Vastleggen" emphasis=Emphasis::Second spoken=Some(format!("Vastleggen: {}", fact.label))/>
            </form>
        }
        .into_any(),
        (None, true, true) => {
            let value = format!("terugnemen:{}", fact.key);
            let mine = post.is_mine(&value);
            let reason = if mine { post.typed.value("reden") } else { String::new() };
            let error = if mine { post.typed.error("reden") } else { None };
            let id = id_among("reden", mine, &fact.key);
            let spoken = format!("Terugnemen: {}", fact.label);
            view! {
                <Fold title="Terugnemen" open=mine>
                    <form class="step" method="post" action=post.action.clone()>
                        <Hidden values=post.hidden()/>
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
