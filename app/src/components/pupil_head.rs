//! Whom this page is about. The anonymous variant looks unmistakably different and has no empty places where a name
//! would be: it is another thing, not a named pupil with something left out.

use leptos::prelude::*;

use super::{Fact, Facts, Icon, Symbol};

/// A pupil as far as the reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PupilCard {
    /// Name, what one needs to know (group, school, age, case owner), and the pupil's own page.
    Named { name: String, facts: Vec<Fact>, href: Option<String> },
    /// What may be said without pointing at a child: the building, the domain, the question.
    Anonymous { facts: Vec<Fact> },
}

/// The head of a page or agenda item.
#[component]
pub fn PupilHead(pupil: PupilCard, #[prop(optional)] children: Option<Children>) -> AnyView {
    let more = children.map(|children| view! { <div class="pupil__marks">{children()}</div> });
    match pupil {
        PupilCard::Named { name, facts, href } => {
            let name = match href {
                Some(href) => view! { <a href=href>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! {
                <section class="pupil" aria-label="Leerling">
                    <p class="pupil__name"><Icon symbol=Symbol::Person/>{name}</p>
                    <Facts facts=facts/>
                    {more}
                </section>
            }
            .into_any()
        }
        PupilCard::Anonymous { facts } => view! {
            <section class="pupil pupil--anonymous" aria-label="Anoniem agendapunt">
                <p class="pupil__name"><Icon symbol=Symbol::Anonymous/>"Anoniem agendapunt"</p>
                <Facts facts=facts/>
                {more}
            </section>
        }
        .into_any(),
    }
}
