//! A long form with many rows and an index at the side.

use app::components::*;
use leptos::prelude::*;

pub fn page() -> AnyView {
    let entries = [
        ("Proces 0", "nog leeg", false),
        ("Verzuim", "2 leerlingen", true),
        ("Proces 1", "14 leerlingen", true),
        ("Proces 2.0", "6 leerlingen", false),
        ("Proces 2.1", "1 leerling", false),
    ]
    .map(|(label, progress, is_done)| IndexEntry {
        label: label.into(),
        href: "#proces-1".into(),
        progress: progress.into(),
        is_done,
        has_error: label == "Proces 2.0",
    });
    view! {
        <PageHeader title="Analyse De Esdoorn" above="Periode maart 2026" lead="Overgenomen uit de periode januari. Nieuw of verschoven is gemarkeerd."/>
        <div class="beside">
            <SectionIndex entries=entries.into()/>
            <form method="post" novalidate>
                <section id="proces-1" class="section">
                    <h2>"Proces 1: basisondersteuning"</h2>
                    <p class="hint">"Bij welke leerlingen lijkt de basisondersteuning voldoende, eventueel met lichte kortdurende interventies?"</p>
                    {["Onderbouw", "Middenbouw", "Bovenbouw"].map(block).into_iter().collect_view()}
                </section>
                <SaveBar saved="Bewaard om 14:32"><SubmitButton label="Analyse bewaren"/><SubmitButton label="Analyse afronden" emphasis=Emphasis::Second/></SaveBar>
            </form>
        </div>
    }
    .into_any()
}

fn block(bouw: &'static str) -> AnyView {
    let columns = vec![
        Column::new("Naam"),
        Column::new("Gr."),
        Column::new("Domein"),
        Column::new("Hulpvraag"),
        Column::new("Welke interventie vindt er plaats?"),
        Column::short("PO-VO", "begeleide overdracht naar het voortgezet onderwijs"),
        Column::short("ZAT?", "bespreken in het komende Zorg Advies Team"),
        Column::silent("Verwijderen"),
    ];
    let rows = ["Sem de Vries", "Nour el Amrani", ""].map(|name| row(bouw, name)).into_iter().collect_view();
    view! {
        <DataTable id=bouw caption=bouw note="3 leerlingen" columns=columns dense=true>{rows}</DataTable>
        <p><SubmitButton label="Rij toevoegen" emphasis=Emphasis::Quiet symbol=Symbol::Add/></p>
    }
    .into_any()
}

fn row(bouw: &str, name: &'static str) -> AnyView {
    let key = format!("{bouw}.{}", name.len());
    let whose = |what: &str| if name.is_empty() { what.to_owned() } else { format!("{what} van {name}") };
    let marker = (name == "Nour el Amrani").then(|| view! { <Badge text="was 2.0" tone=Tone::Info/> });
    let ticks = [("CD", "cognitief, didactisch"), ("SE", "gedrag"), ("WHT", "werkhouding"), ("MM", "medisch"), ("ST", "spraak, taal"), ("TV", "thuis, vrije tijd")]
        .map(|(short, long)| view! { <RowTick name=format!("{key}.domein") label=whose(long) short=short value=short checked=short == "SE"/> });
    view! {
        <tr>
            <th scope="row" data-label="Naam"><RowText name=format!("{key}.naam") label="Naam" value=name/>{marker}</th>
            <td data-label="Gr."><RowChoice name=format!("{key}.groep") label=whose("Groep") choices=vec![Choice::new("3", "3"), Choice::new("4", "4")] value="4"/></td>
            <td data-label="Domein"><span class="ticks">{ticks}</span></td>
            <td data-label="Hulpvraag"><RowText name=format!("{key}.vraag") label=whose("Hulpvraag") value="leesproblemen" tall=true/></td>
            <td data-label="Interventie"><RowText name=format!("{key}.interventie") label=whose("Interventie") value="Drie keer per week in kleine groep lezen met de leesspecialist." tall=true/></td>
            <td data-label="PO-VO"><RowTick name=format!("{key}.povo") label=whose("Begeleide overdracht")/></td>
            <td data-label="ZAT?"><RowTick name=format!("{key}.zat") label=whose("ZAT") checked=true/></td>
            <td data-label=""><SubmitButton label="" emphasis=Emphasis::Quiet symbol=Symbol::Delete spoken=whose("Rij verwijderen")/></td>
        </tr>
    }
    .into_any()
}
