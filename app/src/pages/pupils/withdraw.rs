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
    let no = page.statement.is_objection;
    let facts = vec![
        Fact::new("Waarvoor", page.purpose),
        Fact::new(if no { "Bezwaar van" } else { "Gegeven door" }, page.statement.given_by),
        Fact::new("Met wie", if no { "met niemand".to_owned() } else { parties.clone() }),
        Fact::new(if no { "Bezwaar gemaakt op" } else { "Gegeven op" }, short_date(page.statement.given_on)),
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
        let what = if no { "Dit bezwaar" } else { "Deze toestemming" };
        view! { <Notice tone=Tone::Attention title=format!("{what} is al {withdrawn}.")/> }
    });
    let then = if no {
        view! {
            <ul>
                <li>"Toestemming vastleggen kan weer. Wat door het bezwaar is gesloten, gaat niet vanzelf weer open."</li>
                <li>"Wat er is vastgelegd blijft bij de school staan, ook dat er bezwaar was."</li>
            </ul>
        }
        .into_any()
    } else {
        view! {
            <ul>
                <li>{format!("{parties} vindt en opent {name} niet meer, vanaf de volgende klik.")}</li>
                <li>"Op agenda's zien zij de naam, de vraag en het verslag niet meer."</li>
                {also}
                <li>"Wat er is vastgelegd blijft bij de school staan, ook dat er toestemming was."</li>
            </ul>
        }
        .into_any()
    };
    let (title, who, consequence) = if no {
        ("Bezwaar opheffen", "Wie hief het op, en hoe", "Vraag daarna opnieuw om toestemming, en leg die vast.")
    } else {
        (
            "Toestemming intrekken",
            "Wie trok in, en hoe",
            "Dit werkt meteen. Geven ouders later weer toestemming, leg die dan opnieuw vast.",
        )
    };
    view! {
        <BackLink href=format!("{address}#toestemming") label=name.clone()/>
        <PageHeader title=title above=format!("{name}, {}", page.school)/>
        <ErrorSummary errors=typed.errors()/>
        {done}
        <Facts facts=facts/>
        <h2>"Wat er dan gebeurt"</h2>
        {then}
        <form class="form" method="post" action=action>
            <Hidden values=vec![("version", page.statement.version.to_string())]/>
            <TextField name="wie" label=who hint="Bijvoorbeeld: ouder 2, telefonisch" value=typed.value("wie") error=typed.error("wie")/>
            <div class="buttons">
                <SubmitButton label=title emphasis=Emphasis::Danger consequence=consequence/>
            </div>
        </form>
    }
    .into_any()
}
