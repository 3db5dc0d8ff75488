//! The list of pupils a reader may see: search, filters as chips, order, fifty at a time.
use super::groups::GroupField;
use crate::{
    components::{
        ActionLink, Cell, Chip, Column, ConsentOf, DataTable, DueChip, Emphasis, EmptyState, FilterChips, PageHeader,
        Pagination, Sort, Symbol, dated,
    },
    pages::address::with_query,
};
use domain::{
    calendar::short_date,
    page::{
        School,
        pupil::{Filter, Line, Pupils},
    },
    pupil::{Group, Heading},
};
use leptos::prelude::*;

/// Address of the list with another filter; a change starts again at the first page.
fn address(filter: &Filter) -> String {
    let Filter { text, school, step, group, order } = filter;
    let asked = [("zoek", text), ("school", school), ("proces", step), ("groep", group), ("volgorde", order)];
    with_query("/leerlingen", &asked.map(|(name, value)| (name, value.as_str())))
}

/// One page of the list.
#[component]
pub fn PupilsPage(page: Pupils) -> AnyView {
    let lead = match page.total {
        0 => "Geen leerlingen".to_owned(),
        1 => "1 leerling".to_owned(),
        many => format!("{many} leerlingen"),
    };
    let add = page.can_register.then(|| {
        view! { <ActionLink href="/leerlingen/nieuw" label="Leerling toevoegen" symbol=Some(Symbol::Add) emphasis=Emphasis::Second/> }
    });
    let gaps = (!page.by_consent).then(|| {
        view! { <ActionLink href="/leerlingen/toestemming" label="Zonder geldige toestemming" emphasis=Emphasis::Quiet/> }
    });
    let filtered = page.filter != Filter { order: page.filter.order.clone(), ..Filter::default() };
    let body = if page.lines.is_empty() {
        view! { <Nothing filtered=filtered by_consent=page.by_consent can_register=page.can_register/> }.into_any()
    } else {
        view! { <Lines page=page.clone()/> }.into_any()
    };
    view! {
        <PageHeader title="Leerlingen" lead=lead>{add}{gaps}</PageHeader>
        <Search filter=page.filter.clone() schools=page.schools.clone()/>
        <Filters page=page.clone()/>
        {body}
    }
    .into_any()
}

