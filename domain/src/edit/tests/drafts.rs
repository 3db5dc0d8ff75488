//! Drafts lose nothing: they are written as they were read, undone, and compared in words.

use super::*;
use crate::check::{Fault, Rule};

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
fn a_part_that_is_named_by_a_choice_stands_where_it_stood_when_another_is_chosen() {
    let mut draft = draft(0);
    let join = draft.add(&place("joins"), "Samen").unwrap();
    let list = join.then("of");
    let (first, second) = (draft.add(&list, "").unwrap(), draft.add(&list, "").unwrap());
    assert_eq!((first.last(), second.last()), ("1", "2"));
    draft.set(&second.then("step"), Some("proces_2_1".into()));
    assert_eq!(draft.get(&second.then("step")), Some(&"proces_2_1".into()));
    assert_eq!(draft.stands(&list), ["1", "2"]);

    // What a fault, or the work of another, calls by its name is found where it stands.
    let named = list.then("proces_2_1").then("guard");
    assert_eq!(draft.stand(&named), second.then("guard"));
    let fault = Fault { rule: Rule::Unknown, place: named.to_string(), message: String::new(), path: Vec::new() };
    assert_eq!(draft.locate(&fault), second.then("guard"));

    assert_eq!(draft.shift(&second, false), first);
    assert_eq!(draft.get(&first.then("step")), Some(&"proces_2_1".into()));
    assert_eq!(draft.shift(&first, false), first, "nothing stands before the first");
    assert_eq!(draft.shift(&place("roles.ib"), true), place("roles.ib"));
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
    let guard = place(&format!("transitions.{}.guard", draft.stands(&place("transitions"))[0]));
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
    let step = after.stands(&place("steps"))[1].clone();
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
    let gone = after.stands(&place("closings"))[0].clone();
    after.remove(&place(&format!("closings.{gone}")));
    after.set(&place(&format!("steps.{step}.guidance")), Some(Value::Array(vec!["Bel eerst.".into()])));
    let said = of(&after);
    assert!(said.contains(&"Nieuwe stap 'Afscheid'.".to_owned()), "{said:?}");
    assert!(said.iter().any(|words| words.starts_with("Afsluiting '") && words.ends_with("' vervalt.")), "{said:?}");
    assert!(said.iter().any(|words| words.contains("aanwijzingen: erbij 'Bel eerst.'")), "{said:?}");
    let mut after = before.clone();
    after.shift(&place("phases.".to_owned().as_str()).then(before.stands(&place("phases"))[0].clone()), true);
    assert_eq!(of(&after), ["De volgorde van de fasen is gewijzigd."]);
}
