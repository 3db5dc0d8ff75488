//! The parts that are no fields.

use app::components::*;
use leptos::prelude::*;

pub fn page() -> AnyView {
    view! {
        <PageHeader title="Casus van Sem de V." lead="Proces 2.0, extra ondersteuning, sinds 12-01-2026." above="Casus">
            <ActionLink href="#" label="Verslag bekijken" emphasis=Emphasis::Second/>
            <ActionLink href="#" label="Leerling toevoegen" symbol=Symbol::Add/>
        </PageHeader>
        <Notice tone=Tone::Good title="De concept-agenda is verstuurd aan 4 leden."/>
        <TurnStrip turn=turn()>
            <NextStep action="#" label="Agenda versturen" consequence="Alle 4 leden krijgen toegang en kunnen tot 18-03-2026 leerlingen toevoegen."/>
            <NextStep action="#" label="Definitief maken" consequence="" emphasis=Emphasis::Second blocked=Some("Kan nog niet: de agenda is nog niet verstuurd.".to_owned())/>
        </TurnStrip>
        <h2>"Leerling"</h2>
        <PupilHead pupil=PupilCard::Named { name: "Sem de Vries".into(), href: Some("#".into()), facts: facts() }>
            <ConsentMark state=ConsentState::Partial text="3 van 4 partijen" href="#"/>
            <TermChip state=TermState::Near text="nog 9 dagen" until="12-03-2026"/>
        </PupilHead>
        <PupilHead pupil=PupilCard::Anonymous { facts: vec![Fact::new("Bouw", "middenbouw"), Fact::new("Vraag", "Gedrag in de groep")] }>
            <ConsentMark state=ConsentState::Anonymous text="anoniem, geen toestemming nodig"/>
        </PupilHead>
        <h2>"Merktekens"</h2>
        <p class="buttons">
            <TermChip state=TermState::Ample text="nog 6 weken"/> <TermChip state=TermState::Late text="2 dagen te laat"/>
            <TermChip state=TermState::Stopped text="staat stil sinds 01-03-2026"/> <TermChip state=TermState::Met text="op tijd"/>
            <ConsentMark state=ConsentState::Given text="toestemming van beide ouders" href="#"/>
            <ConsentMark state=ConsentState::Missing text="nog niet gevraagd" href="#"/>
            <ConsentMark state=ConsentState::Withdrawn text="ingetrokken op 12-03-2026" href="#"/>
            <Badge text="Concept"/> <Badge text="Verstuurd" tone=Tone::Info/>
        </p>
        <h2>"Stappen"</h2>
        <StagePicture label="Agenda van het ZAT" stages=Stage::line(&["Concept", "Verstuurd", "Definitief", "Gehouden", "Verslag"], 2)/>
        <FilterChips label="Proces" chips=chips()/>
        {table()}
        <Pagination current=6 pages=12 base="?pagina="/>
        <h2>"Gebeurtenissen"</h2>
        <Timeline days=days()/>
        <h2>"Wat er veranderde"</h2>
        <Difference changes=vec![Change::new("Groep", "5", "6"), Change::new("Domein", "", "CD, SE"), Change::new("Proces", "1", "")]/>
        <UndoBar text="Sem de V. is van de agenda gehaald." action="#"/>
        <EmptyState title="Nog geen overleggen" action="Overleg plannen" href="#"><p>"Er is dit schooljaar nog geen ZAT gepland voor De Esdoorn."</p></EmptyState>
        <Notice tone=Tone::Attention title="Clara Smit werkte tegelijk aan deze analyse"><p>"Haar wijziging bij groep 5 is bewaard. Bekijk hieronder wat er verschilt."</p></Notice>
        <Notice tone=Tone::Bad title="Dit is niet bewaard"><p>"De verbinding viel weg. Uw tekst staat er nog."</p></Notice>
        <Fold title="Wat we al wisten" note="3 keer besproken"><p>"Op 14-11-2025 is afgesproken dat de schoolcoach meekijkt in de groep."</p></Fold>
        <p><PersonLine name="Sanne Kok" function="schoolcoach" organisation="Gemeente De Linde" note="heeft casusregie"/></p>
        <PrintHint/>
        <Refusal what="Dit dossier is niet voor u geopend" why="De ouders gaven geen toestemming voor de GGD." help="Vraag de casusregisseur, Ineke Bakker.">
            <ActionLink href="#" label="Naar Mijn werk" emphasis=Emphasis::Second/>
        </Refusal>
    }
    .into_any()
}

