//! How long there is left, as words, symbol and colour: "nog 9 dagen", "2 dagen te laat". The server counts the days;
//! this only shows them.

use leptos::prelude::*;

use super::{Icon, Symbol, Tone, dated};

/// Where a term stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermState {
    /// Enough time.
    #[default]
    Ample,
    /// Soon.
    Near,
    /// Past.
    Late,
    /// The clock stands still.
    Stopped,
    /// Met.
    Met,
}

impl TermState {
    const fn tone(self) -> Tone {
        match self {
            Self::Ample | Self::Stopped => Tone::Neutral,
            Self::Near => Tone::Attention,
            Self::Late => Tone::Bad,
            Self::Met => Tone::Good,
        }
    }

    const fn symbol(self) -> Symbol {
        match self {
            Self::Ample | Self::Near => Symbol::Clock,
            Self::Late => Symbol::Late,
            Self::Stopped => Symbol::Paused,
            Self::Met => Symbol::Done,
        }
    }
}

/// A term in words; `until` is the date it ends, shown behind it.
#[component]
pub fn TermChip(state: TermState, #[prop(into)] text: String, #[prop(optional, into)] until: String) -> AnyView {
    let until = (!until.is_empty())
        .then(|| view! { <span class="badge__more">" " <span class="whole">{format!("({until})")}</span></span> });
    view! { <span class=format!("badge tone-{}", state.tone().class())><Icon symbol=state.symbol()/>{dated(text)}{until}</span> }.into_any()
}
