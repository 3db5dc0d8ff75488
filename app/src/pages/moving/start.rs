//! From which version to which, and what was moved before.
use super::{BASE, cases};
use crate::components::{
    BackLink, Badge, Cell, Choice, Column, DataTable, EmptyState, ErrorSummary, PageHeader, Select, SubmitButton, Tone,
    Typed, dated,
};
use domain::{
    calendar::short_date,
    page::moving::{Counts, Earlier, Movings, Version},
};
use leptos::prelude::*;

/// The start.
#[component]
pub fn MovingsPage(page: Movings, typed: Typed) -> AnyView {
    let earlier = (!page.earlier.is_empty()).then(|| view! { <EarlierOnes earlier=page.earlier.clone()/> }.into_any());
    // Where there is nothing to choose, the page says why; a choice that was no good has no place then.
    let can_choose = page.versions.len() > 1 && page.versions.iter().any(|version| version.running > 0);
    let errors = can_choose.then(|| view! { <ErrorSummary errors=typed.errors()/> });
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title="Casussen overzetten" lead="Een lopende casus houdt de versie van de werkwijze waarmee zij begon. Hier zet u casussen over naar een andere versie. U ziet eerst wat dat doet."/>
        {errors}
        <Choosing versions=page.versions typed=typed/>
        {earlier}
    }
    .into_any()
}

#[component]
fn Choosing(versions: Vec<Version>, typed: Typed) -> AnyView {
    let (from, to): (Vec<&Version>, Vec<&Version>) = (
        versions.iter().filter(|version| version.running > 0).collect(),
        versions.iter().filter(|version| version.is_target).collect(),
    );
    if from.is_empty() {
        return view! {
            <EmptyState title="Er lopen geen casussen"><p>"Zodra een school een casus start, staat hier onder welke versie zij loopt."</p></EmptyState>
        }
        .into_any();
    }
    if versions.len() < 2 {
        return view! {
            <EmptyState title="Er is één versie" action="Naar de werkwijze" href="/werkwijze">
                <p>"Alle lopende casussen lopen onder dezelfde versie. Overzetten kan als u een nieuwe versie hebt gepubliceerd."</p>
            </EmptyState>
        }
        .into_any();
    }
    let label = |version: &Version| format!("{}, {} ({})", version.label, version.title, version.standing);
    let sources = from
        .into_iter()
        .map(|version| Choice::new(version.id.to_string(), format!("{}: {}", label(version), cases(version.running))))
        .collect();
    let targets = to.into_iter().map(|version| Choice::new(version.id.to_string(), label(version))).collect();
    view! {
        <form class="form" method="get" action=BASE>
            <Select name="van" label="Van" choices=sources value=typed.value("van") empty="Kies een versie" error=typed.error("van")
                hint="De versie waaronder de casussen nu lopen."/>
            <Select name="naar" label="Naar" choices=targets value=typed.value("naar") empty="Kies een versie" error=typed.error("naar")
                hint="De versie die nu geldt, of een die nog gaat gelden."/>
            <div class="buttons"><SubmitButton label="Bekijken wat er verandert" consequence="Er wordt nog niets overgezet."/></div>
        </form>
    }
    .into_any()
}

#[component]
fn EarlierOnes(earlier: Vec<Earlier>) -> AnyView {
    let columns = ["Wanneer", "Van en naar", "Door", "Uitkomst", "Terugzetten"].map(Column::new).to_vec();
    let rows = earlier.into_iter().map(|one| view! { <One one=one/> }).collect_view();
    view! {
        <h2>"Eerder overgezet"</h2>
        <DataTable id="eerder" caption="Eerder overgezet, nieuwste eerst" columns=columns>{rows}</DataTable>
    }
    .into_any()
}

#[component]
fn One(one: Earlier) -> AnyView {
    let back = match one.back_until {
        Some(until) => format!("kan tot en met {}", short_date(until)),
        None if one.counts.moved > 0 && one.counts.moved == one.counts.back => "teruggezet".to_owned(),
        None if one.counts.moved == 0 => "–".to_owned(),
        None => "kan niet meer".to_owned(),
    };
    let waits = (one.counts.waiting > 0).then(|| view! { " " <Badge text="niet klaar" tone=Tone::Attention/> });
    view! {
        <tr>
            <Cell label="Wanneer" head=true><a href=format!("{BASE}/{}", one.id)>{dated(one.at.clone())}</a></Cell>
            <Cell label="Van en naar">{format!("{} naar {}", one.from, one.to)}</Cell>
            <Cell label="Door">{one.by}</Cell>
            <Cell label="Uitkomst">{outcome(one.counts)}{waits}</Cell>
            <Cell label="Terugzetten">{dated(back)}</Cell>
        </tr>
    }
    .into_any()
}

/// "12 overgezet, 2 overgeslagen"
fn outcome(counts: Counts) -> String {
    let Counts { waiting, moved, skipped, back } = counts;
    let parts = [(moved, "overgezet"), (skipped, "overgeslagen"), (waiting, "te gaan"), (back, "teruggezet")];
    let said = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    said.collect::<Vec<_>>().join(", ")
}
