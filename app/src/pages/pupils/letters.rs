//! Letters about a case, each on a sheet of its own when printed.
use crate::components::{BackLink, EmptyState, Fact, Facts, PageHeader, PrintHint};
use domain::{
    calendar::short_date,
    page::letter::{LetterText, LettersPage},
};
use leptos::prelude::*;

#[component]
pub fn LettersView(page: LettersPage) -> AnyView {
    let back = format!("/leerlingen/{}", page.pupil);
    let name = page.child.name.clone();
    let born = short_date(page.child.born_on);
    let body = if page.letters.is_empty() {
        view! {
            <EmptyState title="Er is nu geen brief te sturen" action="Naar de leerling" href=back.clone()>
                <p>"De werkwijze zegt bij welke stap welke brief hoort. Staat de casus in zo'n stap, dan vindt u de brief hier."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let from = format!("{}, {}", page.school, page.tenant);
        let letters = page.letters.into_iter().map(|letter| {
            let facts = vec![
                Fact::new("Aan", letter.to.clone()),
                Fact::new("Van", from.clone()),
                Fact::new("Datum", page.today.clone()),
                Fact::new("Betreft", format!("{name}, geboren {born}")),
            ];
            one(letter, facts)
        });
        let letters = letters.collect_view();
        view! { <PrintHint what="Elke brief"/>{letters} }.into_any()
    };
    view! {
        <BackLink href=back label=page.child.name.clone()/>
        <PageHeader title="Brieven" lead="De brieven die nu bij de casus horen, in de woorden van de werkwijze."/>
        {body}
    }
    .into_any()
}

fn one(letter: LetterText, facts: Vec<Fact>) -> AnyView {
    let text = letter.text.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view();
    let id = format!("brief-{}", letter.key);
    let (head, labelled) = (format!("{id}-kop"), format!("{id}-kop"));
    view! {
        <article class="letter" id=id aria-labelledby=labelled>
            <h2 id=head>{letter.title}</h2>
            <Facts facts=facts/>
            {text}
        </article>
    }
    .into_any()
}
