//! A process with its pupils: a row each, by bouw, one form for the whole section.
use super::field::Question;
use crate::{
    components::{
        Badge, ConsentMark, Emphasis, Fold, Hidden, OnEnter, SaveBar, SubmitButton, TextField, Tone, Typed, dated,
    },
    islands::Autosave,
    pages::{Flash, consent_state, saved_at},
};
use domain::{
    calendar::short_date,
    form::{Field, Section, SectionKind, Source},
    page::{
        Choice,
        analysis::{Analysis, Block, Part, Row},
    },
};
use leptos::prelude::*;

/// A section that lists pupils, or the agenda that follows from them.
#[component]
pub fn PupilPart(page: Analysis, part: Part, typed: Typed, flash: Flash) -> AnyView {
    let section = part.section.clone();
    let key = section.key.to_string();
    let editable = page.can_edit && section.kind == SectionKind::Pupils;
    let sent = typed.value("sectie") == key;
    let count: usize = part.blocks.iter().map(|block| block.rows.len()).sum();
    let tables = part
        .blocks
        .iter()
        .cloned()
        .map(|block| view! { <BlockTable block=block section=section.clone() moves=part.moves.clone() typed=typed.clone() sent=sent editable=editable/> })
        .collect_view();
    let agenda = (section.kind == SectionKind::Agenda && count == 0).then(|| {
        view! { <p class="hint">"Nog geen leerlingen. Zet bij een leerling hierboven ‘ja’ om die te bespreken."</p> }
    });
    let body = if editable {
        let add = format!("leerling-{key}");
        let value = if sent { typed.value(&add) } else { String::new() };
        let form_id = format!("sectie-{key}");
        let into = format!("Leerling toevoegen aan {}", section.title);
        let watched = form_id.clone();
        let save = format!("{} bewaren", section.title);
        let hidden = vec![("sectie", key.clone())];
        view! {
            <form method="post" action=format!("/analyse/{}", page.id) id=form_id>
                <Hidden values=hidden/>
                <OnEnter name="doe" value=format!("enter:{key}")/>
                {tables}
                <div class="addrow">
                    <TextField
                        error=typed.error(&add) name=add.clone() label="Leerling toevoegen" value=value list=Some("leerlingen".to_owned())
                        hint="Typ een deel van de naam en kies uit de lijst. Enter voegt toe." optional=true
                    />
                    <SubmitButton label="Toevoegen" name="doe" value=format!("toevoegen:{key}") emphasis=Emphasis::Second spoken=Some(into)/>
                </div>
                <SaveBar saved=flash.of(&key) id=saved_at(&key)>
                    <SubmitButton label="Bewaren" name="doe" value="bewaren" spoken=Some(save)/>
                    <Autosave form=watched/>
                </SaveBar>
            </form>
        }
        .into_any()
    } else {
        view! { {tables}{agenda} }.into_any()
    };
    view! {
        <section class="section" id=key>
            <h2>{section.title.clone()}</h2>
            <Guidance section=section.clone()/>
            {body}
        </section>
    }
    .into_any()
}

/// What is asked, in the words of the source; the first sentence in sight, the rest one click away.
#[component]
pub fn Guidance(section: Section) -> AnyView {
    let intro = section.intro.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let mut lines = section.question.into_iter();
    let first = lines.next().map(|line| view! { <p>{line}</p> });
    let rest: Vec<String> = lines.collect();
    let more = (!rest.is_empty()).then(|| {
        let items = rest.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <Fold title="Wat geeft u aan?"><ul>{items}</ul></Fold> }
    });
    view! { <div class="guidance">{intro}{first}{more}</div> }.into_any()
}

