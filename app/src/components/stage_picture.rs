//! Where something stands on its way: concept → verstuurd → definitief → gehouden → verslag. A line for the eye, an
//! ordered list for the ear.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// One stage of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub label: String,
    pub state: StageState,
    /// When it was reached or is expected: "12-03-2026".
    pub note: String,
}

/// Whether a stage is behind, here or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    Done,
    Current,
    Ahead,
}

impl Stage {
    /// The stages in order, of which the one at `current` is open.
    pub fn line(labels: &[&str], current: usize) -> Vec<Self> {
        let state = |place: usize| match place.cmp(&current) {
            std::cmp::Ordering::Less => StageState::Done,
            std::cmp::Ordering::Equal => StageState::Current,
            std::cmp::Ordering::Greater => StageState::Ahead,
        };
        labels
            .iter()
            .enumerate()
            .map(|(place, label)| Self { label: (*label).to_owned(), state: state(place), note: String::new() })
            .collect()
    }
}

/// The stages as a line.
#[component]
pub fn StagePicture(#[prop(into)] label: String, stages: Vec<Stage>) -> AnyView {
    let items = stages
        .into_iter()
        .map(|stage| {
            let (class, spoken, mark) = match stage.state {
                StageState::Done => ("stage stage--done", "klaar", Some(view! { <Icon symbol=Symbol::Done/> })),
                StageState::Current => ("stage stage--current", "nu", None),
                StageState::Ahead => ("stage", "nog niet", None),
            };
            let here = (stage.state == StageState::Current).then_some("step");
            let note = (!stage.note.is_empty()).then(|| view! { <span class="stage__note">{stage.note}</span> });
            view! {
                <li class=class aria-current=here>
                    <span class="stage__dot">{mark}</span>
                    <span class="stage__label">{stage.label}<span class="visually-hidden">" ("{spoken}")"</span></span>
                    {note}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="stages" aria-label=label>{items}</ol> }.into_any()
}