#[component]
fn Search(filter: Filter, schools: Vec<School>) -> AnyView {
    let clear = (!filter.text.is_empty()).then(|| {
        let href = address(&Filter { text: String::new(), ..filter.clone() });
        view! { <a href=href>"Zoekopdracht wissen"</a> }
    });
    let of_school = |school: &School| filter.school.is_empty() || filter.school == school.value;
    let asked: Vec<School> = schools.into_iter().filter(of_school).collect();
    let group = (!asked.is_empty()).then(|| {
        view! { <GroupField id="groep-lijst" schools=asked value=filter.group empty=Heading::all/> }
    });
    let hidden = [("school", filter.school), ("proces", filter.step), ("volgorde", filter.order)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="filterform filterform--many" method="get" action="/leerlingen" role="search" aria-label="Zoek in deze lijst">
            <div class="field">
                <label class="utrecht-form-label" for="zoek-lijst">"Zoek op naam"</label>
                <input class="utrecht-textbox" type="search" id="zoek-lijst" name="zoek" value=filter.text autocomplete="off"/>
            </div>
            {group}
            {hidden}
            <div class="buttons">
                <button class="utrecht-button utrecht-button--secondary-action" type="submit">"Zoeken"</button>
                {clear}
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Filters(page: Pupils) -> AnyView {
    let filter = page.filter;
    let kinds = School::apart(&page.schools);
    let both = kinds.len() > 1;
    let schools = (page.schools.len() > 1).then(|| {
        let kinds = kinds.iter().map(|(years, schools)| {
            let label = if both { years.schools().to_owned() } else { "School".to_owned() };
            let chips = schools.iter().map(|school| {
                let is_on = filter.school == school.value;
                let value = if is_on { String::new() } else { school.value.clone() };
                // A klas is not looked for at a school that counts groepen.
                let group = Group::from_key(&filter.group).filter(|group| group.years == *years);
                let group = group.map_or_else(String::new, Group::key);
                let href = address(&Filter { school: value, group, ..filter.clone() });
                Chip { label: school.label.clone(), href, is_on, count: None }
            });
            view! { <FilterChips label=label chips=chips.collect()/> }
        });
        kinds.collect_view()
    });
    let steps = (!page.steps.is_empty()).then(|| {
        let chips = page.steps.iter().map(|step| {
            let is_on = filter.step == step.value;
            let value = if is_on { String::new() } else { step.value.clone() };
            let href = address(&Filter { step: value, ..filter.clone() });
            Chip { label: step.label.clone(), href, is_on, count: None }
        });
        view! { <FilterChips label="Stap" chips=chips.collect()/> }
    });
    view! { {schools} {steps} }.into_any()
}

#[component]
fn Lines(page: Pupils) -> AnyView {
    let (several, heading) = (page.schools.len() > 1, page.heading());
    let order = |up: &str| {
        let down = format!("-{up}");
        let to = |order: &str| address(&Filter { order: order.to_owned(), ..page.filter.clone() });
        match page.filter.order.as_str() {
            now if now == up || (now.is_empty() && up == "naam") => Sort::Up(to(&down)),
            now if now == down => Sort::Down(to(up)),
            _ => Sort::By(to(up)),
        }
    };
    let mut columns = vec![Column::sorted("Naam", order("naam")), Column::sorted(heading.title(), order("groep"))];
    if several {
        columns.push(Column::new("School"));
    }
    columns.extend(["Stap", "Sinds", "Termijn", "Toestemming"].map(Column::new));
    let rows =
        page.lines.into_iter().map(|line| view! { <One line=line several=several heading=heading/> }).collect_view();
    let base = address(&page.filter);
    let mark = if base.contains('?') { '&' } else { '?' };
    let shown = usize::try_from(page.page).unwrap_or(1);
    let pages = usize::try_from(page.pages).unwrap_or(1);
    let note = if pages > 1 { format!("bladzijde {shown} van {pages}") } else { String::new() };
    view! {
        <DataTable id="leerlingen" caption="Leerlingen" columns=columns note=note>{rows}</DataTable>
        <Pagination current=shown pages=pages base=format!("{base}{mark}pagina=")/>
    }
    .into_any()
}

#[component]
fn One(line: Line, several: bool, heading: Heading) -> AnyView {
    let href = format!("/leerlingen/{}", line.pupil.id);
    let register = format!("{href}#toestemming");
    let school = several.then(|| view! { <Cell label="School">{line.school}</Cell> });
    let since = line.since.map(|day| dated(short_date(day)));
    let term = line.term.map(|due| view! { <DueChip due=due/> });
    let step = if line.step.is_empty() { "geen casus".to_owned() } else { line.step };
    view! {
        <tr>
            <Cell label="Naam" head=true><a href=href>{line.pupil.name}</a></Cell>
            <Cell label=heading.title()>{heading.cell(line.pupil.group)}</Cell>
            {school}
            <Cell label="Stap">{step}</Cell>
            <Cell label="Sinds">{since}</Cell>
            <Cell label="Termijn">{term}</Cell>
            <Cell label="Toestemming"><ConsentOf line=line.consent href=register/></Cell>
        </tr>
    }
    .into_any()
}

#[component]
fn Nothing(filtered: bool, by_consent: bool, can_register: bool) -> AnyView {
    if filtered {
        return view! {
            <EmptyState title="Geen leerling gevonden" action="Alle leerlingen tonen" href="/leerlingen">
                <p>"Geen leerling past bij deze zoekopdracht en filters. U vindt alleen leerlingen die voor u zijn geopend."</p>
            </EmptyState>
        }
        .into_any();
    }
    if by_consent {
        return view! {
            <EmptyState title="Er zijn nog geen leerlingen met u gedeeld">
                <p>"Werkt u vast op een school? Dan ziet u hier haar leerlingen, zodra ouders toestemming geven om met uw organisatie te delen. De ib'er van de school legt dat vast. Bent u uitgenodigd voor één leerling? Dan staat dat onder Overleggen."</p>
            </EmptyState>
        }
        .into_any();
    }
    let (action, href) = if can_register { ("Leerling toevoegen", "/leerlingen/nieuw") } else { ("", "") };
    view! {
        <EmptyState title="Er staan nog geen leerlingen in de lijst" action=action href=href>
            <p>"Hier komen de leerlingen van de scholen waar u werkt. De school voegt hen toe."</p>
        </EmptyState>
    }
    .into_any()
}
