//! A question that is signed: a tick with the name of whoever reads the page, or who signed on paper. What no longer stands
//! is told and not filled in again, so that nobody signs by leaving a page as it is.
use super::sheet_part::{Asks, only_when};
use crate::components::{Checkboxes, Choice, DateField, Notice, TextField, Tone, Typed};
use domain::{
    form::Field,
    page::sheet::{Part, Signed},
};
use leptos::prelude::*;

const LAPSES: &str = "Wijzigt er daarna iets in dit formulier, dan vervalt de handtekening.";

pub(super) fn signing(field: &Field, part: &Part, at: &Signed, signer: &str, typed: &Typed) -> AnyView {
    let place = &at.place;
    let lapsed = (place.signature.is_some() && !place.stands).then(|| {
        let says = format!("{} Onderteken opnieuw.", place.says());
        view! { <Notice tone=Tone::Attention title=field.text.clone()><p>{says}</p></Notice> }
    });
    let hints = [field.hint.clone(), only_when(field, part), Some(LAPSES.to_owned())];
    let hint = hints.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let control = if field.paper { on_paper(field, at, hint, typed) } else { by_hand(field, at, hint, signer, typed) };
    view! { {lapsed}{control} }.into_any()
}

/// "Ik onderteken dit formulier als Ineke Bakker (ib'er)"
fn by_hand(field: &Field, at: &Signed, hint: String, signer: &str, typed: &Typed) -> AnyView {
    let name = field.link_id.to_string();
    // A page that comes back with something wrong has signed nothing yet.
    let ticked = at.place.stands && (!typed.has_errors() || typed.all(&name).iter().any(|value| value == "ja"));
    let says = if at.place.stands { at.place.says() } else { String::new() };
    let choices = vec![Choice::new("ja", format!("Ik onderteken dit formulier als {signer}")).meaning(says)];
    let values = ticked.then(|| "ja".to_owned()).into_iter().collect();
    let (label, error, optional) = (field.text.clone(), typed.error(&name), !field.required);
    view! { <Asks name=name.clone()/><Checkboxes name=name label=label choices=choices values=values hint=hint error=error optional=optional/> }
        .into_any()
}

/// Who signed on paper, and when.
fn on_paper(field: &Field, at: &Signed, hint: String, typed: &Typed) -> AnyView {
    let [name, on] = field.paper_inputs();
    let standing = at.place.signature.as_ref().filter(|_| at.place.stands);
    let known = [
        standing.map_or_else(String::new, |signature| signature.name.clone()),
        standing.map_or_else(String::new, |signature| domain::calendar::short_date(signature.on)),
    ];
    let [who, when] = if typed.has_errors() {
        let [who, when] = known;
        [typed.or(&name, who), typed.or(&on, when)]
    } else {
        known
    };
    let (who_error, on_error) = (typed.error(&name), typed.error(&on));
    let optional = !field.required;
    view! {
        <fieldset class="field">
            <legend class="utrecht-form-label">{field.text.clone()}</legend>
            <p class="utrecht-form-field-description field__hint">{hint}</p>
            <TextField name=name label="Op papier ondertekend door" value=who error=who_error optional=optional/>
            <DateField name=on label="Ondertekend op" value=when error=on_error optional=optional/>
        </fieldset>
    }
    .into_any()
}
