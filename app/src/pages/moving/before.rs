//! What moving does, before it is done: the choice for steps that are gone, and per group of cases what is different. Cases
//! are ticked by their number.
use super::{BASE, cases};
use crate::components::{
    BackLink, Cell, Choice, Column, DataTable, DueChip, Emphasis, EmptyState, ErrorSummary, Fold, Hidden, Icon, Notice,
    PageHeader, RowTick, Select, SubmitButton, Symbol, Tone, Typed, dated,
};
use domain::{
    calendar::short_date,
    engine::moving::Weight,
    page::moving::{Before, CaseLine, Group, Told},
};
use leptos::prelude::*;

/// The preview.
#[component]
pub fn MovingBeforePage(page: Before, typed: Typed) -> AnyView {
    let (total, ready) = (page.total(), page.ready());
    let lead = match (total, ready) {
        (total, ready) if total == ready => format!("{} kunnen over.", cases(total as u64)),
        (total, ready) => format!("{}; daarvan kunnen er nu {ready} over.", cases(total as u64)),
    };
    let lead = if total == 1 && ready == 1 { "1 casus kan over.".to_owned() } else { lead };
    let title = format!("Van {} naar {}", page.from.label, page.to.label);
    let versions = format!("{}: {} → {}: {}", page.from.label, page.from.title, page.to.label, page.to.title);
    let nowhere = format!("Onder {} loopt geen enkele casus; er is niets over te zetten.", page.from.label);
    let choose = (!page.gone.is_empty()).then(|| view! { <Choosing page=page.clone() typed=typed.clone()/> });
    let body = if total == 0 {
        view! {
            <EmptyState title="Geen lopende casussen" action="Andere versies kiezen" href=BASE>
                <p>{nowhere}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Moving page=page.clone() typed=typed.clone()/> }.into_any()
    };
    view! {
        <BackLink href=BASE label="Casussen overzetten"/>
        <PageHeader title=title lead=lead above="Casussen overzetten"/>
        <ErrorSummary errors=typed.errors()/>
        <Notice tone=Tone::Info title=versions>
            <p>"Termijnen houden de dagen die over zijn. Er wordt niets weggegooid: wat de nieuwe versie niet kent, blijft bewaard. U ziet hier geen namen; de school herkent een casus aan het nummer."</p>
        </Notice>
        {choose}
        {body}
    }
    .into_any()
}

/// Everything that says which versions and what was chosen.
fn hidden(page: &Before) -> AnyView {
    let both = vec![("van", page.from.id.to_string()), ("naar", page.to.id.to_string())];
    view! { <Hidden values=both/> }.into_any()
}

