//! A meeting in progress, the same on the beamer, and the front door.

use app::components::*;
use leptos::prelude::*;

pub fn page() -> AnyView {
    let items = ["Sem de Vries", "Anoniem agendapunt", "Nour el Amrani", "Rondvraag"];
    let agenda = items
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let here = (place == 1).then_some("true");
            view! { <li><a href="#" aria-current=here><span class="agenda__name">{*name}</span><span class="agenda__time">"10 min"</span></a></li> }
        })
        .collect_view();
    view! {
        <PageHeader title="ZAT De Esdoorn" above="donderdag 12 maart 2026, 13:00" lead="4 agendapunten, 45 minuten">
            <ActionLink href="beamer.html" label="Beamerstand" emphasis=Emphasis::Second/>
        </PageHeader>
        <StagePicture label="Agenda van het ZAT" stages=Stage::line(&["Concept", "Verstuurd", "Definitief", "Gehouden", "Verslag"], 3)/>
        <div class="panes">
            <nav class="agenda" aria-label="Agendapunten"><ol>{agenda}</ol></nav>
            <form method="post" class="pane" novalidate>
                <PupilHead pupil=PupilCard::Anonymous { facts: vec![Fact::new("Bouw", "middenbouw"), Fact::new("Domein", "SE")] }/>
                <Fold title="Wat we al wisten" note="2 keer besproken"><p>"Zie het verslag van januari."</p></Fold>
                <TextArea name="besproken" label="Wat is besproken" rows=4/>
                <TextArea name="besluit" label="Besluit" rows=2/>
                <Select name="regie" label="Casusregie" choices=vec![Choice::new("1", "Sanne Kok, schoolcoach"), Choice::new("2", "Ineke Bakker, ib'er")] empty="Kies wie"/>
                <fieldset class="group"><legend>"Actie 1"</legend>
                    <TextField name="actie" label="Wat"/>
                    <div class="fieldrow"><Select name="wie" label="Wie" choices=vec![Choice::new("1", "Sanne Kok")] empty="Kies wie"/><DateField name="wanneer" label="Wanneer"/></div>
                </fieldset>
                <SaveBar saved="Bewaard om 13:14"><SubmitButton label="Bewaren en volgende"/></SaveBar>
            </form>
        </div>
    }
    .into_any()
}

pub fn beamer() -> AnyView {
    view! {
        <p class="pagehead__above">"ZAT De Esdoorn, punt 2 van 4, 10 minuten"</p>
        <h1>"Anoniem agendapunt"</h1>
        <PupilHead pupil=PupilCard::Anonymous { facts: vec![Fact::new("Bouw", "middenbouw"), Fact::new("Vraag", "Hoe krijgen we rust na de pauze?")] }/>
        <h2>"Besluit"</h2>
        <p>"De schoolcoach kijkt twee keer mee in de groep."</p>
    }
    .into_any()
}

pub fn door() -> AnyView {
    view! {
        <PageHeader title="Inloggen bij Rondom" lead="Log in met het account van uw eigen organisatie."/>
        <div class="cards">
            <section class="card"><h2>"Scholen"</h2><p>"Voor ib'ers, directeuren en het samenwerkingsverband."</p><ActionLink href="#" label="Inloggen met Scholen"/></section>
            <section class="card"><h2>"Gemeente"</h2><p>"Voor schoolcoaches, leerplicht en de GGD."</p><ActionLink href="#" label="Inloggen met Gemeente"/></section>
        </div>
    }
    .into_any()
}
