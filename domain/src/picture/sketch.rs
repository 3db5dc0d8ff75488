//! Templates for tests, with any fault: nothing they name needs to exist, and names are given twice.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::template::{Body, Branch, Closing, Guard, Join, Key, Phase, Step, Template, Transition, When, shipped};

pub(crate) fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub(crate) fn body_of(text: &str) -> Body {
    Body::clone(&*Template::parse(text).unwrap())
}

/// A template in which nothing needs to exist and nothing needs to be named once.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    pub phases: Vec<u8>,
    pub steps: Vec<(u8, u8, bool, String)>,
    pub transitions: Vec<(u8, u8, Vec<u8>, String)>,
    pub joins: Vec<(Vec<u8>, u8)>,
    pub closings: Vec<Vec<u8>>,
}

pub(crate) fn sketch() -> impl Strategy<Value = Sketch> {
    let name = || 0..14_u8;
    let text = || "[a-f é&<>\"'\\x00\\x0b\n\\]]{0,60}";
    (
        prop::collection::vec(0..5_u8, 0..5),
        prop::collection::vec((name(), 0..6_u8, prop::bool::weighted(0.2), text()), 0..14),
        prop::collection::vec((name(), name(), prop::collection::vec(name(), 0..3), text()), 0..24),
        prop::collection::vec((prop::collection::vec(name(), 0..4), name()), 0..3),
        prop::collection::vec(prop::collection::vec(name(), 0..6), 0..4),
    )
        .prop_map(|(phases, steps, transitions, joins, closings)| Sketch {
            phases,
            steps,
            transitions,
            joins,
            closings,
        })
}

impl Sketch {
    pub fn body(&self) -> Body {
        static READ: LazyLock<Body> = LazyLock::new(|| body_of(shipped()[0].1));
        let mut body = READ.clone();
        let (step, go, end) = (body.steps[0].clone(), body.transitions[0].clone(), body.closings[0].clone());
        let at = |number: &u8| key(&format!("stap_{number}"));
        for form in &mut body.forms {
            form.steps = [0, 1, 2].iter().map(at).collect();
        }
        let phases = self.phases.iter().map(|number| (key(&format!("fase_{number}")), format!("Fase {number}")));
        body.phases = phases.map(|(key, label)| Phase { key, label }).collect();
        let steps = self.steps.iter().map(|(number, phase, entry, title)| Step {
            key: at(number),
            phase: key(&format!("fase_{phase}")),
            entry: *entry,
            label: format!("Stap {number}"),
            title: title.clone(),
            meetings: if number % 2 == 0 { vec![key("zat")] } else { vec![] },
            ..step.clone()
        });
        body.steps = steps.collect();
        let moves = self.transitions.iter().enumerate().map(|(number, (from, to, also, label))| Transition {
            key: key(&format!("naar_{number}")),
            from: at(from),
            to: at(to),
            also: also.iter().map(at).collect(),
            label: label.clone(),
            ..go.clone()
        });
        body.transitions = moves.collect();
        let joins = self.joins.iter().enumerate().map(|(number, (of, to))| Join {
            key: key(&format!("samen_{number}")),
            label: "Samen".to_owned(),
            of: of.iter().map(|step| Branch { step: at(step), guard: Guard::Always }).collect(),
            when: if number % 2 == 0 { When::All } else { When::Any },
            to: at(to),
            leaves: vec![],
        });
        body.joins = joins.collect();
        let ends = self.closings.iter().enumerate().map(|(number, from)| Closing {
            key: key(&format!("klaar_{number}")),
            from: from.iter().map(at).collect(),
            ..end.clone()
        });
        body.closings = ends.collect();
        body
    }
}
