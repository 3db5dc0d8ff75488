//! The log, for the privacy officer: who saw, changed or was refused what.
use crate::{
    components::{
        ActionLink, Badge, Cell, Column, DataTable, DateField, Emphasis, EmptyState, ErrorSummary, PageHeader,
        Pagination, SubmitButton, TextField, Tone, Typed, dated,
    },
    pages::address::with_query,
};
use domain::page::log::{Filter, Line, Log};
use leptos::prelude::*;

fn address(base: &str, filter: &Filter) -> String {
    let Filter { pupil, who, from, until } = filter;
    with_query(base, &[("leerling", pupil), ("wie", who), ("van", from), ("tot", until)])
}

/// One page of the log.
#[component]
pub fn LogPage(page: Log, typed: Typed) -> AnyView {
    let lead = match page.total {
        // A period that cannot be read found nothing, and not zero lines.
        _ if typed.has_errors() => String::new(),
        0 => "Geen regels".to_owned(),
        1 => "1 regel".to_owned(),
        many => format!("{many} regels"),
    };
    let filter = page.filter.clone();
    let export = (page.total > 0).then(|| {
        let href = address("/beheer/logboek.csv", &filter);
        view! { <ActionLink href=href label="Exporteren (CSV)" emphasis=Emphasis::Second download=true/> }
    });
    let list = if typed.has_errors() {
        ().into_any()
    } else if page.lines.is_empty() {
        view! {
            <EmptyState title="Geen regels gevonden" action="Alles tonen" href="/beheer/logboek">
                <p>"In deze periode, over deze leerling of van deze persoon staat niets in het logboek."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Lines page=page/> }.into_any()
    };
    view! {
        <PageHeader title="Logboek" lead=lead>{export}</PageHeader>
        <ErrorSummary errors=typed.errors()/>
        <form class="filterform filterform--many" method="get" action="/beheer/logboek">
            <TextField name="leerling" label="Leerling" value=filter.pupil/>
            <TextField name="wie" label="Wie keek" value=filter.who/>
            <DateField name="van" label="Van" value=filter.from error=typed.error("van")/>
            <DateField name="tot" label="Tot en met" value=filter.until error=typed.error("tot")/>
            <div class="buttons"><SubmitButton label="Zoeken" emphasis=Emphasis::Second/></div>
        </form>
        {list}
    }
    .into_any()
}

#[component]
fn Lines(page: Log) -> AnyView {
    let base = address("/beheer/logboek", &page.filter);
    let mark = if base.contains('?') { '&' } else { '?' };
    let rows = page.lines.into_iter().map(|line| view! { <One line=line/> }).collect_view();
    let columns = ["Wanneer", "Wie", "Wat", "Waarover", "Grond", "Velden"].map(Column::new).to_vec();
    let (shown, pages) = (usize::try_from(page.page).unwrap_or(1), usize::try_from(page.pages).unwrap_or(1));
    view! {
        <DataTable id="logboek" caption="Logboek, nieuwste eerst" columns=columns>{rows}</DataTable>
        <Pagination current=shown pages=pages base=format!("{base}{mark}pagina=")/>
    }
    .into_any()
}

#[component]
fn One(line: Line) -> AnyView {
    let ground = if line.refused {
        view! { <Badge text=line.ground tone=Tone::Bad/> }.into_any()
    } else {
        line.ground.into_any()
    };
    view! {
        <tr>
            <Cell label="Wanneer" head=true>{dated(line.at)}</Cell>
            <Cell label="Wie">{line.who}<br/><span class="hint">{line.place}</span></Cell>
            <Cell label="Wat">{line.what}</Cell>
            <Cell label="Waarover">{line.about}</Cell>
            <Cell label="Grond">{ground}</Cell>
            <Cell label="Velden">{line.fields}</Cell>
        </tr>
    }
    .into_any()
}
