//! The way of a pupil: the phases as a line with the present one open, its steps inside, tracks side by side, and how often
//! a step was entered. A list for the ear; a phase that is closed unfolds.
use crate::components::{Stage, StagePicture, StageState};
use domain::page::running::{PhaseOnTheWay, StepOnTheWay};
use leptos::prelude::*;

/// Every phase. A way of working with one phase shows its steps at once.
#[component]
pub fn Way(phases: Vec<PhaseOnTheWay>) -> AnyView {
    if let [only] = &phases[..] {
        return view! { <StagePicture label="De weg van deze leerling" stages=stages(only)/> }.into_any();
    }
    let phases = phases.into_iter().map(|phase| view! { <Phase phase=phase/> }).collect_view();
    view! { <ol class="phases" aria-label="De weg van deze leerling">{phases}</ol> }.into_any()
}

#[component]
fn Phase(phase: PhaseOnTheWay) -> AnyView {
    let (class, spoken) = match (phase.is_open(), phase.was_entered()) {
        (true, _) => ("phase phase--current", "nu"),
        (false, true) => ("phase phase--done", "geweest"),
        (false, false) => ("phase", "nog niet"),
    };
    let picture = view! { <StagePicture label=format!("Stappen in {}", phase.label) stages=stages(&phase)/> };
    let name = view! { {phase.label.clone()}<span class="visually-hidden">{format!(" ({spoken})")}</span> };
    let here = phase.is_open().then_some("step");
    view! {
        <li class=class aria-current=here>
            <details open=phase.is_open()><summary class="phase__name">{name}</summary>{picture}</details>
        </li>
    }
    .into_any()
}

fn stages(phase: &PhaseOnTheWay) -> Vec<Stage> {
    phase.steps.iter().map(stage).collect()
}

fn stage(step: &StepOnTheWay) -> Stage {
    let (state, note) = match (step.is_open, step.rounds) {
        (true, 2..) => (StageState::Current, format!("{}e keer", step.rounds)),
        (true, _) => (StageState::Current, String::new()),
        (false, 0) => (StageState::Ahead, String::new()),
        (false, 1) => (StageState::Done, String::new()),
        (false, many) => (StageState::Done, format!("{many} keer")),
    };
    Stage { label: step.label.clone(), state, note }
}
