//! Which analyses there are this year, per school, and which one is next.
use crate::components::{ActionLink, Emphasis, EmptyState, PageHeader, SubmitButton};
use domain::{
    calendar::short_date,
    page::analysis::{Analyses, Period, SchoolAnalyses},
};
use leptos::prelude::*;

/// The list of analyses.
#[component]
pub fn AnalysesPage(page: Analyses) -> AnyView {
    let schools = page.schools.iter().cloned().map(|school| view! { <School school=school/> }).collect_view();
    let empty = page.schools.is_empty().then(|| {
        view! {
            <EmptyState title="U bent nog niet aan een school verbonden">
                <p>"De functioneel beheerder verbindt u aan de scholen waar u werkt. Daarna staan hier hun analyses."</p>
            </EmptyState>
        }
    });
    view! {
        <PageHeader
            title=page.title
            above=format!("Schooljaar {}", page.school_year)
            lead="Elke periode één analyse per school. Zij vult de concept-agenda van het overleg."
        />
        {empty}
        {schools}
    }
    .into_any()
}

#[component]
fn School(school: SchoolAnalyses) -> AnyView {
    let id = school.id.to_string();
    let next =
        school.startable.and_then(|number| school.periods.iter().find(|period| period.number == number).cloned());
    let start = next.map(|period| {
        let name = period.name.clone();
        view! {
            <form method="post" action="/analyse">
                <input type="hidden" name="school" value=id.clone()/>
                <input type="hidden" name="periode" value=period.number.to_string()/>
                <SubmitButton
                    label=format!("Analyse van {name} beginnen")
                    name="doe" value=format!("begin-{id}")
                    consequence="Leerlingen, namen en antwoorden van de vorige periode staan er al in."
                />
            </form>
        }
    });
    let rows = school.periods.into_iter().map(|period| view! { <PeriodCard period=period/> }).collect_view();
    view! {
        <section class="section">
            <h2>{school.name}</h2>
            {start}
            <ol class="cards">{rows}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn PeriodCard(period: Period) -> AnyView {
    let meeting = period.meeting_on.map(|day| {
        let label = format!("Overleg op {}", short_date(day));
        match period.meeting {
            Some(id) => view! { <p><a href=format!("/overleggen/{id}")>{label}</a></p> }.into_any(),
            None => view! { <p>{label}</p> }.into_any(),
        }
    });
    let analysis = match (period.analysis, period.made_on) {
        (Some(id), Some(day)) => view! {
            <p>{format!("Gemaakt op {}", short_date(day))}</p>
            <ActionLink href=format!("/analyse/{id}") label="Analyse openen" emphasis=Emphasis::Second/>
        }
        .into_any(),
        _ => view! { <p class="hint">"Nog niet begonnen"</p> }.into_any(),
    };
    view! { <li class="card"><h3>{period.name}</h3>{meeting}{analysis}</li> }.into_any()
}
