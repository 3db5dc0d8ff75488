//! What everybody may read at the front door: how accessible Rondom is, what it does with personal data, and whose work
//! it stands on.
use crate::components::{Cell, Column, DataTable, PageHeader};
use leptos::prelude::*;

/// The statement on accessibility, as it stands today.
#[component]
pub fn AccessibilityPage() -> AnyView {
    view! {
        <PageHeader title="Toegankelijkheid" lead="Iedereen moet met Rondom kunnen werken, ook zonder muis, met een voorleesprogramma of op een oude laptop."/>
        <div class="prose">
            <h2>"Wat wij doen"</h2>
            <p>"Rondom wordt gemaakt volgens WCAG 2.2, niveau A en AA. Alle pagina's en formulieren werken met alleen het toetsenbord en zonder script. Kleur is nooit het enige teken. De pagina's zijn te lezen vanaf 320 pixels breed en bij 200 procent vergroting."</p>
            <h2>"Wat nog niet is gedaan"</h2>
            <p>"Rondom wordt bij elke wijziging automatisch nagekeken. Een onafhankelijk onderzoek en een onderzoek met mensen met een beperking zijn nog niet gedaan. Er is daarom nog geen officiële toegankelijkheidsverklaring."</p>
            <h2>"Werkt iets niet voor u?"</h2>
            <p>"Vertel het de functioneel beheerder van uw samenwerkingsverband: op welke pagina, wat u wilde doen, en waarmee u werkt. U hoort wat ermee gebeurt. Lukt iets nu niet, dan helpt de beheerder u op een andere manier."</p>
        </div>
    }
    .into_any()
}

/// What Rondom does with personal data, for parents, pupils and people who work with it.
#[component]
pub fn PrivacyPage() -> AnyView {
    view! {
        <PageHeader title="Privacy" lead="In Rondom staan gegevens van kinderen. Hier leest u wie die ziet, waarom, en wat u daarover te zeggen heeft."/>
        <div class="prose">
            <h2>"Wie is verantwoordelijk?"</h2>
            <p>"De school, het samenwerkingsverband, de gemeente en de GGD zijn ieder zelf verantwoordelijk voor wat zij over een kind opschrijven. Rondom bewaart het voor hen en doet er zelf niets anders mee."</p>
            <h2>"Wie ziet uw kind?"</h2>
            <ul>
                <li>"De eigen school: dat hoort bij haar taak."</li>
                <li>"Het samenwerkingsverband: alleen wie aan de school is verbonden. Dat mag volgens de wet."</li>
                <li>"De gemeente, de GGD en de jeugdhulp: alleen als u daarvoor toestemming gaf, en alleen de organisatie die u noemde."</li>
            </ul>
            <p>"Zonder uw toestemming kan de school een vraag alleen zonder naam bespreken. Een burgerservicenummer staat niet in Rondom."</p>
            <h2>"Uw toestemming"</h2>
            <p>"U mag nee zeggen. U mag uw toestemming altijd intrekken; vertel het de school. Vanaf dat moment ziet de organisatie uw kind niet meer. Is uw kind 16 jaar of ouder, dan beslist uw kind zelf. Vanaf 12 jaar praat uw kind mee."</p>
            <h2>"Wie heeft er gekeken?"</h2>
            <p>"Elke keer dat iemand een dossier opent, komt dat in een logboek dat niet kan worden gewijzigd. U mag vragen wie er keek en waarom. Vraag het de school of de functionaris gegevensbescherming van het samenwerkingsverband."</p>
            <h2>"Uw rechten"</h2>
            <p>"U mag inzien wat er staat, het laten verbeteren of aanvullen, een kopie vragen en vragen om het te wissen. Vraag het de school. U krijgt binnen een maand antwoord. Bent u het niet eens met het antwoord, dan kunt u naar de Autoriteit Persoonsgegevens."</p>
            <h2>"Werkt u met Rondom?"</h2>
            <p>"Van u bewaart Rondom uw naam, uw e-mailadres van het werk, uw functies en wat u in dossiers doet. U logt in met het account van uw eigen organisatie; uw wachtwoord komt niet bij Rondom. Rondom gebruikt alleen cookies die nodig zijn om ingelogd te blijven."</p>
            <h2>"Wat nog niet is geregeld"</h2>
            <p>"Gegevens na de bewaartermijn vanzelf vernietigen kan Rondom nog niet. Ouders kunnen nog niet zelf inloggen; alles loopt via de school."</p>
        </div>
    }
    .into_any()
}

/// Something that others wrote, under their own licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// With its version: "leptos v0.8.20".
    pub name: String,
    pub licence: String,
}

/// Under which licence Rondom is given, and what is in it of others.
#[component]
pub fn LicencesPage(others: Vec<Others>) -> AnyView {
    let count = others.len();
    let rows = others
        .into_iter()
        .map(|one| view! { <tr><Cell label="Onderdeel" head=true>{one.name}</Cell><Cell label="Licentie">{one.licence}</Cell></tr> })
        .collect_view();
    let columns = ["Onderdeel", "Licentie"].map(Column::new).to_vec();
    view! {
        <PageHeader title="Licenties" lead="Rondom is van iedereen die ermee werkt: u mag het gebruiken, bekijken, aanpassen en delen."/>
        <div class="prose">
            <h2>"Rondom zelf"</h2>
            <p>"Rondom is vrije software onder de Europese licentie EUPL, versie 1.2. Wie Rondom aanpast en verder verspreidt, doet dat onder dezelfde licentie."</p>
            <h2>"Wat wij van anderen gebruiken"</h2>
            <p>"De vormgeving bouwt voort op NL Design System en Utrecht, het lettertype is Source Sans, de symbolen komen van Tabler. Hieronder staat alles wat in Rondom zit, ieder onder de eigen licentie."</p>
        </div>
        <DataTable id="van-anderen" caption="Van anderen" columns=columns note=count.to_string()>{rows}</DataTable>
    }
    .into_any()
}
