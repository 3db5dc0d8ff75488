//! My meetings: what comes, what waits for me, and planning.
use super::closed_day;
use crate::components::{
    ActionLink, Badge, Cell, Chip, Choice, Column, DataTable, DateField, Emphasis, EmptyState, ErrorSummary,
    FilterChips, Fold, Hidden, Notice, PageHeader, Select, SubmitButton, TextField, Tone, Typed,
};
use domain::{
    page::meeting::{Line, Meetings, Planners, Series},
    stage::Stage,
};
use leptos::prelude::*;

/// The list.
#[component]
pub fn MeetingsPage(page: Meetings, typed: Typed, #[prop(optional, into)] done: String) -> AnyView {
    let total = page.owners.iter().map(|owner| owner.count).sum::<usize>();
    let none_on = page.owners.iter().all(|owner| !owner.is_on);
    let mut chips =
        vec![Chip { label: "Alle overleggen".into(), href: "/overleggen".into(), is_on: none_on, count: Some(total) }];
    chips.extend(page.owners.iter().map(|owner| Chip {
        label: owner.name.clone(),
        href: if owner.is_on { "/overleggen".into() } else { format!("/overleggen?van={}", owner.id) },
        is_on: owner.is_on,
        count: Some(owner.count),
    }));
    let filter = (page.owners.len() > 1).then(|| view! { <FilterChips label="Van wie" chips=chips/> });
    let nothing = page.upcoming.is_empty() && page.past.is_empty();
    let empty = nothing.then(|| view! { <Nothing may_plan=!page.plan_at.is_empty() planners=page.planners.clone()/> });
    let upcoming = (!page.upcoming.is_empty()).then(|| {
        view! { <Table id="komend" caption="Komende overleggen" lines=page.upcoming.clone()/> }
    });
    let lines = page.past.clone();
    let past = (!lines.is_empty()).then(|| {
        let note = lines.len().to_string();
        let waits = lines.iter().any(|line| !line.todo.is_empty());
        view! { <Fold title="Geweest" note=note open=waits><Table id="geweest" caption="Overleggen die zijn geweest" lines=lines/></Fold> }
    });
    let done = (!done.is_empty()).then(|| view! { <Notice tone=Tone::Good title=done/> });
    let series = page.series.iter().cloned().map(|series| view! { <PlanYear series=series/> }).collect_view();
    let year = page
        .has_year
        .then(|| view! { <ActionLink href="/overleggen/jaar" label="Jaarkalender" emphasis=Emphasis::Second/> });
    let plan = (!page.plan_at.is_empty()).then(|| view! { <PlanOne page=page.clone() typed=typed.clone()/> });
    view! {
        <PageHeader title="Overleggen" above=format!("Schooljaar {}", page.school_year) lead="De agenda's van uw overleggen, van concept tot verslag.">{year}</PageHeader>
        <ErrorSummary errors=typed.errors()/>
        {done}
        {filter}
        {empty}
        {upcoming}
        {past}
        <section class="section" id="plannen">{series}{plan}</section>
    }
    .into_any()
}

#[component]
fn Nothing(may_plan: bool, planners: Vec<Planners>) -> AnyView {
    if may_plan {
        view! {
            <EmptyState title="Er zijn nog geen overleggen gepland" action="Overleggen plannen" href="#plannen">
                <p>"Plan hieronder het hele schooljaar in één keer. Daarna maakt u per overleg de concept-agenda uit de analyse."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let who = planners
            .into_iter()
            .map(|one| view! { <li>{format!("{}: dat plant {}.", one.kinds.join(", "), one.who)}</li> })
            .collect_view();
        view! {
            <EmptyState title="Er zijn nog geen overleggen voor u">
                <p>"Zodra een agenda is verstuurd waarbij u een plaats hebt, vindt u die hier en in Mijn werk."</p>
                <ul>{who}</ul>
            </EmptyState>
        }
        .into_any()
    }
}

const fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Concept => Tone::Neutral,
        Stage::Sent | Stage::Definitive => Tone::Info,
        Stage::Held => Tone::Attention,
        Stage::Shared => Tone::Good,
    }
}

