//! Whatever people ask, in whatever order: what is accepted never breaks an invariant, and an end stays within reach.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    meeting::{Agenda, Attendee, MeetingCommand, MeetingEvent, NewItem},
    story::{aanvraag, key, templates},
    *,
};
use crate::{
    calendar::{Calendar, Region},
    form::{Answer, Answers},
    stage::Stage,
    template::{Published, Resolve, Template},
};

/// A command by its numbers, so that any template can read it: kind, which, who, reason, days later.
pub(super) type Asked = (u8, usize, usize, bool, u8);

pub(super) fn asked() -> impl Strategy<Value = Vec<Asked>> {
    prop::collection::vec((0..16_u8, any::<usize>(), any::<usize>(), prop::bool::weighted(0.8), 0..40_u8), 1..60)
}

pub(super) fn lead(which: usize) -> Lead {
    let index = which % Function::ALL.len();
    Lead { membership: MembershipId(Uuid::from_u128(index as u128)), function: Function::ALL[index] }
}

pub(super) fn command(template: &Template<Published>, (kind, which, _, reasoned, _): Asked) -> Command {
    let reason = reasoned.then(|| "omdat het zo is".to_owned());
    let nth =
        |keys: Vec<&Key>| keys.get(which % keys.len().max(1)).map_or_else(|| key("geen"), |found| (*found).clone());
    match kind {
        0 => Command::Open { step: nth(template.steps.iter().map(|x| &x.key).collect()) },
        1..=3 => Command::Move { transition: nth(template.transitions.iter().map(|x| &x.key).collect()), reason },
        4 => Command::Record { fact: nth(template.facts.iter().map(|x| &x.key).collect()) },
        5 => Command::SetLead { lead: lead(which) },
        6 => Command::Close { closing: nth(template.closings.iter().map(|x| &x.key).collect()), reason },
        7 => Command::TimePasses,
        8 => Command::Escalate { escalation: nth(template.escalations.iter().map(|x| &x.key).collect()), reason },
        9 => Command::Stop { step: nth(template.steps.iter().map(|x| &x.key).collect()), reason },
        10 => Command::Resume { step: nth(template.steps.iter().map(|x| &x.key).collect()) },
        11 => Command::Extend { step: nth(template.steps.iter().map(|x| &x.key).collect()), reason },
        12 => {
            let outcomes =
                template.decisions.iter().flat_map(|d| d.outcomes.iter().map(move |outcome| (&d.key, outcome)));
            let outcomes: Vec<_> = outcomes.collect();
            let Some((decision, outcome)) = outcomes.get(which % outcomes.len().max(1)) else {
                return Command::TimePasses;
            };
            let grounds = outcome.grounds.iter().take(1).map(|ground| ground.key.clone()).collect();
            Command::Decide { decision: (*decision).clone(), outcome: outcome.key.clone(), grounds, reason }
        }
        13 => {
            let ways = template.steps.iter().flat_map(|step| step.ways.iter().map(move |way| (&step.key, &way.key)));
            let ways: Vec<_> = ways.collect();
            let Some((step, way)) = ways.get(which % ways.len().max(1)) else { return Command::TimePasses };
            Command::Perform { step: (*step).clone(), way: (*way).clone() }
        }
        14 => Command::Reopen,
        _ => Command::Retract { fact: nth(template.facts.iter().map(|x| &x.key).collect()), reason },
    }
}

/// Half of the time parents have consented.
pub(super) fn consents(template: &Template<Published>, which: usize) -> Vec<Key> {
    template.consents.iter().filter(|_| which.is_multiple_of(2)).map(|consent| consent.key.clone()).collect()
}

/// Facts that follow from forms: of some the form is complete, of others not.
pub(super) fn complete(template: &Template<Published>, which: usize) -> Vec<Key> {
    let of_forms = template.facts.iter().filter(|fact| fact.form.is_some());
    let complete = |at: usize| (which >> (at % 16)).is_multiple_of(2);
    of_forms.enumerate().filter(|(at, _)| complete(*at)).map(|(_, fact)| fact.key.clone()).collect()
}

/// What the form says, or nothing yet.
pub(super) fn answers(which: usize) -> Answers {
    let mut answers = Answers::default();
    if !which.is_multiple_of(5) {
        let voorliggend = if which.is_multiple_of(3) { "zorg" } else { "onderwijs" };
        answers.set("ouders_gehoord", Answer::Boolean(true));
        answers.set("voorliggend", Answer::Choice(voorliggend.into()));
    }
    answers
}

