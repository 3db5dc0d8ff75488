//! Two people's work comes together.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

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
    let count = |draft: &Draft| draft.stands(&place("year_events")).len();
    assert_eq!(count(&merged), count(&base) - 1);
}

#[test]
fn the_same_thing_changed_twice_stays_as_it_is_stored_and_the_other_is_shown() {
    let base = draft(0);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.set(&place("steps.proces_2_1.title"), Some("Van mij".into()));
    theirs.set(&place("steps.proces_2_1.title"), Some("Van hen".into()));
    mine.remove(&place("facts.".to_owned().as_str()).then(base.stands(&place("facts"))[0].clone()));
    theirs.set(&place("facts").then(base.stands(&place("facts"))[0].clone()).then("label"), Some("Anders".into()));
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
    let names = draft.stands(&list);
    let Some(name) = names.get(what as usize / 7 % names.len().max(1)) else { return };
    let part = list.then(name.clone());
    match what / 100 % 5 {
        0 => draft.remove(&part),
        1 => drop(draft.shift(&part, true)),
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
            let old = base.stands(&list);
            let all = merged.stands(&list);
            for added in my.stands(&list).iter().chain(&their.stands(&list)).filter(|name| !old.contains(name)) {
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
