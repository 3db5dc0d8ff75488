use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{
    sketch::{Sketch, body_of, key, sketch},
    *,
};
use crate::template::{Step, Transition, shipped};

/// A frame: left, top, right, bottom.
type Frame = (u32, u32, u32, u32);

fn frame(card: &Card) -> Frame {
    (card.x, card.y, card.x + card.width, card.y + card.height)
}

fn words(caption: &Caption) -> Frame {
    let height = CAPTION_LINE * px(caption.lines.len());
    (caption.x, caption.y, caption.x + caption.width, caption.y + height)
}

/// Whether two frames have more in common than an edge.
fn overlap(one: Frame, other: Frame) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

fn on_edge((left, top, right, bottom): Frame, (x, y): (u32, u32)) -> bool {
    let within = (left..=right).contains(&x) && (top..=bottom).contains(&y);
    within && (x == left || x == right || y == top || y == bottom)
}

/// The straight pieces of an arrow, each as a frame without width or height.
fn pieces(arrow: &Arrow) -> impl Iterator<Item = Frame> {
    let span = |(one, other): (&(u32, u32), &(u32, u32))| {
        (one.0.min(other.0), one.1.min(other.1), one.0.max(other.0), one.1.max(other.1))
    };
    arrow.points.iter().zip(arrow.points.iter().skip(1)).map(span)
}

/// Whether a piece runs through the inside of a frame.
fn runs_through(piece: Frame, frame: Frame) -> bool {
    piece.0 < frame.2
        && frame.0 < piece.2.max(piece.0 + 1)
        && piece.1 < frame.3
        && frame.1 < piece.3.max(piece.1 + 1)
        && !(piece.0 == piece.2 && piece.0 == frame.0)
        && !(piece.1 == piece.3 && piece.1 == frame.1)
}

/// Whether two pieces share more than a point.
fn lie_on_each_other(one: Frame, other: Frame) -> bool {
    let shared = |from: u32, to: u32, other_from: u32, other_to: u32| from.max(other_from) < to.min(other_to);
    let upright = one.0 == one.2 && other.0 == other.2 && one.0 == other.0;
    let level = one.1 == one.3 && other.1 == other.3 && one.1 == other.1;
    upright && shared(one.1, one.3, other.1, other.3) || level && shared(one.0, one.2, other.0, other.2)
}

/// Everything that must be true of any picture.
fn sound(body: &Body) -> Result<(), TestCaseError> {
    let picture = draw(body);
    prop_assert_eq!(&picture, &draw(body), "drawn twice, it is the same");
    prop_assert_eq!(picture.cards.len(), body.steps.len());
    let all: Frame = (0, 0, picture.width, picture.height);
    let is_in = |frame: Frame| frame.2 <= all.2 && frame.3 <= all.3;
    for (number, card) in picture.cards.iter().enumerate() {
        prop_assert!(is_in(frame(card)) && card.x > HEAD, "{:?}", card);
        let clash = picture.cards[..number].iter().find(|other| overlap(frame(card), frame(other)));
        prop_assert!(clash.is_none(), "{:?} lies on {:?}", card, clash);
        let phase = &body.steps[number].phase;
        let known = body.phase(phase.as_str()).is_some();
        let named = picture.lanes.iter().find(|lane| lane.phase == *phase && known);
        let own = named.or(picture.lanes.last()).unwrap();
        prop_assert_eq!(own.label.is_empty(), !known, "{:?} in {:?}", card, own);
        prop_assert!(own.y < card.y && card.y + card.height < own.y + own.height, "{:?} outside {:?}", card, own);
    }
    let mut y = 0;
    for lane in &picture.lanes {
        prop_assert_eq!(lane.y, y, "lanes lie under each other");
        y += lane.height;
    }
    prop_assert_eq!(picture.height, y);
    let lost = body.steps.iter().any(|step| body.phase(step.phase.as_str()).is_none());
    prop_assert_eq!(picture.lanes.len(), body.phases.len() + usize::from(lost));
    arrows(body, &picture)?;
    captions(&picture)
}