fn turn() -> Turn {
    Turn {
        function: "ib'er".into(),
        name: "Ineke Bakker".into(),
        is_reader: true,
        since: "02-03-2026".into(),
        task: "Controleer de concept-agenda en verstuur die aan de leden.".into(),
        term: Some((TermState::Near, "nog 9 dagen".into())),
        blocks: vec![Block {
            text: "Toestemming van ouder 2 ontbreekt".into(),
            remedy: "Vraag die hier".into(),
            href: Some("#".into()),
        }],
        track: None,
    }
}

fn facts() -> Vec<Fact> {
    vec![
        Fact::new("Groep", "5"),
        Fact::link("School", "De Esdoorn", "#"),
        Fact::new("Leeftijd", "9 jaar"),
        Fact::new("Casusregie", "Sanne Kok, schoolcoach"),
    ]
}

fn chips() -> Vec<Chip> {
    [("Alle", false, 34), ("Proces 1", true, 21), ("Proces 2.0", false, 9), ("Proces 2.1", false, 4)]
        .map(|(label, is_on, count)| Chip { label: label.into(), href: "#".into(), is_on, count: Some(count) })
        .into()
}

fn table() -> AnyView {
    let columns = vec![
        Column::sorted("Leerling", Sort::Up("#".into())),
        Column::sorted("Groep", Sort::By("#".into())),
        Column::new("Proces"),
        Column::new("Toestemming"),
        Column::number("Dagen"),
        Column::silent("Handelingen"),
    ];
    let names = ["Sem de Vries", "Nour el Amrani", "Maximiliaan van den Boogaard-Oosterwijk", "Bo"];
    let rows = names.map(|name| {
        view! {
            <tr>
                <Cell label="Leerling" head=true><a href="#">{name}</a></Cell>
                <Cell label="Groep">"5"</Cell>
                <Cell label="Proces">"2.0 Extra ondersteuning"</Cell>
                <Cell label="Toestemming"><ConsentMark state=ConsentState::Given text="ja" href="#"/></Cell>
                <Cell label="Dagen" number=true>"9"</Cell>
                <Cell label=""><SubmitButton label="Verwijderen" emphasis=Emphasis::Quiet symbol=Symbol::Delete spoken=format!("{name} verwijderen")/></Cell>
            </tr>
        }
    });
    view! { <DataTable id="leerlingen" caption="Leerlingen in proces 1" note="4 van 34 leerlingen" columns=columns>{rows.into_iter().collect_view()}</DataTable> }
        .into_any()
}

fn days() -> Vec<Day> {
    let entry = |time: &str, who: &str, what: &str, symbol| Entry {
        time: time.into(),
        who: who.into(),
        what: what.into(),
        detail: None,
        symbol,
    };
    vec![
        Day {
            label: "donderdag 12 maart 2026".into(),
            entries: vec![
                Entry {
                    detail: Some("Besproken: de groep is onrustig na de pauze.".into()),
                    ..entry("14:32", "Ineke Bakker, ib'er", "hield het ZAT", Symbol::Persons)
                },
                entry("09:05", "Sanne Kok, schoolcoach", "voegde een leerling toe", Symbol::Add),
            ],
        },
        Day {
            label: "maandag 2 maart 2026".into(),
            entries: vec![entry("16:10", "Clara Smit, consulent", "verstuurde de concept-agenda", Symbol::Send)],
        },
    ]
}
