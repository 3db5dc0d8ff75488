//! What the analysis and the running cases bring to the concept agenda, with consent beside each pupil: by name when it
//! is in force, otherwise only anonymous.
use super::super::consent_state;
use crate::components::{
    ActionLink, Cell, Column, ConsentMark, DataTable, Emphasis, Hidden, NextStep, SubmitButton, dated,
};
use domain::{
    calendar::short_date,
    page::meeting::{Agenda, Suggestion},
    pupil::Heading,
};
use leptos::prelude::*;

/// The suggestions; nothing when there are none.
#[component]
pub fn Suggestions(page: Agenda) -> AnyView {
    if page.suggestions.is_empty() {
        return ().into_any();
    }
    let here = format!("/overleggen/{}", page.head.id);
    let (with, without): (Vec<&Suggestion>, Vec<&Suggestion>) = page.suggestions.iter().partition(|one| one.by_name);
    let all = (!with.is_empty()).then(|| {
        let count = with.len();
        let come =
            if count == 1 { "1 leerling komt op de agenda.".to_owned() } else { format!("{count} leerlingen komen op de agenda.") };
        let not = without.iter().map(|one| format!("{} ({})", one.pupil.name, one.consent.text)).collect::<Vec<_>>();
        let rest = if not.is_empty() { String::new() } else { format!(" Niet: {}.", not.join(", ")) };
        let hidden = vec![("doe", "alles".to_owned())];
        view! { <NextStep action=here.clone() label="Alles met toestemming toevoegen" emphasis=Emphasis::Second consequence=format!("{come}{rest}") hidden=hidden/> }
    });
    let heading = page.heading();
    let columns = vec![
        Column::new("Naam"),
        Column::new("Geb.dat."),
        Column::short(heading.short(), heading.title()),
        Column::new("Domein/ hulpvraag"),
        Column::new("Waarom hier"),
        Column::new("Toestemming"),
        Column::silent("Toevoegen"),
    ];
    let note = page.suggestions.len().to_string();
    let rows = page
        .suggestions
        .iter()
        .cloned()
        .map(|one| view! { <Row one=one here=here.clone() heading=heading/> })
        .collect_view();
    view! {
        <section class="section" id="voorstel">
            <h2>"Voorstel voor deze agenda"</h2>
            <p class="hint">"Leerlingen met ‘ja’ in de analyse en lopende casussen met open acties. Wie al anoniem op de agenda staat, blijft hier staan: Rondom onthoudt niet over wie een anoniem punt gaat."</p>
            {all}
            <DataTable id="voorstellen" caption="Voorgesteld" columns=columns note=note>{rows}</DataTable>
        </section>
    }
    .into_any()
}

#[component]
fn Row(one: Suggestion, here: String, heading: Heading) -> AnyView {
    let pupil = one.pupil.id.to_string();
    let (file, register) = (format!("/leerlingen/{pupil}"), format!("/leerlingen/{pupil}#toestemming"));
    let name = one.pupil.name.clone();
    let school = (!one.school.is_empty()).then(|| view! { <br/><span class="hint">{one.school.clone()}</span> });
    let act = if one.by_name {
        let hidden = vec![("doe", "voorstel".to_owned()), ("leerling", pupil.clone())];
        let spoken = format!("{name} toevoegen");
        view! {
            <form method="post" action=here.clone()>
                <Hidden values=hidden/>
                <SubmitButton label="Toevoegen" emphasis=Emphasis::Second spoken=Some(spoken)/>
            </form>
        }
        .into_any()
    } else {
        view! { <ActionLink href=format!("{here}/toevoegen#anoniem") label="Anoniem bespreken" emphasis=Emphasis::Quiet/> }.into_any()
    };
    view! {
        <tr>
            <Cell label="Naam" head=true><a href=file>{name}</a>{school}</Cell>
            <Cell label="Geb.dat.">{dated(short_date(one.pupil.born_on))}</Cell>
            <Cell label=heading.short()>{heading.cell(one.pupil.group)}</Cell>
            <Cell label="Domein/ hulpvraag">{one.question}</Cell>
            <Cell label="Waarom hier">{dated(one.why)}</Cell>
            <Cell label="Toestemming"><ConsentMark state=consent_state(one.consent.mark) text=one.consent.text href=register/></Cell>
            <Cell label="">{act}</Cell>
        </tr>
    }
    .into_any()
}
