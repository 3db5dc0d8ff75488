//! How long reading, checking and deciding take: `cargo run --release -p domain --example figures`.
//!
//! The bound that must hold: a template with 200 steps is checked in under a second.

use std::time::{Duration, Instant};

use domain::{
    actor::Function,
    calendar::{Calendar, Region},
    check::check,
    engine::{CaseState, Command, Context, Doer, decide, evolve},
    form::Answers,
    id::MembershipId,
    template::{Body, Key, Template, shipped},
};

fn main() -> Result<(), String> {
    for (name, text) in shipped() {
        let (draft, reading) = timed(|| Template::parse(text));
        let draft = draft.map_err(|error| error.to_string())?;
        let (faults, checking) = timed(|| check(&draft));
        println!("{name:20} read {reading:>10.1?}  check {checking:>10.1?}  faults {}", faults.len());
    }
    let large = large(200)?;
    let (faults, checking) = timed(|| check(&large));
    println!("{:20} check {checking:>10.1?}  faults {}", "200 steps", faults.len());
    println!("{:20} {:>10.2?} per decision", "1,000 rounds", decisions(1000)?);
    if checking < Duration::from_secs(1) { Ok(()) } else { Err(format!("checking took {checking:?}")) }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let outcome = work();
    (outcome, start.elapsed())
}

/// The first shipped way of working with this many steps more, each reached from one step and left to it.
fn large(steps: usize) -> Result<Body, String> {
    let mut body = Body::clone(&*Template::parse(shipped()[0].1).map_err(|error| error.to_string())?);
    let (step, go) = (body.steps[1].clone(), body.transitions[3].clone());
    let key = |text: String| Key::parse(&text).map_err(|error| error.to_string());
    for number in 0..steps {
        let mut next = step.clone();
        next.key = key(format!("stap_{number}"))?;
        let (mut there, mut back) = (go.clone(), go.clone());
        (there.key, there.to) = (key(format!("naar_{number}"))?, next.key.clone());
        (back.key, back.from) = (key(format!("van_{number}"))?, next.key.clone());
        body.steps.push(next);
        body.transitions.extend([there, back]);
    }
    Ok(body)
}

/// The mean time of a decision in a case that goes round and round.
fn decisions(rounds: u32) -> Result<Duration, String> {
    let draft = Template::parse(shipped()[0].1).map_err(|error| error.to_string())?;
    let template = draft.publish(1).map_err(|faults| format!("{faults:?}"))?;
    let calendar = Calendar::new(Region::Midden);
    let doer = Doer { membership: MembershipId(uuid::Uuid::nil()), function: Function::InternBegeleider };
    let today = chrono::NaiveDate::from_ymd_opt(2026, 9, 16).ok_or("no such day")?;
    let context = Context { today, calendar: &calendar, doer, consents: &[], facts: &[], answers: Answers::none() };
    let transition = template.transitions.iter().find(|t| t.from == t.to).ok_or("no loop")?;
    let open = Command::Open { step: transition.from.clone() };
    let mut state = CaseState::default();
    let round = Command::Move { transition: transition.key.clone(), reason: None };
    let start = Instant::now();
    for command in std::iter::once(&open).chain(std::iter::repeat_n(&round, rounds as usize)) {
        let events = decide(&template, &state, command, &context).map_err(|refused| refused.to_string())?;
        state = events.iter().fold(state, evolve);
    }
    Ok(start.elapsed() / (rounds + 1))
}
