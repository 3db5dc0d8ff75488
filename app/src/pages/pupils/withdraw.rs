//! Before a consent is taken back: what that closes, at once, and what stays.
use crate::components::{
    BackLink, Emphasis, ErrorSummary, Fact, Facts, Hidden, Notice, PageHeader, SubmitButton, TextField, Tone, Typed,
};
use domain::{calendar::short_date, page::pupil::Withdrawal};
use leptos::prelude::*;

/// The confirmation.
#[component]
pub fn WithdrawPage(page: Withdrawal, typed: Typed) -> AnyView {
    let address = format!("/leerlingen/{}", page.pupil.id);
    let action = format!("{address}/toestemming/{}/intrekken", page.statement.id);
    let name = page.pupil.name;
    let parties = page.statement.parties.join(", ");
    let facts = vec![
        Fact::new("Waarvoor", page.purpose),
        Fact::new("Gegeven door", page.statement.given_by),
        Fact::new("Met wie", parties.clone()),
        Fact::new("Gegeven op", short_date(page.statement.given_on)),
    ];
    let also = (!page.also.is_empty()).then(|| {
        let lines = page
            .also
            .into_iter()
            .map(|other| view! { <li>{format!("{}: {}", other.given_by, other.parties.join(", "))}</li> })
            .collect_view();
        view! { <li>"Deze andere verklaringen noemen dezelfde organisaties en sluiten mee, tot ouders het eens zijn:"<ul>{lines}</ul></li> }
    });
    let done = page.statement.withdrawn.clone().map(|withdrawn| {
        view! { <Notice tone=Tone::Attention title=format!("Deze toestemming is al {withdrawn}.")/> }
    });
    view! {
        <BackLink href=format!("{address}#toestemming") label=name.clone()/>
        <PageHeader title="Toestemming intrekken" above=format!("{name}, {}", page.school)/>
        <ErrorSummary errors=typed.errors()/>
        {done}
        <Facts facts=facts/>
        <h2>"Wat er dan gebeurt"</h2>
        <ul>
            <li>{format!("{parties} vindt en opent {name} niet meer, vanaf de volgende klik.")}</li>
            <li>"Op agenda's zien zij de naam, de vraag en het verslag niet meer."</li>
            {also}
            <li>"Wat er is vastgelegd blijft bij de school staan, ook dat er toestemming was."</li>
        </ul>
        <form class="form" method="post" action=action>
            <Hidden values=vec![("version", page.statement.version.to_string())]/>
            <TextField name="wie" label="Wie trok in, en hoe" hint="Bijvoorbeeld: ouder 2, telefonisch" value=typed.value("wie") error=typed.error("wie")/>
            <div class="buttons">
                <SubmitButton label="Toestemming intrekken" emphasis=Emphasis::Danger consequence="Dit werkt meteen. Geven ouders later weer toestemming, leg die dan opnieuw vast."/>
            </div>
        </form>
    }
    .into_any()
}