/// Where cases go whose step is gone.
#[component]
fn Choosing(page: Before, typed: Typed) -> AnyView {
    let steps: Vec<Choice> = page.steps.iter().cloned().map(Choice::from).collect();
    let selects = page
        .gone
        .iter()
        .map(|gone| {
            let name = format!("stap-{}", gone.key);
            let label = format!("'{}' ({})", gone.label, cases(gone.cases as u64));
            view! {
                <Select name=name.clone() label=label choices=steps.clone() value=typed.or(&name, gone.chosen.clone())
                    empty="Kies een stap" error=typed.error(&name) optional=true/>
            }
        })
        .collect_view();
    let otherwise = (page.gone.len() > 1).then(|| {
        view! {
            <Select name="anders" label="Alle stappen hierboven zonder eigen keuze" choices=steps.clone()
                value=typed.or("anders", page.otherwise.clone()) empty="Geen" error=typed.error("anders") optional=true/>
        }
    });
    view! {
        <section class="section" id="verdwenen">
            <h2>{format!("Stappen die {} niet kent", page.to.label)}</h2>
            <p>"Kies per stap waar de casussen naartoe gaan. Zonder keuze blijven ze waar ze zijn."</p>
            <form class="form" method="get" action=BASE>
                {hidden(&page)}
                {selects}
                {otherwise}
                <div class="buttons">
                    <SubmitButton label="Bekijken met deze keuzes" emphasis=Emphasis::Second consequence="Er wordt nog niets overgezet."/>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The groups with their cases, and the one button.
#[component]
fn Moving(page: Before, typed: Typed) -> AnyView {
    let chosen = page.gone.iter().filter(|gone| !gone.chosen.is_empty());
    let chosen = chosen
        .map(|gone| view! { <input type="hidden" name=format!("stap-{}", gone.key) value=gone.chosen.clone()/> })
        .collect_view();
    let otherwise = (!page.otherwise.is_empty())
        .then(|| view! { <input type="hidden" name="anders" value=page.otherwise.clone()/> });
    let sent = typed.has_errors().then(|| typed.all("zaak"));
    let groups =
        page.groups.iter().cloned().map(|group| view! { <OneGroup group=group sent=sent.clone()/> }).collect_view();
    let ready = page.ready();
    let nobody = "Er is nu geen casus die over kan. Kies eerst waar casussen naartoe gaan, of vraag de school wat hierboven staat.";
    view! {
        <form method="post" action=BASE>
            {hidden(&page)}
            <input type="hidden" name="gezien" value=page.seen.clone()/>
            {chosen}
            {otherwise}
            <div id="zaak" tabindex="-1">{groups}</div>
            <div class="buttons">
                <SubmitButton label=format!("Aangevinkte casussen overzetten naar {}", page.to.label)
                    consequence="Het verloop van elke casus vermeldt het. U kunt ze 30 dagen terugzetten, zolang er in de casus niets is gebeurd."
                    blocked=(ready == 0).then(|| nobody.to_owned())/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn OneGroup(group: Group, sent: Option<Vec<String>>) -> AnyView {
    let total = group.cases.len();
    let cannot = total - group.ready();
    let note = match cannot {
        0 => "kunnen allemaal over".to_owned(),
        _ if total == 1 => "kan nu niet over".to_owned(),
        _ if cannot == total => "geen ervan kan nu over".to_owned(),
        1 => "1 kan nu niet over".to_owned(),
        some => format!("{some} kunnen nu niet over"),
    };
    let some_cannot = cannot > 0;
    let mut lines = group.lines.clone();
    lines.sort_by_key(|told| std::cmp::Reverse(told.line.weight == Weight::Attention));
    let lines = (!lines.is_empty()).then(|| {
        let items = lines.into_iter().map(|told| view! { <Sentence told=told total=total/> }).collect_view();
        view! { <ul class="changes">{items}</ul> }
    });
    let why = group.cases.iter().flat_map(|case| case.why_not.clone()).collect::<std::collections::BTreeSet<_>>();
    let why = (!why.is_empty()).then(|| {
        let items = why.into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
        view! { <Notice tone=Tone::Attention title="Dit houdt casussen tegen"><ul>{items}</ul></Notice> }
    });
    let columns = ["Casusnummer", "Overzetten", "School", "Regie", "Sinds", "Termijn"].map(Column::new).to_vec();
    let (id, list) = (format!("groep-{}", group.key), format!("lijst-{}", group.key));
    let rows = group.cases.iter().cloned().map(|case| view! { <OneCase case=case sent=sent.clone()/> }).collect_view();
    let note = if total == 1 && cannot == 0 { "kan over".to_owned() } else { note };
    let caption = group.title.clone();
    view! {
        <section class="section" id=id>
            <h2>{group.title}</h2>
            {why}
            {lines}
            <Fold title="Per casus" note=note open=some_cannot>
                <DataTable id=list caption=caption columns=columns>{rows}</DataTable>
            </Fold>
        </section>
    }
    .into_any()
}

/// A sentence; how many it is true of when not of all, and which where that may be said.
#[component]
fn Sentence(told: Told, total: usize) -> AnyView {
    let symbol = match told.line.weight {
        Weight::Same => Symbol::Done,
        Weight::Different => Symbol::Forward,
        Weight::Attention => Symbol::Alert,
    };
    let which = if told.numbers.is_empty() { String::new() } else { format!(": {}", told.numbers.join(", ")) };
    let some = (told.cases < total)
        .then(|| view! { " " <span class="hint">{format!("({} van {total}{which})", told.cases)}</span> });
    view! { <li class="changes__line"><Icon symbol=symbol/><span>{dated(told.line.text)}{some}</span></li> }.into_any()
}

#[component]
fn OneCase(case: CaseLine, sent: Option<Vec<String>>) -> AnyView {
    let can = case.why_not.is_empty();
    let tick = if can {
        let checked = sent.is_none_or(|sent| sent.contains(&case.value));
        view! { <RowTick name="zaak" value=case.value label=format!("Casus {} overzetten", case.number) checked=checked/> }
            .into_any()
    } else {
        view! { <span class="hint">"kan niet"</span> }.into_any()
    };
    let term = case.term.map(|term| view! { <DueChip due=term/> });
    let after = (!case.term_after.is_empty()).then(|| view! { " " <span class="hint">{dated(case.term_after)}</span> });
    view! {
        <tr>
            <Cell label="Casusnummer" head=true><span class="whole">{case.number}</span></Cell>
            <Cell label="Overzetten">{tick}</Cell>
            <Cell label="School">{case.school}</Cell>
            <Cell label="Regie">{case.regie}</Cell>
            <Cell label="Sinds">{dated(short_date(case.since))}</Cell>
            <Cell label="Termijn">{term}{after}</Cell>
        </tr>
    }
    .into_any()
}
