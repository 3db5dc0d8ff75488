//! A child is added to a school's list. When it may be there already, the page says which pupil that is.
use super::groups::{GroupField, one_or_apart};
use crate::components::{
    BackLink, Choice, DateField, ErrorSummary, Notice, PageHeader, Select, SubmitButton, TextField, Tick, Tone, Typed,
};
use domain::{
    calendar::short_date,
    page::{
        School,
        pupil::{Alike, NewPupil},
    },
    pupil::Heading,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn NewPupilPage(page: NewPupil, typed: Typed) -> AnyView {
    let only = if page.schools.len() == 1 { page.schools[0].value.clone() } else { String::new() };
    let alike = (!page.alike.is_empty()).then(|| view! { <Warning alike=page.alike/> });
    view! {
        <BackLink href="/leerlingen" label="Leerlingen"/>
        <PageHeader title="Leerling toevoegen" lead="Alleen wat nodig is om de leerling te herkennen. Een burgerservicenummer hoort hier niet."/>
        <ErrorSummary errors=typed.errors()/>
        <form class="form" method="post" action="/leerlingen/nieuw">
            {alike}
            <SchoolField schools=page.schools.clone() value=typed.or("school", only) error=typed.error("school")/>
            <TextField name="roepnaam" label="Roepnaam" value=typed.value("roepnaam") error=typed.error("roepnaam")/>
            <TextField name="tussenvoegsel" label="Tussenvoegsel" value=typed.value("tussenvoegsel") error=typed.error("tussenvoegsel") optional=true width=Some(12)/>
            <TextField name="achternaam" label="Achternaam" value=typed.value("achternaam") error=typed.error("achternaam")/>
            <DateField name="geboortedatum" label="Geboortedatum" value=typed.value("geboortedatum") error=typed.error("geboortedatum") hint="Bijvoorbeeld 3-9-2018"/>
            <GroupField schools=page.schools value=typed.value("groep") empty=to_choose error=typed.error("groep")/>
            <div class="buttons"><SubmitButton label="Leerling toevoegen" consequence="De leerling komt in de lijst van de school. Er begint nog geen casus."/></div>
        </form>
    }
    .into_any()
}

fn to_choose(heading: Heading) -> String {
    format!("Kies een {}", heading.title().to_lowercase())
}

/// Who works at schools of both kinds finds them apart.
#[component]
fn SchoolField(schools: Vec<School>, value: String, error: Option<String>) -> AnyView {
    let kinds = School::apart(&schools).into_iter();
    let choices = |schools: Vec<_>| schools.into_iter().map(Choice::from).collect::<Vec<_>>();
    let (choices, apart) =
        one_or_apart(kinds.map(|(years, schools)| (years.schools().to_owned(), choices(schools))).collect());
    view! { <Select name="school" label="School" choices=choices apart=apart value=value empty="Kies een school" error=error/> }
        .into_any()
}

#[component]
fn Warning(alike: Vec<Alike>) -> AnyView {
    let lines = alike
        .into_iter()
        .map(|alike| {
            let group = alike.pupil.group.name();
            let what = format!("{group}, geboren {}: {}", short_date(alike.pupil.born_on), alike.why);
            view! { <li><a href=format!("/leerlingen/{}", alike.pupil.id)>{alike.pupil.name}</a>" ("{what}")"</li> }
        })
        .collect_view();
    view! {
        <Notice tone=Tone::Attention title="Staat deze leerling al in de lijst?">
            <ul>{lines}</ul>
            <p>"Is het dezelfde leerling? Open dan het dossier. Is het een ander kind, kruis dat dan aan en voeg toe."</p>
        </Notice>
        <Tick name="ander_kind" label="Dit is een ander kind"/>
    }
    .into_any()
}
