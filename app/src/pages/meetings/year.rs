//! The year calendar: month by month what is asked of whom, the meetings that are planned, and the school holidays.
use super::closed_day;
use crate::{
    components::{Badge, Chip, EmptyState, FilterChips, Notice, PageHeader, Tone, dated},
    pages::{address::with_query, worklist::Due},
};
use domain::{
    calendar::short_date,
    page::year::{Moment, Month, Planned, Year},
};
use leptos::prelude::*;

/// One school year.
#[component]
pub fn YearPage(page: Year) -> AnyView {
    let chips = page.choices.iter().map(|choice| Chip {
        label: choice.label.clone(),
        href: with_query("/overleggen/jaar", &[("jaar", &choice.value)]),
        is_on: choice.label == page.label,
        count: None,
    });
    let chips = chips.collect();
    let caveat = (!page.caveat.is_empty()).then(|| view! { <Notice tone=Tone::Attention title=page.caveat.clone()/> });
    let empty = page.is_empty.then(|| {
        view! {
            <EmptyState title="Voor dit schooljaar staat er niets in de jaarkalender" action="Naar de overleggen" href="/overleggen">
                <p>"Wat er elke maand gebeurt, zet de functioneel beheerder in de werkwijze. Overleggen plant u bij Overleggen."</p>
            </EmptyState>
        }
    });
    let shown = page.months.into_iter().filter(|month| !page.is_empty || !month.holidays.is_empty());
    let months = shown.map(|month| view! { <One month=month/> }).collect_view();
    view! {
        <PageHeader title="Jaarkalender" above=format!("Schooljaar {}", page.label) lead="Wat er elke maand van wie wordt gevraagd, en welke overleggen gepland staan."/>
        <FilterChips label="Schooljaar" chips=chips/>
        {caveat}
        {empty}
        <ol class="year">{months}</ol>
    }
    .into_any()
}

#[component]
fn One(month: Month) -> AnyView {
    let now = month.is_now.then(|| view! { " "<Badge text="nu" tone=Tone::Info/> });
    let here = month.is_now.then_some("date");
    let class = if month.is_past { "month month--past" } else { "month" };
    let nothing = month.moments.is_empty() && month.meetings.is_empty() && month.holidays.is_empty();
    let nothing = nothing.then(|| view! { <p class="hint">"Niets gepland."</p> });
    let holidays = month.holidays.into_iter().map(|line| view! { <p class="hint">{dated(line)}</p> }).collect_view();
    let moments = month.moments.into_iter().map(|moment| view! { <Asked moment=moment/> }).collect_view();
    let meetings = month.meetings.into_iter().map(|planned| view! { <Held planned=planned/> }).collect_view();
    view! {
        <li class=class aria-current=here>
            <h2>{month.label}{now}</h2>
            {holidays}
            {nothing}
            <ul class="month__lines">{moments}{meetings}</ul>
        </li>
    }
    .into_any()
}

#[component]
fn Asked(moment: Moment) -> AnyView {
    let mine = moment.is_mine.then(|| view! { " "<Badge text="voor u" tone=Tone::Info/> });
    let due = moment.term.map(|chip| view! { " "<Due chip=chip/> });
    let who = if moment.who.is_empty() { String::new() } else { format!("{}; ", moment.who) };
    view! {
        <li>
            <p>{moment.what}{mine}{due}</p>
            <p class="hint">{dated(format!("{who}uiterlijk {}", short_date(moment.until)))}</p>
        </li>
    }
    .into_any()
}

#[component]
fn Held(planned: Planned) -> AnyView {
    let closed = closed_day(planned.closed);
    view! {
        <li><p><a class="utrecht-link utrecht-link--html-a" href=planned.href>{planned.title}</a></p><p class="hint">{planned.when}{closed}</p></li>
    }
    .into_any()
}
