//! The schema says what the language says; drafts lose nothing; two people's work comes together.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::{
    schema::{self, Input, KINDS, Kind, Slot, Variant},
    *,
};
use crate::{
    form::{AnswerOption, Band, EnableWhen, Field, Form, Section, SectionKind, Source},
    template::{
        Branch, ByAnswer, ByFact, Cadence, Closing, ConsentPurpose, Decision, Escalation, Fact, Ground, Guard, InForce,
        Join, Letter, MeetingType, Meta, Outcome, Phase, Pool, Resolve, Role, StageRule, Stages, Step, StepTerm,
        Template, Transition, Validity, Way, YearEvent, shipped,
    },
    term::Period,
};

fn draft(index: usize) -> Draft {
    Draft::parse(shipped()[index].1).unwrap()
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
    assert_eq!(forms::<Validity>(), variants(choice(&CONSENTS, "validity")));
    assert_eq!(fields::<MeetingType>(), of(&MEETINGS));
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

#[test]
fn a_draft_of_a_shipped_way_of_working_is_written_as_it_was_read() {
    for (key, text) in shipped() {
        let draft = Draft::parse(text).unwrap();
        if text.contains("\nbase = ") {
            continue;
        }
        let again = Template::parse(&draft.text()).unwrap();
        assert_eq!(*again, *Template::parse(text).unwrap(), "{key}");
        assert_eq!(draft.faults(), Vec::new(), "{key}");
        assert_eq!(difference(draft.table(), Draft::parse(&draft.text()).unwrap().table()), [], "{key}");
    }
}

#[test]
fn a_new_part_of_every_kind_can_be_read_at_once() {
    for kind in KINDS {
        let mut draft = draft(3);
        let made = draft.add(&place(kind.list), "Ons nieuwe ding").unwrap();
        assert!(draft.body().is_ok(), "{}: {:?}", kind.list, draft.body());
        let undone = draft.undoes().unwrap();
        assert!(undone.contains("Ons nieuwe ding") && undone.starts_with("Nieuw"), "{undone}");
        draft.remove(&made);
        assert_eq!(draft.table(), self::draft(3).table(), "{}", kind.list);
    }
}

#[test]
fn two_parts_with_one_label_get_two_names() {
    let mut draft = draft(0);
    let names: Vec<_> = (0..3).map(|_| draft.add(&place("steps"), "Nazorg: één!").unwrap().to_string()).collect();
    assert_eq!(names, ["steps.nazorg_een", "steps.nazorg_een_2", "steps.nazorg_een_3"]);
}

#[test]
fn what_was_done_can_be_taken_back_and_done_again() {
    let mut draft = draft(0);
    let before = draft.table().clone();
    draft.set(&place("steps.proces_2_1.term"), None);
    draft.choose(&place("transitions.volgende_fase.guard"), "has_lead");
    draft.shift(&place("roles.ib"), true);
    let after = draft.table().clone();
    for _ in 0..3 {
        draft.undo();
    }
    assert_eq!(*draft.table(), before);
    assert!(draft.undoes().is_none());
    for _ in 0..3 {
        draft.redo();
    }
    assert_eq!(*draft.table(), after);
    assert!(draft.redoes().is_none());
    draft.undo();
    draft.remove(&place("steps.proces_0"));
    assert!(draft.redoes().is_none(), "another change forgets what could be done again");
}

#[test]
fn nothing_happens_at_a_place_that_does_not_exist() {
    let mut draft = draft(0);
    let before = draft.table().clone();
    for text in
        ["", "x", "steps", "steps.geen.label", "steps.geen", "meta.x.y", "transitions.volgende_fase.guard.all.9"]
    {
        let place = place(text);
        draft.remove(&place);
        draft.shift(&place, true);
        draft.choose(&place, "has_lead");
        draft.append(&place);
        assert_eq!(draft.add(&place.then("ook_niet"), "x"), None, "{text}");
    }
    assert_eq!(*draft.table(), before);
}

#[test]
fn conditions_are_built_up_inside_each_other() {
    let mut draft = draft(3);
    let guard = place(&format!("transitions.{}.guard", draft.identities(&place("transitions"))[0]));
    draft.set(&guard, None);
    draft.toggle(&guard, true);
    draft.choose(&guard, "all");
    draft.append(&guard.then("all"));
    draft.append(&guard.then("all"));
    draft.choose(&guard.then("all").then("1"), "has_lead");
    draft.choose(&guard.then("all").then("2"), "not");
    draft.choose(&guard.then("all").then("2").then("not"), "fact");
    let said = say(
        draft.table(),
        &schema::TRANSITIONS.slot("guard").unwrap().input,
        draft.get(&guard).unwrap(),
        &Table::new(),
    );
    assert!(said.starts_with("al deze voorwaarden: (er is een casusregisseur; juist niet: is vastgelegd: '"), "{said}");
    assert!(draft.body().is_ok(), "{:?}", draft.body());
    draft.remove(&guard.then("all").then("1"));
    assert_eq!(draft.get(&guard.then("all")).and_then(Value::as_array).map(Vec::len), Some(1));
}

#[test]
fn a_draft_that_cannot_be_read_says_which_part() {
    let mut draft = draft(0);
    draft.set(&place("steps.proces_2_1.regie"), None);
    let faults = draft.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].place, "steps.proces_2_1");
    assert!(faults[0].message.contains("'regie' ontbreekt"), "{}", faults[0].message);
}

