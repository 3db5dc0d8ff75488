//! A draft: what is wrong with it, what it says, and what one can do with it.
use super::{new::FILES, overview::WayOfWorking};
use crate::{
    components::{
        ActionLink, BackLink, Badge, Emphasis, ErrorSummary, FileField, Fold, Hidden, Notice, PageHeader, SubmitButton,
        Symbol, TextArea, TextField, Tone, Typed, dated,
    },
    islands::Editor,
};
use chrono::NaiveDate;
use domain::{
    check::counted,
    page::template::{DraftHead, DraftPage, FaultLine},
};
use leptos::prelude::*;

/// Address of a draft.
fn address(head: &DraftHead) -> String {
    format!("/werkwijze/concept/{}", head.id)
}

/// The draft. `saved` is said once, after something was done.
#[component]
pub fn DraftView(page: DraftPage, typed: Typed, saved: Option<&'static str>, today: NaiveDate) -> AnyView {
    let head = page.head;
    let here = address(&head);
    let saved = saved.map(|what| view! { <Notice tone=Tone::Good title=what/> });
    let lead = format!("Begonnen met: {}. Laatst gewijzigd door {}.", head.started_from, head.changed);
    let said = match page.overview {
        Some(overview) => view! { <WayOfWorking overview=overview/> }.into_any(),
        None => view! {
            <Notice tone=Tone::Attention title="Het overzicht ontbreekt nog">
                <p>"Zolang het concept niet helemaal te lezen is, kan Rondom niet in woorden zeggen wat erin staat. Los eerst de fouten hierboven op."</p>
            </Notice>
        }
        .into_any(),
    };
    let rename = typed.error("naam").is_some();
    let editor =
        view! { <Editor saves_to=here.clone() version=head.version.into() text=page.text today=today.to_string()/> };
    let naming = format!("{here}/naam");
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title=head.name.clone() above="Concept van de werkwijze" lead=lead>
            <ActionLink href=format!("{here}/publiceren") label="Publiceren" symbol=Some(Symbol::Send)/>
            <ActionLink href=format!("/werkwijze/verschil?naar=concept-{}", head.id) label="Vergelijken" emphasis=Emphasis::Second/>
            <ActionLink href=format!("{here}/bestand") label="Bestand downloaden" emphasis=Emphasis::Second download=true/>
            <ActionLink href=format!("{here}/inlezen") label="Bestand inlezen" emphasis=Emphasis::Second/>
            <ActionLink href=format!("{here}/bpmn") label="Tekening downloaden (BPMN)" emphasis=Emphasis::Quiet download=true/>
            <ActionLink href=format!("{here}/weggooien") label="Weggooien" emphasis=Emphasis::Quiet symbol=Some(Symbol::Delete)/>
        </PageHeader>
        <ErrorSummary errors=typed.errors()/>
        {saved}
        <p>"Niemand werkt hiermee tot u het publiceert."</p>
        <Fold title="Naam van het concept" note=head.name.clone() open=rename>
            <form class="form" method="post" action=naming>
                <Hidden values=vec![("was", head.name.clone())]/>
                <TextField name="naam" label="Naam" value=typed.or("naam", head.name.clone()) error=typed.error("naam")/>
                <div class="buttons"><SubmitButton label="Naam bewaren" emphasis=Emphasis::Second/></div>
            </form>
        </Fold>
        {editor}
        // What stands here without script; the editor has it all and more.
        <div class="without-editor">
            <p>"Schrijven in de tekening of de lijst vraagt script. Zonder script haalt u het concept op als bestand, verandert u het in een tekstverwerker voor platte tekst, en leest u het weer in."</p>
            <Faults faults=page.faults/>
            <section class="section" id="inhoud-concept"><h2>"Wat erin staat"</h2>{said}</section>
        </div>
    }
    .into_any()
}

