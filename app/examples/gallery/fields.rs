//! A form as it comes back with errors.

use app::components::*;
use leptos::prelude::*;

pub fn page() -> AnyView {
    let typed = Typed::new(
        [("naam", "Sem"), ("geboren", "31-2-2017"), ("domein", "SE")].map(|(k, v)| (k.to_owned(), v.to_owned())),
        vec![
            FieldError::new("geboren", "31-2-2017 bestaat niet. Schrijf de datum als 3-9-2017."),
            FieldError::new("domein", "Kies ten hoogste twee domeinen."),
        ],
    );
    let functions = vec![Choice::new("ib", "ib'er"), Choice::new("sc", "schoolcoach")];
    let domains = vec![
        Choice::new("CD", "CD").meaning("cognitief, didactisch"),
        Choice::new("SE", "SE").meaning("gedrag, sociaal-emotioneel"),
        Choice::new("WHT", "WHT").meaning("werkhouding, taakgerichtheid"),
    ];
    view! {
        <BackLink href="#" label="Terug naar de analyse"/>
        <PageHeader title="Leerling toevoegen" lead="Alleen wat nodig is om de leerling te bespreken."/>
        <ErrorSummary errors=typed.errors()/>
        <form method="post" novalidate class="form">
            <TextField name="naam" label="Naam" value=typed.value("naam") width=30 error=typed.error("naam")/>
            <DateField name="geboren" label="Geboortedatum" value=typed.value("geboren") error=typed.error("geboren")/>
            <NumberField name="aantal" label="Aantal leerlingen" value="214" hint="Op 1 oktober."/>
            <Select name="functie" label="Functie" choices=functions empty="Kies een functie" value="sc"/>
            <Radios name="ccp" label="Is het CCP betrokken?" inline=true choices=vec![Choice::new("ja", "Ja"), Choice::new("nee", "Nee")] value="nee" hint="Centraal Coördinatiepunt, in de onderzoeksfase van de zorgplicht."/>
            <Checkboxes name="domein" label="Domein" choices=domains values=typed.all("domein") error=typed.error("domein")/>
            <Tick name="zat" label="Bespreken in het komende ZAT" hint="Alleen met toestemming van de ouders; anders anoniem."/>
            <TextArea name="vraag" label="Hulpvraag" optional=true hint="Wat wilt u van het ZAT weten?"/>
            <SaveBar saved="Bewaard om 14:32">
                <SubmitButton label="Leerling toevoegen"/>
                <SubmitButton label="Casus afsluiten" emphasis=Emphasis::Danger/>
                <SubmitButton label="Annuleren" emphasis=Emphasis::Quiet/>
            </SaveBar>
        </form>
    }
    .into_any()
}
