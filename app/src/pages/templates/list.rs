//! The versions with the one in force, and the drafts.
use super::cases;
use crate::components::{
    ActionLink, Badge, Cell, Column, DataTable, Emphasis, EmptyState, Notice, PageHeader, Symbol, Tone, dated,
};
use domain::{
    calendar::short_date,
    check::counted,
    page::template::{DraftLine, Standing, Templates, VersionLine},
    text::listed,
};
use leptos::prelude::*;

/// `published` is the number of a version that was made just now, `discarded` says that a draft was thrown away.
#[component]
pub fn TemplatesPage(page: Templates, published: Option<u32>, discarded: bool) -> AnyView {
    let is_new = |line: &&VersionLine| Some(line.number) == published;
    let published = page.versions.iter().find(is_new).map(|line| {
        let from = short_date(line.from);
        let running: u64 = page.versions.iter().filter(|other| other.number != line.number).map(|one| one.running).sum();
        let areas: Vec<_> = line.areas.iter().map(String::as_str).collect();
        let (place, who) = if areas.is_empty() {
            (String::new(), cases(running))
        } else {
            (format!(" in {}", listed(&areas)), "Lopende casussen".to_owned())
        };
        let stay = (running > 0).then(|| {
            view! {
                <p>{format!("{who} houden hun eigen versie. ")}<a href="/werkwijze/verhuizen">"Lopende casussen overzetten"</a></p>
            }
        });
        let title = format!("Versie {} is gepubliceerd{}.", line.number, place.replacen(" in ", " voor ", 1));
        view! {
            <Notice tone=Tone::Good title=title>
                <p>{dated(format!("Nieuw werk begint er{place} vanaf {from} mee."))}</p>
                {stay}
            </Notice>
        }
    });
    let discarded = discarded.then(|| view! { <Notice tone=Tone::Good title="Het concept is weggegooid."/> });
    let renewed = page.renewed.map(|news| {
        view! {
            <Notice tone=Tone::Info title="Er is iets nieuws in de werkwijze waar de uwe op bouwt">
                <p>
                    {format!("Versie {} bouwt op '{}'. Die is sindsdien veranderd. ", news.number, news.title)}
                    <a href=format!("/werkwijze/vernieuwd/{}", news.number)>"Bekijken en overnemen"</a>
                </p>
            </Notice>
        }
    });
    let lead = match page.versions.iter().find(|line| line.standing == Standing::InForce && line.areas.is_empty()) {
        Some(line) => format!("Nu geldt versie {}: {}.", line.number, line.title),
        None => "Er geldt nu geen werkwijze; niemand kan een casus beginnen.".to_owned(),
    };
    let versions = if page.versions.is_empty() {
        view! {
            <EmptyState title="Er is nog niets gepubliceerd" action="Concept beginnen" href="/werkwijze/nieuw">
                <p>"Een werkwijze zegt wie wat doet, in welke stap en binnen welke termijn. Begin met een meegeleverde werkwijze en pas die aan."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Versions lines=page.versions/> }.into_any()
    };
    let drafts = if page.drafts.is_empty() {
        view! {
            <EmptyState title="Er is geen concept" action="Concept beginnen" href="/werkwijze/nieuw">
                <p>"Wilt u iets aan de werkwijze veranderen? Begin een concept. Zolang u het niet publiceert, merkt niemand er iets van."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Drafts lines=page.drafts/> }.into_any()
    };
    view! {
        <PageHeader title="Werkwijze" lead=lead>
            <ActionLink href="/werkwijze/nieuw" label="Concept beginnen" symbol=Some(Symbol::Add)/>
            <ActionLink href="/werkwijze/verschil" label="Versies vergelijken" emphasis=Emphasis::Second/>
        </PageHeader>
        {published}
        {discarded}
        {renewed}
        <section class="section"><h2>"Versies"</h2>{versions}</section>
        <section class="section"><h2>"Concepten"</h2>{drafts}</section>
    }
    .into_any()
}

