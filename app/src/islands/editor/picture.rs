//! The flow as a picture: lanes are phases, cards are steps, and a card or a line opens what it stands for. Whoever uses
//! the keyboard walks the cards with Tab; everything in it stands in the list below as well.

use domain::{
    edit::Place,
    picture::{Arrow, CAPTION_LINE, Caption, Card, End, Flow, HEAD, LINE, Lane, MARK, PADDING, Part, Picture, Start},
};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::desk::Desk;

pub fn picture(desk: Desk) -> AnyView {
    view! {
        <section class="desk__picture" aria-labelledby="plaatje-kop">
            <h2 id="plaatje-kop">"Het verloop"</h2>
            <div class="desk__canvas" tabindex="0" role="group" aria-label="Het verloop als plaatje. Alles hierin staat ook in de lijst eronder.">
                {move || drawn(desk, desk.picture.get())}
            </div>
        </section>
    }
    .into_any()
}

fn drawn(desk: Desk, picture: Picture) -> AnyView {
    if picture.cards.is_empty() {
        return view! { <p>"Er zijn nog geen stappen. Voeg hieronder een fase, een rol en een stap toe."</p> }
            .into_any();
    }
    let Picture { width, height, lanes, cards, arrows, starts, ends } = picture;
    let begin: Vec<_> = starts.iter().map(|start| (start.clone(), beside(&cards, start))).collect();
    let lanes = lanes.into_iter().map(|lane| band(&lane, width)).collect_view();
    let arrows = arrows.into_iter().map(|arrow| line(desk, arrow)).collect_view();
    let starts = begin.into_iter().map(|(start, right)| mark(&start, right)).collect_view();
    let ends = ends.into_iter().map(|end| ending(desk, end)).collect_view();
    let cards = cards.into_iter().map(|card| step(desk, card)).collect_view();
    view! {
        <svg class="flow" width=width height=height viewBox=format!("0 0 {width} {height}") aria-hidden="false" role="group">
            <defs>
                <marker id="pijl" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
                    <path class="flow__tip" d="M0 0 8 4 0 8z"/>
                </marker>
                <marker id="pijl-terug" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
                    <path class="flow__tip flow__tip--back" d="M0 0 8 4 0 8z"/>
                </marker>
            </defs>
            {lanes}{arrows}{starts}{ends}{cards}
        </svg>
    }
    .into_any()
}

fn beside(cards: &[Card], start: &Start) -> u32 {
    cards.iter().find(|card| card.step == start.step).map_or(start.x, |card| card.x)
}

fn band(lane: &Lane, width: u32) -> AnyView {
    let (x, y) = (HEAD / 2 + 5, lane.y + lane.height / 2);
    let turned = format!("translate({x} {y}) rotate(-90)");
    view! {
        <g>
            <rect class="flow__lane" x="0" y=lane.y width=width height=lane.height/>
            <rect class="flow__head" x="0" y=lane.y width=HEAD height=lane.height/>
            <text class="flow__phase" text-anchor="middle" transform=turned>{lane.label.clone()}</text>
        </g>
    }
    .into_any()
}

fn place(what: &Flow) -> Place {
    let (list, key) = match what {
        Flow::Transition(key) => ("transitions", key),
        Flow::Join(key) => ("joins", key),
        Flow::Closing(key) => ("closings", key),
    };
    Place::parse(list).then(key.as_str())
}

/// Enter and space open, as on a button.
fn pressed(key: &KeyboardEvent) -> bool {
    let opens = matches!(key.key().as_str(), "Enter" | " ");
    if opens {
        key.prevent_default();
    }
    opens
}

fn line(desk: Desk, arrow: Arrow) -> AnyView {
    let at = place(&arrow.what);
    let points = arrow.points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let (class, tip) = match &arrow.what {
        Flow::Closing(_) => ("flow__line flow__line--end", None),
        _ if arrow.back => ("flow__line flow__line--back", Some("url(#pijl-terug)")),
        _ if arrow.automatic => ("flow__line flow__line--itself", Some("url(#pijl)")),
        _ => ("flow__line", Some("url(#pijl)")),
    };
    let words = arrow.caption.map(|words| caption(&words));
    let selected = at.clone();
    view! {
        <g class="flow__arrow" class:flow__arrow--selected=move || desk.selected.get() == selected on:click=move |_| desk.open(at.clone())>
            <polyline class="flow__reach" points=points.clone()/>
            <polyline class=class marker-end=tip points=points/>
            {words}
        </g>
    }
    .into_any()
}

fn caption(caption: &Caption) -> AnyView {
    let lines = (1..).zip(&caption.lines).map(|(number, line): (u32, &String)| {
        let y = caption.y + number * CAPTION_LINE - 2;
        view! { <text class="flow__word" x=caption.x y=y>{line.clone()}</text> }
    });
    lines.collect_view().into_any()
}

fn mark(start: &Start, right: u32) -> AnyView {
    let line = format!("M{} {}H{right}", start.x, start.y);
    view! {
        <g>
            <path class="flow__line" marker-end="url(#pijl)" d=line/>
            <circle class="flow__start" cx=start.x cy=start.y r=MARK/>
        </g>
    }
    .into_any()
}

fn ending(desk: Desk, end: End) -> AnyView {
    let at = place(&Flow::Closing(end.closing));
    view! {
        <g class="flow__arrow" on:click=move |_| desk.open(at.clone())>
            <circle class="flow__end" cx=end.x cy=end.y r=MARK - 1/>
            {caption(&end.caption)}
        </g>
    }
    .into_any()
}

fn step(desk: Desk, card: Card) -> AnyView {
    let at = Place::parse("steps").then(card.step.as_str());
    let (selected, faulty, click, press) = (at.clone(), at.clone(), at.clone(), at);
    let wrong = Memo::new(move |_| desk.faults.with(|all| all.iter().any(|placed| placed.place.is_within(&faulty))));
    let said = format!("{}: {}. Regie: {}.", card.label, card.title, card.regie);
    let lines = (1..).zip(&card.text).map(|(number, text): (u32, _)| {
        let class = match text.part {
            Part::Label => "flow__label",
            Part::Title => "flow__title",
            Part::Regie | Part::Term => "flow__word",
        };
        let (x, y) = (card.x + PADDING, card.y + PADDING + number * LINE - 4);
        view! { <text class=class x=x y=y>{text.line.clone()}</text> }
    });
    let lines = lines.collect_view();
    view! {
        <g
            class="flow__card" role="button" tabindex="0" aria-label=said
            class:flow__card--selected=move || desk.selected.get() == selected
            class:flow__card--wrong=move || wrong.get()
            on:click=move |_| desk.open(click.clone())
            on:keydown=move |key| if pressed(&key) {
                desk.open(press.clone());
            }
        >
            <rect x=card.x y=card.y width=card.width height=card.height rx="6"/>
            {lines}
        </g>
    }
    .into_any()
}
