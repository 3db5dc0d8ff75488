//! How what the domain says looks on a page: the one place where a state becomes a colour and a symbol.

use domain::{
    form::FieldError as AnswerError,
    page,
    term::{Chip as Due, TermState as Room},
};
use leptos::prelude::*;

use super::{Choice, ConsentMark, ConsentState, FieldError, TermChip, TermState};

impl From<Room> for TermState {
    fn from(room: Room) -> Self {
        match room {
            Room::Ruim => Self::Ample,
            Room::Bijna => Self::Near,
            Room::TeLaat => Self::Late,
        }
    }
}

impl From<page::ConsentMark> for ConsentState {
    fn from(mark: page::ConsentMark) -> Self {
        match mark {
            page::ConsentMark::Given => Self::Given,
            page::ConsentMark::Partial => Self::Partial,
            page::ConsentMark::Missing => Self::Missing,
            page::ConsentMark::Expired => Self::Expired,
            page::ConsentMark::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<page::Choice> for Choice {
    fn from(choice: page::Choice) -> Self {
        Self::new(choice.value, choice.label)
    }
}

impl From<AnswerError> for FieldError {
    fn from(error: AnswerError) -> Self {
        Self::new(error.field.to_string(), error.message)
    }
}

/// A term as the domain counted it.
#[component]
pub fn DueChip(due: Due) -> AnyView {
    view! { <TermChip state=due.state.into() text=due.text/> }.into_any()
}

/// The consent of a pupil as the page model says it.
#[component]
pub fn ConsentOf(line: page::ConsentLine, #[prop(optional, into)] href: String) -> AnyView {
    view! { <ConsentMark state=line.mark.into() text=line.text href=href/> }.into_any()
}
