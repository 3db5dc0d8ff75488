//! An item of the minutes in full, to read and to put on paper.
use super::item::{ActionWords, Corrections, Whom};
use crate::components::{ActionLink, Emphasis, Fact, Facts};
use domain::page::meeting::{Head, OpenItem};
use leptos::prelude::*;

/// One item, whole.
#[component]
pub fn WholeItem(head: Head, item: OpenItem, may_write: bool) -> AnyView {
    let facts = vec![
        Fact::new("Domein/ hulpvraag", item.question.clone()),
        Fact::new("Wat is besproken", item.discussed.clone()),
        Fact::new("Besluit", item.decision.clone()),
    ];
    let nothing = (item.discussed.is_empty() && item.decision.is_empty())
        .then(|| view! { <p class="hint">"Bij dit punt is niets opgeschreven."</p> });
    let actions =
        item.actions.iter().cloned().map(|action| view! { <li><ActionWords action=action/></li> }).collect_view();
    let actions = (!item.actions.is_empty()).then(|| view! { <h3>"Acties"</h3><ul class="checks">{actions}</ul> });
    let edit = may_write.then(|| {
        let href = format!("/overleggen/{}/verslag?onderwerp={}#punt", head.id, item.id);
        view! { <div class="buttons"><ActionLink href=href label="Verbeteren" emphasis=Emphasis::Quiet/></div> }
    });
    let anchor = format!("punt-{}", item.id);
    view! {
        <section class="section" id=anchor>
            <h2>{format!("Punt {}", item.number)}</h2>
            <Whom item=item.clone()/>
            <Facts facts=facts stacked=true/>
            {nothing}
            {actions}
            <Corrections item=item/>
            {edit}
        </section>
    }
    .into_any()
}
