//! Parts of a form with a consent of their own: somebody from outside reads them, no answer leaves them by another way,
//! and no condition tells what stands in them.

use std::collections::BTreeMap;

use super::{Faults, Rule, uses::Uses};
use crate::{
    actor::Side,
    form::{Form, SectionKind},
    template::{Body, Key},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    for form in &template.forms {
        for section in form.sections.iter().filter(|section| section.consent.is_some()) {
            let place = format!("forms.{}.{}.consent", form.key, section.key);
            let message = "een eigen toestemming hoort bij een onderdeel van een formulier over een casus. Noem bij het formulier de stappen (steps) of laat consent weg.";
            faults.unless(form.is_of_case(), Rule::Consent, &place, message);
            let message = "geen partner leest dit onderdeel, dus de toestemming doet niets. Noem bij read een rol van een partner of laat consent weg.";
            let readers = section.fields.iter().flat_map(|field| form.functions(template, field));
            let outside = readers.into_iter().any(|function| function.side() == Side::Partner);
            faults.unless(outside, Rule::Consent, place, message);
        }
        shared(form, faults);
    }
    conditions(template, faults);
}

/// One name is one answer, wherever it stands: in parts that open with another consent it would be read by the back door.
fn shared(form: &Form, faults: &mut Faults) {
    let mut opens: BTreeMap<&Key, Option<&Key>> = BTreeMap::new();
    for section in &form.sections {
        let rows = (section.kind == SectionKind::Rows).then_some(&section.key);
        let asked = section.fields.iter().map(|field| &field.link_id);
        for name in asked.chain(rows) {
            let first = opens.entry(name).or_insert(section.consent.as_ref());
            let message =
                "dit antwoord staat ook in een onderdeel met een andere toestemming. Geef het een eigen linkId.";
            let place = format!("forms.{}.{}.{name}", form.key, section.key);
            faults.unless(*first == section.consent.as_ref(), Rule::Consent, place, message);
        }
    }
}

/// What follows from an answer can be seen by everybody in the case.
fn conditions(template: &Body, faults: &mut Faults) {
    let sections = || template.forms.iter().flat_map(|form| &form.sections);
    for (place, field) in Uses::of(template).fields {
        let hidden = sections().any(|section| section.consent.is_some() && section.field(field.as_str()).is_some());
        let message = format!(
            "'{field}' staat in een onderdeel met een eigen toestemming, en aan deze voorwaarde is het antwoord af te lezen. Vraag het in een ander onderdeel."
        );
        faults.unless(!hidden, Rule::Consent, place, message);
    }
}
