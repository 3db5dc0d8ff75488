//! The file of one pupil: who it is, whose turn it is, what was said about sharing, what was agreed, and the story.
use super::{
    goals::{DecisionsSection, GoalsSection},
    register::RegisterSection,
    running::RunningSection,
};
use crate::components::{
    BackLink, Badge, Cell, Column, DataTable, Day, DueChip, Emphasis, Entry, ErrorSummary, Fact, Fold, Hidden,
    NextStep, Notice, PupilCard, PupilHead, SubmitButton, Symbol, Timeline, Tone, Typed, dated,
};
use domain::{
    calendar::short_date,
    page::{
        pupil::{Absence, Deed, Discussed, File, HappeningKind, Reopen},
        running::Running,
        sheet::{SheetLine, SheetState},
    },
};
use leptos::prelude::*;

/// The file as far as this reader may see it.
#[component]
pub fn PupilPage(page: File, typed: Typed) -> AnyView {
    let id = page.pupil.id;
    let address = format!("/leerlingen/{id}");
    let facts = vec![
        Fact::new(page.pupil.group.years.title(), page.pupil.group.number.to_string()),
        Fact::new("School", page.school.clone()),
        Fact::new("Geboren", format!("{} ({} jaar)", short_date(page.pupil.born_on), page.age)),
        Fact::new("Uitgeschreven", page.unenrolled_on.map(short_date).unwrap_or_default()),
        Fact::new("Casusregie", page.running.as_ref().map(|running| running.lead.clone()).unwrap_or_default()),
        Fact::new("Casusnummer", page.running.as_ref().map(casus_number).unwrap_or_default()),
    ];
    let card = PupilCard::Named { name: page.pupil.name.clone(), facts, href: None };
    let shared = page.by_consent.then(|| {
        view! {
            <Notice tone=Tone::Info title="Gedeeld met toestemming">
                <p>"U ziet dit omdat ouders of de leerling toestemming gaven om met uw organisatie te delen. U ziet alleen wat daarbij hoort."</p>
            </Notice>
        }
    });
    let turn = match page.running {
        Some(running) => {
            view! { <RunningSection running=running address=address.clone() typed=typed.clone()/> }.into_any()
        }
        None => view! {
            <NoCase word=page.case_word entries=page.entries reopen=page.reopen address=address.clone()/>
        }
        .into_any(),
    };
    view! {
        <BackLink href="/leerlingen" label="Leerlingen"/>
        <h1 class="visually-hidden">{format!("Leerling {}", page.pupil.name)}</h1>
        <ErrorSummary errors=typed.errors()/>
        <PupilHead pupil=card/>
        {shared}
        {turn}
        <Sheets sheets=page.sheets/>
        <GoalsSection goals=page.goals/>
        <DecisionsSection decisions=page.decisions/>
        <Letters titles=page.letters href=format!("{address}/brieven")/>
        <RegisterSection register=page.register address=address/>
        <Actions actions=page.actions/>
        <Meetings meetings=page.meetings/>
        <Absences absences=page.absences/>
        <Story days=page.days/>
    }
    .into_any()
}

/// What somebody who may not see the child calls the case.
fn casus_number(running: &Running) -> String {
    format!("{} (werkwijze {})", running.number, running.way)
}

#[component]
fn NoCase(word: String, entries: Vec<domain::page::pupil::Entry>, reopen: Option<Reopen>, address: String) -> AnyView {
    let action = format!("{address}/proces");
    let again = reopen.map(|closed| {
        let what = format!("Afgesloten op {}. {}", short_date(closed.closed_on), closed.how);
        let button = closed.can.then(|| {
            let hidden = vec![("version", closed.version.to_string())];
            view! {
                <NextStep action=action.clone() name="doe" value="heropenen" label="Casus heropenen" emphasis=Emphasis::Second
                    consequence="De casus gaat verder in de stap waarin zij werd afgesloten; termijnen lopen weer." hidden=hidden/>
            }
        });
        view! { <p>{dated(what)}</p>{button} }
    });
    let starts = (!entries.is_empty()).then(|| {
        let choices = entries
            .into_iter()
            .map(|entry| {
                let label = format!("Starten in {}", entry.label.to_lowercase());
                view! { <SubmitButton name="doe" value=format!("start:{}", entry.key) label=label consequence=entry.title emphasis=Emphasis::Second/> }
            })
            .collect_view();
        view! {
            <Fold title=format!("Een {word} starten")>
                <form class="step" method="post" action=action.clone()><Hidden values=vec![("version", "0".to_owned())]/>{choices}</form>
            </Fold>
        }
    });
    view! {
        <section class="section" aria-labelledby="geen-casus">
            <h2 id="geen-casus">{format!("Er loopt geen {word}")}</h2>
            {again}
            {starts}
        </section>
    }
    .into_any()
}

/// The forms about the case: what is asked now on top of what was filled in before.
#[component]
fn Sheets(sheets: Vec<SheetLine>) -> AnyView {
    if sheets.is_empty() {
        return ().into_any();
    }
    let rows = sheets
        .into_iter()
        .map(|sheet| {
            let round = if sheet.round > 1 { format!(", ronde {}", sheet.round) } else { String::new() };
            let (text, tone) = match sheet.state {
                SheetState::Empty => ("nog leeg".to_owned(), Tone::Neutral),
                SheetState::Lacks(1) => ("nog 1 antwoord nodig".to_owned(), Tone::Attention),
                SheetState::Lacks(many) => (format!("nog {many} antwoorden nodig"), Tone::Attention),
                SheetState::Complete => ("volledig".to_owned(), Tone::Good),
            };
            let now = if sheet.can_fill { "u vult dit nu in" } else { "om te lezen" };
            view! {
                <tr>
                    <Cell label="Formulier" head=true><a href=sheet.href>{format!("{}{round}", sheet.title)}</a></Cell>
                    <Cell label="Stand"><Badge text=text tone=tone/></Cell>
                    <Cell label="Voor u">{now}</Cell>
                </tr>
            }
        })
        .collect_view();
    let columns = ["Formulier", "Stand", "Voor u"].map(Column::new).to_vec();
    view! { <section class="section" id="formulieren"><h2>"Formulieren"</h2><DataTable id="formulieren-lijst" caption="Formulieren" columns=columns>{rows}</DataTable></section> }.into_any()
}

