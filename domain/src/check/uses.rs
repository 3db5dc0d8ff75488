//! Everything in a template that refers to something else by name, with the place where it does.

use crate::{
    form::Field,
    template::{Body, Guard, Key, Resolve},
};

/// References by what they refer to: (place, name).
#[derive(Default)]
pub(super) struct Uses<'a> {
    pub roles: Vec<(String, &'a Key)>,
    pub phases: Vec<(String, &'a Key)>,
    pub steps: Vec<(String, &'a Key)>,
    pub facts: Vec<(String, &'a Key)>,
    pub consents: Vec<(String, &'a Key)>,
    pub meetings: Vec<(String, &'a Key)>,
    pub forms: Vec<(String, &'a Key)>,
    pub fields: Vec<(String, &'a Key)>,
    pub decisions: Vec<(String, &'a Key)>,
}

/// Every guard of a template with its place.
pub(super) fn guards(template: &Body) -> Vec<(String, &Guard)> {
    let transitions = template.transitions.iter().map(|t| (format!("transitions.{}.guard", t.key), &t.guard));
    let closings = template.closings.iter().map(|c| (format!("closings.{}.guard", c.key), &c.guard));
    let branches = template.joins.iter().flat_map(|join| {
        join.of.iter().map(|branch| (format!("joins.{}.of.{}.guard", join.key, branch.step), &branch.guard))
    });
    let forms = template.forms.iter().map(|form| (format!("forms.{}.when", form.key), &form.when));
    let letters = template.letters.iter().map(|letter| (format!("letters.{}.when", letter.key), &letter.when));
    transitions.chain(closings).chain(branches).chain(forms).chain(letters).collect()
}

impl<'a> Uses<'a> {
    pub fn of(template: &'a Body) -> Self {
        let mut uses = Self::default();
        uses.roles(template);
        uses.steps(template);
        uses.moves(template);
        uses.choices(template);
        for (place, guard) in guards(template) {
            uses.guard(&place, guard);
        }
        uses.tables(template);
        uses.forms(template);
        uses
    }

    fn roles(&mut self, template: &'a Body) {
        for role in &template.roles {
            let place = format!("roles.{}.resolve", role.key);
            self.roles.extend(role.resolve.candidates().into_iter().map(|key| (place.clone(), key)));
            match &role.resolve {
                Resolve::ByAnswer(rule) => self.fields.push((place, &rule.field)),
                Resolve::ByFact(rules) => self.facts.extend(rules.iter().map(|rule| (place.clone(), &rule.fact))),
                Resolve::Function | Resolve::CaseLead => {}
            }
        }
    }

    fn steps(&mut self, template: &'a Body) {
        for step in &template.steps {
            let place = |what: &str| format!("steps.{}.{what}", step.key);
            self.roles.push((place("regie"), &step.regie));
            self.roles.extend(step.term.iter().filter_map(|term| Some((place("term.owner"), term.owner.as_ref()?))));
            self.steps.extend(step.term.iter().filter_map(|term| Some((place("term.from"), term.from.as_ref()?))));
            self.phases.push((place("phase"), &step.phase));
            self.meetings.extend(step.meetings.iter().map(|key| (place("meetings"), key)));
            self.meetings.extend(step.ways.iter().filter_map(|way| Some((place("ways"), way.meeting.as_ref()?))));
            self.forms.extend(step.ways.iter().filter_map(|way| Some((place("ways"), way.form.as_ref()?))));
        }
    }

    fn moves(&mut self, template: &'a Body) {
        for transition in &template.transitions {
            let place = |what: &str| format!("transitions.{}.{what}", transition.key);
            self.steps.push((place("from"), &transition.from));
            self.steps.push((place("to"), &transition.to));
            self.steps.extend(transition.also.iter().map(|key| (place("also"), key)));
            self.roles.extend(transition.by.iter().map(|key| (place("by"), key)));
        }
        for join in &template.joins {
            let place = |what: &str| format!("joins.{}.{what}", join.key);
            self.steps.extend(join.of.iter().map(|branch| (place("of"), &branch.step)));
            self.steps.extend(join.leaves.iter().map(|key| (place("leaves"), key)));
            self.steps.push((place("to"), &join.to));
        }
        for closing in &template.closings {
            let place = |what: &str| format!("closings.{}.{what}", closing.key);
            self.steps.extend(closing.from.iter().map(|key| (place("from"), key)));
            self.roles.extend(closing.by.iter().map(|key| (place("by"), key)));
        }
    }

    fn choices(&mut self, template: &'a Body) {
        for fact in &template.facts {
            self.roles.extend(fact.by.iter().map(|key| (format!("facts.{}.by", fact.key), key)));
            self.forms.extend(fact.form.iter().map(|key| (format!("facts.{}.form", fact.key), key)));
        }
        for decision in &template.decisions {
            let place = |what: &str| format!("decisions.{}.{what}", decision.key);
            self.steps.push((place("step"), &decision.step));
            self.roles.extend(decision.by.iter().map(|key| (place("by"), key)));
        }
        for escalation in &template.escalations {
            let place = |what: &str| format!("escalations.{}.{what}", escalation.key);
            self.steps.push((place("step"), &escalation.step));
            self.roles.extend(escalation.to.iter().map(|key| (place("to"), key)));
            self.meetings.extend(escalation.meeting.iter().map(|key| (place("meeting"), key)));
        }
    }

    fn guard(&mut self, place: &str, guard: &'a Guard) {
        let at = |key: &'a Key| (place.to_owned(), key);
        for leaf in guard.leaves() {
            match leaf {
                Guard::Fact(key) | Guard::Since { fact: key, .. } => self.facts.push(at(key)),
                Guard::Consent(key) => self.consents.push(at(key)),
                Guard::Role(key) => self.roles.push(at(key)),
                Guard::Answer { field, .. } => self.fields.push(at(field)),
                Guard::Outcome { decision, .. } => self.decisions.push(at(decision)),
                Guard::Rounds { step, .. }
                | Guard::Open(step)
                | Guard::Done(step)
                | Guard::Way(step)
                | Guard::Overdue(step) => self.steps.push(at(step)),
                // Nothing is named, or it is no leaf.
                Guard::Always
                | Guard::HasLead
                | Guard::Between { .. }
                | Guard::All(_)
                | Guard::Any(_)
                | Guard::Not(_) => {}
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
    }

    fn forms(&mut self, template: &'a Body) {
        for form in &template.forms {
            self.meetings.extend(form.meeting.iter().map(|key| (format!("forms.{}.meeting", form.key), key)));
            if form.is_of_case() {
                // Its steps bring it into use.
                self.forms.push((format!("forms.{}.steps", form.key), &form.key));
            }
            self.steps.extend(form.steps.iter().map(|step| (format!("forms.{}.steps", form.key), step)));
            for section in &form.sections {
                let place = |what: &str| format!("forms.{}.{}.{what}", form.key, section.key);
                self.steps.extend(section.step.iter().map(|step| (place("step"), step)));
                self.steps.extend(section.also.iter().map(|step| (place("also"), step)));
                self.consents.extend(section.consent.iter().map(|key| (place("consent"), key)));
            }
            let rights = form.read.iter().chain(&form.write);
            self.roles.extend(rights.map(|role| (format!("forms.{}.read", form.key), role)));
            for section in &form.sections {
                let origins = section.fields.iter().filter_map(|field| Some((field, field.origin()?)));
                let place = |field: &Field| format!("forms.{}.{}.{}.source", form.key, section.key, field.link_id);
                self.forms.extend(origins.map(|(field, origin)| (place(field), &origin.form)));
                let rights = section.fields.iter().flat_map(|field| field.read.iter().chain(&field.write));
                self.roles.extend(rights.map(|role| (format!("forms.{}.{}", form.key, section.key), role)));
            }
        }
        for letter in &template.letters {
            self.roles.extend(letter.to.iter().map(|role| (format!("letters.{}.to", letter.key), role)));
        }
    }
}