/// What is wrong, or that nothing is.
#[component]
pub(super) fn Faults(faults: Vec<FaultLine>) -> AnyView {
    if faults.is_empty() {
        return view! {
            <section class="section" id="fouten-concept">
                <h2>"Fouten"</h2>
                <Notice tone=Tone::Good title="Er zijn geen fouten gevonden."><p>"Elke stap is te bereiken en elke casus kan worden afgesloten."</p></Notice>
            </section>
        }
        .into_any();
    }
    let number = counted(faults.len());
    let items = faults.into_iter().map(|fault| view! { <Fault fault=fault/> }).collect_view();
    view! {
        <section class="section" id="fouten-concept">
            <h2>{format!("Fouten ({number})")}</h2>
            <ol class="faults">{items}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Fault(fault: FaultLine) -> AnyView {
    let part = (!fault.part.is_empty()).then(|| view! { <strong>{fault.part}</strong>" " });
    let path = (!fault.path.is_empty()).then(|| {
        let moves = fault.path.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
        view! { <p>"Zo komt het zover:"</p><ol>{moves}</ol> }
    });
    view! {
        <li>
            <p>{part}<Badge text=fault.rule tone=Tone::Attention/></p>
            <p>{fault.message}</p>
            {path}
            <p class="hint">"Plaats in het bestand: "<code>{fault.place}</code></p>
        </li>
    }
    .into_any()
}

/// Another file in the place of what the draft says.
#[component]
pub fn ReplacePage(head: DraftHead, typed: Typed) -> AnyView {
    let here = address(&head);
    let version = head.version.to_string();
    view! {
        <BackLink href=here.clone() label=head.name.clone()/>
        <PageHeader title="Bestand inlezen" above=head.name.clone()
            lead="De inhoud van het concept wordt helemaal vervangen door het bestand. Download eerst wat er staat als u het wilt bewaren."/>
        <ErrorSummary errors=typed.errors()/>
        <p class="hint">{dated(format!("Laatst gewijzigd door {}.", head.changed))}</p>
        <form class="form" method="post" action=format!("{here}/inlezen") enctype="multipart/form-data">
            <Hidden values=vec![("version", version)]/>
            <FileField name="bestand" label="Bestand" accept=FILES optional=true error=typed.error("bestand")
                hint="Een gekozen bestand gaat voor de tekst hieronder."/>
            <TextArea name="tekst" label="Of plak hier de tekst van een bestand" optional=true rows=10 value=typed.value("tekst") error=typed.error("tekst")/>
            <div class="buttons">
                <SubmitButton label="Concept vervangen" emphasis=Emphasis::Danger consequence="Wat nu in het concept staat, gaat weg."/>
                <ActionLink href=format!("{here}/bestand") label="Eerst downloaden" emphasis=Emphasis::Second download=true/>
            </div>
        </form>
    }
    .into_any()
}

/// Before a draft is thrown away.
#[component]
pub fn DiscardPage(head: DraftHead, typed: Typed) -> AnyView {
    let here = address(&head);
    let version = head.version.to_string();
    view! {
        <BackLink href=here.clone() label=head.name.clone()/>
        <PageHeader title="Concept weggooien" above=head.name.clone()/>
        <ErrorSummary errors=typed.errors()/>
        <p>{dated(format!("Begonnen met: {}. Laatst gewijzigd door {}.", head.started_from, head.changed))}</p>
        <h2>"Wat er dan gebeurt"</h2>
        <ul>
            <li>"Het concept is weg en komt niet terug. Download het eerst als u het misschien nog nodig hebt."</li>
            <li>"Wat gepubliceerd is, blijft staan. Lopende casussen merken er niets van."</li>
        </ul>
        <form class="form" method="post" action=format!("{here}/weggooien")>
            <Hidden values=vec![("version", version)]/>
            <div class="buttons">
                <SubmitButton label="Concept weggooien" emphasis=Emphasis::Danger/>
                <ActionLink href=format!("{here}/bestand") label="Eerst downloaden" emphasis=Emphasis::Second download=true/>
            </div>
        </form>
    }
    .into_any()
}
