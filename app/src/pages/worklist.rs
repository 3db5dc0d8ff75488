//! "Mijn werk": the home page of everybody. What waits for me, until when, and why.
use crate::components::{Emphasis, EmptyState, PageHeader, SubmitButton, TermChip, TermState, UndoBar, dated};
use domain::{
    calendar::short_date,
    id::ActionId,
    page::worklist::{Group, Item, Upcoming, Worklist, in_words},
    term::{Chip, TermState as Room},
};
use leptos::prelude::*;

/// The worklist of one person in one tenant; `done` was ticked off just now.
#[component]
pub fn WorklistPage(page: Worklist, done: Option<ActionId>) -> AnyView {
    let undo = done.map(|id| view! { <UndoBar text="De actie is klaar." action=format!("/acties/{id}/open")/> });
    let lead = in_words(page.count());
    let empty = (page.count() == 0).then(|| {
        let lines = page.quiet.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
        view! { <EmptyState title="U bent bij">{lines}</EmptyState> }
    });
    let groups = page
        .groups
        .into_iter()
        .filter(|group| !group.items.is_empty())
        .map(|group| view! { <Waiting group=group/> })
        .collect_view();
    let meetings = (!page.meetings.is_empty()).then(|| view! { <Meetings meetings=page.meetings/> });
    view! {
        <PageHeader title="Mijn werk" above=page.today lead=lead/>
        {undo}
        {empty}
        {groups}
        {meetings}
    }
    .into_any()
}

#[component]
fn Waiting(group: Group) -> AnyView {
    let items = group.items.into_iter().map(|item| view! { <One item=item/> }).collect_view();
    let more = (group.more > 0).then(|| {
        view! { <p><a class="utrecht-link utrecht-link--html-a" href="/leerlingen">{format!("En nog {}: kijk bij Leerlingen", group.more)}</a></p> }
    });
    view! { <section class="section"><h2>{group.title}</h2><ul class="worklist">{items}</ul>{more}</section> }
        .into_any()
}

#[component]
fn One(item: Item) -> AnyView {
    let due = item.due.map(|chip| view! { <Due chip=chip/> });
    let tick = (!item.tick.is_empty()).then(|| {
        view! {
            <form method="post" action=item.tick.clone()>
                <SubmitButton label="Klaar" emphasis=Emphasis::Second spoken=Some(format!("Klaar: {}", item.what))/>
            </form>
        }
    });
    view! {
        <li class="worklist__item">
            <div><a class="worklist__what" href=item.href>{item.what.clone()}</a><p class="hint">{dated(item.why)}</p></div>
            <div class="worklist__side">{due}{tick}</div>
        </li>
    }
    .into_any()
}

/// A term as text, symbol and colour.
#[component]
pub fn Due(chip: Chip) -> AnyView {
    let state = match chip.state {
        Room::Ruim => TermState::Ample,
        Room::Bijna => TermState::Near,
        Room::TeLaat => TermState::Late,
    };
    view! { <TermChip state=state text=chip.text until=short_date(chip.due)/> }.into_any()
}

#[component]
fn Meetings(meetings: Vec<Upcoming>) -> AnyView {
    let rows = meetings
        .into_iter()
        .map(|meeting| view! { <li class="card"><h3><a href=meeting.href>{meeting.title}</a></h3><p>{meeting.when}</p><p class="hint">{meeting.stage}</p></li> })
        .collect_view();
    view! { <section class="section"><h2>"Overleggen die komen"</h2><ol class="cards">{rows}</ol></section> }.into_any()
}
