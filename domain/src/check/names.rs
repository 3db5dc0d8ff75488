//! Names: each is given once, each that is used is given, each that is given is used.

use std::collections::BTreeSet;

use super::{Faults, Rule};
use crate::template::{Body, Guard, Key};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    duplicates(template, faults);
    let used = Uses::of(template);
    used.check(template, faults);
}

fn duplicates(template: &Body, faults: &mut Faults) {
    once("roles", template.roles.iter().map(|x| &x.key), faults);
    once("phases", template.phases.iter().map(|x| &x.key), faults);
    once("steps", template.steps.iter().map(|x| &x.key), faults);
    once("transitions", template.transitions.iter().map(|x| &x.key), faults);
    once("closings", template.closings.iter().map(|x| &x.key), faults);
    once("facts", template.facts.iter().map(|x| &x.key), faults);
    once("consents", template.consents.iter().map(|x| &x.key), faults);
    once("meetings", template.meetings.iter().map(|x| &x.key), faults);
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

/// Everything that refers to something: (place, name).
#[derive(Default)]
struct Uses<'a> {
    roles: Vec<(String, &'a Key)>,
    phases: Vec<(String, &'a Key)>,
    steps: Vec<(String, &'a Key)>,
    facts: Vec<(String, &'a Key)>,
    consents: Vec<(String, &'a Key)>,
    meetings: Vec<(String, &'a Key)>,
    forms: Vec<(String, &'a Key)>,
}

impl<'a> Uses<'a> {
    fn of(template: &'a Body) -> Self {
        let mut uses = Self::default();
        uses.flow(template);
        uses.tables(template);
        uses
    }

    fn flow(&mut self, template: &'a Body) {
        for step in &template.steps {
            let place = |what: &str| format!("steps.{}.{what}", step.key);
            self.roles.push((place("regie"), &step.regie));
            self.roles.extend(step.term.iter().filter_map(|term| Some((place("term.owner"), term.owner.as_ref()?))));
            self.phases.push((place("phase"), &step.phase));
            self.meetings.extend(step.meetings.iter().map(|key| (place("meetings"), key)));
        }
        for transition in &template.transitions {
            let place = |what: &str| format!("transitions.{}.{what}", transition.key);
            self.steps.push((place("from"), &transition.from));
            self.steps.push((place("to"), &transition.to));
            self.roles.extend(transition.by.iter().map(|key| (place("by"), key)));
            self.guard(&place("guard"), &transition.guard);
        }
        for closing in &template.closings {
            let place = |what: &str| format!("closings.{}.{what}", closing.key);
            self.steps.extend(closing.from.iter().map(|key| (place("from"), key)));
            self.roles.extend(closing.by.iter().map(|key| (place("by"), key)));
            self.guard(&place("guard"), &closing.guard);
        }
        for fact in &template.facts {
            self.roles.extend(fact.by.iter().map(|key| (format!("facts.{}.by", fact.key), key)));
        }
    }

    fn guard(&mut self, place: &str, guard: &'a Guard) {
        for leaf in guard.leaves() {
            match leaf {
                Guard::Fact(key) => self.facts.push((place.to_owned(), key)),
                Guard::Consent(key) => self.consents.push((place.to_owned(), key)),
                Guard::Rounds { step, .. } => self.steps.push((place.to_owned(), step)),
                Guard::Always | Guard::HasLead | Guard::All(_) | Guard::Any(_) | Guard::Not(_) => {}
            }
        }
    }

    fn tables(&mut self, template: &'a Body) {
        for meeting in &template.meetings {
            let place = |what: &str| format!("meetings.{}.{what}", meeting.key);
            self.roles.push((place("chair"), &meeting.chair));
            self.roles.push((place("secretary"), &meeting.secretary));
            self.roles.extend(meeting.participants().map(|key| (place("members"), key)));
            self.roles.extend(meeting.stages.iter().flat_map(|rule| &rule.by).map(|key| (place("stages.by"), key)));
            self.consents.extend(meeting.consent.iter().map(|key| (place("consent"), key)));
            self.forms.extend(meeting.form.iter().map(|key| (place("form"), key)));
        }
        for (index, event) in template.year_events.iter().enumerate() {
            let place = format!("year_events.{}", index + 1);
            self.roles.extend(event.by.iter().map(|key| (place.clone(), key)));
            self.meetings.extend(event.meeting.iter().map(|key| (place.clone(), key)));
        }
        for form in &template.forms {
            self.meetings.extend(form.meeting.iter().map(|key| (format!("forms.{}.meeting", form.key), key)));
            let sections = form.sections.iter();
            self.steps.extend(
                sections.filter_map(|s| Some((format!("forms.{}.{}.step", form.key, s.key), s.step.as_ref()?))),
            );
        }
    }

    fn check(&self, template: &Body, faults: &mut Faults) {
        let words = [
            ("roles", "rol", keys(&template.roles, |x| &x.key), &self.roles, true),
            ("phases", "fase", keys(&template.phases, |x| &x.key), &self.phases, true),
            ("steps", "stap", keys(&template.steps, |x| &x.key), &self.steps, false),
            ("facts", "feit", keys(&template.facts, |x| &x.key), &self.facts, true),
            ("consents", "toestemming", keys(&template.consents, |x| &x.key), &self.consents, true),
            ("meetings", "overleg", keys(&template.meetings, |x| &x.key), &self.meetings, true),
            ("forms", "formulier", keys(&template.forms, |x| &x.key), &self.forms, true),
        ];
        for (list, word, given, used, must_be_used) in words {
            for (place, key) in used {
                let message =
                    format!("{word} '{key}' bestaat niet. Voeg '{key}' toe aan {list} of kies een bestaande naam.");
                faults.unless(given.contains(key), Rule::Unknown, place, message);
            }
            let unused = given.iter().filter(|key| must_be_used && !used.iter().any(|(_, used)| used == *key));
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
