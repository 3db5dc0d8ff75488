//! The home page of a region: who takes part, and plainly which figures there are not yet.
use crate::components::{Cell, Column, DataTable, EmptyState, Notice, PageHeader, Tone};
use domain::page::region::{Overview, Participant};
use leptos::prelude::*;

/// The region for somebody of its regie-overleg.
#[component]
pub fn RegionPage(page: Overview) -> AnyView {
    let list = if page.participants.is_empty() {
        view! {
            <EmptyState title="Er doet nog geen samenwerkingsverband mee">
                <p>"De beheerder van Rondom verbindt samenwerkingsverbanden aan een regio."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = page.participants.into_iter().map(|line| view! { <One line=line/> }).collect_view();
        let columns = ["Samenwerkingsverband", "Sector", "Gebieden", "Opgegeven op"].map(Column::new).to_vec();
        view! { <DataTable id="deelnemers" caption="Samenwerkingsverbanden in deze regio" columns=columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <PageHeader title=page.name above="Regie-overleg" lead="U ziet hier samenwerkingsverbanden en straks hun cijfers, nooit leerlingen."/>
        {list}
        <Notice tone=Tone::Info title="De kwartaalcijfers zijn er nog niet">
            <p>"Hier komen per kwartaal: thuiszitters en hoe lang zij thuis zitten, leerlingen per stap, doorlooptijd per stap naast de termijn, en knelpunten. Elk samenwerkingsverband levert ze zelf; kleine aantallen worden verborgen."</p>
        </Notice>
    }
    .into_any()
}

#[component]
fn One(line: Participant) -> AnyView {
    let areas = line.areas.map_or_else(|| "nog niet opgegeven".to_owned(), |areas| areas.to_string());
    view! {
        <tr>
            <Cell label="Samenwerkingsverband" head=true>{line.name}</Cell>
            <Cell label="Sector">{line.sector}</Cell>
            <Cell label="Gebieden">{areas}</Cell>
            <Cell label="Opgegeven op">{line.reported_on}</Cell>
        </tr>
    }
    .into_any()
}
