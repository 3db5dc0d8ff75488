//! A published version, to read, to print and to take along.
use super::overview::WayOfWorking;
use crate::components::{ActionLink, BackLink, Badge, Emphasis, Fact, Facts, PageHeader, PrintHint, Tone};
use domain::{
    calendar::short_date,
    page::template::{Standing, VersionPage},
};
use leptos::prelude::*;

/// The version.
#[component]
pub fn VersionView(page: VersionPage) -> AnyView {
    let line = page.line;
    let here = format!("/werkwijze/versie/{}", line.number);
    let tone = if line.standing == Standing::InForce { Tone::Good } else { Tone::Neutral };
    let by = if line.by.is_empty() { page.published } else { format!("{}, door {}", page.published, line.by) };
    let whole = "het hele samenwerkingsverband".to_owned();
    let facts = vec![
        Fact::new("Voor", if line.areas.is_empty() { whole } else { line.areas.join(", ") }),
        Fact::new("Gaat in op", short_date(line.from)),
        Fact::new("Gepubliceerd", by),
        Fact::new("Waarom", line.note),
        Fact::new("Lopende casussen", line.running.to_string()),
    ];
    let builds_on = page.builds_on.map(|title| {
        view! {
            <p>
                {format!("Bouwt op de meegeleverde werkwijze '{title}'. ")}
                <a href=format!("/werkwijze/vernieuwd/{}", line.number)>"Is daar iets nieuws in?"</a>
            </p>
        }
    });
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title=format!("Versie {}: {}", line.number, line.title) above="Gepubliceerde werkwijze">
            <ActionLink href=format!("/werkwijze/nieuw?begin=versie:{}", line.number) label="Concept beginnen"/>
            <ActionLink href=format!("/werkwijze/verschil?van={}", line.number) label="Vergelijken" emphasis=Emphasis::Second/>
            <ActionLink href=format!("{here}/bestand") label="Bestand downloaden" emphasis=Emphasis::Second download=true/>
            <ActionLink href=format!("{here}/bpmn") label="Tekening downloaden (BPMN)" emphasis=Emphasis::Quiet download=true/>
        </PageHeader>
        <p><Badge text=line.standing.label() tone=tone/></p>
        <Facts facts=facts/>
        {builds_on}
        <PrintHint what="Deze werkwijze"/>
        <section class="section"><h2>"Wat erin staat"</h2><WayOfWorking overview=page.overview/></section>
    }
    .into_any()
}