#[component]
fn BlockTable(block: Block, section: Section, moves: Vec<Choice>, typed: Typed, sent: bool, editable: bool) -> AnyView {
    let caption = [section.title.clone(), block.label.clone()]
        .into_iter()
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let named = caption.clone();
    let heading = (!block.label.is_empty())
        .then(|| view! { <h3>{block.label.clone()} <span class="hint">{block.caption.clone()}</span></h3> });
    if block.rows.is_empty() {
        return view! { {heading}<p class="hint analysis__none">"Geen leerlingen."</p> }.into_any();
    }
    let agenda = section.kind == SectionKind::Agenda;
    let years = block.rows.first().map(|row| row.pupil.group.years).unwrap_or_default();
    let heads =
        section.columns.iter().map(|column| view! { <th scope="col">{column.label(years)}</th> }).collect_view();
    let questions = section
        .fields
        .iter()
        .map(|field| view! { <th scope="col" title=field.hint.clone()>{field.text.clone()}</th> })
        .collect_view();
    let last = editable
        .then(|| view! { <th scope="col"><span class="visually-hidden">"Verplaatsen of verwijderen"</span></th> });
    let rows = block
        .rows
        .into_iter()
        .map(|row| view! { <PupilRow row=row section=section.clone() moves=moves.clone() typed=typed.clone() sent=sent editable=editable agenda=agenda/> })
        .collect_view();
    view! {
        {heading}
        <div class="region" role="region" tabindex="0" aria-label=named>
            <table class="utrecht-table utrecht-table--html-table table table--cards table--dense">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}{questions}{last}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn PupilRow(
    row: Row,
    section: Section,
    moves: Vec<Choice>,
    typed: Typed,
    sent: bool,
    editable: bool,
    agenda: bool,
) -> AnyView {
    use domain::form::PupilColumn::{BirthDate, Group, Name};
    let id = row.id.to_string();
    let who = row.pupil.name.clone();
    let (years, number) = (row.pupil.group.years, row.pupil.group.number);
    let columns = section
        .columns
        .iter()
        .map(|column| match column {
            Name => {
                view! { <th scope="row" data-label=Name.label(years)><Who row=row.clone() error=typed.error(&id).filter(|_| editable)/></th> }
                    .into_any()
            }
            BirthDate => {
                view! { <td data-label=BirthDate.label(years)>{dated(short_date(row.pupil.born_on))}</td> }.into_any()
            }
            Group => view! { <td data-label=Group.label(years)>{number}</td> }.into_any(),
        })
        .collect_view();
    let cells = section
        .fields
        .iter()
        .map(|field| {
            let inside = if editable && field.source.is_none() {
                view! { <Question field=field.clone() answers=row.answers.clone() prefix=id.clone() who=who.clone() typed=typed.clone() sent=sent/> }.into_any()
            } else {
                dated(known(field, &row))
            };
            view! { <td data-label=field.text.clone()>{inside}</td> }
        })
        .collect_view();
    let version =
        if sent { typed.or(&format!("{id}.version"), row.version.to_string()) } else { row.version.to_string() };
    // After somebody else's change the page carries the new version: saving again is a knowing choice.
    let version = if typed.error(&id).is_some() { row.version.to_string() } else { version };
    let more = (editable && !agenda)
        .then(|| view! { <td data-label="Meer"><More id=id.clone() who=who moves=moves version=version/></td> });
    // The agenda lists rows that stand in a process already, where the place is.
    let place = (!agenda).then(|| format!("rij-{id}"));
    view! { <tr id=place>{columns}{cells}{more}</tr> }.into_any()
}

#[component]
fn Who(row: Row, error: Option<String>) -> AnyView {
    let moved = row.moved_from.map(|from| view! { <Badge tone=Tone::Info text=format!("was {from}")/> });
    let discussed = row
        .discussed_on
        .map(|day| view! { <span class="hint">{dated(format!("besproken op {}", short_date(day)))}</span> });
    let error = error.map(|text| {
        view! { <p class="utrecht-form-field-error-message field__error" id=row.id.to_string()>{text}</p> }
    });
    let consent = row.consent.clone();
    view! {
        <a href=format!("/leerlingen/{}", row.pupil.id)>{row.pupil.name}</a>
        <div class="rowmarks">
            {moved}
            <ConsentMark state=consent_state(consent.mark) text=consent.text href=format!("/leerlingen/{}#toestemming", row.pupil.id)/>
            {discussed}
        </div>
        {error}
    }
    .into_any()
}

/// What nobody types: facts, or the row's own answers.
fn known(field: &Field, row: &Row) -> String {
    match field.source {
        Some(Source::LastDiscussed) => row.discussed_on.map(short_date).unwrap_or_default(),
        Some(Source::Row) => row.summary.clone(),
        _ => row.answers.display_short(field),
    }
}

#[component]
fn More(id: String, who: String, moves: Vec<Choice>, version: String) -> AnyView {
    let options = moves
        .iter()
        .map(|choice| view! { <option value=choice.value.clone()>{choice.label.clone()}</option> })
        .collect_view();
    let onward = (!moves.is_empty()).then(|| {
        view! {
            <label>"Verder naar" <select class="utrecht-select utrecht-select--html-select" name=format!("naar.{id}")>{options}</select></label>
            <label>"Reden" <input class="utrecht-textbox" type="text" name=format!("reden.{id}") autocomplete="off"/></label>
            <SubmitButton label="Verplaatsen" name="doe" value=format!("verplaats:{id}") emphasis=Emphasis::Second spoken=Some(format!("{who} verplaatsen")) consequence="Dit is een stap van de casus: regie en termijn gaan mee."/>
        }
    });
    view! {
        <input type="hidden" name=format!("{id}.version") value=version/>
        <details class="rowmore">
            <summary>"Meer"<span class="visually-hidden">{format!(" voor {who}")}</span></summary>
            {onward}
            <SubmitButton label="Uit de analyse halen" name="doe" value=format!("verwijder:{id}") emphasis=Emphasis::Quiet consequence="De leerling blijft in het proces; u kunt de regel terugzetten." spoken=Some(format!("{who} uit de analyse halen"))/>
        </details>
    }
    .into_any()
}