pub(super) fn sound(
    template: &Template<Published>,
    state: &CaseState,
    calendar: &Calendar,
) -> Result<(), TestCaseError> {
    prop_assert!(!state.is_closed() || state.open.is_empty(), "a closed case has no open step");
    prop_assert!(state.is_closed() || !state.is_started() || !state.open.is_empty(), "a running case is somewhere");
    for (index, open) in state.open.iter().enumerate() {
        let step = template.step(open.step.as_str());
        let named = step.and_then(|step| template.role(step.regie.as_str())).unwrap();
        let own = named.key == open.regie || named.resolve.candidates().contains(&&open.regie);
        prop_assert!(own, "each open step has its one regie");
        let regie = template.role(open.regie.as_str()).unwrap();
        prop_assert!(!regie.functions.is_empty());
        prop_assert!(regie.resolve == Resolve::Function || state.lead.is_some(), "regie is a person who exists");
        prop_assert!(state.open[..index].iter().all(|other| other.step != open.step), "no step is open twice");
        let term = step.and_then(|step| step.term.as_ref());
        prop_assert_eq!(open.due.is_some(), term.is_some());
        let owner = term.and_then(|term| term.owner.as_ref()).unwrap_or(&open.regie);
        prop_assert!(template.role(owner.as_str()).is_some(), "a term has an owner");
        prop_assert!(open.due.is_none_or(|due| calendar.is_working_day(due)));
        prop_assert!(open.due.is_none_or(|due| due >= open.since || open.round > 1), "only a stopped term can be over");
        prop_assert!(open.round >= 1 && open.round == state.round(open.step.as_str()));
    }
    if let Some(lead) = state.lead {
        prop_assert!(template.roles.iter().any(|role| role.may_be_appointed(lead.function)));
    }
    Ok(())
}

/// The command of a choice, with everything that it may ask.
pub(super) fn command_of(template: &Template<Published>, kind: ChoiceKind) -> Command {
    let reason = Some("verder".to_owned());
    match kind {
        ChoiceKind::Move(transition) => Command::Move { transition, reason },
        ChoiceKind::Close(closing) => Command::Close { closing, reason },
        ChoiceKind::Decide { decision, .. } => {
            let outcome = &template.decision(decision.as_str()).unwrap().outcomes[0];
            let grounds = outcome.grounds.iter().take(1).map(|ground| ground.key.clone()).collect();
            Command::Decide { decision, outcome: outcome.key.clone(), grounds, reason }
        }
        ChoiceKind::Perform { step, way } => Command::Perform { step, way },
        ChoiceKind::Stop(step) => Command::Stop { step, reason },
        ChoiceKind::Resume(step) => Command::Resume { step },
        ChoiceKind::Extend(step) => Command::Extend { step, reason },
        ChoiceKind::Escalate(escalation) => Command::Escalate { escalation, reason },
    }
}

/// What a page offers can be done, and what it shows as blocked cannot.
fn offers_are_true(template: &Template<Published>, state: &CaseState, ctx: &Context) -> Result<(), TestCaseError> {
    for choice in options(template, state, ctx).into_iter().chain(acts(template, state, ctx)) {
        let outcome = decide(template, state, &command_of(template, choice.kind.clone()), ctx);
        let open = choice.blocked.is_none();
        prop_assert!(open == outcome.is_ok(), "{:?} offered: {open}, {outcome:?}", choice.kind);
    }
    Ok(())
}

