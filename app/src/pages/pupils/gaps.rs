//! The cases without a consent that holds: who must ask for it, most urgent first.
use crate::{
    components::{
        BackLink, Cell, Chip, Column, ConsentOf, DataTable, EmptyState, FilterChips, PageHeader, Pagination, dated,
    },
    pages::address::with_query,
};
use domain::page::gaps::{Gap, Gaps};
use leptos::prelude::*;

const PAGE: &str = "/leerlingen/toestemming";

/// The list.
#[component]
pub fn GapsPage(page: Gaps) -> AnyView {
    let address = |kind: &str, school: &str| with_query(PAGE, &[("stand", kind), ("school", school)]);
    let all: usize = page.kinds.iter().map(|(_, many)| many).sum();
    let lead = match all {
        0 => "Wie op een agenda staat of daarvoor is voorgesteld heeft toestemming, en geen toestemming loopt binnen zestig dagen af.".to_owned(),
        1 => "Eén keer ontbreekt er iets aan de toestemming.".to_owned(),
        many => format!("{many} keer ontbreekt er iets aan de toestemming."),
    };
    let kinds = page.kinds.iter().map(|(kind, many)| {
        let is_on = kind.value == page.kind;
        let href = address(if is_on { "" } else { &kind.value }, &page.school);
        Chip { label: kind.label.clone(), href, is_on, count: Some(*many) }
    });
    let kinds: Vec<_> = kinds.collect();
    let kinds = (!kinds.is_empty()).then(|| view! { <FilterChips label="Stand" chips=kinds/> });
    let schools = (page.schools.len() > 1).then(|| {
        let chips = page.schools.iter().map(|school| {
            let is_on = school.value == page.school;
            let href = address(&page.kind, if is_on { "" } else { &school.value });
            Chip { label: school.label.clone(), href, is_on, count: None }
        });
        view! { <FilterChips label="School" chips=chips.collect()/> }
    });
    let several = page.schools.len() > 1;
    let base = address(&page.kind, &page.school);
    let mark = if base.contains('?') { '&' } else { '?' };
    let body = if page.lines.is_empty() {
        view! {
            <EmptyState title="Hier ontbreekt geen toestemming" action="Naar de leerlingen" href="/leerlingen">
                <p>"In deze lijst komt wie in de analyse is voorgesteld of op een agenda staat zonder toestemming, en wie een lopende casus heeft waarvan de toestemming is ingetrokken, verlopen of bijna om, of waartegen bezwaar is gemaakt."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let mut columns = vec![Column::new("Naam")];
        if several {
            columns.push(Column::new("School"));
        }
        columns.extend(["Waar", "Waarvoor", "Stand", "Doen"].map(Column::new));
        let note = if page.pages > 1 { format!("bladzijde {} van {}", page.page, page.pages) } else { String::new() };
        let rows = page.lines.into_iter().map(|gap| view! { <One gap=gap several=several/> }).collect_view();
        view! {
            <DataTable id="zonder-toestemming" caption="Zonder geldige toestemming" columns=columns note=note>{rows}</DataTable>
            <Pagination current=page.page pages=page.pages base=format!("{base}{mark}pagina=")/>
        }
        .into_any()
    };
    view! {
        <BackLink href="/leerlingen" label="Leerlingen"/>
        <PageHeader title="Zonder geldige toestemming" lead=lead/>
        {schools}
        {kinds}
        {body}
    }
    .into_any()
}

#[component]
fn One(gap: Gap, several: bool) -> AnyView {
    let href = format!("/leerlingen/{}", gap.pupil.id);
    let school = several.then(|| view! { <Cell label="School">{gap.school}</Cell> });
    let ends = (!gap.ends.is_empty()).then(|| view! { <br/><span class="hint">{dated(gap.ends)}</span> });
    let does = if gap.can_record {
        let spoken = format!("Toestemming vastleggen: {}, {}", gap.pupil.name, gap.purpose);
        view! { <a href=format!("{href}/toestemming") aria-label=spoken>"Toestemming vastleggen"</a> }.into_any()
    } else {
        view! { <span class="hint">"De school vraagt het en legt het vast."</span> }.into_any()
    };
    let register = format!("{href}#toestemming");
    view! {
        <tr>
            <Cell label="Naam" head=true><a href=href>{gap.pupil.name}</a></Cell>
            {school}
            <Cell label="Waar">{gap.step}</Cell>
            <Cell label="Waarvoor">{gap.purpose}</Cell>
            <Cell label="Stand"><ConsentOf line=gap.state href=register/>{ends}</Cell>
            <Cell label="Doen">{does}</Cell>
        </tr>
    }
    .into_any()
}
