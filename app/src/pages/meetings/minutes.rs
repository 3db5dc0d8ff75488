//! Holding the meeting and its minutes: left the agenda, right the item; after it, what goes to whom.
use super::{Moves, NotOpened, Said, Saying, Stages, agenda::AtTable, amount, item::ItemPane, print::WholeItem, when};
use crate::components::{
    ActionLink, BackLink, Cell, Choice, Column, DataTable, Emphasis, EmptyState, ErrorSummary, Fold, Hidden, Icon,
    PageHeader, PrintHint, Select, SubmitButton, Symbol, Typed,
};
use domain::{
    page::meeting::{Entry, Head, Minutes, Recipient, Seat},
    stage::Stage,
};
use leptos::prelude::*;

/// The minutes page.
#[component]
pub fn MinutesPage(page: Minutes, typed: Typed, said: Said) -> AnyView {
    let head = page.head.clone();
    let here = format!("/overleggen/{}/verslag", head.id);
    let stale = said.stale.is_some();
    let beamer = page.may_write.then(|| {
        let now = page.open.as_ref().map_or_else(String::new, |item| format!("?onderwerp={}", item.id));
        view! { <ActionLink href=format!("/overleggen/{}/beamer{now}", head.id) label="Beamerstand" emphasis=Emphasis::Second/> }
    });
    let whole = page.all.is_empty().then(|| view! { <ActionLink href=format!("{here}?alles=1") label="Alles lezen of printen" emphasis=Emphasis::Quiet/> });
    let empty = page.entries.is_empty().then(|| {
        view! { <EmptyState title="Er staan geen punten op deze agenda" action="Naar de agenda" href=format!("/overleggen/{}", head.id)><p>"Zonder agendapunten is er niets te verslaan."</p></EmptyState> }
    });
    let open = page.open.clone().map(|item| {
        view! {
            <div class="panes">
                <List head=head.clone() entries=page.entries.clone()/>
                <ItemPane head=head.clone() item=item typed=typed.clone() stale=stale saved=said.saved.clone() is_correction=page.is_correction guidance=page.guidance.clone()/>
            </div>
        }
    });
    let all = page
        .all
        .iter()
        .cloned()
        .map(|item| view! { <WholeItem head=head.clone() item=item may_write=page.may_write/> })
        .collect_view();
    let may_tell = page.may_write && !page.is_correction;
    let attendance = may_tell.then(|| view! { <Attendance head=head.clone() table=page.table.clone()/> });
    // On paper too it must say who was there.
    let at_table = (!may_tell || !page.all.is_empty()).then(|| view! { <AtTable seats=page.table.clone()/> });
    let print = (!page.all.is_empty()).then(|| view! { <PrintHint what="Dit verslag"/> });
    view! {
        <BackLink href=format!("/overleggen/{}", head.id) label="Terug naar de agenda"/>
        <PageHeader title=format!("Verslag {}", head.title()) above=when(&head) lead=amount(page.entries.len() + page.hidden, page.minutes)>{beamer}{whole}</PageHeader>
        <ErrorSummary errors=typed.errors()/>
        <Saying said=said news=vec![]/>
        <Stages head=head.clone()/>
        {attendance}
        {at_table}
        {empty}
        {open}
        {all}
        <NotOpened count=page.hidden by=page.hidden_by/>
        {print}
        <Sharing page=page typed=typed/>
    }
    .into_any()
}

#[component]
fn List(head: Head, entries: Vec<Entry>) -> AnyView {
    let items = entries
        .into_iter()
        .map(|entry| {
            let done = entry.is_minuted.then(|| view! { <Icon symbol=Symbol::Done label="Er is verslag"/> });
            let href = format!("/overleggen/{}/verslag?onderwerp={}#punt", head.id, entry.id);
            view! {
                <li><a href=href aria-current=entry.is_open.then_some("true")>
                    <span class="agenda__name">{entry.label}</span>{done}<span class="agenda__time">{format!("{} min", entry.minutes)}</span>
                </a></li>
            }
        })
        .collect_view();
    view! { <nav class="agenda" aria-label="Agendapunten"><ol>{items}</ol></nav> }.into_any()
}

#[component]
fn Attendance(head: Head, table: Vec<Seat>) -> AnyView {
    let known = table.iter().filter(|seat| seat.presence != "expected").count();
    let note = format!("{known} van {} ingevuld", table.len());
    let rows = table
        .into_iter()
        .map(|seat| {
            let choices = vec![
                Choice::new("expected", "nog niet ingevuld"),
                Choice::new("present", "aanwezig"),
                Choice::new("absent", "afwezig"),
                Choice::new("excused", "afgemeld"),
            ];
            let label = format!("{} ({})", seat.label(), seat.organisation);
            view! { <Select name=format!("aanwezig.{}", seat.id) label=label choices=choices value=seat.presence/> }
        })
        .collect_view();
    view! {
        <Fold title="Wie is er?" note=note>
            <form method="post" action=format!("/overleggen/{}/verslag", head.id)>
                <Hidden values=vec![("doe", "aanwezig".to_owned())]/>
                {rows}
                <SubmitButton label="Aanwezigheid bewaren" emphasis=Emphasis::Second/>
            </form>
        </Fold>
    }
    .into_any()
}

/// What goes to whom, before it goes; and the button that lets it go.
#[component]
fn Sharing(page: Minutes, typed: Typed) -> AnyView {
    if !page.may_write || page.head.stage == Stage::Shared {
        return ().into_any();
    }
    let preview = (!page.recipients.is_empty()).then(|| view! { <Recipients all=page.recipients.clone()/> });
    let action = format!("/overleggen/{}/verslag", page.head.id);
    view! {
        <section class="section" id="afronden">
            <h2>"Afronden"</h2>
            {preview}
            <Moves head=page.head moves=page.moves typed=typed action=action is_next=true/>
        </section>
    }
    .into_any()
}

#[component]
fn Recipients(all: Vec<Recipient>) -> AnyView {
    let columns =
        vec![Column::new("Wie"), Column::new("Krijgt"), Column::number("Anoniem"), Column::number("Niet geopend")];
    let rows = all
        .into_iter()
        .map(|one| {
            let gets = if one.items.is_empty() { "geen punten met naam".to_owned() } else { one.items.join(", ") };
            view! {
                <tr>
                    <Cell label="Wie" head=true>{format!("{} ({})", one.person.label(), one.person.organisation)}</Cell>
                    <Cell label="Krijgt">{gets}</Cell>
                    <Cell label="Anoniem" number=true>{one.anonymous}</Cell>
                    <Cell label="Niet geopend" number=true>{one.hidden}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable id="wie-krijgt-wat" caption="Wie krijgt wat als u nu deelt" columns=columns>{rows}</DataTable> }
        .into_any()
}
