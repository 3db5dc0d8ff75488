//! The schema says what the language says, and every choice that it offers can be read.

mod drafts;
mod two;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::{
    schema::{self, Input, KINDS, Kind, Slot, Variant},
    *,
};
use crate::{
    form::{AnswerOption, Band, EnableWhen, Field, Form, Section, SectionKind, Source},
    gezag::Ages,
    template::{
        Access, Branch, ByAnswer, ByFact, Cadence, Closing, ConsentPurpose, Decision, Escalation, Fact, Ground, Guard,
        InForce, Join, Letter, MeetingType, Meta, Outcome, Phase, Pool, Resolve, Role, StageRule, Stages, Step,
        StepTerm, Template, Transition, Validity, Way, YearEvent, shipped,
    },
    term::Period,
};

/// A draft of a shipped way of working, of which the text is read once.
fn draft(index: usize) -> Draft {
    static READ: Mutex<BTreeMap<usize, Draft>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap();
    read.entry(index).or_insert_with(|| Draft::parse(shipped()[index].1).unwrap()).clone()
}

fn place(text: &str) -> Place {
    Place::parse(text)
}

/// The names that a type reads, out of what it says when it is given another.
fn named<T: DeserializeOwned>(value: Value) -> BTreeSet<String> {
    let said = value.try_into::<T>().err().map(|error| error.message().to_owned()).unwrap_or_default();
    assert!(said.contains("unknown"), "{said}");
    said.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

fn fields<T: DeserializeOwned>() -> BTreeSet<String> {
    named::<T>(Value::Table(Table::from_iter([("__".to_owned(), Value::Boolean(true))])))
}

fn forms<T: DeserializeOwned>() -> BTreeSet<String> {
    named::<T>("__".into())
}

fn slots(slots: &[Slot]) -> BTreeSet<String> {
    slots.iter().map(|slot| slot.name.to_owned()).collect()
}

fn variants(variants: &[Variant]) -> BTreeSet<String> {
    variants.iter().map(|variant| variant.key.to_owned()).collect()
}

fn inner(kind: &'static Kind, slot: &str) -> &'static Kind {
    match kind.slot(slot).map(|slot| &slot.input) {
        Some(Input::Parts(kind)) => kind,
        other => panic!("{slot}: {other:?}"),
    }
}

fn group(kind: &'static Kind, slot: &str) -> &'static [Slot] {
    match kind.slot(slot).map(|slot| &slot.input) {
        Some(Input::Group(slots)) => slots,
        other => panic!("{slot}: {other:?}"),
    }
}

fn choice(kind: &'static Kind, slot: &str) -> &'static [Variant] {
    match kind.slot(slot).map(|slot| &slot.input) {
        Some(Input::Variant(variants)) => variants,
        other => panic!("{slot}: {other:?}"),
    }
}

#[test]
fn every_word_of_the_language_has_a_field_in_the_editor_and_no_field_is_without_one() {
    use schema::*;
    let of = |kind: &Kind| slots(kind.slots);
    assert_eq!(fields::<Meta>(), slots(&META));
    assert_eq!(fields::<Role>(), of(&ROLES));
    assert_eq!(fields::<Phase>(), of(&PHASES));
    assert_eq!(fields::<Step>(), of(&STEPS));
    assert_eq!(fields::<StepTerm>(), slots(group(&STEPS, "term")));
    assert_eq!(fields::<Way>(), of(inner(&STEPS, "ways")));
    assert_eq!(fields::<Transition>(), of(&TRANSITIONS));
    assert_eq!(fields::<Join>(), of(&JOINS));
    assert_eq!(fields::<Branch>(), of(inner(&JOINS, "of")));
    assert_eq!(fields::<Closing>(), of(&CLOSINGS));
    assert_eq!(fields::<Fact>(), of(&FACTS));
    assert_eq!(fields::<Decision>(), of(&DECISIONS));
    assert_eq!(fields::<Stages>(), slots(group(&DECISIONS, "stages")));
    assert_eq!(fields::<Outcome>(), of(inner(&DECISIONS, "outcomes")));
    assert_eq!(fields::<Ground>(), of(inner(inner(&DECISIONS, "outcomes"), "grounds")));
    assert_eq!(fields::<Escalation>(), of(&ESCALATIONS));
    assert_eq!(fields::<ConsentPurpose>(), of(&CONSENTS));
    assert_eq!(fields::<Ages>(), slots(group(&CONSENTS, "ages")));
    assert_eq!(forms::<Validity>(), variants(choice(&CONSENTS, "validity")));
    assert_eq!(fields::<MeetingType>(), of(&MEETINGS));
    assert_eq!(fields::<Access>(), slots(group(&MEETINGS, "access")));
    assert_eq!(fields::<StageRule>(), of(&STAGES));
    assert_eq!(fields::<Pool>(), of(inner(&MEETINGS, "pool")));
    assert_eq!(forms::<Cadence>(), variants(choice(&MEETINGS, "cadence")));
    assert_eq!(fields::<YearEvent>(), of(&YEAR_EVENTS));
    assert_eq!(fields::<Form>(), of(&FORMS));
    assert_eq!(fields::<Band>(), of(inner(&FORMS, "bands")));
    assert_eq!(fields::<InForce>(), slots(group(&FORMS, "valid")));
    assert_eq!(fields::<Section>(), of(&SECTIONS));
    assert_eq!(forms::<SectionKind>(), variants(choice(&SECTIONS, "kind")));
    assert_eq!(fields::<Field>(), of(&FIELDS));
    assert_eq!(fields::<AnswerOption>(), of(inner(&FIELDS, "answerOption")));
    assert_eq!(fields::<EnableWhen>(), slots(group(&FIELDS, "enableWhen")));
    assert_eq!(forms::<Source>(), variants(choice(&FIELDS, "source")));
    assert_eq!(fields::<Letter>(), of(&LETTERS));
    assert_eq!(forms::<Guard>(), variants(&GUARD));
    assert_eq!(forms::<Period>(), variants(&PERIOD));
    let resolve = choice(&ROLES, "resolve");
    assert_eq!(forms::<Resolve>(), variants(resolve));
    assert_eq!(fields::<ByAnswer>(), BTreeSet::from(["field".to_owned(), "roles".to_owned()]));
    assert_eq!(fields::<ByFact>(), BTreeSet::from(["fact".to_owned(), "role".to_owned()]));
}

#[test]
fn every_choice_that_is_offered_can_be_read() {
    for kind in KINDS {
        offered(kind);
    }
}

/// Each choice of each field, put into a fresh part, is a part that can be read.
fn offered(kind: &'static Kind) {
    for slot in kind.slots {
        let choices = match &slot.input {
            Input::Choice(choices) => choices().into_iter().map(|(key, _)| Value::from(key)).collect(),
            Input::Choices(choices) => {
                vec![Value::Array(choices().into_iter().map(|(key, _)| Value::from(key)).collect())]
            }
            Input::Variant(variants) => {
                variants.iter().map(|variant| fresh::variant(draft(0).table(), variant, &Table::new())).collect()
            }
            _ => Vec::new(),
        };
        for value in choices {
            let mut draft = draft(0);
            let Some(part) = draft.add(&place(kind.list), "Iets nieuws") else { return };
            draft.set(&part.then(slot.name), Some(value.clone()));
            assert!(draft.body().is_ok(), "{}.{} = {value}: {:?}", kind.list, slot.name, draft.body());
        }
    }
}
