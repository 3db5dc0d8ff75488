//! Whatever case, whatever changed in the way of working, whatever was chosen: who is moved breaks no invariant, goes on as
//! any other case, and comes back as it was.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{
    super::{
        CaseState, ChoiceKind, Command, Context, Doer, Event, acts, decide, evolve, facts, options,
        properties::{Asked, answers, asked, command, command_of, consents, lead, sound},
        replay,
        story::{aanvraag, templates},
    },
    *,
};
use crate::{
    calendar::Region,
    check::{Fault, Rule, can_end, is_outside},
    form::Sheet,
    template::{Body, Draft, Guard, StepTerm},
    term::Period,
};

/// An edit by its numbers, so that any template can read it.
type Edit = (u8, usize, usize);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec((0..18_u8, any::<usize>(), any::<usize>()), 0..5)
}

fn base(which: usize) -> &'static Template<Published> {
    let all = templates();
    // The one that says everything stands in for half of them.
    if which.is_multiple_of(2) { aanvraag() } else { &all[which % all.len()] }
}

fn at<T>(all: &mut [T], which: usize) -> Option<&mut T> {
    let place = which % all.len().max(1);
    all.get_mut(place)
}

/// Another name for what has this one, wherever it stands.
fn renamed(body: &Body, key: Option<Key>) -> Option<Body> {
    let key = key?;
    let text = Template::draft(body.clone()).to_toml().ok()?;
    let text = text
        .replace(&format!("\"{key}\""), &format!("\"{key}_n\""))
        .replace(&format!("{key} ="), &format!("{key}_n ="));
    Template::<Draft>::parse(&text).ok().map(|draft| (*draft).clone())
}

fn without_step(body: &mut Body, key: &Key) {
    body.steps.retain(|step| step.key != *key);
    body.transitions.retain(|way| way.from != *key && way.to != *key);
    body.transitions.iter_mut().for_each(|way| way.also.retain(|also| also != key));
    body.joins.retain(|join| join.to != *key && join.of.iter().all(|branch| branch.step != *key));
    body.closings.iter_mut().for_each(|closing| closing.from.retain(|from| from != key));
    body.closings.retain(|closing| !closing.from.is_empty());
    body.decisions.retain(|decision| decision.step != *key);
    body.escalations.retain(|escalation| escalation.step != *key);
    for form in body.forms.iter_mut().filter(|form| form.steps.len() > 1) {
        form.steps.retain(|step| step != key);
    }
}

/// `open` are the steps in which the case is: there an edit matters most.
fn edited(body: &Body, (kind, which, with): Edit, open: &[Key]) -> Option<Body> {
    let mut new = body.clone();
    let nth = |keys: Vec<Key>| keys.get(which % keys.len().max(1)).cloned();
    match kind {
        14..=16 => return renamed(body, nth(open.to_vec())),
        17 => open.iter().for_each(|step| without_step(&mut new, step)),
        0 | 1 => return renamed(body, nth(body.steps.iter().map(|step| step.key.clone()).collect())),
        2 => return renamed(body, nth(body.facts.iter().map(|fact| fact.key.clone()).collect())),
        3 => {
            let decisions = body.decisions.iter();
            let outcomes = decisions.clone().flat_map(|d| &d.outcomes).map(|outcome| outcome.key.clone());
            return renamed(body, nth(decisions.map(|decision| decision.key.clone()).chain(outcomes).collect()));
        }
        4 => {
            let gone = nth(body.steps.iter().map(|step| step.key.clone()).collect())?;
            without_step(&mut new, &gone);
        }
        5 => at(&mut new.steps, which)?.term = None,
        6 => {
            let length = if with.is_multiple_of(2) { Period::Weeks(3) } else { Period::SchoolDays(9) };
            let (owner, target, extension) = (None, Some(Period::Days(2)), None);
            let can_stop = with.is_multiple_of(3);
            at(&mut new.steps, which)?.term =
                Some(StepTerm { length, from: None, label: "nieuw".into(), owner, target, extension, can_stop });
        }
        7 => {
            let role = at(&mut new.roles, with)?.key.clone();
            at(&mut new.steps, which)?.regie = role;
        }
        8 => drop(new.transitions.remove(which % new.transitions.len().max(1))),
        9 if new.closings.len() > 1 => drop(new.closings.remove(which % new.closings.len())),
        10 => at(&mut new.transitions, which)?.guard = Guard::Always,
        11 => {
            let to = at(&mut new.steps, with)?.key.clone();
            at(&mut new.transitions, which)?.to = to;
        }
        12 => {
            new.joins.clear();
            new.transitions.iter_mut().for_each(|way| way.also.clear());
        }
        _ => {
            let functions = new.roles.iter_mut().filter(|role| role.resolve == crate::template::Resolve::CaseLead);
            functions.for_each(|role| role.functions.truncate(1));
            at(&mut new.steps, which)?.ways.clear();
        }
    }
    Some(new)
}

