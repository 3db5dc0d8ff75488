//! How loud something is. A tone is a colour and a symbol together, and always stands beside words, so that nothing is
//! told by colour alone.

use leptos::prelude::*;

use super::{Icon, Symbol, dated};

/// From quiet to loud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// In order.
    Good,
    /// Needs somebody soon.
    Attention,
    /// Wrong, late or refused.
    Bad,
}

impl Tone {
    /// Suffix of the class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
        }
    }

    /// The symbol that says the same as the colour.
    pub const fn symbol(self) -> Symbol {
        match self {
            Self::Neutral => Symbol::Minus,
            Self::Info => Symbol::Info,
            Self::Good => Symbol::Done,
            Self::Attention => Symbol::Alert,
            Self::Bad => Symbol::Refused,
        }
    }
}

/// A short word with a tone: "Concept", "Gehouden", "Proces 1".
#[component]
pub fn Badge(#[prop(into)] text: String, #[prop(optional)] tone: Tone) -> AnyView {
    let icon = (tone != Tone::Neutral).then(|| view! { <Icon symbol=tone.symbol()/> });
    view! { <span class=format!("badge tone-{}", tone.class())>{icon}{dated(text)}</span> }.into_any()
}