#[test]
fn faults_are_found_at_their_place_in_the_draft() {
    let mut draft = draft(0);
    draft.set(&place("steps.proces_2_1.regie"), Some("niemand".into()));
    let faults = draft.faults();
    let at: Vec<_> = faults.iter().map(|fault| draft.locate(fault).to_string()).collect();
    assert!(at.contains(&"steps.proces_2_1.regie".to_owned()), "{at:?}");
    let form = crate::check::Fault {
        rule: crate::check::Rule::Field,
        place: "forms.analyse.proces_1".to_owned(),
        message: String::new(),
        path: Vec::new(),
    };
    assert_eq!(draft.locate(&form).to_string(), "forms.analyse.sections.proces_1");
}

#[test]
fn the_difference_between_two_versions_is_said_in_words() {
    let before = draft(3);
    let mut after = before.clone();
    let step = after.identities(&place("steps"))[1].clone();
    let of = |after: &Draft| {
        difference(before.table(), after.table()).into_iter().map(|change| change.words).collect::<Vec<_>>()
    };
    let label = before.get(&place(&format!("steps.{step}.label"))).and_then(Value::as_str).unwrap().to_owned();
    let length = place(&format!("steps.{step}.term"));
    after.set(&length, None);
    after.toggle(&length, true);
    after.choose(&length.then("length"), "months");
    after.set(&length.then("length").then("months"), Some(Value::Integer(1)));
    assert!(
        of(&after)
            .iter()
            .any(|words| words.starts_with(&format!("Stap '{label}', termijn")) && words.contains("1 maand")),
        "{:?}",
        of(&after)
    );

    let mut after = before.clone();
    after.add(&place("steps"), "Afscheid");
    let gone = after.identities(&place("closings"))[0].clone();
    after.remove(&place(&format!("closings.{gone}")));
    after.set(&place(&format!("steps.{step}.guidance")), Some(Value::Array(vec!["Bel eerst.".into()])));
    let said = of(&after);
    assert!(said.contains(&"Nieuwe stap 'Afscheid'.".to_owned()), "{said:?}");
    assert!(said.iter().any(|words| words.starts_with("Afsluiting '") && words.ends_with("' vervalt.")), "{said:?}");
    assert!(said.iter().any(|words| words.contains("aanwijzingen: erbij 'Bel eerst.'")), "{said:?}");
    let mut after = before.clone();
    after.shift(&place("phases.".to_owned().as_str()).then(before.identities(&place("phases"))[0].clone()), true);
    assert_eq!(of(&after), ["De volgorde van de fasen is gewijzigd."]);
}

#[test]
fn two_people_who_change_different_things_both_keep_their_work() {
    let base = draft(0);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.set(&place("steps.proces_2_1.title"), Some("Van mij".into()));
    mine.add(&place("roles"), "Mijn rol");
    mine.remove(&place("year_events.1"));
    theirs.set(&place("steps.proces_2_1.label"), Some("Van hen".into()));
    theirs.add(&place("roles"), "Hun rol");
    theirs.set(&place("meta.title"), Some("Hun titel".into()));
    let merged = merge(base.table(), mine.table(), theirs.table());
    assert_eq!(merged.clashes, []);
    let merged = Draft::of(merged.table);
    let text = |at: &str| merged.get(&place(at)).and_then(Value::as_str).unwrap_or_default().to_owned();
    assert_eq!(text("steps.proces_2_1.title"), "Van mij");
    assert_eq!(text("steps.proces_2_1.label"), "Van hen");
    assert_eq!(text("meta.title"), "Hun titel");
    assert!(merged.has(&place("roles.mijn_rol")) && merged.has(&place("roles.hun_rol")));
    let count = |draft: &Draft| draft.identities(&place("year_events")).len();
    assert_eq!(count(&merged), count(&base) - 1);
}