fn arrows(body: &Body, picture: &Picture) -> Result<(), TestCaseError> {
    for arrow in &picture.arrows {
        prop_assert!(arrow.points.len() >= 2 && arrow.from.is_some() | arrow.to.is_some(), "{:?}", arrow);
        prop_assert!(arrow.points.iter().all(|(x, y)| *x <= picture.width && *y <= picture.height), "{:?}", arrow);
        prop_assert!(pieces(arrow).all(|piece| piece.0 == piece.2 || piece.1 == piece.3), "slanting: {:?}", arrow);
        let at = |step: &Option<Key>, point: (u32, u32)| {
            let mut of = picture.cards.iter().filter(|card| Some(&card.step) == step.as_ref());
            step.is_none() || of.any(|card| on_edge(frame(card), point))
        };
        prop_assert!(at(&arrow.from, arrow.points[0]), "does not leave its card: {:?}", arrow);
        prop_assert!(at(&arrow.to, *arrow.points.last().unwrap()), "does not reach its card: {:?}", arrow);
        let through = picture.cards.iter().find(|card| pieces(arrow).any(|piece| runs_through(piece, frame(card))));
        prop_assert!(through.is_none(), "{:?} runs through {:?}", arrow, through);
        let known = |key: &Key| body.step(key.as_str()).is_some();
        match &arrow.what {
            Flow::Closing(closing) => {
                let end =
                    picture.ends.iter().find(|end| end.closing == *closing && Some(&end.step) == arrow.from.as_ref());
                let (x, y) = *arrow.points.last().unwrap();
                prop_assert!(end.is_some_and(|end| (end.x - MARK, end.y) == (x, y)), "{:?}", arrow);
            }
            Flow::Transition(found) => {
                let transition = body.transition(found.as_str()).unwrap();
                prop_assert_eq!(arrow.from.is_some(), known(&transition.from));
            }
            Flow::Join(found) => prop_assert_eq!(arrow.to.is_some(), known(&body.join(found.as_str()).unwrap().to)),
        }
    }
    let moves: Vec<_> = picture.arrows.iter().filter(|arrow| !matches!(arrow.what, Flow::Closing(_))).collect();
    for (number, one) in moves.iter().enumerate() {
        let shared =
            |other: &&&Arrow| pieces(one).any(|piece| pieces(other).any(|found| lie_on_each_other(piece, found)));
        let other = moves[..number].iter().find(shared);
        prop_assert!(other.is_none(), "{:?} runs on top of {:?}", one, other);
    }
    let known = |key: &Key| body.step(key.as_str()).is_some();
    for transition in body.transitions.iter().filter(|transition| known(&transition.from)) {
        for to in transition.targets() {
            let drawn = |arrow: &&Arrow| {
                arrow.what == Flow::Transition(transition.key.clone())
                    && arrow.to.as_ref() == Some(to).filter(|to| known(to))
            };
            prop_assert_eq!(picture.arrows.iter().filter(drawn).count(), 1, "{} to {}", &transition.key, to);
        }
    }
    Ok(())
}

