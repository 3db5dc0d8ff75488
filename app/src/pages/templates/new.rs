//! A draft begins: with a version, with a way of working that came along, with next to nothing, or with a file.
use crate::components::{
    BackLink, Choice, Emphasis, ErrorSummary, FileField, Notice, PageHeader, Radios, SubmitButton, TextArea, TextField,
    Tone, Typed,
};
use domain::page::template::NewDraft;
use leptos::prelude::*;

/// The kinds of file that a browser offers.
pub(super) const FILES: &str = ".toml,.txt,text/plain";

/// `chosen` is what the address named.
#[component]
pub fn NewDraftPage(page: NewDraft, typed: Typed, chosen: String) -> AnyView {
    let first = page.starts.first().map(|start| start.value.clone()).unwrap_or_default();
    let named = page.starts.iter().any(|start| start.value == chosen);
    let known = if named { chosen } else { first };
    let mut starts: Vec<Choice> = page.starts.into_iter().map(Choice::from).collect();
    starts.push(
        Choice::new("bestand", "Een bestand of geplakte tekst")
            .meaning("Bijvoorbeeld een werkwijze die een ander samenwerkingsverband met u deelt."),
    );
    let body = if let Some(why) = page.full {
        view! { <Notice tone=Tone::Attention title="Er kan geen concept bij"><p>{why}</p></Notice> }.into_any()
    } else {
        view! {
            <form class="form" method="post" action="/werkwijze/nieuw" enctype="multipart/form-data">
                <Radios name="begin" label="Waarmee begint u?" choices=starts value=typed.or("begin", known) error=typed.error("begin")/>
                <FileField name="bestand" label="Bestand" accept=FILES optional=true error=typed.error("bestand")
                    hint="Alleen als u met een bestand begint. Een gekozen bestand gaat voor de tekst hieronder."/>
                <TextArea name="tekst" label="Of plak hier de tekst van een bestand" optional=true rows=6 value=typed.value("tekst") error=typed.error("tekst")/>
                <TextField name="naam" label="Naam van het concept" optional=true value=typed.value("naam") error=typed.error("naam")
                    hint="Zodat u het terugvindt. Leeg is de titel van de werkwijze."/>
                <div class="buttons">
                    <SubmitButton label="Concept beginnen" emphasis=Emphasis::Main consequence="Niemand merkt er iets van tot u het publiceert."/>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title="Concept beginnen" lead="U werkt in een kopie. Wat nu geldt, verandert niet."/>
        <ErrorSummary errors=typed.errors()/>
        {body}
    }
    .into_any()
}
