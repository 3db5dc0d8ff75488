//! On top of a form that came back: what has to be changed, each a link to its field. Takes the focus, so that a
//! screen reader starts here.

use leptos::prelude::*;

use super::{FieldError, Icon, Symbol};

/// Nothing when there are no errors.
#[component]
pub fn ErrorSummary(errors: Vec<FieldError>) -> AnyView {
    let title = match errors.len() {
        0 => return ().into_any(),
        1 => "Er is nog 1 ding te verbeteren".to_owned(),
        many => format!("Er zijn nog {many} dingen te verbeteren"),
    };
    let items = errors
        .into_iter()
        .map(|error| {
            if error.field.is_empty() {
                view! { <li>{error.text}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", error.field)>{error.text}</a></li> }.into_any()
            }
        })
        .collect_view();
    Some(view! {
        <section class="errors" role="alert" tabindex="-1" autofocus aria-labelledby="fouten">
            <h2 id="fouten"><Icon symbol=Symbol::Refused/>{title}</h2>
            <p>"Wat u typte is bewaard in dit formulier."</p>
            <ul>{items}</ul>
        </section>
    })
    .into_any()
}