/// Takes away what nothing uses any more.
fn pruned(mut body: Body) -> Option<Template<Published>> {
    for _ in 0..8 {
        let faults = match Template::draft(body.clone()).publish(2) {
            Ok(template) => return Some(template),
            Err(faults) => faults,
        };
        let unused: Vec<&Fault> = faults.iter().filter(|fault| fault.rule == Rule::Unused).collect();
        if unused.is_empty() {
            return None;
        }
        let names =
            |list: &str, key: &Key| unused.iter().any(|fault| fault.place.starts_with(&format!("{list}.{key}")));
        body.facts.retain(|fact| !names("facts", &fact.key));
        body.consents.retain(|consent| !names("consents", &consent.key));
        body.phases.retain(|phase| !names("phases", &phase.key));
        body.roles.retain(|role| !names("roles", &role.key));
    }
    None
}

/// The next version: every edit that leaves a way of working that can be published.
fn next_version(old: &Template<Published>, edits: &[Edit], state: &CaseState) -> Template<Published> {
    let open: Vec<Key> = state.open.iter().map(|open| open.step.clone()).collect();
    let mut new = old.clone();
    for edit in edits {
        if let Some(published) = edited(&new, *edit, &open).and_then(pruned) {
            new = published;
        }
    }
    new.revise().publish(2).unwrap()
}

/// A case that went wherever willing people brought it, and where it was after each of their acts.
fn driven(
    template: &Template<Published>,
    asked: Vec<Asked>,
    calendar: &Calendar,
) -> (Vec<Event>, CaseState, NaiveDate) {
    let mut today: NaiveDate = "2025-09-01".parse().unwrap();
    let entry = template.steps.iter().find(|step| step.entry).unwrap();
    let term = entry.term.as_ref();
    let start = Event::StepEntered {
        step: entry.key.clone(),
        on: today,
        regie: entry.regie.clone(),
        due: term.map(|term| term.length.due(today, calendar)),
        round: 1,
        target: None,
        resumed: None,
    };
    let (mut state, mut history) = (evolve(CaseState::default(), &start), vec![start]);
    for one in asked {
        today = today + Days::new(u64::from(one.4));
        let events = if one.0 < 9 { willing(template, &state, one, calendar, today) } else { None };
        if let Some(events) = events.or_else(|| one_more(template, &state, one, calendar, today)) {
            state = events.iter().fold(state, evolve);
            history.extend(events);
        }
    }
    (history, state, today)
}

/// Everybody agrees to everything, and what a way on waits for is recorded first.
fn willing(
    template: &Template<Published>,
    state: &CaseState,
    (kind, which, ..): Asked,
    calendar: &Calendar,
    today: NaiveDate,
) -> Option<Vec<Event>> {
    let consents: Vec<Key> = template.consents.iter().map(|consent| consent.key.clone()).collect();
    let answers = answers(1);
    let tries = |who: usize| {
        let doer = Doer { membership: lead(who).membership, function: lead(who).function };
        let context = Context { today, calendar, doer, consents: &consents, facts: &[], answers: &answers };
        let fact = facts(template, state, &context).into_iter().find(|fact| fact.is_mine && !fact.is_known);
        let offered = options(template, state, &context).into_iter().chain(acts(template, state, &context));
        // Only a few are closed on the way.
        let open = offered.filter(|choice| choice.blocked.is_none());
        let open = open
            .filter(|choice| (kind == 0 && which.is_multiple_of(9)) || !matches!(choice.kind, ChoiceKind::Close(_)));
        let choice = open.map(|choice| command_of(template, choice.kind));
        let appoint = state.lead.is_none().then(|| Command::SetLead { lead: lead(who) });
        let all: Vec<Command> =
            fact.map(|fact| Command::Record { fact: fact.fact }).into_iter().chain(choice).chain(appoint).collect();
        let command = all.get(which % all.len().max(1))?;
        decide(template, state, command, &context).ok()
    };
    let all = Function::ALL.len();
    (0..all).find_map(|who| tries(which.wrapping_add(who) % all))
}

