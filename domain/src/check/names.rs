//! Names: each is given once, each that is used is given, each that is given is used.

use std::collections::BTreeSet;

use super::{Faults, Rule, uses::Uses};
use crate::{
    actor::Function,
    template::{Body, CASE, Key},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    duplicates(template, faults);
    own_words(template, faults);
    let used = Uses::of(template);
    used.check(template, faults);
}

/// A word of its own is for something that the screens have a word for.
fn own_words(template: &Body, faults: &mut Faults) {
    for key in template.vocabulary.keys() {
        let known = key == CASE || Function::from_key(key.as_str()).is_some();
        let message = || {
            let functions: Vec<_> = Function::ALL.iter().map(|function| function.key()).collect();
            format!("voor '{key}' hebben de schermen geen woord. Kies {CASE} of een functie: {}.", functions.join(", "))
        };
        if !known {
            faults.add(Rule::Unknown, format!("vocabulary.{key}"), message());
        }
    }
}

fn duplicates(template: &Body, faults: &mut Faults) {
    once("roles", template.roles.iter().map(|x| &x.key), faults);
    once("phases", template.phases.iter().map(|x| &x.key), faults);
    once("steps", template.steps.iter().map(|x| &x.key), faults);
    let moves = template.transitions.iter().map(|x| &x.key).chain(template.joins.iter().map(|x| &x.key));
    once("transitions", moves, faults);
    once("decisions", template.decisions.iter().map(|x| &x.key), faults);
    once("escalations", template.escalations.iter().map(|x| &x.key), faults);
    once("closings", template.closings.iter().map(|x| &x.key), faults);
    once("facts", template.facts.iter().map(|x| &x.key), faults);
    once("consents", template.consents.iter().map(|x| &x.key), faults);
    once("meetings", template.meetings.iter().map(|x| &x.key), faults);
    once("letters", template.letters.iter().map(|x| &x.key), faults);
    once("forms", template.forms.iter().map(|x| &x.key), faults);
}

/// Reports every name that occurs twice in a list.
pub(super) fn once<'a>(place: &str, keys: impl Iterator<Item = &'a Key>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for key in keys {
        let fresh = seen.insert(key);
        faults.unless(
            fresh,
            Rule::Duplicate,
            format!("{place}.{key}"),
            format!("de naam '{key}' komt twee keer voor. Kies een andere naam."),
        );
    }
}

impl Uses<'_> {
    fn check(&self, template: &Body, faults: &mut Faults) {
        let fields = || template.forms.iter().flat_map(|form| &form.sections).flat_map(|section| &section.fields);
        let words = [
            ("roles", "rol", keys(&template.roles, |x| &x.key), &self.roles, true),
            ("phases", "fase", keys(&template.phases, |x| &x.key), &self.phases, true),
            ("steps", "stap", keys(&template.steps, |x| &x.key), &self.steps, false),
            ("facts", "feit", keys(&template.facts, |x| &x.key), &self.facts, true),
            ("consents", "toestemming", keys(&template.consents, |x| &x.key), &self.consents, true),
            ("meetings", "overleg", keys(&template.meetings, |x| &x.key), &self.meetings, true),
            ("forms", "formulier", keys(&template.forms, |x| &x.key), &self.forms, true),
            ("fields", "veld", fields().map(|field| &field.link_id).collect(), &self.fields, false),
            ("decisions", "besluit", keys(&template.decisions, |x| &x.key), &self.decisions, true),
        ];
        for (list, word, given, used, must_be_used) in words {
            let known: BTreeSet<&Key> = given.iter().copied().collect();
            let asked: BTreeSet<&Key> = used.iter().map(|(_, key)| *key).collect();
            for (place, key) in used {
                let message =
                    format!("{word} '{key}' bestaat niet. Voeg '{key}' toe aan {list} of kies een bestaande naam.");
                faults.unless(known.contains(key), Rule::Unknown, place, message);
            }
            let unused = given.iter().filter(|key| must_be_used && !asked.contains(*key));
            for key in unused {
                faults.add(
                    Rule::Unused,
                    format!("{list}.{key}"),
                    format!("{word} '{key}' wordt nergens gebruikt. Gebruik of verwijder dit onderdeel."),
                );
            }
        }
    }
}

fn keys<T>(items: &[T], key: impl Fn(&T) -> &Key) -> Vec<&Key> {
    items.iter().map(key).collect()
}
