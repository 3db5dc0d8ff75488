//! Buttons that send a form: a verb and an object on them, what follows in a line below, and when they cannot be used
//! the reason in that line instead.

use leptos::prelude::*;

use super::{Icon, Symbol, dated};

/// How much a button asks for attention; a page has at most one `Main`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// The next thing to do.
    #[default]
    Main,
    /// Also possible.
    Second,
    /// Beside a row or a field.
    Quiet,
    /// Takes something away or cannot be taken back.
    Danger,
}

impl Emphasis {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Main => "utrecht-button utrecht-button--primary-action",
            Self::Second => "utrecht-button utrecht-button--secondary-action",
            Self::Quiet => "utrecht-button utrecht-button--subtle",
            Self::Danger => "utrecht-button utrecht-button--primary-action utrecht-button--danger",
        }
    }
}

/// A button. Blocked, it cannot be used and says why; it stays in the tab order so that everybody can hear the reason.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] emphasis: Emphasis,
    /// What it sets in motion: "Alle leden krijgen de agenda per e-mail."
    #[prop(optional, into)]
    consequence: String,
    #[prop(optional_no_strip, into)] blocked: Option<String>,
    #[prop(optional_no_strip, into)] symbol: Option<Symbol>,
    /// Path to post to when it is not the form's own.
    #[prop(optional_no_strip, into)]
    formaction: Option<String>,
    /// For a button whose words need the row's name to be understood.
    #[prop(optional_no_strip, into)]
    spoken: Option<String>,
) -> AnyView {
    let is_blocked = blocked.is_some();
    let line = blocked.unwrap_or(consequence);
    let line_id =
        format!("gevolg-{name}-{value}-{}", label.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let by = (!line.is_empty()).then(|| line_id.clone());
    let line = (!line.is_empty()).then(|| {
        let lock = is_blocked.then(|| view! { <Icon symbol=Symbol::Lock/> });
        view! { <p class="step__line" id=line_id>{lock}{dated(line)}</p> }
    });
    let name = (!name.is_empty()).then_some(name);
    let value = name.is_some().then_some(value);
    let symbol = symbol.map(|symbol| view! { <Icon symbol=symbol/> });
    let kind = if is_blocked { "button" } else { "submit" };
    view! {
        <button
            class=emphasis.class() type=kind name=name value=value aria-describedby=by formaction=formaction
            aria-label=spoken aria-disabled=is_blocked.then_some("true") class:utrecht-button--disabled=is_blocked
        >{symbol}{label}</button>
        {line}
    }
    .into_any()
}

/// What the Enter key does in a form with several buttons: a browser presses the first one, whatever that is. Stands
/// before all others, seen and heard by nobody; what it does has a button in sight too.
#[component]
pub fn OnEnter(#[prop(into)] name: String, #[prop(into)] value: String) -> AnyView {
    view! { <button class="visually-hidden" type="submit" name=name value=value tabindex="-1" aria-hidden="true"></button> }
        .into_any()
}

/// Values that travel with a form without being seen, such as the version that was on the screen.
#[component]
pub fn Hidden(values: Vec<(&'static str, String)>) -> AnyView {
    values
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// The bar at the foot of a long form: when it was last kept, and the buttons.
#[component]
pub fn SaveBar(
    /// "Bewaard om 14:32"
    #[prop(optional, into)]
    saved: String,
    /// Where one lands after saving: what was said stands here.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> AnyView {
    view! { <div class="savebar" id=id><p class="savebar__state" role="status">{saved}</p><div class="buttons">{children()}</div></div> }.into_any()
}