fn one_more(
    template: &Template<Published>,
    state: &CaseState,
    one: Asked,
    calendar: &Calendar,
    today: NaiveDate,
) -> Option<Vec<Event>> {
    let who = lead(one.2);
    let doer = Doer { membership: who.membership, function: who.function };
    let (consents, answers) = (consents(template, one.1), answers(one.1));
    let context = Context { today, calendar, doer, consents: &consents, facts: &[], answers: &answers };
    decide(template, state, &command(template, one), &context).ok()
}

fn sheets(which: usize, template: &Template<Published>) -> Sheets {
    let forms = template.forms.iter().filter(|form| form.is_of_case());
    let sheet = |form: &crate::form::Form| Sheet { form: form.key.clone(), round: 1, answers: answers(which) };
    Sheets(forms.map(sheet).collect())
}

fn choices(which: usize, old: &Template<Published>, new: &Template<Published>) -> Choices {
    let pick = |n: usize| new.steps[which.wrapping_mul(31).wrapping_add(n) % new.steps.len()].key.clone();
    let steps = old.steps.iter().enumerate().map(|(n, step)| (step.key.clone(), pick(n * 7))).collect();
    Choices { steps, otherwise: None }
}

fn version(template: &Template<Published>, n: u128) -> Version<'_> {
    Version { id: TemplateId(Uuid::from_u128(n)), template }
}

/// What must be so of a case that was moved.
fn moved_well(
    (old, new): (&Template<Published>, &Template<Published>),
    consented: bool,
    (before, after): (&CaseState, &CaseState),
    change: &VersionChange,
    steps: &[StepChange],
    calendar: &Calendar,
) -> Result<(), TestCaseError> {
    sound(new, after, calendar)?;
    for placed in &change.steps {
        let mut knew = before.open.iter().filter(|open| placed.from.contains(&open.step)).map(|open| &open.regie);
        let lead =
            new.role(placed.now.regie.as_str()).is_some_and(|role| role.resolve == crate::template::Resolve::CaseLead);
        let stranger = is_outside(new, &placed.now.regie) && !knew.any(|role| is_outside(old, role));
        prop_assert!(!stranger || lead || consented, "no outside party gets a case without consent");
    }
    let came: Vec<&Key> = change.steps.iter().flat_map(|placed| &placed.from).collect();
    let open: Vec<&Key> = before.open.iter().map(|open| &open.step).collect();
    prop_assert_eq!(came.iter().collect::<BTreeSet<_>>(), open.iter().collect::<BTreeSet<_>>());
    prop_assert_eq!(came.len(), open.len(), "every open step came to one place");
    for (key, known) in &before.facts {
        prop_assert_eq!(after.facts.get(key), Some(known), "nothing is deleted");
    }
    prop_assert!(before.rounds.keys().all(|step| after.rounds.contains_key(step)));
    prop_assert_eq!(&before.stopped, &after.stopped);
    for (step, placed) in steps.iter().zip(&change.steps) {
        let from = before.open.iter().filter(|open| placed.from.contains(&open.step));
        let dues: Vec<_> = from.filter_map(|open| open.due).collect();
        match step.term {
            TermChange::Kept { due, .. } => prop_assert!(dues.contains(&due) && placed.now.due == Some(due)),
            TermChange::Lost { due } => prop_assert!(dues.contains(&due) && placed.now.due.is_none()),
            TermChange::Starts { due } => prop_assert!(due >= change.on && placed.now.due == Some(due)),
            TermChange::None => prop_assert!(placed.now.due.is_none()),
        }
    }
    for (key, taken) in &after.decisions {
        let Some(decision) = new.decision(key.as_str()) else { continue };
        prop_assert!(decision.outcome(taken.outcome.as_str()).is_some() && taken.stage < decision.stage_count());
    }
    let keys: Vec<&Key> = after.open.iter().map(|open| &open.step).collect();
    prop_assert!(can_end(new, &keys, |step| after.round(step.as_str())), "an end stays within reach");
    Ok(())
}

