//! Giving casusregie: who can have it, what is expected, and who cannot know of the child.
use crate::components::{
    BackLink, Choice, Emphasis, EmptyState, ErrorSummary, Fold, Hidden, PageHeader, Radios, SubmitButton, Typed, dated,
};
use domain::page::running::Appointing;
use leptos::prelude::*;

/// The form.
#[component]
pub fn AppointPage(page: Appointing, typed: Typed) -> AnyView {
    let address = format!("/leerlingen/{}", page.pupil.id);
    let name = page.pupil.name.clone();
    let now =
        if page.now.is_empty() { "Nog niemand heeft casusregie.".to_owned() } else { format!("Nu: {}.", page.now) };
    let tasks = (!page.tasks.is_empty()).then(|| {
        let lines = page.tasks.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! { <Fold title="Wat de casusregisseur doet"><ul>{lines}</ul></Fold> }
    });
    let barred = (!page.barred.is_empty()).then(|| {
        let lines = page.barred.iter().map(|who| view! { <li>{who.clone()}</li> }).collect_view();
        view! {
            <p class="hint">"Niet te kiezen, omdat de toestemming van de ouders hun organisatie niet noemt:"</p>
            <ul class="hint">{lines}</ul>
            <p><a class="utrecht-link utrecht-link--html-a" href=format!("{address}/toestemming")>"Toestemming vastleggen"</a></p>
        }
    });
    let body = if page.choices.is_empty() {
        view! { <EmptyState title="Niemand kan casusregie hebben"><p>"Aan deze school werkt niemand met een functie die dat mag, of de toestemming ontbreekt. De functioneel beheerder kan iemand aan de school verbinden."</p></EmptyState> }.into_any()
    } else {
        let choices =
            page.choices.iter().map(|choice| Choice::new(choice.value.clone(), choice.label.clone())).collect();
        view! {
            <form class="form" method="post" action=format!("{address}/casusregie")>
                <Hidden values=vec![("version", page.version.to_string())]/>
                <Radios name="wie" label="Wie krijgt casusregie" choices=choices value=typed.value("wie") error=typed.error("wie")/>
                <div class="buttons">
                    <SubmitButton label="Casusregie geven" emphasis=Emphasis::Main consequence="De casus komt in Mijn werk van deze persoon te staan; het verloop vermeldt het."/>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <BackLink href=address.clone() label=name.clone()/>
        <PageHeader title="Casusregie geven" above=format!("{name}, {}", page.school)/>
        <ErrorSummary errors=typed.errors()/>
        <p>{dated(now)}</p>
        {tasks}
        {body}
        {barred}
    }
    .into_any()
}