#[component]
fn Actions(actions: Vec<Deed>) -> AnyView {
    if actions.is_empty() {
        return view! { <Quiet title="Acties" why="Er zijn geen acties afgesproken."/> }.into_any();
    }
    let rows = actions
        .into_iter()
        .map(|deed| {
            let state = match deed.done_on {
                Some(day) => view! { <Badge text=format!("klaar op {}", short_date(day)) tone=Tone::Good/> }.into_any(),
                None => view! { <DueChip due=deed.term/> }.into_any(),
            };
            view! { <tr><Cell label="Wat" head=true>{deed.what}</Cell><Cell label="Wie">{deed.owner}</Cell><Cell label="Wanneer">{state}</Cell></tr> }
        })
        .collect_view();
    let columns = ["Wat", "Wie", "Wanneer"].map(Column::new).to_vec();
    view! { <section class="section"><h2>"Acties"</h2><DataTable id="acties" caption="Acties" columns=columns>{rows}</DataTable></section> }.into_any()
}

#[component]
fn Meetings(meetings: Vec<Discussed>) -> AnyView {
    if meetings.is_empty() {
        return view! { <Quiet title="Besproken" why="De leerling staat en stond op geen agenda die voor u is geopend."/> }.into_any();
    }
    let rows = meetings
        .into_iter()
        .map(|meeting| {
            let title = dated(format!("{} {}", meeting.kind, short_date(meeting.on)));
            let title = match meeting.href {
                href if href.is_empty() => title.into_any(),
                href => view! { <a href=href>{title}</a> }.into_any(),
            };
            view! {
                <tr>
                    <Cell label="Overleg" head=true>{title}</Cell>
                    <Cell label="Stand">{meeting.stage}</Cell>
                    <Cell label="Vraag">{meeting.question}</Cell>
                    <Cell label="Besluit">{meeting.decision}</Cell>
                </tr>
            }
        })
        .collect_view();
    let columns = ["Overleg", "Stand", "Vraag", "Besluit"].map(Column::new).to_vec();
    view! { <section class="section"><h2>"Besproken"</h2><DataTable id="besproken" caption="Overleggen" columns=columns>{rows}</DataTable></section> }.into_any()
}

#[component]
fn Absences(absences: Vec<Absence>) -> AnyView {
    if absences.is_empty() {
        return ().into_any();
    }
    let lines = absences
        .into_iter()
        .map(|absence| {
            let kind = if absence.authorised { "geoorloofd" } else { "ongeoorloofd" };
            let until = absence.until.map(|until| format!(" tot en met {}", short_date(until))).unwrap_or_default();
            let when = format!("Sinds {}{until}, {kind} verzuim", short_date(absence.since));
            let finding =
                (!absence.finding.is_empty()).then(|| view! { <Badge text=absence.finding tone=Tone::Attention/> });
            let definition =
                (!absence.definition.is_empty()).then(|| view! { <p class="hint">{absence.definition}</p> });
            view! { <li class="card"><p>{dated(when)}" "{finding}</p>{definition}</li> }
        })
        .collect_view();
    view! { <section class="section"><h2>"Verzuim"</h2><ul class="cards">{lines}</ul></section> }.into_any()
}

#[component]
fn Story(days: Vec<domain::page::Day<domain::page::pupil::Happening>>) -> AnyView {
    if days.is_empty() {
        return view! { <Quiet title="Wat er gebeurde" why="Er is nog niets vastgelegd."/> }.into_any();
    }
    let days = days.into_iter().map(|day| Day {
        label: day.label,
        entries: day
            .happenings
            .into_iter()
            .map(|line| Entry {
                time: line.time,
                who: line.who,
                what: line.what,
                detail: line.detail,
                symbol: symbol(line.kind),
            })
            .collect(),
    });
    let days: Vec<Day> = days.collect();
    view! { <section class="section"><h2>"Wat er gebeurde"</h2><Timeline days=days/></section> }.into_any()
}

const fn symbol(kind: HappeningKind) -> Symbol {
    match kind {
        HappeningKind::Step | HappeningKind::Version => Symbol::Forward,
        HappeningKind::Fact | HappeningKind::Sheet => Symbol::Done,
        HappeningKind::Lead => Symbol::Person,
        HappeningKind::Closed => Symbol::Lock,
        HappeningKind::Undone => Symbol::Undo,
        HappeningKind::Consent => Symbol::Shield,
        HappeningKind::Withdrawn => Symbol::Refused,
        HappeningKind::Meeting => Symbol::Persons,
    }
}

#[component]
fn Quiet(#[prop(into)] title: String, #[prop(into)] why: String) -> AnyView {
    view! { <section class="section"><h2>{title}</h2><p class="hint">{why}</p></section> }.into_any()
}

/// The letters that can be sent now.
#[component]
fn Letters(titles: Vec<String>, href: String) -> AnyView {
    (!titles.is_empty())
        .then(|| {
            let lines = titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view();
            view! {
                <section class="section" id="brieven">
                    <h2>"Brieven"</h2>
                    <ul>{lines}</ul>
                    <p><a href=href>"Brieven lezen en afdrukken"</a></p>
                </section>
            }
        })
        .into_any()
}
