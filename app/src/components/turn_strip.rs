//! "Aan zet": who has regie, since when, until when, what still blocks, and the next steps with their consequence
//! (product.md, "Everybody knows whose turn it is").

use leptos::prelude::*;

use super::{Emphasis, Hidden, Icon, SubmitButton, Symbol, TermChip, TermState};

/// Whose turn it is and why nothing may have moved yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Function that has regie: "ib'er".
    pub function: String,
    /// The person, when known.
    pub name: String,
    /// Whether that is the reader.
    pub is_reader: bool,
    /// Date in words, "12-03-2026".
    pub since: String,
    /// What this person is to do, as a sentence.
    pub task: String,
    /// The term, in words.
    pub term: Option<(TermState, String)>,
    /// What has to happen first.
    pub blocks: Vec<Block>,
    /// On which of several tracks side by side; a case on one track has none.
    pub track: Option<Track>,
}

/// One of the tracks that run side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// Unique on the page.
    pub id: String,
    /// "Advies zorg"
    pub label: String,
}

/// One thing that stands in the way, and where it can be taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// "Toestemming van ouder 2 ontbreekt"
    pub text: String,
    /// "Vraag die hier"
    pub remedy: String,
    pub href: Option<String>,
}

/// The strip; the next steps are its children.
#[component]
pub fn TurnStrip(turn: Turn, #[prop(optional)] children: Option<Children>) -> AnyView {
    let who = match (turn.is_reader, turn.name.is_empty()) {
        (true, _) => format!("U, als {}", turn.function),
        (false, true) => turn.function.clone(),
        (false, false) => format!("{}, {}", turn.name, turn.function),
    };
    let since = (!turn.since.is_empty()).then(|| view! { <span class="turn__since">"sinds " {turn.since}</span> });
    let term = turn.term.map(|(state, text)| view! { <TermChip state=state text=text/> });
    let task = (!turn.task.is_empty()).then(|| view! { <p class="turn__task">{turn.task}</p> });
    let blocks = (!turn.blocks.is_empty()).then(|| view! { <Blocks blocks=turn.blocks/> });
    let (id, title) = match turn.track {
        Some(track) => (format!("aan-zet-{}", track.id), format!("Aan zet: {}", track.label)),
        None => ("aan-zet".to_owned(), "Aan zet".to_owned()),
    };
    let heading = id.clone();
    let steps = children.map(|children| view! { <div class="turn__steps">{children()}</div> });
    view! {
        <section class="turn" class:turn--mine=turn.is_reader aria-labelledby=id>
            <h2 id=heading class="turn__title">{title}</h2>
            <p class="turn__who"><strong>{who}</strong>" "{since}" "{term}</p>
            {task}
            {blocks}
            {steps}
        </section>
    }
    .into_any()
}

#[component]
fn Blocks(blocks: Vec<Block>) -> AnyView {
    let items = blocks
        .into_iter()
        .map(|block| {
            let remedy = match block.href {
                Some(href) => view! { <a href=href>{block.remedy}</a> }.into_any(),
                None => block.remedy.into_any(),
            };
            view! { <li><Icon symbol=Symbol::Lock/><span>{block.text}". "{remedy}</span></li> }
        })
        .collect_view();
    view! { <p class="turn__blocked">"Eerst nog:"</p><ul class="turn__blocks">{items}</ul> }.into_any()
}

/// A next step: a form with one button and, in a line below, what it sets in motion.
#[component]
pub fn NextStep(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    #[prop(into)] consequence: String,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] emphasis: Emphasis,
    /// Why it cannot be done now; the button is then switched off and says so.
    #[prop(optional_no_strip, into)]
    blocked: Option<String>,
    /// Values that travel along, such as the version.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
) -> AnyView {
    view! {
        <form class="step" method="post" action=action>
            <Hidden values=hidden/>
            <SubmitButton label=label name=name value=value emphasis=emphasis consequence=consequence blocked=blocked/>
        </form>
    }
    .into_any()
}