fn captions(picture: &Picture) -> Result<(), TestCaseError> {
    let beside = picture.arrows.iter().filter_map(|arrow| arrow.caption.as_ref());
    let all: Vec<Frame> = beside.chain(picture.ends.iter().map(|end| &end.caption)).map(words).collect();
    for (number, one) in all.iter().enumerate() {
        let clash = all[..number].iter().find(|other| overlap(*one, **other));
        prop_assert!(clash.is_none(), "words {:?} on words {:?}", one, clash);
        let card = picture.cards.iter().find(|card| overlap(*one, frame(card)));
        prop_assert!(card.is_none(), "words {:?} on {:?}", one, card);
        let line = picture.arrows.iter().find(|arrow| pieces(arrow).any(|piece| runs_through(piece, *one)));
        prop_assert!(line.is_none(), "{:?} through words {:?}", line, one);
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_lies_on_anything_whatever_the_template_says(sketch in sketch()) {
        sound(&sketch.body())?;
    }

    #[test]
    fn words_are_broken_into_lines_that_fit(text in "\\PC{0,200}", letters in 2..40_usize, most in 1..6_usize) {
        let lines = wrap(&text, letters, most);
        prop_assert!(lines.len() <= most);
        prop_assert!(lines.iter().all(|line| !line.is_empty() && line.chars().count() <= letters), "{:?}", lines);
        let given: String = text.split_whitespace().collect();
        let kept: String = lines.concat().split_whitespace().collect();
        prop_assert!(kept == given || given.starts_with(kept.trim_end_matches('…')), "{:?}", lines);
    }
}

#[test]
fn every_shipped_way_of_working_has_a_sound_picture_with_all_its_moves_and_ends() {
    for (name, text) in shipped() {
        let body = body_of(text);
        sound(&body).unwrap_or_else(|error| panic!("{name}: {error}"));
        let picture = draw(&body);
        let ends: usize = body.closings.iter().map(|closing| closing.from.len()).sum();
        assert_eq!(picture.ends.len(), ends, "{name}");
        assert_eq!(picture.arrows.len(), body.transitions.len() + ends, "{name}");
        assert_eq!(picture.starts.len(), body.steps.iter().filter(|step| step.entry).count(), "{name}");
    }
}

#[test]
fn what_goes_on_goes_to_the_right_and_what_goes_round_is_marked() {
    let body = body_of(shipped()[0].1);
    let picture = draw(&body);
    let left = |key: &Option<Key>| picture.cards.iter().find(|card| Some(&card.step) == key.as_ref()).unwrap().x;
    let moves = picture.arrows.iter().filter(|arrow| matches!(arrow.what, Flow::Transition(_)));
    let mut back: Vec<&str> = Vec::new();
    for arrow in moves {
        assert_eq!(left(&arrow.from) < left(&arrow.to), !arrow.back, "{arrow:?}");
        if let (Flow::Transition(key), true) = (&arrow.what, arrow.back) {
            back.push(key.as_str());
        }
    }
    let loops = [
        "volgende_cyclus",
        "volgende_fase",
        "terug_naar_basis",
        "terug_uit_toeleiding",
        "arrangement_voortzetten",
        "arrangement_afronden",
        "tlv_aangevuld",
        "tlv_niet_aangevuld",
        "tlv_afgewezen",
        "tlv_buiten_behandeling",
        "tlv_intrekken",
        "tlv_intrekken_aanvulling",
        "plaatsing_gaat_niet_door",
        "plaatsing_januari_gaat_niet_door",
        "tlv_verlengen",
        "nieuwe_tlv_aanvragen",
        "terug_naar_bao",
    ];
    assert_eq!(back, loops);
}

#[test]
fn a_step_stands_behind_the_longest_way_to_it() {
    let chain = |moves: &[(u8, u8)]| Sketch {
        phases: vec![0],
        steps: (0..4).map(|number| (number, 0, number == 0, String::new())).collect(),
        transitions: moves.iter().map(|(from, to)| (*from, *to, vec![], String::new())).collect(),
        joins: vec![],
        closings: vec![],
    };
    let picture = draw(&chain(&[(0, 3), (0, 1), (1, 2), (2, 3), (3, 1)]).body());
    let left: Vec<u32> = picture.cards.iter().map(|card| card.x).collect();
    assert!(left.is_sorted() && left[2] < left[3], "{left:?}");
    assert!(picture.cards.iter().all(|card| card.y == picture.cards[0].y), "one row for one chain");
}

#[test]
fn tracks_side_by_side_come_together_with_an_arrow_each() {
    let body = body_of(include_str!("../../tests/ways/aanvraag.toml"));
    sound(&body).unwrap();
    let picture = draw(&body);
    let of = |what: Flow| picture.arrows.iter().filter(|arrow| arrow.what == what).collect::<Vec<_>>();
    let opened = of(Flow::Transition(key("volledig")));
    assert_eq!(
        opened.iter().map(|arrow| arrow.to.clone().unwrap()).collect::<Vec<_>>(),
        [key("advies_onderwijs"), key("advies_zorg")]
    );
    let joined = of(Flow::Join(key("adviezen_binnen")));
    assert!(joined.len() == 2 && joined.iter().all(|arrow| arrow.automatic && arrow.to == Some(key("besluiten"))));
}

#[test]
fn an_empty_template_is_an_empty_picture() {
    let mut body = body_of(shipped()[0].1);
    (body.phases, body.steps) = (vec![], vec![]);
    let picture = draw(&body);
    assert!(picture.cards.is_empty() && picture.arrows.is_empty() && picture.ends.is_empty());
    assert!(picture.lanes.is_empty());
}

/// As many steps as a template may have and more, each with a way to each: nothing that the checker lets through comes
/// near to it.
#[test]
fn a_template_far_too_large_is_drawn_in_bounded_time() {
    let steps = 600_u16;
    let mut body = body_of(shipped()[0].1);
    let (step, go) = (body.steps[0].clone(), body.transitions[0].clone());
    let at = |number: u16| key(&format!("stap_{number}"));
    body.steps = (0..steps).map(|number| Step { key: at(number), ..step.clone() }).collect();
    let all: Vec<Key> = (0..steps).map(at).collect();
    let moves = all.iter().map(|from| Transition { from: from.clone(), also: all.clone(), ..go.clone() });
    body.transitions = moves.collect();
    body.closings.iter_mut().for_each(|closing| closing.from.clone_from(&all));
    let start = Instant::now();
    let picture = draw(&body);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(picture.cards.len(), usize::from(steps));
}