#[component]
fn Versions(lines: Vec<VersionLine>) -> AnyView {
    let behind: u64 = lines.iter().filter(|line| line.standing != Standing::InForce).map(|line| line.running).sum();
    let move_on = (behind > 0).then(|| {
        view! {
            <p>{format!("{} op een versie die nu niet geldt. ", cases(behind))}<a href="/werkwijze/verhuizen">"Lopende casussen overzetten"</a></p>
        }
    });
    let rows = lines.into_iter().map(|line| view! { <Version line=line/> }).collect_view();
    let mut columns: Vec<Column> = ["Versie", "Gaat in op", "Waarom", "Stand"].map(Column::new).to_vec();
    columns.extend([Column::number("Lopende casussen"), Column::silent("Doen")]);
    view! {
        <DataTable id="versies" caption="Gepubliceerde versies, nieuwste eerst" columns=columns>{rows}</DataTable>
        {move_on}
    }
    .into_any()
}

#[component]
fn Version(line: VersionLine) -> AnyView {
    let tone = match line.standing {
        Standing::InForce => Tone::Good,
        Standing::Later => Tone::Info,
        Standing::Earlier => Tone::Neutral,
    };
    let by = (!line.by.is_empty()).then(|| view! { <br/><span class="hint">{line.by.clone()}</span> });
    let (spoken, standing) = (format!("Concept beginnen met versie {}", line.number), line.standing());
    view! {
        <tr>
            <Cell label="Versie" head=true><a href=format!("/werkwijze/versie/{}", line.number)>{format!("Versie {}: {}", line.number, line.title)}</a></Cell>
            <Cell label="Gaat in op">{dated(short_date(line.from))}</Cell>
            <Cell label="Waarom">{line.note}{by}</Cell>
            <Cell label="Stand"><Badge text=standing tone=tone/></Cell>
            <Cell label="Lopende casussen" number=true>{line.running}</Cell>
            <Cell label=""><div class="buttons">
                <ActionLink href=format!("/werkwijze/nieuw?begin=versie:{}", line.number) label="Concept beginnen" emphasis=Emphasis::Quiet spoken=Some(spoken)/>
            </div></Cell>
        </tr>
    }
    .into_any()
}

#[component]
fn Drafts(lines: Vec<DraftLine>) -> AnyView {
    let rows = lines.into_iter().map(|line| view! { <Draft line=line/> }).collect_view();
    let mut columns: Vec<Column> = ["Naam", "Begonnen met", "Laatst gewijzigd", "Fouten"].map(Column::new).to_vec();
    columns.push(Column::silent("Doen"));
    view! { <DataTable id="concepten" caption="Concepten, laatst gewijzigd eerst" columns=columns>{rows}</DataTable> }
        .into_any()
}

#[component]
fn Draft(line: DraftLine) -> AnyView {
    let here = format!("/werkwijze/concept/{}", line.id);
    let (faults, tone) = match line.faults {
        0 => ("geen fouten".to_owned(), Tone::Good),
        number => (counted(number), Tone::Attention),
    };
    let publish = (line.faults == 0).then(|| {
        let spoken = format!("Publiceren: {}", line.name);
        view! { <ActionLink href=format!("{here}/publiceren") label="Publiceren" emphasis=Emphasis::Quiet spoken=Some(spoken)/> }
    });
    let spoken = format!("Weggooien: {}", line.name);
    let discard = format!("{here}/weggooien");
    view! {
        <tr>
            <Cell label="Naam" head=true><a href=here>{line.name}</a></Cell>
            <Cell label="Begonnen met">{line.started_from}</Cell>
            <Cell label="Laatst gewijzigd">{dated(line.changed)}</Cell>
            <Cell label="Fouten"><Badge text=faults tone=tone/></Cell>
            <Cell label=""><div class="buttons">
                {publish}
                <ActionLink href=discard label="Weggooien" emphasis=Emphasis::Quiet spoken=Some(spoken)/>
            </div></Cell>
        </tr>
    }
    .into_any()
}