#[component]
fn Table(#[prop(into)] id: String, #[prop(into)] caption: String, lines: Vec<Line>) -> AnyView {
    let columns = vec![
        Column::new("Overleg"),
        Column::new("Wanneer"),
        Column::new("Stand"),
        Column::number("Punten"),
        Column::new("Voor u te doen"),
    ];
    let note = format!("{}", lines.len());
    let rows = lines
        .into_iter()
        .map(|line| {
            let when = format!("{}, {}", line.day, line.time);
            let todo = if line.todo.is_empty() { "–".to_owned() } else { line.todo };
            let title = if line.is_open {
                view! { <a href=format!("/overleggen/{}", line.id)>{line.title}</a> }.into_any()
            } else {
                view! { {line.title}<br/><span class="hint">"De agenda is nog niet verstuurd."</span> }.into_any()
            };
            view! {
                <tr>
                    <Cell label="Overleg" head=true>{title}</Cell>
                    <Cell label="Wanneer">{when}<br/><span class="hint">{line.place}</span>{closed_day(line.closed)}</Cell>
                    <Cell label="Stand"><Badge text=line.stage_label tone=tone(line.stage)/></Cell>
                    <Cell label="Punten" number=true>{line.items}</Cell>
                    <Cell label="Voor u te doen">{todo}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable id=id caption=caption columns=columns note=note>{rows}</DataTable> }.into_any()
}

/// The whole year in one act.
#[component]
fn PlanYear(series: Series) -> AnyView {
    let hidden = vec![("doe", "jaar".to_owned()), ("van", series.owner.to_string()), ("soort", series.kind.clone())];
    let count = series.days.len();
    let days = series.days.join(", ");
    view! {
        <form method="post" action="/overleggen" class="step">
            <Hidden values=hidden/>
            <SubmitButton
                label=format!("{count} overleggen ({}) plannen voor {}", series.short, series.owner_name)
                name="plan" value=series.owner.to_string()
                consequence=format!("Op {days}. U kunt de agenda's daarna een voor een maken.")
            />
        </form>
    }
    .into_any()
}

/// One meeting on a date.
#[component]
fn PlanOne(page: Meetings, typed: Typed) -> AnyView {
    let choices =
        |all: &[domain::page::Choice]| all.iter().map(|c| Choice::new(&c.value, &c.label)).collect::<Vec<_>>();
    let (owners, kinds) = (choices(&page.plan_at), choices(&page.kinds));
    let owner = typed.or("van", page.plan_at.first().map_or("", |choice| choice.value.as_str()));
    let kind = typed.or("soort", page.kinds.first().map_or("", |choice| choice.value.as_str()));
    view! {
        <Fold title="Eén overleg plannen" open=typed.has_errors()>
            <form method="post" action="/overleggen" novalidate>
                <Hidden values=vec![("doe", "een".to_owned())]/>
                <Select name="van" label="Voor wie" choices=owners value=owner error=typed.error("van")/>
                <Select name="soort" label="Soort overleg" choices=kinds value=kind error=typed.error("soort")/>
                <DateField name="dag" label="Dag" hint=format!("Bijvoorbeeld {}", page.day_example) value=typed.value("dag") error=typed.error("dag")/>
                <TextField name="tijd" label="Begintijd" hint="Bijvoorbeeld 13:00" value=typed.or("tijd", "13:00") error=typed.error("tijd") width=Some(5)/>
                <TextField name="plaats" label="Plaats" value=typed.value("plaats") error=typed.error("plaats") optional=true/>
                <SubmitButton label="Overleg plannen" consequence="Het overleg staat daarna als concept in deze lijst."/>
            </form>
        </Fold>
    }
    .into_any()
}
