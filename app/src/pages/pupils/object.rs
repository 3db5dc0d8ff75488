//! Somebody who must agree says no: against what, since when, and what that does.
use crate::components::{
    BackLink, Checkboxes, Choice, DateField, Emphasis, ErrorSummary, Hidden, PageHeader, Radios, SubmitButton,
    TextArea, Typed,
};
use domain::page::pupil::AskObjection;
use leptos::prelude::*;

/// The form.
#[component]
pub fn ObjectionPage(page: AskObjection, typed: Typed) -> AnyView {
    let address = format!("/leerlingen/{}", page.pupil.id);
    let name = page.pupil.name.clone();
    let purposes: Vec<Choice> = page.purposes.into_iter().map(Choice::from).collect();
    let givers: Vec<Choice> = page.givers.into_iter().map(Choice::from).collect();
    view! {
        <BackLink href=format!("{address}#toestemming") label=name.clone()/>
        <PageHeader title="Bezwaar vastleggen" above=format!("{name}, {}", page.school)
            lead="Eén bezwaar is genoeg: zolang het staat, wordt er voor dat doel niets gedeeld, ook als een ander wel toestemming gaf."/>
        <ErrorSummary errors=typed.errors()/>
        <form class="form" method="post" action=format!("{address}/bezwaar") novalidate>
            <Hidden values=vec![("gezien", page.seen.to_string())]/>
            <Checkboxes name="doelen" label="Waartegen" choices=purposes values=typed.all("doelen") error=typed.error("doelen")/>
            <Radios name="wie" label="Wie maakt bezwaar" choices=givers value=typed.value("wie") error=typed.error("wie")/>
            <DateField name="op" label="Bezwaar gemaakt op" value=typed.or("op", page.today) error=typed.error("op")/>
            <TextArea name="toelichting" label="Toelichting" value=typed.value("toelichting") error=typed.error("toelichting") optional=true
                hint="Bijvoorbeeld hoe het bezwaar kwam, en wat er is afgesproken."/>
            <div class="buttons">
                <SubmitButton label="Bezwaar vastleggen" emphasis=Emphasis::Danger
                    consequence="Dit werkt meteen: wie buiten de school en het samenwerkingsverband meekeek, vindt de leerling voor dit doel niet meer. Toestemming vastleggen kan pas weer als het bezwaar is opgeheven."/>
            </div>
        </form>
    }
    .into_any()
}