#[test]
fn the_same_thing_changed_twice_stays_as_it_is_stored_and_the_other_is_shown() {
    let base = draft(0);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.set(&place("steps.proces_2_1.title"), Some("Van mij".into()));
    theirs.set(&place("steps.proces_2_1.title"), Some("Van hen".into()));
    mine.remove(&place("facts.".to_owned().as_str()).then(base.identities(&place("facts"))[0].clone()));
    theirs.set(&place("facts").then(base.identities(&place("facts"))[0].clone()).then("label"), Some("Anders".into()));
    let merged = merge(base.table(), mine.table(), theirs.table());
    let said: Vec<_> =
        merged.clashes.iter().map(|clash| (clash.words.as_str(), clash.mine.as_str(), clash.theirs.as_str())).collect();
    assert!(said.contains(&("Wat er gebeurt", "'Van mij'", "'Van hen'")), "{said:?}");
    assert!(said.contains(&("feit", "", "Anders")), "what one takes away and the other changes stays: {said:?}");
    assert_eq!(Draft::of(merged.table).get(&place("steps.proces_2_1.title")).and_then(Value::as_str), Some("Van hen"));
}

/// One of many small changes, by number.
fn edit(draft: &mut Draft, what: u32) {
    let lists = ["steps", "roles", "transitions", "facts", "forms", "year_events", "meetings"];
    let list = place(lists[what as usize % lists.len()]);
    let names = draft.identities(&list);
    let Some(name) = names.get(what as usize / 7 % names.len().max(1)) else { return };
    let part = list.then(name.clone());
    match what / 100 % 5 {
        0 => draft.remove(&part),
        1 => draft.shift(&part, true),
        2 => drop(draft.add(&list, &format!("Nieuw {what}"))),
        3 => draft.set(&part.then("label"), Some(format!("Anders {what}").into())),
        _ => draft.set(&part.then("by"), Some(Value::Array(vec!["ib".into()]))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn who_writes_alone_gets_what_was_written(edits in prop::collection::vec(0u32..10_000, 1..12)) {
        let base = draft(0);
        let mut mine = base.clone();
        for what in edits {
            edit(&mut mine, what);
        }
        let alone = merge(base.table(), mine.table(), base.table());
        prop_assert_eq!(&alone.table, mine.table());
        prop_assert!(alone.clashes.is_empty());
        let other = merge(base.table(), base.table(), mine.table());
        prop_assert_eq!(&other.table, mine.table());
        let same = merge(base.table(), mine.table(), mine.table());
        prop_assert_eq!(&same.table, mine.table());
    }

    #[test]
    fn nothing_that_one_of_two_added_is_lost(
        mine in prop::collection::vec(0u32..10_000, 1..8),
        theirs in prop::collection::vec(0u32..10_000, 1..8),
    ) {
        let base = draft(0);
        let (mut my, mut their) = (base.clone(), base.clone());
        for what in mine {
            edit(&mut my, what);
        }
        for what in theirs {
            edit(&mut their, what);
        }
        let merged = Draft::of(merge(base.table(), my.table(), their.table()).table);
        for list in ["steps", "roles", "transitions", "facts", "forms", "meetings"] {
            let list = place(list);
            let old = base.identities(&list);
            let all = merged.identities(&list);
            for added in my.identities(&list).iter().chain(&their.identities(&list)).filter(|name| !old.contains(name)) {
                prop_assert!(all.contains(added), "{added} of {list}");
            }
            let distinct: BTreeSet<_> = all.iter().collect();
            prop_assert_eq!(distinct.len(), all.len(), "each once");
        }
    }

    #[test]
    fn taking_everything_back_gives_what_was(edits in prop::collection::vec(0u32..10_000, 1..30)) {
        let mut mine = draft(2);
        for what in edits {
            edit(&mut mine, what);
        }
        while mine.undoes().is_some() {
            mine.undo();
        }
        let first = draft(2);
        prop_assert_eq!(mine.table(), first.table());
    }
}
