//! What every field has: label above, hint below the label, "(niet verplicht)" where that is so, and the error in
//! words at the field. The control itself is the child; it points back with [`Described`].

use leptos::prelude::*;

use super::{Icon, Symbol};

/// Ids that tie a control to its hint and its error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    id: String,
    has_hint: bool,
    has_error: bool,
}

impl Described {
    /// For the control with this id.
    pub fn new(id: impl Into<String>, hint: &str, error: Option<&String>) -> Self {
        Self { id: id.into(), has_hint: !hint.is_empty(), has_error: error.is_some() }
    }

    /// Value for `aria-describedby`: first the error, then the hint.
    pub fn by(&self) -> Option<String> {
        let error = self.has_error.then(|| self.error_id());
        let hint = self.has_hint.then(|| self.hint_id());
        let ids = [error, hint].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(ids)
    }

    /// Value for `aria-invalid`.
    pub const fn invalid(&self) -> Option<&'static str> {
        if self.has_error { Some("true") } else { None }
    }

    pub(super) fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    pub(super) fn error_id(&self) -> String {
        format!("{}-fout", self.id)
    }
}

/// Label, hint and error around one control with the given `id`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional)] optional: bool,
    children: Children,
) -> AnyView {
    let described = Described::new(id.clone(), &hint, error.as_ref());
    let invalid = error.is_some();
    view! {
        <div class="field" class:field--invalid=invalid>
            <label class="utrecht-form-label" for=id>{label}<NotRequired optional=optional/></label>
            <HintAndError described=described hint=hint error=error/>
            {children()}
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn NotRequired(optional: bool) -> AnyView {
    optional.then(|| view! { <span class="field__optional">" (niet verplicht)"</span> }).into_any()
}

#[component]
pub(super) fn HintAndError(described: Described, hint: String, error: Option<String>) -> AnyView {
    let hint_id = described.hint_id();
    let error_id = described.error_id();
    let hint = (!hint.is_empty())
        .then(|| view! { <p class="utrecht-form-field-description field__hint" id=hint_id>{hint}</p> });
    let error = error.map(|error| {
        view! {
            <p class="utrecht-form-field-error-message field__error" id=error_id>
                <Icon symbol=Symbol::Refused/><span class="visually-hidden">"Fout: "</span>{error}
            </p>
        }
    });
    view! { {hint} {error} }.into_any()
}
