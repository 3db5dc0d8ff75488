//! Before a draft becomes a version: what that changes, from which day, and why.
use super::{cases, difference::Changes, draft::Faults};
use crate::components::{
    BackLink, Checkboxes, Choice, DateField, Emphasis, ErrorSummary, Hidden, Notice, PageHeader, SubmitButton,
    TextArea, Tone, Typed,
};
use domain::{
    calendar::{short_date, typed_date},
    page::template::Publishing,
};
use leptos::prelude::*;

/// The page that asks.
#[component]
pub fn PublishPage(page: Publishing, typed: Typed) -> AnyView {
    let here = format!("/werkwijze/concept/{}", page.head.id);
    let is_clean = page.faults.is_empty();
    let today = short_date(page.today);
    let different = match page.in_force {
        Some((number, title)) => {
            let older = page.overtaken.map(|began| {
                let title = format!("Dit concept begon bij versie {began}; nu geldt versie {number}");
                view! {
                    <Notice tone=Tone::Attention title=title>
                        <p>
                            {format!("Wat versie {number} anders maakte, staat niet in dit concept en gaat er bij publiceren weer uit. ")}
                            <a href=format!("/werkwijze/verschil?van={began}&naar={number}")>{format!("Wat versie {number} anders maakte")}</a>
                        </p>
                    </Notice>
                }
            });
            let many: usize = page.differences.iter().map(|part| part.words.len()).sum();
            let counted = match many {
                0 => String::new(),
                1 => " Er is één verschil.".to_owned(),
                many => format!(" Er zijn {many} verschillen."),
            };
            view! {
                <h2>{format!("Wat er anders wordt dan in versie {number}")}</h2>
                <p class="hint">{format!("Nu geldt versie {number}: {title}.{counted}")}</p>
                {older}
                <Changes changes=page.differences/>
            }
            .into_any()
        }
        None => view! { <h2>"Wat er anders wordt"</h2><p>"Er geldt nu geen werkwijze. Dit wordt de eerste waarmee mensen werken."</p> }
            .into_any(),
    };
    let running = match page.running {
        0 => view! { <p>"Er zijn geen lopende casussen."</p> }.into_any(),
        many => {
            let words = format!("{} {} de eigen versie. ", cases(many), if many == 1 { "houdt" } else { "houden" });
            view! { <p>{words}<a href="/werkwijze/verhuizen">"Lopende casussen overzetten"</a>" kan daarna, als u dat wilt."</p> }.into_any()
        }
    };
    let chosen = if typed.has_errors() { typed.all("gebied") } else { page.chosen };
    let choices: Vec<_> = page.areas.into_iter().map(|area| Choice::new(area.value, area.label)).collect();
    let areas = (!choices.is_empty()).then(|| {
        view! {
            <Checkboxes name="gebied" label="Voor welke gebieden" choices=choices values=chosen error=typed.error("gebied") optional=true
                hint="Kruis niets aan als deze versie voor het hele samenwerkingsverband is. Een gebied met een eigen versie houdt die."/>
        }
    });
    let form = if is_clean {
        view! {
            <form class="form" method="post" action=format!("{here}/publiceren")>
                <Hidden values=vec![("version", page.head.version.to_string())]/>
                <DateField name="vanaf" label="Gaat in op" value=typed.or("vanaf", today) error=typed.error("vanaf")
                    hint=format!("Vandaag of later, bijvoorbeeld {}. Nieuw werk begint vanaf die dag met deze versie.", typed_date(page.today))/>
                {areas}
                <TextArea name="waarom" label="Waarom deze versie" value=typed.value("waarom") error=typed.error("waarom")
                    hint="Zodat een ander later begrijpt wat er veranderde en waarom."/>
                <div class="buttons">
                    <SubmitButton label=format!("Versie {} publiceren", page.number) emphasis=Emphasis::Main
                        consequence="Een gepubliceerde versie verandert nooit meer. Het concept gaat weg; u kunt er later weer een beginnen."/>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! { <p>"Zolang er fouten zijn, kan dit concept niet worden gepubliceerd: een casus zou erin vastlopen, of iemand zou iets zien wat niet mag. Los de fouten eerst op in "<a href=here.clone()>"het concept"</a>"."</p> }.into_any()
    };
    let faults = (!is_clean).then(|| view! { <Faults faults=page.faults/> });
    view! {
        <BackLink href=here.clone() label=page.head.name.clone()/>
        <PageHeader title="Publiceren" above=page.head.name.clone() lead=format!("Dit concept wordt versie {}.", page.number)/>
        <ErrorSummary errors=typed.errors()/>
        {faults}
        {different}
        <h2>"Lopende casussen"</h2>
        {running}
        <h2>"Publiceren"</h2>
        {form}
    }
    .into_any()
}
