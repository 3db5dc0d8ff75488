//! Nothing that a shipped way of working says can happen goes unplayed: each move, join, closing, outcome and escalation
//! comes about in a scenario. What a pilot has from its province is played there.

use std::collections::BTreeSet;

use super::*;
use crate::{
    engine::Event,
    template::{Body, Template},
};

/// What no scenario plays, with the reason beside it. A line that is played after all must go.
const UNPLAYED: &[&str] = &[];

fn body(text: &str) -> Body {
    Body::clone(&Template::parse(text).unwrap())
}

/// Everything that can come about, by name: "transitions.inbrengen", "decisions.tlv.afgewezen".
fn can_happen(body: &Body) -> BTreeSet<String> {
    let moves = body.transitions.iter().map(|transition| format!("transitions.{}", transition.key));
    let joins = body.joins.iter().map(|join| format!("joins.{}", join.key));
    let closings = body.closings.iter().map(|closing| format!("closings.{}", closing.key));
    let escalations = body.escalations.iter().map(|escalation| format!("escalations.{}", escalation.key));
    let outcomes = body.decisions.iter().flat_map(|decision| {
        decision.outcomes.iter().map(|outcome| format!("decisions.{}.{}", decision.key, outcome.key))
    });
    moves.chain(joins).chain(closings).chain(escalations).chain(outcomes).collect()
}

fn happened(body: &Body, event: &Event) -> Option<String> {
    match event {
        Event::StepLeft { transition, .. } if body.join(transition.as_str()).is_some() => {
            Some(format!("joins.{transition}"))
        }
        Event::StepLeft { transition, .. } => Some(format!("transitions.{transition}")),
        Event::Closed { closing, .. } => Some(format!("closings.{closing}")),
        Event::Escalated { escalation, .. } => Some(format!("escalations.{escalation}")),
        Event::Decided { decision, outcome, .. } => Some(format!("decisions.{decision}.{outcome}")),
        _ => None,
    }
}

/// The same of the way of working on which this one builds; none when it stands on its own.
fn of_its_base(text: &str) -> BTreeSet<String> {
    let table: toml::Table = text.parse().unwrap();
    let base = table["meta"].get("base").and_then(toml::Value::as_str).map(|key| Key::parse(key).unwrap());
    base.map_or_else(BTreeSet::new, |key| can_happen(&body(crate::template::by_key(&key).unwrap())))
}

#[test]
fn everything_that_can_happen_is_played() {
    let mut unplayed = Vec::new();
    for (name, text) in crate::template::shipped() {
        let template = Template::parse(text).unwrap().publish(1).unwrap();
        let own = shipped().iter().filter(|(known, _)| known == name);
        let events = own.flat_map(|(_, text)| play(&template, &Scenario::parse(text).unwrap()).events);
        let played: BTreeSet<String> = events.filter_map(|event| happened(&template, &event)).collect();
        let (can, base) = (can_happen(&template), of_its_base(text));
        let missing = can.difference(&base).filter(|part| !played.contains(*part)).cloned();
        unplayed.extend(missing.map(|part| format!("{name}: {part}")));
    }
    assert_eq!(unplayed, UNPLAYED, "write a scenario that plays it, or take the line away");
}