/// Sentences tell many cases together: no day of any of them stands in one.
fn says_no_day(lines: &[Line]) -> bool {
    let is_day =
        |word: &str| word.bytes().filter(|byte| *byte == b'-').count() == 2 && word.bytes().any(|b| b.is_ascii_digit());
    lines.iter().all(|line| !line.text.split(' ').any(is_day) && line.text.ends_with('.'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn who_is_moved_breaks_no_invariant_goes_on_and_comes_back_as_it_was(
        which in any::<usize>(), edits in edits(), asked in asked(), later in asked(), chosen in any::<usize>(), elsewhere in prop::bool::weighted(0.2),
    ) {
        let calendar = Calendar::new(Region::Noord);
        let old = base(which);
        let (history, before, mut today) = driven(old, asked, &calendar);
        let new = if elsewhere { templates()[which % templates().len()].clone() } else { next_version(old, &edits, &before) };
        let (sheets, consents) = (sheets(chosen, old), consents(&new, chosen));
        let choices = choices(chosen, old, &new);
        let moving = Moving { from: version(old, 1), to: version(&new, 2), choices: &choices };
        let around = Around { today, calendar: &calendar, sheets: &sheets, consents: &consents };
        let preview = moving.preview(&before, &around);
        for hindrance in &preview.hindrances {
            prop_assert!(moving.why_not(hindrance).ends_with('.'));
        }
        prop_assert!(says_no_day(&preview.lines), "{:?}", preview.lines);
        prop_assert_eq!(preview.event.is_none(), !preview.hindrances.is_empty());
        prop_assert_eq!(preview.hindrances.contains(&Hindrance::Closed), before.is_closed());
        let Some(event) = preview.event else { return Ok(()) };
        let after = evolve(before.clone(), &event);
        let Event::VersionChanged(change) = &event else { unreachable!() };
        moved_well((old, &new), !consents.is_empty(), (&before, &after), change, &preview.steps, &calendar)?;

        // The story as it is stored, and what is left of it when the moving is taken out again.
        let stored = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Event>(&stored).unwrap(), &event);
        let back = replay(&history);
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&before).unwrap());

        let mut state = after;
        for one in later {
            today = today + Days::new(u64::from(one.4));
            if let Some(events) = one_more(&new, &state, one, &calendar, today) {
                state = events.iter().fold(state, evolve);
                sound(&new, &state, &calendar)?;
            }
        }
    }

    #[test]
    fn a_version_that_says_the_same_changes_nothing(which in any::<usize>(), asked in asked()) {
        let calendar = Calendar::new(Region::Noord);
        let old = base(which);
        let new = old.clone();
        let (_, before, today) = driven(old, asked, &calendar);
        let (sheets, choices) = (Sheets::default(), Choices::default());
        let moving = Moving { from: version(old, 1), to: version(&new, 2), choices: &choices };
        let preview = moving.preview(&before, &Around { today, calendar: &calendar, sheets: &sheets, consents: &[] });
        if before.is_closed() {
            prop_assert_eq!(preview.hindrances, vec![Hindrance::Closed]);
            return Ok(());
        }
        let event = preview.event.unwrap_or_else(|| panic!("{:?} in {before:?}", preview.hindrances));
        let after = evolve(before.clone(), &event);
        prop_assert_eq!(CaseState { length: before.length, ..after }, before);
        let by_itself = |line: &Line| line.text.starts_with("Daarna ");
        let changes: Vec<_> = preview.lines.iter().filter(|line| line.weight != Weight::Same && !by_itself(line)).collect();
        prop_assert!(changes.is_empty(), "{:?}", changes);
    }
}

/// The properties above say something only when the edits come through and the cases are moved.
#[test]
fn enough_random_cases_are_moved_and_enough_of_them_to_another_step() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let calendar = Calendar::new(Region::Noord);
    let mut runner = TestRunner::deterministic();
    let (mut moved, mut elsewhere, mut hindered, mut changed) = (0, 0, BTreeSet::new(), 0);
    for which in 0..40_usize {
        let (edits, asked) = (edits(), asked()).new_tree(&mut runner).unwrap().current();
        let old = base(which);
        let (_, before, today) = driven(old, asked, &calendar);
        let new = next_version(old, &edits, &before);
        changed += usize::from(*new != **old);
        let choices = if which % 5 == 0 { Choices::default() } else { choices(which, old, &new) };
        let moving = Moving { from: version(old, 1), to: version(&new, 2), choices: &choices };
        let sheets = sheets(which, old);
        let preview = moving.preview(&before, &Around { today, calendar: &calendar, sheets: &sheets, consents: &[] });
        moved += usize::from(preview.event.is_some());
        elsewhere += usize::from(preview.steps.iter().any(|step| !step.from.contains(&step.to)));
        hindered
            .extend(preview.hindrances.iter().map(|h| format!("{h:?}").split([' ', '{']).next().unwrap().to_owned()));
    }
    assert!(
        changed > 25 && moved > 20 && elsewhere > 4 && hindered.len() > 2,
        "{changed} {moved} {elsewhere} {hindered:?}"
    );
}
