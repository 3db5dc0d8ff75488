//! The agenda of one meeting, in the columns of S0: naam, geb.dat., groep, domein/ hulpvraag, by bouw; anonymous items
//! in a block of their own.
use super::{
    Moves, NotOpened, Said, Saying, Stages, amount,
    changes::{AnonymousChanges, ItemChanges},
    suggestions::Suggestions,
    when,
};
use crate::{
    components::{
        ActionLink, Badge, Cell, Column, ConsentMark, DataTable, Day, Emphasis, EmptyState, Entry, ErrorSummary, Fold,
        PageHeader, PersonLine, PrintHint, Symbol, Timeline, Tone, Typed, UndoBar, dated,
    },
    pages::consent_state,
};
use domain::{
    calendar::short_date,
    page::meeting::{Agenda, AnonymousItem, Block, Item, MinutesAre, Seat},
    pupil::Heading,
    stage::Stage,
};
use leptos::prelude::*;

/// The agenda page.
#[component]
pub fn AgendaPage(page: Agenda, typed: Typed, said: Said) -> AnyView {
    let here = format!("/overleggen/{}", page.head.id);
    let head = page.head.clone();
    let add = page
        .adding
        .is_some()
        .then(|| view! { <ActionLink href=format!("{here}/toevoegen") label="Agendapunt toevoegen" emphasis=Emphasis::Second/> });
    let minutes = match page.minutes_are {
        MinutesAre::NotYet => None,
        MinutesAre::BeingWritten if head.stage == Stage::Held => Some("Verslag afmaken en delen"),
        MinutesAre::BeingWritten => Some("Overleg houden"),
        MinutesAre::Shared => Some("Verslag lezen"),
    }
    .map(|label| view! { <ActionLink href=format!("{here}/verslag") label=label/> });
    // What goes to whom stands beside the minutes, and must be seen before they go.
    let mut moves = page.moves.clone();
    moves.retain(|step| step.to != Stage::Shared);
    let blocks = page
        .blocks
        .iter()
        .cloned()
        .map(|block| view! { <BlockTable block=block page=page.clone() typed=typed.clone()/> })
        .collect_view();
    let nothing = page.count() == 0 && page.hidden == 0;
    let empty = nothing.then(|| view! { <Empty page=page.clone()/> });
    let removed = page
        .removed
        .iter()
        .cloned()
        .map(|one| {
            let hidden = vec![("doe", "terugzetten".to_owned()), ("onderwerp", one.id)];
            view! { <UndoBar text=format!("{} is van de agenda gehaald.", one.label) action=here.clone() label="Terugzetten" hidden=hidden/> }
        })
        .collect_view();
    view! {
        <PageHeader title=head.title() above=when(&head) lead=amount(page.count() + page.hidden, page.minutes)>{minutes}{add}</PageHeader>
        <ErrorSummary errors=typed.errors()/>
        <Saying said=said news=page.news.clone()/>
        <Stages head=head.clone()/>
        <Moves head=head moves=moves typed=typed.clone() action=here is_next=!nothing/>
        {removed}
        {empty}
        <section class="section" id="agenda">
            <h2 class="visually-hidden">"Agenda"</h2>
            {blocks}
            <Anonymous items=page.anonymous.clone() page=page.clone() typed=typed/>
            <NotOpened count=page.hidden by=page.hidden_by/>
            <PrintHint/>
        </section>
        <Suggestions page=page.clone()/>
        <AtTable seats=page.table.clone() without_account=page.without_account.clone()/>
        <History page=page/>
    }
    .into_any()
}

#[component]
fn Empty(page: Agenda) -> AnyView {
    let (action, href, why) = if !page.suggestions.is_empty() {
        (
            "Naar het voorstel",
            "#voorstel".to_owned(),
            "De analyse brengt leerlingen voor deze agenda; zij staan hieronder klaar.",
        )
    } else if page.may_draft {
        (
            "Naar de analyse",
            "/analyse".to_owned(),
            "Zet in de analyse ‘ja’ bij de leerlingen die u wilt bespreken. Zij komen dan hier als voorstel.",
        )
    } else if page.adding.is_some() {
        (
            "Agendapunt toevoegen",
            format!("/overleggen/{}/toevoegen", page.head.id),
            "Heeft u zelf een leerling of een vraag voor dit overleg? Voeg die toe.",
        )
    } else {
        ("", String::new(), "Er is niets voor u op deze agenda.")
    };
    view! { <EmptyState title="Er staat nog niets op de agenda" action=action href=href><p>{why}</p></EmptyState> }
        .into_any()
}