/// Walks on from a state with everybody willing, every fact true and every term over until the case is closed.
pub(super) fn end_is_reachable(
    template: &Template<Published>,
    state: &CaseState,
    calendar: &Calendar,
    today: NaiveDate,
) -> bool {
    let facts: Vec<Key> = template.facts.iter().map(|fact| fact.key.clone()).collect();
    let consents: Vec<Key> = template.consents.iter().map(|consent| consent.key.clone()).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut waiting = vec![state.clone()];
    while let Some(state) = waiting.pop() {
        if state.is_closed() {
            return true;
        }
        if !seen.insert(state.open.iter().map(|open| open.step.clone()).collect::<Vec<_>>()) {
            continue;
        }
        for who in 0..Function::ALL.len() {
            let Lead { membership, function } = lead(who);
            let doer = Doer { membership, function };
            let context =
                Context { today, calendar, doer, consents: &consents, facts: &facts, answers: Answers::none() };
            for choice in options(template, &state, &context).into_iter().filter(|choice| choice.blocked.is_none()) {
                let command = command_of(template, choice.kind);
                let events = decide(template, &state, &command, &context).expect("an open choice can be made");
                waiting.push(events.iter().fold(state.clone(), evolve));
            }
            if state.lead.is_none() && template.roles.iter().any(|role| role.may_be_appointed(function)) {
                let appoint = Command::SetLead { lead: Lead { membership, function } };
                if let Ok(events) = decide(template, &state, &appoint, &context) {
                    seen.clear();
                    waiting.push(events.iter().fold(state.clone(), evolve));
                }
            }
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_accepted_command_never_breaks_an_invariant_and_an_end_stays_within_reach(which in 0..9_usize, asked in asked()) {
        let template = if which == 8 { aanvraag() } else { &templates()[which % templates().len()] };
        let calendar = Calendar::new(Region::Noord);
        let mut today: NaiveDate = "2025-09-01".parse().unwrap();
        let entry = template.steps.iter().find(|step| step.entry).unwrap();
        let mut state = CaseState::default();
        let mut history = Vec::new();
        let start = Event::StepEntered {
            step: entry.key.clone(), on: today, regie: entry.regie.clone(),
            due: entry.term.as_ref().map(|term| term.length.due(today, &calendar)), round: 1, target: None, resumed: None,
        };
        if asked.len() % 4 != 0 {
            state = evolve(state, &start);
            history.push(start);
        }
        for one in asked {
            today = today + Days::new(u64::from(one.4));
            let Lead { membership, function } = lead(one.2);
            let doer = Doer { membership, function };
            let (consents, answers, facts) = (consents(template, one.1), answers(one.1), complete(template, one.1));
            let context =
                Context { today, calendar: &calendar, doer, consents: &consents, facts: &facts, answers: &answers };
            let asked = command(template, one);
            offers_are_true(template, &state, &context)?;
            match decide(template, &state, &asked, &context) {
                Ok(events) => {
                    prop_assert!(!events.is_empty() || asked == Command::TimePasses);
                    let changes = !events.is_empty() && asked != Command::Reopen;
                    prop_assert!(!(state.is_closed() && changes), "a closed case does not change");
                    state = events.iter().fold(state, evolve);
                    history.extend(events);
                    sound(template, &state, &calendar)?;
                }
                Err(refused) => {
                    prop_assert!(!refused.gates.is_empty() && refused.gates.len() == refused.why.len());
                    prop_assert!(refused.to_string().ends_with('.'));
                }
            }
        }
        prop_assert_eq!(&replay(&history), &state);
        if state.is_started() {
            let later = today + Days::new(800);
            prop_assert!(end_is_reachable(template, &state, &calendar, later), "{:?}", state);
        }
    }

    #[test]
    fn an_agenda_only_moves_one_stage_at_a_time_and_never_names_a_pupil_without_consent(
        which in 0..8_usize,
        asked in prop::collection::vec((0..7_u8, any::<usize>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 1..40),
    ) {
        let template = &templates()[which % templates().len()];
        for meeting in &template.meetings {
            let mut stage = Stage::Concept;
            for (kind, who, anonymous, consented, reasoned, invited) in &asked {
                let reason = reasoned.then(|| "reden".to_owned());
                let command = match kind {
                    0 => MeetingCommand::Send,
                    1 => MeetingCommand::Finalise,
                    2 => MeetingCommand::Hold,
                    3 => MeetingCommand::Share,
                    4 => MeetingCommand::Return { reason },
                    5 => MeetingCommand::RemoveItem { reason },
                    _ => MeetingCommand::AddItem { item: NewItem { anonymous: *anonymous, consented: *consented, late_reason: reason } },
                };
                let attendee = Attendee { function: lead(*who).function, invited: *invited };
                let today: NaiveDate = "2026-09-17".parse().unwrap();
                let agenda = Agenda { stage, day: today + Days::new(u64::from(*anonymous)), today };
                let Ok(events) = meeting::decide(template, meeting, agenda, &command, attendee) else { continue };
                for event in events {
                    let next = meeting::evolve(stage, &event);
                    let place = |stage: Stage| Stage::ALL.iter().position(|known| *known == stage).unwrap();
                    match event {
                        MeetingEvent::StageReached { .. } => {
                            prop_assert_eq!(place(next), place(stage) + 1);
                        }
                        MeetingEvent::HeldEarlier { planned, on } => {
                            prop_assert!((planned, on) == (agenda.day, today) && planned > on);
                        }
                        MeetingEvent::Returned { ref reason, .. } => {
                            prop_assert_eq!(place(next) + 1, place(stage));
                            prop_assert!(reason.is_some());
                        }
                        MeetingEvent::ItemAdded { late, ref reason, .. } => {
                            prop_assert!(*consented || *anonymous || meeting.consent.is_none());
                            prop_assert_eq!(late, stage == Stage::Definitive);
                            prop_assert!(!late || reason.is_some());
                            prop_assert!(stage < Stage::Held);
                        }
                        MeetingEvent::ItemRemoved { .. } => prop_assert!(stage < Stage::Held),
                    }
                    stage = next;
                }
            }
        }
    }
}
