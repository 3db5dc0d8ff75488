//! Whether the parents agree, in words and a symbol, always a link to the register where it is recorded
//! (product.md, "Consent is a gate, not a checkbox").

use leptos::prelude::*;

use super::{Icon, Symbol, Tone, dated};

/// What the register says, all parties together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// Every party whose agreement is needed agreed.
    Given,
    /// Some did, some did not answer yet.
    Partial,
    /// Nobody was asked or nobody answered.
    Missing,
    /// It was given and taken back, or refused.
    Withdrawn,
    /// It was given for a time that has passed.
    Expired,
    /// Not needed: nothing identifies the pupil.
    Anonymous,
}

impl ConsentState {
    const fn look(self) -> (Tone, Symbol) {
        match self {
            Self::Given => (Tone::Good, Symbol::Shield),
            Self::Partial | Self::Missing => (Tone::Attention, Symbol::Alert),
            Self::Withdrawn => (Tone::Bad, Symbol::Refused),
            Self::Expired => (Tone::Bad, Symbol::Late),
            Self::Anonymous => (Tone::Neutral, Symbol::Anonymous),
        }
    }
}

/// "toestemming van ouders", "3 van 4 partijen", "ingetrokken op 12-03-2026". Without `href` it is plain text, for a
/// person who may not open the register.
#[component]
pub fn ConsentMark(state: ConsentState, #[prop(into)] text: String, #[prop(optional, into)] href: String) -> AnyView {
    let (tone, symbol) = state.look();
    let class = format!("badge tone-{}", tone.class());
    if href.is_empty() {
        view! { <span class=class><Icon symbol=symbol/>{dated(text)}</span> }.into_any()
    } else {
        view! { <a class=class href=href><Icon symbol=symbol/>{dated(text)}</a> }.into_any()
    }
}
