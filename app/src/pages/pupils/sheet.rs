//! A form about a case: one column, an index at the side, saved while one types.
use super::sheet_part::{OnePart, Stands};
use crate::{
    components::{
        BackLink, ErrorSummary, Fold, Hidden, IndexEntry, Notice, OnEnter, PageHeader, PrintHint, SaveBar,
        SectionIndex, SubmitButton, Tone, Typed, UndoBar, dated,
    },
    islands::Autosave,
    pages::Flash,
};
use domain::{
    form::SectionKind,
    page::sheet::{Part, SheetPage},
};
use leptos::prelude::*;

/// Id of the form, which autosave watches.
const FORM: &str = "formulier";

/// The whole form.
#[component]
pub fn SheetView(page: SheetPage, typed: Typed, flash: Flash) -> AnyView {
    let address = format!("/leerlingen/{}/formulieren/{}", page.pupil, page.form);
    let round = if page.round > 1 { format!(", ronde {}", page.round) } else { String::new() };
    let above = format!("{}, {}{round}", page.child.name, page.school);
    let closed = page.closed.clone().map(|why| {
        view! { <Notice tone=Tone::Info title="Om te lezen"><p>{why}</p></Notice> }
    });
    let guidance = page.guidance.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let undo = flash.undo.clone().map(|row| {
        let hidden = vec![
            ("doe", format!("terugzetten:{row}")),
            ("version", page.version.to_string()),
            ("ronde", page.round.to_string()),
        ];
        view! { <UndoBar text="De rij is weggehaald." label="Terugzetten" action=address.clone() hidden=hidden/> }
    });
    let others = (!page.rounds.is_empty()).then(|| {
        let links = page
            .rounds
            .iter()
            .map(|round| view! { <li><a href=format!("{address}?ronde={round}")>{format!("Ronde {round}")}</a></li> })
            .collect_view();
        view! { <Fold title="Andere rondes"><ul>{links}</ul></Fold> }
    });
    let changed = (!page.changed.is_empty())
        .then(|| view! { <p class="hint">{dated(format!("Laatst gewijzigd door {}.", page.changed))}</p> });
    let parts = page
        .parts
        .iter()
        .cloned()
        .map(|part| view! { <OnePart part=part answers=page.answers.clone() signer=page.signer.clone() typed=typed.clone() stands=Stands::OnItsPage/> })
        .collect_view();
    let body = if page.can_fill {
        let version =
            if typed.has_errors() { page.version.to_string() } else { typed.or("version", page.version.to_string()) };
        let saved = (!flash.saved.is_empty())
            .then(|| view! { <p class="savebar__state" role="status">{format!("Bewaard om {}", flash.saved)}</p> });
        view! {
            <form class="form" method="post" action=address.clone() id=FORM>
                <Hidden values=vec![("version", version), ("ronde", page.round.to_string())]/>
                <OnEnter name="doe" value="bewaren"/>
                {parts}
                <SaveBar>
                    <SubmitButton label="Bewaren" name="doe" value="bewaren"/>
                    <Autosave form=FORM.to_owned()/>
                </SaveBar>
                {saved}
            </form>
        }
        .into_any()
    } else {
        parts.into_any()
    };
    let index = page.parts.iter().map(|part| entry(part, &page, &typed)).collect::<Vec<_>>();
    view! {
        <BackLink href=format!("/leerlingen/{}", page.pupil) label=page.child.name.clone()/>
        <PageHeader title=page.title.clone() above=above/>
        <ErrorSummary errors=typed.errors()/>
        {undo}
        {closed}
        {guidance}
        {others}
        <Standing page=page.clone()/>
        {changed}
        <div class="beside">
            <SectionIndex entries=index/>
            <div class="sheet">{body}</div>
        </div>
        <PrintHint what="Het formulier"/>
    }
    .into_any()
}

/// How far it is, in words.
#[component]
fn Standing(page: SheetPage) -> AnyView {
    if page.lacks.is_empty() && !page.can_fill {
        return view! { <p class="hint">"Alles wat nodig is van wat u ziet, is beantwoord."</p> }.into_any();
    }
    if page.lacks.is_empty() {
        return view! { <Notice tone=Tone::Good title="Volledig ingevuld"><p>"Alles wat nodig is, staat er. U kunt nog aanvullen zolang deze stap loopt."</p></Notice> }.into_any();
    }
    let count = page.lacks.len();
    let title = if count == 1 { "Nog 1 antwoord nodig".to_owned() } else { format!("Nog {count} antwoorden nodig") };
    let lines = page.lacks.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    view! { <Fold title=title><ul>{lines}</ul></Fold> }.into_any()
}

fn entry(part: &Part, page: &SheetPage, typed: &Typed) -> IndexEntry {
    let key = part.section.key.to_string();
    let rows = page.answers.rows(&key).iter().filter(|row| !row.removed).count();
    let mine = |input: &str| {
        let first = input.split('.').next().unwrap_or(input);
        part.section.field(first).is_some() || first == key
    };
    IndexEntry {
        label: part.section.title.clone(),
        href: format!("#deel-{key}"),
        progress: match (part.section.kind, rows) {
            (SectionKind::Rows, 1) => "1 rij".into(),
            (SectionKind::Rows, many) => format!("{many} rijen"),
            _ => String::new(),
        },
        is_done: false,
        has_error: typed.errors().iter().any(|error| mine(&error.field)),
    }
}
