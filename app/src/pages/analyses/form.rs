//! One analysis: heading, the sections of the form in its own order, with an index at the side.
use super::{absences::AbsencePart, header::Heading, part::PupilPart};
use crate::{
    components::{ActionLink, Emphasis, ErrorSummary, IndexEntry, PageHeader, PrintHint, SectionIndex, Typed, UndoBar},
    pages::Flash,
};
use domain::{
    form::SectionKind,
    page::analysis::{Analysis, Part},
};
use leptos::prelude::*;

/// The whole form.
#[component]
pub fn AnalysisPage(page: Analysis, typed: Typed, flash: Flash) -> AnyView {
    let action = format!("/analyse/{}", page.id);
    let agenda = page.meeting.map(|id| {
        let count = page.for_agenda;
        let label = format!("{} ({count})", page.meeting_label);
        view! { <ActionLink href=format!("/overleggen/{id}") label=label emphasis=Emphasis::Second/> }
    });
    let undo = flash.undo.clone().map(|row| {
        view! { <UndoBar text="De regel is uit de analyse gehaald." action=action.clone() hidden=vec![("doe", format!("terugzetten:{row}"))]/> }
    });
    let index = page.parts.iter().map(|part| entry(part, &typed)).collect::<Vec<_>>();
    let names = page.pupils.iter().map(|choice| view! { <option value=choice.label.clone()></option> }).collect_view();
    let parts = page
        .parts
        .iter()
        .map(|part| match part.section.kind {
            SectionKind::Header | SectionKind::Rows => {
                view! { <Heading page=page.clone() part=part.clone() typed=typed.clone() flash=flash.clone()/> }
            }
            SectionKind::Absence(_) => {
                view! { <AbsencePart page=page.clone() part=part.clone() typed=typed.clone() flash=flash.clone()/> }
            }
            SectionKind::Pupils | SectionKind::Agenda => {
                view! { <PupilPart page=page.clone() part=part.clone() typed=typed.clone() flash=flash.clone()/> }
            }
        })
        .collect_view();
    view! {
        <PageHeader title=format!("{} – {}", page.title, page.school) above=page.period.clone()>
            {agenda}
        </PageHeader>
        <ErrorSummary errors=typed.errors()/>
        {undo}
        <datalist id="leerlingen">{names}</datalist>
        <div class="beside">
            <SectionIndex entries=index/>
            <div class="analysis">{parts}</div>
        </div>
        <PrintHint what="De analyse"/>
    }
    .into_any()
}

fn entry(part: &Part, typed: &Typed) -> IndexEntry {
    let rows = part.blocks.iter().map(|block| block.rows.len()).sum::<usize>() + part.absences.len();
    let ids = part.blocks.iter().flat_map(|block| &block.rows).map(|row| row.id.to_string()).collect::<Vec<_>>();
    let has_error = typed.errors().iter().any(|error| {
        ids.iter().any(|id| error.field.starts_with(id.as_str())) || error.field.ends_with(part.section.key.as_str())
    });
    IndexEntry {
        label: part.section.title.clone(),
        href: format!("#{}", part.section.key),
        progress: match (part.section.kind, rows) {
            (SectionKind::Header | SectionKind::Rows, _) => String::new(),
            (_, 0) => "geen leerlingen".into(),
            (_, 1) => "1 leerling".into(),
            (_, many) => format!("{many} leerlingen"),
        },
        is_done: false,
        has_error,
    }
}