#[component]
fn BlockTable(block: Block, page: Agenda, typed: Typed) -> AnyView {
    if block.items.is_empty() {
        return ().into_any();
    }
    let heading = page.heading();
    let mut columns = vec![
        Column::short("Nr.", "Nummer"),
        Column::new("Naam"),
        Column::new("Geb.dat."),
        Column::short(heading.short(), heading.title()),
        Column::new("Domein/ hulpvraag"),
        Column::new("Toestemming"),
        Column::short("Min.", "Minuten"),
    ];
    if page.may_draft {
        columns.push(Column::silent("Wijzigen"));
    }
    let columns_as = match (page.may_draft, heading) {
        (true, Heading::Both) => "table--agenda table--mixed table--changing",
        (false, Heading::Both) => "table--agenda table--mixed",
        (true, Heading::One(_)) => "table--agenda table--changing",
        (false, Heading::One(_)) => "table--agenda",
    };
    let caption = format!("{} {}", block.label, block.caption);
    let rows = block
        .items
        .iter()
        .cloned()
        .map(|item| view! { <Row item=item heading=heading page=page.clone() typed=typed.clone()/> })
        .collect_view();
    view! { <DataTable id=format!("blok-{}", block.label.to_lowercase()) caption=caption columns=columns columns_as=columns_as>{rows}</DataTable> }.into_any()
}

#[component]
fn Row(item: Item, heading: Heading, page: Agenda, typed: Typed) -> AnyView {
    let pupil = item.pupil.id.to_string();
    let (file, register) = (format!("/leerlingen/{pupil}"), format!("/leerlingen/{pupil}#toestemming"));
    let reason =
        (!item.reason.is_empty()).then(|| view! { <br/><span class="hint">"Reden: "{item.reason.clone()}</span> });
    let school = (!item.school.is_empty()).then(|| view! { <br/><span class="hint">{item.school.clone()}</span> });
    let guests = item
        .guests
        .iter()
        .map(|guest| view! { <br/><span class="hint">"Uitgenodigd: "{guest.label()}</span> })
        .collect_view();
    let change =
        page.may_draft.then(|| view! { <td><ItemChanges item=item.clone() head=page.head.clone() typed=typed/></td> });
    view! {
        <tr id=format!("punt-{}", item.id)>
            <Cell label="Nr.">{item.number}</Cell>
            <Cell label="Naam" head=true><a href=file>{item.pupil.name.clone()}</a>{school}</Cell>
            <Cell label="Geb.dat.">{dated(short_date(item.pupil.born_on))}</Cell>
            <Cell label=heading.short()>{heading.cell(item.pupil.group)}</Cell>
            <Cell label="Domein/ hulpvraag">{item.question.clone()}{reason}<br/><span class="hint">{item.origin.clone()}</span>{guests}</Cell>
            <Cell label="Toestemming"><ConsentMark state=consent_state(item.consent.mark) text=item.consent.text.clone() href=register/></Cell>
            <Cell label="Min." number=true>{item.minutes}</Cell>
            {change}
        </tr>
    }
    .into_any()
}

#[component]
fn Anonymous(items: Vec<AnonymousItem>, page: Agenda, typed: Typed) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let mut columns = vec![
        Column::short("Nr.", "Nummer"),
        Column::new("Wat"),
        Column::new("Vraag"),
        Column::short("Min.", "Minuten"),
    ];
    if page.may_draft {
        columns.push(Column::silent("Wijzigen"));
    }
    let columns_as = if page.may_draft { "table--anonymous table--changing" } else { "table--anonymous" };
    let rows = items
        .into_iter()
        .map(|item| {
            let change = page.may_draft.then(
                || view! { <td><AnonymousChanges item=item.clone() head=page.head.clone() typed=typed.clone()/></td> },
            );
            view! {
                <tr id=format!("punt-{}", item.id)>
                    <Cell label="Nr.">{item.number}</Cell>
                    <Cell label="Wat" head=true><Badge text="Anoniem agendapunt" tone=Tone::Neutral/></Cell>
                    <Cell label="Vraag">{item.question.clone()}</Cell>
                    <Cell label="Min." number=true>{item.minutes}</Cell>
                    {change}
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable id="blok-anoniem" caption="Anoniem" columns=columns columns_as=columns_as>{rows}</DataTable> }
        .into_any()
}

#[component]
pub fn AtTable(seats: Vec<Seat>, #[prop(optional)] without_account: Vec<String>) -> AnyView {
    let people = seats
        .into_iter()
        .map(|seat| {
            let note = match (seat.presence.as_str(), seat.is_guest) {
                ("present", _) => "aanwezig",
                ("absent", _) => "afwezig",
                ("excused", _) => "afgemeld",
                (_, true) => "uitgenodigd",
                _ => "",
            };
            view! { <li><PersonLine name=seat.name function=seat.function organisation=seat.organisation note=note/></li> }
        })
        .collect_view();
    let others = without_account
        .into_iter()
        .map(|role| view! { <li><PersonLine name=role note="zonder account in Rondom"/></li> })
        .collect_view();
    view! { <section class="section"><h2>"Aan tafel"</h2><ul>{people}{others}</ul></section> }.into_any()
}

#[component]
fn History(page: Agenda) -> AnyView {
    if page.history.is_empty() {
        return ().into_any();
    }
    let days = page
        .history
        .into_iter()
        .map(|day| Day {
            label: day.label,
            entries: day
                .happenings
                .into_iter()
                .map(|one| Entry {
                    time: one.time,
                    who: one.who,
                    what: one.what,
                    detail: one.detail,
                    symbol: Symbol::Edit,
                })
                .collect(),
        })
        .collect::<Vec<_>>();
    view! { <Fold title="Wat er met deze agenda gebeurde"><Timeline days=days/></Fold> }.into_any()
}
