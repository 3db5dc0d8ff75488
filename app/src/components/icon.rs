//! Small pictures beside words, out of one sprite that is fetched once. A picture never carries meaning alone: without
//! a label it is hidden from screen readers, because the words beside it already say it.

use leptos::prelude::*;

use crate::request;

/// The pictures in `style/icons.svg`; a name here and an id there belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    Add,
    Alert,
    Anonymous,
    Back,
    Calendar,
    Clock,
    Delete,
    Done,
    Down,
    Edit,
    External,
    Forward,
    Help,
    Info,
    Late,
    List,
    Lock,
    Menu,
    Minus,
    Paused,
    Person,
    Persons,
    Present,
    Printer,
    Refused,
    School,
    Search,
    Send,
    Shield,
    Undo,
    Up,
}

impl Symbol {
    /// Every picture, to prove that the sprite has them all.
    pub const ALL: [Self; 31] = [
        Self::Add,
        Self::Alert,
        Self::Anonymous,
        Self::Back,
        Self::Calendar,
        Self::Clock,
        Self::Delete,
        Self::Done,
        Self::Down,
        Self::Edit,
        Self::External,
        Self::Forward,
        Self::Help,
        Self::Info,
        Self::Late,
        Self::List,
        Self::Lock,
        Self::Menu,
        Self::Minus,
        Self::Paused,
        Self::Person,
        Self::Persons,
        Self::Present,
        Self::Printer,
        Self::Refused,
        Self::School,
        Self::Search,
        Self::Send,
        Self::Shield,
        Self::Undo,
        Self::Up,
    ];

    /// Id of the picture in the sprite.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Alert => "alert",
            Self::Anonymous => "anonymous",
            Self::Back => "back",
            Self::Calendar => "calendar",
            Self::Clock => "clock",
            Self::Delete => "delete",
            Self::Done => "done",
            Self::Down => "down",
            Self::Edit => "edit",
            Self::External => "external",
            Self::Forward => "forward",
            Self::Help => "help",
            Self::Info => "info",
            Self::Late => "late",
            Self::List => "list",
            Self::Lock => "lock",
            Self::Menu => "menu",
            Self::Minus => "minus",
            Self::Paused => "paused",
            Self::Person => "person",
            Self::Persons => "persons",
            Self::Present => "present",
            Self::Printer => "printer",
            Self::Refused => "refused",
            Self::School => "school",
            Self::Search => "search",
            Self::Send => "send",
            Self::Shield => "shield",
            Self::Undo => "undo",
            Self::Up => "up",
        }
    }
}

/// One picture. With a `label` it speaks for itself, for a button that has no words on it.
#[component]
pub fn Icon(symbol: Symbol, #[prop(optional, into)] label: String) -> AnyView {
    let address = format!("{}#{}", request::asset("icons.svg"), symbol.id());
    let silent = label.is_empty();
    view! {
        <svg class="icon" aria-hidden=silent.then_some("true") role=(!silent).then_some("img") aria-label=(!silent).then_some(label)>
            <use href=address/>
        </svg>
    }
    .into_any()
}
