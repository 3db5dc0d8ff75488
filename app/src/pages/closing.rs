//! The open and closed days of a school year: what the tenant closes or opens itself, beside what everybody knows.
use crate::{
    components::{
        BackLink, Badge, Cell, Chip, Choice, Column, DataTable, DateField, Emphasis, EmptyState, ErrorSummary,
        FilterChips, Hidden, Notice, PageHeader, Radios, SubmitButton, TextField, Tone, Typed, dated,
    },
    pages::address::with_query,
};
use domain::{
    calendar::{long_date, short_date},
    page::closing::{Closed, Closings, Own},
};
use leptos::prelude::*;

const PAGE: &str = "/beheer/kalender";

/// The days of one school year.
#[component]
pub fn ClosingDaysPage(page: Closings, typed: Typed) -> AnyView {
    let chips = page.choices.iter().map(|choice| Chip {
        label: choice.label.clone(),
        href: with_query(PAGE, &[("jaar", &choice.value)]),
        is_on: choice.label == page.year,
        count: None,
    });
    let chips = chips.collect();
    let caveat = (!page.caveat.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Attention title=page.caveat.clone()>
                <p>"Termijnen in schoolweken tellen dan door alsof er geen vakantie is. Leg de vakanties hieronder zelf vast als u ze weet."</p>
            </Notice>
        }
    });
    let own = if page.own.is_empty() {
        view! {
            <EmptyState title="U hebt in dit schooljaar zelf niets open of dicht gezet">
                <p>"Leg hieronder een studiedag vast, of een vakantieweek waarin u werkt."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let year = page.year.clone();
        let rows = page.own.into_iter().map(|own| view! { <Line own=own year=year.clone()/> }).collect_view();
        let columns =
            vec![Column::new("Dag"), Column::new("Waarom"), Column::new("Open of dicht"), Column::silent("Doen")];
        view! { <DataTable id="eigen" caption="Eigen dagen" columns=columns>{rows}</DataTable> }.into_any()
    };
    let region = page.region.clone();
    view! {
        <BackLink href="/beheer" label="Beheer"/>
        <PageHeader title="Vakanties en gesloten dagen" above=format!("Schooljaar {}", page.year) lead="Met deze dagen rekent Rondom alle termijnen en planningen."/>
        <ErrorSummary errors=typed.errors()/>
        <FilterChips label="Schooljaar" chips=chips/>
        {caveat}
        <section class="section"><h2>"Van uw samenwerkingsverband"</h2>{own}</section>
        <Form example=page.example year=page.year typed=typed/>
        <section class="section">
            <h2>{format!("Schoolvakanties regio {region}")}</h2>
            <Known id="vakanties" caption="Schoolvakanties" days=page.vacations/>
            <p class="hint">"Bron: de lijst schoolvakanties van de rijksoverheid."</p>
        </section>
        <section class="section">
            <h2>"Feestdagen"</h2>
            <Known id="feestdagen" caption="Feestdagen" days=page.public_holidays/>
            <p class="hint">"Bron: Algemene termijnenwet, artikel 3."</p>
        </section>
    }
    .into_any()
}

#[component]
fn Line(own: Own, year: String) -> AnyView {
    let (state, tone) = if own.is_open { ("open", Tone::Good) } else { ("dicht", Tone::Neutral) };
    let spoken = format!("Weghalen: {}, {}", own.name, short_date(own.day));
    view! {
        <tr>
            <Cell label="Dag" head=true>{long_date(own.day)}</Cell>
            <Cell label="Waarom">{own.name}</Cell>
            <Cell label="Open of dicht"><Badge text=state tone=tone/></Cell>
            <Cell label="">
                <form method="post" action=format!("{PAGE}/weg")>
                    <Hidden values=vec![("dag", own.id), ("jaar", year)]/>
                    <SubmitButton label="Weghalen" emphasis=Emphasis::Quiet spoken=Some(spoken)/>
                </form>
            </Cell>
        </tr>
    }
    .into_any()
}

#[component]
fn Form(example: String, year: String, typed: Typed) -> AnyView {
    let kinds = vec![
        Choice::new("dicht", "Dicht: er wordt niet gewerkt"),
        Choice::new("open", "Open: er wordt gewerkt in een schoolvakantie"),
    ];
    view! {
        <section class="section" id="toevoegen">
            <h2>"Een dag of periode vastleggen"</h2>
            <form class="form" method="post" action=PAGE novalidate>
                <Hidden values=vec![("jaar", year)]/>
                <TextField name="naam" label="Waarom" hint="Bijvoorbeeld: studiedag alle scholen" value=typed.value("naam") error=typed.error("naam")/>
                <Radios name="soort" label="Open of dicht" choices=kinds value=typed.or("soort", "dicht") error=typed.error("soort")/>
                <DateField name="van" label="Van" hint=format!("Bijvoorbeeld {example}") value=typed.value("van") error=typed.error("van")/>
                <DateField name="tot" label="Tot en met" hint="Leeg voor één dag." value=typed.value("tot") error=typed.error("tot") optional=true/>
                <SubmitButton label="Dagen vastleggen" consequence="Nieuwe termijnen en planningen rekenen ermee. Een termijn die al loopt, houdt zijn einddatum."/>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Known(#[prop(into)] id: String, #[prop(into)] caption: String, days: Vec<Closed>) -> AnyView {
    if days.is_empty() {
        return view! { <p class="hint">"Nog niet bekend."</p> }.into_any();
    }
    let rows = days
        .into_iter()
        .map(|day| {
            let when = if day.from == day.until {
                long_date(day.from)
            } else {
                format!("{} tot en met {}", short_date(day.from), short_date(day.until))
            };
            view! { <tr><Cell label="Wat" head=true>{day.name}</Cell><Cell label="Wanneer">{dated(when)}</Cell></tr> }
        })
        .collect_view();
    view! { <DataTable id=id caption=caption columns=vec![Column::new("Wat"), Column::new("Wanneer")]>{rows}</DataTable> }
        .into_any()
}
