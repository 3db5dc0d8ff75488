//! What is new in the way of working on which a version builds, and how it comes in.
use super::difference::Changes;
use crate::components::{BackLink, Cell, Column, DataTable, Emphasis, Notice, PageHeader, SubmitButton, Tone};
use domain::page::template::{BothChanged, Renewal};
use leptos::prelude::*;

#[component]
pub fn RenewalPage(page: Renewal) -> AnyView {
    let title = format!("Nieuw in '{}'", page.title);
    if page.changes.is_empty() {
        return view! {
            <BackLink href="/werkwijze" label="Werkwijze"/>
            <PageHeader title=title/>
            <Notice tone=Tone::Good title="U hebt alles al">
                <p>{format!("Versie {} heeft alles van de werkwijze waar zij op bouwt.", page.number)}</p>
            </Notice>
        }
        .into_any();
    }
    let lead = format!("Versie {} bouwt hierop. Wat u zelf veranderde, blijft zoals u het schreef.", page.number);
    let later = (page.last != page.number).then(|| {
        let words = format!(
            "Versie {} is nieuwer en bouwt hier niet op. Kijk eerst of u verder wilt met versie {}.",
            page.last, page.number
        );
        view! { <Notice tone=Tone::Attention title="Er is al een nieuwere versie"><p>{words}</p></Notice> }
    });
    let both = (!page.both.is_empty()).then(|| view! { <Both lines=page.both/> });
    let begin = match page.full {
        Some(why) => {
            view! { <Notice tone=Tone::Attention title="Er kan geen concept bij"><p>{why}</p></Notice> }.into_any()
        }
        None => view! {
            <form class="form" method="post" action="/werkwijze/nieuw" enctype="multipart/form-data">
                <input type="hidden" name="begin" value=format!("vernieuwd:{}", page.number)/>
                <div class="buttons">
                    <SubmitButton label="Concept beginnen met deze wijzigingen" emphasis=Emphasis::Main consequence="Niemand merkt er iets van tot u het publiceert."/>
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <BackLink href="/werkwijze" label="Werkwijze"/>
        <PageHeader title=title lead=lead/>
        {later}
        <section class="section"><h2>"Wat er is veranderd"</h2><Changes changes=page.changes/></section>
        {both}
        {begin}
    }
    .into_any()
}

#[component]
fn Both(lines: Vec<BothChanged>) -> AnyView {
    let rows = lines.into_iter().map(|line| {
        view! {
            <tr>
                <Cell label="Waar het over gaat" head=true>{line.words}</Cell>
                <Cell label="U schreef, en dat blijft">{or_gone(line.ours)}</Cell>
                <Cell label="Nieuw is">{or_gone(line.renewed)}</Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = ["Waar het over gaat", "U schreef, en dat blijft", "Nieuw is"].map(Column::new).to_vec();
    view! {
        <section class="section">
            <h2>"Wat u zelf ook veranderde"</h2>
            <p>"Neem over wat u ervan wilt hebben, nadat het concept is begonnen."</p>
            <DataTable id="beide" caption="Wat u en de werkwijze waar de uwe op bouwt allebei veranderden" columns=columns>{rows}</DataTable>
        </section>
    }
    .into_any()
}

fn or_gone(words: String) -> String {
    if words.is_empty() { "weggehaald".to_owned() } else { words }
}
